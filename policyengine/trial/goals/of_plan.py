"""All that the cases of a version should try."""

from __future__ import annotations

from collections.abc import Iterator

from policyengine.evaluation.kept import kept
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.plan_wide import decided
from policyengine.trial.goals.goal import Goal
from policyengine.trial.goals.money import of_default_payers, of_reward
from policyengine.trial.goals.rules import of_rule
from policyengine.trial.goals.together import of_definition, of_group, of_requirements


@kept
def goals(plan: Plan) -> tuple[Goal, ...]:
    """The goals of a plan, each once: rule by rule, then what holds for several."""
    found: dict[tuple[object, ...], Goal] = {}
    for goal in _goals(plan):
        found.setdefault(goal.key, goal)
    return tuple(found.values())


def _goals(plan: Plan) -> Iterator[Goal]:
    for rule in decided(plan):
        yield from of_rule(plan, rule)
        if rule.id in plan.rewards:
            yield from of_reward(plan, plan.rewards[rule.id])
    yield from of_default_payers(plan)
    for definition in plan.definitions:
        yield from of_definition(plan, definition)
    yield from of_requirements(plan)
    groups = {group.id: group for group in plan.groups}
    for group in plan.groups:
        yield from of_group(plan, group, groups)
