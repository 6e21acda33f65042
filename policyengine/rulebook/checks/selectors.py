"""A condition that holds for many rules holds for some, and its exceptions are rules it would hold for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding
from policyengine.rulebook.checks.stated import place
from policyengine.rulebook.checks.statements import Deciding
from policyengine.rulebook.choices import RuleKind
from policyengine.rulebook.plan import Obligation, Plan, Reward, Support
from policyengine.rulebook.provisions import PlanWide, Selector


@dataclass(frozen=True, slots=True)
class SelectsNothing(Finding):
    """`applies_to` names rules of which the plan has none, or `except` rules that were not selected.

    Why: a condition that holds for nothing shuts nobody out, and an exception from nothing lets nobody in; a
    misspelt theme or a wrong kind looks just so.
    Mend: select rules that the plan has; what is excepted must be among those the condition applies to.
    """

    code = "selects-nothing"
    condition: str
    key: str
    selector: str

    def message(self) -> Bilingual:
        """The selector and the condition it stands in."""
        if self.key == "except":
            return Bilingual(
                zh=f"“{self.condition}”的except“{self.selector}”：适用范围内没有这样的规则",
                en=f"`except` of `{self.condition}`: no rule it applies to is {self.selector}",
            )
        return Bilingual(
            zh=f"“{self.condition}”的applies_to“{self.selector}”：本方案没有这样的规则",
            en=f"`applies_to` of `{self.condition}`: the plan has no rule that is {self.selector}",
        )


def selectors(plan: Plan) -> Iterator[Finding]:
    """Selectors of plan-wide conditions that select nothing; ids that no rule has are told while reading."""
    rules: tuple[Deciding, ...] = (
        *plan.rewards.values(),
        *plan.supports.values(),
        *plan.obligations.values(),
    )
    ids = {rule.id for rule in rules}
    for condition in plan.conditions:
        reached = [rule for rule in rules if any(_selects(each, rule) for each in condition.applies_to)]
        if "applies_to" in condition.written_at or not reached:
            yield from _idle(condition, "applies_to", condition.applies_to, rules, ids)
        yield from _idle(condition, "except", condition.exceptions, reached, ids)


def _idle(
    condition: PlanWide,
    key: str,
    selectors: Iterable[Selector],
    rules: Iterable[Deciding],
    ids: set[str],
) -> Iterator[Finding]:
    rules = tuple(rules)
    for index, selector in enumerate(selectors):
        known = selector.rule is None or selector.rule in ids
        if known and not any(_selects(selector, rule) for rule in rules):
            span = place(condition, f"{key}.{index}", key)
            yield SelectsNothing(condition=condition.id, key=key, selector=_words(selector), span=span)


_KINDS = {RuleKind.REWARD: Reward, RuleKind.SUPPORT: Support, RuleKind.OBLIGATION: Obligation}


def _selects(selector: Selector, rule: Deciding) -> bool:
    return (
        (selector.kind is None or isinstance(rule, _KINDS[selector.kind]))
        and (selector.nature is None or selector.nature is getattr(rule, "nature", None))
        and selector.theme in (None, rule.theme)
        and selector.rule in (None, rule.id)
    )


def _words(selector: Selector) -> str:
    said = (selector.kind, selector.nature, selector.theme, selector.rule)
    return ", ".join(str(each) for each in said if each is not None)
