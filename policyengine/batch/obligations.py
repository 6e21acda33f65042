"""When an obligation falls due, as SQL: a day that the calendar tells, or one that follows from a fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from policyengine.batch.calendar import later, part
from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.logic import FALSE, TRUE, UNKNOWN, either, negated
from policyengine.batch.meaning import day_of
from policyengine.batch.reading import Reading, day_literal
from policyengine.language.days import moved
from policyengine.language.tree import Duration, Literal
from policyengine.rulebook.choices import Every
from policyengine.rulebook.due_days import MONTHS, before_end, end_of, put_off, recurring, within_year
from policyengine.rulebook.plan import Obligation
from policyengine.rulebook.term import first_day, has_term, last_days


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
    if rule.by is not None:
        assert isinstance(rule.by.value, date)
        return _on(rule.by.value, reading)
    if not _from_a_fact(rule, reading):
        return _on(_recurring(rule, reading), reading)
    day = Recurring(rule, reading).due()
    return Due(day, exp.LT(this=day.copy(), expression=day_literal(reading.as_of)))


def _on(day: date | None, reading: Reading) -> Due:
    if day is None:
        return Due(exp.cast(exp.null(), "DATE"), UNKNOWN.copy())
    return Due(day_literal(day), (TRUE if reading.as_of > day else FALSE).copy())


def _from_a_fact(rule: Obligation, reading: Reading) -> bool:
    """Whether it binds from a day of the enterprise's own."""
    return has_term(rule) and not isinstance(first_day(rule, reading.plan.period), Literal)


def _recurring(rule: Obligation, reading: Reading) -> date | None:
    """The day on which a duty falls due that recurs on days which the plan tells."""
    period, as_of, year = reading.plan.period, reading.as_of, reading.year
    assert rule.each is not None
    end = None if rule.survives else period.end
    start = period.start
    if has_term(rule):
        first = first_day(rule, period)
        assert isinstance(first, Literal)
        assert isinstance(first.value, date)
        start = first.value
        if rule.lasts is not None:
            lasts = moved(start, rule.lasts, forward=True)
            if lasts is None:
                return None
            end = lasts if end is None else min(end, lasts)
    return recurring(
        rule.each, rule.grace, (start, end), within_year(as_of, year), grace_runs=as_of.year == year
    )


class Recurring:
    """A duty that recurs from a day of the enterprise's own: the calendar's periods, from that day on.

    The ends of periods lie on one grid, whatever the day. So the first period not yet overdue is the one in
    which the day of asking falls or, while a time of grace runs, the earliest that has some of it left.
    """

    def __init__(self, rule: Obligation, reading: Reading) -> None:
        assert rule.each is not None
        self.rule, self.reading, self.every = rule, reading, rule.each
        self.today = within_year(reading.as_of, reading.year)

    def due(self) -> Sql:
        """The day on which it falls due; NULL while its first or last day is not known."""
        rule, period = self.rule, self.reading.plan.period
        start = self._bound(day_of(first_day(rule, period), self.reading))
        lasts = [self._bound(day_of(last, self.reading)) for last in last_days(rule, period)]
        begun = self._later_of(start, day_literal(self.today))
        end = self._end_of(self._earlier_of(begun, *lasts))
        if rule.grace is not None and self.reading.as_of.year == self.reading.year:
            earliest = self._later_of(self._end_of(start), day_literal(self._first_open(rule.grace)))
            end = self._earlier_of(end, earliest)
        closed = self._earlier_of(end, *lasts)
        return self._bound(closed if rule.grace is None else self._put_off(closed, rule.grace))

    def _first_open(self, grace: Duration) -> date:
        """The end of the first period whose grace is not over on the day of asking."""
        found = end_of(self.every, self.today)
        while True:
            before = before_end(self.every, found)
            if before is None or (put_off(before, grace) or self.today) < self.today:
                return found
            found = before

    def _end_of(self, day: Sql) -> Sql:
        """The last day of the period in which a day falls."""
        if self.every is Every.DAY:
            return day
        span = exp.Literal.number(MONTHS[self.every])
        month = exp.Sub(this=part("MONTH", day), expression=exp.Literal.number(1))
        over = exp.Mod(this=exp.Paren(this=month), expression=span)
        last = exp.Add(
            this=exp.Sub(this=part("MONTH", day), expression=exp.Paren(this=over)),
            expression=exp.Literal.number(MONTHS[self.every] - 1),
        )
        return self._bound(self.reading.dialect.month_end(part("YEAR", day), exp.cast(last, "INT"), day))

    def _put_off(self, day: Sql, grace: Duration) -> Sql:
        """Whole months from the end of a month end with a month."""
        put = self._bound(later(day.copy(), grace, forward=True))
        if not grace.months:
            return put
        ends = exp.EQ(
            this=part("DAY", later(day.copy(), Duration(days=1), forward=True)),
            expression=exp.Literal.number(1),
        )
        last = self.reading.dialect.month_end(part("YEAR", put), part("MONTH", put), put)
        return exp.Case().when(either(ends, _is_last(day)), last).else_(put.copy())

    def _later_of(self, day: Sql, *others: Sql) -> Sql:
        return self._picked(exp.GTE, day, others)

    def _earlier_of(self, day: Sql, *others: Sql) -> Sql:
        return self._picked(exp.LTE, day, others)

    def _picked(self, relation: type[exp.Binary], day: Sql, others: Sequence[Sql]) -> Sql:
        """One of some days; NULL while any of them is not known."""
        for other in others:
            first = relation(this=day.copy(), expression=other.copy())
            case = exp.Case().when(first, day.copy())
            day = self._bound(case.when(negated(first), other.copy()))
        return day

    def _bound(self, day: Sql) -> Sql:
        if isinstance(day, exp.Cast):
            return day
        return self.reading.sheet.bound(day, f"{self.rule.id}__day", "", self.reading.stage)


def _is_last(day: Sql) -> Sql:
    """That a day is the calendar's last, after which there is none."""
    return exp.EQ(this=day.copy(), expression=day_literal(date.max))
