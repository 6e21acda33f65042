"""Going through trees: what stands under a node, which facts are read, and a tree with nodes replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any, TypeAlias, TypeVar, cast

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
Tree = TypeVar("Tree", bound=AnyNode)


def children(node: AnyNode) -> tuple[AnyNode, ...]:
    """The nodes right under a node, in the order in which they are read."""
    return tuple(_children(node))


def _children(node: AnyNode) -> Iterator[AnyNode]:
    for each in fields(node):
        below = getattr(node, each.name)
        if isinstance(below, Node):
            yield cast(AnyNode, below)  # every Node is of the closed set
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


def rewrite(node: Tree, function: Callable[[AnyNode], AnyNode]) -> Tree:
    """The tree with every node, leaves first, replaced by what the function gives for it.

    INVARIANT: the function gives a term for a term and a condition for a condition, and so does this.
    """
    changed: dict[str, Any] = {}
    for each in fields(node):
        below = getattr(node, each.name)
        if isinstance(below, Node):
            changed[each.name] = rewrite(cast(AnyNode, below), function)
        elif isinstance(below, tuple) and not isinstance(node, Literal):
            changed[each.name] = tuple(rewrite(part, function) for part in below)
    return cast(Tree, function(replace(node, **changed) if changed else node))


def unnamed(node: Tree) -> Tree:
    """The tree with what each definition stands for in place of its name."""
    return rewrite(node, lambda each: each.what if isinstance(each, Named) else each)


def as_condition(node: AnyNode) -> Condition:
    """A node that stands where a condition must; the checker lets nothing else stand there."""
    if not isinstance(node, Condition):
        raise TypeError(f"{node!r} is no condition")
    return node


def as_term(node: AnyNode) -> Term:
    """A node that stands where a term must; the checker lets nothing else stand there."""
    if not isinstance(node, Term):
        raise TypeError(f"{node!r} is no term")
    return node


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
            yield from _atoms(as_condition(what))
        case atom:
            yield atom
