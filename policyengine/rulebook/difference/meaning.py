"""What two values have in common when they mean the same: a form in which only meaning is left.

The order of what is joined by `and`, by `or`, of the options of a choice and of the sides of a sum says
nothing; a definition is its name here, for a change of it is told once, where it is defined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from policyengine.errors import Bilingual
from policyengine.language.facts import FactDefinition
from policyengine.language.tree import (
    ALWAYS,
    AllOf,
    Among,
    AnyOf,
    Arithmetic,
    AtLeast,
    Compare,
    Condition,
    Literal,
    Named,
    Not,
    Operator,
    Relation,
)
from policyengine.language.walk import AnyNode, rewrite
from policyengine.language.write import write
from policyengine.rulebook.paying import Split

_IN_ANY_ORDER: Mapping[type, tuple[str, ...]] = {
    Split: ("shares",),
    FactDefinition: ("choices", "aliases", "fields"),
}
"""Lists that say nothing by their order, of values that are compared whole."""
_NAMELESS = Bilingual("", "")
_TURNED = {
    Relation.LESS: Relation.GREATER,
    Relation.AT_MOST: Relation.AT_LEAST,
    Relation.GREATER: Relation.LESS,
    Relation.AT_LEAST: Relation.AT_MOST,
    Relation.EQUAL: Relation.EQUAL,
    Relation.NOT_EQUAL: Relation.NOT_EQUAL,
}


def same(old: object, new: object) -> bool:
    """Whether two values of the legal model mean the same."""
    return bool(old == new or meaning(old) == meaning(new))


def meaning(value: Any) -> Any:
    """A value with every tree in it in the one form that all trees of its meaning share."""
    if isinstance(value, AnyNode):
        return _of_tree(value)
    if isinstance(value, Mapping):
        return {key: meaning(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(map(meaning, value))
    if is_dataclass(value) and not isinstance(value, type):
        return type(value).__name__, tuple(_of_fields(value))
    return value


def _of_fields(value: Any) -> Iterator[tuple[str, Any]]:
    in_any_order = _IN_ANY_ORDER.get(type(value), ())
    for each in fields(value):
        if each.compare:
            part = meaning(getattr(value, each.name))
            yield each.name, tuple(sorted(part, key=repr)) if each.name in in_any_order else part


def _of_tree(tree: AnyNode) -> AnyNode:
    # Names first, for what they stand for is no part of the meaning here.
    return rewrite(rewrite(tree, _without_meaning_of_names), _plain)


def _without_meaning_of_names(node: AnyNode) -> AnyNode:
    return Named(node.name, _NAMELESS, ALWAYS) if isinstance(node, Named) else node


def _plain(node: AnyNode) -> AnyNode:
    """A node whose parts are plain already."""
    match node:
        case Not(Not(part)):
            return part
        case AllOf():
            return _one_or(AllOf, joined(node))
        case AnyOf():
            return _one_or(AnyOf, joined(node))
        case AtLeast(count, parts):
            return AtLeast(count, tuple(sorted(parts, key=_key)))
        case Among(term, options):
            return _among(term, tuple(sorted(dict.fromkeys(options), key=_key)))
        case Compare(left, relation, right) if _key(right) < _key(left):
            return Compare(right, _TURNED[relation], left)
        case Arithmetic(left, Operator.PLUS | Operator.TIMES as operator, right) if _key(right) < _key(left):
            return Arithmetic(right, operator, left)
        case _:
            return node


def _among(term: Any, options: tuple[Literal, ...]) -> Condition:
    """One option alone is what the term equals."""
    if len(options) > 1:
        return Among(term, options)
    equal = _plain(Compare(term, Relation.EQUAL, options[0]))
    assert isinstance(equal, Compare)
    return equal


def joined(node: AllOf | AnyOf) -> tuple[Condition, ...]:
    """The parts of a conjunction or disjunction, and those of its parts that are of the same kind."""
    found: list[Condition] = []
    for part in node.parts:
        if isinstance(part, AllOf | AnyOf) and type(part) is type(node):
            found.extend(joined(part))
        else:
            found.append(part)
    return tuple(found)


def _one_or(join: type[AllOf] | type[AnyOf], parts: tuple[Condition, ...]) -> Condition:
    """The parts in one order, each once; one that is left alone needs no joining."""
    ordered = tuple(sorted(dict.fromkeys(parts), key=_key))
    return ordered[0] if len(ordered) == 1 else join(ordered)


def _key(node: AnyNode) -> tuple[str, str]:
    """An order of nodes; of two that are written alike and differ, their kinds decide."""
    return write(node), repr(node)
