"""All five cities over ten million enterprises: our statement beside queries written by hand.

The queries in `by_hand/` give the same columns, as someone who knows DuckDB would write them from the law:
plain CASE expressions over one scan, nothing generated. Before anything is measured both are compared row by
row. Each run is a process of its own with two threads, the two ways in turn. Run it with
`python -m benchmarks.at_scale`; with `quick`, over fewer enterprises.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import sqlglot
from sqlglot import exp

import policyengine
from benchmarks.enterprises import write_enterprises
from benchmarks.tables import Table
from policyengine.batch.sql import SeveralStatement, statement_for_several, version_for

ROOT = Path(__file__).parents[1]
BY_HAND = Path(__file__).parent / "by_hand"
DAY = date(2022, 6, 30)
THREADS = 2
MEMORY = "3GB"
"""What DuckDB may use; the rest of the process comes on top."""
ROWS, FEW_ROWS, COMPARED = 10_000_000, 200_000, 200_000
ROUNDS, MORE_ROUNDS = 2, 5

WAYS = {"hand": "by hand", "ours": "policyengine"}
SINKS = {"answer": "answered", "parquet": "written to Parquet"}


def measure(quick: bool) -> Table:
    """Both queries, answered only and written to Parquet; AssertionError where their answers differ."""
    rows = FEW_ROWS if quick else ROWS
    began = time.perf_counter()
    statement = our_statement()
    asked = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "enterprises.parquet"
        queries = {"ours": folder / "ours.sql", "hand": folder / "hand.sql"}
        queries["ours"].write_text(statement.sql, "utf-8")
        queries["hand"].write_text(by_hand(statement.key), "utf-8")
        write_enterprises(statement, rows, source, threads=THREADS)
        assert_same(source, queries["ours"].read_text("utf-8"), queries["hand"].read_text("utf-8"))
        taken = _measured(queries, source, MORE_ROUNDS if quick else ROUNDS)
    return _table(taken, rows, asked, statement)


def our_statement() -> SeveralStatement:
    """The five bundled plans as one statement, for one day."""
    engine = policyengine.load()
    chosen = {city: version_for(versions, DAY) for city, versions in engine.rulebook.plans.items()}
    return statement_for_several(chosen, DAY)


def by_hand(key: str) -> str:
    """The cities' queries as one: what each adds to the table, and what each selects, side by side."""
    inner: list[exp.Expr] = []
    outer: list[exp.Expr] = []
    for path in sorted(BY_HAND.glob("*.sql")):
        whole, within = sqlglot.parse_one(path.read_text("utf-8"), dialect="duckdb").find_all(exp.Select)
        outer += whole.selects[1:]
        inner += within.selects[1:]
    added = exp.select("*", *inner).from_("enterprises").subquery("added")
    return exp.select(exp.column(key), *outer).from_(added).sql("duckdb", pretty=True)


def assert_same(source: Path, ours: str, hand: str) -> None:
    """Both give the same columns of the same types, and for each enterprise the same in all of them."""
    with _connected(source, limit=COMPARED) as connection:
        connection.execute(f"CREATE TABLE ours AS {ours}")
        connection.execute(f"CREATE TABLE hand AS {hand}")
        columns = connection.execute("DESCRIBE ours").fetchall()
        assert columns == connection.execute("DESCRIBE hand").fetchall()
        key, *told = (f'"{name}"' for name, *_ in columns)
        apart = " OR ".join(f"ours.{name} IS DISTINCT FROM hand.{name}" for name in told)
        joined = f"FROM ours JOIN hand ON ours.{key} = hand.{key}"
        (rows,) = connection.execute("SELECT count(*) FROM enterprises").fetchone() or (0,)
        assert connection.execute(f"SELECT count(*) {joined}").fetchone() == (rows,)
        assert connection.execute(f"SELECT ours.{key} {joined} WHERE {apart} LIMIT 3").fetchall() == []


