"""Profiles as they come: whatever is given, a decider reads it or refuses it as `evaluate` does."""

from __future__ import annotations

import decimal
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import policyengine
from policyengine.engine import Engine
from policyengine.evaluation.decider import Decider
from tests.evaluation.generated.alike import assert_answered_alike, glanced_at, refused_or

QUESTION = {"city": "anyang", "as_of": date(2018, 6, 1)}


@cache
def asked() -> tuple[Engine, Decider]:
    engine = policyengine.load()
    return engine, engine.decider(**QUESTION)


NUMBERS = [
    0, -0.0, 1, 20_000_000, 10**15 - 1, 10**15, -1, True, 0.1, 0.005, 1e15, 1e-300, float("nan"),
    float("inf"), Decimal("0.01"), Decimal("0.001"), Decimal("999999999999999.99"), Decimal("1E+3"),
    Decimal("-0"), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("1E+999999"),
    Decimal("1E-999999"), Decimal("5." + "0" * 70), Decimal("0." + "1" * 40),
    Decimal("1.000000000000000000000000000001"), Fraction(1, 3), Fraction(1, 4), 10**400,
    "30万元", "3%", "3", " 7 ", "", "三", b"3", [], {}, None,
]  # fmt: skip
DAYS = ["2018-01-01", "20180101", "2018-W01-1", "2018-1-1", "2018-02-30", " 2018-01-01", "0001-01-01",
        date(2018, 1, 1), datetime(2018, 1, 1)]  # fmt: skip
WORDS = ["valid", "Valid", " valid ", "有效期内", "none", "无", "first", "provincial", "是", False, ("a",),
         "\n", "a'); x("]  # fmt: skip
PLACES = ["410500", " 410522", "anyang", "安阳市", 410500, 410500.0, "410500/none", "410500/nowhere",
          "999999", "990000", "41050", "４１０５００", "440700", "jiangmen.talent_island"]  # fmt: skip
GIVEN: list[Any] = [*NUMBERS, *DAYS, *WORDS, *PLACES]
NAMES = ["registered_in", "revenue", "rd_expense", "rd_intensity", "ip_owned", "hte_status",
         "hte_recognition", "tech_sme_registered", "main_product_field", "营业收入", "in_talent_island",
         "as_of", "received", "none", "company_name", "credit_code", 7]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=str)
def test_one_fact_is_read_or_refused_alike(name: Any) -> None:
    engine, decider = asked()
    for value in GIVEN:
        assert_answered_alike(engine, decider, {name: value}, **QUESTION)


@given(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(GIVEN), max_size=6))
def test_whatever_is_given_is_read_or_refused_alike(profile: dict[Any, Any]) -> None:
    engine, decider = asked()
    assert_answered_alike(engine, decider, profile, **QUESTION)


_fen = st.integers(0, 10**17 - 1).map(lambda fen: Decimal(fen).scaleb(-2))


_amount = _fen | st.integers(0, 10**15 - 1) | st.floats(0, 10**9) | st.none()
_plain = {
    "registered_in": st.sampled_from(["410500", "410522", "440703", "anyang", None]),
    "revenue": _amount,
    "rd_expense": _amount,
    "rd_intensity": st.sampled_from([0.03, Decimal("0.02999999"), 0, 1, None]),
    "ip_owned": st.integers(0, 10**6),
    "hte_status": st.sampled_from(["none", "valid"]),
    "in_talent_island": st.booleans(),
    "established_on": st.dates() | st.just("2018-02-28"),
}


@given(st.fixed_dictionaries({}, optional=_plain))
def test_what_is_accepted_at_a_glance_is_what_the_full_reader_reads(profile: dict[str, Any]) -> None:
    engine, decider = asked()
    assume(glanced_at(decider, profile))
    glanced, read = decider.decide(profile).facts, engine.facts_of(profile, QUESTION["city"])
    assert (glanced, glanced.digest) == (read, read.digest)
    assert [*glanced.known] == [*read.known]
    assert [type(each) for each in glanced.known.values()] == [type(each) for each in read.known.values()]


@given(
    revenue=_fen | st.integers(0, 10**15 - 1) | st.floats(0, 10**9),
    spent=_fen | st.integers(0, 10**15 - 1) | st.floats(0, 10**9),
    precision=st.sampled_from([1, 5, 28]),
)
def test_numbers_are_exact_whatever_the_context(revenue: Any, spent: Any, precision: int) -> None:
    engine, decider = asked()
    profile = {"registered_in": "410500", "main_product_field": "energy", "ip_owned": 1}
    with decimal.localcontext() as context:
        context.prec = precision
        told = refused_or(lambda: decider.decide(profile | {"revenue": revenue, "rd_expense": spent}))
    assert told == refused_or(
        lambda: engine.evaluate(profile | {"revenue": revenue, "rd_expense": spent}, **QUESTION)
    )


@pytest.mark.parametrize("profile", [None, [], "registered_in", 3, [("registered_in", "410500")]])
def test_what_is_no_profile_is_refused_alike(profile: Any) -> None:
    engine, decider = asked()
    assert_answered_alike(engine, decider, profile, **QUESTION)


def test_a_derived_fact_that_its_sources_contradict_is_refused_alike() -> None:
    engine, decider = asked()
    for claimed in (0.03, 0.04, "3%", Decimal("0.03333333"), None):
        profile = {"revenue": 300, "rd_expense": 10, "rd_intensity": claimed}
        assert_answered_alike(engine, decider, profile, **QUESTION)


def test_a_derived_fact_given_alone_stands_and_is_accepted_at_a_glance() -> None:
    engine, decider = asked()
    for claimed in (Decimal("0.03"), Decimal("0.02999999")):
        profile = {
            "registered_in": "410500",
            "main_product_field": "energy",
            "ip_owned": 1,
            "rd_intensity": claimed,
        }
        assert glanced_at(decider, profile)
        assert_answered_alike(engine, decider, profile, **QUESTION)


def test_plain_values_are_accepted_at_a_glance() -> None:
    _, decider = asked()
    assert glanced_at(
        decider, {"registered_in": "410522", "revenue": 12.5, "ip_owned": 3, "hte_status": "valid"}
    )
    assert glanced_at(
        decider, {"registered_in": None, "in_talent_island": True, "rd_expense": Decimal("0.01")}
    )
    assert not glanced_at(decider, {"营业收入": 3})
    assert not glanced_at(decider, {"revenue": "30万元"})
    assert not glanced_at(decider, {"received": []})


def test_a_profile_changed_afterwards_does_not_change_what_is_told() -> None:
    _, decider = asked()
    profile: dict[str, Any] = {"registered_in": "410500", "hte_recognition": "first"}
    decision = decider.decide(profile)
    profile["hte_recognition"] = "none"
    assert decision.totals.assured == decision.assured == 300_000
    assert decision.assessment().totals.assured == 300_000
