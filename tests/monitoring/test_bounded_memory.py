"""Twenty thousand enterprises pass through one process of durable-rules, and its memory does not grow."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from policyengine.evaluation.assessment import Assessment
from policyengine.monitoring.event import Event
from policyengine.monitoring.standing import standing
from tests.monitoring.building import applied, code, day, engine, recognised, registered
from tests.monitoring.many_enterprises import ENTERPRISES

pytest.importorskip("durable.engine")

ROOT = Path(__file__).parents[2]
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


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux tells")
def test_memory_stays_bounded_over_twenty_thousand_enterprises() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.monitoring.many_enterprises"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert ran.returncode == 0, ran.stderr
    grew, met = map(int, ran.stdout.split())
    assert grew < GROWTH
    assert met == sum(number % 9 >= 5 and number % 2 >= 1 for number in range(ENTERPRISES))


def test_one_enterprise_s_events_leave_nothing_behind_for_the_next() -> None:
    rich = stands(code(2), *many(code(2)))
    poor = stands(code(3), registered(enterprise=code(3)), recognised(enterprise=code(3)))
    again = stands(code(2), *many(code(2)))
    assert rich.obligations["annual_ip_applications"].status.value == "met"
    assert poor.obligations["annual_ip_applications"].status.value == "due"
    assert again.to_dict() == rich.to_dict()
