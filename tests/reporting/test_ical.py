"""The days of an assessment as a calendar that ordinary calendar programs open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

import policyengine
from policyengine.errors import RequestError
from policyengine.reporting.ical import save
from policyengine.reporting.lang import Lang

YUNXI = {
    "registered_in": "419801",
    "recognised_on": "2024-05-10",
    "listed_dishonest": False,
    "hte_recognition": "first",
    "hte_status": "valid",
    "revenue_by_year": {2023: "1000万元"},
    "rd_intensity": "3%",
    "received_rd_subsidy": True,
    "research_report_filed": False,
}
EXAMPLES = Path(__file__).parents[2] / "examples" / "policies"


@pytest.fixture(scope="module")
def answer() -> policyengine.Assessment:
    return policyengine.load(EXAMPLES).evaluate(YUNXI, city="yunxi", as_of="2024-06-30")


def days(file: Path) -> dict[str, tuple[date, date]]:
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    return {str(each["summary"]): (each["dtstart"].dt, each["dtend"].dt) for each in events}


def test_a_calendar_holds_windows_deadlines_payments_and_obligations(
    answer: policyengine.Assessment, tmp_path: Path
) -> None:
    save(answer.to_dict(), tmp_path / "a.ics", Lang.EN)
    found = days(tmp_path / "a.ics")
    assert found["Award for recognition: apply by"] == (date(2025, 5, 10), date(2025, 5, 11))
    assert found["Award for recognition: Second instalment paid from"][0] == date(2025, 5, 10)
    assert found["R&D subsidy: applications open"] == (date(2025, 4, 1), date(2025, 6, 1))
    assert found["Filing R&D reports: due"][0] == date(2024, 7, 15)


def test_the_same_day_gives_the_same_file(answer: policyengine.Assessment, tmp_path: Path) -> None:
    for name in ("a.ics", "b.ics"):
        save(answer.to_dict(), tmp_path / name)
    assert (tmp_path / "a.ics").read_bytes() == (tmp_path / "b.ics").read_bytes()


def test_what_cannot_be_had_is_in_no_calendar(tmp_path: Path) -> None:
    dishonest = {**YUNXI, "listed_dishonest": True, "received_rd_subsidy": False}
    answer = policyengine.load(EXAMPLES).evaluate(dishonest, city="yunxi", as_of="2024-06-30")
    save(answer.to_dict(), tmp_path / "a.ics")
    assert days(tmp_path / "a.ics") == {}


def test_a_file_that_cannot_be_written_is_told(answer: policyengine.Assessment, tmp_path: Path) -> None:
    with pytest.raises(RequestError):
        save(answer.to_dict(), tmp_path / "no" / "a.ics")
