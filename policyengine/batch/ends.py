"""What a number can still be worth, in SQL: its two ends, each NULL where nothing bounds it on that side.

The operations are those of `evaluation/meaning/ranges.py` and monotone like them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from sqlglot import exp

from policyengine.batch import numbers
from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.logic import negated
from policyengine.batch.numbers import UNKNOWN, ZERO, Number, chosen, compared, known_or
from policyengine.batch.refused import Inexpressible
from policyengine.language.sizes import Digits, digits_of

Bind: TypeAlias = Callable[[Number], Number]
"""Gives a number as one that is cheap to read again."""


class Ends(NamedTuple):
    """From `low` to `high`, both included."""

    low: Number
    high: Number


NOTHING = Ends(ZERO, ZERO)
OPEN = Ends(ZERO, UNKNOWN)
"""From nothing up, without end."""


def point(number: Number) -> Ends:
    """A number that is settled, or has no bound on either side."""
    return Ends(number, number)


def from_zero(number: Number) -> Ends:
    """A number that is zero or more while it is not known."""
    return Ends(known_or(number, ZERO), number)


# Arithmetic


def plus(a: Ends, b: Ends) -> Ends:
    """The sum."""
    return Ends(numbers.plus(a.low, b.low), numbers.plus(a.high, b.high))


def minus(a: Ends, b: Ends) -> Ends:
    """The difference."""
    return Ends(numbers.minus(a.low, b.high), numbers.minus(a.high, b.low))


def times(a: Ends, b: Ends) -> Ends:
    """The product. Inexpressible where both factors may be below zero."""
    for one, other in ((a, b), (b, a)):
        if one.low.value is not None and one.low.value == one.high.value:
            return _scaled(other, one.low)
    if not (a.low.never_negative and b.low.never_negative):
        raise Inexpressible("可能为负的乘积", "a product whose factors may be below zero")
    return Ends(numbers.times(a.low, b.low), _upper_product(a.high, b.high))


def _scaled(ends: Ends, by: Number) -> Ends:
    value = by.value or Fraction(0)
    if value == 0:
        return NOTHING
    low, high = numbers.times(ends.low, by), numbers.times(ends.high, by)
    return Ends(low, high) if value > 0 else Ends(high, low)


def _upper_product(a: Number, b: Number) -> Number:
    """Of nothing any part is nothing, however large."""
    product = numbers.times(a, b)
    nothing = [
        compared(one, exp.EQ, ZERO)
        for one, other in ((a, b), (b, a))
        if other.optional and (one.least is None or one.least <= 0)
    ]
    return chosen([(each, ZERO) for each in nothing], product) if nothing else product


def over(a: Ends, b: Ends) -> Ends:
    """The quotient. A divisor that may be zero leaves only the sign."""
    if b.low.value is not None and b.low.value == b.high.value and b.low.value != 0:
        return _scaled(a, numbers.constant(1 / b.low.value))
    if not (a.low.never_negative and b.low.never_negative):
        raise Inexpressible("可能为负的商", "a quotient whose sides may be below zero")
    above_zero = compared(b.low, exp.GT, ZERO)
    low = known_or(numbers.over(a.low, b.high), ZERO)
    high = numbers.over(a.high, b.low)
    return Ends(chosen([(above_zero, low)], ZERO), chosen([(above_zero, high)], None))


# Least and most


def smaller(a: Number, b: Number) -> Number:
    """The smaller of two; NULL where either is."""
    return _at_most(_picked(a, b, exp.LTE, exp.LT, lesser=True), a, b)


def larger(a: Number, b: Number) -> Number:
    """The larger of two; NULL where either is."""
    return _at_least(_picked(a, b, exp.GTE, exp.GT, lesser=False), a, b)


def _at_least(found: Number, *floors: Number) -> Number:
    """What is no less than any of some numbers: as much is known of it."""
    if found.value is not None:
        return found
    known = [each.least for each in (found, *floors) if each.least is not None]
    return replace(found, least=max(known, default=None))


def _picked(
    a: Number, b: Number, or_equal: type[exp.Binary], more: type[exp.Binary], *, lesser: bool
) -> Number:
    if not (a.optional or b.optional):
        settled = _settled(a, b, lesser=lesser)
        if settled is not None:
            return settled
        return chosen([(compared(a, or_equal, b), a)], b)
    if not b.optional:
        a, b = b, a
    return chosen([(compared(a, or_equal, b), a), (compared(b, more, a), b)], None)


def _settled(a: Number, b: Number, *, lesser: bool) -> Number | None:
    """Which of the two it is for every enterprise, if that can be told."""
    for one, other in ((a, b), (b, a)):
        below = one.most is not None and other.least is not None and one.most <= other.least
        if below:
            return one if lesser else other
    return None


def tightest(a: Number, b: Number) -> Number:
    """The smaller of two ends, of which one that is NULL bounds nothing."""
    return _at_most(_of_the_known(a, b, exp.LT, lesser=True), *(end for end in (a, b) if not end.optional))


def _at_most(found: Number, *ceilings: Number) -> Number:
    """What is no more than any of some numbers: as much is known of it, and it needs no more digits."""
    known = [each.most for each in (found, *ceilings) if each.most is not None]
    if found.value is not None or not known:
        return found
    found = replace(found, most=min(known))
    if found.below is not None or not found.never_negative:
        return found
    size = found.above.size
    whole = min(size.whole, digits_of(min(known)).whole)
    return replace(found, above=replace(found.above, size=Digits(whole, size.decimals)))


def loosest(a: Number, b: Number) -> Number:
    """The larger of two ends, of which one that is NULL bounds nothing."""
    return _at_least(_of_the_known(a, b, exp.GT, lesser=False), *(end for end in (a, b) if not end.optional))


def _of_the_known(a: Number, b: Number, relation: type[exp.Binary], *, lesser: bool) -> Number:
    if not (a.optional or b.optional):
        return _picked(a, b, exp.LTE if lesser else exp.GTE, relation, lesser=lesser)
    if isinstance(a.above.sql, exp.Null):
        return b
    if isinstance(b.above.sql, exp.Null):
        return a
    if a.optional and not b.optional:
        a, b = b, a
    return chosen([(compared(b, relation, a), b)], known_or(a, b))


def held(ends: Ends, floor: Ends | None, ceiling: Ends | None) -> Ends:
    """What is held between a floor and a ceiling; a ceiling below the floor wins."""
    if floor is not None:
        ends = Ends(loosest(ends.low, floor.low), larger(ends.high, floor.high))
    if ceiling is not None:
        ends = Ends(smaller(ends.low, ceiling.low), tightest(ends.high, ceiling.high))
    return ends


def not_negative(ends: Ends) -> Ends:
    """Money: nothing where it is below zero, and from nothing up where it has no low."""
    low = ends.low
    if low.optional or not low.never_negative:
        low = replace(chosen([(compared(low, exp.GT, ZERO), low)], ZERO), optional=False, least=Fraction(0))
    high = ends.high
    if not high.never_negative:
        high = replace(chosen([(compared(high, exp.LT, ZERO), ZERO)], high), least=Fraction(0))
    return Ends(low, high)


def less(whole: Ends, taken: Ends) -> Ends:
    """What is left of an amount of money after another, wherever each may lie; never below nothing."""
    if taken == NOTHING:
        return whole
    rest = minus(whole, taken)
    return not_negative(Ends(known_or(rest.low, ZERO), rest.high))


def capped(money: Ends, ceiling: Ends) -> Ends:
    """The smaller of two amounts of money, wherever each may lie."""
    return Ends(smaller(money.low, ceiling.low), tightest(money.high, ceiling.high))


def reachable(tiers: Sequence[tuple[Sql, Ends]], otherwise: Ends, bind: Bind) -> Ends:
    """Around the tiers that can still be the first whose condition holds."""
    ends = otherwise
    for when, amount in reversed(tiers):
        amount, ends = bound(amount, bind), bound(ends, bind)
        ends = Ends(
            _first_or(when, amount.low, ends.low, smaller(amount.low, ends.low)),
            _first_or(when, amount.high, ends.high, larger(amount.high, ends.high)),
        )
    return ends


def bound(ends: Ends, bind: Bind) -> Ends:
    """The same, so that each end can be read more than once."""
    low = bind(ends.low)
    return Ends(low, low if ends.high is ends.low else bind(ends.high))


def _first_or(when: Sql, here: Number, rest: Number, undecided: Number) -> Number:
    if here == rest:
        return here
    if undecided == here:
        return chosen([(negated(when), rest)], here)
    if undecided == rest:
        return chosen([(when, here)], rest)
    return chosen([(when, here), (negated(when), rest)], undecided)
