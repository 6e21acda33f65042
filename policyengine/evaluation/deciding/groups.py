"""What rewards come to together: which exclude each other, and which share ceilings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from typing import NamedTuple, TypeAlias

from policyengine.evaluation.deciding.ceilings import fixed
from policyengine.evaluation.deciding.payers import plus
from policyengine.evaluation.meaning.amounts import NIL, Reach, capped, hull
from policyengine.evaluation.meaning.ranges import ZERO
from policyengine.evaluation.meaning.truth import Truth
from policyengine.rulebook.choices import Cut, Pay, Weighed
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.provisions import Group

Reaches: TypeAlias = Mapping[str, Reach]
"""What each reward can come to by itself, by its local id; or what a group's ceilings leave, by its id."""


class Standing(NamedTuple):
    """How a reward, or a group of them, stands among others that may be paid in its place.

    `truth`: whether it can be had; `reach`: what it can come to; `had`: the same if it can be had; `first`:
    its first payment, if it can be had; `open`: whether an unknown high was left out of `reach`.
    """

    truth: Truth
    reach: Reach
    had: Reach
    first: Reach
    open: bool = False

    def closed(self) -> Standing:
        """The same without an unknown high: what is listed as unquantified is in no sum."""
        if self.reach.high is not None:
            return self
        return self._replace(reach=closed(self.reach), had=closed(self.had), open=True)

    def capped(self, limit: Reach) -> Standing:
        """The same under a ceiling, which an unknown high becomes."""
        reach, had, first = (capped(each, limit) for each in (self.reach, self.had, self.first))
        return Standing(self.truth, reach, had, first, self.open)


Standings: TypeAlias = Mapping[str, Standing]
"""How each reward stands, by its local id."""


def standing(reach: Reach) -> Standing:
    """How a reward stands of which no more is known than what it can come to."""
    truth = Truth.FALSE if reach == NIL else Truth.TRUE if reach.low else Truth.UNKNOWN
    return Standing(truth, reach, reach, reach)


@dataclass(frozen=True, slots=True)
class Pot:
    """Rewards that are paid out together: a group, or one reward that is in none.

    `members`: rewards, or pots of their own. `group`: the id of the group; empty for a reward alone.
    `at_most`: the lowest of its ceilings that is a figure.
    """

    members: tuple[str | Pot, ...]
    pay: Pay | None = None
    weighed: Weighed = Weighed.TOTAL
    at_most: Reach | None = None
    cut: Cut | None = None
    group: str = ""

    @property
    def rewards(self) -> tuple[str, ...]:
        """All rewards in it, near and far."""
        return tuple(reward for member in self.members for reward in rewards_of(member))

    @property
    def by_first_payment(self) -> bool:
        """Whether the one that is paid is the one whose first payment is the highest."""
        return self.pay in (Pay.HIGHEST, Pay.ONE) and self.weighed is Weighed.FIRST_PAYMENT


def rewards_of(member: str | Pot) -> tuple[str, ...]:
    """The rewards of a member: itself, or all that are in it."""
    return (member,) if isinstance(member, str) else member.rewards


def closed(reach: Reach) -> Reach:
    """A reach without its unknown high."""
    return Reach(reach.low, reach.low) if reach.high is None else reach


def larger(a: Reach, b: Reach) -> Reach:
    """What the larger of two comes to; the high is unknown where either is."""
    return Reach(max(a.low, b.low), None if a.high is None or b.high is None else max(a.high, b.high))


# The pots of a plan --------------------------------------------------------------------------------


def pots(plan: Plan) -> tuple[Pot, ...]:
    """Every reward of a plan in one pot, in the order of the groups, then of the rewards in none."""
    groups = {group.id: group for group in plan.groups}
    inner = {member for group in plan.groups for member in group.members}
    outermost = (group for group in plan.groups if group.id not in inner)
    alone = (Pot((reward,)) for reward in plan.rewards if reward not in inner)
    return (*(_pot(group, groups) for group in outermost), *alone)


def _pot(group: Group, groups: Mapping[str, Group]) -> Pot:
    members = tuple(_pot(groups[each], groups) if each in groups else each for each in group.members)
    at_most = fixed(group.ceilings) if group.ceilings else None
    return Pot(members, group.pay, group.weighed, at_most, group.cut, group.id)


def within(pot: Pot, rewards: Mapping[str, object]) -> Pot | None:
    """The pot with no other rewards than these; None where none of them is in it."""
    members: list[str | Pot] = []
    for member in pot.members:
        if isinstance(member, str):
            members += [member] if member in rewards else []
        elif (inner := within(member, rewards)) is not None:
            members.append(inner)
    return replace(pot, members=tuple(members)) if members else None


