"""A source document as quotes are searched for in it, and where its clauses stand.

Full-width ASCII counts as half-width, white space and line ends count as nothing; every other character
must be the same. Offsets are into the text so folded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from policyengine.rulebook.checks.coverage import steps

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
LONGEST_COMPARED = 200
"""Characters of a quote that are compared with the whole document to find the nearest passage."""


def fold(text: str) -> str:
    """Full-width ASCII at half width, no white space, nothing else changed."""
    return "".join(text.translate(_FOLD).split())


@dataclass(frozen=True)
class Stretch:
    """From one offset up to another."""

    start: int
    end: int

    def touches(self, other: Stretch) -> bool:
        """The two have a character in common."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Stretch) -> bool:
        """This lies wholly in the other."""
        return other.start <= self.start and self.end <= other.end


@dataclass(frozen=True)
class SourceText:
    """The text of a document, as published."""

    raw: str

    @cached_property
    def lines(self) -> tuple[tuple[int, str], ...]:
        """Each line that is not blank, folded, with the offset at which it starts."""
        found, at = [], 0
        for line in self.raw.splitlines():
            if folded := fold(line):
                found.append((at, folded))
                at += len(folded)
        return tuple(found)

    @cached_property
    def text(self) -> str:
        """The whole document, folded."""
        return "".join(line for _, line in self.lines)

    @cached_property
    def printed(self) -> str:
        """The whole document as printed, without white space: character for character the text above."""
        return "".join(self.raw.split())

    def occurrences(self, words: str) -> tuple[Stretch, ...]:
        """Where these words stand, folded alike; none for words that are all white space."""
        wanted = fold(words)
        return tuple(Stretch(start, start + len(wanted)) for start in self._starts_of(wanted))

    def _starts_of(self, wanted: str) -> Iterator[int]:
        start = self.text.find(wanted) if wanted else -1
        while start >= 0:
            yield start
            start = self.text.find(wanted, start + 1)

    def without_brackets(self, words: Iterable[str]) -> SourceText:
        """The document with the brackets around these stretches taken away."""
        raw = self.raw
        for each in words:
            raw = raw.replace(each, each.strip("〔〕"))
        return SourceText(raw)

    def nearest(self, quote: str) -> str | None:
        """The passage most like a quote, as printed, if a part of it is there at all."""
        wanted = fold(quote)[:LONGEST_COMPARED]
        matcher = SequenceMatcher(None, self.text, wanted, autojunk=False)
        found = matcher.find_longest_match(0, len(self.text), 0, len(wanted))
        if found.size < max(3, len(wanted) // 4):
            return None
        start = max(0, found.a - found.b)
        return self.printed[start : start + len(wanted)]

    def clauses(self, ids: Iterable[str]) -> dict[str, Stretch]:
        """The own text of each clause that can be found by its numbering, with what divides it.

        Clauses are looked for in the order given, each after the one before; one that is not found is left
        out, and the text of the one before then reaches further than it should.
        """
        starts = dict(self._starts(ids))
        ends = [*starts.values(), len(self.text)]
        order = list(starts)
        return {
            each: Stretch(start, ends[_next_outside(order, index)])
            for index, (each, start) in enumerate(starts.items())
        }

    def _starts(self, ids: Iterable[str]) -> Iterator[tuple[str, int]]:
        at = 0
        for each in _with_parents(ids):
            marker = _marker(steps(each)[-1])
            last = self.lines[-1:] if steps(each)[-1] == "末" else ()
            for index, (offset, line) in enumerate(self.lines[at:], start=at):
                if (offset, line) in last or (marker is not None and marker.match(line)):
                    yield each, offset
                    at = index + 1
                    break


def _next_outside(order: list[str], index: int) -> int:
    """The index of the first clause after one that is no part of it."""
    parts = steps(order[index])
    after = range(index + 1, len(order))
    return next((i for i in after if steps(order[i])[: len(parts)] != parts), len(order))


def _with_parents(ids: Iterable[str]) -> Iterator[str]:
    """The ids, each after the clauses it divides, whether those are listed or not."""
    seen: set[str] = set()
    for each in ids:
        parts = steps(each)
        for end in range(1, len(parts) + 1):
            if (prefix := "".join(parts[:end])) not in seen:
                seen.add(prefix)
                yield prefix


def _marker(step: str) -> re.Pattern[str] | None:
    """How a line begins that opens a clause of that number."""
    if step.startswith("附件"):
        return re.compile(f"{step}$")
    if step.startswith("("):
        return re.compile(re.escape(step))
    if step.startswith("."):  # a row of a table, its number in a line of its own
        return re.compile(rf"{step[1:]}$")
    if step.isdecimal():
        return re.compile(rf"{step}[.、](?!\d)")
    return re.compile(f"{step}、") if re.fullmatch("[一二三四五六七八九十百]+", step) else None
