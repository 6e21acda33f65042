"""A table in Parquet files: row groups that were answered already are passed over unread."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset

from policyengine.batch.runs.refusals import UnreadableTable
from policyengine.batch.runs.sources.source import Slice, after, cut
from policyengine.errors import Bilingual, RequestError

BATCH = 16_384
"""Rows read at a time."""


@dataclass(frozen=True, slots=True)
class _Group:
    """A row group: a piece of one file that can be read alone."""

    fragment: Any
    rows: int


class ParquetSource:
    """One table in one file or several, in the order of their names; folders `name=value` are columns."""

    every_name = False

    def __init__(self, path: str, files: tuple[str, ...]) -> None:
        self.path, self._files = path, files
        below = path if Path(path).is_dir() else None
        try:
            self._dataset = _as_one(list(files), below)
            self._groups = tuple(self._read_groups())
        except (pa.ArrowException, OSError) as error:
            raise self._refused(error) from None
        self.schema = self._dataset.schema
        self.rows = sum(group.rows for group in self._groups)

    @property
    def identity(self) -> Mapping[str, Any]:
        """Each file's name, size and time, and the columns with their types."""
        stats = [(Path(file).name, os.stat(file)) for file in self._files]
        return {
            "files": [[name, stat.st_size, stat.st_mtime_ns] for name, stat in stats],
            "columns": [[field.name, str(field.type)] for field in self._dataset.schema],
        }

    def slices(self, columns: Sequence[str], key: str, start: int, rows: int) -> Iterator[Slice]:
        """As the protocol says; every row of a Parquet file can be read, or none of its row group."""
        passed = 0
        pending = list(self._groups)
        while pending and passed + pending[0].rows <= start:
            passed += pending.pop(0).rows
        batches = self._batches(pending, passed, list(columns))
        yield from cut(after(batches, start - passed), rows)

    def _batches(self, groups: Sequence[_Group], passed: int, columns: list[str]) -> Iterator[Slice]:
        schema = self._dataset.schema
        for group in groups:
            try:
                scanner = group.fragment.scanner(
                    schema=schema, columns=columns, batch_size=BATCH, fragment_readahead=1
                )
                for batch in scanner.to_batches():
                    numbers = range(passed + 1, passed + 1 + batch.num_rows)
                    passed += batch.num_rows
                    yield Slice(pa.Table.from_batches([batch]), numbers, (), passed / self.rows)
            except pa.ArrowCancelled:
                raise KeyboardInterrupt from None
            except (pa.ArrowException, OSError) as error:
                raise self._refused(error, passed) from None

    def _read_groups(self) -> Iterator[_Group]:
        for fragment in self._dataset.get_fragments():
            for piece in fragment.split_by_row_group():
                yield _Group(piece, piece.row_groups[0].num_rows)

    def _refused(self, error: Exception, after: int = 0) -> RequestError:
        said = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        reason = Bilingual(f"不是完好的Parquet：{said}", f"it is not sound Parquet: {said}")
        return RequestError([UnreadableTable(self.path, reason, after)])


def _as_one(files: list[str], below: str | None) -> Any:
    """The files as one dataset that has the columns of all of them."""
    dataset = pa.dataset.dataset(
        files,
        format="parquet",
        partitioning=pa.dataset.partitioning(flavor="hive") if len(files) > 1 or below else None,
        partition_base_dir=below,
    )
    if len(files) == 1:
        return dataset
    schemas = [fragment.physical_schema for fragment in dataset.get_fragments()]
    # A null column of one file, or a narrower number, takes the type that it has in another.
    whole = pa.unify_schemas([dataset.schema, *schemas], promote_options="permissive")
    return dataset.replace_schema(whole)
