"""Setting a decision beside the assessment of the same case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from policyengine.engine import Engine
from policyengine.errors import PolicyEngineError
from policyengine.evaluation.assess import assess
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.decider import Decider
from policyengine.evaluation.deciding.force import Force, year_assessed
from policyengine.evaluation.decision import Decision
from policyengine.evaluation.facts.profile import Facts
from policyengine.evaluation.generated.program import program
from policyengine.evaluation.generated.standing import Standing
from policyengine.rulebook.plan import Plan


def told(answer: Assessment | Decision) -> dict[str, Any]:
    """All that both tell; as text too, so that equal numbers written otherwise are seen."""
    if isinstance(answer, Assessment):
        statuses = {item.rule.id: item.status for item in answer.items()}
        amounts = {id_: reward.amount for id_, reward in answer.rewards.items()}
        sums = answer.totals.assured, answer.totals.possible
        unquantified = answer.totals.unquantified
    else:
        statuses, amounts = dict(answer.statuses), dict(answer.amounts)
        sums, unquantified = (answer.assured, answer.possible), answer.unquantified
    return {
        "version": answer.plan.version,
        "force": answer.force,
        "statuses": statuses,
        "amounts": amounts,
        "in words": str(amounts),
        "sums": sums,
        "sums in words": str(sums),
        "unquantified": unquantified,
        "totals": answer.totals,
    }


def refused_or(answer: Callable[[], Any]) -> Any:
    """What is answered, or the mistakes that are told."""
    try:
        made = answer()
    except PolicyEngineError as refusal:
        return type(refusal), refusal.findings
    # What is answered is not refused later, when more is asked of it.
    return told(made)


def assert_alike(plan: Plan, facts: Facts, as_of: date, year: int | None = None, **assumed: Any) -> None:
    """The generated function and the plain evaluator decide facts alike, or refuse them alike."""
    force, assessed = Force.IN_FORCE, year_assessed(plan, as_of, year)
    asked = {"assume_registered": False, "assume_not_received": None} | assumed
    standing = Standing(program(plan), force, as_of, assessed, **asked)

    def decided() -> Decision:
        return Decision(standing, standing.decided(facts), lambda: facts, year)

    wanted = refused_or(lambda: assess(plan, force, facts, as_of, year=year, **asked))
    assert refused_or(decided) == wanted


def assert_answered_alike(
    engine: Engine, decider: Decider, profile: Mapping[str, Any], **question: Any
) -> None:
    """A decider and `evaluate` answer a profile alike, or refuse it with the same mistakes."""
    wanted = refused_or(lambda: engine.evaluate(profile, **question))
    assert refused_or(lambda: decider.decide(profile)) == wanted


def glanced_at(decider: Decider, profile: Mapping[str, Any]) -> bool:
    """Whether a profile is accepted at a glance, without the full reader."""
    ready = decider._ready
    return ready is not None and ready[1].take(profile, ready[0].arguments.copy())
