"""A statement tells of every rule, reads as it was printed, and says of each column where it comes from."""

from __future__ import annotations

import re
from datetime import date

import duckdb
import pytest
import sqlglot
from sqlglot import exp

import policyengine
from policyengine.batch.dialects import DIALECTS
from policyengine.batch.sql import Statement, statement_for, version_for
from policyengine.language.tree import Kind
from policyengine.rulebook.force import Force
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.plan_wide import decided

ENGINE = policyengine.load()
DAY = date(2022, 6, 30)
EVERY = [(plan, dialect) for plan in ENGINE.plans for dialect in DIALECTS]
IDS = [f"{plan.city}-{dialect}" for plan, dialect in EVERY]
TYPES = {Kind.MONEY: "DECIMAL(17,2)", Kind.RATIO: "DECIMAL(18,8)", Kind.COUNT: "DECIMAL(15,0)"}


def empty_table(statement: Statement) -> str:
    """The table that a statement asks for, with no row in it."""
    columns = [f'"{name}" {column.type}' for name, column in statement.inputs.items()]
    return f"CREATE TABLE enterprises ({', '.join(['enterprise_id TEXT', *columns])})"


@pytest.mark.parametrize(("plan", "dialect"), EVERY, ids=IDS)
def test_every_rule_that_decides_something_has_a_status(plan: Plan, dialect: str) -> None:
    statement = statement_for(plan, DAY, dialect=dialect)
    told = {column.rule for column in statement.columns.values() if column.part.value == "status"}
    assert told == {rule.id for rule in decided(plan)}


@pytest.mark.parametrize(("plan", "dialect"), EVERY, ids=IDS)
def test_each_column_is_commented_by_rule_clause_and_words(plan: Plan, dialect: str) -> None:
    statement = statement_for(plan, DAY, dialect=dialect)
    rules = {rule.id: rule for rule in decided(plan)}
    lines = statement.sql[statement.sql.rindex("SELECT") :].splitlines()
    for name, column in statement.columns.items():
        line = next(line for line in lines if re.match(rf"(\w+ AS )?{name}\b", line.strip()))
        if column.rule is not None:
            assert f"/* {plan.city}.{column.rule} · " in line
            assert all(cited.clause in line and cited.quote in line for cited in rules[column.rule].cite)


@pytest.mark.parametrize(("plan", "dialect"), EVERY, ids=IDS)
def test_the_text_is_read_back_as_the_same_statement(plan: Plan, dialect: str) -> None:
    written_as = DIALECTS[dialect].written_as
    text = statement_for(plan, DAY, dialect=dialect).sql
    (read,) = sqlglot.parse(text, dialect=written_as)
    assert read is not None
    assert next(cte.alias for cte in read.find_all(exp.CTE)) == "facts"
    assert read.sql(dialect=written_as, comments=False) == sqlglot.parse_one(
        read.sql(dialect=written_as), dialect=written_as
    ).sql(dialect=written_as, comments=False)


@pytest.mark.parametrize("plan", ENGINE.plans, ids=lambda plan: plan.city)
def test_an_empty_table_gives_the_columns_that_are_promised_and_no_row(plan: Plan) -> None:
    statement = statement_for(plan, DAY)
    with duckdb.connect() as connection:
        connection.execute(empty_table(statement))
        answer = connection.sql(statement.sql)
        assert answer.fetchall() == []
        assert answer.columns == ["enterprise_id", *statement.columns]
        types = [str(each).replace("VARCHAR", "TEXT").replace("INTEGER", "INT") for each in answer.types[1:]]
    assert types == [column.type.replace(", ", ",") for column in statement.columns.values()]


def test_numbers_are_asked_for_in_the_digits_that_a_profile_may_have() -> None:
    inputs = statement_for(ENGINE.rulebook.plans["anyang"][-1], DAY).inputs
    for name in ("revenue", "rd_intensity", "ip_owned"):
        assert inputs[name].type.replace(", ", ",") == TYPES[inputs[name].kind]


def test_the_same_question_gives_the_same_text() -> None:
    plan = ENGINE.rulebook.plans["jiangmen"][-1]
    assert statement_for(plan, DAY).sql == statement_for(plan, DAY).sql


def test_the_head_tells_plan_version_force_day_year_and_digest() -> None:
    chosen = version_for(ENGINE.rulebook.plans["xinxiang"], DAY)
    head = statement_for(chosen.plan, DAY, force=chosen.force).sql.splitlines()[:3]
    assert chosen.force is Force.LAPSED
    assert chosen.plan.title.zh in head[0]
    assert "version 2017 · lapsed · as of 2022-06-30 · year assessed 2021" in head[1]
    assert chosen.plan.digest in head[2]


def test_what_is_assumed_is_said_and_asks_for_no_column() -> None:
    plan = ENGINE.rulebook.plans["anyang"][-1]
    usual = statement_for(plan, DAY)
    assumed = statement_for(plan, DAY, assume_registered=True, assume_not_received=True)
    gone = set(usual.inputs) - set(assumed.inputs)
    assert gone == {"registered_in", *(f"received__{id_}" for id_, rule in plan.rewards.items() if rule.once)}
    assert "assumed: registered in the plan's jurisdiction" in assumed.sql
    assert "assumed: no reward was received before, unless the table says so" in usual.sql


@pytest.mark.parametrize("plan", ENGINE.plans, ids=lambda plan: plan.city)
def test_the_portable_text_keeps_to_what_every_database_has(plan: Plan) -> None:
    statement = statement_for(plan, DAY, dialect="portable")
    read = sqlglot.parse_one(statement.sql, dialect=DIALECTS["portable"].written_as)
    beyond = (exp.Filter, exp.Lateral, exp.Least, exp.Greatest, exp.Boolean, exp.Div, exp.Concat, exp.Window)
    assert list(read.find_all(*beyond)) == []
    assert [text for text in read.find_all(exp.Literal) if text.is_string and not text.this] == []
    with duckdb.connect() as connection:
        connection.execute(empty_table(statement))
        connection.execute(f"CREATE TABLE answer AS {statement.sql}")
        types = connection.sql("SELECT data_type FROM information_schema.columns").fetchall()
    assert "BOOLEAN" not in {type_ for (type_,) in types}


@pytest.mark.parametrize("plan", ENGINE.plans, ids=lambda plan: plan.city)
def test_nothing_is_divided(plan: Plan) -> None:
    """A quotient of decimals is a double in DuckDB: terms are compared crosswise."""
    read = sqlglot.parse_one(statement_for(plan, DAY).sql, dialect="duckdb")
    assert list(read.find_all(exp.Div)) == []
