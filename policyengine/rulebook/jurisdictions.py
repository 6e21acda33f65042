"""Whose plans they are: one code a city, one city a code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyengine.errors import Finding
from policyengine.rulebook.findings import JurisdictionClash
from policyengine.rulebook.plan import Plan


def jurisdiction_findings(plans: Iterable[Plan]) -> Iterator[Finding]:
    """A city whose versions bear different codes, or a code that two cities bear."""
    code_of: dict[str, Plan] = {}
    city_of: dict[str, Plan] = {}
    for plan in plans:
        same_city = code_of.setdefault(plan.city, plan)
        same_code = city_of.setdefault(plan.jurisdiction, plan)
        if same_city.jurisdiction != plan.jurisdiction:
            yield _clash(plan, f"{same_city.jurisdiction} ({same_city.city}/{same_city.version})")
        elif same_code.city != plan.city:
            yield _clash(plan, f"{same_code.city}/{same_code.version}")


def _clash(plan: Plan, other: str) -> Finding:
    span = plan.written_at.get("jurisdiction", plan.span)
    return JurisdictionClash(found=plan.jurisdiction, other=other, span=span)
