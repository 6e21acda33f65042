"""Design, section 5: where an enterprise stands with an obligation, and when it is due."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from policyengine.evaluation.deciding.obligations import end_of, within_year
from policyengine.rulebook.choices import Every
from policyengine.rulebook.plan import Plan
from tests.evaluation.building import ask, obligation, plan, vocabulary

WORDS = vocabulary(bound="boolean", n="count", spent="money", ledger="boolean")


def owing(**when: Any) -> Plan:
    period = (date(2022, 1, 15), date(2024, 12, 15))
    return plan(WORDS, obligation("duty", WORDS, "bound", "n >= 5", **when), period=period)


@pytest.mark.parametrize(
    ("bound", "n", "status"),
    [
        (False, 0, "not_bound"),
        (False, 9, "not_bound"),
        (False, None, "not_bound"),
        (None, 0, "undetermined"),
        (None, 9, "undetermined"),
        (None, None, "undetermined"),
        (True, None, "undetermined"),
        (True, 5, "met"),
        (True, 4, "due"),
    ],
)
def test_the_status_follows_bound_and_requirement(bound: bool | None, n: int | None, status: str) -> None:
    found = ask(owing(each=Every.YEAR), {"bound": bound, "n": n}, date(2023, 6, 30))
    assert found.obligations["duty"].status == status


@pytest.mark.parametrize(
    ("day", "status"), [("2023-06-29", "due"), ("2023-06-30", "due"), ("2023-07-01", "unmet")]
)
def test_it_is_due_up_to_and_on_its_day_and_unmet_after_it(day: str, status: str) -> None:
    by = owing(by=date(2023, 6, 30))
    found = ask(by, {"bound": True, "n": 0}, date.fromisoformat(day)).obligations["duty"]
    assert (found.status, found.due_on) == (status, date(2023, 6, 30))


def test_a_standing_obligation_has_no_day_and_is_unmet_at_once() -> None:
    found = ask(owing(standing=True), {"bound": True, "n": 0}).obligations["duty"]
    assert (found.status, found.due_on) == ("unmet", None)


@pytest.mark.parametrize(
    ("day", "year", "due"),
    [
        ("2023-06-30", None, "2023-12-31"),
        ("2024-06-30", None, "2024-12-15"),  # at most the plan's end
        ("2026-06-30", None, "2024-12-15"),
        ("2019-06-30", None, "2022-12-31"),
        ("2024-06-30", 2023, "2023-12-31"),
    ],
)
def test_a_yearly_obligation_is_due_at_the_end_of_the_year_assessed(
    day: str, year: int | None, due: str
) -> None:
    found = ask(owing(each=Every.YEAR), {"bound": True, "n": 0}, date.fromisoformat(day), year=year)
    assert found.obligations["duty"].due_on == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("every", "day", "end"),
    [
        (Every.HALF, "2023-01-01", "2023-06-30"),
        (Every.HALF, "2023-06-30", "2023-06-30"),
        (Every.HALF, "2023-07-01", "2023-12-31"),
        (Every.QUARTER, "2023-03-31", "2023-03-31"),
        (Every.QUARTER, "2023-04-01", "2023-06-30"),
        (Every.QUARTER, "2023-12-01", "2023-12-31"),
        (Every.MONTH, "2024-02-01", "2024-02-29"),
        (Every.MONTH, "2023-02-28", "2023-02-28"),
        (Every.YEAR, "2023-01-01", "2023-12-31"),
    ],
)
def test_halves_quarters_and_months_end_on_their_last_day(every: Every, day: str, end: str) -> None:
    assert end_of(every, date.fromisoformat(day)) == date.fromisoformat(end)
    found = ask(owing(each=every), {"bound": True, "n": 0}, date.fromisoformat(day)).obligations["duty"]
    assert found.due_on == date.fromisoformat(end)


def test_another_years_half_is_its_nearest() -> None:
    assert within_year(date(2026, 5, 5), 2024) == date(2024, 12, 31)
    assert within_year(date(2020, 5, 5), 2024) == date(2024, 1, 1)


def test_progress_says_what_there_is_and_what_is_needed_of_each_figure() -> None:
    words = WORDS
    many = plan(
        words, obligation("duty", words, "bound", "n >= 5 and spent >= 3万元 and ledger", standing=True)
    )
    found = ask(many, {"bound": True, "n": 3}).obligations["duty"]
    assert [figure.to_dict() for figure in found.progress] == [
        {"fact": "n", "have": "3", "need": "5"},
        {"fact": "spent", "have": None, "need": "30000"},
    ]


@pytest.mark.parametrize(
    ("requires", "counted"), [("5 <= n", True), ("n > 4", True), ("n = 5", True), ("n <= 5", False)]
)
def test_only_what_is_to_be_reached_is_progress(requires: str, counted: bool) -> None:
    one = plan(WORDS, obligation("duty", WORDS, "bound", requires, standing=True))
    assert bool(ask(one, {}).obligations["duty"].progress) is counted
