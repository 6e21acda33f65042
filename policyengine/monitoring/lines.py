"""Files of events, JSON Lines or CSV: however long a file, one line at a time is all that is held."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from policyengine.errors import Bilingual, Finding
from policyengine.evaluation.facts.json_numbers import decimal, whole
from policyengine.monitoring.refusals import NotAnEvent

LONGEST_LINE = 2**20
"""Bytes of one event; a longer line is no event, and would fill the memory."""
FORMATS = ("jsonl", "csv")

_NOT_UTF8 = Bilingual("不是UTF-8编码", "it is not UTF-8")
_NOT_JSON = Bilingual("不是有效的JSON", "it is not JSON")
_TOO_LONG = Bilingual("一行超过1MB", "the line is longer than 1 MB")
_TWICE = Bilingual("同一名称写了两次", "a name is given twice")
_TOO_MANY = Bilingual("单元格比标题行多", "it has more cells than the heading line")
_NO_CSV = Bilingual("不是有效的CSV", "it is not CSV")


@dataclass(frozen=True, slots=True)
class Line:
    """What stands at a line (counted from 1): what it gives, or why it cannot be read; and its text."""

    number: int
    text: str
    given: Any = None
    fault: Finding | None = None


def format_of(name: str) -> str:
    """The format that a file's name tells: CSV by its suffix, JSON Lines otherwise."""
    return "csv" if name.casefold().endswith((".csv", ".txt")) else "jsonl"


def read_lines(stream: BinaryIO, format: str) -> Iterator[Line]:
    """Every line that is not empty, in the order of the file."""
    return _csv(_texts(stream)) if format == "csv" else map(_from_json, _texts(stream))


def _texts(stream: BinaryIO) -> Iterator[Line]:
    """The lines as text, those that cannot be one with their fault. A byte order mark is passed over."""
    number = 0
    while content := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(content) > LONGEST_LINE:
            while content and not content.endswith(b"\n"):
                content = stream.readline(LONGEST_LINE)
            yield Line(number, "", fault=NotAnEvent(_TOO_LONG))
            continue
        try:
            text = content.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            yield Line(number, content.decode("utf-8", "replace").rstrip("\r\n"), fault=NotAnEvent(_NOT_UTF8))
            continue
        if text.strip():
            yield Line(number, text.rstrip("\r\n"))


def _from_json(line: Line) -> Line:
    if line.fault is not None:
        return line
    twice: list[str] = []

    def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        twice.extend(["twice"] * (len(pairs) - len(made)))
        return made

    try:
        given = json.loads(line.text, parse_float=decimal, parse_int=whole, object_pairs_hook=object_of)
    except (json.JSONDecodeError, RecursionError):
        return Line(line.number, line.text, fault=NotAnEvent(_NOT_JSON))
    fault = NotAnEvent(_TWICE) if twice else None
    return Line(line.number, line.text, given, fault)


def _csv(lines: Iterable[Line]) -> Iterator[Line]:
    """Rows under a heading line. A cell may run over several lines: a row bears the number of its first."""
    heading: list[str] | None = None
    for line in _rows(lines):
        if line.fault is not None:
            yield line
        elif heading is None:
            heading = [str(name).strip() for name in line.given]
        elif len(line.given) > len(heading):
            yield Line(line.number, line.text, fault=NotAnEvent(_TOO_MANY))
        elif len(set(heading)) < len(heading):
            yield Line(line.number, line.text, fault=NotAnEvent(_TWICE))
        else:
            given = dict(zip(heading, line.given, strict=False))
            yield Line(line.number, line.text, {name: cell for name, cell in given.items() if name})


def _rows(lines: Iterable[Line]) -> Iterator[Line]:
    open_: Line | None = None
    for line in lines:
        if line.fault is not None:
            if open_ is not None:
                yield Line(open_.number, open_.text, fault=NotAnEvent(_NO_CSV))
                open_ = None
            yield line
            continue
        number, text = (
            (line.number, line.text) if open_ is None else (open_.number, f"{open_.text}\n{line.text}")
        )
        if text.count('"') % 2 and len(text) < LONGEST_LINE:
            open_ = Line(number, text)  # a quotation mark is still open: the row goes on
            continue
        open_ = None
        yield _row(number, text)
    if open_ is not None:
        yield Line(open_.number, open_.text, fault=NotAnEvent(_NO_CSV))


def _row(number: int, text: str) -> Line:
    try:
        return Line(number, text, next(csv.reader(text.splitlines(keepends=True), strict=True)))
    except (csv.Error, StopIteration):
        return Line(number, text, fault=NotAnEvent(_NO_CSV))
