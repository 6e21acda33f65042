"""What a rule calls an entitlement is one: no bare ceiling, no selection, no unstated conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, Severity
from policyengine.language.tree import Amount, Arithmetic, Bounded, Condition, Named, Rounded, Tiers, UpTo
from policyengine.rulebook.checks.stated import place
from policyengine.rulebook.choices import Nature
from policyengine.rulebook.plan import Plan, Reward, Support


@dataclass(frozen=True, slots=True)
class CeilingAsEntitlement(Finding):
    """A reward that only names a ceiling is called an entitlement.

    Why: "给予最高100万元" promises nobody a sum; as an entitlement it would be counted as assured.
    Mend: write `nature: discretionary`. A formula with a ceiling ("按25%，最高50万元") is an entitlement,
    with the formula as its `amount` and the ceiling as `at_most`.
    """

    code = "ceiling-as-entitlement"
    severity = Severity.WARNING
    rule: str

    def message(self) -> Bilingual:
        """The rule."""
        return Bilingual(
            zh=f"“{self.rule}”只有上限，没有算法，不应是entitlement",
            en=f"`{self.rule}` has a ceiling and no formula, so it is no entitlement",
        )

    def help(self) -> Bilingual:
        """What to write."""
        return Bilingual(zh="改为nature: discretionary", en="write `nature: discretionary`")


@dataclass(frozen=True, slots=True)
class SelectionAsEntitlement(Finding):
    """The text selects, or leaves its conditions unstated, and the rule is called an entitlement.

    Why: 择优, 遴选 and 评选 mean that somebody still chooses, and 符合条件的 that conditions stand elsewhere;
    meeting the rule's conditions is not enough.
    Mend: write `nature: discretionary`. If those words bear on something else here, say so in the rule's
    `interpretation`.
    """

    code = "selection-as-entitlement"
    severity = Severity.WARNING
    rule: str
    words: str

    def message(self) -> Bilingual:
        """The rule and the words that select."""
        return Bilingual(
            zh=f"条文写明“{self.words}”，“{self.rule}”却是entitlement",
            en=f"the text says {self.words}, but `{self.rule}` is called an entitlement",
        )

    def help(self) -> Bilingual:
        """What to write."""
        return Bilingual(
            zh="改为nature: discretionary，或者用interpretation说明理由",
            en="write `nature: discretionary`, or say why not in `interpretation`",
        )


_SELECTING = re.compile(
    r"择优|优选|遴选|评选|评优|选树|符合(?:相关|有关|规定)?(?:条件|政策|规定)的|具备条件的|有条件的"
)


def nature(plan: Plan) -> Iterator[Finding]:
    """Entitlements that the text does not make ones."""
    rules: tuple[Reward | Support, ...] = (*plan.rewards.values(), *plan.supports.values())
    for rule in rules:
        if rule.nature is Nature.ENTITLEMENT:
            yield from _of(rule)


def _of(rule: Reward | Support) -> Iterator[Finding]:
    if isinstance(rule, Reward) and _only_a_ceiling(rule.promised):
        yield CeilingAsEntitlement(rule=rule.id, span=place(rule, "nature"))
    if rule.interpretation is not None:
        return
    for index, cite in enumerate(rule.cite):
        if found := _SELECTING.search(cite.quote):
            span = cite.span or place(rule, f"cite.{index}.quote")
            yield SelectionAsEntitlement(rule=rule.id, words=found[0], span=span)
            return


def _only_a_ceiling(amount: Amount | Condition) -> bool:
    """Whether some branch of the amount is a bare ceiling."""
    match amount:
        case UpTo():
            return True
        case Tiers(branches, otherwise):
            return any(_only_a_ceiling(each) for each in (*(b.amount for b in branches), otherwise))
        case Bounded(inner) | Rounded(inner) | Named(_, _, inner):
            return _only_a_ceiling(inner)
        case Arithmetic(left, _, right):  # 80% of what is a bare ceiling is one as well
            return _only_a_ceiling(left) or _only_a_ceiling(right)
    return False
