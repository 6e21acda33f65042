"""The enterprises of a table in the types that rules read, put aside on disk: memory stays bounded."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policyengine.batch.inputs import InputColumn
from policyengine.batch.outputs import Part
from policyengine.batch.several import SeveralStatement
from policyengine.batch.statement import KEY
from policyengine.batch.tables.arrow import rows_of
from policyengine.batch.tables.asked import ROW_KEY
from policyengine.batch.tables.duckdb import DuckDbTable
from policyengine.budget.sources import source_of
from policyengine.budget.sums import quoted
from policyengine.errors import Bilingual
from policyengine.rulebook.lent_names import LentNames

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

TABLE = "enterprises"
ROWS = "rows_taken"
MEMORY = "2GB"
SLICE = 200_000
"""Rows held in memory while they are read."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A column for which rows could not be counted, and in how many; the reason of one of them.

    `column` is empty where a row could not be read at all.
    """

    column: str
    reason: Bilingual
    rows: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the rows of a table. INVARIANT: rows == counted + left_out.

    `repeated`: counted rows of enterprises that have stood in the table before. `reasons`: why rows were left
    out, the most frequent first.
    """

    rows: int
    counted: int
    repeated: int = 0
    reasons: tuple[LeftOut, ...] = ()

    @property
    def left_out(self) -> int:
        """How many rows are in no sum."""
        return self.rows - self.counted


@contextmanager
def workplace() -> Iterator[DuckDBPyConnection]:
    """A database of its own, which lives on disk for as long as it is needed."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="policyengine-budget-") as folder:
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "temp_directory": folder,
            "preserve_insertion_order": "false",
            "autoinstall_known_extensions": "false",
        }
        with duckdb.connect(f"{folder}/rows.duckdb", config=config) as connection:
            yield connection


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is given: a path, or rows in memory; the column of ids, and what its columns hold.

    `names`: what facts, places and rewards may be called.
    """

    rows: Any
    key: str
    columns: Mapping[str, str | None]
    names: LentNames


def laid_out(connection: DuckDBPyConnection, table: Table, statements: Sequence[SeveralStatement]) -> Taken:
    """Puts the good rows of a table aside, as `TABLE`, for all the statements; says what became of the rest.

    A row that one of the statements cannot read is counted by none, so that all speak of the same rows.
    RequestError where the table or its columns cannot be read.
    """
    inputs = {each.name: each for statement in reversed(statements) for each in statement.inputs.values()}
    _begin(connection, inputs)
    source = source_of(table.rows)
    asked = source.asked(table, inputs)
    left_out = Tally()
    read = 0
    for piece in source.pieces(asked, SLICE):
        read += piece.rows
        for unread in piece.unread:
            left_out.add("", unread.reason)
        # Kept in a name: DuckDB reads it when it is asked.
        given = rows_of(piece.table, asked, piece.numbers)
        found = DuckDbTable(connection.from_arrow(given), asked)
        _put(connection, found.good().to_arrow_table(), inputs)
        left_out.add_rejects(found.bad().to_arrow_table())
    for statement in statements:
        _drop_contradicted(connection, statement, left_out)
    return Taken(read, read - left_out.rows, _repeated(connection), left_out.reasons())


class Tally:
    """Why rows are left out, by column; of each column one reason stands for all of them."""

    def __init__(self) -> None:
        self._rows: Counter[str] = Counter()
        self._reasons: dict[str, Bilingual] = {}

    def add(self, column: str, reason: Bilingual, rows: int = 1) -> None:
        """Rows more that are left out for a column."""
        self._rows[column] += rows
        self._reasons.setdefault(column, reason)

    def add_rejects(self, rejects: pa.Table) -> None:
        """The rows that a reader of tables refused."""
        columns = (rejects[name].to_pylist() for name in ("column", "reason_zh", "reason_en"))
        for column, zh, en in zip(*columns, strict=True):
            self.add(column, Bilingual(zh, en))

    @property
    def rows(self) -> int:
        """How many rows are left out."""
        return self._rows.total()

    def reasons(self) -> tuple[LeftOut, ...]:
        """The columns, that of the most rows first."""
        return tuple(LeftOut(name, self._reasons[name], rows) for name, rows in self._rows.most_common())


def _begin(connection: DuckDBPyConnection, inputs: Mapping[str, InputColumn]) -> None:
    """An empty table for rows of these columns, and the view of it that statements read.

    Rows are told apart by their place; the user's ids only tell whether one stands there twice.
    """
    columns = "".join(f", {quoted(each.name)} {each.type}" for each in inputs.values())
    connection.execute(f"CREATE TABLE {ROWS} ({ROW_KEY} TEXT{columns})")
    connection.execute(
        f"CREATE VIEW {TABLE} AS SELECT rowid AS {quoted(KEY)}, * EXCLUDE ({ROW_KEY}) FROM {ROWS}"
    )


def _put(connection: DuckDBPyConnection, good: pa.Table, inputs: Mapping[str, InputColumn]) -> None:
    """Rows more."""
    there = [f"{ROW_KEY}::TEXT", *(quoted(name) for name in inputs)]
    connection.register("good_rows", good)
    connection.execute(f"INSERT INTO {ROWS} SELECT {', '.join(there)} FROM good_rows")
    connection.unregister("good_rows")


def _drop_contradicted(connection: DuckDBPyConnection, statement: SeveralStatement, left_out: Tally) -> None:
    """Rows in which a fact is given that its sources make something else of: evaluating refuses them too."""
    for column in statement.columns.values():
        if column.part is Part.CONTRADICTED:
            name = quoted(column.name)
            connection.execute(
                f"CREATE OR REPLACE TEMP TABLE contradicted AS SELECT {quoted(KEY)} AS place, {name} AS fact "
                f"FROM (\n{statement.sql}) WHERE {name} IS NOT NULL"
            )
            counted = "SELECT fact, count(*) FROM contradicted GROUP BY fact ORDER BY fact"
            for fact, rows in connection.execute(counted).fetchall():
                left_out.add(fact, _CONTRADICTED, rows)
            connection.execute(f"DELETE FROM {ROWS} WHERE rowid IN (SELECT place FROM contradicted)")


def _repeated(connection: DuckDBPyConnection) -> int:
    """How many rows are of an enterprise that another row is of."""
    counted = f"SELECT count(*) AS times FROM {ROWS} GROUP BY {ROW_KEY} HAVING times > 1"
    row = connection.execute(f"SELECT coalesce(sum(times - 1), 0) FROM ({counted})").fetchone()
    assert row is not None
    return int(row[0])


_CONTRADICTED = Bilingual(
    "所给的值与由其他事实得出的不符", "the value given is not what follows from the other facts"
)
