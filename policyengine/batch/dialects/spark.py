"""Spark: the same query where one machine is too small."""

from __future__ import annotations

from sqlglot import exp

from policyengine.batch.dialects.dialect import Sql, SqlDialect


def _days(start: Sql, end: Sql) -> Sql:
    return exp.func("DATEDIFF", end, start, dialect="spark")


SPARK = SqlDialect("spark", "spark", days_between=_days)
"""Decimals keep every digit as long as their type has room for them."""
