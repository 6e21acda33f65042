"""Twenty thousand enterprises through one process of durable-rules; prints by how much its memory grew.

A program of its own: in the process of the tests, garbage of other tests would be counted too.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from policyengine.language.tree import Value
from policyengine.monitoring.durable.second_opinion import machine_of, told
from policyengine.monitoring.standing import standing
from tests.monitoring.building import FIRM, day, engine, recognised, registered

ANNUAL = "annual_ip_applications"
ENTERPRISES, WARMED_UP = 20_000, 2_000


def resident() -> int:
    """Bytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096


def main() -> None:
    events = (registered(), recognised())
    made = standing(engine(), FIRM, events, "haimen", day("2023-09-30"), engine="durable").assessment
    assert made is not None
    known = told(made)
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
    print(resident() - before, met)


if __name__ == "__main__":
    main()
