"""A table in a CSV file: read in order, every cell as text; a row with too many or too few is unread."""

from __future__ import annotations

import csv
import io
import os
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from policyengine.batch.runs.refusals import SameNameTwice, UnreadableTable
from policyengine.batch.runs.sources.encoding import REPLACED, AsUtf8, encoding_of
from policyengine.batch.runs.sources.source import Slice, Unread, after, cut
from policyengine.errors import Bilingual, RequestError, shown

BLOCK = 4 << 20
"""Bytes parsed at a time; no row can be longer than two blocks."""
_NO_HEADING = Bilingual("没有标题行", "it has no heading line")
_NOT_TEXT = Bilingual("含有无法识别的字节，编码不符", "it holds bytes that are no characters of its encoding")
_BROKEN = Bilingual(
    "无法继续解析，可能有一个引号没有闭合",
    "it cannot be parsed further; perhaps a quotation mark is not closed",
)


def _ragged(actual: int, wanted: int) -> Bilingual:
    return Bilingual(
        f"有{actual}个单元格，标题行有{wanted}个", f"it has {actual} cells where the heading has {wanted}"
    )


class CsvSource:
    """A file of comma-separated values under a heading line; UTF-8, UTF-16 or GB 18030."""

    every_name = False

    def __init__(self, path: str) -> None:
        self.path = path
        self._encoding = encoding_of(path)
        self.columns, self._heading_lines = self._heading()
        twice = [name for name, count in Counter(self.columns).items() if count > 1 and name]
        if twice:
            raise RequestError([SameNameTwice(path, name) for name in twice])

    @property
    def schema(self) -> pa.Schema:
        """Every column is text."""
        return pa.schema([(name, pa.string()) for name in self.columns if name])

    @property
    def identity(self) -> Mapping[str, Any]:
        """Name, size, time and columns."""
        stat = os.stat(self.path)
        return {
            "files": [[Path(self.path).name, stat.st_size, stat.st_mtime_ns]],
            "columns": list(self.columns),
        }

    def _heading(self) -> tuple[tuple[str, ...], int]:
        """The names of the columns, and how many lines they and the empty lines before them take."""
        with AsUtf8(self.path, self._encoding) as stream:
            rows = csv.reader(io.TextIOWrapper(io.BufferedReader(stream), "utf-8", newline=""))
            try:
                row = next((row for row in rows if row), None)
            except csv.Error as error:
                raise self._refused(Bilingual(str(error), str(error)), 0) from None
        if row is None:
            raise self._refused(_NO_HEADING, 0)
        return tuple(name.strip() for name in row), rows.line_num

    def slices(self, columns: Sequence[str], key: str, start: int, rows: int) -> Iterator[Slice]:
        """As the protocol says. What was answered already is parsed once more, which is soon done."""
        with AsUtf8(self.path, self._encoding) as stream:
            yield from cut(after(self._pieces(stream, list(columns), key), start), rows)

    def _pieces(self, stream: AsUtf8, columns: list[str], key: str) -> Iterator[Slice]:
        unread: deque[Unread] = deque()
        size = max(1, os.stat(self.path).st_size)
        done = 0
        try:
            for batch in self._batches(stream, columns, key, unread):
                numbers, within = _numbered(done + 1, batch.num_rows, unread)
                done += batch.num_rows + len(within)
                piece = Slice(pa.Table.from_batches([batch]), numbers, within, stream.read_so_far / size)
                yield _without_replaced(piece, key) if stream.replaced else piece
            if unread:
                empty = pa.table({name: pa.array([], pa.string()) for name in columns})
                yield Slice(empty, (), tuple(unread), 1.0)
        except pa.ArrowCancelled:
            raise KeyboardInterrupt from None
        except (pa.ArrowException, OSError):
            raise self._refused(_BROKEN, done) from None

    def _batches(
        self, stream: AsUtf8, columns: list[str], key: str, unread: deque[Unread]
    ) -> Iterator[pa.RecordBatch]:
        names = [name or f"\0{place}" for place, name in enumerate(self.columns)]

        def ragged(row: Any) -> str:
            reason = _ragged(row.actual_columns, row.expected_columns)
            place = self.columns.index(key)
            number = row.number - self._heading_lines
            unread.append(Unread(number, _cell(row.text, place), shown(row.text), reason))
            return "skip"

        try:
            reader = pa.csv.open_csv(
                pa.PythonFile(io.BufferedReader(stream, BLOCK), mode="r"),
                # Rows are numbered only where one thread parses; it is fast enough for what comes after.
                pa.csv.ReadOptions(
                    use_threads=False,
                    block_size=BLOCK,
                    column_names=names,
                    skip_rows=self._heading_lines,
                ),
                pa.csv.ParseOptions(newlines_in_values=True, invalid_row_handler=ragged),
                pa.csv.ConvertOptions(
                    include_columns=columns,
                    column_types={name: pa.string() for name in columns},
                    strings_can_be_null=True,
                    null_values=[""],
                    check_utf8=False,  # the stream is made of characters
                ),
            )
        except pa.ArrowInvalid as error:
            if "Empty CSV" in str(error):
                return
            raise
        with reader:
            yield from reader

    def _refused(self, reason: Bilingual, after: int) -> RequestError:
        return RequestError([UnreadableTable(self.path, reason, after)])


def _numbered(first: int, good: int, unread: deque[Unread]) -> tuple[Sequence[int], tuple[Unread, ...]]:
    """The numbers of so many good rows from `first` on, and the unread among and before them."""
    if not unread or unread[0].row >= first + good:
        return range(first, first + good), ()
    numbers: list[int] = []
    within: list[Unread] = []
    number = first
    while len(numbers) < good or (unread and unread[0].row == number):
        if unread and unread[0].row == number:
            within.append(unread.popleft())
        else:
            numbers.append(number)
        number += 1
    return numbers, tuple(within)


def _without_replaced(piece: Slice, key: str) -> Slice:
    """The slice with rows unread whose cells hold what is no character."""
    marks = [pc.fill_null(pc.match_substring(column, REPLACED), False) for column in piece.table.columns]
    bad = marks[0]
    for mark in marks[1:]:
        bad = pc.or_(bad, mark)
    places = [place for place, is_bad in enumerate(bad.to_pylist()) if is_bad]
    if not places:
        return piece
    found = tuple(_garbled(piece, place, key) for place in places)
    left = set(places)
    numbers = [number for place, number in enumerate(piece.numbers) if place not in left]
    unread = tuple(sorted((*piece.unread, *found), key=lambda each: each.row))
    return Slice(piece.table.filter(pc.invert(bad)), numbers, unread, piece.share)


def _garbled(piece: Slice, place: int, key: str) -> Unread:
    cells = piece.table.slice(place, 1).to_pylist()[0]
    first = next(value for value in cells.values() if value and REPLACED in value)
    return Unread(piece.numbers[place], cells[key], shown(first), _NOT_TEXT)


def _cell(text: str, place: int) -> str | None:
    """One cell of a row that has the wrong number of them, where it has that one."""
    try:
        return next(islice(next(csv.reader([text])), place, None), None)
    except (csv.Error, StopIteration):
        return None
