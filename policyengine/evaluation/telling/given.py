"""What is decided about a case, as data: the part of an explanation that differs from one to another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from policyengine.evaluation.deciding.applying import applying
from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.compiled import CompiledReward
from policyengine.evaluation.deciding.obligations import Timing, timing
from policyengine.evaluation.deciding.payers import split
from policyengine.evaluation.deciding.payments import payments
from policyengine.evaluation.deciding.statuses import Status
from policyengine.evaluation.kept import Remembered, kept
from policyengine.evaluation.meaning.amounts import Reach
from policyengine.evaluation.reasons import payment_reason, received_reason
from policyengine.language.interval import Interval
from policyengine.language.walk import facts_read
from policyengine.rulebook.plan import Obligation, Plan, Reward, Support

Told: TypeAlias = dict[str, Any]

Sums: TypeAlias = Callable[[], tuple[Interval, Reach]]
"""What an amount comes to, exact in 元, and as it is reckoned with."""


class Texts(NamedTuple):
    """An amount and each payer's part of it: the ends as they are told."""

    low: str | None
    high: str | None
    parts: tuple[tuple[str, str | None, str | None], ...]


class Money(NamedTuple):
    """What a reward comes to: the amount, each payer's part, and its payments with their reasons."""

    amount: Told
    paid_by: Told
    payments: list[Told]


class Duty(NamedTuple):
    """When an obligation is due and from when to when it binds."""

    due_on: str | None
    standing: bool
    first: str | None
    last: str | None


class Given(NamedTuple):
    """What is decided about one case: statuses by rule in the plan's order, the rest by reward or obligation.

    `applying` and `received` tell of one rule, by its local id, how to apply and what was received.
    """

    case: Case
    statuses: Sequence[str]
    money: Sequence[Money]
    duties: Sequence[Duty]
    applying: Callable[[str], Told | None]
    received: Callable[[str], Told | None]


def given(
    case: Case, statuses: Sequence[str], money: Sequence[Money], timings: Iterable[Timing] | None = None
) -> Given:
    """What is decided about a case. `timings`: those of its obligations, where they are at hand."""
    plan = case.plan
    return Given(
        case,
        statuses,
        money,
        _duties(case) if timings is None else _told(plan, timings),
        lambda id_: how_to_apply(case, plan.rewards.get(id_) or plan.supports[id_]),
        lambda id_: had_before(case, plan.rewards[id_]),
    )


def _duties(case: Case) -> Sequence[Duty]:
    """When the obligations of a case bind and fall due; where the day alone tells, the same for all."""
    by_the_day = _by_the_day(case.plan)
    if by_the_day is None:
        return _worked_out(case)
    return by_the_day.of((case.as_of, case.year), lambda: _worked_out(case))


def _worked_out(case: Case) -> tuple[Duty, ...]:
    plan, day, year, known = case.plan, case.as_of, case.year, case.known
    rules = plan.obligations.values()
    return _told(plan, (timing(rule, plan.period, day, year, known) for rule in rules))


def _told(plan: Plan, timings: Iterable[Timing]) -> tuple[Duty, ...]:
    return tuple(duty(*each) for each in zip(plan.obligations.values(), timings, strict=True))


@kept
def _by_the_day(plan: Plan) -> Remembered[tuple[Duty, ...]] | None:
    """The days of a plan's obligations by day and year; None where facts decide them too."""
    rules = plan.obligations.values()
    terms = [term for rule in rules for term in (rule.by, rule.start) if term is not None]
    return None if any(facts_read(term) for term in terms) else Remembered()


def money_of(case: Case, made: CompiledReward, status: Status, ends: Hashable, sums: Sums) -> Money:
    """What one reward comes to. `ends`: its amount, by which what is told of it is remembered."""
    if len(made.rule.paid_by) == 1:
        key = (made.rule.id, ends)
        low, high, parts = _amounts(case.plan).of(key, lambda: _texts(case, made, *sums()))
    else:
        low, high, parts = _texts(case, made, *sums())
    paid_by: Told = {who: {"low": least, "high": most} for who, least, most in parts}
    paid = _payments(case, made, status) if made.payments or made.clawbacks else []
    return Money({"low": low, "high": high}, paid_by, paid)


def _texts(case: Case, made: CompiledReward, amount: Interval, reach: Reach) -> Texts:
    """An amount and each payer's part of it, as they are told."""
    parts = split(reach, made.shares(case.known)).items()
    each = ((who, part.interval.to_dict()) for who, part in parts)
    whole = amount.to_dict()
    return Texts(whole["low"], whole["high"], tuple((who, told["low"], told["high"]) for who, told in each))


@kept
def _amounts(plan: Plan) -> Remembered[Texts]:
    """What was told of the amounts of rewards whose payers nothing decides, by reward and amount."""
    return Remembered()


def _payments(case: Case, made: CompiledReward, status: Status) -> list[Told]:
    return [
        {**each.to_dict(), "because": None if why is None else why.to_dict()}
        for each in payments(case, made, status)
        for why in (payment_reason(case, made.rule, each.rule),)
    ]


def duty(rule: Obligation, times: Timing) -> Duty:
    """When an obligation is due and binds; it stands where it does so from a day that is known."""
    standing = rule.standing and (rule.start is None or times.start is not None)
    return Duty(_day(times.due), standing, _day(times.start), _day(times.end))


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def how_to_apply(case: Case, rule: Reward | Support) -> Told | None:
    """How to apply; None where the text does not say."""
    how = applying(rule.apply, case.known, case.as_of)
    return None if how is None else how.to_dict()


def had_before(case: Case, reward: Reward) -> Told | None:
    """Why a one-off reward can still be had or cannot; None for a reward that is not one-off."""
    reason = received_reason(case, reward)
    return None if reason is None else reason.to_dict()
