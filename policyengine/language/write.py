"""Trees as canonical text: what `fmt` writes and `show` prints. parse(write(tree)) == tree."""

from __future__ import annotations

from typing import assert_never

from policyengine.language.figures import figure_in, year_written
from policyengine.language.literals import month_day_written
from policyengine.language.patterns import day_of_the_year
from policyengine.language.tree import (
    ALWAYS,
    Aggregate,
    AllOf,
    Among,
    AnyOf,
    Arithmetic,
    AtLeast,
    Bounded,
    Branch,
    Compare,
    Direction,
    Elapsed,
    Fact,
    Literal,
    MonthDay,
    Named,
    Not,
    Operator,
    Rounded,
    Term,
    Tiers,
    Unstated,
    UpTo,
    Yearly,
)
from policyengine.language.types import TYPES
from policyengine.language.walk import AnyNode, Tree, rewrite


def write(node: AnyNode) -> str:
    """A term, condition or amount as the rule language writes it."""
    match node:
        case Literal(kind, value):
            return TYPES[kind].literal(value)
        case Fact(name):
            return _fact(name)
        case Named(name):
            return name
        case Arithmetic():
            return _arithmetic(node)
        case Elapsed(start, end, unit):
            return f"{unit}({_sum(start)}, {_sum(end)})"
        case Aggregate():
            return _aggregate(node)
        case Compare(left, relation, right):
            return f"{_sum(left)} {relation} {_sum(right)}"
        case Among(term, options):
            return f"{_sum(term)} in {_list(options)}"
        case Yearly(term, first, last):
            return f"{_sum(term)} {_window(first, last)}"
        case Not(Among(term, options)):
            return f"{_sum(term)} not in {_list(options)}"
        case Not(Yearly(term, first, last)):
            return f"{_sum(term)} not {_window(first, last)}"
        case Not(part):
            return f"not {_bracketed(part, AllOf, AnyOf, Compare)}"
        case AllOf(parts):
            return " and ".join(_bracketed(part, AllOf, AnyOf) for part in parts)
        case AnyOf(parts):
            return " or ".join(_bracketed(part, AllOf, AnyOf) for part in parts)
        case AtLeast(count, parts):
            return f"at least {count} of {_list(parts)}"
        case UpTo(ceiling):
            return f"up to {_sum(ceiling)}"
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


def _fact(name: str) -> str:
    figure = figure_in(name)
    return f"{figure[0]}[{year_written(figure[1])}]" if figure else name


def _aggregate(node: Aggregate) -> str:
    # Inside, a field goes by its own name.
    where = "" if node.where == ALWAYS else f" where {write(bare(node.where, node.items))}"
    if node.each is None:
        return f"count({node.items}{where})"
    return f"sum({_sum(bare(node.each, node.items))} of {node.items}{where})"


def bare(node: Tree, items: str) -> Tree:
    """A tree inside an aggregate, its fields named as they are written there: `kind`, not `patents.kind`."""

    def without(each: AnyNode) -> AnyNode:
        if isinstance(each, Fact) and each.name.startswith(f"{items}."):
            return Fact(each.name.removeprefix(f"{items}."), span=each.span)
        return each

    return rewrite(node, without)


def _window(first: MonthDay, last: MonthDay) -> str:
    return f"between {month_day_written(first)} and {month_day_written(last)}"


def _arithmetic(node: Arithmetic) -> str:
    day = day_of_the_year(node)
    if day is not None:
        return month_day_written(day)
    if node.operator in _SUMS:
        return f"{_sum(node.left)} {node.operator} {_operand(node.right, _SUMS)}"
    return f"{_operand(node.left, _SUMS)} {node.operator} {_operand(node.right, tuple(Operator))}"


def _operand(term: Term, loose: tuple[Operator, ...]) -> str:
    """A term, in brackets if one of these operators joins it."""
    text = _sum(term)
    return f"({text})" if isinstance(term, Arithmetic) and term.operator in loose else text


def _sum(term: AnyNode) -> str:
    """A term where a calculation stands: whatever is more than one is in brackets."""
    return _bracketed(term, Tiers, Bounded, Rounded, UpTo, Unstated)


def _bracketed(node: AnyNode, *loose: type) -> str:
    text = write(node)
    return f"({text})" if isinstance(node, loose) else text


def _list(nodes: tuple[AnyNode, ...]) -> str:
    return f"[{', '.join(map(write, nodes))}]"


def _bounds(at_least: Term | None, at_most: Term | None) -> str:
    floor = f" at least {_sum(at_least)}" if at_least is not None else ""
    return floor + (f" at most {_sum(at_most)}" if at_most is not None else "")
