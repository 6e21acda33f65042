"""Files that grow by one part at a time, and can be cut back to the last part that was whole."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pyarrow as pa

COMPRESSION = "zstd"
_MAGIC = b"PAR1"
_TAIL = 8  # the length of the footer in four bytes, and the magic


class Outlet(Protocol):
    """A format in which answers are written down."""

    def begin(self, path: Path, schema: pa.Schema) -> None:
        """Write to an empty file what stands before the first part."""

    def add(self, path: Path, tables: Iterable[pa.Table], schema: pa.Schema) -> bytes:
        """Put a part at the end, and on the disk; gives what `end` will need of it."""

    def end(self, path: Path, schema: pa.Schema, footers: Sequence[bytes]) -> None:
        """Write what stands after the last part, and on the disk."""


class ParquetOutlet:
    """Row groups put one after another; where each lies is noted beside, and written down at the end.

    So a part is encoded once and never copied: putting parts together costs the footer, whatever their size.
    """

    def begin(self, path: Path, schema: pa.Schema) -> None:
        """Nothing: the first part brings the magic number."""
        path.write_bytes(b"")

    def add(self, path: Path, tables: Iterable[pa.Table], schema: pa.Schema) -> bytes:
        """As the protocol says. Gives the footer of a file that ended with this part."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        with pa.OSFile(str(path), "ab") as file:
            # The writer begins files only at their beginning; it asks where it is, and appends all the same.
            # From its first write on it is told the true place, and that is what it notes of row groups.
            os.lseek(file.fileno(), 0, os.SEEK_SET)
            with pq.ParquetWriter(file, schema, compression=COMPRESSION) as writer:
                for table in filter(len, tables):
                    writer.write_table(table, row_group_size=len(table))
        return _cut_footer(path)

    def end(self, path: Path, schema: pa.Schema, footers: Sequence[bytes]) -> None:
        """The footer that knows all row groups."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        if not footers:
            pq.write_table(schema.empty_table(), str(path), compression=COMPRESSION)
            return
        whole, *others = (pq.read_metadata(pa.BufferReader(footer)) for footer in footers)
        for other in others:
            whole.append_row_groups(other)
        footer = io.BytesIO()
        whole.write_metadata_file(footer)
        append(path, footer.getvalue()[len(_MAGIC) :])


def _cut_footer(path: Path) -> bytes:
    """Take the footer off the end of a file; gives it as a file that holds nothing else."""
    with path.open("r+b") as file:
        end = file.seek(-_TAIL, os.SEEK_END)
        length = int.from_bytes(file.read(4), "little")
        start = file.seek(end - length)
        footer = file.read()
        file.truncate(start)
        os.fsync(file.fileno())
    return _MAGIC + footer


class CsvOutlet:
    """Lines under one heading line, in UTF-8 with a mark, so that spreadsheets read the Chinese."""

    def begin(self, path: Path, schema: pa.Schema) -> None:
        """The mark and the heading."""
        import pyarrow.csv as pc

        heading = io.BytesIO()
        pc.write_csv(schema.empty_table(), heading)
        path.write_bytes("\N{BYTE ORDER MARK}".encode() + heading.getvalue())

    def add(self, path: Path, tables: Iterable[pa.Table], schema: pa.Schema) -> bytes:
        """The lines."""
        import pyarrow.csv as pc

        with path.open("ab") as file:
            for table in tables:
                pc.write_csv(table, file, pc.WriteOptions(include_header=False))
            _flush(file)
        return b""

    def end(self, path: Path, schema: pa.Schema, footers: Sequence[bytes]) -> None:
        """Nothing stands after the last line."""


class JsonLinesOutlet:
    """An object a line; amounts as text, which keeps their digits whoever reads them."""

    def begin(self, path: Path, schema: pa.Schema) -> None:
        """Nothing stands before the first line."""
        path.write_bytes(b"")

    def add(self, path: Path, tables: Iterable[pa.Table], schema: pa.Schema) -> bytes:
        """The lines."""
        import json

        with path.open("ab") as file:
            for table in tables:
                for row in table.to_pylist():
                    file.write(json.dumps(row, ensure_ascii=False, default=str).encode() + b"\n")
            _flush(file)
        return b""

    def end(self, path: Path, schema: pa.Schema, footers: Sequence[bytes]) -> None:
        """Nothing stands after the last line."""


def _flush(file: io.BufferedIOBase) -> None:
    file.flush()
    os.fsync(file.fileno())


def append(path: Path, content: bytes) -> None:
    """Put bytes at the end of a file, and on the disk."""
    with path.open("ab") as file:
        file.write(content)
        _flush(file)


OUTLETS: dict[str, type[ParquetOutlet] | type[CsvOutlet] | type[JsonLinesOutlet]] = {
    ".parquet": ParquetOutlet,
    ".csv": CsvOutlet,
    ".jsonl": JsonLinesOutlet,
}
"""Each format by the ending of a file's name."""
