"""What rewards come to together, in SQL: which exclude each other, and which share ceilings.

The meaning is that of `evaluation/deciding/groups.py`, `ceilings.py` and `paid_out.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import TypeAlias

from sqlglot import exp

from policyengine.batch import ends
from policyengine.batch.amounts import amount_of, closed, unquantified
from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.ends import NOTHING, Ends, larger, smaller, tightest
from policyengine.batch.logic import FALSE, TRUE, both, either, negated
from policyengine.batch.numbers import ZERO, Number, chosen, compared, known_or
from policyengine.batch.payers import Parts, added, payers_of, split
from policyengine.batch.reading import Reading
from policyengine.batch.refused import Inexpressible
from policyengine.rulebook.choices import Pay, Weighed
from policyengine.rulebook.paying import Ceiling, Splits
from policyengine.rulebook.provisions import Group


@dataclass(frozen=True, slots=True)
class Standing:
    """How a reward or group stands among others: whether it can be had, what it comes to, and if it can be.

    `open`: whether an unknown high was left out of `reach`.
    """

    holds: Sql
    reach: Ends
    had: Ends
    open: Sql

    def closed(self) -> Standing:
        """The same without an unknown high."""
        gone = unquantified(self.reach.high)
        if gone == FALSE:
            return self
        return replace(self, reach=closed(self.reach), had=closed(self.had), open=gone)


Members: TypeAlias = Mapping[str, Standing]


@dataclass(frozen=True, slots=True)
class Worked:
    """A pot worked out, or a reward in one; `limit`: what its ceilings leave, if it has any.

    `candidates`: which members may be the one that is paid, on which condition, and what each then comes to.
    """

    of: str | Group
    standing: Standing
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


class Working:
    """The groups of one plan being worked out, `unpaid`: where nothing is taken as received before."""

    def __init__(self, reading: Reading, members: Members, *, unpaid: bool) -> None:
        self.reading, self.members, self.unpaid = reading, members, unpaid
        self.groups = {group.id: group for group in reading.plan.groups}

    def worked(self, member: str | Group, bounded: bool = False) -> Worked:
        """A pot or reward worked out. `bounded`: a ceiling above it takes the place of an unknown high."""
        if isinstance(member, str):
            own = self.members[member]
            return Worked(member, own if bounded else own.closed())
        reading = self.reading.of(member.id, self.reading.stage)
        limit = self._limit(member.ceilings, reading) if member.ceilings else None
        if limit is not None and limit.high.optional and limit.high.above.sql != exp.null():
            raise Inexpressible("取决于未知事实的封顶", "a ceiling that a fact not known may leave open")
        bounded = bounded or (limit is not None and limit.high.above.sql != exp.null())
        parts = tuple(self.worked(self.groups.get(each, each), bounded) for each in member.members)
        candidates = self._candidates(member, parts, reading)
        chosen_ = self._chosen(member, parts, candidates, reading)
        under = chosen_ if limit is None else _capped(chosen_, limit, reading)
        return Worked(member, under, parts, limit, candidates)

    def _limit(self, ceilings: Sequence[Ceiling], reading: Reading) -> Ends:
        return reduce(lambda a, b: _least(a, b, reading), (self._left(each, reading) for each in ceilings))

    def _left(self, ceiling: Ceiling, reading: Reading) -> Ends:
        """What a ceiling leaves, once all that counts beside its rewards is counted."""
        if ceiling.per is not None and not self.unpaid:
            raise Inexpressible(
                "计入已获奖补的封顶（可加 --assume-not-received）",
                "a ceiling that counts what was received before (unless with --assume-not-received)",
            )
        whole = ends.bound(amount_of(ceiling.at_most, reading), reading.bind)
        if ceiling.counting is None:
            return whole
        other = ends.bound(amount_of(ceiling.counting, reading), reading.bind)
        rest = ends.minus(whole, other)
        return ends.bound(ends.not_negative(Ends(known_or(rest.low, ZERO), rest.high)), reading.bind)

    def _candidates(
        self, group: Group, parts: Sequence[Worked], reading: Reading
    ) -> tuple[tuple[Sql, Worked, Ends], ...]:
        if group.pay is None:
            return ()
        if group.weighed is not Weighed.TOTAL and group.pay is not Pay.FIRST:
            raise Inexpressible("按首笔比较的就高", "the highest by its first payment")
        if group.pay is Pay.FIRST:
            return tuple(self._in_order(parts))
        least = reading.bind(reduce(larger, (part.standing.reach.low for part in parts)))
        found = []
        for part in parts:
            standing = part.standing
            reach = ends.bound(standing.reach, reading.bind)
            reaches = compared(reach.high, exp.GTE, least)
            if reach.high.optional:
                reaches = either(exp.Is(this=reach.high.above.sql.copy(), expression=exp.null()), reaches)
            can_be = _may(standing.holds)
            comes_to = Ends(larger(reach.low, least), larger(reach.high, least))
            found.append((both(can_be, either(standing.open, reaches)), part, comes_to))
        return tuple(found)

    def _in_order(self, parts: Sequence[Worked]) -> Iterator[tuple[Sql, Worked, Ends]]:
        """The members up to the first that is sure to be had."""
        before: list[Sql] = []
        for part in parts:
            if not isinstance(part.of, str):
                raise Inexpressible("依次择一之中的组", "a group within an order of precedence")
            yield both(*before, _may(part.standing.holds)), part, part.standing.had
            before.append(_not_sure(part.standing.holds))

    def _chosen(
        self,
        group: Group,
        parts: Sequence[Worked],
        candidates: Sequence[tuple[Sql, Worked, Ends]],
        reading: Reading,
    ) -> Standing:
        holds = either(*(part.standing.holds for part in parts))
        every = [part.standing for part in parts]
        open_ = either(*(each.open for each in every))
        if group.pay is Pay.FIRST:
            tiers = [(part.standing.holds, had) for _, part, had in candidates]
            had = ends.bound(ends.reachable(tiers, NOTHING, reading.bind), reading.bind)
            return Standing(holds, had, had, FALSE.copy())
        join = ends.plus if group.pay is None else _larger
        reach = reduce(lambda a, b: ends.bound(join(a, b), reading.bind), (each.reach for each in every))
        return Standing(holds, reach, reach, open_)

    # Who pays

    def by_payer(self, work: Worked) -> Parts:
        """What each payer's part of a pot can come to."""
        rewards = rewards_of(work.of, self.groups)
        splits = [self.reading.plan.rewards[reward].paid_by for reward in rewards]
        everyone = tuple(dict.fromkeys(payer for each in splits for payer in payers_of(each)))
        if len(everyone) == 1:
            return {everyone[0]: work.standing.reach}
        return dict.fromkeys(everyone, NOTHING) | dict(self._parts(work, work.standing.reach))

    def _splits(self, reward: str) -> Splits:
        return self.reading.plan.rewards[reward].paid_by

    def _parts(self, work: Worked, comes_to: Ends) -> Parts:
        if isinstance(work.of, str):
            return split(comes_to, self._splits(work.of), self.reading.of(work.of, self.reading.stage))
        if work.limit is not None:
            raise Inexpressible("封顶之下多个出资方的分担", "several payers under one ceiling")
        if work.of.pay is None:
            return added([self._parts(part, part.standing.reach) for part in work.parts])
        reading = self.reading.of(work.of.id, self.reading.stage)
        ways = [(when, self._parts(part, paid)) for when, part, paid in work.candidates]
        ways.append((_not_sure(work.standing.holds), {}))
        payers = dict.fromkeys(payer for _, parts in ways for payer in parts)
        return {
            payer: _around([(when, parts.get(payer, NOTHING)) for when, parts in ways], reading)
            for payer in payers
        }


