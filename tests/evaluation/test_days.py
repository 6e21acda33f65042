"""The calendar: whole years and months, their ends and 29 February, and windows that open every year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.evaluation.meaning.days import Opening, elapsed, opening
from policyengine.evaluation.meaning.kleene import truth_of
from policyengine.evaluation.meaning.terms import moved
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.tree import Duration, MonthDay, Unit
from tests.evaluation.wording import condition, vocabulary

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
WORDS = vocabulary(applied_on="date", recognised_on="date")
SPRING, OVER_NEW_YEAR = (MonthDay(4, 1), MonthDay(5, 31)), (MonthDay(11, 1), MonthDay(2, 29))


def truth(text: str, **known: str) -> Truth:
    return truth_of(condition(text, WORDS))({name: date.fromisoformat(day) for name, day in known.items()})


@pytest.mark.parametrize(
    ("start", "end", "years", "months"),
    [
        ("2020-02-29", "2021-02-27", 0, 11),
        ("2020-02-29", "2021-02-28", 1, 12),
        ("2020-02-29", "2024-02-28", 3, 47),
        ("2020-02-29", "2024-02-29", 4, 48),
        ("2021-01-31", "2021-02-27", 0, 0),
        ("2021-01-31", "2021-02-28", 0, 1),
        ("2020-01-31", "2020-02-28", 0, 0),
        ("2021-01-31", "2021-03-30", 0, 1),
        ("2021-01-31", "2021-03-31", 0, 2),
        ("2021-06-30", "2021-06-30", 0, 0),
        ("2021-06-30", "2020-01-01", 0, 0),
    ],
)
def test_a_month_is_whole_on_the_day_of_its_number_or_on_the_months_last(
    start: str, end: str, years: int, months: int
) -> None:
    days = date.fromisoformat(start), date.fromisoformat(end)
    assert (elapsed(*days, Unit.YEAR), elapsed(*days, Unit.MONTH)) == (years, months)
    assert elapsed(*days, Unit.DAY) == max(0, (days[1] - days[0]).days)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 500))
def test_so_many_months_later_so_many_months_are_gone_and_a_day_before_one_less(
    start: date, months: int
) -> None:
    end = moved(start, Duration(months=months), forward=True)
    assert end is not None
    assert elapsed(start, end, Unit.MONTH) == months
    if months:
        assert elapsed(start, end - timedelta(days=1), Unit.MONTH) == months - 1


@given(*[st.dates(date(2000, 1, 1), date(2030, 1, 1))] * 3, st.sampled_from(Unit))
def test_a_later_end_never_leaves_less_time_nor_a_later_start_more(
    a: date, b: date, c: date, unit: Unit
) -> None:
    early, late = sorted((a, b))
    assert elapsed(c, early, unit) <= elapsed(c, late, unit)
    assert elapsed(late, c, unit) <= elapsed(early, c, unit)


def test_time_in_a_condition_is_unknown_while_a_day_is() -> None:
    assert truth("years(recognised_on, applied_on) >= 0", applied_on="2021-01-01") is U
    assert (
        truth("months(recognised_on, applied_on) < 12", recognised_on="2020-03-31", applied_on="2021-03-30")
        is T
    )
    assert (
        truth("months(recognised_on, applied_on) < 12", recognised_on="2020-03-31", applied_on="2021-03-31")
        is F
    )


@pytest.mark.parametrize(
    ("applied_on", "expected"),
    [("2020-02-28", F), ("2020-02-29", T), ("2021-02-28", T), ("2021-03-01", F)],
)
def test_within_twelve_months_of_recognition_both_days_count(applied_on: str, expected: Truth) -> None:
    text = "applied_on within 12个月 after recognised_on"
    assert truth(text, recognised_on="2020-02-29", applied_on=applied_on) is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2021-03-31", F), ("2021-04-01", T), ("2021-05-31", T), ("2021-06-01", F), ("1999-05-01", T)],
)
def test_a_window_opens_every_year_and_both_its_ends_are_in_it(day: str, expected: Truth) -> None:
    assert truth("applied_on between 4月1日 and 5月31日", applied_on=day) is expected
    assert truth("applied_on between 4月1日 and 5月31日") is U


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2020-10-31", F),
        ("2020-11-01", T),
        ("2021-02-28", T),
        ("2021-03-01", F),
        ("2024-02-28", T),
        ("2024-02-29", T),
        ("2024-03-01", F),
    ],
)
def test_a_window_may_run_over_the_turn_of_the_year_to_the_end_of_february(day: str, expected: Truth) -> None:
    assert truth("applied_on between 11月1日 and 2月29日", applied_on=day) is expected


def test_a_window_from_the_end_of_february_opens_on_the_28th_where_there_is_no_29th() -> None:
    late = MonthDay(2, 29), MonthDay(3, 31)
    assert opening(*late, date(2021, 1, 1)) == Opening(date(2021, 2, 28), date(2021, 3, 31))
    assert opening(*late, date(2024, 1, 1)) == Opening(date(2024, 2, 29), date(2024, 3, 31))


@pytest.mark.parametrize(
    ("window", "day", "first", "last"),
    [
        (SPRING, "2021-01-01", "2021-04-01", "2021-05-31"),
        (SPRING, "2021-05-31", "2021-04-01", "2021-05-31"),
        (SPRING, "2021-06-01", "2022-04-01", "2022-05-31"),
        (OVER_NEW_YEAR, "2021-02-28", "2020-11-01", "2021-02-28"),
        (OVER_NEW_YEAR, "2021-03-01", "2021-11-01", "2022-02-28"),
        (OVER_NEW_YEAR, "2023-12-31", "2023-11-01", "2024-02-29"),
    ],
)
def test_the_opening_of_a_day_is_the_one_it_lies_in_or_the_next(
    window: tuple[MonthDay, MonthDay], day: str, first: str, last: str
) -> None:
    found = Opening(date.fromisoformat(first), date.fromisoformat(last))
    assert opening(*window, date.fromisoformat(day)) == found


def test_past_the_calendars_end_no_window_opens() -> None:
    assert opening(*SPRING, date.max) is None
    assert truth("applied_on between 4月1日 and 5月31日", applied_on="9999-12-31") is F


def test_a_bounded_day_is_in_a_window_if_all_that_is_left_of_it_is() -> None:
    spring = "(applied_on at least 2021-04-10 at most {last}) between 4月1日 and 5月31日"
    assert truth(spring.format(last="2021-05-31")) is T
    assert truth(spring.format(last="2021-06-01")) is U
    after = "(applied_on at least 2021-06-01 at most {last}) between 4月1日 and 5月31日"
    assert truth(after.format(last="2022-03-31")) is F
    assert truth(after.format(last="2022-04-01")) is U
