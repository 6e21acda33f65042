"""One year's figure of a series: its name in trees, and how it is labelled and asked for.

The figure of a year is a fact of its own: `revenue_by_year[2021]`; `revenue_by_year[-1]` is the figure of the
year before the one assessed, whichever that is.
"""

from __future__ import annotations

import re

from policyengine.errors import Bilingual

RELATIVE = 100
"""A year nearer to zero than this counts from the year assessed."""

YEARS_IN_WORDS = {
    **dict.fromkeys(("本年", "本年度", "当年", "当年度"), 0),
    **dict.fromkeys(("上年", "上年度", "上一年", "上一年度"), -1),
    "前年": -2,
}
"""How far from the year assessed the years are that have words of their own."""

_NAME = re.compile(r"(.+)\[(-?[0-9]{1,4})\]")
_BY_YEAR_ZH = re.compile(r"^(?:各年度|分年度|历年|各年)|[（(](?:各年度|分年度|按年度|历年|各年)[)）]$")
_BY_YEAR_EN = re.compile(r"^(?:yearly|annual) |,? \(?(?:by|per|each) year\)?$", re.IGNORECASE)


def figure_of(series: str, year: int) -> str:
    """The name of a series' figure: of a calendar year, or of one so many years from the year assessed."""
    return f"{series}[{year}]"


def figure_in(name: str) -> tuple[str, int] | None:
    """The series and the year of a figure's name; None for any other fact's."""
    match = _NAME.fullmatch(name) if name.endswith("]") else None
    return (match[1], int(match[2])) if match else None


def is_relative(year: int) -> bool:
    """Whether a figure's year counts from the year assessed."""
    return abs(year) < RELATIVE


def year_written(year: int) -> str:
    """A figure's year as the rule language writes it: `2021`, `year`, `year - 1`."""
    if not is_relative(year):
        return str(year)
    sign = "-" if year < 0 else "+"
    return f"year {sign} {abs(year)}" if year else "year"


def figure_label(series: Bilingual, year: int) -> Bilingual:
    """`上一年度营业收入`, `revenue in the previous year`; `营业收入（2021年）`, `Revenue in 2021`."""
    zh, en = series_label(series).zh, series_label(series).en
    span = year_in_words(year)
    return Bilingual(zh=f"{span.zh}{zh}" if is_relative(year) else f"{zh}（{span.zh}）", en=f"{en} {span.en}")


def figure_question(question: Bilingual, year: int) -> Bilingual:
    """The series' question, asked of one year."""
    span = year_in_words(year)
    return Bilingual(zh=f"{span.zh}：{question.zh}", en=f"{question.en} ({span.en})")


def series_label(label: Bilingual) -> Bilingual:
    """A series' label without its `（各年度）`, ` by year`: what one figure of it is."""
    return Bilingual(
        zh=_BY_YEAR_ZH.sub("", label.zh) or label.zh, en=_BY_YEAR_EN.sub("", label.en) or label.en
    )


def year_in_words(year: int) -> Bilingual:
    """`上一年度`, `in the previous year`; `2021年`, `in 2021`."""
    if not is_relative(year):
        return Bilingual(zh=f"{year}年", en=f"in {year}")
    if year in _NEAR:
        return _NEAR[year]
    past = year < 0
    return Bilingual(
        zh=f"{abs(year)}年{'前' if past else '后'}", en=f"{abs(year)} years {'before' if past else 'after'}"
    )


_NEAR = {
    1: Bilingual(zh="下一年度", en="in the following year"),
    0: Bilingual(zh="本年度", en="in the year assessed"),
    -1: Bilingual(zh="上一年度", en="in the previous year"),
    -2: Bilingual(zh="前年", en="two years before"),
}
