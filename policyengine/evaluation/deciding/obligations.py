"""When an obligation is due, and how far the enterprise has come with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from policyengine.evaluation.facts.derived import plain_value
from policyengine.evaluation.meaning.kleene import value_of
from policyengine.evaluation.meaning.terms import Known
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.facts import Vocabulary
from policyengine.language.tree import Compare, Condition, Fact, Literal, Relation, Term
from policyengine.language.walk import descend
from policyengine.rulebook.due_days import end_of as end_of
from policyengine.rulebook.due_days import put_off as put_off
from policyengine.rulebook.due_days import recurring
from policyengine.rulebook.due_days import within_year as within_year
from policyengine.rulebook.plan import Obligation, Period
from policyengine.rulebook.term import TODAY, first_day, has_term, last_days


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
    return recurring(
        rule.each, rule.grace, (start, end), within_year(as_of, year), grace_runs=as_of.year == year
    )


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
        Progress(fact, _plain(known.get(fact), fact, vocabulary), need)
        for fact, need in figures_of(requires, vocabulary)
    )


def figures_of(requires: Condition, vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """The figures that a requirement sets: of which fact, and what is needed, as it is told."""
    return tuple((fact, _plain(need, fact, vocabulary) or "") for fact, need in _figures(requires))


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
