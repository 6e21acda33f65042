"""One value as it is written: quotes of one kind, texts over several lines as folded blocks."""

from __future__ import annotations

import re

from policyengine.rulebook.editing.pieces import Leaf
from policyengine.rulebook.editing.width import cells
from policyengine.rulebook.text.nodes import Style

BLOCK_STYLES = (Style.LITERAL, Style.FOLDED)

# What cannot stand as it is in a file: control characters, and line ends that only some programs see.
_HIDDEN = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
_EXPLICIT = re.compile(r"[|>][-+]?[0-9]|[|>][0-9]")


def inline(leaf: Leaf) -> str:
    """The value in one line, as it stands in brackets or after a key; its anchor first."""
    match leaf.style:
        case Style.PLAIN:
            written = leaf.text if "\n" not in leaf.text else quoted(leaf.text)
        case _:
            written = quoted(leaf.text)
    return f"{leaf.properties} {written}".strip() if leaf.properties else written


def quoted(text: str) -> str:
    """The text in double quotes; in single ones where double ones would need a backslash."""
    hidden = _HIDDEN.search(text)
    if hidden is None and ('"' in text or "\\" in text):
        return "'" + text.replace("'", "''") + "'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_HIDDEN.sub(_escape, escaped)}"'


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    code = ord(sign)
    return _SHORT.get(sign) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")


def block(leaf: Leaf, beside: int, room: int) -> tuple[str, tuple[str, ...]] | None:
    """A block's sign and its lines without indentation; None for what is better written in one line.

    A text that its author broke over several lines stays broken, at spaces, to `room` cells, unless it
    fits `beside` its key.
    """
    if leaf.style in BLOCK_STYLES:
        return _kept_block(leaf)
    if not leaf.several_lines or cells(inline(leaf)) <= beside:
        return None
    paragraphs = leaf.text.split("\n")
    if any(each != each.strip() or not each or _HIDDEN.search(each) for each in paragraphs):
        return None
    lines = [line for each in paragraphs for line in (*_filled(each, room), "")]
    return ">-", tuple(lines[:-1])


def _kept_block(leaf: Leaf) -> tuple[str, tuple[str, ...]] | None:
    """The block with its own lines; its sign says no more than it must. None: only quotes can hold it."""
    text = leaf.text
    body = text.removesuffix("\n")
    if not body.strip() or body != body.rstrip() or _HIDDEN.search(re.sub("[\n\t]", "", text)):
        return None
    sign = "" if text.endswith("\n") else "-"
    header, *lines = re.split(r"\r\n|\n|\r", leaf.source)
    if leaf.style is Style.LITERAL:
        lines = body.split("\n")
    elif _EXPLICIT.match(header):
        return None
    else:
        first = next(line for line in lines if line.strip(" "))
        indent = len(first) - len(first.lstrip(" "))
        lines = [line[indent:] for line in lines]
    if next(line for line in lines if line)[0] in " \t":
        return None
    return leaf.style + sign, tuple(lines)


def _filled(text: str, room: int) -> list[str]:
    """The words in lines of at most `room` cells, broken at single spaces alone."""
    lines: list[str] = []
    for word in re.split(r"(?<=[^ ]) (?=[^ ])", text):
        if lines and cells(lines[-1]) + 1 + cells(word) <= room:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines
