"""The funds from which rewards are paid, and how much of each the table would use in the year assessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from policyengine.budget.amounts import EXACT, Outlay
from policyengine.errors import Bilingual
from policyengine.evaluation.deciding.funds import rewards_in
from policyengine.language.interval import decimal_of, plain
from policyengine.rulebook.paying import Budget
from policyengine.rulebook.plan import Plan

PLACES = Decimal("0.0001")
"""A share is told to a hundredth of a percent, half up."""


@dataclass(frozen=True, slots=True)
class FundStated:
    """A fund of which the text states the size. `of`: the reward or group it is stated for.

    `rewards`: what is paid from it, by local ids. `budget`: its size in 元, for so many years.
    """

    of: str
    title: Bilingual
    rewards: tuple[str, ...]
    budget: Budget
    is_group: bool


@dataclass(frozen=True, slots=True)
class FundUse:
    """A fund, and the outlay of its rewards after the groups among them, in the year assessed."""

    fund: FundStated
    outlay: Outlay

    def to_dict(self, city: str) -> dict[str, Any]:
        """The contract's form. A `share` is a ratio of the fund's whole size; above one it is exceeded."""
        budget = self.fund.budget
        return {
            "id": f"{city}.{self.fund.of}",
            "title": self.fund.title.to_dict(),
            "rewards": [f"{city}.{reward}" for reward in self.fund.rewards],
            "amount": plain(decimal_of(budget.amount)),
            "at_least": budget.at_least,
            "years": budget.years,
            "when_short": None if budget.when_short is None else budget.when_short.value,
            "outlay": self.outlay.to_dict(),
            "share": {
                "assured": _share(self.outlay.assured, budget.amount),
                "possible": _share(self.outlay.possible, budget.amount),
            },
        }


def funds_stated(plan: Plan) -> Iterator[FundStated]:
    """Every fund the plan states a size of, those of rewards first."""
    for id_, reward in plan.rewards.items():
        if reward.budget is not None:
            yield FundStated(id_, reward.title, (id_,), reward.budget, is_group=False)
    groups = {group.id: group for group in plan.groups}
    for group in plan.groups:
        if group.budget is not None:
            # What a reward of the group has of its own is not paid from the group's.
            shared = (each for each in rewards_in(group, groups) if plan.rewards[each].budget is None)
            yield FundStated(group.id, group.title, tuple(shared), group.budget, is_group=True)


def _share(used: Decimal, size: Fraction) -> str | None:
    if size == 0:
        return None
    quotient = EXACT.divide(used, decimal_of(size))
    return plain(quotient.quantize(PLACES, ROUND_HALF_UP, EXACT))
