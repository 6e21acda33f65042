"""Suggested cases reach what was missing, are few, read as they are written, and wait for their author."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import policyengine
from policyengine.rulebook.cases import load_cases
from policyengine.trial import tried
from policyengine.trial.as_yaml import cases_yaml
from tests.trial.small import case, cases_file, covered, lay, suggested

RULES: dict[str, Any] = {
    "facts": {"revenue": "money", "recognised": "boolean", "recognised_on": "date", "listed": "boolean"},
    "rewards": {
        "award": {
            "when": "recognised and revenue >= 2000万元",
            "amount": [{"when": "listed", "amount": "50万元"}, {"otherwise": "30万元"}],
            "paid_by": {"city_finance": 6, "county_finance": 4},
            "once": True,
            "payments": [{"share": "50%"}, {"share": "remainder", "not_before": "recognised_on + 1年"}],
        },
    },
    "obligations": {"report": {"bound": "recognised", "requires": "listed", "each": "year"}},
}


def confirmed(folder: Path) -> str:
    return cases_yaml(suggested(folder, RULES).cases).replace("    confirmed: false\n", "")


def test_once_confirmed_they_try_everything(tmp_path: Path) -> None:
    found = suggested(tmp_path / "first", RULES)
    assert found.left == ()
    whole = covered(tmp_path / "second", RULES, confirmed(tmp_path / "third"))
    assert whole.missing == ()


def test_they_expect_what_the_engine_answers_and_are_not_confirmed(tmp_path: Path) -> None:
    text = cases_yaml(suggested(tmp_path, RULES).cases)
    lay(tmp_path, RULES, text)
    trials = list(tried(policyengine.load(tmp_path), load_cases(tmp_path)))
    assert all(trial.passed and not trial.case.confirmed for trial in trials)


def test_they_are_fewer_than_what_they_try_and_small(tmp_path: Path) -> None:
    found = suggested(tmp_path, RULES)
    assert len(found.cases) * 2 < sum(len(each.goals) for each in found.cases)
    assert max(len(each.candidate.given) for each in found.cases) <= 5


def test_what_is_tried_already_is_not_suggested_again(tmp_path: Path) -> None:
    whole = confirmed(tmp_path / "first")
    assert suggested(tmp_path / "second", RULES, whole).cases == ()


def test_what_awaits_confirmation_is_not_suggested_again(tmp_path: Path) -> None:
    open_ = cases_yaml(suggested(tmp_path / "first", RULES).cases)
    assert suggested(tmp_path / "second", RULES, open_).cases == ()


def test_each_shows_the_words_of_the_text_to_hold_it_against(tmp_path: Path) -> None:
    found = suggested(tmp_path, RULES)
    quote = found.cases[0].goals[0].ways[0].rule
    rules = {**load(tmp_path).rewards, **load(tmp_path).obligations}
    assert rules[quote].cite[0].quote in cases_yaml(found.cases)


def load(folder: Path) -> Any:
    return policyengine.load(folder).plans[0]


def test_what_a_profile_cannot_settle_is_left_to_the_author(tmp_path: Path) -> None:
    """A payer's share hangs on an exact sum here: nothing in the search makes two facts equal and unequal."""
    impossible = {
        "facts": {"one": "text", "other": "text"},
        "rewards": {"award": {"when": "one = other", "amount": "1万元"}},
    }
    found = suggested(tmp_path, impossible)
    reached = {goal.key for each in found.cases for goal in each.goals}
    assert reached.isdisjoint(goal.key for goal in found.left)


def test_a_case_that_departs_is_not_taken_for_a_suggestion(tmp_path: Path) -> None:
    lay(tmp_path, RULES, "cases:\n" + case("recognised: true", "report: met"))
    (trial,) = tried(policyengine.load(tmp_path), load_cases(tmp_path))
    assert trial.failed
    assert cases_file(tmp_path).read_text("utf-8").startswith("cases:\n")
