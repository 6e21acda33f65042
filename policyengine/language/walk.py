"""Going through trees: what stands under a node, which facts are read, and a tree with nodes replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import TypeAlias

from policyengine.language.tree import (
    AllOf,
    Among,
    Amount,
    AnyOf,
    AtLeast,
    Branch,
    Compare,
    Condition,
    Fact,
    Literal,
    Node,
    Not,
    Term,
)

AnyNode: TypeAlias = Term | Condition | Amount | Branch


def children(node: AnyNode) -> tuple[AnyNode, ...]:
    """The nodes right under a node, in the order in which they are read."""
    return tuple(_children(node))


def _children(node: AnyNode) -> Iterator[AnyNode]:
    for each in fields(node):
        below = getattr(node, each.name)
        if isinstance(below, Node):
            yield below  # type: ignore[misc]  # every Node is of the closed set
        elif isinstance(below, tuple):
            yield from below


def facts_read(node: AnyNode) -> tuple[str, ...]:
    """The names of all facts in a tree, each once, in the order of reading."""
    return tuple(dict.fromkeys(each.name for each in descend(node) if isinstance(each, Fact)))


def descend(node: AnyNode) -> Iterator[AnyNode]:
    """A node, then all that stands under it, in the order of reading. Its depth costs no recursion."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(reversed(children(here)))


def depth(node: AnyNode) -> int:
    """How many nodes stand above one another at most; a leaf is 1."""
    deepest, level = 0, [node]
    while level:
        deepest, level = deepest + 1, [below for here in level for below in children(here)]
    return deepest


def rewrite(node: AnyNode, function: Callable[[AnyNode], AnyNode]) -> AnyNode:
    """The tree with every node, leaves first, replaced by what the function gives for it.

    The function must give a term for a term, a condition for a condition, an amount for an amount.
    """
    changed: dict[str, object] = {}
    for each in fields(node):
        below = getattr(node, each.name)
        if isinstance(below, Node):
            changed[each.name] = rewrite(below, function)  # type: ignore[arg-type]  # as above
        elif isinstance(below, tuple):
            changed[each.name] = tuple(rewrite(part, function) for part in below)
    return function(replace(node, **changed) if changed else node)  # type: ignore[arg-type]  # by name


def atoms(condition: Condition) -> tuple[Literal | Fact | Compare | Among, ...]:
    """The undivided conditions of a condition, each once, in the order of reading."""
    return tuple(dict.fromkeys(_atoms(condition)))


def _atoms(condition: Condition) -> Iterator[Literal | Fact | Compare | Among]:
    match condition:
        case Not(part):
            yield from _atoms(part)
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from _atoms(part)
        case atom:
            yield atom
