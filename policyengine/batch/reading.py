"""What every reader of a plan's trees needs beside the tree: facts as columns, days, where columns go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlglot import exp

from policyengine.batch.dialects.dialect import Sql, SqlDialect
from policyengine.batch.logic import FALSE, TRUE
from policyengine.batch.numbers import Number
from policyengine.batch.refused import Inexpressible, Refusals
from policyengine.batch.sheet import Sheet, Stage
from policyengine.batch.sides import Side
from policyengine.errors import Bilingual
from policyengine.language.facts import Vocabulary
from policyengine.rulebook.plan import Plan


@dataclass(frozen=True)
class Reading:
    """A plan being read into a sheet, for one day and the year assessed.

    `numbers`, `values` and `truths`: the facts as they are read, by the names trees give them; `unreadable`:
    those that no column can hold, and why. `about`: the rule that is being read, which names the columns that
    it needs; `inline`: within a lambda, of which no part can be a column. `contradictions`: the names of
    derived facts whose sources make something else of them, or NULL.
    """

    plan: Plan
    as_of: date
    year: int
    dialect: SqlDialect
    sheet: Sheet
    refusals: Refusals
    numbers: dict[str, Number] = field(default_factory=dict)
    values: dict[str, Sql] = field(default_factory=dict)
    truths: dict[str, Sql] = field(default_factory=dict)
    unreadable: dict[str, Bilingual] = field(default_factory=dict)
    contradictions: list[Sql] = field(default_factory=list)
    about: str = ""
    inline: bool = False
    stage: Stage = Stage.CONDITIONS

    @property
    def vocabulary(self) -> Vocabulary:
        """The facts of the plan."""
        return self.plan.vocabulary

    def of(self, about: str, stage: Stage) -> Reading:
        """The same reading while it works out a part of one rule."""
        return replace(self, about=about, stage=stage)

    def within_a_lambda(self) -> Reading:
        """The same facts, to which the fields of an entry can be added; nothing is set apart as a column."""
        return replace(
            self,
            numbers=dict(self.numbers),
            values=dict(self.values),
            truths=dict(self.truths),
            unreadable=dict(self.unreadable),
            inline=True,
        )

    def number(self, fact: str) -> Number:
        """A fact that is a number. Inexpressible where no column can hold it."""
        self._readable(fact)
        return self.numbers[fact]

    def value(self, fact: str) -> Sql:
        """A fact that is a day or a text. Inexpressible where no column can hold it."""
        self._readable(fact)
        return self.values[fact].copy()

    def condition(self, fact: str) -> Sql:
        """A fact that is true or false. Inexpressible where no column can hold it."""
        self._readable(fact)
        return self.truths[fact].copy()

    def _readable(self, fact: str) -> None:
        if fact in self.unreadable:
            construct = self.unreadable[fact]
            raise Inexpressible(f"{construct.zh}“{fact}”", f"{construct.en}, `{fact}`")

    def bind(self, number: Number) -> Number:
        """A number that is cheap to read again: as columns, unless it is that already."""
        if number.value is not None or self.inline:
            return number
        above = self._bound(number.above, f"{self.about}__part")
        below = None if number.below is None else self._bound(number.below, f"{self.about}__part_below")
        return replace(number, above=above, below=below)

    def _bound(self, side: Side, name: str) -> Side:
        return replace(side, sql=self.sheet.bound(side.sql, name, "", self.stage))

    def truth(self, name: str, how: Sql, why: str) -> Sql:
        """A condition as a column of the present stage, and how it is read again.

        The column is that of an earlier rule where it asks the same; what holds for all or none needs none.
        """
        if how in (TRUE, FALSE):
            return how
        stored = stored_truth(how, numbered=self.dialect.numbered)
        return self.read_truth(self.sheet.bound(stored, name, why, self.stage))

    def read_truth(self, of: Sql) -> Sql:
        """A stored truth as a condition."""
        return exp.EQ(this=of, expression=exp.Literal.number(1)) if self.dialect.numbered else of

    def day(self, name: str) -> date | None:
        """The calendar day of that name, which every assessment knows; None for any other fact."""
        days: Mapping[str, date] = {
            "as_of": self.as_of,
            "year_start": date(self.year, 1, 1),
            "year_end": date(self.year, 12, 31),
        }
        return days.get(name)


def stored_truth(how: Sql, *, numbered: bool) -> Sql:
    """A condition as the value of a column: true, false or NULL; 1, 0 or NULL where it is `numbered`."""
    told = _told(how)
    if not numbered:
        return _in_words(told) if isinstance(told, exp.Case) else how
    if told is not None:
        return told
    case = exp.Case().when(how.copy(), exp.Literal.number(1))
    return case.when(exp.not_(how, copy=True), exp.Literal.number(0))


def _told(how: Sql) -> Sql | None:
    """What is 1, 0 or NULL in a condition that says no more than that this is 1."""
    if not isinstance(how, exp.EQ) or how.expression != exp.Literal.number(1):
        return None
    inner = how.this.unnest()
    return inner if isinstance(inner, exp.Case | exp.Column) else None


def _in_words(case: exp.Case) -> exp.Case:
    """A case of 1 and 0 as one of true and false."""
    said = case.copy()
    for value in [*(branch.args["true"] for branch in said.args["ifs"]), said.args.get("default")]:
        if isinstance(value, exp.Literal):
            value.replace(exp.true() if value.name == "1" else exp.false())
    return said


def day_literal(day: date) -> Sql:
    """A day as a literal."""
    return exp.cast(exp.Literal.string(day.isoformat()), "DATE")
