"""Design, section 5: what is said beside every total."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from policyengine.evaluation.assess import assess
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.deciding.force import Force
from policyengine.language.facts import Vocabulary
from policyengine.rulebook.paying import Budget
from policyengine.rulebook.plan import Plan, Validity
from policyengine.rulebook.provisions import Transition
from tests.evaluation.building import (
    HERE,
    ask,
    both,
    ceiling,
    condition,
    fact,
    group,
    known,
    plan,
    reward,
    vocabulary,
)

WORDS = Vocabulary(
    (
        *vocabulary(
            revenue={"kind": "money", "label": "营业收入"},
            rd={"kind": "money", "label": "研发费用", "plausible_at_most": "revenue"},
            share="ratio",
            n="count",
        ),
        fact("established_on", "date", label="成立日期"),
    )
)
CHECKED = Validity(date(2021, 1, 2), "某局")


def codes(found: Assessment) -> list[str]:
    assert all(caution.zh and caution.en and caution.to_dict() for caution in found.warnings)
    return [caution.code for caution in found.warnings]


def sound(**more: Any) -> Plan:
    return plan(WORDS, **{"validity": CHECKED, **more})


def test_a_checked_plan_in_force_and_a_plausible_profile_need_no_warning() -> None:
    assert codes(ask(sound(), {"revenue": 10_000_000, "rd": 300_000, "n": 5})) == []


def test_nobody_having_checked_a_version_is_a_warning() -> None:
    assert codes(ask(sound(validity=Validity(None, None)), {})) == ["validity-unchecked"]


@pytest.mark.parametrize(
    ("force", "code"),
    [
        (Force.DRAFT, "draft"),
        (Force.LAPSED, "lapsed"),
        (Force.NOT_YET_IN_FORCE, "not-yet-in-force"),
        (Force.SUPERSEDED, "superseded"),
    ],
)
def test_whatever_does_not_bind_is_a_warning(force: Force, code: str) -> None:
    made = sound(period=(date(2021, 1, 1), date(2021, 12, 31)))
    assert codes(assess(made, force, known(HERE, made), date(2021, 6, 30))) == [code]


@pytest.mark.parametrize(("day", "warned"), [("2021-12-31", False), ("2022-01-01", True)])
def test_a_horizon_passed_is_a_warning_and_ends_nothing(day: str, warned: bool) -> None:
    found = ask(sound(horizon=2021), {}, date.fromisoformat(day))
    assert ("horizon-passed" in codes(found)) is warned
    assert found.binding


def test_a_horizon_says_nothing_where_the_plan_states_its_end() -> None:
    made = sound(horizon=2020, period=(date(2019, 1, 1), date(2022, 12, 31)))
    assert codes(ask(made, {})) == []


@pytest.mark.parametrize(("year", "clipped"), [(None, False), (2021, False), (2020, True), (2022, False)])
def test_a_year_that_was_clipped_is_a_warning(year: int | None, clipped: bool) -> None:
    assert ("year-clipped" in codes(ask(sound(), {}, year=year))) is clipped


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        ({"revenue": 1_000_000, "rd": 1_000_000}, None),
        ({"revenue": 1_000_000, "rd": "1000000.01"}, "“研发费用”"),
        ({"revenue": 999}, "不足1000元"),
        ({"revenue": 0}, None),
        ({"revenue": 1000}, None),
        ({"revenue": 10**13}, None),
        ({"revenue": "10000000000000.01"}, "过大"),
        ({"n": 10**6 + 1}, "过大"),
        ({"share": "101%"}, "过大"),
        ({"share": "100%"}, None),
        ({"established_on": "2021-06-30"}, None),
        ({"established_on": "2021-07-01"}, "晚于评估日"),
    ],
)
def test_implausible_facts_are_a_warning(profile: dict[str, Any], said: str | None) -> None:
    told = ask(sound(), profile).warnings
    assert [caution.code for caution in told] == ([] if said is None else ["implausible"])
    assert said is None or said in told[0].zh


# Sums that may come to less, and what a ceiling cannot reckon with


def test_a_sum_that_is_subject_to_a_fund_is_a_warning() -> None:
    own = reward("r", WORDS, "1元", budget=Budget(Fraction(100), 1))
    assert codes(ask(plan(WORDS, own, validity=CHECKED), {})) == ["subject-to-fund"]
    shut = reward("r", WORDS, "1元", "n > 5", budget=Budget(Fraction(100), 1))
    assert codes(ask(plan(WORDS, shut, validity=CHECKED), {"n": 5})) == []


@pytest.mark.parametrize(
    ("per", "entry", "expected"),
    [
        ("year", {"amount": 5}, ["received-incomplete"]),
        ("year", {"on": "2021-02-01"}, ["received-incomplete"]),
        ("year", {"on": "2020-02-01"}, []),
        ("year", {"amount": 5, "on": "2021-02-01"}, []),
        ("ever", {"on": "2021-02-01"}, ["received-incomplete"]),
        ("ever", {"amount": 5}, ["received-incomplete"]),
        ("ever", {"amount": 5, "on": "2021-02-01"}, []),
        (None, {}, []),
    ],
)
def test_a_payment_whose_day_or_amount_a_ceiling_needs_is_a_warning(
    per: str | None, entry: dict[str, Any], expected: list[str]
) -> None:
    made = plan(
        WORDS,
        reward("r", WORDS, "1元"),
        group("g", ["r"], ceilings=[ceiling(WORDS, "9元", per=per)]),
        validity=CHECKED,
    )
    assert codes(ask(made, {"received": [{"reward": "r", **entry}]})) == expected


def test_a_transition_that_is_not_decided_is_a_warning_that_names_the_fact() -> None:
    moved = Transition(
        id="old", title=both("旧政策过渡"), cite=(), version="2018", when=condition("revenue < 100元", WORDS)
    )
    found = ask(sound(transitions=(moved,)), {})
    assert codes(found) == ["transition-undecided"]
    assert "营业收入" in found.warnings[0].zh
    assert codes(ask(sound(transitions=(moved,)), {"revenue": 10_000})) == []


def test_a_figure_of_a_year_that_looks_mistaken_is_a_warning() -> None:
    words = vocabulary(income={"kind": "money", "by_year": True, "label": "收入"})
    found = ask(plan(words, validity=CHECKED), {"income": {2020: 5}})
    assert codes(found) == ["implausible"]
    assert "2020年" in found.warnings[0].zh
