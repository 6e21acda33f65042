"""A country's enterprises, generated: always the same, with some facts of most of them not known.

Every value follows from the row's number and the column's name through DuckDB's `hash`, so that a table of
any size is made by one query, as fast as it is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from policyengine.batch.sql import SeveralStatement
from policyengine.language.tree import Kind

Shares = Mapping[str, int]
"""How many in a thousand have which value; of the rest it is not known."""

PLACES: Shares = {
    **dict.fromkeys(("410522", "410502", "410503", "410581"), 35),
    **dict.fromkeys(("410700", "410702", "410711", "410782"), 35),
    **dict.fromkeys(("440703", "440704", "440705", "440783"), 45),
    **dict.fromkeys(("320614", "360983"), 90),
    **dict.fromkeys(("410000", "320600", "360900", "440000"), 6),
    **dict.fromkeys(("110105", "310115", "330106", "510104", "420111"), 65),
}
FIELDS = (
    "electronics",
    "biomedicine",
    "aerospace",
    "new_materials",
    "high_tech_services",
    "energy",
    "environment",
    "advanced_manufacturing",
)
CHOICES: Mapping[str, Shares] = {
    "registered_in": PLACES,
    "hte_recognition": {"none": 870, "first": 60, "renewal": 30},
    "hte_status": {"none": 780, "valid": 150, "expired": 30},
    "little_giant": {"none": 850, "cultivation": 60, "provincial": 30},
    "innovation_leader": {"none": 930, "provincial": 10},
    "main_product_field": {"none": 420, **dict.fromkeys(FIELDS, 60)},
    "organisation_type": {
        "enterprise": 900,
        "service_agency": 40,
        **dict.fromkeys(("incubator", "makerspace", "science_park", "financial_institution"), 10),
    },
}
YES, NO = 250, 600
"""How many in a thousand say yes, and no, to what is asked of everyone."""
RECEIVED, NOT_RECEIVED = 30, 770
GIVEN_MONEY, GIVEN_COUNT, GIVEN_RATIO = 850, 850, 60


def write_enterprises(statement: SeveralStatement, rows: int, path: Path, *, threads: int = 2) -> None:
    """Writes so many enterprises, with the columns that a statement reads, to a Parquet file."""
    with duckdb.connect(config={"threads": threads}) as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"COPY ({enterprises(statement, rows)}) TO '{path}' (FORMAT parquet)")


def enterprises(statement: SeveralStatement, rows: int) -> str:
    """The query that gives so many enterprises, with the columns that a statement reads."""
    columns = [f'{_value(name, column.kind)} AS "{name}"' for name, column in statement.inputs.items()]
    numbered = f"SELECT range AS row FROM range({rows})"
    made = f"SELECT '91' || lpad(CAST(row AS TEXT), 16, '0') AS {statement.key}, row, {REVENUE}, {EXPENSE}"
    return f"""
        SELECT {statement.key}, {", ".join(columns)}
        FROM ({made} FROM ({numbered}))
    """


def _of_a_million(name: str) -> str:
    """A number from 0 to 999,999 that follows from the row and a name."""
    return f"(hash(row, '{name}') % 1000000)"


_TURNOVER = f"power(10.0, 5 + {_of_a_million('how much revenue')} / 250000.0)"
REVENUE = f"CAST({_TURNOVER} AS DECIMAL(17, 2)) AS earned"
"""Between 100,000 元 and a thousand million."""
_PART = f"(0.004 + {_of_a_million('which part for research')} / 10000000.0)"
EXPENSE = f"CAST({_TURNOVER} * {_PART} AS DECIMAL(17, 2)) AS spent"
"""From 0.4% to 10.4% of that."""


def _value(name: str, kind: Kind) -> str:
    chance = _of_a_million(name)
    if name in CHOICES:
        return _picked(chance, CHOICES[name])
    match kind:
        case Kind.BOOLEAN:
            yes, no = (RECEIVED, NOT_RECEIVED) if name.startswith("received__") else (YES, NO)
            return f"CASE WHEN {chance} < {yes}000 THEN TRUE WHEN {chance} < {yes + no}000 THEN FALSE END"
        case Kind.COUNT:
            number = f"floor(power(1.6, {_of_a_million(name + ' how many')} / 150000.0)) - 1"
            return f"CASE WHEN {chance} < {GIVEN_COUNT}000 THEN CAST({number} AS DECIMAL(15, 0)) END"
        case Kind.RATIO:
            # To its eighth decimal, as it is given; one in a hundred is not what its sources make.
            wrong = f"CASE WHEN {chance} % 100 = 0 THEN 0.001 ELSE 0 END"
            ratio = f"CAST(CAST(spent AS DOUBLE) / CAST(earned AS DOUBLE) + {wrong} AS DECIMAL(18, 8))"
            return f"CASE WHEN {chance} < {GIVEN_RATIO}000 THEN {ratio} END"
        case Kind.MONEY:
            money = "earned" if name == "revenue" else "spent"
            return f"CASE WHEN {chance} < {GIVEN_MONEY}000 THEN {money} END"
        case _:
            raise ValueError(f"nothing says what `{name}` is like")


def _picked(chance: str, shares: Shares) -> str:
    """A value by its share; NULL beyond the last."""
    branches, below = [], 0
    for value, share in shares.items():
        below += share
        branches.append(f"WHEN {chance} < {below}000 THEN '{value}'")
    return f"CASE {' '.join(branches)} END"
