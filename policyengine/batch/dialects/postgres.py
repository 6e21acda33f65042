"""PostgreSQL."""

from __future__ import annotations

from sqlglot import exp

from policyengine.batch.dialects.dialect import Sql, SqlDialect


def _days(start: Sql, end: Sql) -> Sql:
    return exp.Sub(this=end, expression=start)


def _goes_into(below: Sql, above: Sql) -> Sql:
    return exp.Anonymous(this="DIV", expressions=[above, below])


POSTGRES = SqlDialect("postgres", "postgres", days_between=_days, goes_into=_goes_into, makes_dates=True)
"""A difference of dates is a whole number."""
