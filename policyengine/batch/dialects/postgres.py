"""PostgreSQL."""

from __future__ import annotations

from sqlglot import exp

from policyengine.batch.dialects.dialect import Sql, SqlDialect


def _days(start: Sql, end: Sql) -> Sql:
    return exp.Sub(this=end, expression=start)


POSTGRES = SqlDialect("postgres", "postgres", days_between=_days)
"""A difference of dates is a whole number."""
