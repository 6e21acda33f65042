"""Every fact that decides something about an enterprise, wherever the rules of a plan read it."""

from __future__ import annotations

from collections.abc import Iterator

from policyengine.evaluation.deciding.plan_wide import required
from policyengine.evaluation.facts.derived import sources_of
from policyengine.evaluation.facts.received import RECEIVED
from policyengine.evaluation.kept import kept
from policyengine.language.walk import AnyNode, facts_read
from policyengine.rulebook.choices import Scope
from policyengine.rulebook.facts_of import trees_of_rule
from policyengine.rulebook.plan import Plan, Reward
from policyengine.rulebook.plan_wide import decided
from policyengine.rulebook.provisions import Group
from policyengine.rulebook.scope import REGISTERED_IN


@kept
def facts_used(plan: Plan) -> frozenset[str]:
    """The names by which the rules of a plan read facts, what derived ones follow from included."""
    read = {name for tree in _trees(plan) for name in facts_read(tree)}
    sources = sources_of(plan.vocabulary)
    read |= {source for name in read for source in sources.get(name, ())}
    if any(rule.scope is Scope.REGISTERED for rule in decided(plan)):
        read.add(REGISTERED_IN)
    by_itself = any(_counts_received(reward) for reward in plan.rewards.values())
    if by_itself or any(each.per is not None for group in plan.groups for each in group.ceilings):
        read.add(RECEIVED)
    return frozenset(read)


def _counts_received(reward: Reward) -> bool:
    return bool(reward.once or reward.payments or reward.clawbacks)


def _trees(plan: Plan) -> Iterator[AnyNode]:
    for rule in decided(plan):
        yield required(plan, rule)
        yield from trees_of_rule(rule)
    for group in plan.groups:
        yield from _of_group(group)


def _of_group(group: Group) -> Iterator[AnyNode]:
    for ceiling in group.ceilings:
        yield from (each for each in (ceiling.at_most, ceiling.counting) if each is not None)
    if group.budget is not None:
        yield from group.budget.priority
