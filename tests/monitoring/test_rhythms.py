"""Whether departments keep the rhythm of their duties: whole periods, months, periods covered in part."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.monitoring.durable.government import decided_rhythm
from policyengine.monitoring.event import Event
from policyengine.monitoring.periods import period_of, periods
from policyengine.monitoring.rhythms import Kept, RhythmStanding, rhythms
from policyengine.rulebook.choices import Every, Part
from policyengine.rulebook.event_kinds import Subject
from policyengine.rulebook.plan import MonthPart, Period, Rhythm
from tests.monitoring.building import day, engine, event

PLAN = engine().rulebook.plans["haimen"][0]
MEETINGS, GUIDANCE = "regular_meetings", "on_site_guidance_rounds"


def held(*days: str, duty: str = MEETINGS) -> list[Event]:
    return [
        event("meeting_held", on, department="haimen/区科技局", duty=f"haimen.{duty}", id=f"{duty} {on}")
        for on in days
    ]


def stands(when: str, events: list[Event], duty: str = MEETINGS, until: str | None = None) -> RhythmStanding:
    end = None if until is None else day(until)
    return next(each for each in rhythms(PLAN, events, day(when), end) if each.duty.id == duty)


def test_a_year_in_which_both_meetings_were_held_in_their_months_is_kept() -> None:
    found = stands("2023-12-31", held("2023-03-05", "2023-09-10"))
    assert [each.status for each in found.periods] == [Kept.PARTIAL, Kept.KEPT]
    assert (found.status, found.next_due) == (Kept.KEPT, None)


def test_a_meeting_outside_its_third_of_the_month_is_none_of_the_two() -> None:
    found = stands("2023-12-31", held("2023-03-11", "2023-09-10"))
    assert found.periods[-1].status is Kept.MISSED
    assert [each.first for each in found.periods[-1].lacking] == [date(2023, 3, 1)]


def test_a_month_that_is_over_is_missed_before_its_year_is() -> None:
    assert stands("2023-03-10", []).periods[-1].status is Kept.OPEN
    assert stands("2023-03-10", []).next_due == date(2023, 3, 10)
    assert stands("2023-03-11", []).periods[-1].status is Kept.MISSED


def test_the_next_day_is_that_of_the_next_month_asked_for() -> None:
    assert stands("2023-04-01", held("2023-03-05")).next_due == date(2023, 9, 10)


def test_a_half_year_that_the_plan_covers_only_in_part_is_not_owed() -> None:
    found = stands("2023-07-01", held("2023-05-05", duty=GUIDANCE), GUIDANCE)
    assert [each.status for each in found.periods] == [Kept.PARTIAL, Kept.KEPT, Kept.OPEN]
    assert found.next_due == date(2023, 12, 31)


def test_what_is_done_in_a_part_of_a_period_still_counts() -> None:
    found = stands("2022-12-31", held("2022-11-05", duty=GUIDANCE), GUIDANCE)
    assert [each.status for each in found.periods] == [Kept.KEPT]


def test_the_half_year_in_which_another_version_takes_over_is_not_owed() -> None:
    found = stands("2024-06-30", [], GUIDANCE, until="2024-03-31")
    assert [each.status for each in found.periods] == [Kept.PARTIAL, Kept.MISSED, Kept.MISSED, Kept.PARTIAL]


def test_after_the_plan_s_end_no_period_follows() -> None:
    assert stands("2026-06-30", [], GUIDANCE).periods[-1].period.last == date(2024, 12, 31)


def test_the_last_third_of_february_ends_with_the_month_leap_year_or_not() -> None:
    rhythm = Rhythm(Every.YEAR, 1, 1, (MonthPart(2, Part.LATE),))
    plan = replace(
        PLAN,
        period=Period(date(2023, 1, 1), None),
        duties={MEETINGS: replace(PLAN.duties[MEETINGS], rhythm=rhythm)},
    )
    (found,) = rhythms(plan, held("2024-02-29"), day("2024-12-31"))
    assert [each.status for each in found.periods] == [Kept.MISSED, Kept.KEPT]
    assert [third.last for third in found.periods[0].lacking] == [date(2023, 2, 28)]


@given(st.sampled_from(list(Every)), st.dates(date(2020, 1, 1), date(2028, 12, 31)), st.integers(0, 500))
def test_periods_follow_one_another_without_a_gap(every: Every, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = list(periods(every, first, last))
    assert first in found[0]
    assert last in found[-1]
    for one, next_ in itertools.pairwise(found):
        assert next_.first == one.last + timedelta(days=1)
    assert all(period_of(every, each.first) == each == period_of(every, each.last) for each in found)


@given(
    st.sampled_from(list(Every)),
    st.integers(1, 3),
    st.lists(
        st.sampled_from([MonthPart(3), MonthPart(9, Part.EARLY), MonthPart(2, Part.LATE)]),
        max_size=2,
        unique=True,
    ),
    st.lists(st.dates(date(2022, 10, 1), date(2024, 3, 1)), max_size=12, unique=True),
    st.dates(date(2022, 10, 12), date(2024, 6, 1)),
)
def test_durable_rules_finds_every_period_as_we_do(
    every: Every, low: int, months: list[MonthPart], done: list[date], when: date
) -> None:
    pytest.importorskip("durable.engine")
    rhythm = Rhythm(every, low, low, () if every is not Every.YEAR else tuple(months))
    plan = replace(PLAN, duties={MEETINGS: replace(PLAN.duties[MEETINGS], rhythm=rhythm)})
    events = [
        Event(f"{on}", Subject.DEPARTMENT, "haimen/区科技局", "duty_done", on, concerns=f"haimen.{MEETINGS}")
        for on in done
    ]
    (own,) = rhythms(plan, events, when)
    assert decided_rhythm(own) == own
