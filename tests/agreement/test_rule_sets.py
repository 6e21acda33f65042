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
from policyengine.errors import RulebookError
from policyengine.evaluation.assessment import Assessment
from policyengine.rulebook.choices import Per
from tests.agreement.answers import REFUSED, scalar, told
from tests.agreement.profiles import arrow_type, days_of, generated, plain
from tests.conformance.suite import CITY, Case, cases, files, lay_out

ASSUMED: tuple[dict[str, Any], ...] = ({}, {"assume_registered": True, "assume_not_received": True})
ROWS = 30
NOT_YET = {
    "payments in parts, or money that goes back",
    "a count or sum over a list",
    "several payers under one ceiling",
    "shares that have no finite decimal",
    "the rounding of a quotient of facts",
    "a recurring duty from a day of the enterprise's own",
    "a ceiling that counts what was received before (unless with --assume-not-received)",
    "a ceiling that a fact not known may leave open",
}
"""What no dialect expresses yet: the list that docs/batch.md gives."""


def statements(engine: Engine) -> Iterator[tuple[Statement | NotExpressible, dict[str, Any]]]:
    for plan in engine.plans:
        for day in days_of(plan)[1:3]:
            for assumed in ASSUMED:
                try:
                    yield statement_for(plan, day, **assumed), assumed
                except NotExpressible as refusal:
                    yield refusal, assumed


@pytest.mark.parametrize(("name", "written"), list(files()), ids=[name for name, _ in files()])
def test_a_rule_set_is_answered_alike_or_refused_by_name(
    name: str, written: Mapping[str, Any], tmp_path: Path
) -> None:
    try:
        engine = policyengine.load(lay_out(written, tmp_path))
    except RulebookError:
        pytest.skip("a rule set that must not load")
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
        assert finding.construct.en in NOT_YET


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
        pytest.skip("a record that no column holds: a payment of no known day")
    table = pa.table(
        {"enterprise_id": ["a"]}
        | {name: pa.array([row[name]], arrow_type(column.kind)) for name, column in statement.inputs.items()}
    )
    with duckdb.connect() as connection:
        connection.register("enterprises", table)
        (answered,) = connection.sql(statement.sql).fetchall()
    names = list(statement.columns)
    assert dict(zip(names, answered[1:], strict=True)) == dict(
        zip(names, told(assessment, statement), strict=True)
    )


def row_of(assessment: Assessment, statement: Statement) -> dict[str, Any] | None:
    """What is known of an enterprise as a row; None where a column cannot hold it."""
    facts, year = assessment.case.facts, assessment.year
    row: dict[str, Any] = {}
    for name, column in statement.inputs.items():
        if not name.startswith("received__"):
            value = facts.given.get(column.fact)
            row[name] = None if value is None else plain(value)
            continue
        rule = assessment.plan.rewards[name.removeprefix("received__")]
        paid = [
            each for each in facts.received or () if each.reward == f"{CITY}.{rule.id}" and not each.payment
        ]
        if rule.once is Per.YEAR:
            if any(each.on is None for each in paid):
                return None
            paid = [each for each in paid if each.on is not None and each.on.year == year]
        row[name] = None if facts.received is None else bool(paid)
    return row
