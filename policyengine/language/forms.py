"""What a term shows by its form alone, before anything is known."""

from __future__ import annotations

from policyengine.language.kinds import NUMBERS
from policyengine.language.tree import (
    Aggregate,
    AllOf,
    Among,
    AnyOf,
    Arithmetic,
    AtLeast,
    Bounded,
    Compare,
    Condition,
    Elapsed,
    Literal,
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
from policyengine.language.walk import as_term, descend

_NARROWING = Tiers | Bounded | Rounded | Aggregate | UpTo | Unstated


def narrows(term: Term) -> bool:
    """Whether a term holds what narrows its range before every fact in it is known."""
    return any(isinstance(node, _NARROWING) for node in descend(term))


def numeric(term: Term) -> bool:
    """Whether a term is a number by its form; what is only facts may as well be days."""
    match term:
        case Literal(kind=kind):
            return kind in NUMBERS
        case Arithmetic(left=left, operator=operator, right=right):
            return operator in (Operator.TIMES, Operator.OVER) or numeric(left) or numeric(right)
        case Elapsed() | Aggregate() | Rounded() | UpTo() | Unstated():
            return True
        case Tiers(branches=branches, otherwise=otherwise):
            return numeric(otherwise) or any(numeric(branch.amount) for branch in branches)
        case Bounded(amount=amount, at_least=at_least, at_most=at_most):
            return any(each is not None and numeric(each) for each in (amount, at_least, at_most))
        case Named(what=what):
            return not asks(what) and numeric(as_term(what))
        case _:
            return False


def asks(what: Condition | Term) -> bool:
    """Whether what a definition stands for is a condition by its form."""
    if isinstance(what, Named):
        return asks(what.what)
    return isinstance(what, Compare | Among | Yearly | Not | AllOf | AnyOf | AtLeast)
