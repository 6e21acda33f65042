"""Conditions joined in SQL, whose AND, OR and NOT are Kleene's already: NULL is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlglot import exp

from policyengine.batch.dialects.dialect import Sql

TRUE = exp.EQ(this=exp.Literal.number(1), expression=exp.Literal.number(1))
"""What always holds, as every database writes it."""
FALSE = exp.EQ(this=exp.Literal.number(1), expression=exp.Literal.number(0))
UNKNOWN = exp.EQ(this=exp.null(), expression=exp.Literal.number(1))


def both(*parts: Sql) -> Sql:
    """Every part holds."""
    if FALSE in parts:
        return FALSE.copy()
    found = _distinct(part for part in parts if part != TRUE)
    return exp.and_(*found, copy=True) if found else TRUE.copy()


def either(*parts: Sql) -> Sql:
    """Some part holds."""
    if TRUE in parts:
        return TRUE.copy()
    found = _distinct(part for part in parts if part != FALSE)
    return exp.or_(*found, copy=True) if found else FALSE.copy()


def _distinct(parts: Iterable[Sql]) -> list[Sql]:
    return list(dict.fromkeys(parts))


def negated(part: Sql) -> Sql:
    """The opposite; unknown stays unknown."""
    if part in (TRUE, FALSE):
        return (FALSE if part == TRUE else TRUE).copy()
    if isinstance(part, exp.Not):
        inner: Sql = part.this.this if isinstance(part.this, exp.Paren) else part.this
        return inner.copy()
    return exp.not_(part, copy=True)


def at_least_so_many(count: int, parts: Sequence[Sql]) -> Sql:
    """That `count` of the parts hold, or more: true once so many do, false once too few still can."""
    sure = _number_of(parts)
    possible = _number_of([negated(part) for part in parts])
    enough = exp.GTE(this=sure, expression=exp.Literal.number(count))
    too_few = exp.GT(this=possible, expression=exp.Literal.number(len(parts) - count))
    case = exp.Case().when(enough, exp.Literal.number(1)).when(too_few, exp.Literal.number(0))
    return exp.EQ(this=exp.Paren(this=case), expression=exp.Literal.number(1))


def _number_of(parts: Sequence[Sql]) -> Sql:
    one, none = exp.Literal.number(1), exp.Literal.number(0)
    terms: list[Sql] = [exp.Case().when(part.copy(), one.copy()).else_(none.copy()) for part in parts]
    total = terms[0]
    for term in terms[1:]:
        total = exp.Add(this=total, expression=term)
    return total


def settled(true: Sql, false: Sql) -> Sql:
    """A condition that holds where one is true, does not where the other is, and is unknown elsewhere."""
    case = exp.Case().when(true.copy(), exp.Literal.number(1)).when(false.copy(), exp.Literal.number(0))
    return exp.EQ(this=exp.Paren(this=case), expression=exp.Literal.number(1))
