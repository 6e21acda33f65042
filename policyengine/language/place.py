"""Where a stretch of a text lies in the file the text came from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from policyengine.errors import Span

Place: TypeAlias = Callable[[int, int], Span]
"""The span of the characters `start` up to `end` of a text, counted from 0."""


def within(text: str, file: str = "") -> Place:
    """Places in a text that stands by itself, as from a command line; lines and columns count from 1."""

    def place(start: int, end: int) -> Span:
        return Span(file, *_line_and_column(text, start), *_line_and_column(text, end))

    return place


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
