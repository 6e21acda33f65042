"""Several cities in one statement: the same answers as one by one, from one scan of the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import duckdb
import pyarrow as pa
import pytest
import sqlglot
from sqlglot import exp

import policyengine
from policyengine.batch.dialects import DIALECTS
from policyengine.batch.inputs import InputColumn
from policyengine.batch.refused import NotExpressible
from policyengine.batch.several import SeveralStatement, statement_for_several
from policyengine.batch.sql import statement_for, version_for
from policyengine.language.tree import Compare, Fact, Kind, Literal, Relation
from policyengine.rulebook.force import Chosen, Force
from tests.agreement.profiles import arrow_type, generated
from tests.batch.test_unescaped import NASTY, with_words

ENGINE = policyengine.load()
DAY = date(2022, 6, 30)
CHOSEN = {city: version_for(versions, DAY) for city, versions in ENGINE.rulebook.plans.items()}
ROWS = 600
"""Enterprises near the rules of each city."""


def table_for(several: SeveralStatement) -> pa.Table:
    """Generated enterprises, some near the rules of each city, with every column that a statement reads."""
    columns: dict[str, list[Any]] = {name: [] for name in several.inputs}
    for city, plan in several.plans.items():
        made = generated(statement_for(plan, DAY), ROWS, f"several-{city}").columns
        for name, values in columns.items():
            values += made.get(name.replace(f"received__{city}__", "received__"), [None] * ROWS)
    ids = [f"enterprise {row:05}" for row in range(ROWS * len(several.plans))]
    arrays = {name: pa.array(each, arrow_type(several.inputs[name].kind)) for name, each in columns.items()}
    return pa.table({"enterprise_id": pa.array(ids, pa.string())} | arrays)


Answers = Mapping[str, tuple[list[Any], list[Any]]]


@pytest.fixture(scope="module")
def answered() -> Answers:
    """For each column of the statement for several: its values, and those of the city's own statement."""
    several = statement_for_several(CHOSEN, DAY)
    found: dict[str, tuple[list[Any], list[Any]]] = {}
    with duckdb.connect() as connection:
        connection.register("enterprises", table_for(several))
        together = connection.sql(f"{several.sql} ORDER BY enterprise_id").to_arrow_table()
        for city, chosen in CHOSEN.items():
            own = statement_for(chosen.plan, DAY, table="own")
            paid = [name.removeprefix("received__") for name in own.inputs if name.startswith("received__")]
            renamed = ["*", *(f"received__{city}__{name} AS received__{name}" for name in paid)]
            connection.execute(
                f"CREATE OR REPLACE TEMP VIEW own AS SELECT {', '.join(renamed)} FROM enterprises"
            )
            alone = connection.sql(f"{own.sql} ORDER BY enterprise_id").to_arrow_table()
            for name in own.columns:
                found[f"{city}__{name}"] = (together[f"{city}__{name}"].to_pylist(), alone[name].to_pylist())
    assert list(found) == list(several.columns)
    return found


def test_each_city_is_answered_as_by_its_own_statement(answered: Answers) -> None:
    assert [name for name, (together, alone) in answered.items() if together != alone] == []


@pytest.mark.parametrize("city", CHOSEN)
def test_the_answers_are_of_every_kind(city: str, answered: Answers) -> None:
    told = {value for name, (values, _) in answered.items() if name.startswith(city) for value in values}
    assert {"eligible", "ineligible", "undetermined"} <= told


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_table_is_read_once_and_each_of_its_columns_once(dialect: str) -> None:
    several = statement_for_several(CHOSEN, DAY, dialect=dialect, table="register.of_enterprises")
    (read,) = sqlglot.parse(several.sql, dialect=DIALECTS[dialect].written_as)
    assert read is not None
    assert [table.name for table in read.find_all(exp.Table)].count("of_enterprises") == 1
    assert list(read.find_all(exp.Join, exp.Union)) == []
    facts = next(cte for cte in read.find_all(exp.CTE) if cte.alias == "facts")
    taken = [column.name for column in facts.find_all(exp.Column)]
    assert sorted(taken) == sorted(["enterprise_id", *several.inputs])


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_columns_are_those_of_each_city_under_its_name(dialect: str) -> None:
    several = statement_for_several(CHOSEN, DAY, dialect=dialect)
    own = {city: statement_for(chosen.plan, DAY, dialect=dialect) for city, chosen in CHOSEN.items()}
    assert several.columns == {
        f"{city}__{name}": replace(column, name=f"{city}__{name}")
        for city, statement in own.items()
        for name, column in statement.columns.items()
    }
    assert all(name.startswith(f"{column.city}__") for name, column in several.columns.items())
    assert several.years == {city: statement.year for city, statement in own.items()}


