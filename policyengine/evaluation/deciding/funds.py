"""Which funds rewards are paid from: a sum that is subject to a fund may come to less when it runs short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policyengine.evaluation.kept import kept
from policyengine.language.interval import decimal_of, plain
from policyengine.rulebook.paying import Budget
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.provisions import Group


@dataclass(frozen=True, slots=True)
class Fund:
    """The fund a reward is paid from, and the other rewards, by their local ids, that share it."""

    budget: Budget
    shared_with: tuple[str, ...] = ()

    def to_dict(self, city: str) -> dict[str, Any]:
        """The contract's form."""
        budget = self.budget
        return {
            "amount": plain(decimal_of(budget.amount)),
            "at_least": budget.at_least,
            "years": budget.years,
            "when_short": None if budget.when_short is None else budget.when_short.value,
            "shared_with": [f"{city}.{reward}" for reward in self.shared_with],
        }


@kept
def funds(plan: Plan) -> Mapping[str, Fund]:
    """The fund of each reward that has one, by its local id: its own, or that of the nearest group."""
    own = {rule.id: Fund(rule.budget) for rule in plan.rewards.values() if rule.budget is not None}
    groups = {group.id: group for group in plan.groups}
    shared: dict[str, Fund] = {}
    # Of groups within groups the one with fewer rewards is the nearer.
    for group in sorted(plan.groups, key=lambda each: len(tuple(rewards_in(each, groups)))):
        if group.budget is not None:
            rewards = tuple(rewards_in(group, groups))
            for reward in rewards:
                others = tuple(other for other in rewards if other != reward)
                shared.setdefault(reward, Fund(group.budget, others))
    return {**shared, **own}


def rewards_in(group: Group, groups: Mapping[str, Group]) -> Iterator[str]:
    """All rewards of a group, near and far."""
    for member in group.members:
        if member in groups:
            yield from rewards_in(groups[member], groups)
        else:
            yield member
