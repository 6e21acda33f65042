"""Days between others, and near others. Rewritten into comparisons, but for windows that open every year."""

from __future__ import annotations

from policyengine.errors import Span
from policyengine.language.tree import AllOf, Arithmetic, Compare, Condition, Operator, Relation, Term


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
