"""Whatever a rule, a table or a column is called, the statement stays one, and says what the rule says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import duckdb
import pytest
import sqlglot
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp

import policyengine
from policyengine.batch.comments import commented
from policyengine.batch.dialects import DIALECTS
from policyengine.batch.sheet import LONGEST_NAME, shortened
from policyengine.batch.sql import statement_for
from policyengine.errors import Bilingual
from policyengine.language.tree import Compare, Fact, Kind, Literal, Relation
from policyengine.rulebook.choices import Scope
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.plan import Plan

DAY = date(2022, 6, 30)
NASTY = (
    "*/ DROP TABLE enterprises; /*",
    "x' OR 1=1 --",
    'quo"ted',
    "line\nbreak\r; SELECT 1",
    "back\\' slash",
    "+ hint /*+ x */ !50000",
    "$$ :bind %s {{ jinja }}",
)
PLAN = policyengine.load().rulebook.plans["haimen"][-1]


def with_words(words: str) -> Plan:
    """A plan whose only support is called, quotes and asks for these words."""
    support = next(iter(PLAN.supports.values()))
    asks = Compare(Fact("name"), Relation.EQUAL, Literal(Kind.TEXT, words))
    named = replace(
        support,
        title=Bilingual(words, words),
        cite=(Citation(words, words),),
        when=asks,
        scope=Scope.ANY,
    )
    none: Mapping[str, Any] = MappingProxyType({})
    title = Bilingual(words, words)
    return replace(PLAN, title=title, rewards=none, obligations=none, supports={support.id: named}, groups=())


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("words", NASTY)
def test_words_stay_within_comments_and_literals(words: str, dialect: str) -> None:
    text = statement_for(with_words(words), DAY, dialect=dialect).sql
    (read,) = sqlglot.parse(text, dialect=DIALECTS[dialect].written_as)
    assert isinstance(read, exp.Select)
    assert words in {literal.this for literal in read.find_all(exp.Literal) if literal.is_string}


@pytest.mark.parametrize("dialect", ["duckdb", "portable"])
@pytest.mark.parametrize("words", NASTY)
def test_the_database_compares_with_the_very_words(words: str, dialect: str) -> None:
    statement = statement_for(with_words(words), DAY, dialect=dialect)
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE enterprises (enterprise_id TEXT, name TEXT)")
        connection.executemany("INSERT INTO enterprises VALUES (?, ?)", [["a", words], ["b", "another"]])
        answer = dict(connection.sql(statement.sql).fetchall())
        assert answer == {"a": "eligible", "b": "ineligible"}
        assert connection.sql("SELECT count(*) FROM enterprises").fetchall() == [(2,)]


@pytest.mark.parametrize("name", ['gov."x; DROP', "select", "企业 表", "a`b", "x'y"])
def test_tables_and_keys_of_any_name_are_names_and_no_more(name: str) -> None:
    for dialect, spoken in DIALECTS.items():
        key = name.rpartition(".")[2]
        text = statement_for(PLAN, DAY, dialect=dialect, table=name, key=key).sql
        (read,) = sqlglot.parse(text, dialect=spoken.written_as)
        assert isinstance(read, exp.Select)
        table = next(each for each in read.find_all(exp.Table) if not each.name.startswith("facts"))
        assert ".".join(part.name for part in table.parts) in (
            name,
            *[cte.alias for cte in read.find_all(exp.CTE)],
        )
        assert read.selects[0].name == key


@given(st.text(max_size=60))
def test_no_text_ends_a_comment_or_opens_one(text: str) -> None:
    comment = commented(text)
    assert "*/" not in comment
    assert "/*" not in comment
    assert comment.isprintable()
    assert not comment.strip().startswith(("+", "!"))
    assert not f"/*{comment}*/"[2:-2].endswith("/")


@given(st.text(alphabet="abc_企业", min_size=1, max_size=120))
def test_a_name_is_never_longer_than_a_database_keeps(name: str) -> None:
    short = shortened(name)
    assert len(short.encode()) <= LONGEST_NAME
    assert short == name or len(name.encode()) > LONGEST_NAME


def test_long_names_that_begin_alike_stay_apart() -> None:
    assert shortened("a" * 80 + "x") != shortened("a" * 80 + "y")
