"""Events: what happened, to whom, on which day, and how one knows of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from policyengine.rulebook.event_kinds import Effect, EventKinds, Subject


@dataclass(frozen=True)
class Event:
    """One thing that happened. `details` hold plain values, as the result contract writes them.

    `quantity`: a number in plain notation, None where the kind needs none. `concerns`: the duty it is part
    of, the target it measures or the event it withdraws, by id.
    """

    id: str
    subject_kind: Subject
    subject: str
    kind: str
    on: date
    quantity: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict, hash=False)
    concerns: str | None = None
    source: str = ""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what it says, its id left out."""
        return digest_of(self.said())

    def said(self) -> dict[str, Any]:
        """What it says, its id left out, as plain data."""
        return {
            self.subject_kind.value: self.subject,
            "kind": self.kind,
            "date": self.on.isoformat(),
            "quantity": self.quantity,
            "details": dict(self.details),
            "concerns": self.concerns,
            "source": self.source,
        }


def digest_of(said: Mapping[str, Any]) -> str:
    """SHA-256 of plain data, whatever the order of its keys."""
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def with_id(event: Event) -> Event:
    """The event under an id that follows from what it says, where it bears none of its own.

    So the same line read twice is one event, and two alike events of one day must bear ids, or a quantity.
    """
    if event.id:
        return event
    return Event(**{**vars_of(event), "id": event.digest[:32]})


def vars_of(event: Event) -> dict[str, Any]:
    """The fields of an event by name."""
    return {name: getattr(event, name) for name in Event.__dataclass_fields__}


def standing_events(events: Iterable[Event], kinds: EventKinds) -> tuple[Event, ...]:
    """The events that count, by day and then by id: each once, and none that another withdraws.

    INVARIANT: depends on the set of events alone, not on their order. Of two that bear one id and differ,
    which no store holds, the one whose digest sorts first counts.
    """
    by_id: dict[str, Event] = {}
    for event in events:
        before = by_id.get(event.id)
        if before is None or event.digest < before.digest:
            by_id[event.id] = event
    withdrawn = {event.concerns for event in by_id.values() if _effect(event, kinds) is Effect.WITHDRAWAL}
    counting = (event for event in by_id.values() if event.id not in withdrawn)
    return tuple(sorted(counting, key=lambda event: (event.on, event.id)))


def _effect(event: Event, kinds: EventKinds) -> Effect | None:
    kind = kinds.kinds.get(event.kind)
    return None if kind is None else kind.effect
