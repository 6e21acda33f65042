"""Trees as nested dictionaries for JSON, as `show` prints them beside the canonical text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, assert_never

from policyengine.language.tree import (
    Aggregate,
    AllOf,
    Among,
    AnyOf,
    Arithmetic,
    AtLeast,
    Bounded,
    Branch,
    Compare,
    Elapsed,
    Fact,
    Literal,
    MonthDay,
    Named,
    Not,
    Rounded,
    Tiers,
    Unstated,
    UpTo,
    Yearly,
)
from policyengine.language.types import TYPES
from policyengine.language.walk import AnyNode

Json: TypeAlias = "dict[str, Json] | list[Json] | str | bool | int | None"


_NAMES: Mapping[type, str] = {
    Literal: "literal",
    Fact: "fact",
    Arithmetic: "arithmetic",
    Elapsed: "elapsed",
    Aggregate: "aggregate",
    Compare: "compare",
    Among: "among",
    Yearly: "yearly",
    Not: "not",
    AllOf: "all",
    AnyOf: "any",
    AtLeast: "at_least",
    UpTo: "up_to",
    Unstated: "unstated",
    Branch: "branch",
    Tiers: "tiers",
    Bounded: "bounded",
    Rounded: "rounded",
    Named: "named",
}


def kind_name(node: AnyNode) -> str:
    """The name a node's kind has in results: `compare`, `all`, `at_least`."""
    return _NAMES[type(node)]


def as_dict(node: AnyNode) -> dict[str, Json]:
    """A node under `kind` and its own keys, its parts likewise; values in the contract's plain notation."""
    return {"kind": kind_name(node), **_keys(node)}


def _keys(node: AnyNode) -> dict[str, Json]:
    match node:
        case Literal(kind, value):
            return {"type": kind.value, "value": TYPES[kind].plain(value)}
        case Fact(name):
            return {"fact": name}
        case Arithmetic(left, operator, right):
            return {"operator": operator.value, "left": as_dict(left), "right": as_dict(right)}
        case Elapsed(start, end, unit):
            return {"unit": unit.value, "start": as_dict(start), "end": as_dict(end)}
        case Aggregate(items, where, each):
            return {"items": items, "where": as_dict(where), "each": _one(each)}
        case Yearly(term, first, last):
            return {"term": as_dict(term), "first": _day(first), "last": _day(last)}
        case Named(name, label, what):
            return {"name": name, "label": {"zh": label.zh, "en": label.en}, "what": as_dict(what)}
        case Compare(left, relation, right):
            return {"relation": relation.value, "left": as_dict(left), "right": as_dict(right)}
        case Among(term, options):
            return {"term": as_dict(term), "options": _all(options)}
        case Not(part):
            return {"part": as_dict(part)}
        case AllOf(parts) | AnyOf(parts):
            return {"parts": _all(parts)}
        case AtLeast(count, parts):
            return {"count": count, "parts": _all(parts)}
        case UpTo(ceiling):
            return {"ceiling": as_dict(ceiling)}
        case Unstated():
            return {}
        case Branch(when, amount):
            return {"when": as_dict(when), "amount": as_dict(amount)}
        case Tiers(branches, otherwise):
            return {"branches": _all(branches), "otherwise": as_dict(otherwise)}
        case Bounded(amount, at_least, at_most):
            return {"amount": as_dict(amount), "at_least": _one(at_least), "at_most": _one(at_most)}
        case Rounded(amount, direction, to):
            return {"amount": as_dict(amount), "direction": direction.value, "to": as_dict(to)}
        case unread:
            assert_never(unread)


def _day(what: MonthDay) -> str:
    """A day of every year as ISO 8601 once wrote it: `--04-01`; `--02-29` is the end of February."""
    return f"--{what.month:02}-{what.day:02}"


def _all(nodes: tuple[AnyNode, ...]) -> list[Json]:
    return [as_dict(node) for node in nodes]


def _one(node: AnyNode | None) -> dict[str, Json] | None:
    return None if node is None else as_dict(node)
