"""DuckDB: what runs by default."""

from __future__ import annotations

from sqlglot import exp

from policyengine.batch.dialects.dialect import Sql, SqlDialect


def _days(start: Sql, end: Sql) -> Sql:
    return exp.Sub(this=end, expression=start)


def _goes_into(below: Sql, above: Sql) -> Sql:
    # The sign for whole quotients is exact between integers only; between decimals it is that of doubles.
    return exp.IntDiv(this=exp.cast(above, "INT128"), expression=exp.cast(below, "INT128"))


def _added_up(items: Sql, each: exp.Lambda, type_: exp.DataType) -> Sql:
    parts = exp.Anonymous(this="LIST_TRANSFORM", expressions=[items, each])
    total = exp.Anonymous(this="LIST_SUM", expressions=[parts])
    return exp.Coalesce(this=total, expressions=[exp.Literal.number(0)])


DUCKDB = SqlDialect(
    "duckdb", "duckdb", days_between=_days, goes_into=_goes_into, makes_dates=True, added_up=_added_up
)
"""A difference of dates is a whole number."""
