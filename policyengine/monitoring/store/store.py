"""A store of events and conclusions: rows are added, each once, and read back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, TypeAlias

from sqlalchemy import Connection, Insert, Row, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite

from policyengine.monitoring.conclusion import Conclusion
from policyengine.monitoring.event import Event
from policyengine.monitoring.store.opening import Database
from policyengine.monitoring.store.tables import CONCLUSIONS, EVENTS
from policyengine.rulebook.event_kinds import Subject

AnyRow: TypeAlias = Row[Any]
_AT_ONCE = 500
"""Ids asked for in one query; databases limit how many a query can name."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of some events: how many are new, how many were there, and those whose id is another's."""

    new: int
    known: int
    clashing: tuple[Event, ...]


class Store:
    """Events and conclusions in a database. What a method has returned of is on the disk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def where(self) -> str:
        """How messages name it."""
        return self._database.where

    def record(self, events: Sequence[Event], *, by: str, at: datetime) -> Recorded:
        """Add the events that are not there yet, all or none.

        `by` and `at`: who records them, and when. An event that was recorded before is not counted again; one
        that bears the id of another is not added.
        """
        first: dict[str, Event] = {}
        for event in events:
            first.setdefault(event.id, event)
        rows = [_row(event, by, at) for event in first.values()]
        with self._database.writing() as connection:
            new = _added(connection, EVENTS, rows)
            there = _digests(connection, [event.id for event in events if event.id not in new])
        clashing = tuple(e for e in events if there.get(e.id, first[e.id].digest) != e.digest)
        return Recorded(len(new), len(events) - len(new) - len(clashing), clashing)

    def events_of(self, kind: Subject, subject: str) -> tuple[Event, ...]:
        """Every event of one subject; `haimen` stands for its areas and departments too."""
        city = EVENTS.c.subject.startswith(f"{subject}/", autoescape=True)
        mine = EVENTS.c.subject == subject
        where = mine if kind is Subject.ENTERPRISE else mine | city
        query = select(EVENTS).where(EVENTS.c.subject_kind == kind.value, where).order_by(EVENTS.c.id)
        with self._database.reading() as connection:
            return tuple(map(_event, connection.execute(query)))

    def enterprises(self) -> int:
        """How many enterprises have events."""
        counted = select(func.count(EVENTS.c.subject.distinct()))
        with self._database.reading() as connection:
            return connection.execute(counted.where(_OF_ENTERPRISES)).scalar_one()

    def by_enterprise(self) -> Iterator[tuple[str, tuple[Event, ...]]]:
        """Each enterprise with its events, one at a time, in the order of their codes."""
        query = select(EVENTS).where(_OF_ENTERPRISES).order_by(EVENTS.c.subject, EVENTS.c.id)
        with self._database.reading() as connection:
            rows = connection.execution_options(yield_per=1000).execute(query)
            for enterprise, of_it in groupby(rows, key=lambda row: str(row.subject)):
                yield enterprise, tuple(map(_event, of_it))

    def conclude(self, conclusions: Iterable[Conclusion], *, by: str, at: datetime) -> int:
        """Keep what was concluded; how many of them are new."""
        rows = [_concluded(each, by, at) for each in conclusions]
        with self._database.writing() as connection:
            return len(_added(connection, CONCLUSIONS, rows))

    def conclusions(self, city: str | None = None, as_of: date | None = None) -> tuple[Conclusion, ...]:
        """What was concluded, of all or of one city and day; of the same question the latest."""
        query = select(CONCLUSIONS).order_by(CONCLUSIONS.c.made_at, CONCLUSIONS.c.id)
        if city is not None:
            query = query.where(CONCLUSIONS.c.city == city)
        if as_of is not None:
            query = query.where(CONCLUSIONS.c.as_of == as_of)
        with self._database.reading() as connection:
            latest = {(each.enterprise, each.city, each.as_of): each for each in connection.execute(query)}
        return tuple(_conclusion(latest[key]) for key in sorted(latest))


_OF_ENTERPRISES = EVENTS.c.subject_kind == Subject.ENTERPRISE.value


def _added(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> frozenset[str]:
    """The ids of the rows that were not there and are now."""
    if not rows:
        return frozenset()
    adding = _insert(connection, table).returning(table.c.id)
    return frozenset(connection.execute(adding, list(rows)).scalars())


def _insert(connection: Connection, table: Table) -> Insert:
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing(index_elements=["id"])
    return postgresql.insert(table).on_conflict_do_nothing(index_elements=["id"])


def _digests(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for start in range(0, len(ids), _AT_ONCE):
        asked = EVENTS.c.id.in_(ids[start : start + _AT_ONCE])
        found |= {
            row.id: row.digest
            for row in connection.execute(select(EVENTS.c.id, EVENTS.c.digest).where(asked))
        }
    return found


def _row(event: Event, by: str, at: datetime) -> dict[str, Any]:
    return {
        "id": event.id,
        "subject_kind": event.subject_kind.value,
        "subject": event.subject,
        "kind": event.kind,
        "on_day": event.on,
        "quantity": event.quantity,
        "details": json.dumps(event.details, ensure_ascii=False, sort_keys=True, default=str),
        "concerns": event.concerns,
        "source": event.source,
        "digest": event.digest,
        "recorded_by": by,
        "recorded_at": at.isoformat(),
    }


def _event(row: AnyRow) -> Event:
    return Event(
        id=row.id,
        subject_kind=Subject(row.subject_kind),
        subject=row.subject,
        kind=row.kind,
        on=row.on_day,
        quantity=row.quantity,
        details=json.loads(row.details),
        concerns=row.concerns,
        source=row.source,
    )


def _concluded(conclusion: Conclusion, by: str, at: datetime) -> dict[str, Any]:
    return {
        "id": conclusion.digest,
        "enterprise": conclusion.enterprise,
        "city": conclusion.city,
        "as_of": conclusion.as_of,
        "version": conclusion.version,
        "rules": conclusion.rules,
        "engine": conclusion.engine,
        "statuses": json.dumps(dict(conclusion.statuses), sort_keys=True),
        "events": json.dumps(conclusion.events),
        "made_by": by,
        "made_at": at.isoformat(),
    }


def _conclusion(row: AnyRow) -> Conclusion:
    return Conclusion(
        enterprise=row.enterprise,
        city=row.city,
        as_of=row.as_of,
        version=row.version,
        rules=row.rules,
        engine=row.engine,
        statuses=tuple(sorted(json.loads(row.statuses).items())),
        events=tuple(json.loads(row.events)),
    )
