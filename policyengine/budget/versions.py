"""A plan as a budget reads it: what costs money alone; and as if every office gave all that it may."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from policyengine.language.tree import Amount, UpTo
from policyengine.language.walk import AnyNode, as_term, rewrite
from policyengine.rulebook.choices import Nature
from policyengine.rulebook.plan import Plan, Reward
from policyengine.rulebook.provisions import Group


def costing(plan: Plan) -> Plan:
    """The plan without what costs no money: supports, obligations, and readings that were not chosen.

    What a rule of these asks for must not be asked of a table from which only money is reckoned.
    """
    rewards = {id_: replace(reward, readings=()) for id_, reward in plan.rewards.items()}
    return replace(plan, rewards=rewards, supports={}, obligations={})


def in_full(plan: Plan) -> Plan:
    """The plan as if whoever may give, gives the most: what is discretionary becomes due.

    What is then still open is open because facts are missing, and for no other reason.
    """
    return replace(plan, rewards={id_: _in_full(reward) for id_, reward in plan.rewards.items()})


def _in_full(reward: Reward) -> Reward:
    return replace(
        reward,
        nature=Nature.ENTITLEMENT,
        amount=_most(reward.amount),
        promised=_most(reward.promised),
        payments=tuple(replace(each, amount=_most(each.amount)) for each in reward.payments),
    )


def _most(amount: Amount) -> Amount:
    """The amount with the ceiling of each promise `up to` in its place."""

    def given(node: AnyNode) -> AnyNode:
        return as_term(node.ceiling) if isinstance(node, UpTo) else node

    return rewrite(amount, given)


def only(plan: Plan, rewards: Collection[str]) -> Plan:
    """The plan with these rewards alone, and the groups that lie wholly among them."""
    kept = {id_: reward for id_, reward in plan.rewards.items() if id_ in rewards}
    groups: dict[str, Group] = {}
    # A group may stand before the groups that it holds.
    for _ in plan.groups:
        for group in plan.groups:
            if all(member in kept or member in groups for member in group.members):
                groups[group.id] = group
    return replace(plan, rewards=kept, groups=tuple(each for each in plan.groups if each.id in groups))
