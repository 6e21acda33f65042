"""The kind of a term: which values arithmetic can join, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping

from policyengine.language.facts import Vocabulary
from policyengine.language.tree import (
    Aggregate,
    Arithmetic,
    Bounded,
    Condition,
    Elapsed,
    Fact,
    Kind,
    Literal,
    Named,
    Operator,
    Rounded,
    Term,
    Tiers,
    Unstated,
    UpTo,
)

_M, _R, _C = Kind.MONEY, Kind.RATIO, Kind.COUNT
_PLUS, _MINUS, _TIMES, _OVER = Operator.PLUS, Operator.MINUS, Operator.TIMES, Operator.OVER

_JOINED: Mapping[tuple[Kind, Operator, Kind], Kind] = {
    **{(kind, operator, kind): kind for kind in (_M, _R, _C) for operator in (_PLUS, _MINUS)},
    **{(Kind.DATE, operator, Kind.DURATION): Kind.DATE for operator in (_PLUS, _MINUS)},
    **{(_M, _TIMES, number): _M for number in (_R, _C)},
    **{(number, _TIMES, _M): _M for number in (_R, _C)},
    **{(_M, _OVER, number): _M for number in (_R, _C)},
    (_M, _OVER, _M): _R,
    (_C, _TIMES, _C): _C,
    **{(_R, _TIMES, number): _R for number in (_R, _C)},
    (_C, _TIMES, _R): _R,
    **{(left, _OVER, right): _R for left in (_R, _C) for right in (_R, _C)},
}

ORDERED = frozenset({Kind.MONEY, Kind.RATIO, Kind.COUNT, Kind.DATE, Kind.DURATION})
"""The kinds of which one value can be more than another."""

NUMBERS = frozenset({Kind.MONEY, Kind.RATIO, Kind.COUNT})
"""The kinds whose values are exact rationals."""


def joined(node: Arithmetic, left: Kind, right: Kind) -> Kind | None:
    """The kind of an operation on two kinds; None where it has no meaning.

    A whole literal beside a ratio is a ratio itself, as in `1 + 25%`.
    """
    sides = {left, right}
    if node.operator in (_PLUS, _MINUS) and sides == {_R, _C}:
        bare = node.left if left is _C else node.right
        return _R if isinstance(bare, Literal) else None
    return _JOINED.get((left, node.operator, right))


BOUNDED = ORDERED - {Kind.DURATION}
"""The kinds that can be held between a floor and a ceiling: months and days have no order among them."""


def kind_of(term: Term | Condition, vocabulary: Vocabulary) -> Kind:
    """The kind of a checked term; KeyError for a fact nobody defined, ValueError for senseless arithmetic."""
    match term:
        case Literal(kind):
            return kind
        case Fact(name):
            return vocabulary[name].kind
        case Arithmetic(left, operator, right):
            found = joined(term, kind_of(left, vocabulary), kind_of(right, vocabulary))
            if found is None:
                raise ValueError(f"`{operator}` joins what cannot be joined")
            return found
        case Elapsed() | Aggregate(_, _, None):
            return Kind.COUNT
        case Aggregate(_, _, each) if each is not None:
            return kind_of(each, vocabulary)
        case Tiers(branches, _):
            return kind_of(branches[0].amount, vocabulary)
        case Bounded(amount) | Rounded(amount):
            return kind_of(amount, vocabulary)
        case UpTo() | Unstated():
            return Kind.MONEY
        case Named(_, _, what):
            return kind_of(what, vocabulary)
        case _:
            return Kind.BOOLEAN
