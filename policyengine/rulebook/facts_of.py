"""Which facts the rules of a plan read."""

from __future__ import annotations

from collections.abc import Iterator

from policyengine.language.facts import FactDefinition
from policyengine.language.walk import AnyNode, facts_read
from policyengine.rulebook.plan import Obligation, Plan, Reward, Support


def trees_of(plan: Plan) -> Iterator[AnyNode]:
    """Every condition and amount of a plan, rule by rule."""
    for rule in plan.rules():
        match rule:
            case Reward():
                yield rule.when
                yield rule.amount
            case Support():
                yield rule.when
            case Obligation():
                yield rule.bound
                yield rule.requires


def facts_of(plan: Plan) -> tuple[FactDefinition, ...]:
    """The facts that a plan's rules read, and those they are derived from, in vocabulary order."""
    waiting = [name for tree in trees_of(plan) for name in facts_read(tree)]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            derived = plan.vocabulary[name].derived
            waiting.extend(facts_read(derived) if derived is not None else ())
    return tuple(definition for definition in plan.vocabulary if definition.name in found)
