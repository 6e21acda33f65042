"""A version's own cases: all are tried, and a departure says what was expected and what was got."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import policyengine
from policyengine import Bilingual, Engine, Interval
from policyengine.rulebook.cases import Case, Expected
from policyengine.trial import Departure, tried

FIRST = {"registered_in": "440700", "hte_recognition": "first"}
AWARD = "hte_first_recognition"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return policyengine.load()


def departures(engine: Engine, **changes: Any) -> tuple[Departure, ...]:
    plain = Case(name=Bilingual("例", "case"), as_of=date(2022, 6, 30), profile=FIRST, expect={})
    (trial,) = tried(engine, {("jiangmen", "2021"): (replace(plain, **changes),)})
    assert trial.passed is not bool(trial.departures)
    return trial.departures


def test_what_is_as_expected_passes(engine: Engine) -> None:
    between = Interval(Decimal(300_000), Decimal(500_000))
    expected = Expected("eligible", between, ("in_talent_island",))
    assured = Interval(Decimal(300_000), Decimal(300_000))
    assert departures(engine, expect={AWARD: expected}, assured=assured) == ()


def test_a_departure_says_what_was_expected_and_what_was_got(engine: Engine) -> None:
    expected = Expected("ineligible", Interval(Decimal(1), Decimal(1)), ())
    assert departures(engine, expect={AWARD: expected}) == (
        Departure(f"{AWARD}.status", "ineligible", "eligible"),
        Departure(f"{AWARD}.amount", "1", "300000..500000"),
        Departure(f"{AWARD}.missing", "[]", "[in_talent_island]"),
    )


def test_totals_are_compared_too(engine: Engine) -> None:
    none = Interval(Decimal(0), Decimal(0))
    assert departures(engine, assured=none) == (Departure("totals.assured", "0", "300000"),)


def test_an_item_that_is_not_there_departs(engine: Engine) -> None:
    (departure,) = departures(engine, expect={"nothing": Expected("eligible")})
    assert departure.got == "no such item"


def test_a_profile_that_is_refused_departs(engine: Engine) -> None:
    (departure,) = departures(engine, profile={"revenu": 1})
    assert "revenu" in departure.got
