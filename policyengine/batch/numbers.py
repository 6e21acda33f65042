"""Exact numbers in SQL: decimals, and quotients that are never divided.

A quotient keeps its two sides apart, and comparisons multiply crosswise: a database that divides rounds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sqlglot import exp

from policyengine.batch import sides
from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.logic import FALSE, TRUE
from policyengine.batch.refused import Inexpressible
from policyengine.batch.sides import Side, literal_side, typed_side
from policyengine.language.interval import decimal_of, plain
from policyengine.language.sizes import Digits, digits_of


@dataclass(frozen=True, slots=True)
class Number:
    """A number: `above`, over `below` where it is a quotient. NULL where it is not known, or has no bound.

    `optional`: it may be NULL. `least`, `most`: what it lies between for every enterprise, so far as that is
    told without asking one. INVARIANT: `below` is more than zero, or NULL.
    """

    above: Side
    below: Side | None = None
    optional: bool = False
    least: Fraction | None = None
    most: Fraction | None = None

    @property
    def value(self) -> Fraction | None:
        """What it is for every enterprise, if it is the same for all."""
        return (
            self.least if self.least is not None and self.least == self.most and not self.optional else None
        )

    @property
    def never_negative(self) -> bool:
        """Whether it is zero or more for every enterprise."""
        return self.least is not None and self.least >= 0

    @property
    def whole(self) -> Side:
        """The number as one expression. Inexpressible where it is a quotient."""
        if self.below is not None:
            raise Inexpressible("含商的数额", "an amount that holds a quotient of facts")
        return self.above

    @property
    def divisor(self) -> Side:
        """What it is divided by; 1 where it is no quotient."""
        return ONE.above if self.below is None else self.below


def given(column: Sql, size: Digits) -> Number:
    """A column that holds a number which no enterprise gives as less than zero."""
    return Number(typed_side(column, size), optional=True, least=Fraction(0))


def constant(value: Fraction) -> Number:
    """A number that the rule names. A fraction without end is a quotient of two whole numbers."""
    try:
        decimal_of(value)
    except ValueError:
        above, below = Fraction(value.numerator), Fraction(value.denominator)
        return Number(_literal(above), _literal(below), least=value, most=value)
    return Number(_literal(value), least=value, most=value)


def _literal(value: Fraction) -> Side:
    return literal_side(literal(value), digits_of(value))


def literal(value: Fraction) -> Sql:
    """A finite decimal as a literal."""
    text = plain(decimal_of(value))
    if text.startswith("-"):
        return exp.Neg(this=exp.Literal.number(text[1:]))
    return exp.Literal.number(text)


ZERO = constant(Fraction(0))
ONE = constant(Fraction(1))


def plus(a: Number, b: Number) -> Number:
    """The sum."""
    if a.value == 0 or b.value == 0:
        return b if a.value == 0 else a
    return _added(a, exp.Add, b, _sum(a.least, b.least), _sum(a.most, b.most))


def minus(a: Number, b: Number) -> Number:
    """The difference."""
    if b.value == 0:
        return a
    return _added(a, exp.Sub, b, _difference(a.least, b.most), _difference(a.most, b.least))


def _sum(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a + b


def _difference(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a - b


def _added(
    a: Number, operation: type[exp.Binary], b: Number, least: Fraction | None, most: Fraction | None
) -> Number:
    optional = a.optional or b.optional
    if a.value is not None and b.value is not None and least is not None:
        return constant(least)
    if a.below is None and b.below is None:
        return Number(sides.joined(a.above, operation, b.above), None, optional, least, most)
    one, other = sides.times(a.above, b.divisor), sides.times(b.above, a.divisor)
    below = sides.times(a.divisor, b.divisor)
    return Number(sides.joined(one, operation, other), below, optional, least, most)


def times(a: Number, b: Number) -> Number:
    """The product."""
    if a.value is not None and b.value is not None:
        return constant(a.value * b.value)
    if a.value == 1 or b.value == 1:
        return b if a.value == 1 else a
    below = None if a.below is None and b.below is None else sides.times(a.divisor, b.divisor)
    least, most = _product_ends(a, b)
    return Number(sides.times(a.above, b.above), below, a.optional or b.optional, least, most)


def _product_ends(a: Number, b: Number) -> tuple[Fraction | None, Fraction | None]:
    if a.least is None or b.least is None or a.least < 0 or b.least < 0:
        return None, None
    return a.least * b.least, None if a.most is None or b.most is None else a.most * b.most


def over(a: Number, b: Number) -> Number:
    """The quotient; NULL where the divisor is zero. Inexpressible where it may be below zero."""
    if b.value is not None:
        if b.value == 0:
            return replace(UNKNOWN, least=None)
        return times(a, constant(1 / b.value))
    if not b.never_negative:
        raise Inexpressible("可能为负的除数", "a divisor that may be below zero")
    divisor = replace(b.above, sql=exp.Nullif(this=b.above.sql, expression=exp.Literal.number(0)))
    return times(a, Number(b.divisor, divisor, optional=True, least=Fraction(0)))


def compared(a: Number, relation: type[exp.Binary], b: Number) -> Sql:
    """Two numbers set against each other, crosswise; NULL where either is."""
    return sides.compared(sides.times(a.above, b.divisor), relation, sides.times(b.above, a.divisor))


UNKNOWN = Number(typed_side(exp.null(), Digits(1, 0)), optional=True, least=Fraction(0))
"""What is not known, or an end that is nowhere."""


def chosen(branches: Sequence[tuple[Sql, Number]], otherwise: Number | None) -> Number:
    """The number of the first condition that is true, else the other one, or NULL where that is None."""
    branches, otherwise = _open(branches, otherwise)
    if not branches and otherwise is not None:
        return otherwise
    every = [number for _, number in branches] + ([] if otherwise is None else [otherwise])
    quotient = any(number.below is not None for number in every)
    above, below = (None, None) if otherwise is None else (otherwise.above, otherwise.divisor)
    return Number(
        _case([(when, number.above) for when, number in branches], above),
        _case([(when, number.divisor) for when, number in branches], below) if quotient else None,
        optional=otherwise is None or any(number.optional for number in every),
        least=_of_all(min, [number.least for number in every]),
        most=_of_all(max, [number.most for number in every]),
    )


def _open(
    branches: Sequence[tuple[Sql, Number]], otherwise: Number | None
) -> tuple[Sequence[tuple[Sql, Number]], Number | None]:
    """The branches that can be taken: none that never holds, and none after one that always does."""
    kept: list[tuple[Sql, Number]] = []
    for when, number in branches:
        if when == TRUE:
            return kept, number
        if when != FALSE:
            kept.append((when, number))
    return (kept, otherwise) if kept or otherwise is not None else ((), UNKNOWN)


def _case(branches: Sequence[tuple[Sql, Side]], otherwise: Side | None) -> Side:
    every = sides.alike([side for _, side in branches] + ([] if otherwise is None else [otherwise]))
    branches = [(when, side) for (when, _), side in zip(branches, every, strict=False)]
    otherwise = None if otherwise is None else every[-1]
    size, typed = every[0].size, every[0].typed
    for side in every:
        size, typed = size.widened(side.size), typed.widened(side.typed)
    if otherwise is not None and all(side.sql == otherwise.sql for _, side in branches):
        return Side(otherwise.sql, size, typed)
    ifs = [exp.If(this=when.copy(), true=side.sql.copy()) for when, side in branches]
    return Side(exp.Case(ifs=ifs, default=None if otherwise is None else otherwise.sql.copy()), size, typed)


def _of_all(
    pick: Callable[[Sequence[Fraction]], Fraction], ends: Sequence[Fraction | None]
) -> Fraction | None:
    found = [end for end in ends if end is not None]
    return pick(found) if len(found) == len(ends) else None


def known_or(number: Number, otherwise: Number) -> Number:
    """The number, or the other one where it is not known."""
    if not number.optional:
        return number
    if number.below is not None or otherwise.below is not None:
        return replace(chosen([(is_known(number), number)], otherwise), optional=otherwise.optional)
    either = chosen([(exp.true(), number)], otherwise)
    one, other = sides.alike([number.above, otherwise.above])
    whole = exp.Coalesce(this=one.sql.copy(), expressions=[other.sql.copy()])
    return replace(either, above=replace(either.above, sql=whole), optional=otherwise.optional)


def is_known(number: Number) -> Sql:
    """That a number is not NULL."""
    known = [
        exp.not_(exp.Is(this=side.sql.copy(), expression=exp.null()))
        for side in (number.above, number.below)
        if side is not None and not isinstance(side.sql, exp.Literal)
    ]
    return exp.and_(*known)
