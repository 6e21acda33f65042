"""A table in JSON Lines: an object a line; a line that is none is unread, and the next one is read."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from policyengine.batch.runs.sources.encoding import REPLACED, AsUtf8, encoding_of
from policyengine.batch.runs.sources.source import Slice, Unread, after, cut
from policyengine.errors import Bilingual, shown

LONGEST_LINE = 1 << 20
"""Characters of one enterprise; a longer line is none, and would fill the memory."""
BATCH = 4_096
"""Lines read at a time, and looked at to learn the columns."""

_NOT_JSON = Bilingual("不是有效的JSON", "it is not JSON")
_NOT_AN_OBJECT = Bilingual("不是JSON对象", "it is not an object")
_TOO_LONG = Bilingual("一行超过1MB", "the line is longer than 1 MB")
_RECEIVED = Bilingual(
    "已获奖补在表中应写作 received__城市__奖补 各列",
    "in a table what was received stands in columns `received__<city>__<reward>`",
)
_TWICE = Bilingual("同一名称写了两次", "a name is given twice")
_NOT_TEXT = Bilingual("含有无法识别的字节，编码不符", "it holds bytes that are no characters of its encoding")


def _late(name: str) -> Bilingual:
    name = shown(name)
    return Bilingual(
        f"名称“{name}”不见于前{BATCH}行，无从知道是什么",
        f"the name `{name}` is in none of the first {BATCH} lines, and what it is was not said",
    )


class _BadLine(Exception):
    """Why a line is no row."""

    def __init__(self, reason: Bilingual) -> None:
        self.reason = reason
        super().__init__(reason.en)


class JsonLinesSource:
    """A file with one JSON object a line. Numbers keep their digits; a series may be an object by year."""

    every_name = True

    def __init__(self, path: str) -> None:
        self.path = path
        self._encoding = encoding_of(path)
        self.columns = self._first_names()

    @property
    def schema(self) -> pa.Schema:
        """Every column is text."""
        return pa.schema([(name, pa.string()) for name in self.columns])

    @property
    def identity(self) -> Mapping[str, Any]:
        """Name, size and time."""
        stat = os.stat(self.path)
        return {"files": [[Path(self.path).name, stat.st_size, stat.st_mtime_ns]]}

    def _first_names(self) -> tuple[str, ...]:
        names: dict[str, None] = {}
        with AsUtf8(self.path, self._encoding) as stream:
            for _, found in zip(range(BATCH), _rows(stream), strict=False):
                if isinstance(found, dict):
                    names.update(dict.fromkeys(found))
        return tuple(names)

    def slices(self, columns: Sequence[str], key: str, start: int, rows: int) -> Iterator[Slice]:
        """As the protocol says. Empty lines are no rows."""
        with AsUtf8(self.path, self._encoding) as stream:
            yield from cut(after(self._pieces(stream, columns, key), start), rows)

    def _pieces(self, stream: AsUtf8, columns: Sequence[str], key: str) -> Iterator[Slice]:
        size = max(1, os.stat(self.path).st_size)
        numbers: list[int] = []
        unread: list[Unread] = []
        cells: list[list[str | None]] = [[] for _ in columns]

        def piece() -> Slice:
            arrays = [pa.array(column, pa.string()) for column in cells]
            table = pa.table(arrays, names=list(columns))
            return Slice(table, numbers, tuple(unread), min(1.0, stream.read_so_far / size))

        known = {*self.columns, *columns}
        for number, found in enumerate(_rows(stream), 1):
            if isinstance(found, Unread):
                unread.append(Unread(number, None, found.found, found.reason))
            elif not found.keys() <= known:
                late = min(found.keys() - known)
                unread.append(Unread(number, found.get(key), shown(late), _late(late)))
            else:
                numbers.append(number)
                for column, name in zip(cells, columns, strict=True):
                    column.append(found.get(name))
            if len(numbers) + len(unread) == BATCH:
                yield piece()
                numbers, unread, cells = [], [], [[] for _ in columns]
        if numbers or unread:
            yield piece()


def _rows(stream: AsUtf8) -> Iterator[dict[str, str | None] | Unread]:
    """Every line that is not empty: its cells as text, or why it has none."""
    lines = io.TextIOWrapper(io.BufferedReader(stream), "utf-8", newline="\n")
    while line := lines.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            yield Unread(0, None, shown(line[:200]), _TOO_LONG)
            while line and not line.endswith("\n"):
                line = lines.readline(LONGEST_LINE)
        elif line.strip():
            try:
                yield _cells(line)
            except _BadLine as fault:
                yield Unread(0, None, shown(line), fault.reason)


def _cells(line: str) -> dict[str, str | None]:
    if REPLACED in line:
        raise _BadLine(_NOT_TEXT)
    try:
        given = json.loads(
            line, parse_float=str, parse_int=str, parse_constant=_no_number, object_pairs_hook=_object
        )
    except (ValueError, RecursionError):
        raise _BadLine(_NOT_JSON) from None
    if not isinstance(given, dict):
        raise _BadLine(_NOT_AN_OBJECT)
    if given.get("received") is not None:
        raise _BadLine(_RECEIVED)
    cells: dict[str, str | None] = {}
    for name, value in given.items():
        if isinstance(value, dict):
            cells |= {f"{name}_{part}": _cell(each) for part, each in value.items()}
        else:
            cells[name] = _cell(value)
    return cells


def _cell(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _BadLine(_TWICE)
    return found


def _no_number(word: str) -> Any:
    raise ValueError(word)
