"""云溪 and 临江, two invented plans that use every construct of the language.

Their cases are worked by hand in their own `cases.yaml`; here is what a case cannot say: that they stand in
their documents, which version answers, and what the readings of a doubtful sentence come to."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

import policyengine
from policyengine.errors import Severity
from policyengine.rulebook.cases import load_cases
from policyengine.rulebook.checks import check_sources
from policyengine.rulebook.load import examine
from policyengine.trial import Trial, tried
from tests.law.asking import exactly

EXAMPLES = Path(__file__).parents[2] / "examples"
POLICIES = EXAMPLES / "policies"


@cache
def engine() -> policyengine.Engine:
    return policyengine.load(POLICIES)


def yunxi(as_of: str, **facts: Any) -> Any:
    return engine().evaluate({"registered_in": "419801", **facts}, city="yunxi", as_of=as_of)


def test_the_invented_plans_check_without_an_error_or_a_doubt() -> None:
    assert {finding.code for finding in examine(POLICIES).findings} == {"borrowed-file"}


def test_every_quote_stands_in_its_document() -> None:
    for plan in engine().plans:
        found = list(check_sources(plan, EXAMPLES / "sources"))
        assert [each.message().en for each in found if each.severity is Severity.ERROR] == []


TRIALS = list(tried(engine(), load_cases(POLICIES)))


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: f"{trial.city}/{trial.version} {trial.name.en}")
def test_the_case_comes_out_as_it_was_worked_by_hand(trial: Trial) -> None:
    assert [(each.what, each.expected, each.got) for each in trial.departures] == []


def test_what_was_recognised_in_the_period_is_governed_by_it_long_after() -> None:
    asked = yunxi("2028-06-30", recognised_on="2026-12-31")
    assert (asked.plan.version, asked.force.value) == ("2024", "in_force")


def test_what_was_recognised_before_is_governed_by_neither_once_the_old_rules_are_repealed() -> None:
    asked = yunxi("2024-06-30", recognised_on="2023-12-31", applied_on="2024-02-01", hte_recognition="first")
    assert asked.plan.version == "2024"
    assert asked.rewards["recognition"].status.value == "ineligible"


def test_an_application_accepted_before_goes_by_the_old_rules_though_recognition_came_later() -> None:
    asked = yunxi("2024-06-30", recognised_on="2024-01-20", applied_on="2023-12-31", hte_recognition="first")
    assert asked.plan.version == "2021"
    assert asked.rewards["recognition"].amount == exactly(50_000)


def test_an_application_a_day_later_goes_by_the_new_rules() -> None:
    assert yunxi("2024-06-30", recognised_on="2024-01-20", applied_on="2024-01-01").plan.version == "2024"


def test_not_knowing_when_it_was_applied_for_is_a_warning() -> None:
    asked = yunxi("2024-06-30", recognised_on="2024-01-20")
    assert asked.plan.version == "2024"
    assert "transition-undecided" in {warning.code for warning in asked.warnings}


def test_the_repealed_rules_do_not_come_back_when_the_new_ones_lapse() -> None:
    assert yunxi("2027-06-30").plan.version == "2024"


def test_the_two_readings_of_the_zone_award_differ_by_50000_yuan() -> None:
    profile = {
        "registered_in": "yunxi.hitech_zone",
        "recognised_on": "2024-05-10",
        "listed_dishonest": False,
        "hte_recognition": "none",
        "hte_status": "valid",
        "above_scale_this_year": True,
        "tax_paid_by_year": {2023: "500万元"},
    }
    (other,) = engine().readings(profile, city="yunxi", as_of="2024-06-30")
    assert other.difference[0] == 50_000
    assert other.other.rewards["above_scale"].amount == exactly(130_000)
