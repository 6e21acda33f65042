"""What the cases of a version try: only what they say something of, where it decides, on both sides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.trial.small import case, covered, missing, reached

FACTS = {
    "revenue": "money",
    "patents_owned": "count",
    "share": "ratio",
    "applied_on": "date",
    "listed": "boolean",
}


def rules(when: str, **more: Any) -> dict[str, Any]:
    return {"facts": FACTS, "rewards": {"award": {"when": when, "amount": "30万元", **more}}}


def test_without_cases_nothing_is_tried(tmp_path: Path) -> None:
    found = covered(tmp_path, rules("listed"))
    assert found.reached == ()
    assert found.tally() == (0, len(found.missing))


def test_an_answer_that_no_case_speaks_of_is_not_tried(tmp_path: Path) -> None:
    silent = covered(tmp_path, rules("listed"), "cases:\n" + case("listed: true", ""))
    assert silent.reached == ()


def test_what_a_case_speaks_of_is_tried(tmp_path: Path) -> None:
    found = covered(tmp_path, rules("listed"), "cases:\n" + case("listed: true", "award: eligible"))
    assert reached(found) == {"award eligible", "award holds: fact listed"}


def test_an_unconfirmed_case_tries_nothing_and_is_said_to_await_its_author(tmp_path: Path) -> None:
    open_ = case("listed: true", "award: eligible", "    confirmed: false\n")
    found = covered(tmp_path, rules("listed"), "cases:\n" + open_)
    assert found.reached == ()
    assert {goal.words.en for goal in found.awaiting} == {"eligible", "holds: fact listed"}


def test_a_part_that_another_part_settles_is_not_tried(tmp_path: Path) -> None:
    both_fail = case("listed: false, revenue: 0", "award: ineligible")
    found = covered(tmp_path, rules("listed and revenue >= 3万元"), "cases:\n" + both_fail)
    assert reached(found) == {"award not eligible"}


@pytest.mark.parametrize(
    ("when", "on", "beside", "further"),
    [
        ("revenue >= 3万元", "revenue: 30000", "revenue: 29999.99", "revenue: 29999.98"),
        ("revenue > 3万元", "revenue: 30000.01", "revenue: 30000", "revenue: 29999.99"),
        ("revenue < 3万元", "revenue: 29999.99", "revenue: 30000", "revenue: 30000.01"),
        ("revenue <= 3万元", "revenue: 30000", "revenue: 30000.01", "revenue: 30000.02"),
        ("patents_owned >= 5", "patents_owned: 5", "patents_owned: 4", "patents_owned: 3"),
        ("share >= 3%", "share: 3%", "share: 2.999999%", "share: 2.999998%"),
        (
            "applied_on <= 3月31日",
            "applied_on: 2021-03-31",
            "applied_on: 2021-04-01",
            "applied_on: 2021-04-02",
        ),
        (
            "applied_on within 3年 before as_of",
            "applied_on: 2018-06-30",
            "applied_on: 2018-06-29",
            "applied_on: 2018-06-28",
        ),
        (
            "years(applied_on, as_of) >= 3",
            "applied_on: 2018-06-30",
            "applied_on: 2018-07-01",
            "applied_on: 2018-07-02",
        ),
        (
            "applied_on between 4月1日 and 5月31日",
            "applied_on: 2021-04-01",
            "applied_on: 2021-03-31",
            "applied_on: 2021-03-30",
        ),
    ],
)
def test_a_threshold_is_tried_by_its_last_value_on_either_side_and_by_no_other(
    when: str, on: str, beside: str, further: str, tmp_path: Path
) -> None:
    def sides(profile: str, status: str, name: str) -> set[str]:
        found = covered(tmp_path / name, rules(when), "cases:\n" + case(profile, f"award: {status}"))
        return {goal.words.en[:10] for goal in found.reached if goal.area.value == "boundaries"}

    assert sides(on, "eligible", "on") == {"just holds"}
    assert sides(beside, "ineligible", "beside") == {"just fails"}
    assert sides(further, "ineligible", "further") == set()


def test_a_share_worked_out_is_tried_by_a_fen_of_what_it_follows_from(tmp_path: Path) -> None:
    profile = "rd_expense: 299999.99, revenue: 1000万元"
    asked = {
        "facts": {"rd_expense": "money", "revenue": "money"},
        "rewards": {"award": {"when": "rd_expense / revenue >= 3%", "amount": "1万元"}},
    }
    found = covered(tmp_path, asked, "cases:\n" + case(profile, "award: ineligible"))
    assert any(words.startswith("award just fails") for words in reached(found))


def test_each_tier_is_tried_by_a_case_that_says_how_much(tmp_path: Path) -> None:
    tiers = [{"when": "listed", "amount": "50万元"}, {"otherwise": "30万元"}]
    asked = rules("patents_owned >= 1", amount=tiers)
    without = case("patents_owned: 1, listed: true", "award: eligible")
    silent = covered(tmp_path / "silent", asked, "cases:\n" + without)
    assert silent.tally() != (0, 0)
    assert "award this tier: fact listed" in missing(silent)
    told = case("patents_owned: 1, listed: true", "award: {status: eligible, amount: 50万元}")
    found = covered(tmp_path / "told", asked, "cases:\n" + told)
    assert "award this tier: fact listed" in reached(found)
    assert "award the tier for all others" in missing(found)


def test_what_contradicts_itself_is_said_to_be_so_and_not_counted(tmp_path: Path) -> None:
    tiers = [
        {"when": "revenue < 3万元", "amount": "1万元"},
        {"when": "revenue < 2万元", "amount": "2万元"},
        {"otherwise": "3万元"},
    ]
    found = covered(tmp_path, rules("listed", amount=tiers))
    never = {goal.words.en for goal in found.unreachable}
    assert "this tier: fact revenue is less than CNY 20,000" in never
    assert not never & {goal.words.en for goal in found.missing}


def test_an_obligation_is_tried_in_each_of_its_standings_and_on_the_day_it_falls_due(tmp_path: Path) -> None:
    asked = {
        "facts": FACTS,
        "obligations": {"report": {"bound": "listed", "requires": "patents_owned >= 1", "by": "2021-09-30"}},
    }
    found = covered(tmp_path, asked)
    assert {
        "report not bound",
        "report met",
        "report unmet",
        "report due",
        "report on its last day: due",
        "report the day after its last: unmet",
    } <= missing(found)


def test_a_group_is_tried_where_it_takes_something_away(tmp_path: Path) -> None:
    asked = {
        "facts": FACTS,
        "rewards": {
            "one": {"when": "listed", "amount": "10万元"},
            "two": {"when": "patents_owned >= 1", "amount": "20万元"},
        },
        "groups": [{"id": "both", "rewards": ["one", "two"], "pay": "highest"}],
    }
    expect = "one: eligible, two: eligible"
    profile = "listed: true, patents_owned: 1"
    silent = covered(tmp_path / "silent", asked, "cases:\n" + case(profile, expect))
    assert "both two or more at once: only one is paid" in missing(silent)
    told = case(profile, expect, "    totals: {assured: 20万元}\n")
    found = covered(tmp_path / "told", asked, "cases:\n" + told)
    assert "both two or more at once: only one is paid" in reached(found)
