"""What an amount of money can come to: the two ends between which every completion of the facts leaves it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeAlias, assert_never

from policyengine.evaluation.meaning.kleene import TruthOf, truth_of
from policyengine.evaluation.meaning.terms import Known, value_of
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.interval import Interval, decimal_of
from policyengine.language.tree import (
    Amount,
    Arithmetic,
    Bounded,
    Direction,
    Fact,
    Literal,
    Rounded,
    Term,
    Tiers,
    Unstated,
    UpTo,
)

ZERO = Fraction(0)


class Reach(NamedTuple):
    """`low..high` in 元 as exact rationals; `high` is None where nothing bounds it. 0 <= low <= high."""

    low: Fraction
    high: Fraction | None

    @property
    def interval(self) -> Interval:
        """The same as exact decimals."""
        return Interval(
            _decimal(self.low, up=False), None if self.high is None else _decimal(self.high, up=True)
        )

    def share(self, part: Fraction) -> Reach:
        """A payer's part of it."""
        return Reach(self.low * part, None if self.high is None else self.high * part)

    @property
    def from_zero(self) -> Reach:
        """The same with nothing assured: where someone still selects, or the conditions are not settled."""
        return Reach(ZERO, self.high)


NIL = Reach(ZERO, ZERO)
OPEN = Reach(ZERO, None)

ReachOf: TypeAlias = Callable[[Known], Reach]


def amount_of(amount: Amount) -> ReachOf:
    """The amount as a function of what is known, as if its rule's condition held; never below zero.

    INVARIANT: monotone. One fact more only narrows it, and it holds the amount of every completion.
    """
    match amount:
        case Literal() | Fact() | Arithmetic():
            return _computed(amount)
        case UpTo(ceiling=ceiling):
            computed = _computed(ceiling)
            return lambda known: computed(known).from_zero
        case Unstated():
            return lambda known: OPEN
        case Tiers(branches=branches, otherwise=otherwise):
            tiers = tuple((truth_of(branch.when), amount_of(branch.amount)) for branch in branches)
            return _hull_of_reachable(tiers, amount_of(otherwise))
        case Bounded(amount=inner, at_least=at_least, at_most=at_most):
            return _bounded(amount_of(inner), at_least, at_most)
        case Rounded(amount=inner, direction=direction, to=to):
            assert isinstance(to.value, Fraction)
            return _rounded(amount_of(inner), direction, to.value)
        case unread:
            assert_never(unread)


def _computed(term: Term) -> ReachOf:
    value = value_of(term)
    if isinstance(term, Literal):
        settled = _point(value({}))
        return lambda known: settled
    return lambda known: _point(value(known))


def _point(value: object) -> Reach:
    if value is None:
        return OPEN
    assert isinstance(value, Fraction)
    return Reach(value, value) if value > 0 else NIL


def _hull_of_reachable(tiers: tuple[tuple[TruthOf, ReachOf], ...], otherwise: ReachOf) -> ReachOf:
    def reachable(known: Known) -> Iterator[Reach]:
        for when, amount in tiers:
            truth = when(known)
            if truth is not Truth.FALSE:
                yield amount(known)
            if truth is Truth.TRUE:
                return
        yield otherwise(known)

    return lambda known: hull(reachable(known))


def hull(reaches: Iterable[Reach]) -> Reach:
    """The narrowest reach around all of these, of which there is at least one."""
    every = tuple(reaches)
    if len(every) == 1:
        return every[0]
    highs = [reach.high for reach in every if reach.high is not None]
    return Reach(min(reach.low for reach in every), max(highs) if len(highs) == len(every) else None)


def _bounded(amount: ReachOf, at_least: Term | None, at_most: Term | None) -> ReachOf:
    floor = _computed(at_least) if at_least is not None else lambda known: NIL
    ceiling = _computed(at_most) if at_most is not None else None

    def bounded(known: Known) -> Reach:
        reach = _raised(amount(known), floor(known))
        return reach if ceiling is None else capped(reach, ceiling(known))

    return bounded


def _raised(reach: Reach, floor: Reach) -> Reach:
    unbounded = reach.high is None or floor.high is None
    return Reach(
        max(reach.low, floor.low), None if unbounded else max(reach.high or ZERO, floor.high or ZERO)
    )


def capped(reach: Reach, ceiling: Reach) -> Reach:
    """The smaller of the two, wherever each may lie; a ceiling below the floor wins."""
    highs = [end for end in (reach.high, ceiling.high) if end is not None]
    # A ceiling that is not known yet may turn out to be nothing.
    return Reach(min(reach.low, ceiling.low), min(highs, default=None))


def _rounded(amount: ReachOf, direction: Direction, to: Fraction) -> ReachOf:
    def rounded(known: Known) -> Reach:
        low, high = amount(known)
        return Reach(round_to(low, direction, to), None if high is None else round_to(high, direction, to))

    return rounded


def round_to(number: Fraction, direction: Direction, to: Fraction) -> Fraction:
    """A number that is not negative, rounded to a multiple of `to`."""
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


def _decimal(number: Fraction, *, up: bool) -> Decimal:
    try:
        return decimal_of(number)
    except ValueError:
        # A quotient reached an amount through a derived fact: the nearest decimal outside keeps the promise.
        direction = Direction.UP if up else Direction.DOWN
        return decimal_of(round_to(number, direction, Fraction(1, 10**8)))
