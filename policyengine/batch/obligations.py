"""When an obligation falls due, as SQL: a day that the calendar tells, or one that follows from a fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.logic import FALSE, TRUE, UNKNOWN
from policyengine.batch.meaning import day_of
from policyengine.batch.reading import Reading, day_literal
from policyengine.batch.refused import Inexpressible
from policyengine.language.days import moved
from policyengine.language.tree import Literal, Term
from policyengine.rulebook.due_days import recurring, within_year
from policyengine.rulebook.plan import Obligation
from policyengine.rulebook.term import first_day, has_term


@dataclass(frozen=True, slots=True)
class Due:
    """The last day on which it can be met, None where it stands; and whether that day has passed."""

    on: Sql | None
    over: Sql


def due(rule: Obligation, reading: Reading) -> Due:
    """When an obligation is due, and whether that day has passed: at once where it stands."""
    if rule.standing:
        return Due(None, TRUE.copy())
    if rule.by is not None and not isinstance(rule.by, Literal):
        day = day_of(rule.by, reading)
        return Due(day, exp.LT(this=day.copy(), expression=day_literal(reading.as_of)))
    on = _known(rule.by) if rule.by is not None else _recurring(rule, reading)
    if on is None:
        return Due(exp.cast(exp.null(), "DATE"), UNKNOWN.copy())
    return Due(day_literal(on), (TRUE if reading.as_of > on else FALSE).copy())


def _known(day: Term) -> date | None:
    if not isinstance(day, Literal):
        raise Inexpressible(
            "自企业自身日期起的周期义务", "a recurring duty from a day of the enterprise's own"
        )
    return day.value if isinstance(day.value, date) else None


def _recurring(rule: Obligation, reading: Reading) -> date | None:
    period, as_of, year = reading.plan.period, reading.as_of, reading.year
    assert rule.each is not None
    end = None if rule.survives else period.end
    start: date | None = period.start
    if has_term(rule):
        start = _known(first_day(rule, period))
        if start is not None and rule.lasts is not None:
            lasts = moved(start, rule.lasts, forward=True)
            if lasts is None:
                return None
            end = lasts if end is None else min(end, lasts)
    if start is None:
        return None
    return recurring(
        rule.each, rule.grace, (start, end), within_year(as_of, year), grace_runs=as_of.year == year
    )
