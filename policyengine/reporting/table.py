"""A page in a terminal: aligned tables that count screen cells (万元 is four wide), trees, and bars."""

from __future__ import annotations

import re
from io import StringIO
from typing import assert_never

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text as RichText
from rich.tree import Tree as RichTree

from policyengine.reporting.page import (
    Bar,
    Bars,
    Block,
    Branch,
    Heading,
    Line,
    Page,
    Table,
    Text,
    Tone,
    Tree,
)

STYLES = {
    Tone.PLAIN: "",
    Tone.GOOD: "green",
    Tone.BAD: "red",
    Tone.OPEN: "cyan",
    Tone.WARNING: "yellow",
    Tone.QUIET: "dim",
}
BAR_CELLS = 40
GAP = 3  # between the columns of a table
NARROWEST = 14  # seven Chinese characters a line: narrower than that nobody reads


def render(page: Page, *, width: int = 100, colour: bool = False) -> str:
    """The page as text for a terminal `width` cells wide; with `colour`, as ANSI sequences too."""
    out = StringIO()
    console = Console(file=out, width=width, force_terminal=colour, highlight=False, legacy_windows=False)
    console.print(RichText(_printable(page.title), style="bold"))
    for block in page.blocks:
        console.print(_block(block, width))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _block(block: Block, width: int) -> RenderableType:
    match block:
        case Heading(words, level):
            return Padding(RichText(words, style="bold underline" if level == 2 else "bold"), (1, 0, 0, 0))
        case Line(text):
            return _text(text)
        case Table():
            return _table(block) if _room_needed(block) <= width else _stacked(block)
        case Bars(bars):
            return _bars(bars, width)
        case Tree(root):
            return _tree(root)
        case unread:
            assert_never(unread)


def _text(text: Text) -> RichText:
    style = f"bold {STYLES[text.tone]}" if text.strong else STYLES[text.tone]
    return RichText(_printable(text.words), style=style)


def _printable(words: str) -> str:
    """The words without control characters: a title in somebody's rules must not steer the terminal."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in words)


def _table(block: Table) -> RichTable:
    drawn = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim")
    for column in block.columns:
        drawn.add_column(
            RichText(column.heading),
            justify="right" if column.right else "left",
            no_wrap=column.whole,
            overflow="fold",
        )
    for row in block.rows:
        drawn.add_row(*map(_text, row))
    return drawn


def _room_needed(block: Table) -> int:
    """The width below which words would be torn apart, and the table is better read as records."""
    columns = [
        max(
            cell_len(column.heading),
            *(_cells_needed(row[place].words, column.whole) for row in block.rows),
        )
        for place, column in enumerate(block.columns)
    ]
    return sum(columns) + GAP * (len(columns) - 1)


def _cells_needed(words: str, whole: bool) -> int:
    """Chinese breaks anywhere, a Latin word or an amount nowhere."""
    longest_line = max(map(cell_len, words.split("\n")))
    if whole:
        return longest_line
    return max([min(longest_line, NARROWEST), *map(len, re.findall(r"[!-~]+", words))])


def _stacked(block: Table) -> RenderableType:
    """Each row as a record: the first cell, then the others under it with their headings."""
    records: list[RenderableType] = []
    for row in block.rows:
        drawn = RichTable.grid(padding=(0, 2, 0, 0))
        for column, cell in zip(block.columns[1:], row[1:], strict=True):
            if cell.words:
                drawn.add_row(RichText(column.heading, style="dim"), _text(cell))
        records += [_text(row[0]), Padding(drawn, (0, 0, 0, 4))]
    return Group(*records)


def _bars(bars: tuple[Bar, ...], width: int) -> RichTable:
    """Full blocks for what is sure, shaded ones for what is possible beyond it, all on one scale."""
    longest = max((bar.possible for bar in bars), default=0) or 1
    beside = max((cell_len(bar.label) + cell_len(bar.caption) for bar in bars), default=0)
    room = max(10, min(BAR_CELLS, width - beside - GAP))
    drawn = RichTable.grid(padding=(0, 1))
    for bar in bars:
        sure = round(room * bar.sure / longest)
        beyond = round(room * bar.possible / longest) - sure
        cells = RichText(("▓" if bar.loose else "█") * sure, style="green") + RichText(
            "░" * beyond, style="cyan"
        )
        drawn.add_row(RichText(_printable(bar.label)), cells, RichText(_printable(bar.caption)))
    return drawn


def _tree(root: Branch) -> RichTree:
    drawn = RichTree(_label(root), guide_style="dim")
    _grow(drawn, root)
    return drawn


def _grow(drawn: RichTree, branch: Branch) -> None:
    for part in branch.branches:
        _grow(drawn.add(_label(part)), part)


def _label(branch: Branch) -> RichText:
    label = _text(branch.text)
    return label.append(f"  [{_printable(branch.remark)}]", style="dim") if branch.remark else label
