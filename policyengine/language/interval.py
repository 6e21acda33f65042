"""Amounts of money between two ends, exact, in 元. What every engine shares of the meaning of an amount."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """`low..high` in 元, both ends inclusive; `high` is None where nothing bounds it.

    INVARIANT: 0 <= low, and low <= high where high is known. A point has low == high.
    """

    low: Decimal
    high: Decimal | None

    def __contains__(self, amount: Decimal) -> bool:
        return self.low <= amount and (self.high is None or amount <= self.high)

    @property
    def exact(self) -> bool:
        """The amount is settled."""
        return self.low == self.high

    def to_dict(self) -> dict[str, str | None]:
        """The contract's form: strings in plain notation, `high` null where unquantified."""
        return {"low": plain(self.low), "high": None if self.high is None else plain(self.high)}


NOTHING = Interval(Decimal(0), Decimal(0))


def plain(number: Decimal) -> str:
    """A number without exponent or trailing zeros: `300000`, `0.03`; never `3E+5`, `-0`."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def decimal_of(number: Fraction) -> Decimal:
    """An exact rational as a decimal. ValueError if it has no finite decimal, which the checker precludes."""
    numerator, denominator = number.numerator, number.denominator
    places = 0
    while denominator % 10 == 0:
        denominator, places = denominator // 10, places + 1
    for prime, partner in ((2, 5), (5, 2)):
        while denominator % prime == 0:
            denominator, numerator, places = denominator // prime, numerator * partner, places + 1
    if denominator != 1:
        raise ValueError(f"{number} has no finite decimal")
    sign, digits = int(numerator < 0), tuple(map(int, str(abs(numerator))))
    return Decimal((sign, digits, -places))
