"""The calendar in SQL: days moved, whole years and months gone by, windows that open every year."""

from __future__ import annotations

from datetime import date

from sqlglot import exp

from policyengine.batch.dialects.dialect import Sql, SqlDialect, moved
from policyengine.batch.logic import both, either
from policyengine.batch.numbers import Number, given
from policyengine.language import days
from policyengine.language.sizes import Digits
from policyengine.language.tree import Duration, MonthDay, Unit

_LONGEST = Digits(7, 0)


def later(day: Sql, by: Duration, *, forward: bool) -> Sql:
    """A day so much later or earlier; NULL past the calendar's ends, where Python knows no day."""
    if not (by.days or by.months):
        return day
    number, unit = (by.days, "DAY") if by.days else (by.months, "MONTH")
    end = date.max if forward else date.min
    last = days.moved(end, by, forward=not forward)
    if last is None:
        return exp.cast(exp.null(), "DATE")
    if not forward and by.months:
        last = last.replace(day=1)
    limit = exp.cast(exp.Literal.string(last.isoformat()), "DATE")
    within = (
        exp.LTE(this=day.copy(), expression=limit) if forward else exp.GTE(this=day.copy(), expression=limit)
    )
    return exp.Case().when(within, moved(day.copy(), number, unit, forward=forward))


def part(unit: str, day: Sql) -> Sql:
    """The year, month or day of a day."""
    return exp.Extract(this=exp.var(unit), expression=day.copy())


def elapsed(start: Sql, end: Sql, unit: Unit, dialect: SqlDialect) -> Number:
    """How many whole units lie between two days; none where the end is not after the start."""
    whole = dialect.days(start.copy(), end.copy()) if unit is Unit.DAY else _months(start, end)
    positive = exp.GT(this=exp.Paren(this=whole.copy()), expression=exp.Literal.number(0))
    known = both(*(exp.Not(this=exp.Is(this=each.copy(), expression=exp.null())) for each in (start, end)))
    counted = whole if unit is not Unit.YEAR else _years(whole)
    found = exp.Case().when(positive, counted).when(known, exp.Literal.number(0))
    number = exp.cast(found, f"DECIMAL({_LONGEST.whole}, 0)")
    return given(number, _LONGEST)


def _years(months: Sql) -> Sql:
    """Whole years of whole months, by the rest: nothing is divided but what divides evenly."""
    rest = exp.Mod(this=exp.Paren(this=months.copy()), expression=exp.Literal.number(12))
    even = exp.Sub(this=exp.Paren(this=months.copy()), expression=exp.Paren(this=rest))
    return exp.Div(this=exp.Paren(this=even), expression=exp.Literal.number(12))


def _months(start: Sql, end: Sql) -> Sql:
    """Months begun, less one that is not whole yet: whole on the same day, or the month's last."""
    years = exp.Sub(this=part("YEAR", end), expression=part("YEAR", start))
    months = exp.Sub(this=part("MONTH", end), expression=part("MONTH", start))
    begun = exp.Add(
        this=exp.Mul(this=exp.Paren(this=years), expression=exp.Literal.number(12)),
        expression=exp.Paren(this=months),
    )
    short = exp.GT(this=part("DAY", start), expression=part("DAY", end))
    not_last = exp.NEQ(this=part("DAY", _next(end)), expression=exp.Literal.number(1))
    open_ = exp.Case().when(both(short, not_last), exp.Literal.number(1)).else_(exp.Literal.number(0))
    return exp.Sub(this=begun, expression=open_)


def _next(day: Sql) -> Sql:
    return moved(day.copy(), 1, "DAY", forward=True)


def in_window(day: Sql, first: MonthDay, last: MonthDay) -> Sql:
    """Whether a day falls in a window that opens every year; unknown while the day is."""
    begun, not_over = _not_before(day, first), _not_after(day, last)
    if (last.month, last.day) >= (first.month, first.day):
        return both(begun, not_over)
    # The opening that runs over the turn of the calendar's first or last year is none.
    year = part("YEAR", day)
    opened = exp.LT(this=year.copy(), expression=exp.Literal.number(date.max.year))
    closes = exp.GT(this=year, expression=exp.Literal.number(date.min.year))
    return either(both(begun, opened), both(not_over, closes))


def _in_year(day: Sql) -> Sql:
    return exp.Add(
        this=exp.Mul(this=part("MONTH", day), expression=exp.Literal.number(100)), expression=part("DAY", day)
    )


def _not_before(day: Sql, first: MonthDay) -> Sql:
    on = exp.GTE(this=_in_year(day), expression=exp.Literal.number(first.month * 100 + first.day))
    if (first.month, first.day) != (2, 29):
        return on
    # 29 February is the end of February, leap year or not.
    last = both(
        exp.EQ(this=_in_year(day), expression=exp.Literal.number(228)),
        exp.EQ(this=part("DAY", _next(day)), expression=exp.Literal.number(1)),
    )
    return either(on, last)


def _not_after(day: Sql, last: MonthDay) -> Sql:
    return exp.LTE(this=_in_year(day), expression=exp.Literal.number(last.month * 100 + last.day))
