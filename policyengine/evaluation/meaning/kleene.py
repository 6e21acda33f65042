"""Kleene's strong three values (1952, §64): on false < unknown < true, `and` is the least, `or` the most."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeAlias, assert_never

from policyengine.evaluation.meaning.jurisdictions import lies_in
from policyengine.evaluation.meaning.terms import Known, ValueOf, value_of
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.tree import (
    AllOf,
    Among,
    AnyOf,
    AtLeast,
    Compare,
    Condition,
    Duration,
    Fact,
    Kind,
    Literal,
    Not,
    Relation,
    Term,
    Value,
)

TruthOf: TypeAlias = Callable[[Known], Truth]

TRUTH_OF: Mapping[object, Truth] = {True: Truth.TRUE, False: Truth.FALSE, None: Truth.UNKNOWN}


def truth_of(condition: Condition) -> TruthOf:
    """The condition as a function of what is known; build it once a rule.

    INVARIANT: monotone. One fact more may settle UNKNOWN; it never moves TRUE or FALSE.
    """
    match condition:
        case Literal(value=value):
            settled = TRUTH_OF[value]
            return lambda known: settled
        case Fact(name=name):
            return lambda known: TRUTH_OF[known.get(name)]
        case Compare(left=left, relation=relation, right=right):
            return comparison(left, relation, right)
        case Among(term=term, options=options):
            return _greatest(tuple(comparison(term, Relation.EQUAL, option) for option in options))
        case Not(part=part):
            negated = truth_of(part)
            return lambda known: ~negated(known)
        case AllOf(parts=parts):
            return _least(tuple(map(truth_of, parts)))
        case AnyOf(parts=parts):
            return _greatest(tuple(map(truth_of, parts)))
        case AtLeast(count=count, parts=parts):
            return _count(count, tuple(map(truth_of, parts)))
        case unread:
            assert_never(unread)


def _least(parts: tuple[TruthOf, ...]) -> TruthOf:
    def every(known: Known) -> Truth:
        least = Truth.TRUE
        for part in parts:
            truth = part(known)
            if truth is Truth.FALSE:
                return truth
            if truth is Truth.UNKNOWN:
                least = truth
        return least

    return every


def _greatest(parts: tuple[TruthOf, ...]) -> TruthOf:
    def some(known: Known) -> Truth:
        greatest = Truth.FALSE
        for part in parts:
            truth = part(known)
            if truth is Truth.TRUE:
                return truth
            if truth is Truth.UNKNOWN:
                greatest = truth
        return greatest

    return some


def _count(count: int, parts: tuple[TruthOf, ...]) -> TruthOf:
    # The count-th best part decides, as the worst does for `all` and the best for `any`.
    return lambda known: sorted((part(known) for part in parts), reverse=True)[count - 1]


def comparison(left: Term, relation: Relation, right: Term) -> TruthOf:
    """Two terms set against each other; unknown while either is."""
    territory = _territory(left, relation, right)
    if territory is not None:
        return territory
    if isinstance(right, Literal) and isinstance(right.value, Fraction):
        return _against_number(value_of(left), relation, right.value)
    a_of, b_of = value_of(left), value_of(right)

    def compared(known: Known) -> Truth:
        a = a_of(known)
        if a is None:
            return Truth.UNKNOWN
        b = b_of(known)
        return Truth.UNKNOWN if b is None else related(a, relation, b)

    return compared


def _against_number(a_of: ValueOf, relation: Relation, number: Fraction) -> TruthOf:
    # Cross-multiplied in whole numbers: exact as Fraction's own comparison, and four times as fast.
    numerator, denominator, holds = number.numerator, number.denominator, _HOLDS[relation]

    def compared(known: Known) -> Truth:
        a = a_of(known)
        if a is None:
            return Truth.UNKNOWN
        assert isinstance(a, Fraction)
        return TRUTH_OF[holds(a.numerator * denominator, numerator * a.denominator)]

    return compared


def _territory(left: Term, relation: Relation, right: Term) -> TruthOf | None:
    """A place of registration against a code: the same means within, so a district is in its city."""
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Literal) and one.kind is Kind.JURISDICTION and isinstance(one.value, str):
            return _within(value_of(other), one.value, negated=relation is Relation.NOT_EQUAL)
    return None


def _within(code_of: ValueOf, territory: str, *, negated: bool) -> TruthOf:
    def within(known: Known) -> Truth:
        code = code_of(known)
        if code is None:
            return Truth.UNKNOWN
        found = lies_in(str(code), territory)
        return ~found if negated else found

    return within


_HOLDS: Mapping[Relation, Callable[[Any, Any], bool]] = {
    Relation.EQUAL: operator.eq,
    Relation.NOT_EQUAL: operator.ne,
    Relation.LESS: operator.lt,
    Relation.AT_MOST: operator.le,
    Relation.GREATER: operator.gt,
    Relation.AT_LEAST: operator.ge,
}


def related(a: Value, relation: Relation, b: Value) -> Truth:
    """Two known values of one kind set against each other."""
    if isinstance(a, Duration) and isinstance(b, Duration):
        return _related_lengths(a, relation, b)
    return TRUTH_OF[_HOLDS[relation](a, b)]


def _related_lengths(a: Duration, relation: Relation, b: Duration) -> Truth:
    # No number of days is a month, so months against days is settled only when every calendar agrees.
    if bool(a.days) == bool(b.days) or not (a.days or a.months) or not (b.days or b.months):
        return TRUTH_OF[_HOLDS[relation]((a.months, a.days), (b.months, b.days))]
    ends = {_HOLDS[relation](x, y) for x in _days(a) for y in _days(b)}
    overlap = _days(a)[0] <= _days(b)[1] and _days(b)[0] <= _days(a)[1]
    return Truth.UNKNOWN if overlap or len(ends) > 1 else TRUTH_OF[ends.pop()]


def _days(length: Duration) -> tuple[int, int]:
    if length.days:
        return length.days, length.days
    years, months = divmod(length.months, 12)
    return years * 365 + months * 28, years * 366 + months * 31
