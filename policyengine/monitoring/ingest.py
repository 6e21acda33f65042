"""Taking events in: lines are read, refused with a reason or recorded, batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from policyengine.errors import Bilingual, Finding
from policyengine.monitoring.event import Event
from policyengine.monitoring.lines import Line
from policyengine.monitoring.reading import EventReader
from policyengine.monitoring.refusals import EventRefused, OtherEventOfThatId

BATCH = 1000
"""Events recorded in one transaction, and acknowledged together."""


class _Recorded(Protocol):
    @property
    def new(self) -> int: ...
    @property
    def known(self) -> int: ...
    @property
    def clashing(self) -> tuple[Event, ...]: ...


class Recording(Protocol):
    """Where events are recorded: a `Store` is one."""

    def record(self, events: list[Event], *, by: str, at: datetime) -> _Recorded:
        """Add the events that are not there yet, all or none."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A line that was not taken, with every reason."""

    line: Line
    faults: tuple[Finding, ...]

    def to_dict(self) -> dict[str, Any]:
        """The line of a rejects file."""
        return {"line": self.line.number, "reason": self._words().to_dict(), "given": self.line.text}

    def _words(self) -> Bilingual:
        zh, en = [], []
        for fault in self.faults:
            message, help_ = fault.message(), fault.help()
            zh.append(message.zh + (f"（{help_.zh}）" if help_ else ""))
            en.append(message.en + (f" ({help_.en})" if help_ else ""))
        return Bilingual("；".join(zh), "; ".join(en))


@dataclass(slots=True)
class Ingested:
    """What became of the lines so far: new events, events known before, lines refused."""

    new: int = 0
    known: int = 0
    refused: int = 0

    @property
    def lines(self) -> int:
        """How many lines are done with."""
        return self.new + self.known + self.refused


def ingest(
    lines: Iterable[Line],
    reader: EventReader,
    store: Recording,
    *,
    by: str,
    at: datetime,
    rejected: Callable[[Reject], None],
    acknowledged: Callable[[Ingested], None] = lambda _: None,
) -> Ingested:
    """Record what can be read. `rejected` is told of each line that cannot; `acknowledged` after each batch.

    INVARIANT: what `acknowledged` has told of is on the disk, and counts once however often it is sent.
    """
    done = Ingested()
    batch: list[tuple[Line, Event]] = []

    def flush() -> None:
        recorded = store.record([event for _, event in batch], by=by, at=at)
        clashing = {id(event) for event in recorded.clashing}
        for line, event in batch:
            if id(event) in clashing:
                rejected(Reject(line, (OtherEventOfThatId(event.id),)))
        done.new, done.known = done.new + recorded.new, done.known + recorded.known
        done.refused += len(clashing)
        batch.clear()
        acknowledged(done)

    for line in lines:
        try:
            if line.fault is not None:
                raise EventRefused([line.fault])
            batch.append((line, reader.read(line.given)))
        except EventRefused as refusal:
            rejected(Reject(line, refusal.findings))
            done.refused += 1
        if len(batch) >= BATCH:
            flush()
    if batch:
        flush()
    return done
