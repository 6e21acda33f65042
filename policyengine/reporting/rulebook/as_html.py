"""A sheet in HTML: one file that fetches nothing, prints well and can be cited by place."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import assert_never
from urllib.parse import quote

from policyengine.reporting.html import escape
from policyengine.reporting.lang import Lang
from policyengine.reporting.page import printable
from policyengine.reporting.rulebook.look import SEEKING, STYLE
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

ENDING = ".html"


def render(sheet: Sheet, other: str | None = None) -> str:
    """The sheet as one HTML file. `other`: the address of the same sheet in the other language."""
    lang = sheet.lang
    title = escape(sheet.title)
    body = "\n".join(map(_block, sheet.blocks))
    script = f"<script>{SEEKING}</script>\n" if _any_sought(sheet.blocks) else ""
    return (
        f'<!doctype html>\n<html lang="{lang.say("zh-CN", "en")}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}{_running_head(sheet.title)}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">{lang.say("跳到正文", "Skip to the text")}</a>\n'
        f'{_head(sheet, other)}<main id="main">\n<h1>{title}</h1>\n{_contents(sheet)}{body}\n</main>\n'
        f"{script}</body>\n</html>\n"
    )


def _running_head(title: str) -> str:
    """The title at the head of every printed page; nothing in it can end the text or the style."""
    text = "".join(
        sign if sign.isalnum() or sign == " " else f"\\{ord(sign):x} " for sign in printable(title)
    )
    return f'@page {{ @top-left {{ content: "{text}"; font-size: 9pt; color: #55626f; }} }}\n'


def _head(sheet: Sheet, other: str | None) -> str:
    links = "".join(f"<li>{_link(each)}</li>" for each in sheet.above)
    if other is not None:
        tongue, words = sheet.lang.say("en", "zh-CN"), sheet.lang.say("English", "中文")
        address = html.escape(quote(other))
        links += f'<li class="other"><a href="{address}" lang="{tongue}" hreflang="{tongue}">{words}</a></li>'
    if not links:
        return ""
    label = sheet.lang.say("位置", "Where this is")
    return f'<header><nav aria-label="{label}"><ul class="above">{links}</ul></nav></header>\n'


def _contents(sheet: Sheet) -> str:
    """Links to the sections, where there are several."""
    sections = [each for each in sheet.blocks if isinstance(each, Section)]
    if len(sections) < 3:
        return ""
    label = sheet.lang.say("目录", "Contents")
    links = "".join(f"<li>{_link(Link(each.words, anchor=each.anchor))}</li>" for each in sections)
    return f'<nav class="contents" aria-label="{label}"><ul>{links}</ul></nav>\n'


def _any_sought(blocks: Iterable[Block]) -> bool:
    return any(
        each.sought
        if isinstance(each, Grid)
        else isinstance(each, Section | Card) and _any_sought(each.blocks)
        for each in blocks
    )


def _block(block: Block) -> str:
    match block:
        case Note(words, tone):
            mark = "" if tone is Tone.PLAIN else f' class="{tone}"'
            return f"<p{mark}>{_line(words)}</p>"
        case Quote(clause, words):
            cited = f"<cite>{_link(clause)}</cite>" if clause.words else ""
            return f'<blockquote><p lang="zh-CN">{_words(words)}</p>{cited}</blockquote>'
        case Rows(rows):
            said = "".join(
                f"<div><dt>{escape(label)}</dt><dd>{_line(words)}</dd></div>" for label, words in rows
            )
            return f"<dl>{said}</dl>"
        case Grid():
            return _grid(block)
        case Card():
            return _card(block)
        case Section(anchor, words, blocks, level):
            inner = "\n".join(map(_block, blocks))
            return (
                f'<section id="{escape(anchor)}">\n<h{level}>{escape(words)}{_here(anchor)}</h{level}>\n'
                f"{inner}\n</section>"
            )
        case unread:
            assert_never(unread)


def _card(card: Card) -> str:
    """The words of the document on one side, what the rule says on the other."""
    words = "".join(_block(each) for each in card.blocks if isinstance(each, Quote))
    rule = "\n".join(_block(each) for each in card.blocks if not isinstance(each, Quote))
    return (
        f'<article class="card" id="{escape(card.anchor)}">\n'
        f'<h4><span class="kind">{escape(card.kind)}</span> {escape(card.title)}{_here(card.anchor)}</h4>\n'
        f'<div class="pair"><div>{words}</div>\n<div>{rule}</div></div>\n</article>'
    )


def _here(anchor: str) -> str:
    """The link by which a place is cited; out of the way of those who listen to the page."""
    return (
        f' <a class="here" href="{_address(Link("", anchor=anchor))}" aria-hidden="true" tabindex="-1">#</a>'
    )


def _grid(grid: Grid) -> str:
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in grid.headings)
    body = "".join(f"<tr>{''.join(f'<td>{_line(cell)}</td>' for cell in row)}</tr>\n" for row in grid.rows)
    mark = ' class="sought"' if grid.sought else ""
    inner = f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>"
    return f'<div class="scroll"><table{mark}>\n{inner}\n</table></div>'


def _line(words: Line) -> str:
    return "".join(_link(each) if isinstance(each, Link) else _words(each) for each in words)


def _words(words: str) -> str:
    return escape(words).replace("\n", "<br>")


def _link(link: Link) -> str:
    return f'<a href="{_address(link)}">{escape(link.words)}</a>'


def _address(link: Link) -> str:
    file = quote(f"{link.sheet}{ENDING}") if link.sheet else ""
    return html.escape(file + (f"#{quote(link.anchor)}" if link.anchor else ""))


def doors(places: Iterable[tuple[Lang, str]]) -> str:
    """The page above two languages: a link into each."""
    links = "".join(
        f'<li><a href="{html.escape(quote(address))}" lang="{lang.say("zh-CN", "en")}">'
        f"{lang.say('中文', 'English')}</a></li>"
        for lang, address in places
    )
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>高新技术企业政策规则汇编 · Rulebook</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        '<main id="main">\n<h1>高新技术企业政策规则汇编 <span lang="en">· Rulebook of plans for high-tech '
        f"enterprises</span></h1>\n<ul>{links}</ul>\n</main>\n</body>\n</html>\n"
    )
