"""Where the clauses of a source document stand, found by their numbering.

Numbers open a line: 三、 （一） 1. 附件1, and 第八条 with a blank, a colon or nothing after it. Those of a
clause's parts may also follow a full stop, a semicolon or a colon within a line.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from policyengine.rulebook.checks.coverage import NUMERAL, steps
from policyengine.rulebook.checks.source_text import SourceText, Stretch

# 第八条 at the head of a line is its heading, unless the sentence goes on to speak of that article.
_MENTIONED = r"(?!第|所|的|规定|之|和|至|及|或|[、,。;)])"
_NUMBERED = re.compile(
    rf"{NUMERAL} ?、|\( ?{NUMERAL} ?\)|\d+ ?[.、](?! ?\d)|第 ?(?:{NUMERAL}|\d+) ?条{_MENTIONED}"
)
_ENDS_A_CLAUSE = "。;:"


@dataclass(slots=True)
class _Clause:
    """A clause to look for, and what divides it. `step`: its own number, the last part of its id."""

    id: str
    step: str
    parts: dict[str, _Clause] = field(default_factory=dict)


def is_numbered(source: SourceText) -> bool:
    """Whether any line of a document opens with the number of a clause."""
    return any(_NUMBERED.match(line.spaced) for line in source.lines)


def located(source: SourceText, ids: Iterable[str]) -> dict[str, Stretch]:
    """The own text of each clause that can be found by its numbering, with what divides it.

    Clauses are looked for in the order given, each after the one before and within the one that it divides.
    One that is not found is left out, and the text of the one before then reaches further than it should.
    Paragraphs (第二款) are not numbered in any text: each is the whole of its article.
    """
    ids = tuple(ids)
    found = dict(_Search(source).of(_tree(ids)))
    for each in _with_parents(ids):
        parts = steps(each)
        if _is_paragraph(parts[-1]) and (article := "".join(parts[:-1])) in found:
            found[each] = found[article]
    return found


class _Search:
    """The search for clauses in one document."""

    def __init__(self, source: SourceText) -> None:
        self.source = source

    def of(self, clauses: Iterable[_Clause]) -> Iterator[tuple[str, Stretch]]:
        """The clauses, each before what divides it."""
        beside = deque([(tuple(clauses), Stretch(0, len(self.source.text)))])
        while beside:
            side_by_side, within = beside.popleft()
            found = list(self._starts(side_by_side, within))
            ends = [*(number.start for _, number in found[1:]), within.end]
            for (clause, number), end in zip(found, ends, strict=False):  # nothing found leaves one end
                yield clause.id, Stretch(number.start, end)
                beside.append((tuple(clause.parts.values()), Stretch(number.end, end)))

    def _starts(self, clauses: Iterable[_Clause], within: Stretch) -> Iterator[tuple[_Clause, Stretch]]:
        """Where the number of each clause is printed."""
        waiting, rest = deque(clauses), within
        while waiting:
            clause = waiting.popleft()
            number = self._number(clause.step, rest)
            if number is not None:
                yield clause, number
                rest = Stretch(number.end, within.end)
            elif clause.step.startswith("附件") or _is_paragraph(clause.step):
                # An annex may lack its heading, and a paragraph has none: what divides it is numbered all
                # the same. Elsewhere the (一) of another clause would be taken for that of the missing one.
                waiting.extendleft(reversed(clause.parts.values()))

    def _number(self, step: str, within: Stretch) -> Stretch | None:
        lines = [line for line in self.source.lines if within.start <= line.start < within.end]
        if step == "末":
            last = self.source.lines[-1:]
            return Stretch(last[0].start, last[0].start) if last and last[0] in lines else None
        marker = _marker(step)
        if marker is None:
            return None
        for line in lines:
            if opened := marker.match(line.spaced):
                return Stretch(line.start, line.start + len(opened[0].replace(" ", "")))
        return self._within_a_line(step, marker, within)

    def _within_a_line(self, step: str, marker: re.Pattern[str], within: Stretch) -> Stretch | None:
        """The number of a part that is printed in running text."""
        if not (step.startswith("(") or step.isdecimal()):
            return None
        text = self.source.text
        for number in marker.finditer(text, within.start, within.end):
            if number.start() == within.start or text[number.start() - 1] in _ENDS_A_CLAUSE:
                return Stretch(*number.span())
        return None


def _tree(ids: Iterable[str]) -> list[_Clause]:
    """The clauses under those that they divide, whether those are listed or not."""
    top: dict[str, _Clause] = {}
    for each in _with_parents(ids):
        *above, step = steps(each)
        beside = top
        for part in above:
            beside = beside[part].parts
        beside[step] = _Clause(each, step)
    return list(top.values())


def _with_parents(ids: Iterable[str]) -> Iterator[str]:
    """The ids, each after the clauses it divides, whether those are listed or not."""
    seen: set[str] = set()
    for each in ids:
        parts = steps(each)
        for end in range(1, len(parts) + 1):
            if (prefix := "".join(parts[:end])) not in seen:
                seen.add(prefix)
                yield prefix


def _is_paragraph(step: str) -> bool:
    return step.startswith("第") and step.endswith("款")


def _marker(step: str) -> re.Pattern[str] | None:
    """How a line begins that opens a clause of that number."""
    number = " ?".join(map(re.escape, step.removeprefix(".")))
    if step.startswith("附件"):
        return re.compile(f"{number}$")
    if step.startswith("("):
        return re.compile(number)
    if step.startswith("."):  # a row of a table, its number in a line of its own
        return re.compile(f"{number}$")
    if step.isdecimal():
        return re.compile(rf"{number} ?[.、](?! ?\d)")
    if step.startswith("第") and "条" in step:
        return re.compile(number + _MENTIONED)
    if re.fullmatch(NUMERAL, step):
        return re.compile(f"{number} ?、|第 ?{number} ?条{_MENTIONED}")
    return None
