"""Spark: the same query where one machine is too small."""

from __future__ import annotations

from sqlglot import exp

from policyengine.batch.dialects.dialect import Sql, SqlDialect


def _days(start: Sql, end: Sql) -> Sql:
    return exp.func("DATEDIFF", end, start, dialect="spark")


def _goes_into(below: Sql, above: Sql) -> Sql:
    return exp.IntDiv(this=exp.Paren(this=above), expression=exp.Paren(this=below))


def _added_up(items: Sql, each: exp.Lambda, type_: exp.DataType) -> Sql:
    # The sum so far keeps its type, which without the cast grows by a digit each time.
    so_far = exp.to_identifier("so_far")
    more = exp.cast(exp.Add(this=so_far.copy(), expression=each.this), type_)
    step = exp.Lambda(this=more, expressions=[so_far, *each.expressions])
    nothing = exp.cast(exp.Literal.number(0), type_)
    return exp.Anonymous(this="AGGREGATE", expressions=[items, nothing, step])


# Spark goes over a statement at most 100 times to resolve its names, and each step takes it more than two.
SPARK = SqlDialect(
    "spark",
    "spark",
    days_between=_days,
    goes_into=_goes_into,
    makes_dates=True,
    added_up=_added_up,
    most_steps=24,
)
"""Decimals keep every digit as long as their type has room for them."""
