"""Twenty thousand enterprises pass through one process of durable-rules, and its memory does not grow."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from policyengine.evaluation.assessment import Assessment
from policyengine.language.tree import Value
from policyengine.monitoring.durable.second_opinion import machine_of, told
from policyengine.monitoring.event import Event
from policyengine.monitoring.standing import standing
from tests.monitoring.building import FIRM, applied, code, day, engine, recognised, registered

pytest.importorskip("durable.engine")

ANNUAL = "annual_ip_applications"
ENTERPRISES, WARMED_UP = 20_000, 2_000
GROWTH = 8 * 2**20
"""Bytes; the engine runs out of memory at some thousands of cases whose state is kept."""


def many(firm: str) -> list[Event]:
    return [
        registered(enterprise=firm),
        recognised(enterprise=firm),
        applied("2023-02-01", "I", enterprise=firm, quantity=2),
        applied("2023-03-01", enterprise=firm, quantity=4),
    ]


def stands(firm: str, *events: Event) -> Assessment:
    made = standing(engine(), firm, events, "haimen", day("2023-09-30"), engine="durable").assessment
    assert made is not None
    return made


def resident() -> int:
    """Bytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux tells")
def test_memory_stays_bounded_over_twenty_thousand_enterprises() -> None:
    known = told(stands(FIRM, registered(), recognised()))
    # One obligation alone: what a case leaves behind does not depend on how many there are.
    plan = engine().rulebook.plans["haimen"][0]
    machine = machine_of(replace(plan, obligations={ANNUAL: plan.obligations[ANNUAL]}))
    before, met = 0, 0
    for number in range(ENTERPRISES):
        if number == WARMED_UP:
            before = resident()
        own: dict[str, Value] = {
            "ip_applications": Fraction(number % 9),
            "class1_ip_applications": Fraction(number % 2),
        }
        met += f"{ANNUAL} is met" in machine.run(known | own)
    assert resident() - before < GROWTH
    assert met == sum(number % 9 >= 5 and number % 2 >= 1 for number in range(ENTERPRISES))


def test_one_enterprise_s_events_leave_nothing_behind_for_the_next() -> None:
    rich = stands(code(2), *many(code(2)))
    poor = stands(code(3), registered(enterprise=code(3)), recognised(enterprise=code(3)))
    again = stands(code(2), *many(code(2)))
    assert rich.obligations["annual_ip_applications"].status.value == "met"
    assert poor.obligations["annual_ip_applications"].status.value == "due"
    assert again.to_dict() == rich.to_dict()
