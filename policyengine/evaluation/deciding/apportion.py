"""An amount divided so that its parts add to the whole, to the 分."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

FEN = Fraction(1, 100)
"""The smallest sum that is paid out."""
FINEST = Fraction(1, 10**8)
"""The last place to which an amount finer than a 分 is shown."""


def apportioned(amount: Fraction, weights: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """An amount divided in proportion to weights, not all of them zero.

    Whole 分 are divided into whole 分, what is left over going to the largest remainders, of equals to the
    earlier. An amount finer than that keeps its exact parts, so far as these have an end.

    INVARIANT: the parts add to the amount; no part is a 分 or more away from its exact share.
    """
    whole = sum(weights, Fraction(0))
    exact = [amount * weight / whole for weight in weights]
    if (amount / FEN).denominator == 1:
        return _to_a_multiple(amount, exact, FEN)
    if all(ends(part) for part in exact) or (amount / FINEST).denominator != 1:
        return tuple(exact)
    return _to_a_multiple(amount, exact, FINEST)


def _to_a_multiple(amount: Fraction, exact: Sequence[Fraction], unit: Fraction) -> tuple[Fraction, ...]:
    counts = [part // unit for part in exact]
    left = amount / unit - sum(counts)
    by_remainder = sorted(range(len(exact)), key=lambda place: (-(exact[place] % unit), place))
    for place in by_remainder[: int(left)]:
        counts[place] += 1
    return tuple(count * unit for count in counts)


def ends(number: Fraction) -> bool:
    """Whether a number has a finite decimal."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def down(amount: Fraction) -> Fraction:
    """The 分 at or below an amount."""
    return amount // FEN * FEN


def up(amount: Fraction) -> Fraction:
    """The 分 at or above an amount."""
    return -(-amount // FEN) * FEN
