"""Trees as nested dictionaries for JSON, as `show` prints them beside the canonical text."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from policyengine.language.tree import (
    AllOf,
    Among,
    AnyOf,
    Arithmetic,
    AtLeast,
    Bounded,
    Branch,
    Compare,
    Fact,
    Literal,
    Not,
    Rounded,
    Tiers,
    Unstated,
    UpTo,
)
from policyengine.language.types import TYPES
from policyengine.language.walk import AnyNode

Json: TypeAlias = "dict[str, Json] | list[Json] | str | bool | int | None"


def as_dict(node: AnyNode) -> dict[str, Json]:
    """A node under `kind` and its own keys, its parts likewise; values in the contract's plain notation."""
    match node:
        case Literal(kind, value):
            return {"kind": "literal", "type": kind.value, "value": TYPES[kind].plain(value)}
        case Fact(name):
            return {"kind": "fact", "fact": name}
        case Arithmetic(left, operator, right):
            sides: dict[str, Json] = {"left": as_dict(left), "right": as_dict(right)}
            return {"kind": "arithmetic", "operator": operator.value, **sides}
        case Compare(left, relation, right):
            sides = {"left": as_dict(left), "right": as_dict(right)}
            return {"kind": "compare", "relation": relation.value, **sides}
        case Among(term, options):
            return {"kind": "among", "term": as_dict(term), "options": _all(options)}
        case Not(part):
            return {"kind": "not", "part": as_dict(part)}
        case AllOf(parts):
            return {"kind": "all", "parts": _all(parts)}
        case AnyOf(parts):
            return {"kind": "any", "parts": _all(parts)}
        case AtLeast(count, parts):
            return {"kind": "at_least", "count": count, "parts": _all(parts)}
        case UpTo(ceiling):
            return {"kind": "up_to", "ceiling": as_dict(ceiling)}
        case Unstated():
            return {"kind": "unstated"}
        case Branch(when, amount):
            return {"kind": "branch", "when": as_dict(when), "amount": as_dict(amount)}
        case Tiers(branches, otherwise):
            return {"kind": "tiers", "branches": _all(branches), "otherwise": as_dict(otherwise)}
        case Bounded(amount, at_least, at_most):
            ends: dict[str, Json] = {"at_least": _one(at_least), "at_most": _one(at_most)}
            return {"kind": "bounded", "amount": as_dict(amount), **ends}
        case Rounded(amount, direction, to):
            way: dict[str, Json] = {"direction": direction.value, "to": as_dict(to)}
            return {"kind": "rounded", "amount": as_dict(amount), **way}
        case unread:
            assert_never(unread)


def kind_name(node: AnyNode) -> str:
    """The name a node's kind has in results: `compare`, `all`, `at_least`."""
    return str(as_dict(node)["kind"])


def _all(nodes: tuple[AnyNode, ...]) -> list[Json]:
    return [as_dict(node) for node in nodes]


def _one(node: AnyNode | None) -> dict[str, Json] | None:
    return None if node is None else as_dict(node)
