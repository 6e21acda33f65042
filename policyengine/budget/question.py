"""What a budget is asked about: the day, the year, what is taken for granted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from policyengine.batch.several import SeveralStatement, statement_for_several
from policyengine.evaluation.facts.profile import Facts
from policyengine.rulebook.force import Chosen, Force
from policyengine.rulebook.plan import Plan


@dataclass(frozen=True, slots=True)
class Question:
    """A day and what is assumed, as in evaluating. `nobody`: what is known of an enterprise of which
    nothing is."""

    as_of: date
    nobody: Facts
    year: int | None = None
    assume_registered: bool = False
    assume_not_received: bool | None = None

    def statement(self, plan: Plan, table: str) -> SeveralStatement:
        """The plan as a statement over a table. NotExpressible where a rule of it cannot be expressed."""
        return statement_for_several(
            {plan.city: Chosen(plan, Force.IN_FORCE)},  # sums are as if the plan bound
            self.as_of,
            self.year,
            table=table,
            assume_registered=self.assume_registered,
            assume_not_received=self.assume_not_received,
        )


def plan_of(statement: SeveralStatement) -> Plan:
    """The one plan that a statement is of."""
    (plan,) = statement.plans.values()
    return plan