def _connected(source: Path, limit: int | None = None) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"threads": THREADS, "memory_limit": MEMORY})
    connection.execute("SET enable_progress_bar = false")
    some = "" if limit is None else f" LIMIT {limit}"
    connection.execute(f"CREATE VIEW enterprises AS SELECT * FROM '{source}'{some}")
    return connection


# One run, in a process of its own ---------------------------------------------------------------


def run(query: Path, source: Path, sink: str) -> None:
    """Runs a query once and prints how long it took and how much memory the process needed at most."""
    text = query.read_text("utf-8")
    with _connected(source) as connection:
        described = connection.execute(f"DESCRIBE {text}").fetchall()
        if sink == "answer":
            whole = f"SELECT {', '.join(_read(described))} FROM ({text})"
        else:
            whole = f"COPY ({text}) TO '{query.with_suffix('.parquet')}' (FORMAT parquet)"
        began = time.perf_counter()
        connection.execute(whole).fetchall()
        seconds = time.perf_counter() - began
    print(json.dumps({"seconds": seconds, "peak": peak_memory()}))


def peak_memory() -> int:
    """The bytes that this process had in memory at most; `ru_maxrss` would count those of its parent."""
    status = Path("/proc/self/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) * 1024


def _read(columns: list[tuple[str, ...]]) -> Iterator[str]:
    """What reads every value at little cost, so that none is left out: lengths of words, hashes of others."""
    others = []
    for name, type_, *_ in columns:
        if type_ == "VARCHAR":
            yield f'sum(strlen("{name}"))'
        else:
            others.append(f'"{name}"')
    yield f"bit_xor(hash({', '.join(others)}))"


def _measured(
    queries: dict[str, Path], source: Path, rounds: int
) -> dict[tuple[str, str], list[dict[str, float]]]:
    taken: dict[tuple[str, str], list[dict[str, float]]] = {}
    for _ in range(rounds):
        for sink in SINKS:
            for way, query in queries.items():
                command = [sys.executable, "-m", "benchmarks.at_scale", "run", str(query), str(source), sink]
                done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
                taken.setdefault((sink, way), []).append(json.loads(done.stdout))
    return taken


# What it comes to -------------------------------------------------------------------------------


def _table(
    taken: dict[tuple[str, str], list[dict[str, float]]], rows: int, asked: float, statement: SeveralStatement
) -> Table:
    shown = []
    for sink, told in SINKS.items():
        took = {way: min(each["seconds"] for each in taken[sink, way]) for way in WAYS}
        for way, called in WAYS.items():
            peak = max(each["peak"] for each in taken[sink, way])
            ratio = "1" if way == "hand" else f"{took[way] / took['hand']:.2f}"
            shown.append(
                (
                    f"{told}, {called}",
                    f"{took[way]:.1f}",
                    f"{rows / took[way]:,.0f}",
                    ratio,
                    f"{peak / 2**30:.2f} GiB",
                )
            )
    return Table(
        title=f"Five cities over {rows:,} enterprises: our statement beside one written by hand",
        columns=("", "seconds", "enterprises/s", "× by hand", "peak memory"),
        rows=shown,
        notes=tuple(_notes(len(taken["answer", "ours"]), rows, asked, statement)),
    )


def _notes(rounds: int, rows: int, asked: float, statement: SeveralStatement) -> Iterator[str]:
    yield (
        f"DuckDB {duckdb.__version__}, {THREADS} threads, memory_limit {MEMORY}. {len(statement.inputs)} "
        f"columns are read from Parquet, {len(statement.columns)} are given. Each run is a process of its "
        f"own, the two ways in turn, {rounds} times; seconds are the least, memory is the most of any run "
        "(VmHWM). “Answered” reads every value and keeps none."
    )
    yield (
        "By hand: `benchmarks/by_hand/`, the same columns in the same types; the answers to the first "
        f"{min(rows, COMPARED):,} enterprises were compared row by row beforehand and are the same. Writing "
        f"our statement took {asked:.1f} s once, loading the rules included."
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["run"]:
        run(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
    else:
        print(measure("quick" in sys.argv[1:]).markdown())
