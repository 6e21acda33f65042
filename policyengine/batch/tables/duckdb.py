"""A table answered by DuckDB, lazily: neither the table nor the answers need fit in memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from policyengine.batch.several import SeveralStatement
from policyengine.batch.tables.answering import answers, contradicted, contradictions
from policyengine.batch.tables.asked import GOOD, NUMBER, ROWS, AskedTable
from policyengine.batch.tables.odd import Odd, read_odd

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyRelation

_COUNTED = f"SELECT ROW_NUMBER() OVER () AS {NUMBER}, * FROM {ROWS}"
_AT_ONCE = 100_000
"""Cells read in Python at a time."""


class Answered(NamedTuple):
    """The answers to a table and its rejects, lazily: both are worked out when they are fetched.

    INVARIANT: the rows of the table are those of `answers` and those of `rejects`, each once, in order.
    """

    answers: DuckDBPyRelation
    rejects: DuckDBPyRelation


class DuckDbTable:
    """The rows of a table in DuckDB, read as the rules ask for them.

    Made by a look at every cell; the table must not change after that.
    """

    def __init__(self, rows: DuckDBPyRelation, asked: AskedTable) -> None:
        """`rows`: as ROWS; where they have no numbers they are counted."""
        self.rows, self.asked = rows, asked
        self.odd = self._odd_columns()
        self._cells = _table_of(self._each_odd())

    def good(self, *, numbered: bool = False) -> DuckDBPyRelation:
        """The rows that can be answered, as a statement reads them; in the order of the source."""
        rows = self._numbered if numbered or self.odd else self.rows
        return _query(rows, ROWS, self.asked.good(self.odd, numbered=numbered), self._cells)

    def bad(self) -> DuckDBPyRelation:
        """The rows that cannot be answered, as rejects, in order."""
        return _query(self._numbered, ROWS, self.asked.bad(self.odd), self._cells)

    def answered(self, statement: SeveralStatement) -> Answered:
        """What the statement answers."""
        found = _query(self.good(), GOOD, answers(self.asked, statement))
        rejects, against = self.bad(), contradicted(self.asked, statement)
        if against is not None:
            told = _query(self.good(numbered=True), GOOD, against)
            more = _query(self._numbered, ROWS, contradictions(self.asked), policyengine_good=told)
            rejects = rejects.union(more).order('"row"')
        return Answered(found, rejects)

    @property
    def _numbered(self) -> DuckDBPyRelation:
        # Counting takes one thread, so it is done only where the numbers are asked for.
        return self.rows if NUMBER in self.rows.columns else _query(self.rows, ROWS, _COUNTED)

    def _odd_columns(self) -> tuple[str, ...]:
        if not self.asked.cells:
            return ()
        (counts,) = _query(self.rows, ROWS, self.asked.odd_counts()).fetchall()
        return tuple(name for name, count in zip(self.asked.cells, counts, strict=True) if count)

    def _each_odd(self) -> Iterator[tuple[str, Odd]]:
        for name in self.odd:
            cell = self.asked.cells[name]
            for batch in _query(self.rows, ROWS, self.asked.odd_cells(name)).to_arrow_reader(_AT_ONCE):
                for each in read_odd(cell, batch.column(0).to_pylist(), self.asked.names.places):
                    yield cell.at, each


def _table_of(cells: Iterator[tuple[str, Odd]]) -> pa.Table:
    """The cells as a table, a batch at a time so that Python holds few of them."""
    import pyarrow as pa

    schema = pa.schema(
        [(name, pa.string()) for name in ("place", "found", "value", "reason_zh", "reason_en")]
    )
    batches: list[pa.RecordBatch] = []
    rows: list[dict[str, str | None]] = []
    for at, cell in cells:
        zh, en = (None, None) if cell.reason is None else (cell.reason.zh, cell.reason.en)
        rows.append({"place": at, "found": cell.found, "value": cell.value, "reason_zh": zh, "reason_en": en})
        if len(rows) == _AT_ONCE:
            batches.append(pa.RecordBatch.from_pylist(rows, schema))
            rows = []
    batches.append(pa.RecordBatch.from_pylist(rows, schema))
    return pa.Table.from_batches(batches, schema)


def _query(
    relation: DuckDBPyRelation,
    name: str,
    text: str,
    policyengine_odd: pa.Table | None = None,
    policyengine_good: DuckDBPyRelation | None = None,
) -> DuckDBPyRelation:
    """A text over a relation that it calls by a name.

    What else the text names, DuckDB finds among the arguments of this function, and keeps hold of it.
    """
    found = relation.query(name, text)
    assert found is not None  # as it is of a statement that only reads
    return found
