"""Who pays what of a pot, after every choice and cut, in SQL: `evaluation/deciding/paid_out.py`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce

from sqlglot import exp

from policyengine.batch import ends
from policyengine.batch.amounts import unquantified
from policyengine.batch.ceilings import allotted
from policyengine.batch.certainty import may_be, not_sure, sure
from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.ends import NOTHING, Ends, capped, less, smaller
from policyengine.batch.groups import Worked, around, rewards_of
from policyengine.batch.logic import FALSE, TRUE, both, either, negated
from policyengine.batch.meaning import truth_of
from policyengine.batch.numbers import ZERO, chosen, compared
from policyengine.batch.payers import Parts, added, by_shares_of, payers_of, split
from policyengine.batch.reading import Reading
from policyengine.language.tree import ALWAYS
from policyengine.rulebook.paying import Shares, Splits
from policyengine.rulebook.provisions import Group


class PayingOut:
    """The pots of one plan being divided among payers."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.groups = {group.id: group for group in reading.plan.groups}

    def by_payer(self, work: Worked) -> Parts:
        """What each payer's part of a pot can come to."""
        everyone = tuple(dict.fromkeys(payer for splits in self._every(work) for payer in payers_of(splits)))
        if len(everyone) == 1:
            return {everyone[0]: work.standing.reach}
        return dict.fromkeys(everyone, NOTHING) | dict(self._parts(work, None, work.standing.reach))

    def _every(self, work: Worked) -> Iterator[Splits]:
        for reward in rewards_of(work.of, self.groups):
            yield self._splits(reward)

    def _splits(self, reward: str) -> Splits:
        return self.reading.plan.rewards[reward].paid_by

    def _parts(self, work: Worked, above: Ends | None, comes_to: Ends) -> Parts:
        """The parts of a pot or reward. `above`: what the ceilings of the groups it is in leave for it."""
        reading = self._of(work)
        limit = _tighter(above, work.limit, reading)
        if isinstance(work.of, str):
            under = comes_to if limit is None else _bound(capped(_bound(comes_to, reading), limit), reading)
            return split(under, self._splits(work.of), reading)
        if work.of.pay is None:
            return self._sum(work, work.of, limit, reading)
        ways = [(when, self._parts(part, limit, paid)) for when, part, paid in work.candidates]
        # Where none of them is sure to be had, nobody may have to pay.
        ways.append((not_sure(work.standing.holds), {}))
        return _around(ways, reading)

    def _of(self, work: Worked) -> Reading:
        about = work.of if isinstance(work.of, str) else work.of.id
        return self.reading.of(about, self.reading.stage)

    def _sum(self, work: Worked, group: Group, limit: Ends | None, reading: Reading) -> Parts:
        """The parts of what is paid side by side, under a limit on all of it."""
        full = added([self._parts(part, None, part.standing.reach) for part in work.parts])
        if limit is None:
            return full
        full = {payer: _bound(part, reading) for payer, part in full.items()}
        before = _bound(work.before, reading)
        ways: list[tuple[Sql, Parts]] = [(sure(compared(before.high, exp.LTE, limit.low)), full)]
        certain = sure(compared(limit.high, exp.LT, before.low))
        under = _bound(capped(before, limit), reading)
        only = {shares: self._only(work, shares, reading) for shares in self._shares(work)}
        wholes = {shares: by_shares_of(under, shares, reading) for shares in only}
        for shares, alone in only.items():
            # Where all is split alike, the whole is split: item by item the parts could be a 分 off.
            ways.append((alone if len(shares) == 1 else both(alone, certain), wholes[shares]))
        if group.cut is not None:
            members = [_bound(part.standing.reach, reading) for part in work.parts]
            paid = zip(work.parts, allotted(group.cut, members, limit, reading), strict=True)
            parts = added([self._parts(part, own, part.standing.reach) for part, own in paid])
            cut = {payer: Ends(part.low, capped(part, limit).high) for payer, part in parts.items()}
            return _first(ways, cut, reading)
        most = {payer: _bound(capped(part, limit), reading) for payer, part in full.items()}
        for shares, alone in only.items():
            if len(shares) > 1:
                both_ways = [(TRUE.copy(), wholes[shares]), (TRUE.copy(), most)]
                ways.append((alone, _around(both_ways, reading)))
        return _first(ways, _cut(full, limit, reading), reading)

    # By which split all is paid

    def _shares(self, work: Worked) -> Iterator[Shares]:
        """Every split by which something may be paid."""
        yield from dict.fromkeys(each.shares for splits in self._every(work) for each in splits)

    def _only(self, work: Worked, shares: Shares, reading: Reading) -> Sql:
        """That all that can be paid is paid by this split, and something can: true or false."""
        some: list[Sql] = []
        otherwise: list[Sql] = []
        for reward, paid in self._paid(work):
            some.append(paid)
            otherwise.append(negated(both(paid, self._may_differ(self._splits(reward), shares, reading))))
        how = both(either(*some), *otherwise)
        if how in (TRUE, FALSE):
            return how
        return reading.truth(f"{reading.about}__alike", how, "all that can be paid is divided alike")

    def _paid(self, work: Worked) -> Iterator[tuple[str, Sql]]:
        """Each reward of a pot, and that it may bring anything: true or false."""
        if isinstance(work.of, str):
            high = work.standing.reach.high
            more = sure(compared(high, exp.GT, ZERO))
            yield work.of, either(more, unquantified(high), work.standing.open)
        for part in work.parts:
            yield from self._paid(part)

    def _may_differ(self, splits: Splits, shares: Shares, reading: Reading) -> Sql:
        """That another split than this may hold: true or false."""
        before: list[Sql] = []
        others: list[Sql] = []
        for each in splits:
            when = TRUE.copy() if each.when == ALWAYS else truth_of(each.when, reading)
            if each.shares != shares:
                others.append(both(*before, may_be(when)))
            before.append(not_sure(when))
        return either(*others)


