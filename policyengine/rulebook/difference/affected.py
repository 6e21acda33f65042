"""Which rules a change reaches that was not made in them: those that use a definition, a fact, a group."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from policyengine.language.tree import Kind, Literal, Named
from policyengine.language.walk import AnyNode, descend, facts_read
from policyengine.rulebook.difference.change import Change
from policyengine.rulebook.facts_of import trees_of_rule
from policyengine.rulebook.plan import AnyRule, Obligation, Plan, Reward, Support
from policyengine.rulebook.plan_wide import plan_wide
from policyengine.rulebook.provisions import Group, PlanWide

Uses = Callable[[Plan, AnyRule, str], bool]


def affected(change: Change, old: Plan, new: Plan) -> tuple[str, ...]:
    """The ids of the rules of either version that a change of something they use reaches, with their city."""
    uses = _USES.get(change.section)
    if uses is None:
        return ()
    found = [
        f"{plan.city}.{rule.id}"
        for plan in (new, old)
        for rule in plan.rules()
        if uses(plan, rule, change.id)
    ]
    return tuple(dict.fromkeys(found))


def _by_name(plan: Plan, rule: AnyRule, id_: str) -> bool:
    return any(isinstance(node, Named) and node.name == id_ for node in _nodes(plan, rule))


def _by_fact(plan: Plan, rule: AnyRule, id_: str) -> bool:
    return id_ in _facts(plan, rule)


def _facts(plan: Plan, rule: AnyRule) -> set[str]:
    """The facts that a rule reads, and those these follow from; a series stands for its figures."""
    waiting = [fact for tree in _trees(plan, rule) for fact in facts_read(tree)]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found |= {name, name.partition("[")[0]}
        definition = plan.vocabulary.find(name)
        waiting += [] if definition is None or definition.derived is None else facts_read(definition.derived)
    return found


def _by_place(plan: Plan, rule: AnyRule, id_: str) -> bool:
    places = {area.place for area in plan.areas if area.id == id_}
    return any(
        isinstance(node, Literal) and node.kind is Kind.JURISDICTION and node.value in places
        for node in _nodes(plan, rule)
    )


def _by_group(plan: Plan, rule: AnyRule, id_: str) -> bool:
    groups = {group.id: group for group in plan.groups}
    return id_ in groups and rule.id in _members(groups[id_], groups)


def _members(group: Group, groups: Mapping[str, Group]) -> set[str]:
    """The rewards of a group, and of the groups in it."""
    found: set[str] = set()
    for member in group.members:
        found |= _members(groups[member], groups) if member in groups and member != group.id else {member}
    return found


def _by_condition(plan: Plan, rule: AnyRule, id_: str) -> bool:
    return any(each.id == id_ for each in _conditions(plan, rule))


def _conditions(plan: Plan, rule: AnyRule) -> tuple[PlanWide, ...]:
    """The conditions stated for many rules that hold for this one."""
    return plan_wide(plan, rule) if isinstance(rule, Reward | Support | Obligation) else ()


def _by_default(plan: Plan, rule: AnyRule, id_: str) -> bool:
    default = plan.payers_by_default
    return default is not None and isinstance(rule, Reward) and rule.paid_by == default.paid_by


def _by_payer(plan: Plan, rule: AnyRule, id_: str) -> bool:
    shares = rule.paid_by if isinstance(rule, Reward) else ()
    return any(payer == id_ for split in shares for payer, _ in split.shares)


def _trees(plan: Plan, rule: AnyRule) -> Iterator[AnyNode]:
    """The rule's own trees, and those of the conditions stated for many rules that hold for it."""
    yield from trees_of_rule(rule)
    yield from (each.require for each in _conditions(plan, rule))


def _nodes(plan: Plan, rule: AnyRule) -> Iterator[AnyNode]:
    return (node for tree in _trees(plan, rule) for node in descend(tree))


_USES: Mapping[str, Uses] = {
    "definitions": _by_name,
    "facts": _by_fact,
    "areas": _by_place,
    "groups": _by_group,
    "conditions": _by_condition,
    "paid_by": _by_default,
    "payers": _by_payer,
}
