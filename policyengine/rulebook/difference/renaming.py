"""The old version under the new version's names, so that a new name is told but once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from policyengine.language.tree import Aggregate, Fact, Kind, Literal, Named
from policyengine.language.walk import AnyNode, rewrite
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.paying import Split
from policyengine.rulebook.plan import Plan, RelatedDocument, Rule, Target
from policyengine.rulebook.provisions import Group, Selector

Ids = Mapping[str, str]


@dataclass(frozen=True)
class Names:
    """New names by the old ones, for each kind of thing that other entries refer to."""

    rules: Ids = field(default_factory=dict)
    groups: Ids = field(default_factory=dict)
    definitions: Ids = field(default_factory=dict)
    facts: Ids = field(default_factory=dict)
    clauses: Ids = field(default_factory=dict)
    departments: Ids = field(default_factory=dict)
    payers: Ids = field(default_factory=dict)
    places: Ids = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))


def renamed(plan: Plan, names: Names) -> Plan:
    """The plan with every reference to what has a new name under that name; the entries keep their ids."""
    if not names:
        return plan
    told = {
        each.name: _renamed(getattr(plan, each.name), names)
        for each in fields(plan)
        if each.name not in ("vocabulary", "own_facts", "span", "written_at")
    }
    return replace(plan, **told)


def _renamed(value: Any, names: Names) -> Any:
    if isinstance(value, AnyNode):
        return rewrite(value, lambda node: _node(node, names))
    if isinstance(value, tuple):
        return tuple(_renamed(each, names) for each in value)
    if isinstance(value, Mapping):
        return {key: _renamed(each, names) for key, each in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    below = {each.name: _renamed(getattr(value, each.name), names) for each in fields(value) if each.compare}
    return replace(value, **{**below, **_references(value, names)})


def _references(value: Any, names: Names) -> dict[str, Any]:
    """The fields of one value that name something else."""
    match value:
        case Citation(clause):
            return {"clause": names.clauses.get(clause, clause)}
        case RelatedDocument(clause=str(clause)):
            return {"clause": names.clauses.get(clause, clause)}
        case Group(members=members):
            ids = {**names.rules, **names.groups}
            return {"members": tuple(ids.get(each, each) for each in members)}
        case Selector(rule=str(rule)):
            return {"rule": names.rules.get(rule, rule)}
        case Rule(departments=listed):
            departments = {"departments": tuple(names.departments.get(each, each) for each in listed)}
            whole = value.part_of if isinstance(value, Target) else None
            return departments if whole is None else {**departments, "part_of": names.rules.get(whole, whole)}
        case Split(_, shares):
            return {"shares": tuple((names.payers.get(payer, payer), part) for payer, part in shares)}
        case _:
            return {}


def _node(node: AnyNode, names: Names) -> AnyNode:
    match node:
        case Fact(name):
            return replace(node, name=_fact(name, names.facts))
        case Aggregate(items):
            return replace(node, items=names.facts.get(items, items))
        case Named(name):
            return replace(node, name=names.definitions.get(name, name))
        case Literal(Kind.JURISDICTION, str(place)):
            return replace(node, value=names.places.get(place, place))
        case _:
            return node


def _fact(name: str, facts: Ids) -> str:
    """A fact under its new name; also one year's figure of a series, and a field of a list."""
    whole = re.split(r"[\[.]", name, maxsplit=1)[0]
    return facts.get(whole, whole) + name[len(whole) :]
