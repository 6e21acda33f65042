"""A term in pieces: the plain terms that its tiers and bounds choose between, whatever decides the choice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations, product
from typing import TypeAlias

from policyengine.evaluation.meaning.terms import joined_values
from policyengine.language.tree import (
    Amount,
    Arithmetic,
    Bounded,
    Fact,
    Kind,
    Literal,
    Named,
    Rounded,
    Term,
    Tiers,
    Unstated,
    UpTo,
)
from policyengine.language.walk import AnyNode, as_term, descend, rewrite

MOST_PIECES = 60
"""A term that can be more than so many plain terms is not taken apart."""

NOTHING = Literal(Kind.MONEY, Fraction(0))

Sides: TypeAlias = tuple[Term, Term]


class TooManyPieces(Exception):
    """A term chooses between more plain terms than are worth going through."""


def pieces(term: Term) -> tuple[Term, ...]:
    """The terms without tiers, bounds and names, one of which the term is. TooManyPieces past the bound."""
    found = tuple(dict.fromkeys(_pieces(term)))
    if len(found) > MOST_PIECES:
        raise TooManyPieces
    return found


def _pieces(term: Term) -> Iterable[Term]:
    match term:
        case Tiers(branches=branches, otherwise=otherwise):
            for choice in (*(branch.amount for branch in branches), otherwise):
                yield from pieces(choice)
        case Bounded(amount=inner, at_least=at_least, at_most=at_most):
            for held in (inner, at_least, at_most):
                yield from pieces(held) if held is not None else ()
        case Arithmetic(left=left, operator=operator, right=right):
            for a, b in product(pieces(left), pieces(right)):
                yield _folded(Arithmetic(a, operator, b))
        case Rounded(amount=inner, direction=direction, to=to):
            yield from (Rounded(piece, direction, to) for piece in pieces(inner))
        case Named(what=what):
            # What is named as an amount is never below zero.
            yield from (*pieces(as_term(what)), NOTHING)
        case UpTo(ceiling=ceiling):
            yield from pieces(ceiling)
        case Unstated():
            return
        case plain:
            yield plain


def _folded(node: Arithmetic) -> Term:
    """Two numbers joined are a number; so equal pieces are one."""
    left, right = node.left, node.right
    if not (isinstance(left, Literal) and isinstance(right, Literal)):
        return node
    if not (isinstance(left.value, Fraction) and isinstance(right.value, Fraction)):
        return node
    value = joined_values(left.value, node.operator, right.value)
    return node if value is None else Literal(left.kind, value)


def bends(amount: Amount) -> Iterator[Sides]:
    """The pairs of plain terms at whose meeting an amount can pass a bound, another tier or zero.

    TooManyPieces where it chooses between too many. Rounding is looked through.
    """
    smooth = rewrite(amount, _unrounded)
    for node in descend(smooth):
        match node:
            case Bounded(amount=inner, at_least=at_least, at_most=at_most):
                ends = [pieces(part) for part in (inner, at_least, at_most) if part is not None]
                for one, other in combinations(ends, 2):
                    yield from product(one, other)
            case Tiers() | Named():
                yield from ((piece, NOTHING) for piece in pieces(node))
            case _:
                continue
    yield from ((piece, NOTHING) for piece in pieces(smooth))


def _unrounded(node: AnyNode) -> AnyNode:
    return node.amount if isinstance(node, Rounded) else node


def fixed(amount: Amount, values: Mapping[str, Literal]) -> Amount:
    """An amount with these facts at these values, and what follows from them alone worked out."""

    def worked_out(node: AnyNode) -> AnyNode:
        match node:
            case Fact(name):
                return values.get(name, node)
            case Arithmetic():
                return _folded(node)
            case Bounded(
                amount=Literal() as inner,
                at_least=None | Literal() as least,
                at_most=None | Literal() as most,
            ):
                return _held(inner, least, most)
            case _:
                return node

    return rewrite(amount, worked_out)


def _held(inner: Literal, least: Literal | None, most: Literal | None) -> Literal:
    raised = inner if least is None else max(inner, least, key=_number)
    return raised if most is None else min(raised, most, key=_number)


def _number(literal: Literal) -> Fraction:
    assert isinstance(literal.value, Fraction)
    return literal.value


def occurrences(term: Term, fact: str) -> int:
    """How often a term reads a fact."""
    return sum(1 for node in descend(term) if node == Fact(fact))
