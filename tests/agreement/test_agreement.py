"""Scalar, DuckDB, Spark and PostgreSQL answer alike: statuses, amounts, payers and totals, to the 分."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pytest

import policyengine
from policyengine.batch.sql import Statement, statement_for
from policyengine.errors import ProfileError
from policyengine.rulebook.plan import Plan
from tests.agreement.answers import REFUSED, of_decision, scalar
from tests.agreement.databases import DATABASES, Run, numbered
from tests.agreement.profiles import Enterprises, days_of, generated
from tests.postgres import programs

ROWS = 4_000
"""Enterprises for each city and day: five cities on five days are 100,000."""
BY_CODE = 400
"""Of them, those that generated code decides too."""

# The clients leave sockets to the garbage collector; pandas, which nothing here uses, is newer than pyspark.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning:pyspark"),
]


@dataclass(frozen=True)
class Asked:
    """One statement, its enterprises and what the scalar engine answers to them, by their ids."""

    statement: Statement
    enterprises: Enterprises
    answers: dict[str, Any]


@pytest.fixture(scope="module")
def asked() -> list[Asked]:
    engine = policyengine.load()
    found = []
    for plan in engine.plans:
        for day in days_of(plan):
            statement = statement_for(plan, day)
            enterprises = generated(statement, ROWS, f"{plan.city}-{day}")
            answers = scalar(engine, statement, enterprises.profiles)
            found.append(Asked(statement, enterprises, dict(zip(enterprises.ids, answers, strict=True))))
    return found


def test_a_hundred_thousand_enterprises_are_asked_about(asked: list[Asked]) -> None:
    assert sum(len(each.answers) for each in asked) >= 100_000
    assert len({each.statement.plan.city for each in asked}) == 5


def test_the_answers_are_of_every_kind(asked: list[Asked]) -> None:
    told = {value for each in asked for row in each.answers.values() if row != REFUSED for value in row}
    statuses = {"eligible", "ineligible", "undetermined", "not_bound", "met", "due", "unmet"}
    assert statuses <= {value for value in told if isinstance(value, str)}


def test_the_generated_code_answers_as_the_scalar_engine(asked: list[Asked]) -> None:
    engine = policyengine.load()
    for each in asked:
        statement, plan = each.statement, each.statement.plan
        decider = engine.decider(
            city=plan.city, as_of=statement.as_of, version=plan.version, year=statement.year
        )
        for key, profile in islice(
            zip(each.enterprises.ids, each.enterprises.profiles, strict=True), BY_CODE
        ):
            wanted = each.answers[key]
            try:
                found = of_decision(decider.decide(profile), statement)
            except ProfileError:
                assert wanted == REFUSED
            else:
                assert found.items() <= dict(zip(statement.columns, wanted, strict=True)).items()


def installed(dialect: str) -> bool:
    match dialect:
        case "spark":
            return importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None
        case "postgres":
            return importlib.util.find_spec("psycopg") is not None and programs() is not None
        case _:
            return True


@pytest.fixture(scope="module", params=DATABASES)
def database(request: pytest.FixtureRequest) -> Iterator[tuple[str, Run]]:
    if not installed(request.param):
        pytest.skip(f"{request.param} is not installed")
    with DATABASES[request.param]() as run:
        yield request.param, run


def test_the_database_answers_as_the_scalar_engine(asked: list[Asked], database: tuple[str, Run]) -> None:
    dialect, run = database
    for each in asked:
        statement = in_dialect(each.statement, dialect)
        answered = run(statement, each.enterprises.table(statement))
        assert_same(each, answered)


def test_the_portable_text_answers_the_same(asked: list[Asked], database: tuple[str, Run]) -> None:
    dialect, run = database
    for each in asked[::5] if dialect == "spark" else asked:
        statement = in_dialect(each.statement, "portable")
        answered = run(statement, numbered(each.enterprises.table(statement)))
        assert_same(each, answered)


def in_dialect(statement: Statement, dialect: str) -> Statement:
    plan: Plan = statement.plan
    return statement_for(plan, statement.as_of, statement.year, dialect)


def assert_same(asked: Asked, answered: list[tuple[Any, ...]]) -> None:
    """Row by row; a row that the scalar engine refuses as contradictory is marked so in the answer."""
    names = list(asked.statement.columns)
    assert sorted(row[0] for row in answered) == sorted(asked.answers)
    wrong = []
    for key, *row in answered:
        wanted = asked.answers[key]
        if wanted == REFUSED:
            assert row[names.index("contradicted_fact")] is not None
        elif tuple(row) != wanted:
            apart = [
                (name, got, want) for name, got, want in zip(names, row, wanted, strict=True) if got != want
            ]
            wrong.append((key, apart))
    assert wrong[:3] == []
