"""Places in a text as the protocol counts them: lines from 0, columns in UTF-16 unless agreed otherwise."""

from __future__ import annotations

from functools import cached_property

from lsprotocol import types

from policyengine.errors import Span
from policyengine.rulebook.text.nodes import Source

UTF_16 = "utf-16"


class Text:
    """A text with its lines. They end at LF, CR or CRLF: for the protocol, YAML and findings alike."""

    def __init__(self, text: str, encoding: str = UTF_16) -> None:
        self.text = text
        self._encoding = encoding

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Each line without its end; the last may be empty."""
        starts = Source("", self.text).line_starts
        ends = (*starts[1:], len(self.text) + 1)
        return tuple(self.text[start:end].rstrip("\r\n") for start, end in zip(starts, ends, strict=True))

    def range_of(self, span: Span) -> types.Range:
        """The range of a span of this text; one that lies beyond the text ends with it."""
        return types.Range(
            start=self.position(span.line - 1, span.column - 1),
            end=self.position(span.end_line - 1, span.end_column - 1),
        )

    def position(self, line: int, column: int) -> types.Position:
        """The protocol's place of a line and a column in characters, both from 0."""
        last = len(self.lines) - 1
        if line > last:
            line, column = last, len(self.lines[last])
        return types.Position(line=line, character=self._units(self.lines[line][: max(column, 0)]))

    def place(self, position: types.Position) -> tuple[int, int]:
        """The line and the column in characters, both from 0, of a place of the protocol."""
        if position.line >= len(self.lines):
            return len(self.lines) - 1, len(self.lines[-1])
        line, counted = self.lines[position.line], 0
        for column, character in enumerate(line):
            if counted >= position.character:
                return position.line, column
            counted += self._units(character)
        return position.line, len(line)

    def end(self) -> types.Position:
        """The place behind the last character."""
        return self.position(len(self.lines) - 1, len(self.lines[-1]))

    def _units(self, text: str) -> int:
        match self._encoding:
            case "utf-8":
                return len(text.encode("utf-8", "surrogatepass"))
            case "utf-32":
                return len(text)
            case _:
                return len(text) + sum(character > "\uffff" for character in text)
