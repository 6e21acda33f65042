"""Monitoring by calls: events in, standings out, for rules and a store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from policyengine.monitoring.asking import Asking
from policyengine.monitoring.overview import Government, government
from policyengine.monitoring.reading import EventReader
from policyengine.monitoring.register import Register
from policyengine.monitoring.standing import Standing, standing
from policyengine.rulebook.event_kinds import Subject

if TYPE_CHECKING:
    from policyengine.monitoring.store.store import Recorded, Store


@dataclass(frozen=True)
class Monitor:
    """Rules and a store of events. What a method has returned of is on the disk."""

    asking: Asking
    store: Store

    def record(self, *given: Mapping[str, Any], by: str, at: datetime) -> Recorded:
        """Record events, all or none, each once however often it is sent.

        EventRefused with every fault of the first that cannot be read; then none is recorded. `by` and `at`:
        who records them, and when, on which no answer depends.
        """
        rulebook = self.asking.rulebook
        register = Register.of(rulebook)
        reader = EventReader(rulebook.events, register, rulebook.vocabulary, self.asking.facts_of)
        return self.store.record([reader.read(each) for each in given], by=by, at=at)

    def standing(self, enterprise: str, *, city: str, as_of: date, engine: str = "own") -> Standing:
        """Where an enterprise, by its credit code, stands in a city, by its id, on a day."""
        events = self.store.events_of(Subject.ENTERPRISE, enterprise)
        return standing(self.asking, enterprise, events, city, as_of, engine=engine)

    def government(self, city: str, *, as_of: date, engine: str = "own") -> Government:
        """Where a city, by its id, stands with its targets and the rhythms of its duties on a day."""
        areas = self.store.events_of(Subject.AREA, city)
        departments = self.store.events_of(Subject.DEPARTMENT, city)
        return government(self.asking, (*areas, *departments), city, as_of, engine=engine)
