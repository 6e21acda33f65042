"""Exact numbers out of whatever a profile, a JSON body or a data frame holds, and decimals out again."""

from __future__ import annotations

import operator
from decimal import Decimal
from fractions import Fraction

from policyengine.language.interval import decimal_of, plain
from policyengine.language.literals import Shape, written

_PLACES = 10**8
"""Most numbers have no more than eight decimals."""
_WIDEST = 60
"""Powers of ten beyond which a decimal is refused unread, so that 1E+999999999 costs nothing."""


def exact(given: object) -> Fraction | None:
    """A whole number, a decimal, a rational or a finite float by its shortest form; None for all else.

    `True` is no number, and neither is text: its units are read by `literals`.
    """
    if isinstance(given, bool | str | bytes):
        return None
    if isinstance(given, Fraction):
        return given
    if isinstance(given, float):
        return _of_decimal(Decimal(float.__repr__(given)))
    if isinstance(given, Decimal):
        return _of_decimal(given)
    return _of_index(given)


def within(given: object, *, below: int, places: int, unit: Shape | None = None) -> Fraction | None:
    """A number from zero to below a limit, of so many decimals; text may have the unit. None for all else."""
    number = _of_text(given, unit) if isinstance(given, str) else exact(given)
    fits = number is not None and 0 <= number < below and decimals(number, places)
    return number if fits else None


def _of_text(given: str, unit: Shape | None) -> Fraction | None:
    found = written(given)
    if found is None or found.shape not in (Shape.NUMBER, unit):
        return None
    return found.value if isinstance(found.value, Fraction) else None


def _of_decimal(given: Decimal) -> Fraction | None:
    if not given.is_finite():
        return None
    if not given:
        return Fraction(0)
    exponent = given.as_tuple().exponent
    fits = isinstance(exponent, int) and given.adjusted() <= _WIDEST and exponent >= -_WIDEST
    return Fraction(given) if fits else None


def _of_index(given: object) -> Fraction | None:
    """Whole numbers of any library: numpy's have an index, its booleans have none."""
    if not hasattr(given, "__index__"):
        return None
    try:
        return Fraction(operator.index(given))
    except TypeError:
        return None


def decimals(number: Fraction, at_most: int) -> bool:
    """Whether a number has no more decimals than that."""
    return bool(10**at_most % number.denominator == 0)


def digits(number: Fraction) -> str:
    """A finite decimal in plain notation: `0.03`, `300000`."""
    if number.denominator == 1:
        return str(number.numerator)
    if _PLACES % number.denominator or number < 0:
        return plain(decimal_of(number))
    whole, rest = divmod(number.numerator * (_PLACES // number.denominator), _PLACES)
    return f"{whole}.{rest:08d}".rstrip("0")


def grouped(number: Fraction) -> str:
    """A finite decimal with its thousands apart, as English writes it: `1,234,567.5`."""
    whole, point, rest = digits(number).partition(".")
    return f"{int(whole):,}{point}{rest}"
