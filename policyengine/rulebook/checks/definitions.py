"""Definitions are used by something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, Severity
from policyengine.language.tree import Named
from policyengine.language.walk import descend
from policyengine.rulebook.checks.stated import place
from policyengine.rulebook.facts_of import trees_of
from policyengine.rulebook.plan import Plan


@dataclass(frozen=True, slots=True)
class UnusedDefinition(Finding):
    """Nothing uses a definition.

    Why: the rules that should use it may say the same again in other words, and then only one of the two is
    kept up; or a rule was forgotten.
    Mend: use its name in the rules that mean it, or delete it.
    """

    code = "unused-definition"
    severity = Severity.WARNING
    name: str

    def message(self) -> Bilingual:
        """The definition."""
        return Bilingual(zh=f"没有规则用到定义“{self.name}”", en=f"nothing uses the definition `{self.name}`")


def definitions(plan: Plan) -> Iterator[Finding]:
    """Definitions that no rule uses, by themselves or through others."""
    if not plan.definitions:
        return
    used = {each.name for tree in trees_of(plan) for each in descend(tree) if isinstance(each, Named)}
    for definition in plan.definitions:
        if definition.id not in used:
            yield UnusedDefinition(name=definition.id, span=place(definition, "id"))
