"""The store, on SQLite and on PostgreSQL: rows are added once, never changed, and refusals change nothing."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from policyengine.errors import RequestError
from policyengine.monitoring.event import Event
from policyengine.monitoring.store import open_store
from policyengine.monitoring.store.opening import opened
from policyengine.monitoring.store.store import Store
from policyengine.monitoring.store.tables import EVENTS, META
from policyengine.rulebook.event_kinds import Subject
from tests.monitoring.building import AT, FIRM, applied, code, event, recognised, registered


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres"))
    return str(tmp_path / "events.db")


@pytest.fixture
def store(location: str) -> Store:
    return open_store(location, create=True)


def record(store: Store, *events: Event) -> tuple[int, int, int]:
    done = store.record(events, by="某某", at=AT)
    return done.new, done.known, len(done.clashing)


def test_what_is_recorded_is_read_back(store: Store) -> None:
    said = [
        registered(name="甲公司", revenue="1200万元"),
        applied("2023-03-01", "I", quantity=2, source="区市监局"),
        event("facts_reported", "2023-01-31", revenue_by_year={2021: "1万元"}),
    ]
    assert record(store, *said) == (3, 0, 0)
    assert set(store.events_of(Subject.ENTERPRISE, FIRM)) == set(said)
    assert store.events_of(Subject.ENTERPRISE, code(2)) == ()


def test_an_event_counts_once_however_often_it_is_sent(store: Store) -> None:
    assert record(store, recognised(), recognised()) == (1, 1, 0)
    assert record(store, recognised(), applied("2023-03-01")) == (1, 1, 0)
    assert len(store.events_of(Subject.ENTERPRISE, FIRM)) == 2


def test_an_id_is_never_given_to_another_event(store: Store) -> None:
    first, second = applied("2023-03-01", id="a"), applied("2023-03-02", id="a")
    assert record(store, first) == (1, 0, 0)
    assert record(store, second, first) == (0, 1, 1)
    assert record(store, applied("2024-03-01", id="b"), applied("2024-03-02", id="b")) == (1, 0, 1)
    assert len(store.events_of(Subject.ENTERPRISE, FIRM)) == 2


def test_who_recorded_an_event_and_when_is_kept_beside_it(location: str, store: Store) -> None:
    record(store, recognised())
    with opened(location, create=False).reading() as connection:
        row = connection.execute(sa.select(EVENTS)).one()
    assert (row.recorded_by, row.recorded_at) == ("某某", "2026-11-23T08:00:00+00:00")


def test_enterprises_come_one_at_a_time_in_order(store: Store) -> None:
    record(store, *(recognised(enterprise=code(number)) for number in (3, 1, 2)), applied("2023-01-01"))
    assert [(who, len(events)) for who, events in store.by_enterprise()] == [
        (who, 2 if who == FIRM else 1) for who in sorted([code(1), code(2), code(3)])
    ]
    assert store.enterprises() == 3


def test_a_city_stands_for_its_areas_and_departments_and_for_no_other_city(store: Store) -> None:
    mine = event("meeting_held", "2023-03-05", department="haimen/区科技局", duty="haimen.regular_meetings")
    record(store, mine)
    assert store.events_of(Subject.DEPARTMENT, "haimen") == (mine,)
    assert store.events_of(Subject.DEPARTMENT, "haime_") == ()
    assert store.events_of(Subject.DEPARTMENT, "haim") == ()


@pytest.mark.parametrize(
    "change", ["UPDATE policyengine_events SET quantity = '9'", "DELETE FROM policyengine_events"]
)
def test_the_database_itself_refuses_to_change_or_remove_an_event(
    location: str, store: Store, change: str
) -> None:
    record(store, recognised())
    database = opened(location, create=False)
    with pytest.raises(RequestError, match="are never changed"), database.writing() as connection:
        connection.execute(sa.text(change))
    assert len(store.events_of(Subject.ENTERPRISE, FIRM)) == 1


def test_two_writers_at_once_lose_nothing_and_count_nothing_twice(location: str, store: Store) -> None:
    shared = [applied("2023-03-01", id=f"shared {number}") for number in range(40)]
    counts: list[int] = []

    def write(name: str) -> None:
        mine = open_store(location, create=True)
        own = [applied("2023-04-01", id=f"{name} {number}") for number in range(40)]
        for number in range(40):
            counts.append(mine.record([shared[number], own[number]], by=name, at=AT).new)

    writers = [threading.Thread(target=write, args=(name,)) for name in ("a", "b", "c")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(store.events_of(Subject.ENTERPRISE, FIRM)) == 40 * 4 == sum(counts)


def test_two_who_make_the_store_at_once_make_one(location: str) -> None:
    failures: list[BaseException] = []

    def make() -> None:
        try:
            open_store(location, create=True).record([recognised()], by="x", at=AT)
        except BaseException as error:
            failures.append(error)

    makers = [threading.Thread(target=make) for _ in range(4)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert failures == []
    assert len(open_store(location).events_of(Subject.ENTERPRISE, FIRM)) == 1


def test_a_store_of_a_newer_schema_is_refused_and_left_alone(location: str, store: Store) -> None:
    record(store, recognised())
    with opened(location, create=False).writing() as connection:
        connection.execute(sa.update(META).values(value="2"))
    for create in (False, True):
        with pytest.raises(RequestError, match="schema 2, this version knows 1: nothing was changed"):
            open_store(location, create=create)


def test_a_database_without_a_store_is_told_apart_from_an_empty_one(location: str) -> None:
    with pytest.raises(RequestError, match="there is no store at"):
        open_store(location)
    assert open_store(location, create=True).enterprises() == 0
    assert open_store(location).enterprises() == 0


def test_a_file_that_is_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("not a database, but somebody's notes\n" * 50)
    before = other.read_bytes()
    foreign = tmp_path / "other.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    connection.close()
    for create in (False, True):
        with pytest.raises(RequestError, match="is not a store of events"):
            open_store(str(other), create=create)
    with pytest.raises(RequestError, match="is not a store of events"):
        open_store(str(foreign), create=True)
    assert other.read_bytes() == before


@pytest.mark.parametrize(
    "location",
    ["postgresql://u:secret@127.0.0.1:1/x", "/nowhere/at/all/events.db", "mysqlite://x", "://", "oracle://x"],
)
def test_what_cannot_be_reached_is_told_in_one_sentence_without_the_password(location: str) -> None:
    with pytest.raises(RequestError) as refusal:
        open_store(location, create=True)
    (finding,) = refusal.value.findings
    said = finding.message()
    assert "secret" not in said.en + said.zh
    assert "\n" not in said.en + said.zh
