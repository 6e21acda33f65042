"""What rewards come to together: which exclude each other, which share a ceiling, and who pays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import TypeAlias

from policyengine.evaluation.meaning.amounts import NIL, ZERO, Reach, capped, hull
from policyengine.rulebook.plan import Plan, Reward
from policyengine.rulebook.provisions import Group

Reaches: TypeAlias = Mapping[str, Reach]
"""What each reward can come to by itself, by its local id."""


@dataclass(frozen=True, slots=True)
class Pot:
    """Rewards that are paid out together: a group, or one reward that is in none."""

    rewards: tuple[str, ...]
    highest: bool = False
    at_most: Fraction | None = None

    def quantified(self, reaches: Reaches) -> list[Reach]:
        """What each reward adds. Without a ceiling, an unknown high adds nothing above its low."""
        own = [reaches[reward] for reward in self.rewards]
        return [closed(reach) for reach in own] if self.at_most is None else own

    def cut(self, reach: Reach) -> Reach:
        """The same under the ceiling, which an unknown high becomes."""
        return reach if self.at_most is None else capped(reach, Reach(self.at_most, self.at_most))


def closed(reach: Reach) -> Reach:
    """A reach without its unknown high: what is listed as unquantified is in no sum."""
    return Reach(reach.low, reach.low) if reach.high is None else reach


def plus(a: Reach, b: Reach) -> Reach:
    """Two reaches added up; the high is unknown where either is."""
    return Reach(a.low + b.low, None if a.high is None or b.high is None else a.high + b.high)


def larger(a: Reach, b: Reach) -> Reach:
    """What the larger of two comes to; the high is unknown where either is."""
    return Reach(max(a.low, b.low), None if a.high is None or b.high is None else max(a.high, b.high))


def pots(plan: Plan) -> tuple[Pot, ...]:
    """Every reward of a plan in one pot, in the order of the groups, then of the rewards in none."""
    grouped = {reward for group in plan.groups for reward in group.rewards}
    alone = (Pot((reward,)) for reward in plan.rewards if reward not in grouped)
    return (*map(_pot, plan.groups), *alone)


def _pot(group: Group) -> Pot:
    return Pot(group.rewards, group.highest, group.at_most)


def together(pot: Pot, reaches: Reaches) -> Reach:
    """What the rewards of a pot come to together.

    INVARIANT: holds the sum of every completion of the facts, where no reward's high is unknown.
    """
    return pot.cut(reduce(larger if pot.highest else plus, pot.quantified(reaches), NIL))


def by_payer(pot: Pot, rewards: Mapping[str, Reward], reaches: Reaches) -> dict[str, Reach]:
    """What each payer's part of a pot can come to.

    Where a ceiling cuts, the text does not say at whose cost, so that a payer's part has two ends.
    """
    if pot.highest:
        return _of_the_winner(pot, rewards, reaches)
    shares = _shares(pot, rewards, reaches)
    return shares if pot.at_most is None else _cut(shares, pot.at_most)


def _shares(pot: Pot, rewards: Mapping[str, Reward], reaches: Reaches) -> dict[str, Reach]:
    total: dict[str, Reach] = {}
    for reward, reach in zip(pot.rewards, pot.quantified(reaches), strict=True):
        for payer, part in rewards[reward].paid_by:
            total[payer] = plus(total.get(payer, NIL), reach.share(part))
    return total


def _cut(shares: Mapping[str, Reach], at_most: Fraction) -> dict[str, Reach]:
    ceiling = Reach(at_most, at_most)
    cut = {}
    for payer, own in shares.items():
        others = reduce(plus, (reach for other, reach in shares.items() if other != payer), NIL)
        # At worst the others are paid in full, and this payer's part bears the whole cut.
        left = ZERO if others.high is None else max(ZERO, at_most - others.high)
        cut[payer] = capped(own, ceiling)._replace(low=min(own.low, left))
    return cut


def _of_the_winner(pot: Pot, rewards: Mapping[str, Reward], reaches: Reaches) -> dict[str, Reach]:
    """Each payer's part, over all the rewards that can turn out to be the highest.

    Of equals the text does not say which is paid, so that all of them count.
    """
    low = max(reaches[reward].low for reward in pot.rewards)
    own = zip(pot.rewards, pot.quantified(reaches), strict=True)
    paid = {
        reward: pot.cut(larger(reach, Reach(low, low)))
        for reward, reach in own
        if _can_be(reaches[reward], low)
    }
    payers = dict.fromkeys(payer for reward in pot.rewards for payer, _ in rewards[reward].paid_by)
    return {payer: hull(_paid(payer, rewards[w], reach) for w, reach in paid.items()) for payer in payers}


def _paid(payer: str, reward: Reward, reach: Reach) -> Reach:
    part = dict(reward.paid_by).get(payer)
    return reach.share(part) if part is not None else NIL


def _can_be(reach: Reach, low: Fraction) -> bool:
    return reach.high is None or reach.high >= low
