"""The scalar engine asked about one enterprise after the other, as a budget is to be understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from policyengine.budget.versions import costing, in_full
from policyengine.engine import Engine
from policyengine.errors import ProfileError
from policyengine.evaluation.assess import assess
from policyengine.evaluation.assessment import Assessment
from policyengine.rulebook.force import Force
from tests.budget.made_up import DAY, profile
from tests.conformance.suite import CITY


class Asking:
    """One version, asked as it is and as if every office gave all that it may."""

    def __init__(self, engine: Engine, **assumed: Any) -> None:
        self.engine, self.assumed = engine, assumed
        self.plan = engine.rulebook.plans[CITY][0]
        self.full = in_full(costing(self.plan))

    def answer(self, enterprise: Mapping[str, Any]) -> Assessment:
        return self.engine.evaluate(
            profile(enterprise), city=CITY, as_of=DAY, version=self.plan.version, **self.assumed
        )

    def in_full(self, enterprise: Mapping[str, Any]) -> Assessment | None:
        """None where the enterprise contradicts itself."""
        try:
            facts = self.engine.facts_of(profile(enterprise), CITY)
        except ProfileError:
            return None
        return assess(self.full, Force.IN_FORCE, facts, DAY, **self.assumed)

    def open(self, enterprise: Mapping[str, Any]) -> tuple[Decimal, int] | None:
        """How much of an enterprise's total hangs on missing facts, and how many rewards have no end."""
        answer = self.in_full(enterprise)
        if answer is None:
            return None
        totals = answer.totals
        return totals.possible - totals.assured, len(totals.unquantified)


def without_supports(engine: Engine) -> Engine:
    """The same engine; its plans pay and do nothing else."""
    plans = {city: tuple(map(costing, versions)) for city, versions in engine.rulebook.plans.items()}
    return Engine(replace(engine.rulebook, plans=plans))