# What a pot comes to -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Worked:
    """A pot worked out, or a reward in one. `limit`: what its ceilings leave, None where it has none.

    `before`: its members added up; `chosen`: those that are paid; `standing`: that under the limit.
    `candidates`: which may be the one that is paid, and what it then comes to; empty where all are.
    """

    of: str | Pot
    standing: Standing
    before: Reach
    chosen: Reach
    limit: Reach | None = None
    parts: tuple[Worked, ...] = ()
    candidates: tuple[tuple[Worked, Reach], ...] = ()


def together(pot: Pot, reaches: Reaches, limits: Reaches | None = None) -> Reach:
    """What the rewards of a pot come to together.

    `limits`: what the ceilings of each group leave; where they are not given, the figures of the text.
    INVARIANT: holds the sum of every completion of the facts, where no reward's high is unknown.
    """
    standings = {reward: standing(reaches[reward]) for reward in pot.rewards}
    return worked(pot, standings, limits).standing.reach


def unbounded(pot: Pot, limits: Reaches | None = None) -> Iterator[str]:
    """The rewards whose unknown high no ceiling becomes."""
    limit = _limit(pot, limits)
    if limit is not None and limit.high is not None:
        return
    for member in pot.members:
        if isinstance(member, str):
            yield member
        else:
            yield from unbounded(member, limits)


def worked(member: str | Pot, standings: Standings, limits: Reaches | None, bounded: bool = False) -> Worked:
    """A pot or reward worked out. `bounded`: a ceiling above it takes the place of an unknown high."""
    if isinstance(member, str):
        own = standings[member] if bounded else standings[member].closed()
        return Worked(member, own, own.reach, own.reach)
    limit = _limit(member, limits)
    bounded = bounded or (limit is not None and limit.high is not None)
    parts = tuple(worked(each, standings, limits, bounded) for each in member.members)
    before = reduce(plus, (part.standing.reach for part in parts), NIL)
    candidates = tuple(_candidates(member, parts))
    chosen = _chosen(member, parts, candidates)
    under = chosen if limit is None else chosen.capped(limit)
    return Worked(member, under, before, chosen.reach, limit, parts, candidates)


def _limit(pot: Pot, limits: Reaches | None) -> Reach | None:
    return pot.at_most if limits is None or pot.at_most is None else limits[pot.group]


def _candidates(pot: Pot, parts: Sequence[Worked]) -> Iterator[tuple[Worked, Reach]]:
    """Which members may be the one that is paid, and what each comes to if it is.

    Of equals the text does not say which is paid, so that all of them count; of those between which the
    enterprise chooses, those that bring it most.
    """
    can_be = [part for part in parts if part.standing.truth is not Truth.FALSE]
    if pot.pay is Pay.FIRST:
        for part in can_be:
            yield part, part.standing.had
            if part.standing.truth is Truth.TRUE:
                return
    elif pot.by_first_payment:
        least = max((_settled(part.standing).low for part in can_be), default=ZERO)
        yield from ((part, part.standing.had) for part in can_be if _reaches(part.standing.first, least))
    elif pot.pay is not None:
        least = max((part.standing.reach.low for part in can_be), default=ZERO)
        for part in can_be:
            if part.standing.open or _reaches(part.standing.reach, least):
                yield part, larger(part.standing.reach, Reach(least, least))


def _settled(standing: Standing) -> Reach:
    """What the first payment comes to: nothing where it cannot be had."""
    return standing.first if standing.truth is Truth.TRUE else standing.first.from_zero


def _reaches(reach: Reach, least: Fraction) -> bool:
    return reach.high is None or reach.high >= least


def _chosen(pot: Pot, parts: Sequence[Worked], candidates: Sequence[tuple[Worked, Reach]]) -> Standing:
    """What the members come to under the rule by which they are paid."""
    can_be = [part.standing for part in parts if part.standing.truth is not Truth.FALSE]
    if not can_be:
        return Standing(Truth.FALSE, NIL, NIL, NIL)
    truth = max(each.truth for each in can_be)
    if pot.pay is Pay.FIRST or pot.by_first_payment:
        had, first = hull(had for _, had in candidates), hull(each.standing.first for each, _ in candidates)
        return Standing(truth, had if truth is Truth.TRUE else had.from_zero, had, first)
    join = plus if pot.pay is None else larger
    reach, first = reduce(join, (each.reach for each in can_be)), reduce(join, map(_settled, can_be))
    had = reach._replace(low=max(reach.low, min(each.had.low for each in can_be)))
    return Standing(truth, reach, had, first, any(each.open for each in can_be))
