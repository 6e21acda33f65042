"""Whom a rule reaches: as a condition on the place of registration, apart from the rule's own."""

from __future__ import annotations

from policyengine.language.tree import ALWAYS, Compare, Condition, Fact, Kind, Literal, Relation
from policyengine.rulebook.plan import Plan, Scope

REGISTERED_IN = "registered_in"


def scope_of(scope: Scope, plan: Plan, *, assumed: bool) -> Condition:
    """The condition that puts an enterprise within a rule's reach.

    `assumed` sets it true even against the profile, as comparing cities does.
    """
    if scope is Scope.ANY or assumed:
        return ALWAYS
    territory = Literal(Kind.JURISDICTION, plan.jurisdiction)
    return Compare(Fact(REGISTERED_IN), Relation.EQUAL, territory)
