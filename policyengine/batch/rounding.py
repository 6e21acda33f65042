"""Rounding in SQL, exact also of quotients: how often a unit goes into a number, as a whole number.

A database that divides rounds. So a decimal is rounded by its rest, and of a quotient it is only asked how
often one whole number goes into another, which dialects have an exact operation for.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from sqlglot import exp

from policyengine.batch import numbers, sides
from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.ends import Ends
from policyengine.batch.numbers import ZERO, Number, chosen, compared, constant
from policyengine.batch.reading import Reading
from policyengine.batch.refused import Inexpressible
from policyengine.batch.sides import Side
from policyengine.batch.storage import NARROW, decimal_type
from policyengine.language.sizes import MOST, Digits, digits_of
from policyengine.language.tree import Direction

FEN = Fraction(1, 100)
"""The smallest sum that is paid out."""


def rounded(ends: Ends, direction: Direction, to: Fraction, reading: Reading) -> Ends:
    """Each end rounded to a multiple of `to`."""
    low = round_to(ends.low, direction, to, reading)
    return Ends(low, low if ends.high is ends.low else round_to(ends.high, direction, to, reading))


def round_to(number: Number, direction: Direction, to: Fraction, reading: Reading) -> Number:
    """A number rounded to a multiple of `to`; NULL stays NULL."""
    if number.value is not None:
        return constant(_rounded(number.value, direction, to))
    if number.below is not None:
        return _of_quotient(number, direction, to, reading)
    if digits_of(to).decimals >= number.above.size.decimals and _divides(to, number.above.size.decimals):
        return number
    return _of_decimal(number, direction, to)


def _divides(to: Fraction, decimals: int) -> bool:
    """Whether every number of so many decimals is a multiple of `to` already."""
    return (Fraction(1, 10**decimals) / to).denominator == 1


def _rounded(value: Fraction, direction: Direction, to: Fraction) -> Fraction:
    whole, rest = divmod(value, to)
    up = {Direction.DOWN: False, Direction.UP: rest > 0, Direction.HALF_UP: 2 * rest >= to}[direction]
    return (whole + up) * to


def _of_decimal(number: Number, direction: Direction, to: Fraction) -> Number:
    """By its rest: nothing is divided."""
    left = _rest(number, to)
    size = Digits(number.above.size.widened(digits_of(to)).whole, digits_of(to).decimals)
    typed = number.above.typed.widened(left.above.typed)
    taken = exp.Sub(this=_bracketed(number.above.sql), expression=_bracketed(left.above.sql))
    whole = Number(
        Side(taken, size, typed),
        optional=number.optional,
        least=Fraction(0) if number.never_negative else None,
        most=number.most,
    )
    if direction is Direction.DOWN:
        return whole
    if direction is Direction.UP:
        up = compared(left, exp.GT, ZERO)
    else:
        up = compared(numbers.times(left, constant(Fraction(2))), exp.GTE, constant(to))
    return numbers.plus(replace(whole, most=None), chosen([(up, constant(to))], ZERO))


def _rest(number: Number, to: Fraction) -> Number:
    """What is over after the largest multiple of `to` that is no more; at least zero also below zero."""
    over = exp.Mod(this=exp.Paren(this=number.above.sql.copy()), expression=numbers.literal(to))
    size = Digits(digits_of(to).whole, max(digits_of(to).decimals, number.above.size.decimals))
    typed = digits_of(to).widened(number.above.typed)
    rest = Number(Side(over, size, typed), None, number.optional, Fraction(0), to)
    if number.never_negative:
        return rest
    # The sign of a rest is in every database that of what was divided.
    below = exp.LT(this=over.copy(), expression=exp.Literal.number(0))
    return replace(
        chosen([(below, numbers.plus(replace(rest, least=None), constant(to)))], rest),
        least=Fraction(0),
        most=to,
    )


def _of_quotient(number: Number, direction: Direction, to: Fraction, reading: Reading) -> Number:
    if not number.never_negative:
        raise Inexpressible("对可能为负的商取整", "the rounding of a quotient that may be below zero")
    unit = numbers.times(Number(number.divisor, least=Fraction(0)), constant(to))
    above, below = number.above, unit.whole
    if direction is Direction.HALF_UP:
        twice = Number(above, least=Fraction(0)), Number(below, least=Fraction(0))
        doubled = [numbers.times(each, constant(Fraction(2))) for each in twice]
        above, below = numbers.plus(doubled[0], twice[1]).whole, doubled[1].whole
    decimals = max(above.size.decimals, below.size.decimals)
    most = Digits(above.size.whole + below.size.decimals, 0)
    goes = how_often(in_units(below, decimals), in_units(above, decimals), most, reading)
    times = replace(goes, optional=number.optional)
    found = _no_wider(numbers.times(times, constant(to)), number, to)
    if direction is not Direction.UP:
        return found
    found = reading.bind(found)
    short = compared(found, exp.LT, number)
    return numbers.plus(found, chosen([(short, constant(to))], ZERO))


def _no_wider(found: Number, number: Number, to: Fraction) -> Number:
    """A rounded quotient, which is at most a step more than the quotient."""
    whole = max(number.above.size.whole + number.divisor.size.decimals, digits_of(to).whole) + 1
    size = Digits(min(found.above.size.whole, whole), found.above.size.decimals)
    return replace(found, above=replace(found.above, size=size))


def how_often(below: Side, above: Side, most: Digits, reading: Reading) -> Number:
    """How often one whole number goes into another, both zero or more; NULL where `below` is zero.

    `most` bounds the answer. Inexpressible where that may pass 18 digits, or where the dialect has no exact
    operation for it.
    """
    if most.whole > NARROW:
        raise Inexpressible("超过18位的商取整", "the rounding of a quotient of more than 18 digits")
    divisor = below.sql.copy()
    if not isinstance(divisor, exp.Literal):
        divisor = exp.Nullif(this=divisor, expression=exp.Literal.number(0))
    goes = reading.dialect.times(divisor, above.sql.copy())
    size = Digits(max(1, most.whole), 0)
    return Number(Side(exp.cast(goes, decimal_type(size)), size, size), None, True, Fraction(0))


def in_units(side: Side, decimals: int) -> Side:
    """A number of no more than so many decimals as a whole number of its last place."""
    if not (decimals or side.typed.decimals):
        return side
    size = Digits(side.size.whole + decimals, 0)
    if size.whole >= MOST:
        raise Inexpressible("超过38位的数", "a number of more than 38 digits")
    scaled = sides.times(side, constant(Fraction(10**decimals)).above)
    return Side(exp.cast(scaled.sql.copy(), decimal_type(size)), size, size)


def _bracketed(part: Sql) -> Sql:
    return (
        exp.Paren(this=part.copy())
        if isinstance(part, exp.Add | exp.Sub | exp.Neg | exp.Case)
        else part.copy()
    )
