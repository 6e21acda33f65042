"""Design, section 5: which version answers for a day, its force, and the year assessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.errors import RequestError
from policyengine.evaluation.deciding.force import Force, choose, year_assessed
from policyengine.rulebook.plan import Period, Plan
from tests.evaluation.building import plan, vocabulary

WORDS = vocabulary()


def version(name: str, start: str, end: str | None = None, *, draft: bool = False) -> Plan:
    period = (date.fromisoformat(start), None if end is None else date.fromisoformat(end))
    return plan(WORDS, version=name, period=period, draft=draft)


FIRST = version("first", "2018-01-01", "2019-12-31")
SECOND = version("second", "2020-01-10")
THIRD = version("third", "2021-01-01", "2021-12-31")
ALL = (FIRST, SECOND, THIRD)


@pytest.mark.parametrize(
    ("day", "chosen", "force"),
    [
        ("2017-12-31", FIRST, "not_yet_in_force"),
        ("2018-01-01", FIRST, "in_force"),
        ("2019-12-31", FIRST, "in_force"),
        ("2020-01-01", FIRST, "lapsed"),
        ("2020-01-04", FIRST, "lapsed"),
        ("2020-01-05", FIRST, "lapsed"),  # five days from either: the earlier
        ("2020-01-06", SECOND, "not_yet_in_force"),
        ("2020-01-10", SECOND, "in_force"),
        ("2020-12-31", SECOND, "in_force"),
        ("2021-01-01", THIRD, "in_force"),
        ("2021-12-31", THIRD, "in_force"),
        ("2022-01-01", SECOND, "in_force"),
    ],
)
def test_the_day_picks_the_version_and_both_ends_of_a_period_are_in_it(
    day: str, chosen: Plan, force: str
) -> None:
    found = choose(ALL, date.fromisoformat(day))
    assert (found.plan.version, found.force) == (chosen.version, force)
    assert found.binding is (force == "in_force")


@pytest.mark.parametrize(
    ("name", "day", "force"),
    [
        ("first", "2021-06-01", "lapsed"),
        ("second", "2021-06-01", "superseded"),
        ("second", "2019-06-01", "not_yet_in_force"),
        ("third", "2021-06-01", "in_force"),
    ],
)
def test_a_version_named_answers_with_the_force_it_has(name: str, day: str, force: str) -> None:
    assert choose(ALL, date.fromisoformat(day), name).force == force


def test_a_draft_is_passed_over_while_anything_is_adopted() -> None:
    proposal = version("proposal", "2020-01-01", "2022-12-31", draft=True)
    found = choose((FIRST, proposal), date(2021, 1, 1))
    assert (found.plan.version, found.force) == ("first", "lapsed")


@pytest.mark.parametrize("day", ["2019-12-31", "2020-01-01", "2022-12-31", "2023-01-01"])
def test_a_draft_is_a_draft_on_every_day_and_never_binds(day: str) -> None:
    proposal = version("proposal", "2020-01-01", "2022-12-31", draft=True)
    alone, named = (
        choose((proposal,), date.fromisoformat(day)),
        choose((FIRST, proposal), date.fromisoformat(day), "proposal"),
    )
    for found in (alone, named):
        assert (found.force, found.binding) == (Force.DRAFT, False)


def test_of_two_that_start_together_one_is_in_force_and_the_other_superseded() -> None:
    a, b = version("a", "2020-01-01"), version("b", "2020-01-01")
    assert choose((a, b), date(2021, 1, 1)).plan is choose((b, a), date(2021, 1, 1)).plan is b
    assert choose((a, b), date(2021, 1, 1), "a").force == "superseded"


def test_no_such_version_is_a_request_error_that_offers_the_nearest() -> None:
    with pytest.raises(RequestError) as refusal:
        choose(ALL, date(2021, 1, 1), "secnd")
    (finding,) = refusal.value.findings
    assert "second" in str(finding.help())


days = st.dates(date(2015, 1, 1), date(2026, 1, 1))
versions = st.lists(
    st.tuples(days, st.none() | st.integers(0, 1500), st.booleans()), min_size=1, max_size=4
).map(
    lambda drawn: [
        plan(
            WORDS,
            version=f"v{place}",
            period=(start, None if length is None else start + timedelta(days=length)),
            draft=draft,
        )
        for place, (start, length, draft) in enumerate(drawn)
    ]
)


@given(versions, days)
def test_what_is_in_force_binds_and_nothing_later_does(drawn: list[Plan], day: date) -> None:
    found = choose(drawn, day)
    containing = [each for each in drawn if day in each.period and not each.draft]
    assert found.binding is bool(containing)
    if containing:
        assert found.plan.period.start == max(each.period.start for each in containing)


@given(versions, days)
def test_every_version_has_one_force_and_at_most_one_binds(drawn: list[Plan], day: date) -> None:
    forces = [choose(drawn, day, each.version).force for each in drawn]
    assert forces.count(Force.IN_FORCE) <= 1
    assert all((force is Force.DRAFT) is each.draft for force, each in zip(forces, drawn, strict=True))


@pytest.mark.parametrize(
    ("as_of", "year", "assessed"),
    [
        ("2022-05-05", None, 2022),
        ("2026-05-05", None, 2023),
        ("2019-05-05", None, 2021),
        ("2023-05-05", 2022, 2022),
        ("2023-05-05", 2030, 2023),
        ("2023-05-05", 1990, 2021),
    ],
)
def test_the_year_assessed_is_the_days_or_the_one_asked_for_within_the_plan(
    as_of: str, year: int | None, assessed: int
) -> None:
    period = Period(date(2021, 7, 1), date(2023, 6, 30))
    assert year_assessed(period, date.fromisoformat(as_of), year) == assessed


def test_a_plan_without_an_end_bounds_the_year_only_from_below() -> None:
    assert year_assessed(Period(date(2021, 7, 1), None), date(2050, 1, 1)) == 2050
    assert year_assessed(Period(date(2021, 7, 1), None), date(2022, 1, 1), 2060) == 2060
