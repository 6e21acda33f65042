"""Design, section 5: where an enterprise stands with an obligation, and when it is due."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from policyengine.evaluation.deciding.obligations import end_of, put_off, timing, within_year
from policyengine.language.tree import Duration
from policyengine.rulebook.choices import Every
from policyengine.rulebook.plan import Plan
from tests.evaluation.building import ask, obligation, plan, vocabulary

WORDS = vocabulary(bound="boolean", n="count", spent="money", ledger="boolean", recognised_on="date")


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


# Days that follow an event


@pytest.mark.parametrize(
    ("recognised_on", "n", "status", "due"),
    [
        ("2023-06-01", 0, "due", "2023-07-01"),
        ("2023-05-31", 0, "due", "2023-06-30"),
        ("2023-05-30", 0, "unmet", "2023-06-29"),
        ("2023-05-30", 5, "met", "2023-06-29"),
        (None, 0, "undetermined", None),
        (None, 5, "met", None),
    ],
)
def test_a_day_after_an_event_is_unknown_with_the_event(
    recognised_on: str | None, n: int, status: str, due: str | None
) -> None:
    made = owing(by="recognised_on + 30天")
    found = ask(made, {"bound": True, "n": n, "recognised_on": recognised_on}, date(2023, 6, 30))
    item = found.obligations["duty"]
    assert (item.status, None if item.due_on is None else item.due_on.isoformat()) == (status, due)


# Grace after each period


@pytest.mark.parametrize(
    ("every", "day", "due"),
    [
        (Every.QUARTER, "2023-03-31", "2023-04-15"),
        (Every.QUARTER, "2023-04-15", "2023-04-15"),
        (Every.QUARTER, "2023-04-16", "2023-07-15"),
        (Every.MONTH, "2023-03-15", "2023-03-15"),
        (Every.MONTH, "2023-03-16", "2023-04-15"),
        (Every.HALF, "2023-07-15", "2023-07-15"),
        (Every.YEAR, "2023-01-15", "2023-01-15"),
        (Every.YEAR, "2023-01-16", "2024-01-15"),
        (Every.QUARTER, "2022-01-15", "2022-04-15"),  # the quarter before began before the plan
        (Every.QUARTER, "2024-12-15", "2024-12-30"),  # the plan ends the quarter, the grace runs on
        (Every.QUARTER, "2024-12-31", "2024-12-30"),
    ],
)
def test_what_is_due_within_a_time_after_each_period_is_the_first_not_yet_overdue(
    every: Every, day: str, due: str
) -> None:
    made = owing(each=every, grace=Duration(days=15))
    found = ask(made, {"bound": True, "n": 0}, date.fromisoformat(day)).obligations["duty"]
    assert found.due_on == date.fromisoformat(due)
    assert found.status == ("due" if day <= due else "unmet")


def test_what_is_owed_every_day_is_due_that_day_or_after_its_grace() -> None:
    daily, graced = owing(each=Every.DAY), owing(each=Every.DAY, grace=Duration(days=1))
    for made in (daily, graced):
        found = ask(made, {"bound": True, "n": 0}, date(2023, 6, 30)).obligations["duty"]
        assert (found.status, found.due_on) == ("due", date(2023, 6, 30))


@pytest.mark.parametrize(
    ("day", "grace", "last"),
    [
        ("2023-06-30", Duration(months=1), "2023-07-31"),
        ("2023-12-31", Duration(months=2), "2024-02-29"),
        ("2023-02-28", Duration(months=1), "2023-03-31"),
        ("2023-06-15", Duration(months=1), "2023-07-15"),
        ("2023-06-30", Duration(days=30), "2023-07-30"),
    ],
)
def test_months_of_grace_after_a_months_end_run_to_a_months_end(day: str, grace: Duration, last: str) -> None:
    assert put_off(date.fromisoformat(day), grace) == date.fromisoformat(last)


# From a day, for a time


def lasting(**more: Any) -> Plan:
    return owing(each=Every.YEAR, start="recognised_on", lasts=Duration(months=36), **more)


@pytest.mark.parametrize(
    ("day", "status", "due"),
    [
        ("2023-05-31", "not_bound", "2023-12-31"),
        ("2023-06-01", "due", "2023-12-31"),
        ("2024-06-01", "due", "2024-12-15"),
        ("2024-12-15", "due", "2024-12-15"),
        ("2024-12-16", "not_bound", "2024-12-15"),
    ],
)
def test_it_binds_from_its_first_day_and_no_longer_than_the_plan(day: str, status: str, due: str) -> None:
    known = {"bound": True, "n": 0, "recognised_on": "2023-06-01"}
    found = ask(lasting(), known, date.fromisoformat(day)).obligations["duty"]
    assert (found.status, found.due_on) == (status, date.fromisoformat(due))


@pytest.mark.parametrize(
    ("day", "status", "due"),
    [
        ("2025-03-01", "due", "2025-12-31"),
        ("2026-06-01", "due", "2026-06-01"),
        ("2026-06-02", "not_bound", "2026-06-01"),
    ],
)
def test_what_survives_the_plan_binds_for_as_long_as_it_says(day: str, status: str, due: str) -> None:
    known = {"bound": True, "n": 0, "recognised_on": "2023-06-01"}
    found = ask(lasting(survives=True), known, date.fromisoformat(day)).obligations["duty"]
    assert (found.status, found.due_on) == (status, date.fromisoformat(due))


def test_without_the_day_it_runs_from_nobody_can_tell_whether_it_binds() -> None:
    found = ask(lasting(), {"bound": True, "n": 0}, date(2023, 6, 30)).obligations["duty"]
    assert (found.status, found.due_on) == ("undetermined", None)
    assert found.missing == ("recognised_on",)


def test_the_days_on_which_it_binds_are_told_as_far_as_they_are_known() -> None:
    known = {"recognised_on": date(2023, 6, 1)}

    def told(made: Plan, known: dict[str, Any]) -> tuple[date | None, date | None]:
        found = timing(made.obligations["duty"], made.period, date(2024, 1, 1), 2024, known)
        return found.start, found.end

    assert told(lasting(), known) == (date(2023, 6, 1), date(2024, 12, 15))
    assert told(lasting(survives=True), known) == (date(2023, 6, 1), date(2026, 6, 1))
    assert told(lasting(), {}) == (None, None)
    assert told(owing(standing=True), known) == (None, None)
    assert told(owing(standing=True, start="recognised_on", survives=True), known) == (
        date(2023, 6, 1),
        None,
    )


def test_a_figure_may_be_measured_against_the_enterprises_own_earlier_one() -> None:
    words = vocabulary(
        revenue_by_year={"kind": "money", "by_year": True}, recognised_on="date", bound="boolean"
    )
    growing = obligation(
        "growing",
        words,
        "bound",
        "revenue_by_year[year - 1] >= revenue_by_year[2022]",
        each=Every.YEAR,
        start="recognised_on",
        lasts=Duration(months=36),
        survives=True,
    )
    made = plan(words, growing, period=(date(2021, 1, 1), date(2023, 12, 31)))
    base = {"bound": True, "recognised_on": "2022-06-01"}
    known = base | {"revenue_by_year": {2022: 100, 2023: 99, 2024: 100}}
    assert ask(made, known, date(2024, 3, 1)).obligations["growing"].status == "due"
    assert ask(made, known, date(2025, 3, 1)).obligations["growing"].status == "met"
    assert ask(made, base, date(2025, 3, 1)).obligations["growing"].status == "undetermined"


# How far


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
