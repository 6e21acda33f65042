"""Values joined by arithmetic: exact, or None where they come to nothing.

Numbers are rationals, so a quotient loses nothing; a zero divisor leaves the value unknown, and so does a
date that no calendar holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import TypeAlias, assert_never

from policyengine.language.days import moved as moved
from policyengine.language.tree import Duration, Operator, Value

Known: TypeAlias = Mapping[str, Value]
"""What is known of an enterprise: exact values by vocabulary name; what is not known is not there."""

ValueOf: TypeAlias = Callable[[Known], Value | None]
"""What a term is worth for an enterprise, None while that is unknown."""


def joined_values(a: Value, operator: Operator, b: Value) -> Value | None:
    """Two known values joined: numbers in all four ways, a date and a duration by `+` and `-`."""
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return _number(a, operator, b)
    if isinstance(b, Duration) and isinstance(a, date):
        return moved(a, b, forward=operator is Operator.PLUS)
    if isinstance(a, Duration) and isinstance(b, date) and operator is Operator.PLUS:
        return moved(b, a, forward=True)
    raise TypeError(f"the checker let {a!r} {operator} {b!r} pass")


def _number(a: Fraction, operator: Operator, b: Fraction) -> Fraction | None:
    match operator:
        case Operator.PLUS:
            return a + b
        case Operator.MINUS:
            return a - b
        case Operator.TIMES:
            return a * b
        case Operator.OVER:
            return a / b if b else None
        case unread:
            assert_never(unread)
