"""A statement works each thing out once, and nothing that no answer hangs on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
import sqlglot
from sqlglot import exp

import policyengine
from policyengine.batch.dialects import DIALECTS
from policyengine.batch.logic import FALSE, TRUE
from policyengine.batch.numbers import UNKNOWN, chosen, constant
from policyengine.batch.sql import statement_for, statement_for_several, version_for

ENGINE = policyengine.load()
DAY = date(2022, 6, 30)
CHOSEN = {city: version_for(versions, DAY) for city, versions in ENGINE.rulebook.plans.items()}


def read(dialect: str) -> exp.Select:
    text = statement_for_several(CHOSEN, DAY, dialect=dialect).sql
    statement = sqlglot.parse_one(text, dialect=DIALECTS[dialect].written_as)
    assert isinstance(statement, exp.Select)
    return statement


def worked_out(statement: exp.Select) -> Iterator[exp.Alias]:
    """What each stage after the facts adds."""
    for cte in statement.ctes:
        if cte.alias != "facts":
            yield from (each for each in cte.this.selects if isinstance(each, exp.Alias))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_is_worked_out_is_read(dialect: str) -> None:
    statement = read(dialect)
    columns = {column.name for column in statement.find_all(exp.Column)}
    assert [each.alias for each in worked_out(statement) if each.alias not in columns] == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_hangs_on_the_same_facts_in_the_same_way_is_worked_out_once(dialect: str) -> None:
    told = Counter(each.this.sql() for each in worked_out(read(dialect)) if each.this.find(exp.Column))
    assert [how for how, often in told.items() if often > 1] == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_condition_that_always_or_never_holds_is_asked(dialect: str) -> None:
    conditions = read(dialect).find_all(exp.EQ)
    assert [each.sql() for each in conditions if not each.find(exp.Column)] == []


def test_rules_that_ask_the_same_have_one_status_under_two_names() -> None:
    statement = sqlglot.parse_one(statement_for(CHOSEN["anyang"].plan, DAY).sql, dialect="duckdb")
    told = {each.alias_or_name: each.unalias().name for each in statement.selects}
    assert (
        told["hte_tax_benefits__status"]
        == told["listing_priority__status"]
        == "hte_class_cultivation__status"
    )
    assert told["application_guidance__status"] == "simplified_application__status"


ONE, TWO, THREE = (constant(number) for number in (1, 2, 3))
WHEN = exp.column("known")


def test_a_choice_ends_at_what_always_holds_and_leaves_out_what_never_does() -> None:
    assert chosen([(FALSE, ONE), (WHEN, TWO), (TRUE, THREE)], ONE) == chosen([(WHEN, TWO)], THREE)
    assert chosen([(TRUE, TWO), (WHEN, ONE)], THREE) == TWO
    assert chosen([(FALSE, ONE)], TWO) == TWO
    assert chosen([(FALSE, ONE)], None) == UNKNOWN
