"""A table of enterprises in slices, whether it stands in a file or in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from policyengine.batch.inputs import InputColumn
from policyengine.batch.runs.sources import Slice, Source, open_source
from policyengine.batch.tables.arrow import described
from policyengine.batch.tables.asked import AskedTable, asked_table
from policyengine.batch.tables.kinds import is_relation, kind_of

if TYPE_CHECKING:
    import pyarrow as pa

    from policyengine.budget.rows import Table


class Pieces(Protocol):
    """Where rows come from."""

    def asked(self, table: Table, inputs: Mapping[str, InputColumn]) -> AskedTable:
        """How the columns are read for these inputs. RequestError with all that is wrong with them."""

    def pieces(self, asked: AskedTable, rows: int) -> Iterator[Slice]:
        """The rows, so many at a time."""


def source_of(rows: Any) -> Pieces:
    """A file by its path, or a table in memory. RequestError where it is neither, or cannot be read."""
    if isinstance(rows, str | Path):
        return _File(open_source(str(rows)))
    if is_relation(rows):
        return _InMemory(rows.to_arrow_reader(100_000).schema, lambda: rows.to_arrow_reader(100_000))
    table = kind_of(rows).to_arrow(rows)
    return _InMemory(table.schema, table.to_batches)


@dataclass(frozen=True, slots=True)
class _File:
    source: Source

    def asked(self, table: Table, inputs: Mapping[str, InputColumn]) -> AskedTable:
        """As the protocol says; of a file that may have columns it does not list, those too."""
        given = dict(described(self.source.schema))
        if self.source.every_name:
            named = (table.key, *(name for name in table.columns if name != "*"))
            given |= {name: "VARCHAR" for name in named if name not in given}
        found = asked_table(inputs, given.items(), table.names, table.key, table.columns)
        unlisted = inputs.keys() - found.sources.keys() - given.keys()
        if not (self.source.every_name and unlisted):
            return found
        given |= {name: "VARCHAR" for name in inputs if name in unlisted}
        return asked_table(inputs, given.items(), table.names, table.key, table.columns)

    def pieces(self, asked: AskedTable, rows: int) -> Iterator[Slice]:
        """As the protocol says."""
        return self.source.slices(asked.columns, asked.key, 0, rows)


@dataclass(frozen=True, slots=True)
class _InMemory:
    schema: pa.Schema
    batches: Any

    def asked(self, table: Table, inputs: Mapping[str, InputColumn]) -> AskedTable:
        """As the protocol says."""
        return asked_table(inputs, described(self.schema), table.names, table.key, table.columns)

    def pieces(self, asked: AskedTable, rows: int) -> Iterator[Slice]:
        """As the protocol says."""
        import pyarrow as pa

        done = 0
        for batch in self.batches():
            for start in range(0, batch.num_rows, rows):
                part = pa.Table.from_batches([batch.slice(start, rows)])
                yield Slice(part, range(done + start + 1, done + start + len(part) + 1), (), 0.0)
            done += batch.num_rows
