"""A second opinion on rewards and obligations: their conditions decided by durable-rules.

What durable-rules decides is whether conditions hold; what a reward then comes to, and why, is worked out as
ever. It has no unknown, so an item of which neither a condition nor its opposite follows is undetermined.
Where our own reading of a term's range settles a comparison before every fact in it is known, that truth is
told to it beforehand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.deciding.compiled import compiled
from policyengine.evaluation.deciding.plan_wide import required
from policyengine.evaluation.deciding.statuses import ObligationStatus, Status, settled_amount
from policyengine.evaluation.facts.derived import signed
from policyengine.evaluation.inquiry.questions import Inquiry
from policyengine.evaluation.items import ObligationResult, RewardResult
from policyengine.evaluation.kept import kept
from policyengine.evaluation.meaning.amounts import NIL
from policyengine.language.tree import ALWAYS, AllOf, AnyOf, Compare, Condition, Fact, Relation, Value
from policyengine.monitoring.durable.program import Step, program
from policyengine.monitoring.durable.running import Machine
from policyengine.rulebook.choices import Scope
from policyengine.rulebook.plan import Obligation, Plan, Reward
from policyengine.rulebook.scope import registered

_TAKEN_AS_REGISTERED = "taken_as_registered"


def second_opinion(assessment: Assessment) -> Assessment:
    """The same case with rewards and obligations decided by durable-rules; supports stand as they are.

    RequestError where durable-rules is not there, or a value is past what it can hold.
    """
    found = machine_of(assessment.plan).run(told(assessment))
    rewards = {id_: _reward(item, found) for id_, item in assessment.rewards.items()}
    obligations = {id_: _obligation(item, found) for id_, item in assessment.obligations.items()}
    return replace(
        assessment,
        rewards=MappingProxyType(rewards),
        obligations=MappingProxyType(obligations),
        inquiry=Inquiry(assessment.case, {id_: item.reach for id_, item in rewards.items()}),
    )


@kept
def machine_of(plan: Plan) -> Machine:
    """The rules of a plan in durable-rules, made once for each plan."""
    return Machine(program(tuple(_steps(plan)), signed(plan.vocabulary)))


def _steps(plan: Plan) -> Iterator[Step]:
    """From facts to what binds, from there to what is met, due or unmet."""
    here = AnyOf((Fact(_TAKEN_AS_REGISTERED), registered(plan)))
    for reward in plan.rewards.values():
        whole = _all_of(plan, reward, here, Fact(_unpaid(reward)), reward.when)
        yield Step(_name(reward, Status.ELIGIBLE), whole)
        yield Step(_name(reward, Status.INELIGIBLE), whole, negated=True)
    for duty in plan.obligations.values():
        bound, owed = f"{duty.id} binds", f"{duty.id} is owed"
        whole = _all_of(plan, duty, here, duty.bound)
        over = ALWAYS if duty.standing else Compare(Fact("as_of"), Relation.GREATER, Fact(_due(duty)))
        yield Step(bound, whole)
        yield Step(_name(duty, ObligationStatus.NOT_BOUND), whole, negated=True)
        yield Step(_name(duty, ObligationStatus.MET), duty.requires, (bound,))
        yield Step(owed, duty.requires, (bound,), negated=True)
        yield Step(_name(duty, ObligationStatus.UNMET), over, (owed,))
        yield Step(_name(duty, ObligationStatus.DUE), over, (owed,), negated=True)


def _all_of(plan: Plan, rule: Reward | Obligation, here: Condition, *own: Condition) -> Condition:
    """Everything that is asked before a rule applies."""
    scope = (here,) if rule.scope is Scope.REGISTERED else ()
    parts = tuple(part for part in (*scope, required(plan, rule), *own) if part != ALWAYS)
    if not parts:
        return ALWAYS
    return parts[0] if len(parts) == 1 else AllOf(parts)


def told(assessment: Assessment) -> dict[str, Value]:
    """What is known of the case, and what the calendar and the record of payments say of its rules."""
    case, plan = assessment.case, assessment.plan
    known: dict[str, Value] = {
        **case.known,
        "as_of": case.as_of,
        _TAKEN_AS_REGISTERED: case.assume_registered,
    }
    for reward in plan.rewards.values():
        unpaid = case.unpaid(reward).settled
        if unpaid is not None:
            known[_unpaid(reward)] = unpaid
    for id_, item in assessment.obligations.items():
        if item.timing.due is not None:
            known[_due(plan.obligations[id_])] = item.timing.due
    return known


def _reward(item: RewardResult, found: frozenset[str]) -> RewardResult:
    rule, case = item.rule, item.case
    status = next(
        (each for each in (Status.ELIGIBLE, Status.INELIGIBLE) if _name(rule, each) in found),
        Status.UNDETERMINED,
    )
    amount = compiled(case.plan).rewards[rule.id].amount
    reach = NIL if status is Status.INELIGIBLE else amount(case.known)
    return replace(item, status=status, reach=settled_amount(reach, status, rule.nature))


def _obligation(item: ObligationResult, found: frozenset[str]) -> ObligationResult:
    status = next(
        (each for each in ObligationStatus if _name(item.rule, each) in found), ObligationStatus.UNDETERMINED
    )
    return replace(item, status=status)


def _name(rule: Reward | Obligation, status: Status | ObligationStatus) -> str:
    return f"{rule.id} is {status.value}"


def _unpaid(rule: Reward) -> str:
    return f"unpaid {rule.id}"


def _due(rule: Obligation) -> str:
    return f"due {rule.id}"
