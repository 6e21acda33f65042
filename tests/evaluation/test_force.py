"""Design, section 5: which version answers for a day, its force, and the year assessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.errors import RequestError
from policyengine.evaluation.deciding.force import Force, choose, undecided, year_assessed
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.provisions import Transition
from tests.evaluation.building import both, condition, obligation, plan, vocabulary

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
    made = version("v", "2021-07-01", "2023-06-30")
    assert year_assessed(made, date.fromisoformat(as_of), year) == assessed


def test_a_plan_without_an_end_bounds_the_year_only_from_below() -> None:
    endless = version("v", "2021-07-01")
    assert year_assessed(endless, date(2050, 1, 1)) == 2050
    assert year_assessed(endless, date(2022, 1, 1), 2060) == 2060
    assert year_assessed(endless, date(2022, 1, 1), 1990) == 2021


def test_obligations_that_survive_the_plan_are_assessed_in_the_years_after_it() -> None:
    surviving = obligation("stay", WORDS, "true", "true", standing=True, survives=True)
    made = plan(WORDS, surviving, period=(date(2021, 7, 1), date(2023, 6, 30)))
    assert year_assessed(made, date(2026, 5, 5)) == 2026
    assert year_assessed(made, date(2026, 5, 5), 2024) == 2024
    assert year_assessed(made, date(2019, 5, 5)) == 2021


# Documents that govern events

EVENTS = vocabulary(recognised_on="date", applied_on="date")


def governing(name: str, start: str, end: str | None = None, **more: Any) -> Plan:
    period = (date.fromisoformat(start), None if end is None else date.fromisoformat(end))
    return plan(EVENTS, version=name, period=period, **({"governs": "recognised_on"} | more))


OLD = governing("old", "2018-01-01", "2020-12-31")
NEW = governing("new", "2021-01-01", "2023-12-31")


def chosen(
    versions: Sequence[Plan], day: str, version: str | None = None, **events: str
) -> tuple[str, str, bool]:
    known = {name: date.fromisoformat(event) for name, event in events.items()}
    found = choose(versions, date.fromisoformat(day), version, lambda plan: known)
    return found.plan.version, found.force.value, found.binding


@pytest.mark.parametrize(
    ("recognised_on", "day", "answer"),
    [
        ("2020-12-31", "2021-06-30", ("old", "in_force", True)),
        ("2021-01-01", "2021-06-30", ("new", "in_force", True)),
        ("2022-05-05", "2024-06-30", ("new", "in_force", True)),  # the plan ended, but not for this event
        ("2022-05-05", "2020-06-30", ("new", "not_yet_in_force", False)),
        ("2017-12-31", "2021-06-30", ("new", "in_force", True)),  # no version's event: the day decides
        ("2024-01-01", "2024-06-30", ("new", "lapsed", False)),
    ],
)
def test_the_version_in_whose_period_the_event_fell_answers(
    recognised_on: str, day: str, answer: tuple[str, str, bool]
) -> None:
    assert chosen((OLD, NEW), day, recognised_on=recognised_on) == answer


def test_while_the_event_is_unknown_the_day_picks_the_version() -> None:
    assert chosen((OLD, NEW), "2021-06-30") == ("new", "in_force", True)
    assert chosen((OLD, NEW), "2024-06-30") == ("new", "lapsed", False)


def test_a_version_named_is_in_force_for_the_events_it_governs() -> None:
    assert chosen((OLD, NEW), "2022-06-30", "old", recognised_on="2020-06-30") == ("old", "in_force", True)
    assert chosen((OLD, NEW), "2022-06-30", "old", recognised_on="2021-06-30") == ("old", "lapsed", False)


def test_a_document_that_governs_days_of_evaluation_leaves_no_event_to_its_predecessor() -> None:
    plain = version("plain", "2021-01-01")
    assert chosen((OLD, plain), "2021-06-30", recognised_on="2020-06-30") == ("plain", "in_force", True)


# Predecessors repealed


def test_what_is_repealed_is_superseded_from_that_day_and_never_comes_back() -> None:
    first, second = version("first", "2018-01-01"), version("second", "2021-01-01", "2021-12-31")
    second = replace(second, repeals=("first",))
    both = (first, second)
    assert chosen(both, "2020-12-31") == ("first", "in_force", True)
    assert chosen(both, "2021-01-01") == ("second", "in_force", True)
    assert chosen(both, "2022-01-01") == ("second", "lapsed", False)
    assert chosen(both, "2020-12-31", "first") == ("first", "in_force", True)
    assert chosen(both, "2022-01-01", "first") == ("first", "superseded", False)


def test_what_is_repealed_since_still_governs_the_events_before() -> None:
    new = replace(NEW, repeals=("old",))
    assert chosen((OLD, new), "2021-06-30", recognised_on="2020-06-30") == ("old", "in_force", True)
    assert chosen((OLD, new), "2020-12-30", recognised_on="2020-06-30") == ("old", "in_force", True)


def test_a_draft_repeals_nothing() -> None:
    first, second = version("first", "2018-01-01"), version("second", "2021-01-01", draft=True)
    assert chosen((first, replace(second, repeals=("first",))), "2022-01-01") == ("first", "in_force", True)


# Cases left to another version


def leaving(name: str, start: str, when: str, to: str, end: str | None = None) -> Plan:
    citation = (Citation("一", "过渡条款"),)
    transition = Transition(
        id="pending", title=both("过渡"), cite=citation, version=to, when=condition(when, EVENTS)
    )
    return replace(governing(name, start, end, governs=None), transitions=(transition,), repeals=(to,))


PLAIN = version("plain", "2018-01-01")
LEAVING = leaving("leaving", "2021-01-01", "applied_on < 2021-01-01", "plain")


def test_a_transition_hands_the_case_to_the_version_it_names_with_its_own_force() -> None:
    cases = (PLAIN, LEAVING)
    assert chosen(cases, "2021-06-30", applied_on="2020-12-31") == ("plain", "in_force", True)
    assert chosen(cases, "2021-06-30", applied_on="2021-01-01") == ("leaving", "in_force", True)
    assert chosen(cases, "2021-06-30") == ("leaving", "in_force", True)
    assert (
        choose(cases, date(2021, 6, 30), None, lambda plan: {"applied_on": date(2020, 1, 1)}).by is not None
    )


def test_a_transition_of_what_is_not_in_force_lends_no_force() -> None:
    ended = leaving("ended", "2021-01-01", "applied_on < 2021-01-01", "plain", "2021-12-31")
    assert chosen((PLAIN, ended), "2022-06-30", applied_on="2020-12-31") == ("plain", "superseded", False)


def test_a_version_asked_for_by_name_hands_nothing_over() -> None:
    named = chosen((PLAIN, LEAVING), "2021-06-30", "leaving", applied_on="2020-12-31")
    assert named == ("leaving", "in_force", True)


def test_transitions_are_followed_from_version_to_version_and_round_once() -> None:
    second = leaving("second", "2020-01-01", "applied_on < 2020-01-01", "first")
    third = leaving("third", "2021-01-01", "applied_on < 2021-01-01", "second")
    back = replace(leaving("first", "2018-01-01", "applied_on < 2018-01-01", "third"), repeals=())
    cases = (back, second, third)
    assert chosen(cases, "2021-06-30", applied_on="2020-06-30")[0] == "second"
    assert chosen(cases, "2021-06-30", applied_on="2019-06-30")[0] == "first"
    assert chosen(cases, "2021-06-30", applied_on="2017-06-30")[0] == "third"


def test_a_transition_is_undecided_while_its_condition_is_unknown() -> None:
    assert [each.id for each in undecided(LEAVING, {})] == ["pending"]
    assert undecided(LEAVING, {"applied_on": date(2020, 1, 1)}) == ()
    assert undecided(PLAIN, {}) == ()
