"""A sheet in Markdown, as GitHub and most wikis show it; what rules hold is escaped and never markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never
from urllib.parse import quote

from policyengine.reporting.lang import Lang
from policyengine.reporting.markdown import SPECIAL
from policyengine.reporting.page import printable
from policyengine.reporting.rulebook.sheet import (
    Block,
    Card,
    Grid,
    Line,
    Link,
    Note,
    Quote,
    Rows,
    Section,
    Sheet,
)
from policyengine.reporting.tone import Tone

ENDING = ".md"
ENTITY = re.compile(r"&(?=#?\w+;)")
"""What would be read as the name of a character."""


def render(sheet: Sheet, other: str | None = None) -> str:
    """The sheet as one Markdown file. `other`: the same sheet in the other language, if there is one."""
    ways = [_link(each) for each in sheet.above]
    if other is not None:
        ways.append(f"[{sheet.lang.say('English', '中文')}]({quote(other)})")
    parts = [" · ".join(ways), f"# {_escaped(sheet.title)}", *(_block(each) for each in sheet.blocks)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block) -> str:
    match block:
        case Note(words, tone):
            return f"> **{_line(words)}**" if tone in (Tone.WARNING, Tone.BAD) else _line(words)
        case Quote(clause, words):
            cited = f"  \n> {_link(clause)}" if clause.words else ""
            return f"> {_escaped(words)}{cited}"
        case Rows(rows):
            return "\n".join(f"- **{_escaped(label)}** {_line(words)}" for label, words in rows)
        case Grid(headings, rows):
            parts = [_row(map(_escaped, headings)), _row("---" for _ in headings)]
            return "\n".join(parts + [_row(map(_line, row)) for row in rows])
        case Card(anchor, kind, title, blocks):
            return _under(anchor, f"#### {_escaped(kind)} · {_escaped(title)}", blocks)
        case Section(anchor, words, blocks, level):
            return _under(anchor, f"{'#' * level} {_escaped(words)}", blocks)
        case unread:
            assert_never(unread)


def _under(anchor: str, heading: str, blocks: Iterable[Block]) -> str:
    place = f'<a id="{_attribute(anchor)}"></a>'
    return "\n\n".join([place, heading, *map(_block, blocks)])


def _attribute(text: str) -> str:
    return printable(text).replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _line(words: Line) -> str:
    return "".join(_link(each) if isinstance(each, Link) else _escaped(each) for each in words)


def _link(link: Link) -> str:
    file = quote(f"{link.sheet}{ENDING}") if link.sheet else ""
    return f"[{_escaped(link.words)}]({file}{f'#{quote(link.anchor)}' if link.anchor else ''})"


def _escaped(words: str) -> str:
    return ENTITY.sub("&amp;", printable(words)).translate(SPECIAL)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def doors(places: Iterable[tuple[Lang, str]]) -> str:
    """The page above two languages: a link into each."""
    links = "\n".join(f"- [{lang.say('中文', 'English')}]({quote(address)})" for lang, address in places)
    return f"# 高新技术企业政策规则汇编 · Rulebook of plans for high-tech enterprises\n\n{links}\n"
