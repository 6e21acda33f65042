"""What a source of enterprises is: named columns, and its rows in slices, in the order of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from policyengine.errors import Bilingual

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that cannot be read as a row of the table. `row` counts the rows of data from 1."""

    row: int
    key: str | None
    found: str
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows that follow each other in a source.

    `table` holds those that can be read, `numbers` the number of each in the source, counted from 1.
    INVARIANT: rows == len(table) + len(unread).
    `share`: how much of the source is read when this slice is, 0 to 1.
    """

    table: pa.Table
    numbers: Sequence[int]
    unread: tuple[Unread, ...]
    share: float

    @property
    def rows(self) -> int:
        """How many rows of the source it holds."""
        return len(self.numbers) + len(self.unread)


class Source(Protocol):
    """A table in a file or in several.

    `schema`: the columns it has, in order; of JSON Lines those of the first lines, and others may follow.
    `identity`: what changes when the content does: plain data, to be compared.
    `every_name`: any column may be asked for, as text, also one that `schema` does not list.
    """

    path: str
    every_name: bool

    @property
    def schema(self) -> pa.Schema:
        """The columns and their types."""

    @property
    def identity(self) -> Mapping[str, Any]:
        """Size, time and columns."""

    def slices(self, columns: Sequence[str], key: str, start: int, rows: int) -> Iterator[Slice]:
        """The rows after the first `start`, `rows` of them a slice, with these columns.

        `key`: the column that says whose row one is that cannot be read. RequestError where the reading
        breaks off.
        """


def cut(pieces: Iterable[Slice], rows: int) -> Iterator[Slice]:
    """The same rows in slices of exactly so many; the last may have fewer."""
    import pyarrow as pa

    held: list[Slice] = []
    count = 0
    for piece in pieces:
        while count + piece.rows >= rows:
            first, piece = _parted(piece, rows - count)
            yield _joined([*held, first], pa)
            held, count = [], 0
        if piece.rows:
            held.append(piece)
            count += piece.rows
    if held:
        yield _joined(held, pa)


def after(pieces: Iterable[Slice], start: int) -> Iterator[Slice]:
    """The rows that follow the first `start`."""
    for piece in pieces:
        if start >= piece.rows:
            start -= piece.rows
        elif start:
            yield _parted(piece, start)[1]
            start = 0
        else:
            yield piece


def _parted(piece: Slice, rows: int) -> tuple[Slice, Slice]:
    """The first so many rows of a slice, and those that follow."""
    if rows == piece.rows:
        return piece, Slice(piece.table.slice(len(piece.table)), (), (), piece.share)
    first = piece.numbers[0] if piece.numbers else piece.unread[0].row
    if piece.unread:
        first = min(first, piece.unread[0].row)
    last = first + rows
    unread = tuple(each for each in piece.unread if each.row < last)
    good = rows - len(unread)
    return (
        Slice(piece.table.slice(0, good), piece.numbers[:good], unread, piece.share),
        Slice(piece.table.slice(good), piece.numbers[good:], piece.unread[len(unread) :], piece.share),
    )


def _joined(pieces: Sequence[Slice], pa: Any) -> Slice:
    if len(pieces) == 1:
        return pieces[0]
    return Slice(
        pa.concat_tables([each.table for each in pieces]),
        [number for each in pieces for number in each.numbers],
        tuple(unread for each in pieces for unread in each.unread),
        pieces[-1].share,
    )
