"""Days between others, near others, and of the year assessed; rewritten into comparisons and sums of days.

Windows that open every year stay as they are.
"""

from __future__ import annotations

from policyengine.errors import Span
from policyengine.language.literals import END_OF_FEBRUARY
from policyengine.language.tree import (
    AllOf,
    Arithmetic,
    Compare,
    Condition,
    Duration,
    Fact,
    Kind,
    Literal,
    MonthDay,
    Operator,
    Relation,
    Term,
)

YEAR_START = "year_start"
"""The fact that every day of the year assessed is counted from."""


def between(term: Term, first: Term, last: Term, span: Span | None) -> Condition:
    """From the one to the other, both included."""
    return AllOf(
        (
            Compare(term, Relation.AT_LEAST, first, span=span),
            Compare(term, Relation.AT_MOST, last, span=span),
        ),
        span=span,
    )


def near(term: Term, length: Term, event: Term, *, after: bool, span: Span | None) -> Condition:
    """Within a length of time after another day, or before it; both ends included."""
    operator = Operator.PLUS if after else Operator.MINUS
    edge = Arithmetic(event, operator, length, span=span)
    first, last = (event, edge) if after else (edge, event)
    return AllOf(
        (
            Compare(first, Relation.AT_MOST, term, span=span),
            Compare(term, Relation.AT_MOST, last, span=span),
        ),
        span=span,
    )


def of_the_year(day: MonthDay, span: Span | None) -> Term:
    """A day of the year assessed: so many whole months, then so many days, after its first."""
    if day == END_OF_FEBRUARY:
        return _on(_on(Fact(YEAR_START, span=span), Duration(months=2)), Duration(days=1), Operator.MINUS)
    months, days = Duration(months=day.month - 1), Duration(days=day.day - 1)
    return _on(_on(Fact(YEAR_START, span=span), months), days)


def _on(day: Term, length: Duration, operator: Operator = Operator.PLUS) -> Term:
    if length == Duration():
        return day
    return Arithmetic(day, operator, Literal(Kind.DURATION, length, span=day.span), span=day.span)
