"""What a plan will cost for the enterprises of a table: by reward, by payer, and how sure that is.

budget(engine, "enterprises.parquet", city="jiangmen", as_of="2022-06-30").to_dict()
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyengine.batch.sql import version_for
from policyengine.batch.statement import KEY
from policyengine.budget.narrowing import Narrowing, Narrowings
from policyengine.budget.question import Question
from policyengine.budget.reckoning import Reckoned, Reckoning
from policyengine.budget.rows import TABLE, Table, Taken, laid_out, workplace
from policyengine.engine import Engine, day_of
from policyengine.errors import RequestError
from policyengine.evaluation.assess import assess
from policyengine.evaluation.assessment import Assessment
from policyengine.refusals import BadYear
from policyengine.reporting import render
from policyengine.reporting.lang import Lang
from policyengine.rulebook.force import Chosen
from policyengine.rulebook.lent_names import LentNames
from policyengine.rulebook.plan import Theme

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Side:
    """One version's answer: its sums, and the facts that would narrow them, the most telling first.

    `nobody`: what the version says of an enterprise of which nothing is known. Its force, warnings and
    assumptions are those of every enterprise.
    """

    nobody: Assessment
    reckoned: Reckoned
    narrowings: tuple[Narrowing, ...]


@dataclass(frozen=True)
class Budget:
    """What a plan will cost. `taken`: which rows of the table it speaks of. `themes`: headings of rewards.

    `what_if`: another version's answer for the same rows, where one was asked for.
    """

    side: Side
    taken: Taken
    themes: tuple[Theme, ...]
    what_if: Side | None = None

    def to_dict(self) -> dict[str, Any]:
        """The budget as `policyengine/budget@1`; a new copy each time."""
        from policyengine.budget.telling import budget_dict

        return budget_dict(self)

    def to_markdown(self, lang: str = "zh") -> str:
        """The report in Markdown, in `zh` or `en`."""
        return render(self.to_dict(), "md", Lang.named(lang))

    def to_html(self, lang: str = "zh") -> str:
        """The report as one self-contained HTML page, in `zh` or `en`."""
        return render(self.to_dict(), "html", Lang.named(lang))

    def plot(self, path: str | Path, lang: str = "zh") -> None:
        """Draw the outlay by reward into an SVG or PNG file, by its suffix.

        RequestError where matplotlib is missing, the suffix is another or the file cannot be written.
        """
        from policyengine.reporting.budget_chart import plot

        plot(self.to_dict(), path, Lang.named(lang))


@dataclass(frozen=True, slots=True)
class Asked:
    """One version to be reckoned: of which rules, city and name; None: the version that the day gives."""

    engine: Engine
    city: str
    version: str | None = None


def budget(
    engine: Engine,
    table: Any,
    *,
    city: str,
    as_of: date | str,
    year: int | None = None,
    version: str | None = None,
    what_if: Asked | str | None = None,
    key: str = KEY,
    columns: Mapping[str, str | None] | None = None,
    assume_registered: bool = False,
    assume_not_received: bool | None = None,
) -> Budget:
    """What a city's plan will cost for the enterprises of a table, on a day.

    `table`: the path of a Parquet, CSV or JSON Lines file, or an Arrow, pandas or Polars table or a DuckDB
    relation, a row for each enterprise. `key`: the column that says whose row it is; `columns`: the table's
    column → the fact it holds, where the two have other names; None where it holds none. `what_if`: the name
    of another version of the city, `city/version`, or one of other rules, to be reckoned beside it over the
    same rows. The rest is as in `Engine.evaluate`. RequestError for what cannot be asked or read,
    NotExpressible where a rule cannot be reckoned over tables.
    """
    day = day_of(as_of)
    if year is not None and not date.min.year <= year <= date.max.year:
        raise RequestError([BadYear(str(year))])
    asked = [Asked(engine, engine.named_cities([city])[0], version)]
    if what_if is not None:
        asked.append(_other(engine, asked[0].city, what_if))
    question = Question(day, engine.facts_of({}, asked[0].city), year, assume_registered, assume_not_received)
    chosen = [version_for(each.engine.rulebook.plans[each.city], day, each.version) for each in asked]
    with workplace() as connection:
        reckonings = [Reckoning(connection, question, each.plan, TABLE) for each in chosen]
        statements = [each.statement for each in reckonings]
        taken = laid_out(connection, Table(table, key, columns or {}, _names(asked)), statements)
        sides = [
            _side(connection, each, reckoning, question)
            for each, reckoning in zip(chosen, reckonings, strict=True)
        ]
    return Budget(sides[0], taken, _themes(asked), *sides[1:])


def _names(asked: list[Asked]) -> LentNames:
    """What facts, places and rewards may be called: as the version asked about has it, before the other's."""
    first, *others = asked
    if others and others[0].engine is first.engine:
        return first.engine.names_for(tuple(dict.fromkeys(each.city for each in asked)))
    names = first.engine.names_for((first.city,))
    for other in others:
        more = other.engine.names_for((other.city,))
        names = replace(more.behind(names), rewards={**more.rewards, **names.rewards})
    return names


def _other(engine: Engine, city: str, what_if: Asked | str) -> Asked:
    """The version to set beside it: of the same city unless another is named."""
    if isinstance(what_if, Asked):
        return Asked(what_if.engine, what_if.engine.named_cities([what_if.city])[0], what_if.version)
    other, slash, version = what_if.rpartition("/")
    return Asked(engine, engine.named_cities([other])[0] if slash else city, version)


def _side(connection: DuckDBPyConnection, chosen: Chosen, reckoning: Reckoning, question: Question) -> Side:
    nobody = assess(
        chosen.plan,
        chosen.force,
        question.nobody,
        question.as_of,
        year=question.year,
        assume_registered=question.assume_registered,
        assume_not_received=question.assume_not_received,
    )
    reckoned = reckoning.reckoned()
    narrowings = Narrowings(connection, question, reckoning.full, TABLE) if reckoned.rewards else None
    return Side(nobody, reckoned, () if narrowings is None else tuple(narrowings.found()))


def _themes(asked: list[Asked]) -> tuple[Theme, ...]:
    themes = {theme.id: theme for each in reversed(asked) for theme in each.engine.rulebook.themes}
    return tuple(themes.values())
