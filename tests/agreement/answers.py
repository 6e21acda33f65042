"""What an engine answers, in one form: the columns of a statement, by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policyengine.batch.outputs import Part
from policyengine.batch.statement import Statement
from policyengine.engine import Engine
from policyengine.errors import ProfileError
from policyengine.evaluation.assess import assess
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.facts.profile import known_facts
from policyengine.language.interval import NOTHING
from policyengine.rulebook.force import Force

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


def told(assessment: Assessment, statement: Statement) -> Iterator[Any]:
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
