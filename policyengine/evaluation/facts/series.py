"""Series of a profile: one figure for each calendar year, given as a mapping or year by year.

`revenue_by_year: {2020: 100万元, 2021: 120万元}` and `revenue_by_year[2021]: 120万元` say the same.
"""

from __future__ import annotations

import re

from policyengine.errors import Bilingual
from policyengine.language.figures import figure_in, is_relative

_YEAR = re.compile(r"([1-9][0-9]{3})年?度?")

WANTED = Bilingual(
    zh="“年份：值”的对应，如{2020: …, 2021: …}",
    en="a mapping of calendar years to values, such as {2020: …, 2021: …}",
)
WANTED_YEAR = Bilingual(zh="四位数的公历年份，如2021", en="a calendar year of four digits, such as 2021")


def calendar_year(given: object) -> int | None:
    """The year that a key of a series names: `2021`, `2021年`; None where it names none."""
    if isinstance(given, bool):
        return None
    found = _YEAR.fullmatch(given.strip() if isinstance(given, str) else str(given)[:10])
    return int(found[1]) if found else None


def relative_figure(name: str) -> tuple[str, int] | None:
    """The series and the years from the year assessed, of a figure named so; None for any other fact."""
    figure = figure_in(name)
    return figure if figure is not None and is_relative(figure[1]) else None
