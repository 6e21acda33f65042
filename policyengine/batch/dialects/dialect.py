"""What a dialect must say of itself: how days are counted, how truth is stored, how text is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlglot import Dialect, exp

from policyengine.batch.refused import Inexpressible

Sql = exp.Expr


@dataclass(frozen=True, slots=True)
class SqlDialect:
    """One dialect. `written_as`: the sqlglot dialect that writes it; `numbered`: truth is 1, 0 or NULL.

    `days_between` gives the whole days from one day to another, `goes_into` how often one whole number goes
    into another, exact at 38 digits; None where the dialect has no one way to say it.
    `makes_dates`: it has MAKE_DATE. `most_steps`: of a statement, None where any number will do. `added_up`:
    what a lambda gives for each entry of a list, added up.
    """

    name: str
    written_as: type[Dialect] | str
    numbered: bool = False
    days_between: Callable[[Sql, Sql], Sql] | None = None
    goes_into: Callable[[Sql, Sql], Sql] | None = None
    makes_dates: bool = False
    most_steps: int | None = None
    added_up: Callable[[Sql, exp.Lambda, exp.DataType], Sql] | None = None

    @property
    def holds_lists(self) -> bool:
        """Whether a column can hold a list of structs, over which a lambda adds up."""
        return self.added_up is not None

    def total(self, items: Sql, entry: str, each: Sql, type_: exp.DataType) -> Sql:
        """What `each` comes to over a list of which an entry is called `entry`; zero where it is empty."""
        assert self.added_up is not None
        return self.added_up(items, exp.Lambda(this=each, expressions=[exp.to_identifier(entry)]), type_)

    def days(self, start: Sql, end: Sql) -> Sql:
        """The whole days from `start` to `end`. Inexpressible where the dialect cannot count them."""
        if self.days_between is None:
            raise Inexpressible("按天计算的时间差", "a number of days between two dates")
        return self.days_between(start, end)

    def times(self, below: Sql, above: Sql) -> Sql:
        """How often one whole number goes into another, both of up to 38 digits."""
        if self.goes_into is None:
            raise Inexpressible(
                "对商取整（请用duckdb、spark或postgres）",
                "the rounding of a quotient (take duckdb, spark or postgres)",
            )
        return self.goes_into(below, above)

    def month_end(self, year: Sql, month: Sql, known: Sql) -> Sql:
        """The last day of a month as a day; NULL while the day `known`, of which both are, is."""
        if not self.makes_dates:
            raise Inexpressible(
                "自企业自身日期起的周期义务（请用duckdb、spark或postgres）",
                "a recurring duty from a day of the enterprise's own (take duckdb, spark or postgres)",
            )
        four, hundred, era = (
            exp.EQ(
                this=exp.Mod(this=exp.Paren(this=year.copy()), expression=exp.Literal.number(each)),
                expression=exp.Literal.number(0),
            )
            for each in (4, 100, 400)
        )
        leap = exp.and_(four, exp.or_(exp.not_(hundred), era))
        is_ = {
            each: exp.EQ(this=month.copy(), expression=exp.Literal.number(each)) for each in (2, 4, 6, 9, 11)
        }
        days = exp.Case().when(exp.and_(is_[2], leap), exp.Literal.number(29))
        days = days.when(is_[2], exp.Literal.number(28))
        days = days.when(exp.or_(*(is_[each] for each in (4, 6, 9, 11))), exp.Literal.number(30))
        parts = [year.copy(), month.copy(), days.else_(exp.Literal.number(31))]
        made = exp.Anonymous(this="MAKE_DATE", expressions=[exp.cast(part, "INT") for part in parts])
        there = exp.not_(exp.Is(this=known.copy(), expression=exp.null()))
        return exp.Case().when(there, made)

    def text(self, statement: exp.Expr) -> str:
        """The statement as text, laid out for people. It is used up: writing may change it."""
        return statement.sql(dialect=self.written_as, pretty=True, copy=False)


def moved(day: Sql, number: int, unit: str, *, forward: bool) -> Sql:
    """A day so many days or months later or earlier, as a day."""
    length = exp.Interval(this=exp.Literal.string(str(number)), unit=exp.var(unit))
    sum_ = exp.Add(this=day, expression=length) if forward else exp.Sub(this=day, expression=length)
    return exp.cast(sum_, "DATE")