def _around(ways: Sequence[tuple[Sql, Ends]], reading: Reading) -> Ends:
    """Around those of some ways that are open; nothing where none is."""
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
    return Ends(chosen([(some, low)], ZERO), chosen([(some, high)], ZERO))


def _may(holds: Sql) -> Sql:
    """That a condition is not false: true or false, never unknown."""
    if holds == TRUE:
        return TRUE.copy()
    case = exp.Case().when(negated(holds), exp.Literal.number(0)).else_(exp.Literal.number(1))
    return exp.EQ(this=exp.Paren(this=case), expression=exp.Literal.number(1))


def _not_sure(holds: Sql) -> Sql:
    """That a condition is not true: true or false, never unknown."""
    if holds == TRUE:
        return FALSE.copy()
    case = exp.Case().when(holds.copy(), exp.Literal.number(0)).else_(exp.Literal.number(1))
    return exp.EQ(this=exp.Paren(this=case), expression=exp.Literal.number(1))


def _larger(a: Ends, b: Ends) -> Ends:
    return Ends(larger(a.low, b.low), larger(a.high, b.high))


def _least(a: Ends, b: Ends, reading: Reading) -> Ends:
    return ends.bound(Ends(smaller(a.low, b.low), tightest(a.high, b.high)), reading.bind)


def _capped(standing: Standing, limit: Ends, reading: Reading) -> Standing:
    return replace(
        standing,
        reach=_least(ends.bound(standing.reach, reading.bind), limit, reading),
        had=_least(ends.bound(standing.had, reading.bind), limit, reading),
    )
