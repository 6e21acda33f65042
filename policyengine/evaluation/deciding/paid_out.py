"""Who pays what of a pot, after every choice and cut; and what has cut it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from typing import TypeAlias

from policyengine.evaluation.deciding.ceilings import allotted
from policyengine.evaluation.deciding.groups import Pot, Worked, rewards_of
from policyengine.evaluation.deciding.payers import Parts, added, around, plus, split
from policyengine.evaluation.meaning.amounts import NIL, Reach, capped
from policyengine.evaluation.meaning.ranges import ZERO
from policyengine.evaluation.meaning.truth import Truth
from policyengine.rulebook.paying import Shares

SplitsNow: TypeAlias = Callable[[str], tuple[Shares, ...]]
"""The splits of a reward among payers that can still hold, by its local id."""


def by_payer(work: Worked, splits: SplitsNow) -> Parts:
    """What each payer's part of a pot can come to; nothing for those whose rewards are not paid.

    INVARIANT: once all amounts and payers are settled, and it is settled which member is paid and at whose
    cost a ceiling cuts, the parts add to what the pot comes to.
    """
    idle: Parts = {payer: NIL for reward in rewards_of(work.of) for payer in payers(splits(reward))}
    return {**idle, **_parts(work, splits, None, work.standing.reach)}


def payers(splits: Sequence[Shares]) -> Iterator[str]:
    """Everyone who may pay a part."""
    return (payer for shares in splits for payer, _ in shares)


def _parts(work: Worked, splits: SplitsNow, above: Reach | None, comes_to: Reach) -> Parts:
    """The parts of a pot or reward. `above`: what the ceilings of the groups it is in leave for it."""
    limit = tighter(above, work.limit)
    if isinstance(work.of, str):
        return split(comes_to if limit is None else capped(comes_to, limit), splits(work.of))
    if work.candidates:
        ways = [_parts(each, splits, limit, paid) for each, paid in work.candidates]
        # Where none of them is sure to be had, nobody may have to pay.
        return around(ways if work.standing.truth is Truth.TRUE else (*ways, {}))
    if work.of.pay is not None:
        return {}
    return _sum(work, work.of, splits, limit)


def _sum(work: Worked, pot: Pot, splits: SplitsNow, limit: Reach | None) -> Parts:
    """The parts of what is paid side by side, under a limit on all of it."""
    members = [part.standing.reach for part in work.parts]
    full = added(_parts(part, splits, None, part.standing.reach) for part in work.parts)
    if limit is None or (work.before.high is not None and work.before.high <= limit.low):
        return full
    only = _one_split(work, splits)
    certain = limit.high is not None and limit.high < work.before.low
    if only is not None and (certain or len(only) == 1):
        # Where all is split alike, the whole is split: item by item the parts could be a 分 off.
        return split(capped(work.before, limit), (only,))
    if pot.cut is not None:
        paid = zip(work.parts, allotted(pot.cut, members, limit), strict=True)
        parts = added(_parts(part, splits, own, part.standing.reach) for part, own in paid)
        return {payer: capped(part, limit)._replace(low=part.low) for payer, part in parts.items()}
    if only is None:
        return _cut(full, limit)
    cut = split(capped(work.before, limit), (only,))
    return around((cut, {payer: capped(part, limit) for payer, part in full.items()}))


def tighter(a: Reach | None, b: Reach | None) -> Reach | None:
    """The smaller of two limits, each of them None where there is none."""
    if a is None or b is None:
        return b if a is None else a
    return capped(a, b)


def _one_split(work: Worked, splits: SplitsNow) -> Shares | None:
    """The split by which all that can be paid is paid, if there is one."""
    found = {split for reward in _paid(work) for split in splits(reward)}
    return found.pop() if len(found) == 1 else None


def _paid(work: Worked) -> Iterator[str]:
    if isinstance(work.of, str) and (work.standing.reach != NIL or work.standing.open):
        yield work.of
    for part in work.parts:
        yield from _paid(part)


def _cut(full: Parts, limit: Reach) -> Parts:
    """The text does not say at whose cost a ceiling cuts, so that a payer's part has two ends."""
    cut = {}
    for payer, own in full.items():
        others = reduce(plus, (reach for other, reach in full.items() if other != payer), NIL)
        # At worst the others are paid in full, and this payer's part bears the whole cut.
        left = ZERO if others.high is None else max(ZERO, limit.low - others.high)
        cut[payer] = capped(own, limit)._replace(low=min(own.low, left))
    return cut
