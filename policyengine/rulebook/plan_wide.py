"""What a rule asks beside its own condition: what the plan says for many rules at once, and on which days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyengine.errors import Bilingual
from policyengine.language.tree import ALWAYS, AllOf, Compare, Condition, Fact, Kind, Literal, Relation
from policyengine.rulebook.choices import RuleKind
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.plan import Obligation, Period, Plan, Reward, Support
from policyengine.rulebook.provisions import PlanWide, Selector
from policyengine.rulebook.term import in_term

Decided = Reward | Support | Obligation


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition beside a rule's own: what it is called, and where it stands if it is a provision."""

    title: Bilingual
    condition: Condition
    cite: tuple[Citation, ...] = ()
    id: str | None = None


def plan_wide(plan: Plan, rule: Decided) -> tuple[PlanWide, ...]:
    """The conditions that the plan states for many rules and that this one is among."""
    return tuple(each for each in plan.conditions if _applies(each, rule))


def governed(plan: Plan, rule: Decided) -> Condition:
    """That what the text governs fell in the plan's period: the day of recognition, of application.

    A rule's own date fact goes before the plan's. Obligations are not governed by an event: the text binds
    them to one by `from`. `ALWAYS` where nothing governs.
    """
    fact = governing_fact(plan, rule)
    return ALWAYS if fact is None else within_period(fact, plan.period)


def governing_fact(plan: Plan, rule: Decided) -> str | None:
    """The date fact whose day must lie in the plan's period for this rule, if there is one."""
    return None if isinstance(rule, Obligation) else rule.governs or plan.governs


def within_period(fact: str, period: Period) -> Condition:
    """That the day of a date fact lies in a period, both ends included."""
    begun = Compare(Fact(fact), Relation.AT_LEAST, Literal(Kind.DATE, period.start))
    if period.end is None:
        return begun
    return AllOf((begun, Compare(Fact(fact), Relation.AT_MOST, Literal(Kind.DATE, period.end))))


def requirements(plan: Plan, rule: Decided) -> tuple[Requirement, ...]:
    """Everything that a rule asks beside its own condition and scope, in the order it is explained."""
    return tuple(_requirements(plan, rule))


def joined(every: tuple[Requirement, ...]) -> Condition:
    """That every one of the requirements is met; `ALWAYS` where there is none."""
    parts = tuple(each.condition for each in every)
    return AllOf(parts) if len(parts) > 1 else parts[0] if parts else ALWAYS


def decided(plan: Plan) -> Iterator[Decided]:
    """The rules that decide something about an enterprise."""
    for kind in (plan.rewards, plan.supports, plan.obligations):
        yield from kind.values()


def _requirements(plan: Plan, rule: Decided) -> Iterator[Requirement]:
    for each in plan_wide(plan, rule):
        yield Requirement(each.title, each.require, each.cite, each.id)
    fact = governing_fact(plan, rule)
    if fact is not None:
        label = plan.vocabulary[fact].label
        title = Bilingual(f"{label.zh}在方案有效期内", f"{label.en} within the plan's period")
        yield Requirement(title, governed(plan, rule))
    if isinstance(rule, Obligation) and (term := in_term(rule, plan.period)) != ALWAYS:
        yield Requirement(Bilingual("义务存续期内", "within the term of the obligation"), term)


def _applies(condition: PlanWide, rule: Decided) -> bool:
    named = any(_selects(each, rule) for each in condition.applies_to)
    return named and not any(_selects(each, rule) for each in condition.exceptions)


def _selects(selector: Selector, rule: Decided) -> bool:
    nature = None if isinstance(rule, Obligation) else rule.nature
    wanted = (
        (selector.kind, _kind(rule)),
        (selector.nature, nature),
        (selector.theme, rule.theme),
        (selector.rule, rule.id),
    )
    return all(asked is None or asked == found for asked, found in wanted)


def _kind(rule: Decided) -> RuleKind:
    match rule:
        case Reward():
            return RuleKind.REWARD
        case Support():
            return RuleKind.SUPPORT
        case Obligation():
            return RuleKind.OBLIGATION
