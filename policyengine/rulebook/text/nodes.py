"""YAML as it was written: a small tree whose every node knows its place in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from policyengine.errors import Span

PlainValue: TypeAlias = "str | int | Decimal | bool | list[PlainValue] | dict[str, PlainValue] | None"

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True)
class Source:
    """A file's text. Its lines end at LF, CR or CRLF, as the YAML reader counts them."""

    file: str
    text: str

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset at which each line begins."""
        return (0, *(found.end() for found in _LINE_END.finditer(self.text)))

    def span(self, start: int, end: int) -> Span:
        """The stretch between two offsets of the text."""
        starts = self.line_starts
        line, end_line = bisect_right(starts, start), bisect_right(starts, end)
        return Span(self.file, line, start - starts[line - 1] + 1, end_line, end - starts[end_line - 1] + 1)


class Style(StrEnum):
    """How a scalar is written."""

    PLAIN = ""
    SINGLE = "'"
    DOUBLE = '"'
    LITERAL = "|"
    FOLDED = ">"


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value: `text` as written, `value` as YAML 1.2's core rules read it.

    `start` and `end` are offsets into the source's text, quotation marks included.
    """

    value: str | int | Decimal | bool | None
    text: str
    span: Span
    style: Style = Style.PLAIN
    start: int = field(default=0, repr=False)
    end: int = field(default=0, repr=False)
    source: Source | None = field(default=None, repr=False, compare=False)

    size = 1
    height = 0

    @property
    def head(self) -> Span:
        """What to underline when the value is at fault."""
        return self.span


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes. `size` counts all nodes with aliases expanded, `height` the levels below."""

    items: tuple[Node, ...]
    span: Span
    size: int = field(default=1, repr=False)
    height: int = field(default=1, repr=False)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)

    @property
    def head(self) -> Span:
        """What to underline when the list is at fault: its first item."""
        return self.items[0].head if self.items else self.span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Nodes under keys, in the order written; `keys` has the same keys with their places."""

    items: dict[str, Node]
    keys: dict[str, Scalar]
    span: Span
    size: int = field(default=1, repr=False)
    height: int = field(default=1, repr=False)

    def get(self, key: str) -> Node | None:
        """The node under a key, if it is there."""
        return self.items.get(key)

    @property
    def head(self) -> Span:
        """What to underline when the mapping lacks something: its first key."""
        return next(iter(self.keys.values())).span if self.keys else self.span


Node: TypeAlias = Scalar | Sequence | Mapping


def plain(node: Node) -> PlainValue:
    """The node as plain Python values: text, whole numbers, exact decimals, booleans, None, lists, dicts."""
    match node:
        case Scalar():
            return node.value
        case Sequence(items):
            return [plain(item) for item in items]
        case Mapping(items):
            return {key: plain(item) for key, item in items.items()}
