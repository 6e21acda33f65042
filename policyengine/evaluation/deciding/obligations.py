"""When an obligation is due, and how far the enterprise has come with it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType

from policyengine.evaluation.deciding.term import TODAY, first_day, has_term, last_days
from policyengine.evaluation.facts.derived import plain_value
from policyengine.evaluation.meaning.kleene import value_of
from policyengine.evaluation.meaning.terms import Known, moved
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.facts import Vocabulary
from policyengine.language.tree import Compare, Condition, Duration, Fact, Literal, Relation, Term
from policyengine.language.walk import descend
from policyengine.rulebook.choices import Every
from policyengine.rulebook.plan import Obligation, Period

_MONTHS = {Every.YEAR: 12, Every.HALF: 6, Every.QUARTER: 3, Every.MONTH: 1}


@dataclass(frozen=True, slots=True)
class Timing:
    """When an obligation binds and falls due, as far as that is known.

    `start` and `end`: its first and last day, None where the text sets it no term, none ends it, or the day
    is unknown. `due`: the last day on which it can be met. `over`: whether that day has passed, at once
    where it stands.
    """

    start: date | None
    end: date | None
    due: date | None
    over: Truth


def timing(rule: Obligation, period: Period, as_of: date, year: int, known: Known) -> Timing:
    """When an obligation binds and is due, for one enterprise on one day.

    A recurring one is due at the end of its year, half, quarter, month or day, at most at its own last day
    and the plan's, plus its grace. Of the periods in the year assessed it is the first not yet overdue.
    """
    start, end = _term(rule, period, known) if has_term(rule) else (None, None)
    due = due_on(rule, period, as_of, year, known)
    if rule.standing:
        return Timing(start, end, due, Truth.TRUE)
    over = Truth.UNKNOWN if due is None else Truth.TRUE if as_of > due else Truth.FALSE
    return Timing(start, end, due, over)


def overdue(rule: Obligation) -> Condition | None:
    """That its day has passed, where facts tell: `by` follows an event. None where the calendar tells."""
    if rule.by is None or isinstance(rule.by, Literal):
        return None
    return Compare(TODAY, Relation.GREATER, rule.by)


def due_on(
    rule: Obligation, period: Period, as_of: date, year: int, known: Known = MappingProxyType({})
) -> date | None:
    """The last day on which it can be met; None where it stands, or while the day is unknown."""
    if rule.by is not None:
        return day_of(rule.by, known)
    if rule.each is None:
        return None
    start, end = _term(rule, period, known)
    if start is None or (end is None and last_days(rule, period)):
        return None
    return _recurring(
        rule.each, rule.grace, (start, end), within_year(as_of, year), grace_runs=as_of.year == year
    )


def _recurring(
    every: Every, grace: Duration | None, term: tuple[date, date | None], day: date, *, grace_runs: bool
) -> date | None:
    """The day on which the first period that is not overdue on `day` falls due.

    `grace_runs`: whether a period that ended before may still be open.
    """
    start, last = term
    begun = max(day, start)
    end = end_of(every, begun if last is None else min(begun, last))
    while grace_runs and grace is not None:
        before = _before(every, end)
        if before is None or before < start or (put_off(before, grace) or day) < day:
            break
        end = before
    closed = end if last is None else min(end, last)
    return closed if grace is None else put_off(closed, grace)


def put_off(day: date, grace: Duration) -> date | None:
    """A day put off by a time of grace: whole months from the end of a month end with a month."""
    later = moved(day, grace, forward=True)
    month_ends = grace.months and day.day == monthrange(day.year, day.month)[1]
    if later is None or not month_ends:
        return later
    return later.replace(day=monthrange(later.year, later.month)[1])


def _before(every: Every, end: date) -> date | None:
    """The end of the period before the one that ends on a day."""
    if every is Every.DAY:
        return None if end == date.min else end - timedelta(days=1)
    month = end.year * 12 + end.month - 1 - _MONTHS[every]
    year, month = divmod(month, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1]) if year >= 1 else None


def _term(rule: Obligation, period: Period, known: Known) -> tuple[date | None, date | None]:
    """The first and the last day on which it binds, as far as they are known."""
    if not has_term(rule):
        return period.start, None if rule.survives else period.end
    ends = [day_of(last, known) for last in last_days(rule, period)]
    return day_of(first_day(rule, period), known), _earliest(ends)


def _earliest(days: Iterable[date | None]) -> date | None:
    """The earliest of some days; None where there is none or one is unknown."""
    every = tuple(days)
    found = [day for day in every if day is not None]
    return min(found) if found and len(found) == len(every) else None


def day_of(term: Term, known: Known) -> date | None:
    """The day that a term stands for; None while it is unknown."""
    value = term.value if isinstance(term, Literal) else value_of(term)(known)
    return value if isinstance(value, date) else None


def within_year(day: date, year: int) -> date:
    """The day of that year nearest to a day."""
    return max(date(year, 1, 1), min(day, date(year, 12, 31)))


def end_of(every: Every, day: date) -> date:
    """The last day of the year, half, quarter or month in which a day falls; the day itself for a day."""
    if every is Every.DAY:
        return day
    span = _MONTHS[every]
    month = -(-day.month // span) * span
    return date(day.year, month, monthrange(day.year, month)[1])


@dataclass(frozen=True, slots=True)
class Progress:
    """A figure that an obligation asks for: what there is (None while unknown), and what is needed."""

    fact: str
    have: str | None
    need: str

    def to_dict(self) -> dict[str, str | None]:
        """The contract's form."""
        return {"fact": self.fact, "have": self.have, "need": self.need}


def progress(requires: Condition, known: Known, vocabulary: Vocabulary) -> tuple[Progress, ...]:
    """How far an enterprise has come with each figure that a requirement sets."""
    return tuple(
        Progress(fact, _plain(known.get(fact), fact, vocabulary), _plain(need, fact, vocabulary) or "")
        for fact, need in _figures(requires)
    )


def _plain(value: object, fact: str, vocabulary: Vocabulary) -> str | None:
    return str(plain_value(vocabulary[fact], value)) if isinstance(value, Fraction) else None


_FLOORS = {
    Relation.AT_LEAST: Relation.AT_MOST,
    Relation.GREATER: Relation.LESS,
    Relation.EQUAL: Relation.EQUAL,
}


def _figures(requires: Condition) -> Iterator[tuple[str, Fraction]]:
    for node in descend(requires):
        match node:
            case Compare(left=Fact(name=fact), relation=relation, right=Literal(value=Fraction() as need)):
                if relation in _FLOORS:
                    yield fact, need
            case Compare(left=Literal(value=Fraction() as need), relation=relation, right=Fact(name=fact)):
                if relation in _FLOORS.values():
                    yield fact, need
            case _:
                pass
