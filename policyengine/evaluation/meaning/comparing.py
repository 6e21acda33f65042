"""Two values, or two ranges, set against each other."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from policyengine.evaluation.meaning.days import opening
from policyengine.evaluation.meaning.ranges import Possible, Range
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.tree import Duration, MonthDay, Relation, Value

TRUTH_OF: Mapping[object, Truth] = {True: Truth.TRUE, False: Truth.FALSE, None: Truth.UNKNOWN}

HOLDS: Mapping[Relation, Callable[[Any, Any], bool]] = {
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
    return TRUTH_OF[HOLDS[relation](a, b)]


def _related_lengths(a: Duration, relation: Relation, b: Duration) -> Truth:
    # No number of days is a month, so months against days is settled only when every calendar agrees.
    if bool(a.days) == bool(b.days) or not (a.days or a.months) or not (b.days or b.months):
        return TRUTH_OF[HOLDS[relation]((a.months, a.days), (b.months, b.days))]
    ends = {HOLDS[relation](x, y) for x in _days(a) for y in _days(b)}
    overlap = _days(a)[0] <= _days(b)[1] and _days(b)[0] <= _days(a)[1]
    return Truth.UNKNOWN if overlap or len(ends) > 1 else TRUTH_OF[ends.pop()]


def _days(length: Duration) -> tuple[int, int]:
    if length.days:
        return length.days, length.days
    years, months = divmod(length.months, 12)
    return years * 365 + months * 28, years * 366 + months * 31


def ranges_related(a: Possible, relation: Relation, b: Possible) -> Truth:
    """Two ranges of one kind set against each other: unknown unless all their values agree."""
    if isinstance(a, frozenset) and isinstance(b, frozenset):
        return agreed(related(x, relation, y) for x in a for y in b)
    if isinstance(a, frozenset) or isinstance(b, frozenset):
        return Truth.UNKNOWN  # one of the two may be anything
    match relation:
        case Relation.AT_LEAST:
            return _at_least(a, b)
        case Relation.AT_MOST:
            return _at_least(b, a)
        case Relation.LESS:
            return ~_at_least(a, b)
        case Relation.GREATER:
            return ~_at_least(b, a)
        case Relation.EQUAL:
            return min(_at_least(a, b), _at_least(b, a))
        case Relation.NOT_EQUAL:
            return ~min(_at_least(a, b), _at_least(b, a))


def _at_least(a: Range, b: Range) -> Truth:
    if a.low is not None and b.high is not None and operator.ge(a.low, b.high):
        return Truth.TRUE
    apart = a.high is not None and b.low is not None and operator.lt(a.high, b.low)
    return Truth.FALSE if apart else Truth.UNKNOWN


def agreed(truths: Iterable[Truth]) -> Truth:
    """What all of these say, of which there is at least one; unknown where they differ."""
    found = set(truths)
    return found.pop() if len(found) == 1 else Truth.UNKNOWN


def in_window(days: Possible, first: MonthDay, last: MonthDay) -> Truth:
    """Whether a day falls in a window that opens every year."""
    if not isinstance(days, Range):
        return Truth.UNKNOWN
    earliest, latest = days.low, days.high
    if not isinstance(earliest, date) or not isinstance(latest, date):
        return Truth.UNKNOWN
    open_ = opening(first, last, earliest)
    if open_ is None or latest < open_.first:
        return Truth.FALSE
    within = open_.first <= earliest and latest <= open_.last
    return Truth.TRUE if within else Truth.UNKNOWN
