"""The rules of a plan as functions of what is known, worked out once a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policyengine.evaluation.deciding.ceilings import Limit, limit
from policyengine.evaluation.deciding.funds import rewards_in
from policyengine.evaluation.deciding.groups import Pot, pots
from policyengine.evaluation.deciding.payers import SharesOf, shares_of
from policyengine.evaluation.deciding.plan_wide import required
from policyengine.evaluation.facts.derived import signed
from policyengine.evaluation.kept import kept
from policyengine.evaluation.meaning.amounts import ReachOf, amount_of
from policyengine.evaluation.meaning.kleene import TruthOf, truth_of, value_of
from policyengine.evaluation.meaning.terms import ValueOf
from policyengine.language.tree import ALWAYS
from policyengine.rulebook.choices import Pay, PaymentKind, Weighed
from policyengine.rulebook.paying import Clawback, Payment
from policyengine.rulebook.plan import Obligation, Plan, Reward, Support
from policyengine.rulebook.plan_wide import Decided
from policyengine.rulebook.provisions import Group
from policyengine.rulebook.scope import registered


@dataclass(frozen=True, slots=True)
class CompiledPayment:
    """A payment and its readers: on which condition, how much if so, not before which day."""

    rule: Payment
    when: TruthOf
    amount: ReachOf
    earliest: ValueOf | None


@dataclass(frozen=True, slots=True)
class CompiledClawback:
    """What sends money back, and its reader."""

    rule: Clawback
    when: TruthOf


@dataclass(frozen=True, slots=True)
class CompiledReward:
    """A reward and its readers: whether its own condition holds, what it comes to if so, and who pays.

    `required`: what the plan asks beside its own condition; None where that is nothing.
    """

    rule: Reward
    required: TruthOf | None
    when: TruthOf
    amount: ReachOf
    shares: SharesOf
    payments: tuple[CompiledPayment, ...]
    clawbacks: tuple[CompiledClawback, ...]


@dataclass(frozen=True, slots=True)
class CompiledSupport:
    """A support and its readers."""

    rule: Support
    required: TruthOf | None
    when: TruthOf


@dataclass(frozen=True, slots=True)
class CompiledObligation:
    """An obligation and its readers: whether it binds, and whether it is met."""

    rule: Obligation
    required: TruthOf | None
    bound: TruthOf
    requires: TruthOf


@dataclass(frozen=True, slots=True)
class CompiledPlan:
    """Everything of a plan that is asked about an enterprise.

    `limits`: the ceilings of each group, `members`: all its rewards. `compared`: the rewards of which it is
    asked what they come to if they can be had; `returning`: those of which money may go back.
    """

    registered: TruthOf
    rewards: Mapping[str, CompiledReward]
    supports: tuple[CompiledSupport, ...]
    obligations: tuple[CompiledObligation, ...]
    pots: tuple[Pot, ...]
    limits: Mapping[str, tuple[Limit, ...]]
    members: Mapping[str, tuple[str, ...]]
    compared: frozenset[str]
    returning: tuple[str, ...]


@kept
def compiled(plan: Plan) -> CompiledPlan:
    """The rules of a plan, compiled; the same object for the same plan."""
    return _Compiling(plan).plan()


class _Compiling:
    """One pass over the rules of a plan."""

    def __init__(self, plan: Plan) -> None:
        self.of, self.signed = plan, signed(plan.vocabulary)

    def plan(self) -> CompiledPlan:
        plan = self.of
        groups = {group.id: group for group in plan.groups}
        return CompiledPlan(
            registered=truth_of(registered(plan), self.signed),
            rewards={rule.id: self.reward(rule) for rule in plan.rewards.values()},
            supports=tuple(map(self.support, plan.supports.values())),
            obligations=tuple(map(self.obligation, plan.obligations.values())),
            pots=pots(plan),
            limits={
                group.id: tuple(limit(ceiling, self.signed) for ceiling in group.ceilings)
                for group in plan.groups
                if group.ceilings
            },
            members={group.id: tuple(rewards_in(group, groups)) for group in plan.groups},
            compared=frozenset(self.compared(groups)),
            returning=tuple(rule.id for rule in plan.rewards.values() if returns(rule)),
        )

    def compared(self, groups: Mapping[str, Group]) -> Iterator[str]:
        """The rewards of groups whose choice asks for more than what can be had at least and at most."""
        for group in groups.values():
            if group.pay is Pay.FIRST or (group.pay is not None and group.weighed is not Weighed.TOTAL):
                yield from rewards_in(group, groups)

    def reward(self, rule: Reward) -> CompiledReward:
        return CompiledReward(
            rule,
            self.required(rule),
            truth_of(rule.when, self.signed),
            amount_of(rule.amount, self.signed),
            shares_of(rule.paid_by, self.signed),
            tuple(map(self.payment, rule.payments)),
            tuple(CompiledClawback(each, truth_of(each.when, self.signed)) for each in rule.clawbacks),
        )

    def payment(self, rule: Payment) -> CompiledPayment:
        earliest = None if rule.earliest is None else value_of(rule.earliest, self.signed)
        amount, when = amount_of(rule.amount, self.signed), truth_of(rule.when, self.signed)
        return CompiledPayment(rule, when, amount, earliest)

    def support(self, rule: Support) -> CompiledSupport:
        return CompiledSupport(rule, self.required(rule), truth_of(rule.when, self.signed))

    def obligation(self, rule: Obligation) -> CompiledObligation:
        bound, requires = truth_of(rule.bound, self.signed), truth_of(rule.requires, self.signed)
        return CompiledObligation(rule, self.required(rule), bound, requires)

    def required(self, rule: Decided) -> TruthOf | None:
        condition = required(self.of, rule)
        return None if condition == ALWAYS else truth_of(condition, self.signed)


def returns(rule: Reward) -> bool:
    """Whether money of a reward may go back."""
    settled = any(payment.kind is PaymentKind.SETTLEMENT for payment in rule.payments)
    return settled or bool(rule.clawbacks)
