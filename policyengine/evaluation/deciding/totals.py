"""What all rewards of a plan come to, after groups and as if the plan bound."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from types import MappingProxyType
from typing import Any

from policyengine.errors import Bilingual
from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.compiled import CompiledReward, compiled
from policyengine.evaluation.deciding.funds import funds
from policyengine.evaluation.deciding.groups import Reaches, Standing, Standings, Worked, worked
from policyengine.evaluation.deciding.paid_out import by_payer
from policyengine.evaluation.deciding.payers import added, plus
from policyengine.evaluation.deciding.payments import payments, returned
from policyengine.evaluation.deciding.statuses import Status, settled_amount, truth_behind
from policyengine.evaluation.facts.received import Received
from policyengine.evaluation.meaning.amounts import NIL, OPEN, Reach, capped
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.interval import Interval, plain
from policyengine.rulebook.choices import Per
from policyengine.rulebook.paying import Shares

CEILING = "ceiling"
"""By what a group's sum is cut where it is no choice among its members."""


@dataclass(frozen=True, slots=True)
class Reduction:
    """What a group cut from the sum of its members, in 元, and `by` which of its rules.

    `at_most`: what its ceilings left once all that counts is counted; None where a choice cut.
    """

    group: str
    title: Bilingual
    by: str
    before: Interval
    after: Interval
    at_most: Interval | None

    def to_dict(self) -> dict[str, Any]:
        """The contract's form."""
        return {
            "group": self.group,
            "title": self.title.to_dict(),
            "by": self.by,
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "at_most": None if self.at_most is None else self.at_most.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums in 元. `assured`: of lows; `possible`: of known highs; `by_payer` likewise.

    `unquantified`: the ids, with their city, of rewards that may bring money of no known amount. What they
    may bring above their low is in no sum, unless a shared ceiling bounds it. `cuts`: what groups took
    away. `to_be_returned` is in no sum. `subject_to_fund`: rewards for which a fund may not suffice.
    """

    assured: Decimal
    possible: Decimal
    unquantified: tuple[str, ...]
    by_payer: Mapping[str, Interval]
    cuts: tuple[Reduction, ...]
    to_be_returned: Interval
    subject_to_fund: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The contract's form."""
        return {
            "assured": plain(self.assured),
            "possible": plain(self.possible),
            "unquantified": list(self.unquantified),
            "by_payer": {payer: amount.to_dict() for payer, amount in self.by_payer.items()},
            "cuts": [cut.to_dict() for cut in self.cuts],
            "to_be_returned": self.to_be_returned.to_dict(),
            "subject_to_fund": list(self.subject_to_fund),
        }


def totals(case: Case, statuses: Mapping[str, Status], reaches: Reaches) -> Totals:
    """The totals of a case. `reaches`: what each reward can come to by itself."""
    plan, rules = case.plan, compiled(case.plan)
    standings = standings_of(case, statuses, reaches)
    limits = limits_of(case, standings)
    works = [worked(pot, standings, limits) for pot in rules.pots]
    total = reduce(plus, (work.standing.reach for work in works), NIL).interval
    assert total.high is not None

    def splits(reward: str) -> tuple[Shares, ...]:
        return rules.rewards[reward].shares(case.known)

    paid = added(by_payer(work, splits) for work in works)
    back = (returned(payments(case, rules.rewards[id_], statuses[id_])) for id_ in rules.returning)
    return Totals(
        assured=total.low,
        possible=total.high,
        unquantified=tuple(case.qualified(id_) for id_ in plan.rewards if reaches[id_].high is None),
        by_payer=MappingProxyType({payer: part.interval for payer, part in paid.items()}),
        cuts=tuple(cut for work in works for cut in _cuts(case, work)),
        to_be_returned=reduce(plus, back, NIL).interval,
        subject_to_fund=tuple(
            case.qualified(id_) for id_ in plan.rewards if id_ in funds(plan) and reaches[id_] != NIL
        ),
    )


def standings_of(case: Case, statuses: Mapping[str, Status], reaches: Reaches) -> Standings:
    """How each reward of a case stands among the others."""
    made = compiled(case.plan).rewards
    return {id_: _standing(case, made[id_], statuses[id_], reaches[id_]) for id_ in reaches}


def _standing(case: Case, made: CompiledReward, status: Status, reach: Reach) -> Standing:
    if made.rule.id not in compiled(case.plan).compared:
        return Standing(truth_behind(status), reach, reach, reach)
    had = first = NIL
    if status is not Status.INELIGIBLE:
        had = _had(made, made.amount(case.known))
        first = _had(made, made.payments[0].amount(case.known)) if made.payments else had
    return Standing(truth_behind(status), reach, had, first)


def _had(made: CompiledReward, amount: Reach) -> Reach:
    """An amount of a reward if its conditions hold."""
    return settled_amount(amount, Status.ELIGIBLE, made.rule.nature)


def limits_of(case: Case, standings: Standings) -> Mapping[str, Reach]:
    """What the ceilings of each group leave, once all that counts beside its rewards is counted."""

    def counted(rewards: Collection[str], per: Per) -> Reach:
        return counting(case, standings, rewards, per)

    rules = compiled(case.plan)
    limits: dict[str, Reach] = {}
    for group, ceilings in rules.limits.items():
        left = (ceiling.left(case.known, rules.members[group], counted) for ceiling in ceilings)
        limits[group] = reduce(capped, left)
    return limits


def counting(case: Case, standings: Standings, rewards: Collection[str], per: Per) -> Reach:
    """What was received of some rewards in the year assessed, or ever, and is not in what they come to."""
    if case.received is None:
        return OPEN
    entries = (
        (_still_in(case, standings[reward], reward, paid), paid)
        for reward in rewards
        for paid in case.received_of(reward)
    )
    return reduce(plus, (_counted(still_in, paid, case, per) for still_in, paid in entries), NIL)


def _still_in(case: Case, standing: Standing, reward: str, paid: Received) -> Truth:
    """Whether what was paid is a part of what its reward can still come to."""
    of_it = (each for each in compiled(case.plan).rewards[reward].payments if each.rule.id == paid.payment)
    payment = next(of_it, None)
    return Truth.FALSE if payment is None else min(standing.truth, payment.when(case.known))


def _counted(still_in: Truth, paid: Received, case: Case, per: Per) -> Reach:
    if paid.on is not None and not _in_time(paid.on, case, per):
        return NIL
    amount = OPEN if paid.amount is None else Reach(paid.amount, paid.amount)
    if paid.on is None:
        amount = amount.from_zero
    return (amount, amount.from_zero, NIL)[still_in]


def _in_time(day: date, case: Case, per: Per) -> bool:
    """Whether money of a day counts: that of the year assessed, or all since the plan began."""
    return day.year == case.year if per is Per.YEAR else day >= case.plan.period.start


def _cuts(case: Case, work: Worked) -> Iterator[Reduction]:
    """What each group took away, those within others first."""
    for part in work.parts:
        yield from _cuts(case, part)
    if isinstance(work.of, str) or not work.of.group:
        return
    group = next(each for each in case.plan.groups if each.id == work.of.group)
    before, chosen, after = work.before, work.chosen, work.standing.reach
    if group.pay is not None and chosen != before:
        yield Reduction(
            case.qualified(group.id), group.title, group.pay.value, before.interval, chosen.interval, None
        )
    if work.limit is not None and after != chosen:
        at_most = work.limit.interval
        yield Reduction(
            case.qualified(group.id), group.title, CEILING, chosen.interval, after.interval, at_most
        )
