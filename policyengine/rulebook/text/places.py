"""From an offset within a scalar's value back to the place in the file where that character was written."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TypeAlias

from policyengine.errors import Span
from policyengine.language.place import Place
from policyengine.rulebook.text.nodes import Scalar, Source, Style

LONGEST = 20_000
"""Within a longer value nothing is pointed at; the rule language refuses it anyway."""

_ESCAPES = dict(zip('0abt\tnvfre "/\\N_LP', '\0\a\b\t\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029', strict=True))
_HEX_DIGITS = {"x": 2, "u": 4, "U": 8}

# A character of the value, and where the file writes it: from one offset up to another.
_Written: TypeAlias = tuple[str, int, int]


def place(scalar: Scalar) -> Place:
    """How offsets into `scalar.text` map to the file, exact for every style of scalar.

    Folding, indentation and line ends touch white space alone, so the n-th visible character of the
    value is the n-th visible character written; an offset at white space falls to its neighbour.
    """
    source = scalar.source
    if source is None or len(scalar.text) > LONGEST:
        return lambda start, end: scalar.span
    visible = [unit for unit in _written(scalar, source) if unit[0] and not unit[0].isspace()]
    offsets = [index for index, character in enumerate(scalar.text) if not character.isspace()]
    if not visible or len(visible) != len(offsets):
        return lambda start, end: scalar.span

    def span(start: int, end: int) -> Span:
        first = min(bisect_left(offsets, start), len(visible) - 1)
        last = max(bisect_left(offsets, end) - 1, 0)
        if last < first or start >= end:  # a point, or white space alone
            at = visible[first][1] if start <= offsets[first] else visible[first][2]
            return _one_column(source.span(at, at))
        return source.span(visible[first][1], visible[last][2])

    return span


def _written(scalar: Scalar, source: Source) -> Iterator[_Written]:
    text, start, end = source.text, scalar.start, scalar.end
    match scalar.style:
        case Style.PLAIN:
            return ((text[at], at, at + 1) for at in range(start, end))
        case Style.SINGLE:
            return _single_quoted(text, start + 1, end - 1)
        case Style.DOUBLE:
            return _double_quoted(text, start + 1, end - 1)
        case Style.LITERAL | Style.FOLDED:
            starts = source.line_starts  # the indicator stands alone on the scalar's first line
            body = starts[min(scalar.span.line, len(starts) - 1)]
            return ((text[at], at, at + 1) for at in range(body, end))


def _one_column(point: Span) -> Span:
    return Span(point.file, point.line, point.column, point.line, point.column + 1)


def _single_quoted(text: str, at: int, end: int) -> Iterator[_Written]:
    while at < end:
        length = 2 if text.startswith("''", at) else 1
        yield text[at], at, at + length
        at += length


def _double_quoted(text: str, at: int, end: int) -> Iterator[_Written]:
    while at < end:
        length, character = 1, text[at]
        if character == "\\":
            digits = _HEX_DIGITS.get(text[at + 1], 0)
            length = 2 + digits
            code = text[at + 2 : at + length]
            character = chr(int(code, 16)) if digits else _ESCAPES.get(text[at + 1], "")
        yield character, at, at + length
        at += length
