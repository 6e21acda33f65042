"""What is known on a day depends on the set of events alone."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from policyengine.monitoring.event import Event
from policyengine.monitoring.facts import FactsOnDay, facts_on
from tests.monitoring.building import applied, code, day, engine, event, recognised

RULES = engine().rulebook
YEAR = st.dates(date(2022, 12, 1), date(2024, 2, 1))


def on(events: list[Event], when: str, year: int | None = None) -> FactsOnDay:
    asked = day(when)
    return facts_on(events, RULES.events, RULES.vocabulary, asked, year or asked.year)


def fact(events: list[Event], name: str, when: str, year: int | None = None) -> Any:
    return on(events, when, year).profile.get(name)


@st.composite
def happenings(draw: st.DrawFn) -> list[Event]:
    """Events of every sort that changes facts, with and without ids."""
    made: list[Event] = []
    for number in range(draw(st.integers(0, 8))):
        when = draw(YEAR).isoformat()
        own: dict[str, Any] = draw(st.sampled_from([{}, {"id": f"e{number}"}]))
        sort = draw(st.integers(0, 5))
        if sort == 0:
            made.append(
                applied(when, draw(st.sampled_from(["I", "II"])), quantity=draw(st.integers(1, 4)), **own)
            )
        elif sort == 1:
            made.append(recognised(when, **own))
        elif sort == 2:
            made.append(event("recognition_withdrawn", when, **own))
        elif sort == 3:
            made.append(event("facts_reported", when, ip_applications=draw(st.integers(0, 9)), **own))
        elif sort == 4:
            made.append(event(draw(st.sampled_from(["pool_entered", "pool_left"])), when, **own))
        else:
            withdrawn = draw(st.sampled_from([*(each.id for each in made), "e0"]))
            made.append(event("enterprise_event_withdrawn", when, event=withdrawn, **own))
    return made


@given(happenings(), YEAR, st.randoms())
def test_neither_the_order_of_events_nor_their_repetition_changes_anything(
    events: list[Event], when: date, random: Any
) -> None:
    again = [*events, *random.choices(events, k=3)] if events else []
    random.shuffle(again)
    assert on(again, when.isoformat()) == on(events, when.isoformat())


@given(happenings(), YEAR)
def test_what_happens_later_changes_nothing_before_unless_it_withdraws(
    events: list[Event], when: date
) -> None:
    until = [each for each in events if each.on <= when or each.kind == "enterprise_event_withdrawn"]
    assert on(until, when.isoformat()) == on(events, when.isoformat())


def test_applications_are_counted_in_their_calendar_year_up_to_the_day() -> None:
    events = [applied("2023-12-31", "I"), applied("2024-01-01", quantity=2), applied("2024-06-01")]
    assert fact(events, "ip_applications", "2023-12-30") == "0"
    assert fact(events, "ip_applications", "2023-12-31") == "1"
    assert fact(events, "ip_applications", "2024-01-01") == "2"
    assert fact(events, "class1_ip_applications", "2024-12-31") == "0"
    assert fact(events, "ip_applications", "2025-03-01", year=2024) == "3"


def test_a_count_reported_is_the_whole_count_up_to_the_end_of_its_day() -> None:
    events = [
        applied("2023-03-01"),
        applied("2023-05-01"),
        event("facts_reported", "2023-05-01", ip_applications=7),
    ]
    assert fact([*events, applied("2023-05-02")], "ip_applications", "2023-06-01") == "8"
    assert fact(events, "ip_applications", "2024-06-01") == "0"


def test_a_figure_of_the_latest_full_year_is_not_known_any_more_in_the_next_year() -> None:
    reported = event("facts_reported", "2023-04-01", revenue="900万元", above_scale=True)
    assert fact([reported], "revenue", "2023-12-31") == "9000000"
    assert fact([reported], "revenue", "2024-01-01") is None
    assert fact([reported], "above_scale", "2024-01-01") is True


def test_a_certificate_is_valid_to_the_same_day_three_years_later() -> None:
    events = [recognised("2020-11-18")]
    assert fact(events, "hte_status", "2020-11-17") is None
    assert fact(events, "hte_status", "2023-11-18") == "valid"
    assert fact(events, "hte_status", "2023-11-19") == "expired"
    assert fact([*events, recognised("2023-11-01")], "hte_status", "2023-11-19") == "valid"


def test_a_certificate_of_a_leap_day_ends_on_the_last_of_february() -> None:
    events = [recognised("2024-02-29")]
    assert fact(events, "hte_status", "2027-02-28") == "valid"
    assert fact(events, "hte_status", "2027-03-01") == "expired"


def test_recognition_is_gained_in_one_year_only() -> None:
    assert fact([recognised("2023-12-31")], "hte_recognition", "2023-12-31") == "first"
    assert fact([recognised("2023-12-31")], "hte_recognition", "2024-01-01") == "none"


def test_where_no_register_is_complete_silence_is_not_a_no() -> None:
    silent = on([recognised()], "2023-06-01")
    assert "has_rd_ledger" not in silent.profile
    assert silent.profile["rd_projects_filed"] is False
    assert "rd_projects_filed" in silent.assumed


def test_two_reports_of_one_day_that_disagree_leave_the_fact_unknown() -> None:
    events = [event("facts_reported", "2023-04-01", above_scale=said) for said in (True, False)]
    assert on(events, "2023-05-01").contested == ("above_scale",)
    assert "above_scale" not in on(events, "2023-05-01").profile
    settled = [*events, event("facts_reported", "2023-04-02", above_scale=True)]
    assert fact(settled, "above_scale", "2023-05-01") is True


def test_a_withdrawn_event_never_happened() -> None:
    wrong = applied("2023-03-01", id="wrong", quantity=9)
    withdrawal = event("enterprise_event_withdrawn", "2023-09-01", event="wrong")
    assert fact([wrong, withdrawal, applied("2023-04-01")], "ip_applications", "2023-05-01") == "1"


def test_an_invention_counts_among_all_three_figures() -> None:
    events = [applied("2023-03-01", "I", right="invention")]
    names = ("ip_applications", "class1_ip_applications", "invention_patent_applications")
    assert [fact(events, name, "2023-03-01") for name in names] == ["1", "1", "1"]


def test_a_kind_that_no_rules_know_any_more_says_nothing() -> None:
    stranger = Event("x", recognised().subject_kind, code(1), "gone", day("2023-01-01"))
    assert on([stranger], "2023-02-01") == on([], "2023-02-01")


@given(st.lists(st.tuples(YEAR, st.integers(1, 5)), max_size=10), YEAR)
def test_a_count_is_the_sum_of_the_quantities_of_its_year(said: list[tuple[date, int]], when: date) -> None:
    events = [
        applied(on_.isoformat(), quantity=count, id=f"n{number}") for number, (on_, count) in enumerate(said)
    ]
    expected = sum(count for on_, count in said if on_ <= when and on_.year == when.year)
    assert Fraction(fact(events, "ip_applications", when.isoformat())) == expected
    later = when + timedelta(days=400)
    assert Fraction(fact(events, "ip_applications", later.isoformat(), year=when.year)) >= expected
