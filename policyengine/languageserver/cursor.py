"""Where in a file a place lies: under which keys, and in what text. Reads any text, however broken.

    rewards:
      - id: a
        cite: {clause: 三(▮
                         └── keys (rewards, -, cite, clause), and 三( is written so far

A reader of YAML gives nothing of a text that is being typed. This one looks at lines and their indentation,
and inside brackets at brackets, commas and quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

ITEM = "-"
"""The step into a list."""

_LINE = re.compile(r"( *)((?:-(?: +|$))*)(.*)")
_KEY = re.compile(r"""("[^"]*"|'[^']*'|[^\s:#\[\]{},"'|>&*!%@`-][^:#\[\]{},]*?)\s*:(?:[ \t]+|$)""")
_WORD = re.compile(r"\w+(?:\.\w+)*")
LONGEST_VALUE = 20_000
"""Nothing is read of a value that is longer."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place: the keys above it, and what is written there before and behind it.

    `may_be_key`, `may_be_value`: what is being written there; on a line of its own it may be either.
    `has_colon`: the key is there already, with its colon.
    """

    path: tuple[str, ...]
    before: str
    after: str
    may_be_key: bool = False
    may_be_value: bool = True
    has_colon: bool = False

    @property
    def value(self) -> str:
        """The whole text that is written there, without quotation marks."""
        return (self.before + self.after).strip().strip("\"'").strip()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of one line, from one column up to another, from 0."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Step:
    """A key or a dash, the column it stands at, and where the value behind it begins."""

    name: str
    column: int
    line: int
    value_at: int


def word_at(line: str, column: int) -> Word:
    """The word around a column, a dot between two words being part of it; perhaps empty."""
    for found in _WORD.finditer(line, max(0, column - 200), column + 200):
        if found.start() <= column <= found.end():
            return Word(found.group(), found.start(), found.end())
    return Word("", column, column)


def cursor_at(lines: Sequence[str], line: int, column: int) -> Cursor | None:
    """What is being written at a place; None in comments and behind a closed bracket."""
    whole = lines[line]
    steps = [step for step in _steps(whole, line) if step.value_at <= column]
    above = _above(lines, line, steps[0] if steps else _Step("", _column(whole, column), line, 0))
    if above and _continues(lines, above[-1]) and not _forgotten_bracket(lines, above[-1], steps):
        steps = []
    path = (*above, *steps)
    if not path or _opens_mapping(lines, path[-1], line):
        return _on_its_own(path, whole, column, 0)
    last = path[-1]
    start = _start(lines, last)
    if line - last.line > 200 or column - start[1] > LONGEST_VALUE:
        return None
    before = _between(lines, start, (line, column))
    if before.startswith(("{", "[")):
        inside = _in_brackets(before)
        return _bracketed(path, inside, whole[column:]) if inside else None
    if _is_comment(before):
        return None
    if before[:1] in ("|", ">"):
        return Cursor(_names(path), before, whole[column:])
    own_line = last.line < line or last.name == ITEM
    if own_line and not before.rpartition("\n")[0].strip():
        return _on_its_own(path, whole, column, last.value_at if last.line == line else 0)
    return Cursor(_names(path), before, _until_end(whole[column:]))


def _on_its_own(path: Sequence[_Step], line: str, column: int, start: int) -> Cursor | None:
    """At the beginning of a line: a key is written there, or a value."""
    before, after = line[start:column].lstrip(), _until_end(line[column:])
    if before.startswith("#"):
        return None
    behind = _KEY.match((before + after).lstrip())
    key = behind is not None
    return Cursor(_names(path), before, after.partition(":")[0] if key else after, True, not key, key)


def _column(line: str, column: int) -> int:
    """How far a line is indented, where nothing is written on it as far as the place is."""
    indent = len(line) - len(line.lstrip(" "))
    return min(indent, column) if line.strip() else column


def _steps(line: str, number: int) -> list[_Step]:
    """The dashes and the key with which a line begins."""
    found = _LINE.match(line[:2000])
    if found is None:
        return []
    indent, dashes, rest = found.groups()
    steps = [
        _Step(ITEM, len(indent) + dash.start(), number, len(indent) + dash.end())
        for dash in re.finditer(r"- *", dashes)
    ]
    start = len(indent) + len(dashes)
    key = _KEY.match(rest)
    if key is not None:
        steps.append(_Step(key[1].strip("\"'"), start, number, start + key.end(1) + 1))
    return steps


