"""The rules of a plan as functions of what is known, worked out once a plan."""

from __future__ import annotations

from dataclasses import dataclass

from policyengine.evaluation.deciding.groups import Pot, pots
from policyengine.evaluation.deciding.scope import registered
from policyengine.evaluation.kept import kept
from policyengine.evaluation.meaning.amounts import ReachOf, amount_of
from policyengine.evaluation.meaning.kleene import TruthOf, truth_of
from policyengine.rulebook.plan import Obligation, Plan, Reward, Support


@dataclass(frozen=True, slots=True)
class CompiledReward:
    """A reward and its readers: whether its own condition holds, and what it comes to if so."""

    rule: Reward
    when: TruthOf
    amount: ReachOf


@dataclass(frozen=True, slots=True)
class CompiledSupport:
    """A support and its reader."""

    rule: Support
    when: TruthOf


@dataclass(frozen=True, slots=True)
class CompiledObligation:
    """An obligation and its readers: whether it binds, and whether it is met."""

    rule: Obligation
    bound: TruthOf
    requires: TruthOf


@dataclass(frozen=True, slots=True)
class CompiledPlan:
    """Everything of a plan that is asked about an enterprise."""

    registered: TruthOf
    rewards: tuple[CompiledReward, ...]
    supports: tuple[CompiledSupport, ...]
    obligations: tuple[CompiledObligation, ...]
    pots: tuple[Pot, ...]


@kept
def compiled(plan: Plan) -> CompiledPlan:
    """The rules of a plan, compiled; the same object for the same plan."""
    return CompiledPlan(
        registered=truth_of(registered(plan)),
        rewards=tuple(
            CompiledReward(rule, truth_of(rule.when), amount_of(rule.amount))
            for rule in plan.rewards.values()
        ),
        supports=tuple(CompiledSupport(rule, truth_of(rule.when)) for rule in plan.supports.values()),
        obligations=tuple(
            CompiledObligation(rule, truth_of(rule.bound), truth_of(rule.requires))
            for rule in plan.obligations.values()
        ),
        pots=pots(plan),
    )
