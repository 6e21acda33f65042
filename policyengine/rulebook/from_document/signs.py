"""Whether an amount can come out below zero by being written as a difference."""

from __future__ import annotations

from fractions import Fraction

from policyengine.language.tree import (
    Aggregate,
    Arithmetic,
    Bounded,
    Condition,
    Literal,
    Named,
    Operator,
    Rounded,
    Term,
    Tiers,
)


def may_fall_below_zero(term: Term | Condition) -> bool:
    """A difference stands in the term, and nothing keeps it at zero. Facts are taken as zero or more."""
    match term:
        case Literal(_, Fraction() as value):
            return value < 0
        case Arithmetic(Bounded(_, floor, _), Operator.MINUS, right) if floor == right:
            return False  # what of a figure lies above the end that is taken off
        case Arithmetic(_, Operator.MINUS, _):
            return True
        case Arithmetic(left, _, right):
            return may_fall_below_zero(left) or may_fall_below_zero(right)
        case Tiers(branches, otherwise):
            return any(may_fall_below_zero(each) for each in (*(b.amount for b in branches), otherwise))
        case Bounded(amount, floor, ceiling):
            held = floor is not None and not may_fall_below_zero(floor)
            capped = ceiling is not None and may_fall_below_zero(ceiling)
            return capped or (not held and may_fall_below_zero(amount))
        case Rounded(amount):
            return may_fall_below_zero(amount)
        case Aggregate(_, _, each):
            return each is not None and may_fall_below_zero(each)
        case Named(_, _, what):
            return may_fall_below_zero(what)
    return False
