"""Whom a rule reaches: a condition on the place of registration, apart from the rule's own."""

from __future__ import annotations

from policyengine.language.tree import Compare, Fact, Kind, Literal, Relation
from policyengine.rulebook.plan import Plan

REGISTERED_IN = "registered_in"


def registered(plan: Plan) -> Compare:
    """The enterprise is registered in the plan's jurisdiction, or in a part of it."""
    return Compare(Fact(REGISTERED_IN), Relation.EQUAL, Literal(Kind.JURISDICTION, plan.jurisdiction))
