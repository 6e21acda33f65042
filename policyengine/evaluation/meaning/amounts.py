"""What an amount of money can come to: the two ends between which every completion of the facts leaves it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from policyengine.evaluation.meaning.kleene import (
    NONE,
    PossibleOf,
    Signed,
    TruthOf,
    range_of,
    truth_of,
    value_of,
)
from policyengine.evaluation.meaning.ranges import (
    NOT_NEGATIVE,
    ZERO,
    Possible,
    Range,
    held,
    joined,
    number_at,
)
from policyengine.evaluation.meaning.ranges import round_to as round_to
from policyengine.evaluation.meaning.terms import Known
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.forms import narrows
from policyengine.language.interval import Interval, decimal_of
from policyengine.language.tree import Amount, Arithmetic, Direction, Operator, Term, Tiers
from policyengine.language.walk import facts_read


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


def amount_of(amount: Amount, signed: Signed = NONE) -> ReachOf:
    """The amount as a function of what is known, as if its rule's condition held; never below zero.

    An unknown number is anything from zero up; `signed` are the facts that may be less (`facts.derived`).
    INVARIANT: monotone. One fact more only narrows it, and it holds the amount of every completion.
    """
    match amount:
        case Tiers(branches=branches, otherwise=otherwise):
            tiers = tuple(
                (truth_of(branch.when, signed), amount_of(branch.amount, signed)) for branch in branches
            )
            return _around_the_reachable(tiers, amount_of(otherwise, signed))
        case _ if not narrows(amount):
            return _computed(amount, signed)
        case _:
            return _narrowed(_parts(amount, signed), amount)


def _computed(term: Term, signed: Signed) -> ReachOf:
    value, narrowed = value_of(term, signed), _narrowed(range_of(term, NOT_NEGATIVE, signed), term)
    if not facts_read(term):
        return narrowed

    def computed(known: Known) -> Reach:
        found = value(known)
        if found is None:
            return narrowed(known)
        assert isinstance(found, Fraction)
        return Reach(found, found) if found > 0 else NIL

    return computed


def _narrowed(possible: PossibleOf, amount: Amount) -> ReachOf:
    """What the range comes to; worked out beforehand for where nothing that it reads is known."""
    read, at_first = frozenset(facts_read(amount)), reach_of(possible({}))
    if not read:
        return lambda known: at_first
    return lambda known: at_first if read.isdisjoint(known) else reach_of(possible(known))


def _around_the_reachable(tiers: tuple[tuple[TruthOf, ReachOf], ...], otherwise: ReachOf) -> ReachOf:
    def reachable(known: Known) -> Reach:
        reached: list[Reach] = []
        for when, amount in tiers:
            truth = when(known)
            if truth is not Truth.FALSE:
                reached.append(amount(known))
            if truth is Truth.TRUE:
                return hull(reached)
        reached.append(otherwise(known))
        return hull(reached)

    return reachable


def _parts(amount: Amount, signed: Signed) -> PossibleOf:
    """What an amount can be worth; of a sum, no part that is paid on a condition falls below zero."""
    match amount:
        case Arithmetic(left=left, operator=Operator.PLUS | Operator.MINUS as operator, right=right):
            one, other = _parts(left, signed), _parts(right, signed)
            return lambda known: joined(one(known), operator, other(known))
        case Tiers():
            gated = range_of(amount, NOT_NEGATIVE, signed)
            return lambda known: held(gated(known), _NOTHING, None)
        case _:
            return range_of(amount, NOT_NEGATIVE, signed)


_NOTHING = Range(ZERO, ZERO)


def reach_of(possible: Possible) -> Reach:
    """What a range of money comes to in payment: nothing where it is below zero."""
    assert isinstance(possible, Range)
    low, high = number_at(possible.low), number_at(possible.high)
    least = low if low is not None and low > 0 else ZERO
    return Reach(least, None if high is None else max(high, ZERO))


def hull(reaches: Iterable[Reach]) -> Reach:
    """The narrowest reach around all of these, of which there is at least one."""
    every = tuple(reaches)
    if len(every) == 1:
        return every[0]
    highs = [reach.high for reach in every if reach.high is not None]
    return Reach(min(reach.low for reach in every), max(highs) if len(highs) == len(every) else None)


def capped(reach: Reach, ceiling: Reach) -> Reach:
    """The smaller of the two, wherever each may lie; a ceiling below the floor wins."""
    highs = [end for end in (reach.high, ceiling.high) if end is not None]
    # A ceiling that is not known yet may turn out to be nothing.
    return Reach(min(reach.low, ceiling.low), min(highs, default=None))


def _decimal(number: Fraction, *, up: bool) -> Decimal:
    try:
        return decimal_of(number)
    except ValueError:
        # A quotient reached an amount through a derived fact: the nearest decimal outside keeps the promise.
        direction = Direction.UP if up else Direction.DOWN
        return decimal_of(round_to(number, direction, Fraction(1, 10**8)))
