"""A source document as quotes are searched for in it.

Full-width ASCII counts as half-width, white space and line ends count as nothing; every other character
must be the same. Offsets are into the text so folded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

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


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: where it starts, folded, and with each white space as one blank."""

    start: int
    folded: str
    spaced: str


@dataclass(frozen=True)
class SourceText:
    """The text of a document, as published."""

    raw: str

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Each line that is not blank."""
        found, at = [], 0
        for line in self.raw.splitlines():
            if folded := fold(line):
                found.append(Line(at, folded, " ".join(line.translate(_FOLD).split())))
                at += len(folded)
        return tuple(found)

    @cached_property
    def text(self) -> str:
        """The whole document, folded."""
        return "".join(line.folded for line in self.lines)

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
