"""Deciding: one profile, one version, one date.

chosen = choose(versions, as_of, version)        # force.py: Chosen with .plan, .force, .binding
facts = known_facts(profile, vocabulary, jurisdictions, rewards, city, asked)  # profile.py: Facts
assess(chosen.plan, chosen.force, facts, as_of,
       year=None, assume_registered=False, assume_not_received=None) -> Assessment
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.compiled import (
    CompiledObligation,
    CompiledReward,
    CompiledSupport,
    compiled,
)
from policyengine.evaluation.deciding.force import Force, year_assessed
from policyengine.evaluation.deciding.obligations import timing
from policyengine.evaluation.deciding.statuses import Status, eligibility, obligation_status, settled_amount
from policyengine.evaluation.facts.profile import Facts
from policyengine.evaluation.inquiry.questions import Inquiry
from policyengine.evaluation.items import ObligationResult, RewardResult, SupportResult
from policyengine.evaluation.meaning.amounts import NIL, Reach
from policyengine.evaluation.meaning.truth import Truth
from policyengine.rulebook.plan import Obligation, Plan, Reward, Support


def assess(
    plan: Plan,
    force: Force,
    facts: Facts,
    as_of: date,
    *,
    year: int | None = None,
    assume_registered: bool = False,
    assume_not_received: bool | None = None,
) -> Assessment:
    """What an enterprise may have and must do under one version on one date.

    `year`: the year assessed, clipped to the plan's period; that of `as_of` where none is given. The two
    assumptions are as in `Case`. Only deciding is done here; why and what next are worked out when asked for.
    """
    assessed = year_assessed(plan, as_of, year)
    case = Case(plan, force, facts, as_of, assessed, assume_registered, assume_not_received)
    rules, deciding = compiled(plan), _Deciding(case)
    rewards = {made.rule.id: deciding.reward(made) for made in rules.rewards.values()}
    supports = {made.rule.id: deciding.support(made) for made in rules.supports}
    obligations = {made.rule.id: deciding.obligation(made) for made in rules.obligations}
    return Assessment(
        case,
        MappingProxyType(rewards),
        MappingProxyType(supports),
        MappingProxyType(obligations),
        deciding.inquiry,
        year,
    )


class _Deciding:
    """One pass over the rules of a case."""

    def __init__(self, case: Case) -> None:
        self.case, self.known = case, case.known
        self.registered = compiled(case.plan).registered(self.known)
        self.reaches: dict[str, Reach] = {}
        self.inquiry = Inquiry(case, self.reaches)

    def reward(self, made: CompiledReward) -> RewardResult:
        rule = made.rule
        scope, when = self._scope(rule), made.when(self.known)
        required = Truth.TRUE if made.required is None else made.required(self.known)
        status = eligibility(min(scope, self.case.unpaid(rule), required, when))
        # What cannot be had is not worked out.
        reach = made.amount(self.known) if status is not Status.INELIGIBLE else NIL
        reach = self.reaches[rule.id] = settled_amount(reach, status, rule.nature)
        return RewardResult(
            rule=rule,
            scope=scope,
            when=when,
            case=self.case,
            inquiry=self.inquiry,
            status=status,
            reach=reach,
        )

    def support(self, made: CompiledSupport) -> SupportResult:
        scope, when = self._scope(made.rule), made.when(self.known)
        required = Truth.TRUE if made.required is None else made.required(self.known)
        status = eligibility(min(scope, required, when))
        return SupportResult(
            rule=made.rule, scope=scope, when=when, case=self.case, inquiry=self.inquiry, status=status
        )

    def obligation(self, made: CompiledObligation) -> ObligationResult:
        rule, case = made.rule, self.case
        scope, bound, requires = self._scope(rule), made.bound(self.known), made.requires(self.known)
        required = Truth.TRUE if made.required is None else made.required(self.known)
        binds = min(scope, required, bound)
        times = timing(rule, case.plan.period, case.as_of, case.year, self.known)
        return ObligationResult(
            rule=rule,
            scope=scope,
            when=bound,
            case=case,
            inquiry=self.inquiry,
            status=obligation_status(binds, requires, times.over),
            requires=requires,
            timing=times,
        )

    def _scope(self, rule: Reward | Support | Obligation) -> Truth:
        return self.registered if self.case.scope_asked(rule) else Truth.TRUE
