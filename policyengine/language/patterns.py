"""What a text was before it was rewritten: growth, averages, windows and slices found again in their trees.

Each function gives what a reader should say, or None where a tree is not of its form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import TypeAlias

from policyengine.language.figures import figure_in
from policyengine.language.over_years import NoFigure, back
from policyengine.language.tree import (
    AllOf,
    Arithmetic,
    Bounded,
    Compare,
    Fact,
    Kind,
    Literal,
    MonthDay,
    Operator,
    Relation,
    Term,
)
from policyengine.language.windows import of_the_year

OverYears: TypeAlias = tuple[Fact, int]
"""The figure of the last year, and how many years."""


def increase(node: Arithmetic) -> Term | None:
    """The figure whose increase over the year before this is."""
    match node:
        case Arithmetic(now, Operator.MINUS, before) if _is_earlier(before, now, 1):
            return now
    return None


def growth(node: Arithmetic) -> Term | None:
    """The figure whose rate of growth over the year before this is."""
    match node:
        case Arithmetic(Arithmetic() as risen, Operator.OVER, before):
            now = increase(risen)
            return now if now is not None and risen.right == before else None
    return None


def day_of_the_year(node: Arithmetic) -> MonthDay | None:
    """The day of the year assessed that this is: 3月31日."""
    return _days_of_the_year().get(node)


@cache
def _days_of_the_year() -> Mapping[Term, MonthDay]:
    leap = (date(2000, 1, 1) + timedelta(days=n) for n in range(366))
    days = (MonthDay(each.month, each.day) for each in leap)
    return {of_the_year(day, None): day for day in days}


def average(node: Arithmetic) -> OverYears | None:
    """The figure of the last of the years whose mean this is."""
    match node:
        case Arithmetic(total, Operator.OVER, Literal(Kind.COUNT, Fraction() as years)):
            parts = tuple(addends(total))
            first = parts[0]
            if not isinstance(first, Fact) or len(parts) != years or years < 2:
                return None
            return _over(first, len(parts)) if _run(parts) else None
    return None


def compound(node: Compare) -> tuple[OverYears, Relation, Fraction] | None:
    """The figure, the years and the yearly rate of growth that a comparison multiplies out."""
    match node.left, node.right:
        case Arithmetic(Fact() as now, Operator.OVER, before), product:
            factors, relation = tuple(_factors(product)), node.relation
        case product, Arithmetic(Fact() as now, Operator.OVER, before):
            factors, relation = tuple(_factors(product)), _TURNED[node.relation]
        case _:
            return None
    years = len(factors)
    if years < 2 or len(set(factors)) > 1 or not _is_earlier(before, now, years):
        return None
    once, over = factors[0], _over(now, years)
    if once.kind is not Kind.RATIO or not isinstance(once.value, Fraction) or once.value < 1 or not over:
        return None
    return over, relation, once.value - 1


def rising(node: AllOf) -> OverYears | None:
    """The figure that rose in each of so many years."""
    rises = [part for part in node.parts if isinstance(part, Compare) and part.relation is Relation.GREATER]
    first = rises[0].left if rises else None
    if len(rises) < len(node.parts) or not isinstance(first, Fact):
        return None
    if any(one.right != other.left for one, other in pairwise(rises)):
        return None
    run = (first, *(each.right for each in rises))
    return _over(first, len(rises)) if _run(run) else None


def nearby(node: AllOf) -> tuple[Term, Term, Term, bool] | None:
    """A day, the length of time it lies within, the event, and whether after it."""
    match node.parts:
        case (Compare(event, Relation.AT_MOST, day), Compare(same, Relation.AT_MOST, edge)) if day == same:
            match event, edge:
                case _, Arithmetic(start, Operator.PLUS, length) if start == event:
                    return day, length, event, True
                case Arithmetic(end, Operator.MINUS, length), _ if end == edge:
                    return day, length, edge, False
    return None


def within(node: AllOf) -> tuple[Term, Term, Term] | None:
    """A term, and the two it lies between."""
    match node.parts:
        case (Compare(term, Relation.AT_LEAST, first), Compare(same, Relation.AT_MOST, last)) if term == same:
            return term, first, last
    return None


def sliced(node: Term) -> tuple[Term, Term | None, Term | None] | None:
    """A sum, what a part of it lies above, and up to what: the part a marginal rate is for."""
    match node:
        case Arithmetic(Bounded(whole, floor, ceiling), Operator.MINUS, above) if floor == above:
            return whole, above, ceiling
        case Bounded(whole, None, ceiling) if ceiling is not None:
            return whole, None, ceiling
    return None


def addends(term: Term) -> Iterator[Term]:
    """What a sum adds, from left to right."""
    if isinstance(term, Arithmetic) and term.operator is Operator.PLUS:
        yield from addends(term.left)
        yield term.right
    else:
        yield term


def _factors(term: Term) -> Iterator[Literal]:
    match term:
        case Literal():
            yield term
        case Arithmetic(left, Operator.TIMES, Literal() as right):
            yield from _factors(left)
            yield right


def _run(terms: tuple[Term, ...]) -> bool:
    """Whether terms are one figure, each a year before the one before."""
    return all(_is_earlier(each, terms[0], ago) for ago, each in enumerate(terms))


def _is_earlier(term: Term, than: Term, years: int) -> bool:
    try:
        return term == back(than, years)
    except NoFigure:
        return False


def _over(fact: Fact, years: int) -> OverYears | None:
    return (fact, years) if figure_in(fact.name) else None


_TURNED = {
    Relation.EQUAL: Relation.EQUAL,
    Relation.NOT_EQUAL: Relation.NOT_EQUAL,
    Relation.LESS: Relation.GREATER,
    Relation.GREATER: Relation.LESS,
    Relation.AT_MOST: Relation.AT_LEAST,
    Relation.AT_LEAST: Relation.AT_MOST,
}
