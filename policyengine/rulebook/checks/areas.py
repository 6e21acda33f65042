"""Areas that targets and duties name are written as the plan lists them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, Severity, shown
from policyengine.language.facts import nearest
from policyengine.rulebook.checks.stated import place
from policyengine.rulebook.findings import did_you_mean
from policyengine.rulebook.plan import Duty, Plan, Target


@dataclass(frozen=True, slots=True)
class UnlistedArea(Finding):
    """A target or a duty names an area much as the plan lists one, but not the same.

    Why: under two spellings one area looks like two, and what is asked of it is not found.
    Mend: write the area's id or its name as `areas` in `plan.yaml` has it. Other words (各区镇) are left
    alone.
    """

    code = "unlisted-area"
    severity = Severity.WARNING
    found: str
    nearest: str

    def message(self) -> Bilingual:
        """The area as it is named."""
        found = shown(self.found)
        return Bilingual(
            zh=f"plan.yaml的areas中没有区域“{found}”", en=f"`areas` in `plan.yaml` lists no area {found}"
        )

    def help(self) -> Bilingual | None:
        """The area that may be meant."""
        return did_you_mean(self.nearest)


def areas(plan: Plan) -> Iterator[Finding]:
    """Areas of targets and duties that are nearly one of the plan's."""
    names = [name for each in plan.areas for name in (each.name.zh, each.name.en, each.id)]
    for rule in plan.rules() if names else ():
        named = rule.area if isinstance(rule, Target | Duty) else None
        near = nearest(named, names) if named is not None and named not in names else None
        if named is not None and near is not None:
            yield UnlistedArea(found=named, nearest=near, span=place(rule, "area"))
