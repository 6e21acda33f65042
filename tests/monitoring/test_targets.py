"""Where a government stands with its targets: met, on course, behind, missed, against a stated line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.language.tree import Kind
from policyengine.monitoring.durable.government import decided_target
from policyengine.monitoring.event import Event
from policyengine.monitoring.overview import government
from policyengine.monitoring.targets import Course, Origin, TargetStanding, targets
from policyengine.rulebook.choices import Bound, Every, Measure
from policyengine.rulebook.event_kinds import Subject
from policyengine.rulebook.plan import Figure, Plan, Target
from tests.monitoring.building import day, engine, event

PLAN = engine().rulebook.plans["haimen"][0]
RULE = PLAN.targets["valid_hte"]


def reported(on: str, figure: object, target: str = "haimen.valid_hte", **said: Any) -> Event:
    return event("indicator_reported", on, area="haimen", target=target, quantity=figure, **said)


def stands(when: str, *events: Event, target: str = "valid_hte", plan: Plan = PLAN) -> TargetStanding:
    return next(each for each in targets(plan, events, day(when)) if each.target.id == target)


def planned(**change: Any) -> Plan:
    """The plan with its target of 400 enterprises by the end of 2024 changed."""
    return replace(PLAN, targets={"valid_hte": replace(RULE, **change)})


def test_without_a_figure_nothing_is_said_of_the_course() -> None:
    assert stands("2023-06-30").status is Course.UNREPORTED
    assert stands("2022-01-01").status is Course.NOT_BEGUN


def test_the_first_figure_reported_begins_the_line_where_the_text_has_no_baseline() -> None:
    first = reported("2022-12-31", 200)
    assert stands("2023-06-30", first).status is Course.OPEN
    held = stands("2023-12-31", first, reported("2023-12-31", 300))
    assert held.line is not None
    assert held.line.origin is Origin.FIRST_REPORT
    assert held.expected == 200 + Fraction(200 * 365, 731)
    assert held.status is Course.ON_COURSE
    assert stands("2023-12-31", first, reported("2023-12-31", 299)).status is Course.BEHIND


def test_the_text_s_own_baseline_goes_before_any_report() -> None:
    plan = planned(baseline_year=2021, baseline_value=Fraction(100))
    held = stands("2022-12-31", reported("2022-12-31", 200), plan=plan)
    assert held.line is not None
    assert (held.line.origin, held.line.start.on) == (Origin.TEXT, date(2021, 12, 31))
    assert held.expected == 100 + Fraction(300 * 365, 1096)
    assert held.status is Course.ON_COURSE


def test_a_target_is_met_once_reached_and_missed_once_its_day_is_over() -> None:
    assert stands("2023-06-30", reported("2023-06-30", 400)).status is Course.MET
    assert (
        stands("2024-12-31", reported("2024-12-31", 399), reported("2022-12-31", 1)).status is Course.BEHIND
    )
    assert stands("2025-01-01", reported("2024-12-31", 399)).status is Course.MISSED


def test_a_figure_of_after_the_last_day_does_not_count() -> None:
    late = reported("2025-01-01", 400)
    assert stands("2025-02-01", reported("2024-12-31", 399), late).status is Course.MISSED


@pytest.mark.parametrize(
    ("relation", "figure", "met"),
    [
        (Bound.AT_LEAST, 400, True),
        (Bound.ABOVE, 400, False),
        (Bound.ABOVE, 401, True),
        (Bound.ABOUT, 400, True),
        (Bound.ABOUT, 399, False),
        (Bound.BETWEEN, 300, True),
        (Bound.BETWEEN, 299, False),
        (Bound.BETWEEN, 500, True),
    ],
)
def test_each_relation_is_reached_at_its_own_figure(relation: Bound, figure: int, met: bool) -> None:
    between = relation is Bound.BETWEEN
    wanted = Figure(
        relation,
        Kind.COUNT,
        "家",
        value=None if between else Fraction(400),
        low=Fraction(300) if between else None,
        high=Fraction(450) if between else None,
    )
    held = stands("2023-06-30", reported("2023-06-30", figure), plan=planned(figure=wanted))
    assert (held.status is Course.MET) is met


def test_what_is_added_every_year_begins_at_nothing_with_each_year() -> None:
    id_ = "tech_sme_registrations"
    yearly = (reported("2023-12-31", 410, f"haimen.{id_}"), reported("2024-03-31", 101, f"haimen.{id_}"))
    assert stands("2023-12-31", *yearly, target=id_).status is Course.MET
    held = stands("2024-03-31", *yearly, target=id_)
    assert held.line is not None
    assert (held.line.origin, held.line.start.on) == (Origin.ZERO, date(2024, 1, 1))
    assert held.expected == Fraction(400 * 90, 365)
    assert held.status is Course.ON_COURSE
    assert stands("2024-01-01", *yearly, target=id_).status is Course.UNREPORTED
    assert stands("2026-06-30", *yearly, target=id_).period.last == date(2024, 12, 31)


def test_a_rate_has_no_line_and_is_met_only_when_its_day_is_over() -> None:
    growth = "haimen.pan_tech_growth"
    target = growth.removeprefix("haimen.")
    assert (
        stands("2024-06-30", reported("2024-06-30", "21%", growth), target=target).status is Course.ON_COURSE
    )
    assert stands("2024-06-30", reported("2024-06-30", "19%", growth), target=target).status is Course.BEHIND
    assert stands("2025-01-01", reported("2024-12-31", "21%", growth), target=target).status is Course.MET


def test_two_figures_for_one_day_contradict_each_other_and_neither_counts() -> None:
    told = (reported("2022-12-31", 200), reported("2023-06-30", 390), reported("2023-06-30", 200))
    assert [point.value for point in stands("2023-06-30", *told).reports] == [200]


def test_a_quarterly_target_goes_by_quarters() -> None:
    plan = planned(by=None, each=Every.QUARTER, measure=Measure.ADDED)
    held = stands("2023-05-15", reported("2023-05-10", 400), plan=plan)
    assert (held.period.first, held.period.last) == (date(2023, 4, 1), date(2023, 6, 30))
    assert held.status is Course.MET


def test_a_withdrawn_figure_was_never_reported() -> None:
    wrong = reported("2023-06-30", 400, id="wrong")
    withdrawn = event("area_event_withdrawn", "2023-07-01", area="haimen", event="wrong")
    made = government(engine(), (wrong, withdrawn), "haimen", day("2023-12-31"))
    assert {each.target.id: each.status for each in made.targets}["valid_hte"] is Course.UNREPORTED


measures = st.sampled_from([Measure.LEVEL, Measure.ADDED, Measure.GROWTH, Measure.SHARE])
figures = st.lists(
    st.tuples(st.dates(date(2022, 1, 1), date(2025, 6, 1)), st.integers(0, 500)),
    max_size=4,
    unique_by=lambda f: f[0],
)


@given(
    measures,
    st.sampled_from([None, *Every]),
    st.integers(0, 500),
    figures,
    st.dates(date(2022, 6, 1), date(2025, 6, 1)),
)
def test_durable_rules_finds_every_target_where_we_do(
    measure: Measure, each: Every | None, need: int, told: list[tuple[date, int]], when: date
) -> None:
    pytest.importorskip("durable.engine")
    rule: Target = replace(
        RULE,
        measure=measure,
        by=None if each else date(2024, 12, 31),
        each=each,
        figure=Figure(Bound.AT_LEAST, Kind.COUNT, "家", value=Fraction(need)),
    )
    plan = replace(PLAN, targets={"valid_hte": rule})
    events = [
        Event(
            f"{number}",
            Subject.AREA,
            "haimen",
            "indicator_reported",
            on,
            str(figure),
            concerns="haimen.valid_hte",
        )
        for number, (on, figure) in enumerate(told)
    ]
    (own,) = targets(plan, events, when)
    assert decided_target(own).status is own.status
