"""Expressions of decimals with the digits they need and those that their type in SQL has.

A database works out the type of a sum or product by rules of its own and, past 38 digits, rounds or overflows
(Spark, DuckDB). So the digits of a type are followed, and what grew too wide is cast to what it needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.refused import Inexpressible
from policyengine.batch.storage import NARROW, decimal_type
from policyengine.language.sizes import MOST, Digits

_INT = Digits(10, 0)
_BIGINT = Digits(20, 0)


@dataclass(frozen=True, slots=True)
class Side:
    """A number, or one side of a quotient: `size` is what it needs, `typed` what its type has."""

    sql: Sql
    size: Digits
    typed: Digits

    @property
    def is_one(self) -> bool:
        """Whether it is the literal 1, by which nothing need be multiplied."""
        return isinstance(self.sql, exp.Literal) and self.sql.name == "1"

    @property
    def tight(self) -> Side:
        """The same in a type of no more digits than it needs."""
        return self if self.typed.total <= self.size.total else self.cast(self.size)

    def cast(self, digits: Digits) -> Side:
        """The same in the type of these digits."""
        inner = self.sql.this if isinstance(self.sql, exp.Cast) else self.sql
        return Side(exp.cast(inner.copy(), decimal_type(digits)), self.size, digits)


def typed_side(sql: Sql, size: Digits) -> Side:
    """An expression whose type has just these digits."""
    return Side(sql, size, size)


def literal_side(sql: Sql, size: Digits) -> Side:
    """A literal: whole numbers have a type of their own, wider than they need."""
    if size.decimals:
        return Side(sql, size, size)
    return Side(sql, size, _INT if size.whole < _INT.whole else _BIGINT)


def times(a: Side, b: Side) -> Side:
    """The product, of all its digits."""
    if a.is_one or b.is_one:
        return b if a.is_one else a
    size = a.size.times(b.size)
    # A product's type has in Spark one digit more than its factors have together.
    if size.total >= MOST:
        raise Inexpressible("超过38位的数", "a number of more than 38 digits")
    if a.typed.total + b.typed.total + 1 > MOST:
        a, b = a.tight, b.tight
    if size.total > NARROW and max(a.typed.total, b.typed.total) <= NARROW:
        # DuckDB multiplies two decimals of 64 bits in 64 bits, and overflows.
        if a.typed.total >= b.typed.total:
            a = a.cast(_wide(a.size))
        else:
            b = b.cast(_wide(b.size))
    typed = Digits(a.typed.whole + b.typed.whole + 1, a.typed.decimals + b.typed.decimals)
    return Side(exp.Mul(this=_bracketed(a.sql), expression=_bracketed(b.sql)), size, typed)


def joined(a: Side, operation: type[exp.Binary], b: Side) -> Side:
    """The sum or difference, of all its digits."""
    size = a.size.plus(b.size)
    if size.total > MOST:
        raise Inexpressible("超过38位的数", "a number of more than 38 digits")
    a, b = _together(a, b)
    if size.total > NARROW and max(a.typed.total, b.typed.total) <= NARROW:
        a = a.cast(_wide(a.size))
    return Side(operation(this=a.sql, expression=_bracketed(b.sql)), size, a.typed.plus(b.typed))


def compared(a: Side, relation: type[exp.Binary], b: Side) -> Sql:
    """One set against the other, neither losing a digit to a type for both."""
    a, b = _together(a, b)
    return relation(this=a.sql.copy(), expression=b.sql.copy())


def alike(every: Sequence[Side]) -> list[Side]:
    """All of them in types that have one in common, of which a database loses no digit."""
    typed, size = every[0].typed, every[0].size
    for side in every:
        typed, size = typed.widened(side.typed), size.widened(side.size)
    if typed.total <= MOST:
        return list(every)
    if size.total > MOST:
        raise Inexpressible("超过38位的数", "a number of more than 38 digits")
    return [side.tight for side in every]


def _together(a: Side, b: Side) -> tuple[Side, Side]:
    """Both in types that have one in common."""
    widest = a.typed.widened(b.typed)
    if widest.total <= MOST:
        return a, b
    if a.size.widened(b.size).total > MOST:
        raise Inexpressible("超过38位的数", "a number of more than 38 digits")
    return a.tight, b.tight


def _wide(size: Digits) -> Digits:
    """The type that no longer fits in 64 bits."""
    return Digits(max(size.whole, NARROW + 1 - size.decimals), size.decimals)


def _bracketed(part: Sql) -> Sql:
    """A factor, or what is added or taken away: a sum stands in brackets."""
    return exp.Paren(this=part) if isinstance(part, exp.Add | exp.Sub | exp.Neg) else part
