"""What a term can still be worth: the values between two ends, or one of a few.

Every operation here is monotone: from narrower ranges comes a range no wider, and it holds what comes of
every choice of values in them. So a range settles a comparison before each fact in it is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple, TypeAlias, assert_never

from policyengine.evaluation.meaning.days import elapsed
from policyengine.evaluation.meaning.terms import joined_values, moved
from policyengine.language.tree import Direction, Duration, Operator, Unit, Value

ZERO = Fraction(0)
End: TypeAlias = Fraction | date | None
"""An end of a range: a number or a day; None where nothing bounds it on that side."""


class Range(NamedTuple):
    """Everything from `low` to `high`, both included: numbers, or days. INVARIANT: low <= high."""

    low: End
    high: End


ANYTHING = Range(None, None)
"""What may be worth anything of its kind."""

NOT_NEGATIVE = Range(ZERO, None)
"""What an enterprise can give as a number: no figure in a profile is below zero."""

Possible: TypeAlias = Range | frozenset[Value]
"""What a term can be worth: a range of numbers or days, or a few values that have no order."""


def point(value: Value) -> Possible:
    """A value that is settled."""
    return Range(value, value) if isinstance(value, Fraction | date) else frozenset((value,))


def settled(possible: Possible) -> Value | None:
    """The one value that is left; None while there are more."""
    if isinstance(possible, Range):
        return possible.low if possible.low == possible.high else None
    return next(iter(possible)) if len(possible) == 1 else None


def around(every: Iterable[Possible]) -> Possible:
    """The narrowest that holds all of these, of which there is at least one."""
    found = tuple(every)
    if len(found) == 1:
        return found[0]
    few = [each for each in found if isinstance(each, frozenset)]
    if len(few) == len(found):
        return frozenset[Value]().union(*few)
    ranges = [each if isinstance(each, Range) else ANYTHING for each in found]
    return Range(_least(each.low for each in ranges), _greatest(each.high for each in ranges))


def _least(ends: Iterable[End], *, of_all: bool = True) -> End:
    """The least of some ends; where one is unbounded, that of all is, and of the others that is."""
    found = tuple(ends)
    return None if of_all and None in found else min(_bounds(found), default=None)


def _greatest(ends: Iterable[End], *, of_all: bool = True) -> End:
    found = tuple(ends)
    return None if of_all and None in found else max(_bounds(found), default=None)


def _bounds(ends: Iterable[End]) -> list[Any]:
    """The ends that bound; those of one range are numbers all or days all, and have an order."""
    return [end for end in ends if end is not None]


# Arithmetic -------------------------------------------------------------------------------------


def joined(a: Possible, operator: Operator, b: Possible) -> Possible:
    """What comes of two terms: numbers in all four ways, a day and a length of time by `+` and `-`."""
    if isinstance(b, frozenset) or _dated(a):
        return _moved(a, b, forward=operator is Operator.PLUS)
    if isinstance(a, frozenset) or _dated(b):
        return _moved(b, a, forward=True)
    one, other = settled(a), settled(b)
    if one is not None and other is not None:
        value = joined_values(one, operator, other)
        return _over(a, b) if value is None else point(value)
    match operator:
        case Operator.PLUS:
            return _plus(a, b)
        case Operator.MINUS:
            return _plus(a, _negated(b))
        case Operator.TIMES:
            return _times(a, b)
        case Operator.OVER:
            return _over(a, b)
        case unread:
            assert_never(unread)


def _dated(possible: Possible) -> bool:
    return isinstance(possible, Range) and any(isinstance(end, date) for end in possible)


def number_at(end: End) -> Fraction | None:
    """An end as the number it must be."""
    assert end is None or isinstance(end, Fraction)
    return end


def _plus(a: Range, b: Range) -> Range:
    ends = ((number_at(one), number_at(other)) for one, other in zip(a, b, strict=True))
    low, high = (None if one is None or other is None else one + other for one, other in ends)
    return Range(low, high)


def _negated(a: Range) -> Range:
    low, high = number_at(a.low), number_at(a.high)
    return Range(None if high is None else -high, None if low is None else -low)


def _times(a: Range, b: Range) -> Range:
    products = [_product(x, y) for x in _signed(a) for y in _signed(b)]
    low, high = min(products), max(products)
    return Range(None if low.infinite else low.part, None if high.infinite else high.part)


class _End(NamedTuple):
    """A number, or one beyond all numbers: compared first by `infinite`, -1, 0 or 1."""

    infinite: int
    part: Fraction


def _signed(a: Range) -> tuple[_End, _End]:
    low, high = number_at(a.low), number_at(a.high)
    return (
        _End(-1, ZERO) if low is None else _End(0, low),
        _End(1, ZERO) if high is None else _End(0, high),
    )


def _product(x: _End, y: _End) -> _End:
    signs = [end.infinite or (end.part > 0) - (end.part < 0) for end in (x, y)]
    # Of nothing any part is nothing, however large.
    if x.infinite or y.infinite:
        return _End(signs[0] * signs[1], ZERO)
    return _End(0, x.part * y.part)


def _over(a: Range, b: Range) -> Range:
    low, high = number_at(b.low), number_at(b.high)
    if low is not None and low > 0:
        return _times(a, Range(ZERO if high is None else 1 / high, 1 / low))
    if high is not None and high < 0:
        return _times(a, Range(1 / high, ZERO if low is None else 1 / low))
    # A divisor that may be zero leaves only the sign, as one that is zero does.
    above = number_at(a.low)
    return NOT_NEGATIVE if low == 0 and above is not None and above >= 0 else ANYTHING


def _moved(days: Possible, by: Possible, *, forward: bool) -> Possible:
    """Days moved by lengths of time, of which one that is not known is none or more."""
    assert isinstance(days, Range)
    if isinstance(by, frozenset):
        return around(_moved_by(days, each, forward=forward) for each in by)
    return Range(days.low, None) if forward else Range(None, days.high)


def _moved_by(days: Range, by: Value, *, forward: bool) -> Range:
    assert isinstance(by, Duration)
    low, high = (moved(end, by, forward=forward) if isinstance(end, date) else None for end in days)
    # A day that no calendar holds is not known, but it is known to lie past its end.
    if forward and low is None and days.low is not None:
        low = date.max
    if not forward and high is None and days.high is not None:
        high = date.min
    return Range(low, high)


def between(start: Possible, end: Possible, unit: Unit) -> Range:
    """How many whole units can lie between two days."""
    assert isinstance(start, Range)
    assert isinstance(end, Range)
    low = _units(start.high, end.low, unit)
    return Range(ZERO if low is None else low, _units(start.low, end.high, unit))


def _units(start: End, end: End, unit: Unit) -> Fraction | None:
    if isinstance(start, date) and isinstance(end, date):
        return Fraction(elapsed(start, end, unit))
    return None


# Bounds, rounding -------------------------------------------------------------------------------


def larger(a: Range, b: Range) -> Range:
    """The larger of two, wherever each may lie."""
    return Range(_greatest((a.low, b.low), of_all=False), _greatest((a.high, b.high)))


def smaller(a: Range, b: Range) -> Range:
    """The smaller of two, wherever each may lie."""
    return Range(_least((a.low, b.low)), _least((a.high, b.high), of_all=False))


def held(possible: Possible, floor: Possible | None, ceiling: Possible | None) -> Range:
    """A value held between a floor and a ceiling; a ceiling below the floor wins."""
    assert isinstance(possible, Range)
    if floor is not None:
        assert isinstance(floor, Range)
        possible = larger(possible, floor)
    if ceiling is not None:
        assert isinstance(ceiling, Range)
        possible = smaller(possible, ceiling)
    return possible


def rounded(possible: Possible, direction: Direction, to: Fraction) -> Range:
    """Each end rounded to a multiple of `to`."""
    assert isinstance(possible, Range)
    low, high = (number_at(end) for end in possible)
    return Range(
        None if low is None else round_to(low, direction, to),
        None if high is None else round_to(high, direction, to),
    )


def round_to(number: Fraction, direction: Direction, to: Fraction) -> Fraction:
    """A number rounded to a multiple of `to`."""
    whole, rest = divmod(number, to)
    match direction:
        case Direction.DOWN:
            up = False
        case Direction.UP:
            up = rest > 0
        case Direction.HALF_UP:
            up = 2 * rest >= to
        case unread:
            assert_never(unread)
    return (whole + up) * to
