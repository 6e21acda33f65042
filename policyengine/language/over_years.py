"""Figures of several years put together: growth, increase, average. Rewritten into arithmetic and relations.

A bare series inside these stands for its figure of the year before the one assessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce

from policyengine.errors import Span
from policyengine.language.figures import RELATIVE, figure_in, figure_of
from policyengine.language.tree import (
    AllOf,
    Arithmetic,
    Compare,
    Condition,
    Fact,
    Kind,
    Literal,
    Operator,
    Relation,
    Term,
)
from policyengine.language.walk import descend, rewrite

MOST_YEARS = 30
"""The years that one average or growth may go over."""

_PREVIOUS = -1


class NoFigure(Exception):
    """A term is not made of the figures of a series, or reaches a year there is no writing for."""


def back(term: Term, years: int) -> Term:
    """The same term so many years earlier. NoFigure where it holds no figure, or anything but figures."""
    if not all(isinstance(node, Fact | Literal | Arithmetic) for node in descend(term)):
        raise NoFigure
    if not any(isinstance(node, Fact) for node in descend(term)):
        raise NoFigure
    return rewrite(term, lambda node: _moved(node, years) if isinstance(node, Fact) else node)


def _moved(fact: Fact, years: int) -> Fact:
    series, year = figure_in(fact.name) or (fact.name, _PREVIOUS)
    moved = year - years
    if (abs(year) < RELATIVE) != (abs(moved) < RELATIVE):
        raise NoFigure
    return Fact(figure_of(series, moved), span=fact.span)


def increase(term: Term, span: Span | None) -> Term:
    """By how much it is more than a year before."""
    return Arithmetic(back(term, 0), Operator.MINUS, back(term, 1), span=span)


def growth(term: Term, span: Span | None) -> Term:
    """The increase as a share of what it was a year before."""
    return Arithmetic(increase(term, span), Operator.OVER, back(term, 1), span=span)


def average(term: Term, years: int, span: Span | None) -> Term:
    """The mean of so many years, the last of them included."""
    total = _joined((back(term, ago) for ago in range(years)), Operator.PLUS, span)
    if years == 1:
        return total
    return Arithmetic(total, Operator.OVER, Literal(Kind.COUNT, Fraction(years), span=span), span=span)


def growing(term: Term, years: int, span: Span | None) -> Condition:
    """That it rose in each of so many years."""
    rises = tuple(
        Compare(back(term, ago), Relation.GREATER, back(term, ago + 1), span=span) for ago in range(years)
    )
    return rises[0] if years == 1 else AllOf(rises, span=span)


def grown(term: Term, years: int, span: Span | None) -> Term:
    """How many times what it was so many years before: what a rate of growth compounds to."""
    return Arithmetic(back(term, 0), Operator.OVER, back(term, years), span=span)


def compounded(rate: Literal, rise: Fraction, years: int) -> Term:
    """A yearly rate over so many years, exactly: `108% * 108% * 108%` for 8% over three."""
    once = Literal(Kind.RATIO, 1 + rise, span=rate.span)
    return _joined((once for _ in range(years)), Operator.TIMES, rate.span)


def _joined(terms: Iterable[Term], operator: Operator, span: Span | None) -> Term:
    return reduce(lambda left, right: Arithmetic(left, operator, right, span=span), terms)
