"""Trees as canonical text: what `fmt` writes and `show` prints. parse(write(tree)) == tree."""

from __future__ import annotations

from typing import assert_never

from policyengine.language.tree import (
    AllOf,
    Among,
    AnyOf,
    Arithmetic,
    AtLeast,
    Bounded,
    Branch,
    Compare,
    Direction,
    Fact,
    Literal,
    Not,
    Operator,
    Rounded,
    Term,
    Tiers,
    Unstated,
    UpTo,
)
from policyengine.language.types import TYPES
from policyengine.language.walk import AnyNode


def write(node: AnyNode) -> str:
    """A term, condition or amount as the rule language writes it."""
    match node:
        case Literal(kind, value):
            return TYPES[kind].literal(value)
        case Fact(name):
            return name
        case Arithmetic():
            return _arithmetic(node)
        case Compare(left, relation, right):
            return f"{write(left)} {relation} {write(right)}"
        case Among(term, options):
            return f"{write(term)} in {_list(options)}"
        case Not(Among(term, options)):
            return f"{write(term)} not in {_list(options)}"
        case Not(part):
            return f"not {_bracketed(part, AllOf, AnyOf, Compare)}"
        case AllOf(parts):
            return " and ".join(_bracketed(part, AllOf, AnyOf) for part in parts)
        case AnyOf(parts):
            return " or ".join(_bracketed(part, AllOf, AnyOf) for part in parts)
        case AtLeast(count, parts):
            return f"at least {count} of {_list(parts)}"
        case UpTo(ceiling):
            return f"up to {write(ceiling)}"
        case Unstated():
            return "unstated"
        case Branch(when, amount):
            return f"{_bracketed(amount, Tiers)} if {write(when)}"
        case Tiers(branches, otherwise):
            return f"{', '.join(map(write, branches))}, otherwise {_bracketed(otherwise, Tiers)}"
        case Bounded(amount, at_least, at_most):
            return _bracketed(amount, Tiers, Bounded) + _bounds(at_least, at_most)
        case Rounded(amount, direction, to):
            return f"{_bracketed(amount, Tiers)} rounded {_DIRECTIONS[direction]} to {write(to)}"
        case unread:
            assert_never(unread)


_DIRECTIONS = {Direction.DOWN: "down", Direction.UP: "up", Direction.HALF_UP: "half up"}
_SUMS = (Operator.PLUS, Operator.MINUS)


def _arithmetic(node: Arithmetic) -> str:
    if node.operator in _SUMS:
        return f"{write(node.left)} {node.operator} {_operand(node.right, _SUMS)}"
    return f"{_operand(node.left, _SUMS)} {node.operator} {_operand(node.right, tuple(Operator))}"


def _operand(term: Term, loose: tuple[Operator, ...]) -> str:
    """A term, in brackets if one of these operators joins it."""
    text = write(term)
    return f"({text})" if isinstance(term, Arithmetic) and term.operator in loose else text


def _bracketed(node: AnyNode, *loose: type) -> str:
    text = write(node)
    return f"({text})" if isinstance(node, loose) else text


def _list(nodes: tuple[AnyNode, ...]) -> str:
    return f"[{', '.join(map(write, nodes))}]"


def _bounds(at_least: Term | None, at_most: Term | None) -> str:
    floor = f" at least {write(at_least)}" if at_least is not None else ""
    return floor + (f" at most {write(at_most)}" if at_most is not None else "")
