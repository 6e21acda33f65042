"""One value of a file's text replaced, added or removed; every other character stays what it was."""

from __future__ import annotations

import re
from decimal import Decimal

from policyengine.rulebook.editing.paths import Spot
from policyengine.rulebook.editing.pieces import Group, Leaf, Member, Piece
from policyengine.rulebook.editing.pieces_of import pieces_of
from policyengine.rulebook.editing.scalars import BLOCK_STYLES, quoted
from policyengine.rulebook.text.nodes import Style
from policyengine.rulebook.text.scalars import NumberTooLong, value_of
from policyengine.rulebook.text.yaml import Unreadable, read_yaml

_BRACKETS_READ = re.compile(r"[\[\]{},]|^[-?:]|:$")
_REST_OF_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")


def with_value(text: str, place: Spot, given: str) -> str:
    """The text with a value at a place: put in place of what stands there, or added where nothing does."""
    in_brackets = place.group.flow
    member = place.member
    if member is None:
        value = as_written(given, None, in_brackets)
        new = value if place.key is None else f"{_key(place.key)}: {value}"
        return _added(text, place.group, new)
    value = as_written(given, member.value, in_brackets)
    start, end = _extent(text, member, in_brackets)
    apart = "" if text[:start].endswith((" ", "\t", "\n", "\r", "[", "{")) else " "
    return f"{text[:start]}{apart}{value}{text[end:]}"


def without(text: str, place: Spot) -> str:
    """The text without what stands at a place. Comments above it stay."""
    group, index = place.group, place.index
    member = group.members[index]
    start, end = _start(member), _last_token(member.value)
    if group.flow:
        if index + 1 < len(group.members):
            end = _start(group.members[index + 1])
        elif index:
            start = _last_token(group.members[index - 1].value)
        return text[:start] + text[end:]
    rest = _REST_OF_LINE.match(text, end)
    end = end if rest is None else rest.end()
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    if group.is_list:
        start = text.rindex("-", 0, start)
    beside_a_dash = text[line:start].strip()
    if not beside_a_dash:
        return text[:line] + text[end:]
    if index + 1 == len(group.members):  # nothing is left beside the dash
        return text[:start].rstrip() + text[line - 1 : line] + text[end:]
    return text[:start] + text[end:].lstrip(" ")


def as_written(given: str, before: Piece | None, in_brackets: bool) -> str:
    """A value as the command line gives it, as it is to stand in the file.

    YAML in one line is taken as it is: `40万元`, `[a, b]`, `{zh: …, en: …}`; anything else,
    `甲: 乙` too, is a text. What stood in quotes stays in quotes, unless it is now nothing, true or false.
    """
    value = _in_one_line(given)
    if value is None:
        return quoted(given)
    if isinstance(value, Group):
        return given.strip()
    if value.style is not Style.PLAIN:
        return value.source
    was_quoted = isinstance(before, Leaf) and before.style in (Style.SINGLE, Style.DOUBLE)
    if (was_quoted and _is_words(value.text)) or (in_brackets and _BRACKETS_READ.search(value.text)):
        return quoted(value.text)
    return value.source


def _in_one_line(given: str) -> Piece | None:
    """What is given, read as YAML; None where it is not one value, or brackets, in one line."""
    try:
        read_yaml(given, "")
    except Unreadable:
        return None
    root = None if "\n" in given or "\r" in given else pieces_of(given).root
    if root is None or root.properties or any(True for _ in root.comments()):
        return None
    if isinstance(root, Group):
        return root if root.flow else None
    return None if root.style in BLOCK_STYLES or root.is_alias else root


def _is_words(text: str) -> bool:
    try:
        value = value_of(text)
    except NumberTooLong:
        return True
    return isinstance(value, str | int | Decimal) and not isinstance(value, bool)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[^\s\[\]{},:#&*!|>'\"%@`?-][^\[\]{},:#]*", key) else quoted(key)


def _extent(text: str, member: Member, in_brackets: bool) -> tuple[int, int]:
    """From where to where a value is replaced: what stood below its key comes up beside it."""
    value = member.value
    if isinstance(value, Leaf):
        start, end = value.start, value.end
    else:
        start, end = value.start, _last_token(value)
    before = text[:start].rstrip()
    with_anchor = isinstance(value, Leaf) and value.properties
    if not in_brackets and not member.lead and not with_anchor and before.endswith((":", "-")):
        return len(before), end
    return start, end


def _added(text: str, group: Group, new: str) -> str:
    """With one more entry after a group's last."""
    if group.flow:
        if not group.members:
            return f"{text[: group.end - 1].rstrip()}{new}{text[group.end - 1 :]}"
        at = _last_token(group.members[-1].value)
        return f"{text[:at]}, {new}{text[at:]}"
    rest = _REST_OF_LINE.match(text, _last_token(group))
    at = len(text) if rest is None else rest.end()
    line_end = "\r\n" if "\r\n" in text else "\n"
    before = text[:at] if text[:at].endswith(("\n", "\r")) else text[:at] + line_end
    dash = "- " if group.is_list else ""
    return f"{before}{' ' * group.indent}{dash}{new}{line_end}{text[at:]}"


def _start(member: Member) -> int:
    first = member.value if member.key is None else member.key
    if isinstance(first, Leaf) and first.properties:
        return first.start - len(first.properties) - 1
    return first.start


def _last_token(piece: Piece) -> int:
    """Where the last thing of a piece ends that is no comment."""
    if isinstance(piece, Group) and not piece.flow and piece.members:
        return _last_token(piece.members[-1].value)
    return piece.end
