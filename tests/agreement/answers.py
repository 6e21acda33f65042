"""What an engine answers, in one form: the columns of a statement, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from policyengine.batch.outputs import OutputColumn, Part
from policyengine.batch.statement import Statement
from policyengine.engine import Engine
from policyengine.errors import ProfileError
from policyengine.evaluation.assess import assess
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.decision import Decision
from policyengine.evaluation.facts.profile import known_facts
from policyengine.evaluation.items import RewardResult
from policyengine.language.interval import NOTHING
from policyengine.rulebook.force import Force
from policyengine.rulebook.plan import Plan

REFUSED = "refused"


def scalar(engine: Engine, statement: Statement, profiles: list[dict[str, Any]], **asked: Any) -> list[Any]:
    """What the scalar engine answers to each profile, as rows of the statement; REFUSED where it refuses."""
    return [_row(engine, statement, profile, asked) for profile in profiles]


def _row(engine: Engine, statement: Statement, profile: dict[str, Any], asked: dict[str, Any]) -> Any:
    plan = statement.plan
    rewards = {f"{plan.city}.{id_}" for id_ in plan.rewards}
    try:
        facts = known_facts(profile, engine.rulebook.vocabulary, {}, rewards, plan.city)
        assessment = assess(plan, Force.IN_FORCE, facts, statement.as_of, year=statement.year, **asked)
        return tuple(told(assessment, statement))
    except ProfileError:
        return REFUSED


class Answers(Protocol):
    """What is read of a statement: whose answers it gives, in which columns."""

    @property
    def plan(self) -> Plan: ...

    @property
    def columns(self) -> Mapping[str, OutputColumn]: ...


def told(assessment: Assessment, statement: Answers) -> Iterator[Any]:
    """What an assessment says, column by column of a statement."""
    items = {item.rule.id: item for item in assessment.items()}
    paid = {id_: reward.paid_by for id_, reward in assessment.rewards.items()}
    totals = assessment.totals if statement.plan.rewards else None
    for column in statement.columns.values():
        part, payer, item = column.part, column.payer, items.get(column.rule or "")
        if part is Part.CONTRADICTED:
            yield None
        elif part is Part.STATUS:
            yield item.status.value
        elif column.payment is not None:
            yield of_payment(assessment.rewards[column.rule], column)
        elif part in (Part.RETURNED_LOW, Part.RETURNED_HIGH):
            back = totals.to_be_returned
            yield back.low if part is Part.RETURNED_LOW else back.high
        elif part is Part.DUE_ON:
            yield item.timing.due
        elif part is Part.UNQUANTIFIED:
            yield len(totals.unquantified)
        elif part is Part.ASSURED:
            yield totals.assured
        elif part is Part.POSSIBLE:
            yield totals.possible
        else:
            if item is None:
                ends = totals.by_payer.get(payer, NOTHING)
            else:
                ends = item.amount if payer is None else paid[column.rule].get(payer, NOTHING)
            yield ends.low if part is Part.LOW else ends.high


def of_payment(reward: RewardResult, column: OutputColumn) -> Any:
    """What is said of one payment of a reward, or of what goes back."""
    (paid,) = (each for each in reward.payments if each.id == column.payment)
    return {
        Part.PAYMENT_STATUS: paid.status.value,
        Part.PAYMENT_LOW: paid.amount.low,
        Part.PAYMENT_HIGH: paid.amount.high,
        Part.EARLIEST: paid.earliest,
    }[column.part]


def of_decision(decision: Decision, statement: Statement) -> dict[str, Any]:
    """What a decision of generated code says, by the columns of a statement that tell the same."""
    found: dict[str, Any] = {}
    for name, column in statement.columns.items():
        if column.payer is not None or column.payment is not None:
            continue
        match column.part:
            case Part.STATUS:
                found[name] = decision.statuses[str(column.rule)].value
            case Part.LOW | Part.HIGH if column.rule is not None:
                amount = decision.amounts[column.rule]
                found[name] = amount.low if column.part is Part.LOW else amount.high
            case Part.ASSURED:
                found[name] = decision.assured
            case Part.POSSIBLE:
                found[name] = decision.possible
            case Part.UNQUANTIFIED:
                found[name] = len(decision.unquantified)
    return found