def _above(lines: Sequence[str], line: int, first: _Step) -> tuple[_Step, ...]:
    """The keys and dashes that the first thing of a line stands under."""
    path, below = list[_Step](), first
    for number in range(line - 1, -1, -1):
        if below.column <= 0 and below.name != ITEM:
            break
        if not lines[number].strip() or lines[number].lstrip().startswith("#"):
            continue
        for step in reversed(_steps(lines[number], number)):
            # The dashes of a list may stand right below its key.
            level = step.column == below.column and below.name == ITEM and step.name != ITEM
            if step.column < below.column or level:
                path.insert(0, step)
                below = step
    return tuple(path)


def _forgotten_bracket(lines: Sequence[str], step: _Step, steps: Sequence[_Step]) -> bool:
    """Whether a `[` above was never closed: keys at the beginning of a line do not stand in a list."""
    if not steps or steps[-1].name == ITEM:
        return False
    start = _start(lines, step)
    inside = _in_brackets(_between(lines, start, (steps[0].line, 0))[:LONGEST_VALUE])
    return inside is not None and inside[0][-1].is_list


def _opens_mapping(lines: Sequence[str], step: _Step, line: int) -> bool:
    """Whether an entry above began with a key: this line is another key of it."""
    return step.name == ITEM and step.line < line and _steps(lines[step.line], step.line)[-1].name != ITEM


def _continues(lines: Sequence[str], step: _Step) -> bool:
    """Whether a value has begun beside its key: what stands below it, further in, belongs to that value."""
    value = lines[step.line][step.value_at :].strip()
    return step.name != ITEM and bool(value) and value[0] not in "#&"


def _start(lines: Sequence[str], step: _Step) -> tuple[int, int]:
    """Where the value of a key begins, behind white space."""
    text = lines[step.line][step.value_at :]
    return step.line, step.value_at + len(text) - len(text.lstrip())


def _between(lines: Sequence[str], start: tuple[int, int], end: tuple[int, int]) -> str:
    if start[0] == end[0]:
        return lines[start[0]][start[1] : end[1]]
    between = lines[start[0] + 1 : end[0]]
    return "\n".join((lines[start[0]][start[1] :], *between, lines[end[0]][: end[1]]))


def _is_comment(before: str) -> bool:
    last = before.rpartition("\n")[2]
    return last.lstrip().startswith("#") or (" #" in last and not last.startswith(('"', "'")))


def _until_end(text: str) -> str:
    return text.partition(" #")[0]


def _names(path: Sequence[_Step]) -> tuple[str, ...]:
    return tuple(step.name for step in path)


@dataclass(slots=True)
class _Bracket:
    """An open bracket: the key whose value is being read in it, and where what is read begins."""

    is_list: bool
    start: int
    key: str | None = None


def _in_brackets(text: str) -> tuple[list[_Bracket], str] | None:
    """The brackets open at the end of a text, and what is written in the last; None where all are closed."""
    open_: list[_Bracket] = []
    for at, sign in _outside_quotes(text):
        current = open_[-1] if open_ else None
        fresh = current is None or not text[current.start : at].strip()
        if sign in "{[" and fresh:
            open_.append(_Bracket(sign == "[", at + 1))
        elif current is None:
            continue
        elif sign in "}]":
            open_.pop()
            if not open_:
                return None
            open_[-1].start = at + 1
        elif sign == ",":
            current.key, current.start = None, at + 1
        elif (
            sign == ":" and not current.is_list and current.key is None and text[at + 1 : at + 2] in ("", " ")
        ):
            current.key, current.start = text[current.start : at].strip().strip("\"'"), at + 1
    return (open_, text[open_[-1].start :].lstrip()) if open_ else None


def _outside_quotes(text: str) -> Iterator[tuple[int, str]]:
    """The signs of flow style, but those within quotation marks, which open at the start of a word."""
    quote, at = "", 0
    previous = " "
    while at < len(text):
        sign = text[at]
        if quote:
            if quote == '"' and sign == "\\":
                at += 1
            elif sign == quote:
                quote = ""
        elif sign in "\"'" and previous in " {[,:\n":
            quote = sign
        elif sign in "{}[],:":
            yield at, sign
        previous = sign
        at += 1


def _bracketed(path: Sequence[_Step], inside: tuple[list[_Bracket], str], rest: str) -> Cursor:
    open_, before = inside
    steps = [ITEM if each.is_list else each.key for each in open_]
    last = open_[-1]
    quoted = before[:1] if before[:1] in ("'", '"') else ""
    after = rest.partition(quoted)[0] if quoted else re.split(r"[,}\]]|: ", rest, maxsplit=1)[0]
    is_key = not last.is_list and last.key is None
    names = (*_names(path), *(step for step in steps if step is not None))
    has_colon = is_key and rest[len(after) :].startswith(":")
    return Cursor(names, before, after, is_key, not is_key, has_colon)