def _tighter(a: Ends | None, b: Ends | None, reading: Reading) -> Ends | None:
    if a is None or b is None:
        return b if a is None else a
    return _bound(capped(a, b), reading)


def _bound(of: Ends, reading: Reading) -> Ends:
    return ends.bound(of, reading.bind)


def _around(ways: Sequence[tuple[Sql, Parts]], reading: Reading) -> Parts:
    payers = dict.fromkeys(payer for _, parts in ways for payer in parts)
    return {
        payer: around([(when, parts.get(payer, NOTHING)) for when, parts in ways], reading)
        for payer in payers
    }


def _first(ways: Sequence[tuple[Sql, Parts]], otherwise: Parts, reading: Reading) -> Parts:
    """The parts of the first way whose condition holds."""
    payers = dict.fromkeys(payer for parts in (*(parts for _, parts in ways), otherwise) for payer in parts)
    found: Mapping[str, Ends] = {
        payer: Ends(
            chosen(
                [(when, parts.get(payer, NOTHING).low) for when, parts in ways],
                otherwise.get(payer, NOTHING).low,
            ),
            chosen(
                [(when, parts.get(payer, NOTHING).high) for when, parts in ways],
                otherwise.get(payer, NOTHING).high,
            ),
        )
        for payer in payers
    }
    return {payer: _bound(part, reading) for payer, part in found.items()}


def _cut(full: Parts, limit: Ends, reading: Reading) -> Parts:
    """The text does not say at whose cost a ceiling cuts, so that a payer's part has two ends."""
    found = {}
    for payer, own in full.items():
        others = reduce(ends.plus, (part for other, part in full.items() if other != payer), NOTHING)
        # At worst the others are paid in full, and this payer's part bears the whole cut.
        left = _bound(less(limit, _bound(others, reading)), reading)
        found[payer] = _bound(Ends(smaller(own.low, left.low), capped(own, limit).high), reading)
    return found
