"""Conditions that are true or false of others that may be unknown: what is sure, and what may be."""

from __future__ import annotations

from sqlglot import exp

from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.logic import FALSE, TRUE, negated


def sure(condition: Sql) -> Sql:
    """That a condition is true: true or false, never unknown."""
    if condition in (TRUE, FALSE):
        return condition.copy()
    case = exp.Case().when(condition.copy(), exp.Literal.number(1)).else_(exp.Literal.number(0))
    return exp.EQ(this=exp.Paren(this=case), expression=exp.Literal.number(1))


def not_sure(condition: Sql) -> Sql:
    """That a condition is false or unknown."""
    if condition in (TRUE, FALSE):
        return negated(condition)
    case = exp.Case().when(condition.copy(), exp.Literal.number(0)).else_(exp.Literal.number(1))
    return exp.EQ(this=exp.Paren(this=case), expression=exp.Literal.number(1))


def may_be(condition: Sql) -> Sql:
    """That a condition is not false: true or false, never unknown."""
    return not_sure(negated(condition))
