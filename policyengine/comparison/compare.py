"""One profile in many cities: what each promises, what of it binds, and what nobody has counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyengine.comparison.levels import levels_above
from policyengine.comparison.themes import by_theme
from policyengine.errors import RequestError
from policyengine.evaluation.assessment import Assessment
from policyengine.language.interval import decimal_of, plain
from policyengine.refusals import MissingLibrary
from policyengine.reporting import render
from policyengine.reporting.lang import Lang
from policyengine.rulebook.plan import Plan, Theme

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = "policyengine/comparison@1"


@dataclass(frozen=True, repr=False)
class Comparison:
    """One profile assessed in several cities on one day. `themes` are the headings to compare under."""

    as_of: date
    assessments: Mapping[str, Assessment]
    plans: Mapping[str, Plan]
    themes: tuple[Theme, ...]

    def __repr__(self) -> str:
        return f"Comparison({self.as_of}, {', '.join(self.assessments)})"

    def to_dict(self) -> dict[str, Any]:
        """The comparison as `policyengine/comparison@1`; a new copy each time."""
        cities = [assessment.to_dict() for assessment in self.assessments.values()]
        return {
            "schema": SCHEMA,
            "as_of": self.as_of.isoformat(),
            "cities": cities,
            "by_theme": by_theme(cities, self.assessments, self.themes),
            "totals": {
                "binding": _summed([city for city in cities if city["plan"]["binding"]]),
                "other": _summed([city for city in cities if not city["plan"]["binding"]]),
            },
            "not_counted": [level.to_dict() for plan in self.plans.values() for level in levels_above(plan)],
        }

    def to_markdown(self, lang: str = "zh") -> str:
        """The report in Markdown, in `zh` or `en`."""
        return render(self.to_dict(), "md", Lang.named(lang))

    def to_html(self, lang: str = "zh") -> str:
        """The report as one self-contained HTML page, in `zh` or `en`."""
        return render(self.to_dict(), "html", Lang.named(lang))

    def to_csv(self) -> str:
        """One line a reward, support or obligation of a city, amounts in 元 as exact text.

        A line of kind `payment`, `clawback` or `cut` says more of rewards that have a line of their own.
        """
        return render(self.to_dict(), "csv", Lang.ZH)

    def to_dataframe(self) -> pd.DataFrame:
        """The rows of `to_csv` as a data frame, amounts as Decimal. RequestError where pandas is missing."""
        from policyengine.reporting.csv import comparison_rows, money_columns

        try:
            import pandas as pd
        except ImportError:
            raise RequestError([MissingLibrary("pandas", "dataframe")]) from None
        rows = comparison_rows(self.to_dict())
        frame = pd.DataFrame(rows, columns=list(rows[0]) if rows else None)
        for column in money_columns(rows):
            frame[column] = [None if value is None else Decimal(value) for value in frame[column]]
        return frame

    def plot(self, path: str | Path, lang: str = "zh") -> None:
        """Draw the totals into an SVG or PNG file, by its suffix.

        RequestError where matplotlib is missing, the suffix is another or the file cannot be written.
        """
        from policyengine.reporting.chart import plot

        plot(self.to_dict(), path, Lang.named(lang))


def _summed(cities: list[dict[str, Any]]) -> dict[str, Any]:
    """The totals of several cities added up, and which cities they are."""
    totals = [city["totals"] for city in cities]
    payers = dict.fromkeys(payer for total in totals for payer in total["by_payer"])
    return {
        "cities": [city["city"] for city in cities],
        "assured": _sum(total["assured"] for total in totals),
        "possible": _sum(total["possible"] for total in totals),
        "unquantified": [id_ for total in totals for id_ in total["unquantified"]],
        "by_payer": {
            payer: _paid([t["by_payer"][payer] for t in totals if payer in t["by_payer"]]) for payer in payers
        },
        "to_be_returned": _paid([total["to_be_returned"] for total in totals]),
        "subject_to_fund": [id_ for total in totals for id_ in total["subject_to_fund"]],
    }


def _paid(parts: list[dict[str, str | None]]) -> dict[str, str | None]:
    """Several amounts between two ends added up; the high is null where one of them is."""
    lows, highs = ([part[end] for part in parts] for end in ("low", "high"))
    return {
        "low": _sum(low or "0" for low in lows),
        "high": None if None in highs else _sum(h or "0" for h in highs),
    }


def _sum(amounts: Iterable[str]) -> str:
    # Fractions, for a Decimal adds up no better than the caller's context lets it.
    return plain(decimal_of(sum(map(Fraction, amounts), Fraction(0))))
