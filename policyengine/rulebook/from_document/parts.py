"""Parts of a promise of money as trees: shares of it, what is left of it, and what of it can be had."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from policyengine.errors import Span
from policyengine.language.interval import decimal_of
from policyengine.language.tree import (
    ALWAYS,
    Amount,
    Arithmetic,
    Bounded,
    Branch,
    Condition,
    Direction,
    Kind,
    Literal,
    Operator,
    Rounded,
    Tiers,
)

NOTHING = Literal(Kind.MONEY, Fraction(0))
_FEN = Literal(Kind.MONEY, Fraction(1, 100))
_MOST_DECIMALS = 8


@dataclass(frozen=True, slots=True)
class Side:
    """What is said of one part: its share of the whole, or its amount; neither: what the others leave."""

    when: Condition
    share: Fraction | None = None
    amount: Amount | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What one payment comes to, the share of the promise it is, if it is one, and on which condition."""

    amount: Amount
    when: Condition
    share: Fraction | None = None


def is_exact(share: Fraction) -> bool:
    """The share is a ratio that the rule language can hold: a third is none."""
    try:
        exponent = decimal_of(share).as_tuple().exponent
    except ValueError:
        return False
    return isinstance(exponent, int) and -exponent <= _MOST_DECIMALS


def share_of(promised: Amount, share: Fraction, span: Span | None) -> Amount:
    """The share of the promise; rounded down to the 分 where no decimal holds the share."""
    if share == 1:
        return promised
    if is_exact(share):
        return Arithmetic(Literal(Kind.RATIO, share, span=span), Operator.TIMES, promised, span=span)
    whole = Literal(Kind.COUNT, Fraction(share.denominator), span=span)
    part: Amount = promised
    if share.numerator != 1:
        counted = Literal(Kind.COUNT, Fraction(share.numerator), span=span)
        part = Arithmetic(promised, Operator.TIMES, counted, span=span)
    third = Arithmetic(part, Operator.OVER, whole, span=span)
    return Rounded(third, Direction.DOWN, _FEN, span=span)


def rest_of(promised: Amount, others: Iterable[Amount], span: Span | None) -> Amount:
    """What is left of the promise when the other parts are taken off; nothing where they exceed it."""
    left = reduce(lambda rest, part: Arithmetic(rest, Operator.MINUS, part, span=span), others, promised)
    return Bounded(left, NOTHING, None, span=span)


def divided(promised: Amount, sides: Sequence[Side]) -> list[Part]:
    """The promise in parts, one of them perhaps what all others leave."""
    left = _left(sides)
    amounts = {
        at: side.amount or share_of(promised, side.share or Fraction(1), side.span)
        for at, side in enumerate(sides)
        if at != left
    }
    if left is not None:
        amounts[left] = rest_of(promised, list(amounts.values()), sides[left].span)
    return [Part(amounts[at], side.when, side.share) for at, side in enumerate(sides)]


def _left(sides: Sequence[Side]) -> int | None:
    """Whose part is no share by itself: the remainder after sums of money; the last, if shares are thirds."""
    if any(side.share is not None and not is_exact(side.share) for side in sides):
        return len(sides) - 1
    return next((at for at, side in enumerate(sides) if side.share is None and side.amount is None), None)


def sum_of(amounts: Sequence[Amount]) -> Amount:
    """The amounts together."""
    return reduce(lambda one, other: Arithmetic(one, Operator.PLUS, other), amounts)


def gated(amount: Amount, when: Condition, otherwise: Amount = NOTHING) -> Amount:
    """The amount where the condition holds."""
    return amount if when == ALWAYS else Tiers((Branch(when, amount, span=amount.span),), otherwise)


def had(promised: Amount, parts: Sequence[Part]) -> Amount:
    """What of the promise can be had, each part on its own condition.

    Parts on one condition stand together, so that what is asked once is asked once.
    """
    conditions = list(dict.fromkeys(part.when for part in parts))
    if len(conditions) == 1:
        return gated(promised, conditions[0])
    together = ([part for part in parts if part.when == when] for when in conditions)
    return sum_of([gated(_joined(promised, each), each[0].when) for each in together])


def _joined(promised: Amount, parts: Sequence[Part]) -> Amount:
    shares = [part.share for part in parts if part.share is not None]
    if len(parts) > 1 and len(shares) == len(parts) and is_exact(sum(shares, Fraction(0))):
        return share_of(promised, sum(shares, Fraction(0)), parts[0].amount.span)
    return sum_of([part.amount for part in parts])
