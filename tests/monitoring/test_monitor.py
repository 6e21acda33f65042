"""Monitoring by calls, and what is imported for it only when it is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from policyengine.errors import RequestError
from policyengine.monitoring.refusals import EventRefused
from policyengine.monitoring.targets import Course
from tests.monitoring.building import AT, FIRM, day, engine

GAINED = {"enterprise": FIRM, "kind": "recognition_gained", "date": "2022-11-18", "recognition": "first"}
HERE = {"enterprise": FIRM, "kind": "facts_reported", "date": "2022-10-12", "registered_in": "320614"}
FIGURE = {
    "area": "haimen",
    "kind": "indicator_reported",
    "date": "2023-06-30",
    "target": "haimen.valid_hte",
    "quantity": 400,
}


def test_events_come_by_calls_and_standings_go_out(tmp_path: Path) -> None:
    monitor = engine().monitor(str(tmp_path / "events.db"))
    assert monitor.record(GAINED, HERE, FIGURE, GAINED, by="某某", at=AT).new == 3
    assert monitor.record(HERE, by="某某", at=AT).known == 1
    stands = monitor.standing(FIRM, city="haimen", as_of=day("2023-09-30"))
    assert stands.statuses()["haimen.annual_ip_applications"] == "due"
    assert stands.behind
    targets = monitor.government("haimen", as_of=day("2023-09-30")).targets
    assert next(each.status for each in targets if each.target.id == "valid_hte") is Course.MET


def test_where_one_event_cannot_be_read_none_is_recorded(tmp_path: Path) -> None:
    monitor = engine().monitor(str(tmp_path / "events.db"))
    with pytest.raises(EventRefused, match="not `9`"):
        monitor.record(GAINED, {**HERE, "enterprise": "9"}, by="某某", at=AT)
    assert monitor.store.enterprises() == 0


def test_a_store_is_not_made_where_that_is_not_wanted(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="there is no store"):
        engine().monitor(str(tmp_path / "events.db"), create=False)
    assert not (tmp_path / "events.db").exists()


def test_evaluating_imports_neither_the_database_nor_the_other_engine() -> None:
    asked = (
        "import sys, policyengine; "
        "policyengine.load().evaluate({}, city='haimen', as_of='2023-09-30'); "
        "wanted = {'sqlalchemy', 'psycopg', 'durable', 'policyengine.monitoring'}; "
        "print(sorted(wanted & sys.modules.keys()))"
    )
    root = Path(__file__).parents[2]
    ran = subprocess.run([sys.executable, "-c", asked], cwd=root, capture_output=True, text=True, timeout=120)
    assert ran.stdout == "[]\n", ran.stderr
