"""How long an obligation binds: from which day, for how long, and whether the plan's end ends it."""

from __future__ import annotations

from policyengine.language.tree import (
    ALWAYS,
    AllOf,
    Arithmetic,
    Compare,
    Condition,
    Fact,
    Kind,
    Literal,
    Operator,
    Relation,
    Term,
)
from policyengine.rulebook.plan import Obligation, Period

TODAY = Fact("as_of")


def has_term(rule: Obligation) -> bool:
    """Whether the text says from when, or for how long, the obligation binds."""
    return rule.start is not None or rule.lasts is not None


def first_day(rule: Obligation, period: Period) -> Term:
    """The day from which it binds: the one the text names, else the plan's first."""
    return Literal(Kind.DATE, period.start) if rule.start is None else rule.start


def last_days(rule: Obligation, period: Period) -> tuple[Term, ...]:
    """The days of which the earliest is its last: when it has lasted, and the plan's end if that ends it."""
    days: list[Term] = []
    if rule.lasts is not None:
        days.append(Arithmetic(first_day(rule, period), Operator.PLUS, Literal(Kind.DURATION, rule.lasts)))
    if period.end is not None and not rule.survives:
        days.append(Literal(Kind.DATE, period.end))
    return tuple(days)


def in_term(rule: Obligation, period: Period) -> Condition:
    """That it binds on the day of the evaluation; `ALWAYS` where the text sets it no term of its own.

    It binds until the grace of its last period has run out.
    """
    if not has_term(rule):
        return ALWAYS
    begun = Compare(TODAY, Relation.AT_LEAST, first_day(rule, period))
    ends = (Compare(TODAY, Relation.AT_MOST, _put_off(last, rule)) for last in last_days(rule, period))
    parts = (begun, *ends)
    return AllOf(parts) if len(parts) > 1 else begun


def _put_off(day: Term, rule: Obligation) -> Term:
    if rule.grace is None:
        return day
    return Arithmetic(day, Operator.PLUS, Literal(Kind.DURATION, rule.grace))
