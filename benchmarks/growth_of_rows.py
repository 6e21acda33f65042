"""What a table of 1,000 to 10,000,000 enterprises costs: all five cities, one statement, one DuckDB."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb

import policyengine
from benchmarks.curves import Curve
from benchmarks.enterprises import write_enterprises
from policyengine.batch.several import SeveralStatement, statement_for_several
from policyengine.batch.versions import version_for

DAY = date(2022, 6, 30)
THREADS = 2


def curves(sizes: Sequence[int], folder: Path) -> dict[str, list[Curve]]:
    """The seconds from a Parquet file of enterprises to a Parquet file of answers."""
    plans = policyengine.load().rulebook.plans
    chosen = {city: version_for(versions, DAY) for city, versions in plans.items()}
    statement = statement_for_several(chosen, DAY)
    return {
        "rows": [
            Curve("five cities, Parquet to Parquet", "s", {n: _seconds(statement, n, folder) for n in sizes})
        ]
    }


def _seconds(statement: SeveralStatement, rows: int, folder: Path) -> float:
    given, answers = folder / f"{rows}.parquet", folder / f"{rows}.answers.parquet"
    write_enterprises(statement, rows, given, threads=THREADS)
    with duckdb.connect(config={"threads": THREADS}) as connection:
        connection.execute(f"CREATE VIEW enterprises AS SELECT * FROM read_parquet('{given}')")
        began = time.perf_counter()
        connection.execute(f"COPY ({statement.sql.rstrip().rstrip(';')}) TO '{answers}' (FORMAT parquet)")
        took = time.perf_counter() - began
    given.unlink()
    answers.unlink()
    return took
