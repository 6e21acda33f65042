"""What ceilings leave of what rewards come to together, and at whose cost they cut."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import TypeAlias

from policyengine.evaluation.deciding.apportion import apportioned, down, up
from policyengine.evaluation.deciding.payers import plus
from policyengine.evaluation.meaning.amounts import NIL, OPEN, Reach, ReachOf, amount_of, capped
from policyengine.evaluation.meaning.kleene import Signed
from policyengine.evaluation.meaning.ranges import ZERO
from policyengine.evaluation.meaning.terms import Known
from policyengine.language.tree import Literal
from policyengine.rulebook.choices import Cut, Per
from policyengine.rulebook.paying import Ceiling

Counted: TypeAlias = Callable[[Collection[str], Per], Reach]
"""What was received of some rewards, by their local ids, this year or ever, beside what they come to."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A ceiling and its readers."""

    at_most: ReachOf
    per: Per | None = None
    counting: ReachOf | None = None

    def left(self, known: Known, rewards: Collection[str], counted: Counted) -> Reach:
        """What it leaves for the rewards themselves; nothing once it is used up."""
        other = NIL if self.per is None else counted(rewards, self.per)
        if self.counting is not None:
            other = plus(other, self.counting(known))
        return less(self.at_most(known), other)


def limit(ceiling: Ceiling, signed: Signed) -> Limit:
    """A ceiling as functions of what is known."""
    counting = None if ceiling.counting is None else amount_of(ceiling.counting, signed)
    return Limit(amount_of(ceiling.at_most, signed), ceiling.per, counting)


def fixed(ceilings: Sequence[Ceiling]) -> Reach:
    """What ceilings leave where nothing else counts: the lowest that is a figure; any sum where none is."""
    figures = [each.at_most.value for each in ceilings if isinstance(each.at_most, Literal)]
    amounts = [value for value in figures if isinstance(value, Fraction)]
    return Reach(min(amounts), min(amounts)) if amounts else OPEN


def less(whole: Reach, taken: Reach) -> Reach:
    """What is left of an amount after another, wherever each may lie; never below nothing."""
    low = ZERO if taken.high is None else max(ZERO, whole.low - taken.high)
    return Reach(low, None if whole.high is None else max(ZERO, whole.high - taken.low))


def allotted(cut: Cut, members: Sequence[Reach], limit: Reach) -> tuple[Reach, ...]:
    """What each member is paid of its own under a limit on all of them.

    INVARIANT: of settled amounts the parts add to the smaller of their sum and the limit; those of open ones
    hold the parts of each in them.
    """
    if all(each.low == each.high for each in (*members, limit)):
        paid = _settled(cut, [each.low for each in members], limit.low)
        return tuple(Reach(part, part) for part in paid)
    return tuple(_open(cut, members, place, limit) for place in range(len(members)))


def _settled(cut: Cut, amounts: Sequence[Fraction], limit: Fraction) -> Sequence[Fraction]:
    if sum(amounts) <= limit:
        return amounts
    if cut is Cut.PRO_RATA:
        return apportioned(limit, amounts)
    paid, left = [], limit
    for amount in amounts:
        paid.append(min(amount, left))
        left -= paid[-1]
    return paid


def _open(cut: Cut, members: Sequence[Reach], place: int, limit: Reach) -> Reach:
    """A member's part is least where it is small, the others are large and the limit is low."""
    own = members[place]
    competing = members[:place] if cut is Cut.LAST_FIRST else (*members[:place], *members[place + 1 :])
    others = reduce(plus, competing, NIL)
    least, most = _part(cut, own.low, others.high, limit.low), _part(cut, own.high, others.low, limit.high)
    if cut is Cut.PRO_RATA:
        least = ZERO if least is None else min(own.low, down(least))
        most = most if most is None else up(most)
        if own.high is not None and most is not None:
            most = min(own.high, most)
    return capped(Reach(least or ZERO, most), limit._replace(low=least or ZERO))


def _part(cut: Cut, own: Fraction | None, others: Fraction | None, limit: Fraction | None) -> Fraction | None:
    """What is paid of an amount beside the others, each of them None where nothing bounds it."""
    if limit is None:
        return own
    if cut is Cut.LAST_FIRST:
        left = ZERO if others is None else max(ZERO, limit - others)
        return left if own is None else min(own, left)
    if own is None:
        return limit
    if others is None:
        return ZERO
    return own if own + others <= limit else own * limit / (own + others)
