"""Numbers of a JSON text: exact, and never so long that reading one costs more than it should."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

MOST_DIGITS = 100
"""Digits of one number; amounts stay below 10^15, and a longer number is only a way to waste time."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A number that no fact can have, as it was written; it is refused where the fact's label is known."""

    digits: str

    def __str__(self) -> str:
        return self.digits


def whole(digits: str) -> int | Unread:
    """A whole number of JSON."""
    return int(digits) if len(digits) <= MOST_DIGITS else Unread(digits)


def decimal(digits: str) -> Decimal | Unread:
    """A decimal number of JSON."""
    try:
        return Decimal(digits) if len(digits) <= MOST_DIGITS else Unread(digits)
    except InvalidOperation:
        # An exponent of twenty digits.
        return Unread(digits)
