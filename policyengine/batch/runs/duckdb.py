"""Slices answered by DuckDB, within a bound of memory, in the order of the table."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyengine.batch.runs.asked import Asked
from policyengine.batch.runs.refusals import OutOfMemory
from policyengine.batch.runs.sources import Slice, Source
from policyengine.batch.tables.duckdb import Answered, DuckDbTable
from policyengine.errors import RequestError

if TYPE_CHECKING:
    import pyarrow as pa

WRITTEN_AT_ONCE = 50_000
"""Rows handed on at a time. It never varies: the bytes of the output hang on it."""
FETCHED_AT_ONCE = 16_384
BUFFER = "64MB"
"""What DuckDB may answer ahead while a table is written."""


def connected(spill: Path, memory: str) -> Any:
    """A database in memory that puts aside in a folder what goes beyond its share of memory."""
    import duckdb

    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "temp_directory": str(spill),
        # All that is run is a statement of rules: nothing is ever fetched for it.
        "autoinstall_known_extensions": False,
    }
    connection = duckdb.connect(config=config)
    connection.execute(f"SET streaming_buffer_size = '{BUFFER}'")
    return connection


def evenly(batches: Iterable[pa.RecordBatch], rows: int) -> Iterator[pa.Table]:
    """The same rows in tables of exactly so many; the last may have fewer."""
    import pyarrow as pa

    held: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        held.append(batch)
        count += batch.num_rows
        while count >= rows:
            table = pa.Table.from_batches(held)
            yield table.slice(0, rows).combine_chunks()
            held = table.slice(rows).to_batches()
            count -= rows
    if count:
        yield pa.Table.from_batches(held).combine_chunks()


class DuckDb:
    """Answers slices of a source with one statement.

    INVARIANT: the answers stand in the order of the table, each good row once.
    """

    def __init__(self, asked: Asked, source: Source, memory: str, spill: Path) -> None:
        from policyengine.batch.tables.arrow import described

        self._connection = connected(spill, memory)
        self._statement = asked.statement("duckdb")
        more = "VARCHAR" if source.every_name else None
        self._table = asked.table(self._statement, described(source.schema), every_name=more)
        self.key = asked.key
        self._found = self._answered(Slice(_nothing(source, self.columns), (), (), 0.0))
        self.schema = self._found.answers.to_arrow_table().schema
        self.reject_schema = self._found.rejects.to_arrow_table().schema

    @property
    def columns(self) -> Sequence[str]:
        """As the protocol says."""
        return self._table.columns

    def answers(self, piece: Slice) -> Iterator[pa.Table]:
        """As the protocol says."""
        self._keys: list[pa.ChunkedArray] = []
        with _in_words():
            self._found = self._answered(piece)
            batches = self._found.answers.to_arrow_reader(FETCHED_AT_ONCE)
        for table in evenly(_fetched(batches), WRITTEN_AT_ONCE):
            self._keys.append(table[self.key])
            yield table

    def rejects(self, piece: Slice) -> pa.Table:
        """As the protocol says."""
        with _in_words():
            rejects = self._found.rejects.to_arrow_table()
        _check_order(piece, rejects["row"], self.key, self._keys)
        return rejects

    def _answered(self, piece: Slice) -> Answered:
        from policyengine.batch.tables.arrow import rows_of

        rows = self._connection.from_arrow(rows_of(piece.table, self._table, piece.numbers))
        return DuckDbTable(rows, self._table).answered(self._statement)


def _fetched(batches: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
    with _in_words():
        yield from batches


@contextmanager
def _in_words() -> Iterator[None]:
    """What the database cannot do, as a refusal or as trouble with the disk."""
    import duckdb
    import pyarrow as pa

    try:
        yield
    except (duckdb.Error, pa.ArrowException, OSError) as error:
        said = str(error)
        if "Out of Memory" in said:
            raise RequestError([OutOfMemory(said)]) from None
        if "No space left" in said:
            raise OSError(errno.ENOSPC, said) from None
        raise


def _nothing(source: Source, columns: Sequence[str]) -> pa.Table:
    """No rows, with these columns of a source."""
    import pyarrow as pa

    schema = source.schema
    types = [schema.field(name).type if name in schema.names else pa.string() for name in columns]
    return pa.schema(list(zip(columns, types, strict=True))).empty_table()


def _check_order(piece: Slice, rejected: pa.ChunkedArray, key: str, answered: list[pa.ChunkedArray]) -> None:
    """That the answers are those of the good rows, in their order. Databases promise none of it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    numbers = pa.array(piece.numbers, pa.int64())
    good = piece.table.filter(pc.invert(pc.is_in(numbers, value_set=rejected)))[key]
    found = pa.chunked_array([chunk for each in answered for chunk in each.chunks], good.type)
    if not found.equals(good):
        raise AssertionError("the answers are not those of the good rows, in their order")
