"""Killed at any moment: nothing that was acknowledged is lost, and sent again nothing counts twice."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from policyengine.monitoring.store import open_store
from policyengine.rulebook.event_kinds import Subject
from tests.monitoring.building import AT, FIRM, event

EVENTS, BATCH, KILLS = 400, 5, 12

WRITER = f"""
import sys
from datetime import UTC, date, datetime
from policyengine.monitoring.event import Event
from policyengine.monitoring.store import open_store
from policyengine.rulebook.event_kinds import Subject

AT = datetime(2026, 11, 23, tzinfo=UTC)
events = [
    Event(f"e{{number:04d}}", Subject.ENTERPRISE, "{FIRM}", "pool_entered", date(2023, 3, 1))
    for number in range({EVENTS})
]
store = open_store(sys.argv[1], create=True)
print("ready", flush=True)
for start in range(0, {EVENTS}, {BATCH}):
    batch = events[start : start + {BATCH}]
    store.record(batch, by="x", at=AT)
    print(*(event.id for event in batch), sep="\\n", flush=True)
"""


def killed_after(location: str, seconds: float) -> list[str]:
    """The ids acknowledged by a writer that is killed so long after it has begun to write."""
    command = [sys.executable, "-c", WRITER, location]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(seconds)
        writer.kill()
        return writer.stdout.read().split()


@pytest.mark.parametrize("where", ["sqlite", "postgresql"])
def test_nothing_acknowledged_is_lost_and_nothing_counts_twice(
    where: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    location = str(request.getfixturevalue("postgres")) if where == "postgresql" else str(tmp_path / "s.db")
    chance, cut_short = random.Random(6), 0
    for _ in range(KILLS):
        acknowledged = killed_after(location, chance.uniform(0, 0.4))
        there = [event.id for event in open_store(location).events_of(Subject.ENTERPRISE, FIRM)]
        # The last line may have been cut in the middle by the kill.
        assert {id_ for id_ in acknowledged if len(id_) == 5} <= set(there)
        assert len(there) == len(set(there))
        assert len(there) % BATCH == 0
        cut_short += len(acknowledged) < EVENTS
    assert cut_short > 0
    store = open_store(location)
    whole = [event("pool_entered", "2023-03-01", id=f"e{number:04d}") for number in range(EVENTS)]
    store.record(whole, by="x", at=AT)
    assert len(store.events_of(Subject.ENTERPRISE, FIRM)) == EVENTS
