"""Where an enterprise stands on a day: progress, days left, and what time does to it."""

from __future__ import annotations

from typing import Any

import pytest

import policyengine
from policyengine import Engine
from policyengine.monitoring.event import Event
from policyengine.monitoring.reading import EventReader
from policyengine.monitoring.register import Register
from policyengine.monitoring.standing import Standing, standing
from tests.monitoring.building import FIRM, applied, day, engine, event, recognised, registered

MEMBER = (registered("2022-10-12", name="甲公司"), recognised("2022-11-18"))


def on(when: str, *events: Event, engine_: Engine | None = None, city: str = "haimen") -> Standing:
    return standing(engine_ or engine(), FIRM, (*MEMBER, *events), city, day(when))


def item(stands: Standing, id_: str) -> dict[str, Any]:
    return next(each for each in stands.to_dict()["obligations"] if each["id"] == id_)


def applications(when: str, *events: Event) -> dict[str, Any]:
    return item(on(when, *events), "haimen.annual_ip_applications")


def test_progress_and_days_left_are_told_for_each_figure() -> None:
    stands = applications("2023-09-30", applied("2023-03-01", quantity=2), applied("2023-05-01"))
    assert (stands["status"], stands["due_on"], stands["days_left"]) == ("due", "2023-12-31", 92)
    assert [(each["fact"], each["have"], each["need"]) for each in stands["progress"]] == [
        ("ip_applications", "3", "5"),
        ("class1_ip_applications", "0", "1"),
    ]


def test_a_requirement_that_is_no_figure_is_told_as_have_and_need_too() -> None:
    filed = item(on("2023-09-30"), "haimen.rd_project_filing")
    assert [(each["have"], each["need"]) for each in filed["progress"]] == [("false", "true")]
    ledger = item(on("2023-09-30"), "haimen.rd_ledger")
    assert (ledger["status"], ledger["progress"][0]["have"]) == ("undetermined", None)
    assert ledger["missing"] == ["has_rd_ledger"]
    set_up = item(on("2023-09-30", event("rd_ledger_set_up", "2023-09-30")), "haimen.rd_ledger")
    assert set_up["status"] == "met"


def test_the_turn_of_the_year_begins_anew() -> None:
    enough = (applied("2023-12-30", quantity=4), applied("2023-12-31", "I"))
    assert applications("2023-12-30", *enough)["status"] == "due"
    assert applications("2023-12-31", *enough)["status"] == "met"
    after = applications("2024-01-01", *enough)
    assert (after["status"], after["due_on"], after["progress"][0]["have"]) == ("due", "2024-12-31", "0")


def test_an_event_that_comes_late_counts_on_its_own_day() -> None:
    late = (applied("2023-12-31", quantity=4), applied("2023-06-01", "I"))
    assert applications("2023-12-31", *late)["status"] == "met"
    assert applications("2023-12-30", *late)["status"] == "due"


def test_a_plan_that_begins_within_a_year_asks_for_the_whole_year() -> None:
    early = applications("2022-12-31", applied("2022-02-01", quantity=4), applied("2022-03-01", "I"))
    assert (early["status"], early["due_on"]) == ("met", "2022-12-31")


def test_before_a_plan_begins_nothing_of_it_binds() -> None:
    stands = on("2022-06-30").to_dict()
    assert (stands["plan"]["force"], stands["plan"]["binding"]) == ("not_yet_in_force", False)


def test_a_plan_that_has_lapsed_is_judged_by_the_figures_of_its_last_year() -> None:
    done = (applied("2024-12-01", quantity=5), applied("2024-12-02", "I"), applied("2025-01-10", quantity=9))
    after = on("2025-03-01", *done)
    told = item(after, "haimen.annual_ip_applications")
    assert (after.to_dict()["year"], told["status"], told["progress"][0]["have"]) == (2024, "met", "6")
    assert after.to_dict()["plan"]["force"] == "lapsed"
    missed = item(on("2025-03-01"), "haimen.annual_ip_applications")
    assert (missed["status"], missed["days_left"]) == ("unmet", -60)


def test_on_a_leap_day_the_year_still_has_its_days() -> None:
    assert applications("2024-02-29")["days_left"] == 306
    assert applications("2024-02-29", applied("2024-02-29"))["progress"][0]["have"] == "1"


def test_a_certificate_that_runs_out_unbinds() -> None:
    old = (registered("2020-01-01"), recognised("2020-12-01"))
    for when, status in (("2023-12-01", "due"), ("2023-12-02", "not_bound")):
        stands = standing(engine(), FIRM, old, "haimen", day(when))
        assert item(stands, "haimen.annual_ip_applications")["status"] == status


def test_events_that_contradict_one_another_are_told_and_nothing_is_concluded() -> None:
    wrong = event("facts_reported", "2023-01-01", revenue=100, rd_expense=10)
    other = event("facts_reported", "2023-02-01", rd_intensity="50%")
    stands = on("2023-09-30", wrong, other)
    assert stands.assessment is None
    assert stands.to_dict()["refused"]
    assert stands.to_dict()["obligations"] == []


def test_what_is_taken_for_granted_is_told_as_far_as_obligations_read_it() -> None:
    told = {each["fact"] for each in on("2023-09-30").to_dict()["assumed"]}
    assert "rd_projects_filed" in told
    assert "hte_recognition" not in told


PLAN = """
title: {{zh: 测试方案, en: Test}}
jurisdiction: "320614"
name: {{zh: 测试, en: Test}}
level: county
parent: "320600"
period: {{from: {start}, to: {end}}}
validity: {{checked_on: {start}, by: 某某}}
clauses: [{{id: 一, heading: {{zh: 义务, en: Obligations}}}}]
departments: [{{name: 区科技局, role: science_technology}}]
"""
OBLIGATION = """
obligations:
  - id: applications
    title: {{zh: 申报, en: Applications}}
    theme: intellectual_property
    cite: {{clause: 一, quote: 每年申报知识产权不少于{need}项}}
    departments: [区科技局]
    bound: hte_status = valid
    requires: ip_applications >= {need}
    each: year
"""


@pytest.fixture
def two_versions(tmp_path: Any) -> Engine:
    for name, start, end, need in (
        ("2022", "2022-01-01", "2023-06-30", 5),
        ("2023", "2023-07-01", "2025-12-31", 2),
    ):
        folder = tmp_path / "test_city" / name
        folder.mkdir(parents=True)
        (folder / "plan.yaml").write_text(PLAN.format(start=start, end=end), "utf-8")
        (folder / "obligations.yaml").write_text(OBLIGATION.format(need=need), "utf-8")
    return policyengine.load(tmp_path)


def test_a_version_that_changes_within_the_year_asks_by_its_own_text_from_its_first_day(
    two_versions: Engine,
) -> None:
    rulebook = two_versions.rulebook
    reader = EventReader(rulebook.events, Register.of(rulebook), rulebook.vocabulary, two_versions.facts_of)
    filed = reader.read(
        {
            "enterprise": FIRM,
            "kind": "ip_application_filed",
            "date": "2023-02-01",
            "quantity": 3,
            "class": "II",
        }
    )
    before = on("2023-06-30", filed, engine_=two_versions, city="test_city")
    after = on("2023-07-01", filed, engine_=two_versions, city="test_city")
    told = [item(each, "test_city.applications") for each in (before, after)]
    assert [(each["status"], each["due_on"], each["progress"][0]["need"]) for each in told] == [
        ("due", "2023-06-30", "5"),
        ("met", "2023-12-31", "2"),
    ]
    assert [each.to_dict()["plan"]["version"] for each in (before, after)] == ["2022", "2023"]
