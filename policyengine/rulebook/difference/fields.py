"""What is compared of each class of the legal model: every field, or why it is not.

INVARIANT: a table names every field of its class; `tests/rulebook/difference/test_fields.py` goes through the
classes themselves and refuses one that is forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping

from policyengine.language.facts import FactDefinition
from policyengine.rulebook.applying import Application
from policyengine.rulebook.difference.comparing import (
    Fields,
)
from policyengine.rulebook.difference.plan_fields import (
    AREA,
    CLAUSE,
    DEFINITION,
    DEPARTMENT,
    FACT,
    GROUP,
    PAYERS,
    PERIOD,
    PLAN,
    PLAN_WIDE,
    RELATED,
    TRANSITION,
    VALIDITY,
)
from policyengine.rulebook.difference.rule_fields import (
    APPLICATION,
    BUDGET,
    CLAWBACK,
    DUTY,
    OBLIGATION,
    PAYMENT,
    READING,
    REWARD,
    SUPPORT,
    TARGET,
)
from policyengine.rulebook.paying import Budget, Clawback, Payment
from policyengine.rulebook.plan import (
    Clause,
    Department,
    Duty,
    Obligation,
    Period,
    Plan,
    Reading,
    RelatedDocument,
    Reward,
    Support,
    Target,
    Validity,
)
from policyengine.rulebook.provisions import Area, Definition, Group, PlanPayers, PlanWide, Transition

FIELDS: Mapping[type, Fields] = {
    Plan: PLAN,
    Reward: REWARD,
    Support: SUPPORT,
    Obligation: OBLIGATION,
    Duty: DUTY,
    Target: TARGET,
    Reading: READING,
    Payment: PAYMENT,
    Clawback: CLAWBACK,
    Budget: BUDGET,
    Application: APPLICATION,
    Group: GROUP,
    Definition: DEFINITION,
    PlanWide: PLAN_WIDE,
    Transition: TRANSITION,
    PlanPayers: PAYERS,
    Area: AREA,
    Period: PERIOD,
    Validity: VALIDITY,
    Clause: CLAUSE,
    Department: DEPARTMENT,
    RelatedDocument: RELATED,
    FactDefinition: FACT,
}
"""The table of each class that is compared field by field; all others are compared whole."""
