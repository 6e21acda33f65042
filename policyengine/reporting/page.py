"""What a report says before it is set in any format: a page of headings, lines, tables, bars and trees.

What to say about an assessment or a comparison lies in `pages/`; how a page looks in a terminal, in
Markdown or in HTML is one file each, and every format reads the same closed set of blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from policyengine.reporting.lang import Lang
from policyengine.reporting.tone import Tone


def printable(words: str) -> str:
    """The words without control characters: a title in somebody's rules must not steer the terminal."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in words)


@dataclass(frozen=True, slots=True)
class Text:
    """A short text in one tone."""

    words: str
    tone: Tone = Tone.PLAIN
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of what follows; level 2 within the page, 3 within a level 2."""

    words: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence on a line of its own."""

    text: Text


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading. `right`: numbers, set flush right. `whole`: too short to be broken over lines."""

    heading: str
    right: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. A line end within a cell starts a new line there."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]  # INVARIANT: each as long as `columns`.


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what is sure, what is possible beyond it, both in 元; `loose` where nothing of it binds."""

    label: str
    sure: Decimal
    possible: Decimal
    caption: str
    loose: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """Amounts to be compared by eye, all on one scale."""

    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """One node of a tree: its words, a remark after them, and what it consists of."""

    text: Text
    remark: str = ""
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """Reasons, each standing on the ones beneath it."""

    root: Branch


Block: TypeAlias = Heading | Line | Table | Bars | Tree


@dataclass(frozen=True, slots=True)
class Page:
    """A whole report in one language."""

    title: str
    lang: Lang
    blocks: tuple[Block, ...]


def table(headings: Sequence[Column], rows: Sequence[Sequence[Text | str]]) -> Table:
    """A table whose plain cells may be given as bare strings; a column that no row fills is left out."""
    cells = [[Text(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    filled = [place for place in range(len(headings)) if any(row[place].words for row in cells)]
    return Table(
        tuple(headings[place] for place in filled), tuple(tuple(row[p] for p in filled) for row in cells)
    )
