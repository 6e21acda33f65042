"""Each rule set of the conformance suite as SQL: answered as the scalar engine does, or refused by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

import policyengine
from policyengine.batch.refused import NotExpressible
from policyengine.batch.sql import Statement, statement_for
from policyengine.engine import Engine
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.facts.received import Received
from tests.agreement import receipts
from tests.agreement.answers import REFUSED, scalar, told
from tests.agreement.profiles import column_type_of, days_of, generated, plain
from tests.conformance.suite import CITY, KINDS, Case, cases, files, lay_out

ASSUMED: tuple[dict[str, Any], ...] = (
    {},
    {"assume_registered": True, "assume_not_received": True},
    {"assume_registered": True, "assume_not_received": False},
)
ROWS = 30
EXAMPLES = Path(__file__).parents[2] / "examples" / "policies"


def has_rules(written: Mapping[str, Any]) -> bool:
    """Whether the file holds a rule set of its own; some only say what must not load."""
    return any(kind in part for part in (written, *written.get("versions", {}).values()) for kind in KINDS)


def statements(engine: Engine) -> Iterator[tuple[Statement | NotExpressible, dict[str, Any]]]:
    for plan in engine.plans:
        for day in days_of(plan)[1:3]:
            for assumed in ASSUMED:
                try:
                    yield statement_for(plan, day, **assumed), assumed
                except NotExpressible as refusal:
                    yield refusal, assumed


RULE_SETS = {name: written for name, written in files() if has_rules(written)}


@pytest.mark.parametrize("name", RULE_SETS)
def test_a_rule_set_is_answered_alike_or_refused_by_name(name: str, tmp_path: Path) -> None:
    assert_answered_alike(policyengine.load(lay_out(RULE_SETS[name], tmp_path)), name)


def test_the_example_plans_are_answered_alike() -> None:
    assert_answered_alike(policyengine.load(EXAMPLES), "examples")


def assert_answered_alike(engine: Engine, name: str) -> None:
    for statement, assumed in statements(engine):
        if isinstance(statement, NotExpressible):
            assert_named(statement, engine)
            continue
        enterprises = generated(statement, ROWS, f"{name}-{statement.as_of}")
        wanted = scalar(engine, statement, enterprises.profiles, **assumed)
        with duckdb.connect() as connection:
            connection.register("enterprises", enterprises.table(statement))
            answered = {row[0]: row[1:] for row in connection.sql(statement.sql).fetchall()}
        apart = [
            (profile, dict(zip(statement.columns, zip(answered[key], want, strict=True), strict=True)))
            for key, profile, want in zip(enterprises.ids, enterprises.profiles, wanted, strict=True)
            if want != REFUSED and answered[key] != want
        ]
        assert apart[:1] == []


def assert_named(refusal: NotExpressible, engine: Engine) -> None:
    """Each refusal names a rule or group of the plan, and what of it cannot be expressed."""
    names = {f"{CITY}.{rule.id}" for plan in engine.plans for rule in plan.rules()}
    names |= {group.id for plan in engine.plans for group in plan.groups}
    for finding in refusal.findings:
        assert finding.rule in names


CASES = [case for case in cases() if "expect" in case.case and case.asks == "assessment"]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case_of_the_suite_is_answered_alike_or_refused_by_name(case: Case, tmp_path: Path) -> None:
    engine = policyengine.load(lay_out(case.written, tmp_path))
    assessment = engine.evaluate(case.profile, **case.question)
    assumed = {key: each for key, each in case.question.items() if key.startswith("assume_")}
    try:
        statement = statement_for(assessment.plan, assessment.as_of, assessment.year, **assumed)
    except NotExpressible as refusal:
        assert_named(refusal, engine)
        return
    row = row_of(assessment, statement)
    if row is None:
        return
    table = pa.table(
        {"enterprise_id": ["a"]}
        | {
            name: pa.array([row[name]], column_type_of(column, statement))
            for name, column in statement.inputs.items()
        }
    )
    with duckdb.connect() as connection:
        connection.register("enterprises", table)
        (answered,) = connection.sql(statement.sql).fetchall()
    names = list(statement.columns)
    assert dict(zip(names, answered[1:], strict=True)) == dict(
        zip(names, told(assessment, statement), strict=True)
    )


def row_of(assessment: Assessment, statement: Statement) -> dict[str, Any] | None:
    """What is known of an enterprise as a row; None where no column holds it: a payment of no known day."""
    facts, paid = assessment.case.facts, receipts.told(statement)
    row: dict[str, Any] = {}
    for name, column in statement.inputs.items():
        if name in paid:
            record = None if facts.received is None else [entry_of(each) for each in facts.received]
            if any(each["on"] is None for each in record or ()):
                return None
            row[name] = receipts.in_column(record, paid[name], statement)
        else:
            value = facts.given.get(column.fact)
            row[name] = None if value is None else in_table(value)
    return row


def entry_of(paid: Received) -> dict[str, Any]:
    amount = None if paid.amount is None else plain(paid.amount)
    return {"reward": paid.reward, "payment": paid.payment, "amount": amount, "on": paid.on}


def in_table(value: Any) -> Any:
    """A value as a column holds it; the entries of a list as mappings."""
    if isinstance(value, tuple):
        return [{name: plain(each) for name, each in entry} for entry in value]
    return plain(value)
