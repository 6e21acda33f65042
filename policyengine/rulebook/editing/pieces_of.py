"""Text → pieces: the parser's events, and between them what it passes over, comments and empty lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import Any

from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # C, without types
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from policyengine.rulebook.editing.pieces import Comment, Group, Leaf, Member, Piece, Whole
from policyengine.rulebook.text.flow import with_stand_ins
from policyengine.rulebook.text.nodes import Source, Style

_LINE_END = re.compile(r"\r\n|\n|\r")
_COMMENT = re.compile(r"#[^\r\n]*")
# What may stand on the line of a value after it: a comment, in brackets a comma first.
_TRAILING = re.compile(r"[ \t]*(?:,[ \t]*)?(#[^\r\n]*)")
_STARTS = (SequenceStartEvent, MappingStartEvent)
_BLOCK = (Style.LITERAL, Style.FOLDED)


def pieces_of(text: str) -> Whole:
    """The pieces of a text that `read_yaml` has read without a finding, byte order mark taken off.

    INVARIANT: every comment of the text is in exactly one piece, and `comments()` gives them in order.
    """
    return _Reading(text).whole()


class _Lines:
    """A text that knows the column of each of its characters, counted from 0."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = Source("", text).line_starts

    def column(self, at: int) -> int:
        return at - self.starts[bisect_right(self.starts, at) - 1]


class _Gap:
    """The stretch between two tokens: indicators, white space, comments."""

    def __init__(self, lines: _Lines, start: int, end: int) -> None:
        text = lines.text
        self.comments: list[Comment] = []
        self.above_dash: int | None = None  # how many of the comments stand before the dash
        self.dash_column = -1
        self.after_blank = False
        blank, at, breaks = False, start, 0
        while at < end:
            if found := _LINE_END.match(text, at):
                breaks, at = breaks + 1, found.end()
                continue
            if text[at] == "#":
                at = self._comment(lines, at, blank or breaks > 1)
                blank, breaks = False, 0
                continue
            if not text[at].isspace():
                blank, breaks = blank or breaks > 1, 0
            # Three of them open a document and begin no item.
            if text[at] == "-" and "--" not in text[max(at - 1, 0) : at + 2]:
                self.above_dash, self.dash_column = len(self.comments), lines.column(at)
                self.after_blank = blank
            at += 1
        if self.above_dash is None:
            self.after_blank = blank or breaks > 1

    def _comment(self, lines: _Lines, at: int, after_blank: bool) -> int:
        found = _COMMENT.match(lines.text, at)
        assert found is not None  # it begins with the sign that was found
        column = lines.column(at)
        alone = not lines.text[at - column : at].strip(" \t\ufeff")
        self.comments.append(Comment(found[0].rstrip(), column, alone, after_blank))
        return found.end()


class _Reading:
    """One pass over the events. `at` is the offset up to which every comment is in a piece."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = _Lines(text)
        self.stand_ins = with_stand_ins(text)
        self.parser = CParser(self.stand_ins.text)
        self.at = 0

    def whole(self) -> Whole:
        self.parser.get_event()
        start = self.parser.get_event()
        if not isinstance(start, DocumentStartEvent):
            return Whole(tuple(_Gap(self.lines, 0, len(self.text)).comments), None, ())
        event = self.parser.get_event()
        # What stands above a list or mapping stands above its first member.
        in_lines = isinstance(event, _STARTS) and not event.flow_style and event.anchor is None
        lead = [] if in_lines else self._gap(event.start_mark.index).comments
        root: Piece | None = self._piece(event, above=-1)
        if isinstance(root, Leaf) and not root.source and not root.properties:
            root = None
        while not isinstance(self.parser.get_event(), StreamEndEvent):
            continue
        return Whole(tuple(lead), root, tuple(self._gap(len(self.text)).comments))

    def _gap(self, end: int) -> _Gap:
        gap = _Gap(self.lines, self.at, end)
        self.at = max(self.at, end)
        return gap

    def _piece(self, event: Any, above: int) -> Piece:
        if isinstance(event, ScalarEvent | AliasEvent):
            return self._leaf(event)
        return self._group(event, above)

    def _leaf(self, event: Any) -> Leaf:
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, AliasEvent):
            written = self.text[start:end]
            self.at = end
            return Leaf(written, written, Style.PLAIN, start, end, trailing=self._trailing())
        style = Style(event.style or "")
        properties, start = self._properties(event, start, end)
        head = None
        if style in _BLOCK:
            first = self.text[start:end].splitlines()[0]
            if (sign := first.find("#")) >= 0:
                head = Comment(first[sign:].rstrip(), sign, own_line=False, after_blank=False)
            end = start + len(self.text[start:end].rstrip())
        self.at = end
        value = self.stand_ins.restored(event.value)
        trailing = head if style in _BLOCK else self._trailing()
        return Leaf(value, self.text[start:end], style, start, end, properties, trailing)

    def _properties(self, event: Any, start: int, end: int) -> tuple[str, int]:
        """The anchor, and where what it names begins."""
        if event.anchor is None:
            return "", start
        after = start + 1 + len(event.anchor)
        properties = self.text[start:after]
        while after < end and self.text[after].isspace():
            after += 1
        return properties, after

    def _trailing(self) -> Comment | None:
        found = _TRAILING.match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        return Comment(found[1].rstrip(), self.lines.column(found.start(1)), False, False)

    def _group(self, event: Any, above: int) -> Group:
        start = event.start_mark.index
        properties = "" if event.anchor is None else self.text[start : start + 1 + len(event.anchor)]
        flow = bool(event.flow_style)
        if flow or properties:
            self.at = event.end_mark.index if flow else start + len(properties)
        is_list = isinstance(event, SequenceStartEvent)
        members: list[Member] = []
        indent = 0
        while not isinstance(event := self.parser.get_event(), SequenceEndEvent | MappingEndEvent):
            member, place = self._item(event, above) if is_list else self._entry(event)
            indent = indent if members else place
            members.append(member)
        group = Group(
            is_list,
            flow,
            tuple(members),
            start,
            self.at,
            indent,
            max(indent, above + 1),
            properties=properties,
        )
        return self._closed(group, event)

    def _closed(self, group: Group, event: Any) -> Group:
        """With what stands after the last member and still belongs to it: what is not indented less."""
        if group.flow:
            tail = self._gap(event.start_mark.index).comments
            self.at = event.end_mark.index
            return replace(group, tail=tuple(tail), end=self.at, trailing=self._trailing())
        following = _Gap(self.lines, self.at, event.start_mark.index).comments
        kept = next((n for n, each in enumerate(following) if each.column < group.margin), len(following))
        for each in following[:kept]:
            self.at = self.text.index(each.text, self.at) + len(each.text)
        return replace(group, tail=tuple(following[:kept]))

    def _item(self, event: Any, above: int) -> tuple[Member, int]:
        gap = self._gap(event.start_mark.index)
        # In brackets there are no dashes: there all of them stand before the item.
        above_dash = len(gap.comments) if gap.above_dash is None else gap.above_dash
        before, lead = gap.comments[:above_dash], gap.comments[above_dash:]
        value = self._piece(event, max(gap.dash_column, above))
        return Member(tuple(before), gap.after_blank, None, tuple(lead), value), gap.dash_column

    def _entry(self, event: Any) -> tuple[Member, int]:
        gap = self._gap(event.start_mark.index)
        key = self._leaf(event)
        following = self.parser.get_event()
        lead = self._gap(following.start_mark.index).comments
        place = self.lines.column(key.start)
        value = self._piece(following, place)
        return Member(tuple(gap.comments), gap.after_blank, key, tuple(lead), value), place
