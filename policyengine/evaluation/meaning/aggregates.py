"""Counts and sums over the entries of a list: what is sure to count, and what else may.

An entry counts for sure where its condition is true, and may count where that is unknown, because a field or
a fact is. A list that is not given may have any number of entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import TypeAlias

from policyengine.evaluation.meaning.ranges import NOT_NEGATIVE, ZERO, Possible, Range, number_at
from policyengine.evaluation.meaning.terms import Known
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.tree import Value

Holds: TypeAlias = Callable[[Known], Truth]
Each: TypeAlias = Callable[[Known], Possible]
Fields: TypeAlias = Mapping[str, str]
"""The fields that an aggregate reads: their own names → the names they bear in its tree."""


def counted(items: str, where: Holds, fields: Fields) -> Each:
    """How many entries satisfy a condition."""

    def count(known: Known) -> Possible:
        if items not in known:
            return NOT_NEGATIVE
        truths = [where(entry) for entry in _entries(items, fields, known)]
        sure = truths.count(Truth.TRUE)
        return Range(Fraction(sure), Fraction(sure + truths.count(Truth.UNKNOWN)))

    return count


def summed(items: str, where: Holds, each: Each, fields: Fields) -> Each:
    """The sum of a term over the entries that satisfy a condition."""

    def total(known: Known) -> Possible:
        if items not in known:
            return _any_number_of(each(_without(fields, known)))
        low: Fraction | None = ZERO
        high: Fraction | None = ZERO
        for entry in _entries(items, fields, known):
            truth = where(entry)
            if truth is Truth.FALSE:
                continue
            part_low, part_high = _part(each(entry), sure=truth is Truth.TRUE)
            low = None if low is None or part_low is None else low + part_low
            high = None if high is None or part_high is None else high + part_high
        return Range(low, high)

    return total


def _part(possible: Possible, *, sure: bool) -> tuple[Fraction | None, Fraction | None]:
    """What an entry adds; one that may not count at all may add nothing."""
    assert isinstance(possible, Range)
    low, high = number_at(possible.low), number_at(possible.high)
    if sure:
        return low, high
    return None if low is None else min(low, ZERO), None if high is None else max(high, ZERO)


def _any_number_of(part: Possible) -> Range:
    low, high = _part(part, sure=False)
    return Range(ZERO if low == ZERO else None, ZERO if high == ZERO else None)


def _entries(items: str, fields: Fields, known: Known) -> Iterator[Known]:
    """What is known with each entry in turn. The mapping is one, filled anew: take from it at once."""
    entries = known[items]
    assert isinstance(entries, tuple)
    here: dict[str, Value] = _without(fields, known)
    for entry in entries:
        for name in fields.values():
            here.pop(name, None)
        for own, value in entry:
            if own in fields:
                here[fields[own]] = value
        yield here


def _without(fields: Fields, known: Known) -> dict[str, Value]:
    return {name: value for name, value in known.items() if name not in fields.values()}
