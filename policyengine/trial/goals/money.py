"""What cases should try of a reward's money: how much, who pays, in which payments, and what goes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from typing import TypeAlias

from policyengine.errors import Bilingual, Span
from policyengine.evaluation.deciding.payments import PaymentResult, PaymentStatus
from policyengine.evaluation.deciding.statuses import Status
from policyengine.evaluation.items import RewardResult
from policyengine.language.tree import ALWAYS, Condition
from policyengine.reporting.terms import PAYERS
from policyengine.rulebook.paying import NOBODY, Clawback, Payment, Splits
from policyengine.rulebook.plan import Plan, Reward
from policyengine.trial.goals.goal import Area, Goal, Shows, Way, all_of, opposite
from policyengine.trial.goals.parts import Wanted, of_condition, of_term
from policyengine.trial.goals.rules import applies, goal_of
from policyengine.trial.shown_by import Shown

_DAY = timedelta(days=1)


def of_reward(plan: Plan, rule: Reward) -> Iterator[Goal]:
    """What to try of what a reward comes to."""
    guard = applies(plan, rule)
    for amount in (rule.promised, *(payment.amount for payment in rule.payments)):
        for wanted in of_term(amount, guard, plan.vocabulary):
            yield goal_of(rule, wanted, _says_how_much(rule.id))
    yield from _payers(plan, rule, guard)
    for run in _runs(rule.payments):
        yield from _payment(plan, rule, run, guard)
    for clawback in rule.clawbacks:
        yield from _clawback(plan, rule, clawback)


def _says_how_much(rule: str) -> Shows:
    return lambda shown: shown.amount(rule) and shown.items[rule].status is Status.ELIGIBLE


# Who pays


def _payers(plan: Plan, rule: Reward, guard: Condition) -> Iterator[Goal]:
    default = plan.payers_by_default
    if default is None or rule.paid_by != default.paid_by:  # else tried once for all rewards
        span = rule.written_at.get("paid_by", rule.span)
        for wanted in of_splits(plan, rule.paid_by, guard, span):
            yield goal_of(rule, wanted, _says_who_pays(rule.id))


def of_default_payers(plan: Plan) -> Iterator[Goal]:
    """What to try of who pays the rewards that do not say it themselves, by any of them."""
    default = plan.payers_by_default
    if default is None:
        return
    rules = [rule for rule in plan.rewards.values() if rule.paid_by == default.paid_by]
    every = [list(of_splits(plan, default.paid_by, applies(plan, rule), default.span)) for rule in rules]
    for same in zip(*every, strict=True):
        ways = (
            Way(rule=rule.id, needs=wanted.needs, shows=_says_who_pays(rule.id), turns=wanted.turns)
            for rule, wanted in zip(rules, same, strict=True)
        )
        first = same[0]
        yield Goal(
            area=first.area,
            owner=default.id,
            title=default.title,
            words=first.words,
            ways=tuple(ways),
            span=first.span,
        )


def of_splits(plan: Plan, splits: Splits, guard: Condition, span: Span | None) -> Iterator[Wanted]:
    """What to try of who pays where `guard` holds: each division, and what it depends on."""
    names = PAYERS | dict(plan.payers)
    for split in splits:
        if split.when != ALWAYS:
            yield from of_condition(split.when, guard, plan.vocabulary)
        if split.shares != NOBODY or len(splits) > 1:
            paying = [names.get(payer, Bilingual(payer, payer)) for payer, _ in split.shares]
            words = Bilingual(
                zh=f"出资方：{'、'.join(each.zh for each in paying)}",
                en=f"paid by: {', '.join(each.en for each in paying)}",
            )
            yield Wanted(Area.PAYERS, words, all_of(guard, split.when), split.when.span or span)
        guard = all_of(guard, opposite(split.when)) if split.when != ALWAYS else guard


def _says_who_pays(rule: str) -> Shows:
    return lambda shown: shown.payers(rule) and shown.items[rule].status is Status.ELIGIBLE


# Payments


def _payment(plan: Plan, rule: Reward, run: tuple[Payment, ...], guard: Condition) -> Iterator[Goal]:
    """What to try of a payment, or of several that are written as one and differ in their days alone."""
    first = run[0]
    due = all_of(guard, first.when)
    yield _stands(rule, run, PaymentStatus.DUE, due)
    if first.when != ALWAYS:
        yield _stands(rule, run, PaymentStatus.NOT_MET, all_of(guard, opposite(first.when)))
        for wanted in of_condition(first.when, guard, plan.vocabulary):
            yield goal_of(rule, wanted, _says_payment(rule.id, run))
    if first.earliest is not None:
        yield _stands(rule, run, PaymentStatus.NOT_YET, due)
        words = Bilingual("可拨付的首日", "on the first day it can be paid")
        yield _on_day(rule, run, PaymentStatus.DUE, 0, words, due)
        words = Bilingual("首日的前一日", "the day before it can be paid")
        yield _on_day(rule, run, PaymentStatus.NOT_YET, -1, words, due)


def _runs(payments: Iterable[Payment]) -> Iterator[tuple[Payment, ...]]:
    for _, run in groupby(payments, lambda each: (each.span, each.kind, each.when, each.earliest is None)):
        yield tuple(run)


def _clawback(plan: Plan, rule: Reward, clawback: Clawback) -> Iterator[Goal]:
    run = (clawback,)
    yield replace(_stands(rule, run, PaymentStatus.TO_BE_RETURNED, clawback.when), received=rule.id)
    yield _stands(rule, run, PaymentStatus.NOT_MET, opposite(clawback.when))
    for wanted in of_condition(clawback.when, ALWAYS, plan.vocabulary):
        yield replace(goal_of(rule, wanted, _says_payment(rule.id, run)), received=rule.id)


_STANDING = {
    PaymentStatus.DUE: Bilingual("可拨付", "due"),
    PaymentStatus.NOT_YET: Bilingual("未到拨付日", "not yet"),
    PaymentStatus.NOT_MET: Bilingual("不拨付", "not met"),
    PaymentStatus.TO_BE_RETURNED: Bilingual("应退回", "to be returned"),
}
Run: TypeAlias = "tuple[Payment, ...] | tuple[Clawback, ...]"


def _stands(rule: Reward, run: Run, status: PaymentStatus, needs: Condition) -> Goal:
    words, going_back = _STANDING[status], isinstance(run[0], Clawback)
    if going_back and status is PaymentStatus.NOT_MET:
        words = Bilingual("无须退回", "nothing to return")

    def shows(shown: Shown) -> bool:
        return any(each.status is status for each in _told(shown, rule.id, run))

    return _goal_of_part(Area.PAYMENTS, rule, run, words, needs, shows)


def _on_day(
    rule: Reward, run: Run, status: PaymentStatus, days: int, words: Bilingual, needs: Condition
) -> Goal:
    def shows(shown: Shown) -> bool:
        today = shown.assessment.as_of
        return any(
            each.status is status and each.earliest is not None and today - each.earliest == days * _DAY
            for each in _told(shown, rule.id, run)
        )

    return _goal_of_part(Area.BOUNDARIES, rule, run, words, needs, shows)


def _says_payment(rule: str, run: Run) -> Shows:
    return lambda shown: bool(_told(shown, rule, run))


def _told(shown: Shown, rule: str, run: Run) -> list[PaymentResult]:
    """Those payments of a run of which the case says how they stand."""
    item, ids = shown.items[rule], {part.id for part in run}
    payments = item.payments if isinstance(item, RewardResult) else ()
    return [each for each in payments if each.id in ids and shown.payment(rule, each.id)]


def _goal_of_part(
    area: Area, rule: Reward, run: Run, words: Bilingual, needs: Condition, shows: Shows
) -> Goal:
    part, several = run[0], len(run) > 1
    title = Bilingual("各笔中任一笔", "any of the payments") if several else part.title
    return Goal(
        area=area,
        owner=rule.id,
        title=rule.title,
        words=Bilingual(f"{title.zh}：{words.zh}", f"{title.en}: {words.en}"),
        ways=(Way(rule=rule.id, needs=needs, shows=shows),),
        span=part.span or rule.span,
    )
