"""A page in Markdown (GitHub's tables), to be pasted into a document or an issue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from policyengine.reporting.page import Bars, Block, Branch, Heading, Line, Page, Table, Text, Tree, printable
from policyengine.reporting.tone import Tone

SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>|#~"} | {"\n": "<br>"})


def render(page: Page) -> str:
    """The page as Markdown; what users or rules wrote is escaped, so that it cannot become markup."""
    parts = [f"# {_escaped(page.title)}", *map(_block, page.blocks)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(words, level):
            return f"{'#' * level} {_escaped(words)}"
        case Line(text):
            return f"> {_text(text)}" if text.tone is Tone.WARNING else _text(text)
        case Table():
            return "\n".join(_table(block))
        case Bars():
            return ""  # the amounts stand in a table of their own; Markdown draws nothing
        case Tree(root):
            return "\n".join(_tree(root, 0))
        case unread:
            assert_never(unread)


def _text(text: Text) -> str:
    words = _escaped(text.words)
    return f"**{words}**" if text.strong and words else words


def _escaped(words: str) -> str:
    return printable(words).translate(SPECIAL)


def _table(block: Table) -> Iterator[str]:
    yield _row(_escaped(column.heading) for column in block.columns)
    yield _row("---:" if column.right else "---" for column in block.columns)
    for row in block.rows:
        yield _row(map(_text, row))


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _tree(branch: Branch, depth: int) -> Iterator[str]:
    remark = f" ({_escaped(branch.remark)})" if branch.remark else ""
    yield f"{'  ' * depth}- {_text(branch.text)}{remark}"
    for part in branch.branches:
        yield from _tree(part, depth + 1)
