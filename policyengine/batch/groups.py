"""What rewards come to together, in SQL: which exclude each other, and which share ceilings.

The meaning is that of `evaluation/deciding/groups.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import TypeAlias

from sqlglot import exp

from policyengine.batch import ends
from policyengine.batch.amounts import closed, unquantified
from policyengine.batch.ceilings import Ceilings
from policyengine.batch.certainty import may_be, not_sure
from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.ends import Ends, larger, smaller
from policyengine.batch.logic import FALSE, TRUE, both, either, negated
from policyengine.batch.numbers import ZERO, Number, chosen, compared, is_known
from policyengine.batch.reading import Reading
from policyengine.rulebook.choices import Pay, Weighed
from policyengine.rulebook.provisions import Group


@dataclass(frozen=True, slots=True)
class Standing:
    """How a reward or group stands among others: whether it can be had, what it comes to, and if it can be.

    `first`: its first payment, if it can be had; `open`: whether an unknown high was left out of `reach`.
    """

    holds: Sql
    reach: Ends
    had: Ends
    first: Ends
    open: Sql

    def closed(self, unless: Sql) -> Standing:
        """The same without an unknown high, `unless` a ceiling takes its place."""
        gone = both(unquantified(self.reach.high), negated(unless))
        if gone == FALSE:
            return self
        return replace(self, reach=_closed(self.reach, unless), had=_closed(self.had, unless), open=gone)

    def capped(self, limit: Ends, reading: Reading) -> Standing:
        """The same under a ceiling, which an unknown high becomes."""

        def under(reach: Ends) -> Ends:
            return ends.bound(ends.capped(ends.bound(reach, reading.bind), limit), reading.bind)

        return replace(self, reach=under(self.reach), had=under(self.had), first=under(self.first))


def _closed(reach: Ends, unless: Sql) -> Ends:
    if unless == FALSE:
        return closed(reach)
    gone = both(unquantified(reach.high), negated(unless))
    return reach if gone == FALSE else Ends(reach.low, chosen([(gone, reach.low)], reach.high))


Members: TypeAlias = Mapping[str, Standing]
"""How each reward stands, by its local id."""

Join: TypeAlias = Callable[[Ends, Ends], Ends]


@dataclass(frozen=True, slots=True)
class Worked:
    """A pot worked out, or a reward in one; `limit`: what its ceilings leave, if it has any.

    `before`: its members added up. `candidates`: which members may be the one that is paid, on which
    condition, and what each then comes to.
    """

    of: str | Group
    standing: Standing
    before: Ends
    parts: tuple[Worked, ...] = ()
    limit: Ends | None = None
    candidates: tuple[tuple[Sql, Worked, Ends], ...] = ()


def outermost(groups: Sequence[Group], rewards: Sequence[str]) -> Iterator[str | Group]:
    """The groups that are in no other, then the rewards that are in none."""
    inner = {member for group in groups for member in group.members}
    yield from (group for group in groups if group.id not in inner)
    yield from (reward for reward in rewards if reward not in inner)


def rewards_of(member: str | Group, groups: Mapping[str, Group]) -> tuple[str, ...]:
    """All rewards of a member, near and far."""
    if isinstance(member, str):
        return (member,)
    return tuple(each for inner in member.members for each in rewards_of(groups.get(inner, inner), groups))


def by_first_payment(group: Group) -> bool:
    """Whether the one that is paid is the one whose first payment is the highest."""
    return group.pay in (Pay.HIGHEST, Pay.ONE) and group.weighed is Weighed.FIRST_PAYMENT


class Working:
    """The groups of one plan being worked out."""

    def __init__(self, reading: Reading, members: Members, ceilings: Ceilings) -> None:
        self.reading, self.members, self.ceilings = reading, members, ceilings
        self.groups = {group.id: group for group in reading.plan.groups}

    def worked(self, member: str | Group, bounded: Sql = FALSE, *, compared: bool = False) -> Worked:
        """A pot or reward worked out.

        `bounded`: that a ceiling above it takes the place of an unknown high, true or false. `compared`:
        whether it is asked what it comes to if it can be had.
        """
        if isinstance(member, str):
            own = self.members[member].closed(bounded)
            return Worked(member, own, own.reach)
        reading = self.reading.of(member.id, self.reading.stage)
        limit = self._limit(member, reading) if member.ceilings else None
        bounded = bounded if limit is None else either(bounded, _bounds(limit))
        asks = compared or member.pay is Pay.FIRST or by_first_payment(member)
        parts = tuple(
            self.worked(self.groups.get(each, each), bounded, compared=asks) for each in member.members
        )
        before = ends.bound(reduce(ends.plus, (part.standing.reach for part in parts)), reading.bind)
        candidates = self._candidates(member, parts, reading)
        found = self._chosen(member, parts, candidates, before, reading, compared=compared)
        under = found if limit is None else found.capped(limit, reading)
        return Worked(member, under, before, parts, limit, candidates)

    def _limit(self, group: Group, reading: Reading) -> Ends:
        holds = {reward: self.members[reward].holds for reward in rewards_of(group, self.groups)}
        return self.ceilings.limit(group.ceilings, holds, reading)

    def _candidates(
        self, group: Group, parts: Sequence[Worked], reading: Reading
    ) -> tuple[tuple[Sql, Worked, Ends], ...]:
        """Which members may be the one that is paid, and what each comes to if it is."""
        if group.pay is None:
            return ()
        if group.pay is Pay.FIRST:
            return tuple(self._in_order(parts))
        if by_first_payment(group):
            return tuple(self._by_first_payment(parts, reading))
        least = reading.bind(reduce(larger, (part.standing.reach.low for part in parts)))
        found = []
        for part in parts:
            standing = part.standing
            reach = ends.bound(standing.reach, reading.bind)
            can_be = both(may_be(standing.holds), either(standing.open, _reaches(reach.high, least)))
            found.append((can_be, part, Ends(larger(reach.low, least), larger(reach.high, least))))
        return tuple(found)

    def _in_order(self, parts: Sequence[Worked]) -> Iterator[tuple[Sql, Worked, Ends]]:
        """The members up to the first that is sure to be had."""
        before: list[Sql] = []
        for part in parts:
            yield both(*before, may_be(part.standing.holds)), part, part.standing.had
            before.append(not_sure(part.standing.holds))

    def _by_first_payment(
        self, parts: Sequence[Worked], reading: Reading
    ) -> Iterator[tuple[Sql, Worked, Ends]]:
        firsts = [ends.bound(part.standing.first, reading.bind) for part in parts]
        settled = (_settled(part.standing) for part in parts)
        least = reading.bind(reduce(larger, (each.low for each in settled)))
        for part, first in zip(parts, firsts, strict=True):
            yield both(may_be(part.standing.holds), _reaches(first.high, least)), part, part.standing.had

    def _chosen(
        self,
        group: Group,
        parts: Sequence[Worked],
        candidates: Sequence[tuple[Sql, Worked, Ends]],
        before: Ends,
        reading: Reading,
        *,
        compared: bool,
    ) -> Standing:
        """What the members come to under the rule by which they are paid."""
        holds = either(*(part.standing.holds for part in parts))
        every = [part.standing for part in parts]
        if group.pay is Pay.FIRST or by_first_payment(group):
            had = around([(when, had) for when, _, had in candidates], reading)
            first = had
            if compared:
                first = around([(when, part.standing.first) for when, part, _ in candidates], reading)
            reach = Ends(had.low if holds == TRUE else chosen([(holds, had.low)], ZERO), had.high)
            return Standing(holds, ends.bound(reach, reading.bind), had, first, FALSE.copy())
        join = ends.plus if group.pay is None else _larger
        reach = before if group.pay is None else _joined(join, [each.reach for each in every], reading)
        had = first = reach
        if compared:
            least = around([(may_be(each.holds), each.had) for each in every], reading).low
            had = ends.bound(Ends(larger(reach.low, least), reach.high), reading.bind)
            first = _joined(join, [_settled(each) for each in every], reading)
        return Standing(holds, reach, had, first, either(*(each.open for each in every)))


def _bounds(limit: Ends) -> Sql:
    """That a ceiling bounds anything: true or false."""
    if not limit.high.optional:
        return TRUE.copy()
    return FALSE.copy() if isinstance(limit.high.above.sql, exp.Null) else is_known(limit.high)


def _settled(standing: Standing) -> Ends:
    """What the first payment comes to: nothing is sure where it may not be had."""
    if standing.holds == TRUE:
        return standing.first
    return Ends(chosen([(standing.holds, standing.first.low)], ZERO), standing.first.high)


def _reaches(high: Number, least: Number) -> Sql:
    """That a high is at least so much, or has no bound: true or false."""
    reaches = compared(high, exp.GTE, least)
    return (
        either(exp.Is(this=high.above.sql.copy(), expression=exp.null()), reaches)
        if high.optional
        else reaches
    )


def _joined(join: Join, every: Sequence[Ends], reading: Reading) -> Ends:
    return reduce(lambda a, b: ends.bound(join(a, b), reading.bind), every)


def around(ways: Sequence[tuple[Sql, Ends]], reading: Reading) -> Ends:
    """Around those of some ways that are open, on conditions true or false; nothing where none is."""
    low: Number | None = None
    high: Number | None = None
    some: Sql = FALSE.copy()
    for when, way in ways:
        way = ends.bound(way, reading.bind)
        if low is None or high is None:
            low, high, some = way.low, way.high, when
            continue
        only_this, only_those = both(when, negated(some)), negated(when)
        low = chosen([(only_this, way.low), (only_those, low)], smaller(low, way.low))
        high = chosen([(only_this, way.high), (only_those, high)], larger(high, way.high))
        low, high, some = reading.bind(low), reading.bind(high), either(some, when)
    assert low is not None
    assert high is not None
    if some == TRUE:
        return Ends(low, high)
    return ends.bound(Ends(chosen([(some, low)], ZERO), chosen([(some, high)], ZERO)), reading.bind)


def _larger(a: Ends, b: Ends) -> Ends:
    return Ends(larger(a.low, b.low), larger(a.high, b.high))