def test_one_city_alone_is_named_all_the_same() -> None:
    several = statement_for_several({"anyang": CHOSEN["anyang"]}, DAY)
    assert all(name.startswith("anyang__") for name in several.columns)


def test_what_two_cities_paid_before_is_asked_of_each() -> None:
    anyang = CHOSEN["anyang"]
    twin = replace(anyang, plan=replace(anyang.plan, city="twin"))
    inputs = statement_for_several({"anyang": anyang, "twin": twin}, DAY).inputs
    once = [rule.id for rule in anyang.plan.rewards.values() if rule.once]
    assert {f"received__{city}__{id_}" for city in ("anyang", "twin") for id_ in once} == {
        name for name in inputs if name.startswith("received__")
    }
    assert once


def test_the_head_tells_of_every_city() -> None:
    head = statement_for_several(CHOSEN, DAY).sql.partition("WITH ")[0]
    for city, chosen in CHOSEN.items():
        assert chosen.plan.digest in head
        assert f"{city} · version {chosen.plan.version} · {chosen.force.value}" in head


def asking(city: str, fact: str, value: Literal) -> Chosen:
    """A version of a plan whose only support asks whether a fact is this."""
    plan = with_words("words")
    support = replace(next(iter(plan.supports.values())), when=Compare(Fact(fact), Relation.EQUAL, value))
    return Chosen(replace(plan, city=city, supports=MappingProxyType({support.id: support})), Force.IN_FORCE)


def retyped(chosen: Chosen, fact: str, kind: Kind) -> Chosen:
    """The version with a fact of another kind, as in a rulebook of its own."""
    known = chosen.plan.vocabulary
    facts = tuple(replace(each, kind=kind) if each.name == fact else each for each in known.definitions)
    return replace(chosen, plan=replace(chosen.plan, vocabulary=replace(known, definitions=facts)))


def test_a_fact_that_another_rulebook_types_otherwise_has_a_column_of_its_own() -> None:
    here = asking("here", "ip_owned", Literal(Kind.COUNT, Fraction(3)))
    there = retyped(asking("there", "ip_owned", Literal(Kind.TEXT, "three")), "ip_owned", Kind.TEXT)
    several = statement_for_several({"here": here, "there": there}, DAY)
    assert several.inputs == {
        "ip_owned": InputColumn("ip_owned", "ip_owned", Kind.COUNT, "DECIMAL(15, 0)"),
        "there__ip_owned": InputColumn("there__ip_owned", "ip_owned", Kind.TEXT, "TEXT"),
    }
    with duckdb.connect() as connection:
        row = "'a' AS enterprise_id, 3 AS ip_owned, 'two' AS there__ip_owned"
        connection.execute(f"CREATE TABLE enterprises AS SELECT {row}")
        assert connection.sql(several.sql).fetchall() == [("a", "eligible", "ineligible")]


@pytest.mark.parametrize("words", NASTY)
def test_words_keys_tables_and_cities_of_any_name_stay_names(words: str) -> None:
    chosen = {words: Chosen(with_words(words), Force.DRAFT), "another": Chosen(with_words("x"), Force.DRAFT)}
    for dialect, spoken in DIALECTS.items():
        several = statement_for_several(chosen, DAY, dialect=dialect, table=words, key=words)
        (read,) = sqlglot.parse(several.sql, dialect=spoken.written_as)
        assert isinstance(read, exp.Select)
        assert [select.alias_or_name for select in read.selects] == [words, *several.columns]
        assert words in {literal.this for literal in read.find_all(exp.Literal) if literal.is_string}


def test_what_cannot_be_said_is_named_for_every_city() -> None:
    nothing = Literal(Kind.TEXT, "")
    chosen = {city: asking(city, "name", nothing) for city in ("here", "there")}
    with pytest.raises(NotExpressible) as refused:
        statement_for_several(chosen, DAY, dialect="portable")
    ids = [f"{city}.{id_}" for city, each in chosen.items() for id_ in each.plan.supports]
    assert [finding.rule for finding in refused.value.findings] == ids
