"""What cases should try of each rule: whether it applies, its condition, what it requires, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from policyengine.errors import Bilingual, Span
from policyengine.evaluation.deciding.plan_wide import required
from policyengine.evaluation.deciding.statuses import ObligationStatus, Status
from policyengine.evaluation.items import ObligationResult, RewardResult
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.tree import ALWAYS, Condition
from policyengine.rulebook.choices import Scope
from policyengine.rulebook.plan import Obligation, Plan, Reward, Support
from policyengine.rulebook.plan_wide import Decided
from policyengine.trial.goals.goal import Area, Goal, Shows, Way, all_of, opposite
from policyengine.trial.goals.parts import Wanted, of_condition
from policyengine.trial.shown_by import Shown

_DAY = timedelta(days=1)


def of_rule(plan: Plan, rule: Decided) -> Iterator[Goal]:
    """What to try of a rule, but for what a reward comes to."""
    if isinstance(rule, Obligation):
        yield from _of_obligation(plan, rule)
    else:
        yield from _of_eligibility(plan, rule)


def condition_of(rule: Decided) -> Condition:
    """The rule's own condition."""
    return rule.bound if isinstance(rule, Obligation) else rule.when


def applies(plan: Plan, rule: Decided) -> Condition:
    """All that a rule asks but the place of registration."""
    return all_of(required(plan, rule), condition_of(rule))


def within_scope(rule: str) -> Shows:
    """That the case says whether the rule applies, which is known and not for its place of registration."""

    def shows(shown: Shown) -> bool:
        item = shown.items[rule]
        known = item.status.value != Status.UNDETERMINED.value
        return shown.status(rule) and known and item.scope is Truth.TRUE

    return shows


def goal_of(rule: Decided, wanted: Wanted, shows: Shows) -> Goal:
    """What is wanted of a tree of a rule, as a goal."""
    way = Way(rule=rule.id, needs=wanted.needs, shows=shows, items=wanted.items, turns=wanted.turns)
    return Goal(
        area=wanted.area,
        owner=rule.id,
        title=rule.title,
        words=wanted.words,
        ways=(way,),
        span=wanted.span or rule.span,
    )


def _comes_out(rule: Decided, status: Status | ObligationStatus, words: Bilingual, needs: Condition) -> Goal:
    def shows(shown: Shown) -> bool:
        return shown.status(rule.id) and shown.items[rule.id].status is status

    return _goal(Area.RULES, rule, words, needs, shows)


def _goal(area: Area, rule: Decided, words: Bilingual, needs: Condition, shows: Shows) -> Goal:
    way = Way(rule=rule.id, needs=needs, shows=shows)
    return Goal(area=area, owner=rule.id, title=rule.title, words=words, ways=(way,), span=_named_at(rule))


def _named_at(rule: Decided) -> Span | None:
    return rule.written_at.get("id", rule.span)


def _for_nobody(plan: Plan, rule: Decided) -> Condition | None:
    """What must hold for a rule not to reach an enterprise; None where it reaches everyone."""
    whole = applies(plan, rule)
    if whole != ALWAYS:
        return opposite(whole)
    return None if rule.scope is Scope.ANY else ALWAYS


def _of_eligibility(plan: Plan, rule: Reward | Support) -> Iterator[Goal]:
    whole, without = applies(plan, rule), _for_nobody(plan, rule)
    yield _comes_out(rule, Status.ELIGIBLE, Bilingual("符合", "eligible"), whole)
    if without is not None:
        yield _comes_out(rule, Status.INELIGIBLE, Bilingual("不符合", "not eligible"), without)
    if isinstance(rule, Reward) and rule.once is not None:
        yield _paid_before(plan, rule)
    for wanted in of_condition(rule.when, required(plan, rule), plan.vocabulary):
        yield goal_of(rule, wanted, within_scope(rule.id))


def _paid_before(plan: Plan, rule: Reward) -> Goal:
    def shows(shown: Shown) -> bool:
        item = shown.items[rule.id]
        had = isinstance(item, RewardResult) and item.received is not None
        return shown.status(rule.id) and had and item.status is Status.INELIGIBLE

    way = Way(rule=rule.id, needs=applies(plan, rule), shows=shows)
    words = Bilingual("领过的不再给", "not paid again once received")
    return Goal(
        area=Area.RULES,
        owner=rule.id,
        title=rule.title,
        words=words,
        ways=(way,),
        received=rule.id,
        span=_named_at(rule),
    )


def _of_obligation(plan: Plan, rule: Obligation) -> Iterator[Goal]:
    bound, without = applies(plan, rule), _for_nobody(plan, rule)
    if without is not None:
        words = Bilingual("不受约束", "not bound")
        yield _comes_out(rule, ObligationStatus.NOT_BOUND, words, without)
    met, short = all_of(bound, rule.requires), all_of(bound, opposite(rule.requires))
    yield _comes_out(rule, ObligationStatus.MET, Bilingual("已履行", "met"), met)
    yield _comes_out(rule, ObligationStatus.UNMET, Bilingual("未履行", "unmet"), short)
    if not rule.standing:
        yield _comes_out(rule, ObligationStatus.DUE, Bilingual("应完成", "due"), short)
        yield from _about_its_day(rule, short)
    for wanted in of_condition(rule.bound, required(plan, rule), plan.vocabulary):
        yield goal_of(rule, wanted, within_scope(rule.id))
    for wanted in of_condition(rule.requires, bound, plan.vocabulary):
        yield goal_of(rule, wanted, within_scope(rule.id))


def _about_its_day(rule: Obligation, short: Condition) -> Iterator[Goal]:
    """That it can still be met on its last day, and not on the next."""

    def on(status: ObligationStatus, after: timedelta) -> Shows:
        def shows(shown: Shown) -> bool:
            item = shown.items[rule.id]
            day = item.due_on if isinstance(item, ObligationResult) else None
            there = day is not None and shown.assessment.as_of - day == after
            return shown.status(rule.id) and item.status is status and there

        return shows

    last = Bilingual("到期当日，应完成", "on its last day: due")
    yield _goal(Area.BOUNDARIES, rule, last, short, on(ObligationStatus.DUE, 0 * _DAY))
    over = Bilingual("到期次日，未履行", "the day after its last: unmet")
    yield _goal(Area.BOUNDARIES, rule, over, short, on(ObligationStatus.UNMET, _DAY))
