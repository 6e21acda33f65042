"""A page in a terminal: aligned tables that count screen cells (万元 is four wide), trees, and bars."""

from __future__ import annotations

from io import StringIO
from typing import assert_never

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, JustifyMethod, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text as RichText
from rich.tree import Tree as RichTree

from policyengine.reporting.lines import breaks, needed, shared_out
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
    Tree,
    printable,
)
from policyengine.reporting.tone import Tone

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
INDENT = 4
NARROWEST = 14  # seven Chinese characters a line: narrower than that nobody reads


def render(page: Page, *, width: int = 100, colour: bool = False) -> str:
    """The page as text for a terminal `width` cells wide; with `colour`, as ANSI sequences too."""
    out = StringIO()
    console = Console(file=out, width=width, force_terminal=colour, highlight=False, legacy_windows=False)
    console.print(_broken(RichText(printable(page.title), style="bold"), width))
    for block in page.blocks:
        console.print(_block(block, width))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _block(block: Block, width: int) -> RenderableType:
    match block:
        case Heading(words, level):
            return Padding(
                RichText(printable(words), style="bold underline" if level == 2 else "bold"), (1, 0, 0, 0)
            )
        case Line(text):
            return _broken(_text(text), width)
        case Table():
            return _table(block, width)
        case Bars(bars):
            return _bars(bars, width)
        case Tree(root):
            return _tree(root, width)
        case unread:
            assert_never(unread)


def _text(text: Text) -> RichText:
    style = f"bold {STYLES[text.tone]}" if text.strong else STYLES[text.tone]
    return RichText(printable(text.words), style=style)


def _table(block: Table, width: int) -> RenderableType:
    """The rows under their headings; below the width at which words would be torn, as records."""
    columns = [
        [column.heading, *(row[i].words for row in block.rows)] for i, column in enumerate(block.columns)
    ]
    natural = [max(cell_len(line) for cell in cells for line in cell.split("\n")) for cells in columns]
    least = [
        wish if column.whole else max(needed(cell, NARROWEST) for cell in cells)
        for column, cells, wish in zip(block.columns, columns, natural, strict=True)
    ]
    room = width - GAP * (len(columns) - 1)
    if sum(least) > room:
        return _stacked(block, width)
    widths = shared_out(natural, least, room)
    drawn = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim")
    for column, cells in zip(block.columns, widths, strict=True):
        justify: JustifyMethod = "right" if column.right else "left"
        drawn.add_column(_broken(RichText(printable(column.heading)), cells), justify=justify, width=cells)
    for row in block.rows:
        drawn.add_row(*(_broken(_text(cell), cells) for cell, cells in zip(row, widths, strict=True)))
    return drawn


def _broken(text: RichText, cells: int) -> RichText:
    """The text with its lines ended where a printer would end them."""
    lines = [
        line for part in text.split("\n", allow_blank=True) for line in part.divide(breaks(part.plain, cells))
    ]
    for line in lines:
        line.rstrip()
    return RichText("\n").join(lines)


def _stacked(block: Table, width: int) -> RenderableType:
    """Each row as a record: the first cell, then the others under it with their headings."""
    beside = max(cell_len(column.heading) for column in block.columns)
    records: list[RenderableType] = []
    for row in block.rows:
        drawn = RichTable.grid(padding=(0, 2, 0, 0))
        for column, cell in zip(block.columns[1:], row[1:], strict=True):
            if cell.words:
                room = max(width - beside - INDENT - 4, 10)
                drawn.add_row(RichText(printable(column.heading), style="dim"), _broken(_text(cell), room))
        records += [_broken(_text(row[0]), width), Padding(drawn, (0, 0, 0, INDENT))]
    return Group(*records)


def _bars(bars: tuple[Bar, ...], width: int) -> RichTable:
    """Full blocks for what is sure, shaded ones for what is possible beyond it, all on one scale."""
    longest = max((float(bar.possible) for bar in bars), default=0) or 1
    beside = max((cell_len(bar.label) + cell_len(bar.caption) for bar in bars), default=0)
    room = max(10, min(BAR_CELLS, width - beside - GAP))
    drawn = RichTable.grid(padding=(0, 1))
    for bar in bars:
        sure = round(room * float(bar.sure) / longest)
        beyond = round(room * float(bar.possible) / longest) - sure
        cells = RichText(("▓" if bar.loose else "█") * sure, style="green") + RichText(
            "░" * beyond, style="cyan"
        )
        drawn.add_row(RichText(printable(bar.label)), cells, RichText(printable(bar.caption)))
    return drawn


def _tree(root: Branch, width: int) -> RichTree:
    drawn = RichTree(_broken(_label(root), width), guide_style="dim")
    _grow(drawn, root, width - INDENT)
    return drawn


def _grow(drawn: RichTree, branch: Branch, width: int) -> None:
    for part in branch.branches:
        _grow(drawn.add(_broken(_label(part), max(width, NARROWEST))), part, width - INDENT)


def _label(branch: Branch) -> RichText:
    label = _text(branch.text)
    return label.append(f"  [{printable(branch.remark)}]", style="dim") if branch.remark else label
