"""Whether the brackets of a scale hold everything between their outer ends, and each value once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from policyengine.errors import Finding
from policyengine.rulebook.bracket_findings import BracketGap, BracketOverlap
from policyengine.rulebook.shape import wrong
from policyengine.rulebook.sugar.ends import End, Ends
from policyengine.rulebook.sugar.reader import Reader


def joined(brackets: Sequence[Ends], read: Reader, *, sharing: bool = False) -> bool:
    """Whether neighbours meet; what is wrong where they do not is noted.

    `sharing`: two may both hold the value in which they meet, or neither, because it makes no difference.
    """
    unit = brackets[0].stated[0].unit
    for each in brackets:
        if any(end.unit != unit for end in each.stated):
            read.note(wrong(each.place, "与其他各端同类的值", "a value of the same kind as the other ends"))
            return False
    neighbours = pairwise(sorted(brackets, key=rank))
    findings = [finding for low, high in neighbours for finding in _between(low, high, sharing)]
    for finding in findings:
        read.note(finding)
    return not findings


def rank(bracket: Ends) -> tuple[bool, Fraction]:
    """What brackets of one unit sort by from the lowest to the highest, however they are listed."""
    return bracket.first is not None, bracket.first or Fraction(0)


def unbounded(brackets: Sequence[Ends]) -> bool:
    """Whether brackets that join leave nothing out: the lowest has no lower end, the highest no upper."""
    ordered = sorted(brackets, key=rank)
    return ordered[0].lower is None and ordered[-1].upper is None


def _between(low: Ends, high: Ends, sharing: bool) -> Iterator[Finding]:
    """What is wrong where one bracket ends and the next begins."""
    span, ceiling = high.stated[0].span, _lesser(low, high)
    if low.upper is None or high.lower is None or low.last is None or high.first is None:
        yield BracketOverlap(_text(high.lower), _text(ceiling), span=span)
        return
    meeting = high.first - low.last
    if low.upper.whole and high.lower.whole:
        gap, overlap = meeting > 1, meeting < 1
    else:
        held = low.upper.inclusive + high.lower.inclusive  # how often the value in which they meet is held
        gap = meeting > 0 or (meeting == 0 and held == 0 and not sharing)
        overlap = meeting < 0 or (meeting == 0 and held == 2 and not sharing)
    if gap:
        yield BracketGap(low.upper.text, high.lower.text, span=span)
    elif overlap:
        yield BracketOverlap(high.lower.text, _text(ceiling), span=span)


def _lesser(one: Ends, other: Ends) -> End | None:
    """The lower of two upper ends."""
    bounded = [each for each in (one, other) if each.last is not None]
    return min(bounded, key=lambda each: each.last or Fraction(0)).upper if bounded else None


def _text(end: End | None) -> str | None:
    return None if end is None else end.text
