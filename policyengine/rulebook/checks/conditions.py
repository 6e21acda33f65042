"""Rewards and obligations say whom they are for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, Severity
from policyengine.rulebook.plan import Plan


@dataclass(frozen=True, slots=True)
class NoCondition(Finding):
    """A reward or an obligation has no condition.

    Why: it reaches every enterprise registered here; a condition that was lost, or deleted by mistake, leaves
    no other trace.
    Mend: write the condition, or say `when: true` (`bound: true`) where the text means everybody.
    """

    code = "no-condition"
    severity = Severity.WARNING
    rule: str
    key: str

    def message(self) -> Bilingual:
        """The rule and the key it lacks."""
        return Bilingual(
            zh=f"“{self.rule}”没有写{self.key}，将适用于所有企业",
            en=f"`{self.rule}` has no `{self.key}`, so it is for every enterprise",
        )

    def help(self) -> Bilingual:
        """How a rule for everybody says so."""
        return Bilingual(
            zh=f"请写明条件；文中确实不设条件的，写“{self.key}: true”",
            en=f"write the condition, or `{self.key}: true` where the text sets none",
        )


def conditions(plan: Plan) -> Iterator[Finding]:
    """A finding for each reward without `when` and each obligation without `bound`."""
    for key, rules in (("when", plan.rewards.values()), ("bound", plan.obligations.values())):
        for rule in rules:
            if rule.written_at and key not in rule.written_at:
                yield NoCondition(rule=rule.id, key=key, span=rule.written_at.get("id", rule.span))
