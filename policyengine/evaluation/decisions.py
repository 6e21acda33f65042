"""What each rule decides, all rules alike: conditions in, a status and an amount out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from policyengine.evaluation.amounts import NIL, Reach
from policyengine.evaluation.case import Case
from policyengine.evaluation.obligations import due_on
from policyengine.evaluation.received import RECEIVED
from policyengine.evaluation.scope import registered
from policyengine.evaluation.statuses import eligibility, obligation_status, settled_amount
from policyengine.evaluation.truth import Truth
from policyengine.language.tree import ALWAYS, AllOf, Amount, Condition, Fact, Kind, Literal
from policyengine.rulebook.plan import Obligation, Reward, Support

NEVER = Literal(Kind.BOOLEAN, False)


class Outcome(NamedTuple):
    """What comes out for one rule: its status, and what it can come to (nothing, but for rewards)."""

    status: str
    reach: Reach


@dataclass(frozen=True, slots=True)
class Decision:
    """One rule of a case: what it hangs on, what it then asks, what it then pays, and what comes out.

    INVARIANT: where `gate` is false, neither `then` nor `amount` matters.
    """

    id: str
    gate: Condition
    outcome: Callable[[Truth, Truth, Reach], Outcome]
    then: Condition = ALWAYS
    amount: Amount | None = None


def decisions(case: Case) -> Iterator[Decision]:
    """Every rule of a case that decides something about the enterprise, in the order of the plan."""
    for rules in (case.plan.rewards, case.plan.supports, case.plan.obligations):
        for rule in rules.values():
            yield decision(case, rule)


def decision(case: Case, rule: Reward | Support | Obligation) -> Decision:
    """What one rule decides."""
    scope = registered(case.plan) if case.scope_asked(rule) else ALWAYS
    match rule:
        case Reward():
            gate = together(scope, _unpaid(case, rule), rule.when)
            return Decision(rule.id, gate, partial(_of_reward, rule), amount=rule.amount)
        case Support():
            return Decision(rule.id, together(scope, rule.when), _of_support)
        case Obligation():
            outcome = partial(_of_obligation, case, rule)
            return Decision(rule.id, together(scope, rule.bound), outcome, then=rule.requires)


def _of_reward(reward: Reward, gate: Truth, then: Truth, reach: Reach) -> Outcome:
    status = eligibility(gate)
    return Outcome(status, settled_amount(reach, status, reward.nature))


def _of_support(gate: Truth, then: Truth, reach: Reach) -> Outcome:
    return Outcome(eligibility(gate), NIL)


def _of_obligation(case: Case, rule: Obligation, gate: Truth, then: Truth, reach: Reach) -> Outcome:
    due = due_on(rule, case.plan.period, case.as_of, case.year)
    return Outcome(obligation_status(gate, then, due, case.as_of), NIL)


def _unpaid(case: Case, reward: Reward) -> Condition:
    unpaid = case.unpaid(reward)
    if unpaid is Truth.UNKNOWN:
        return Fact(unpaid_fact(reward.id))
    return ALWAYS if unpaid is Truth.TRUE else NEVER


def unpaid_fact(reward: str) -> str:
    """The made-up fact that a reward was not paid before; no vocabulary can hold its name."""
    return f"{RECEIVED}.{reward}"


def together(*parts: Condition) -> Condition:
    """That all these conditions hold."""
    kept = tuple(part for part in parts if part != ALWAYS)
    return AllOf(kept) if len(kept) > 1 else kept[0] if kept else ALWAYS
