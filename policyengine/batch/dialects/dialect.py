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

    `days_between` gives the whole days from one day to another, None where the dialect has no one way to
    say it.
    """

    name: str
    written_as: type[Dialect] | str
    numbered: bool = False
    days_between: Callable[[Sql, Sql], Sql] | None = None

    def days(self, start: Sql, end: Sql) -> Sql:
        """The whole days from `start` to `end`. Inexpressible where the dialect cannot count them."""
        if self.days_between is None:
            raise Inexpressible("按天计算的时间差", "a number of days between two dates")
        return self.days_between(start, end)

    def text(self, statement: exp.Expr) -> str:
        """The statement as text, laid out for people."""
        return statement.sql(dialect=self.written_as, pretty=True)


def moved(day: Sql, number: int, unit: str, *, forward: bool) -> Sql:
    """A day so many days or months later or earlier, as a day."""
    length = exp.Interval(this=exp.Literal.string(str(number)), unit=exp.var(unit))
    sum_ = exp.Add(this=day, expression=length) if forward else exp.Sub(this=day, expression=length)
    return exp.cast(sum_, "DATE")
