"""Going through trees: what stands under a node, which facts are read, and a tree with nodes replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import TypeAlias

from policyengine.language.tree import (
    Aggregate,
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
    Named,
    Node,
    Not,
    Term,
    Yearly,
)

AnyNode: TypeAlias = Term | Condition | Amount | Branch
Atom: TypeAlias = Literal | Fact | Compare | Among | Yearly


def children(node: AnyNode) -> tuple[AnyNode, ...]:
    """The nodes right under a node, in the order in which they are read."""
    return tuple(_children(node))


def _children(node: AnyNode) -> Iterator[AnyNode]:
    for each in fields(node):
        below = getattr(node, each.name)
        if isinstance(below, Node):
            yield below  # type: ignore[misc]  # every Node is of the closed set
        elif isinstance(below, tuple) and not isinstance(node, Literal):
            yield from below


def facts_read(node: AnyNode) -> tuple[str, ...]:
    """The names of all facts in a tree, each once, in the order of reading.

    An aggregate reads its list, and the facts of the enterprise named inside it; the fields of the list's
    entries are no facts of the enterprise.
    """
    return tuple(dict.fromkeys(_facts_read(node)))


def _facts_read(node: AnyNode) -> Iterator[str]:
    for each in descend(node):
        if isinstance(each, Aggregate):
            yield each.items
        elif isinstance(each, Fact) and "." not in each.name:
            yield each.name


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
        elif isinstance(below, tuple) and not isinstance(node, Literal):
            changed[each.name] = tuple(rewrite(part, function) for part in below)
    return function(replace(node, **changed) if changed else node)  # type: ignore[arg-type]  # by name


def unnamed(node: AnyNode) -> AnyNode:
    """The tree with what each definition stands for in place of its name; a term for a term, and so on."""
    return rewrite(node, lambda each: each.what if isinstance(each, Named) else each)


def atoms(condition: Condition) -> tuple[Atom, ...]:
    """The undivided conditions of one, each once, in the order of reading; names are looked through."""
    return tuple(dict.fromkeys(_atoms(condition)))


def _atoms(condition: Condition) -> Iterator[Atom]:
    match condition:
        case Not(part):
            yield from _atoms(part)
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from _atoms(part)
        case Named(_, _, what):
            yield from _atoms(what)  # type: ignore[arg-type]  # what stands as a condition is one
        case atom:
            yield atom
