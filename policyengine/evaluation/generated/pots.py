"""What rewards come to together, as source: sums, the highest of several, under ceilings that are figures.

Where a group asks for more than what each member comes to, the totals are left to the plain evaluator.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from policyengine.evaluation.deciding.compiled import CompiledPlan
from policyengine.evaluation.deciding.groups import Pot
from policyengine.evaluation.generated.writing import NotWritten, added
from policyengine.language.tree import Literal
from policyengine.rulebook.choices import Pay, Weighed
from policyengine.rulebook.paying import Ceiling
from policyengine.rulebook.plan import Plan


@dataclass(frozen=True, slots=True)
class Ends:
    """The variables or expressions of what something comes to; `open`: the high may be None."""

    low: str
    high: str
    open: bool


def totals_lines(plan: Plan, rules: CompiledPlan, rewards: dict[str, Ends], units: int) -> Iterator[str]:
    """The lines that set `assured` and `possible`. NotWritten where a group asks for more."""
    figures = {group.id: _figure(group.ceilings, units) for group in plan.groups if group.ceilings}
    pots = _Pots(rewards, figures)
    ends = [pots.ends(pot, bounded=False) for pot in rules.pots]
    yield from pots.lines
    yield f"assured = {added([each.low for each in ends])}"
    yield f"possible = {added([each.high for each in ends])}"


def _figure(ceilings: Sequence[Ceiling], units: int) -> str:
    """The lowest of ceilings that nothing else counts towards, in units."""
    amounts: list[Fraction] = []
    for each in ceilings:
        at_most = each.at_most
        if each.per is not None or each.counting is not None:
            raise NotWritten
        if not isinstance(at_most, Literal) or not isinstance(at_most.value, Fraction):
            raise NotWritten
        amounts.append(at_most.value * units)
    lowest = min(amounts)
    if lowest.denominator != 1:
        raise NotWritten
    return str(max(lowest.numerator, 0))


class _Pots:
    """One pass over the pots of a plan, those within others first."""

    def __init__(self, rewards: dict[str, Ends], figures: dict[str, str]) -> None:
        self.rewards, self.figures = rewards, figures
        self.lines: list[str] = []

    def ends(self, member: str | Pot, *, bounded: bool) -> Ends:
        """What a reward or pot comes to. `bounded`: a ceiling above it takes the place of an unknown high."""
        if isinstance(member, str):
            own = self.rewards[member]
            return own if bounded or not own.open else self._set(own.low, _closed(own), open_=False)
        if not member.group:
            return self.ends(member.members[0], bounded=bounded)
        if member.pay is Pay.FIRST or (member.pay is not None and member.weighed is not Weighed.TOTAL):
            raise NotWritten
        figure = self.figures.get(member.group)
        parts = [self.ends(each, bounded=bounded or figure is not None) for each in member.members]
        joined = self._highest(parts) if member.pay is not None else self._sum(parts)
        return joined if figure is None else self._under(joined, figure)

    def _sum(self, parts: Sequence[Ends]) -> Ends:
        return self._joined(parts, added([each.low for each in parts]), added([each.high for each in parts]))

    def _highest(self, parts: Sequence[Ends]) -> Ends:
        if len(parts) == 1:
            return parts[0]
        lows, highs = ", ".join(each.low for each in parts), ", ".join(each.high for each in parts)
        return self._joined(parts, f"max({lows})", f"max({highs})")

    def _joined(self, parts: Sequence[Ends], low: str, high: str) -> Ends:
        open_ = [each.high for each in parts if each.open]
        unknown = " or ".join(f"{each} is None" for each in open_)
        return self._set(low, f"None if {unknown} else {high}" if open_ else high, open_=bool(open_))

    def _under(self, whole: Ends, figure: str) -> Ends:
        high = f"min({whole.high}, {figure})"
        if whole.open:
            high = f"{figure} if {whole.high} is None else {high}"
        return self._set(f"min({whole.low}, {figure})", high, open_=False)

    def _set(self, low: str, high: str, *, open_: bool) -> Ends:
        number = len(self.lines)
        self.lines.append(f"sum_low{number}, sum_high{number} = {low}, {high}")
        return Ends(f"sum_low{number}", f"sum_high{number}", open_)


def _closed(ends: Ends) -> str:
    return f"{ends.low} if {ends.high} is None else {ends.high}"
