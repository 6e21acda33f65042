"""When a reward can be applied for: windows as days of the current or next opening, and deadlines."""

from __future__ import annotations

from datetime import date

import pytest

from policyengine.evaluation.deciding.applying import applying
from policyengine.language.tree import Duration, Fact, MonthDay
from policyengine.rulebook.applying import Application, Window
from tests.evaluation.building import both

SPRING = Window(MonthDay(4, 1), MonthDay(5, 31))
WINTER = Window(MonthDay(12, 1), MonthDay(1, 31))
FEBRUARY = Window(MonthDay(2, 1), MonthDay(2, 29))
ONCE = Window(date(2022, 3, 1), date(2022, 3, 31))


def told(window: Window, day: str) -> tuple[str, str, bool]:
    found = applying(Application(windows=(window,)), {}, date.fromisoformat(day))
    assert found is not None
    (opening,) = found.to_dict()["windows"]
    return opening["from"], opening["to"], opening["open"]


@pytest.mark.parametrize(
    ("window", "day", "told_of"),
    [
        (SPRING, "2022-03-31", ("2022-04-01", "2022-05-31", False)),
        (SPRING, "2022-04-01", ("2022-04-01", "2022-05-31", True)),
        (SPRING, "2022-05-31", ("2022-04-01", "2022-05-31", True)),
        (SPRING, "2022-06-01", ("2023-04-01", "2023-05-31", False)),
        (WINTER, "2022-11-30", ("2022-12-01", "2023-01-31", False)),
        (WINTER, "2022-12-31", ("2022-12-01", "2023-01-31", True)),
        (WINTER, "2023-01-31", ("2022-12-01", "2023-01-31", True)),
        (WINTER, "2023-02-01", ("2023-12-01", "2024-01-31", False)),
        (FEBRUARY, "2023-02-28", ("2023-02-01", "2023-02-28", True)),
        (FEBRUARY, "2024-02-29", ("2024-02-01", "2024-02-29", True)),
        (FEBRUARY, "2023-03-01", ("2024-02-01", "2024-02-29", False)),
        (ONCE, "2022-02-28", ("2022-03-01", "2022-03-31", False)),
        (ONCE, "2022-03-31", ("2022-03-01", "2022-03-31", True)),
        (ONCE, "2022-04-01", ("2022-03-01", "2022-03-31", False)),
    ],
)
def test_a_window_is_told_as_the_days_of_its_current_or_next_opening(
    window: Window, day: str, told_of: tuple[str, str, bool]
) -> None:
    assert told(window, day) == told_of


@pytest.mark.parametrize(
    ("within", "recognised_on", "last"),
    [
        (Duration(days=30), "2022-12-15", "2023-01-14"),
        (Duration(months=1), "2023-01-31", "2023-02-28"),
        (Duration(months=12), "2024-02-29", "2025-02-28"),
        (Duration(months=3), None, None),
    ],
)
def test_a_deadline_runs_from_its_event_and_is_unknown_with_it(
    within: Duration, recognised_on: str | None, last: str | None
) -> None:
    apply = Application(within=within, after=Fact("recognised_on"))
    known = {} if recognised_on is None else {"recognised_on": date.fromisoformat(recognised_on)}
    found = applying(apply, known, date(2023, 1, 1))
    assert found is not None
    assert found.to_dict()["deadline"] == last


def test_where_and_with_what_are_told_as_the_text_has_them() -> None:
    apply = Application(where=both("市科技局"), materials=(both("申请表"), both("认定证书")))
    found = applying(apply, {}, date(2023, 1, 1))
    assert found is not None
    assert found.to_dict() == {
        "windows": [],
        "deadline": None,
        "where": both("市科技局").to_dict(),
        "materials": [both("申请表").to_dict(), both("认定证书").to_dict()],
    }


def test_a_text_that_says_nothing_of_applying_is_told_as_nothing() -> None:
    assert applying(None, {}, date(2023, 1, 1)) is None
