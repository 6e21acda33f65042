"""Rule files as hypothesis draws them, and as careless hands might have written them.

A drawing says what a file holds: values, comments, empty lines, what stands in brackets, what in quotes. A
hand says how it is written: how far things are indented, which quotes, how many empty lines, which line ends.
Each key, text and comment bears a number (k1, v2, c3), by which its place is known again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from hypothesis import strategies as st

TEXTS = (
    "",
    "对首次认定的高新技术企业，奖励30万元",
    "it's",
    'say "yes"',
    "C:\\rules\\n",
    "（一）：“优质”　企业",
    "revenue >= 2000万元 and hte_status = valid",
    "50% * rd_expense",
    "long " * 40 + "end",
    "长" * 90,
    "a – b",
    "e.g. 6:4?",
)
ONLY_QUOTED = (
    " # no comment",
    "key: value",
    "- dash",
    "line\nbreak",
    "tab\there",
    " spaces ",
    "\x85",
    "\u2028",
)
NOT_IN_BRACKETS = ("[first, renewal]", "a, b", "{x}")
TYPED = ("5", "007", "1.50", "true", "~", "2018-06-30", "3%", "6:4", "-", ".5e3", "off", "''", '""')


@dataclass
class Text:
    """One value. `how`: plain, quoted, broken (over lines), broken_quoted, literal, folded."""

    text: str
    how: str
    after: str = ""  # a comment


@dataclass
class Entry:
    before: list[tuple[str, bool]]
    blank: bool
    key: str
    lead: str
    value: Text | Many


@dataclass
class Many:
    is_list: bool
    brackets: bool
    entries: list[Entry]
    tail: list[tuple[str, bool]] = field(default_factory=list)
    after: str = ""
    anchor: str = ""


class _Numbers:
    def __init__(self) -> None:
        self.last = 0

    def __call__(self, letter: str) -> str:
        self.last += 1
        return f"{letter}{self.last}"


@st.composite
def files(draw: st.DrawFn) -> Many:
    return _many(draw, _Numbers(), depth=0, brackets=False, bare=False)


def _many(draw: st.DrawFn, number: _Numbers, depth: int, brackets: bool, bare: bool) -> Many:
    """`bare`: within brackets on one line, where no comment can stand."""
    is_list = draw(st.booleans())
    made = Many(is_list, brackets, [])
    if depth and draw(st.integers(0, 4)) == 0:
        made.anchor = f"&{number('a')} "
    for _ in range(draw(st.integers(0 if brackets else 1, 3))):
        before = [] if bare else _comments(draw, number)
        blank = draw(st.booleans())
        key = "" if is_list else number("k")
        value: Text | Many
        if depth < 3 and draw(st.integers(0, 2)) == 0:
            within = brackets or draw(st.booleans())
            value = _many(draw, number, depth + 1, within, bare or (within and draw(st.booleans())))
        else:
            value = _text(draw, number, brackets)
        # A comment on the line of a value stands before it or after it, as the value is written: beside the
        # key once brackets are opened, at the head of a block. It bears another letter.
        letter = "c" if isinstance(value, Text) and value.how in ("plain", "typed", "quoted") else "b"
        if not bare and draw(st.integers(0, 3)) == 0 and not (isinstance(value, Many) and not value.brackets):
            value.after = f"# {number(letter)}"
        lead = "" if bare or brackets or draw(st.integers(0, 4)) else f"# {number('c')} lead"
        made.entries.append(Entry(before, blank, key, lead, value))
    made.tail = [] if bare else _comments(draw, number)
    return made


def _comments(draw: st.DrawFn, number: _Numbers) -> list[tuple[str, bool]]:
    if draw(st.integers(0, 3)):
        return []
    words = st.sampled_from(("", " 说明：“甲”", " key: [x", "#", " 'quoted\""))
    return [(f"#{draw(words)} {number('c')}", draw(st.booleans())) for _ in range(draw(st.integers(1, 2)))]


def _text(draw: st.DrawFn, number: _Numbers, brackets: bool) -> Text:
    how = draw(
        st.sampled_from(("plain", "plain", "quoted", "broken", "broken_quoted", "literal", "folded", "typed"))
    )
    if brackets and how in ("literal", "folded"):
        how = "quoted"
    if how == "typed":
        typed = draw(st.sampled_from(TYPED))
        return Text("7" if brackets and typed == "-" else typed, how)
    pool = TEXTS if brackets else TEXTS + NOT_IN_BRACKETS
    if how == "quoted":
        pool = TEXTS + NOT_IN_BRACKETS + ONLY_QUOTED
    text = f"{number('v')} {draw(st.sampled_from(pool))}"
    if how in ("literal", "folded"):
        more = draw(st.lists(st.sampled_from(("x", "", "  in", "甲 # 乙", "k: v", "t  ")), max_size=3))
        text = "\n".join([text.strip(), *more]).rstrip("\n") + draw(st.sampled_from(("", "\n", "\n\n")))
    return Text(text if how in ("quoted", "literal", "folded") else text.strip(), how)


class Hand:
    """One way of writing: everything that layout may do without changing what is said."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.end = self.random.choice(("\n", "\n", "\r\n", "\r"))
        self.mark = self.random.choice(("", "", "\ufeff"))

    def written(self, file: Many) -> str:
        lines = ["---"] if self.random.random() < 0.1 else []
        lines += self._block(file, 0)
        return self.mark + self.end.join([*lines, *self._blanks(False)]) + self.random.choice(("", self.end))

    def _blanks(self, wanted: bool) -> list[str]:
        if not wanted:
            return []
        return [self.random.choice(("", " ", "    "))] * self.random.choice((1, 2, 3))

    def _trail(self) -> str:
        return self.random.choice(("", "", " ", "   "))

    def _block(self, many: Many, pad: int) -> list[str]:
        lines: list[str] = []
        space = " " * pad
        for entry in many.entries:
            for comment, blank in entry.before:
                lines += [*self._blanks(blank), space + comment + self._trail()]
            lines += self._blanks(entry.blank)
            lines += self._entry(entry, many.is_list, pad)
        for comment, blank in many.tail:
            lines += [*self._blanks(blank), space + comment + self._trail()]
        return lines

    def _entry(self, entry: Entry, in_list: bool, pad: int) -> list[str]:
        head = " " * pad + ("-" if in_list else entry.key + self.random.choice(("", "", " ")) + ":")
        below = pad + self.random.choice((1, 2, 4))
        value = entry.value
        lead = self.random.choice((" ", "   ")) + entry.lead if entry.lead else ""
        if isinstance(value, Many) and not value.brackets:
            close = value.is_list and not in_list and not value.tail and self.random.random() < 0.3
            anchor = f" {value.anchor}".rstrip()
            body = self._block(value, pad if close else below)
            compact = in_list and not lead and not anchor and self._may_be_compact(value)
            if compact:
                wide = pad + self.random.choice((2, 3, 4))
                body = self._block(value, wide)
                return [head + body[0][len(head) :], *body[1:]]
            return [head + anchor + (lead or self._trail()), *body]
        after = self.random.choice((" ", "  ")) + value.after if value.after else ""
        first, *more = self._inline(value, below)
        if value.after and isinstance(value, Text) and value.how in ("literal", "folded"):
            first += after
        elif more:
            more[-1] += after
        else:
            first += after
        if lead:
            return [head + lead, " " * below + first, *more]
        return [head + " " + first + ("" if more else self._trail()), *more]

    def _may_be_compact(self, value: Many) -> bool:
        first = value.entries[0]
        return not first.before and not first.blank and self.random.random() < 0.7

    def _inline(self, value: Text | Many, below: int) -> list[str]:
        if isinstance(value, Many):
            return self._brackets(value, below)
        pad = " " * below
        match value.how:
            case "plain" | "typed":
                return [value.text]
            case "quoted":
                return [self._quoted(value.text)]
            case "broken":
                first, *more = value.text.split(" ")
                return [first, *(pad + " " + word for word in more if word)]
            case "broken_quoted":
                first, *more = [word for word in value.text.split(" ") if word]
                lines = ["'" + first.replace("'", "''"), *(pad + word.replace("'", "''") for word in more)]
                return [*lines[:-1], lines[-1] + "'"]
        return self._block_text(value, pad)

    def _block_text(self, value: Text, pad: str) -> list[str]:
        body = value.text.rstrip("\n")
        chomp = {0: "-", 1: ""}.get(len(value.text) - len(body), "+")
        sign = "|" if value.how == "literal" else ">"
        extra = [""] * (len(value.text) - len(body) - 1) if chomp == "+" else []
        return [sign + chomp, *(pad + line if line else "" for line in body.split("\n")), *extra]

    def _quoted(self, text: str) -> str:
        if any(sign in text for sign in "\n\t\x85\u2028") or self.random.random() < 0.5:
            signs = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\x85": "\\N", "\u2028": "\\L"}
            return '"' + "".join(signs.get(sign, sign) for sign in text) + '"'
        return "'" + text.replace("'", "''") + "'"

    def _brackets(self, many: Many, below: int) -> list[str]:
        pad = " " * below
        opening, closing = ("[", "]") if many.is_list else ("{", "}")
        lines = [many.anchor + opening]
        for number, entry in enumerate(many.entries):
            last = number == len(many.entries) - 1
            first, *more = self._inline(entry.value, below + 1)
            written = (f"{entry.key}: " if entry.key else "") + first
            item = [written, *more]
            item[-1] += "" if last else ","
            if entry.value.after:
                item[-1] += " " + entry.value.after
            for comment, _ in entry.before:
                lines.append(pad + " " + comment)
            breaks = bool(entry.before) or "#" in _beyond(lines[-1]) or self.random.random() < 0.3
            if breaks:
                lines += [pad + " " + item[0], *item[1:]]
            else:
                lines[-1] += self.random.choice(("", " ")) + item[0]
                lines += item[1:]
        lines += [pad + " " + comment for comment, _ in many.tail]
        if many.tail or "#" in _beyond(lines[-1]):
            lines.append(pad + closing)
        else:
            lines[-1] += closing
        return lines


def _beyond(line: str) -> str:
    """The end of a line, where a comment would stand: after it nothing else can."""
    return line[line.rfind(" #") :] if " #" in line else ("#" if line.startswith("#") else "")
