"""What a plan says of its rules together, as plain data: groups, definitions, conditions, transitions."""

from __future__ import annotations

from policyengine.language.as_dict import Json
from policyengine.rulebook.plain_parts import Say, cited, words
from policyengine.rulebook.plain_payments import budget_dict, ceiling_dict, splits_dict
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.provisions import (
    Definition,
    Group,
    PlanPayers,
    PlanWide,
    Provision,
    Selector,
    Transition,
)


def provisions_dict(plan: Plan, say: Say) -> dict[str, Json]:
    """Everything that the plan says of several rules at once, but its groups."""
    default = plan.payers_by_default
    return {
        "definitions": [_definition(each, plan, say) for each in plan.definitions],
        "conditions": [_plan_wide(each, plan, say) for each in plan.conditions],
        "areas": [{"id": each.id, "name": words(each.name), "place": each.place} for each in plan.areas],
        "payers": [{"id": id, "name": words(name)} for id, name in plan.payers],
        "paid_by": None if default is None else _payers(default, say),
        "governs": plan.governs,
        "transitions": [_transition(each, plan, say) for each in plan.transitions],
        "repeals": list(plan.repeals),
    }


def group_dict(group: Group, plan: Plan, say: Say) -> dict[str, Json]:
    """Rewards that exclude each other or share ceilings."""
    return {
        **_common(group, plan),
        "rewards": [f"{plan.city}.{each}" for each in group.members],
        "pay": group.pay.value if group.pay else None,
        "weighed": group.weighed.value,
        "ceilings": [ceiling_dict(each, say) for each in group.ceilings],
        "cut": group.cut.value if group.cut else None,
        "budget": budget_dict(group.budget, say),
        **_sources(group),
    }


def _definition(definition: Definition, plan: Plan, say: Say) -> dict[str, Json]:
    what: dict[str, Json] = {"type": definition.kind.value, "what": say(definition.what)}
    return {**_common(definition, plan), **what, **_sources(definition)}


def _plan_wide(condition: PlanWide, plan: Plan, say: Say) -> dict[str, Json]:
    return {
        **_common(condition, plan),
        "require": say(condition.require),
        "excludes": condition.excludes,
        "applies_to": [_selector(each, plan) for each in condition.applies_to],
        "except": [_selector(each, plan) for each in condition.exceptions],
        **_sources(condition),
    }


def _selector(selector: Selector, plan: Plan) -> dict[str, Json]:
    return {
        "kind": selector.kind.value if selector.kind else None,
        "nature": selector.nature.value if selector.nature else None,
        "theme": selector.theme,
        "rule": None if selector.rule is None else f"{plan.city}.{selector.rule}",
    }


def _payers(payers: PlanPayers, say: Say) -> dict[str, Json]:
    return {"shares": splits_dict(payers.paid_by, say), **_sources(payers)}


def _transition(transition: Transition, plan: Plan, say: Say) -> dict[str, Json]:
    handed: dict[str, Json] = {"when": say(transition.when), "version": transition.version}
    return {**_common(transition, plan), **handed, **_sources(transition)}


def _common(provision: Provision, plan: Plan) -> dict[str, Json]:
    return {"id": f"{plan.city}.{provision.id}", "title": words(provision.title)}


def _sources(provision: Provision) -> dict[str, Json]:
    return {
        "cite": cited(provision.cite),
        "interpretation": words(provision.interpretation),
        "derived": provision.derived,
    }
