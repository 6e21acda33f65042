"""All that a rule asks beside its own condition and scope, as one condition, worked out once a plan."""

from __future__ import annotations

from collections.abc import Mapping

from policyengine.evaluation.kept import kept
from policyengine.language.tree import Condition
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.plan_wide import Decided, decided, joined, requirements


def required(plan: Plan, rule: Decided) -> Condition:
    """All that a rule of the plan asks beside its own condition and scope, as one condition."""
    return _required(plan)[rule.id]


@kept
def _required(plan: Plan) -> Mapping[str, Condition]:
    return {rule.id: joined(requirements(plan, rule)) for rule in decided(plan)}
