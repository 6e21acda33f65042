"""A page of the rulebook before it is set: sections, cards, quotes, labelled rows, tables, and links.

Unlike a report, whose blocks are `reporting/page.py`, it has places that can be linked to and quotes that
stand beside what is made of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block as PageBlock
from policyengine.reporting.page import Table as PageTable
from policyengine.reporting.tone import Tone


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a place: of another sheet, or of this one where `sheet` is empty."""

    words: str
    sheet: str = ""
    anchor: str = ""


Piece: TypeAlias = str | Link
Line: TypeAlias = tuple[Piece, ...]
"""Words and links, one after another. A line end within words starts a new line."""


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence on a line of its own."""

    line: Line
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the document, in Chinese whatever the page's language, and the clause they stand in."""

    clause: Link
    words: str


@dataclass(frozen=True, slots=True)
class Rows:
    """What is said of one thing, each under its label."""

    rows: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose cells may hold links. `sought`: its rows can be narrowed by typing."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]  # INVARIANT: each as long as `headings`.
    sought: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One rule or provision: what it is, its quotes and what it says. Not torn in print."""

    anchor: str
    kind: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what belongs under it; level 2 within the page, 3 within a level 2."""

    anchor: str
    words: str
    blocks: tuple[Block, ...]
    level: int = 2


Block: TypeAlias = Note | Quote | Rows | Grid | Card | Section


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. `name`: its file without the ending. `above`: the pages it stands under, front page first."""

    name: str
    title: str
    lang: Lang
    blocks: tuple[Block, ...]
    above: tuple[Link, ...] = ()


def line(*pieces: Piece) -> Line:
    """The pieces that say something, as one line."""
    return tuple(piece for piece in pieces if piece)


def joined(lines: Iterable[Line], between: str) -> Line:
    """Several lines as one, with the same words between each two."""
    pieces: list[Piece] = []
    for each in lines:
        if pieces:
            pieces.append(between)
        pieces += each
    return tuple(pieces)


def rows(*each: tuple[str, Line | str]) -> tuple[Rows, ...]:
    """The rows that say something, as one block; no block where none does."""
    said = tuple((label, (words,) if isinstance(words, str) else words) for label, words in each if words)
    return (Rows(said),) if said else ()


def grid(headings: Sequence[str], rows: Sequence[Sequence[Line]], *, sought: bool = False) -> Grid:
    """A table without the columns that no row fills."""
    filled = [place for place in range(len(headings)) if any(any(row[place]) for row in rows)]
    kept = tuple(tuple(row[place] for place in filled) for row in rows)
    return Grid(tuple(headings[place] for place in filled), kept, sought)


def cells_of(blocks: Iterable[PageBlock], without: Sequence[str]) -> Iterator[tuple[str, Line | str]]:
    """The columns of a report's tables of one row as labelled rows, but for those under some headings."""
    for table in blocks:
        if isinstance(table, PageTable) and table.rows:
            for column, cell in zip(table.columns, table.rows[0], strict=True):
                if column.heading not in without:
                    yield column.heading, cell.words


def grid_of(blocks: Iterable[PageBlock], without: Sequence[str]) -> Iterator[Grid]:
    """A report's tables with some columns left out."""
    for table in blocks:
        if isinstance(table, PageTable):
            kept = [place for place, each in enumerate(table.columns) if each.heading not in without]
            yield Grid(
                tuple(table.columns[place].heading for place in kept),
                tuple(tuple((row[place].words,) for place in kept) for row in table.rows),
            )
