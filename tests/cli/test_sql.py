"""`policyengine sql`: one statement on standard output, or a refusal that names the rule."""

from __future__ import annotations

import sys
from datetime import date

import pytest

import policyengine
from policyengine.batch.dialects import DIALECTS as KNOWN
from policyengine.batch.sql import statement_for, statement_for_several, version_for
from policyengine.cli.sql import DIALECTS
from policyengine.rulebook.force import Force
from tests.cli.running import EXAMPLES, run

ASKED = ("sql", "anyang", "--as-of", "2022-06-30")


def test_the_dialects_offered_are_those_there_are() -> None:
    assert tuple(KNOWN) == DIALECTS


@pytest.mark.parametrize("dialect", DIALECTS)
def test_it_prints_the_statement_and_nothing_else(dialect: str) -> None:
    ran = run(*ASKED, "--dialect", dialect)
    plan = policyengine.load().rulebook.plans["anyang"][-1]
    wanted = statement_for(plan, date(2022, 6, 30), dialect=dialect, force=Force.IN_FORCE)
    assert (ran.status, ran.out, ran.err) == (0, wanted.sql, "")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_of_all_cities_it_prints_one_statement(dialect: str) -> None:
    ran = run("sql", "all", "--as-of", "2022-06-30", "--dialect", dialect)
    day, plans = date(2022, 6, 30), policyengine.load().rulebook.plans
    chosen = {city: version_for(versions, day) for city, versions in plans.items()}
    assert (ran.status, ran.out) == (0, statement_for_several(chosen, day, dialect=dialect).sql)


def test_a_version_is_one_city_s() -> None:
    ran = run("sql", "all", "--version", "2021")
    assert (ran.status, ran.out) == (2, "")
    assert "goes with one city only" in ran.err


def test_without_a_day_it_is_today() -> None:
    assert f"as of {date.today().isoformat()}" in run("sql", "安阳市").out


def test_year_assumptions_table_and_key_are_taken_up() -> None:
    out = run(
        *ASKED, "--year", "2020", "--table", "gov.firms", "--key", "uscc", "--assume-registered",
        "--assume-not-received",
    ).out  # fmt: skip
    assert "year assessed 2020" in out
    assert "FROM gov.firms" in out
    assert "SELECT\n    uscc," in out
    assert "registered_in" not in out
    assert "received__" not in out


@pytest.mark.parametrize(
    "wrong",
    [
        ("--dialect", "oracle"),
        ("--table", ""),
        ("--table", "a.b.c.d"),
        ("--table", "a..b"),
        ("--key", " "),
        ("--as-of", "2022-13-01"),
        ("--version", "1999"),
        ("--year", "0"),
    ],
)
def test_bad_usage_is_refused_in_words(wrong: tuple[str, str]) -> None:
    ran = run("sql", "anyang", *wrong)
    assert ran.status == 2
    assert ran.out == ""
    assert wrong[1].strip() in ran.err


def test_what_sql_cannot_say_is_refused_by_rule_clause_and_construct() -> None:
    asked = ("sql", "linjiang", "--policies", EXAMPLES, "--as-of", "2024-06-30", "--lang", "en")
    ran = run(*asked, "--dialect", "postgres")
    assert (ran.status, ran.out) == (2, "")
    assert (
        "error: linjiang.talent (第三条): SQL for postgres cannot express a fact that is a list "
        "(take duckdb or spark), `hires`" in ran.faults
    )


def test_a_city_whose_versions_are_picked_by_events_asks_for_a_version() -> None:
    asked = ("sql", "yunxi", "--policies", EXAMPLES, "--as-of", "2024-06-30", "--lang", "en")
    assert any("--version" in fault for fault in run(*asked).faults)
    assert not any("--version" in fault for fault in run(*asked, "--version", "2024").faults)


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlglot", None)
    ran = run(*ASKED, "--lang", "en")
    assert ran.status == 2
    assert ran.faults == ["error: sqlglot is not installed (run: pip install 'hightech-policyengine[batch]')"]
