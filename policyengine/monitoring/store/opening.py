"""Opening a store: reached, known to be one of ours and of a version that this library reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from policyengine.errors import Bilingual, RequestError
from policyengine.monitoring.store.tables import META, METADATA, SCHEMA, append_only
from policyengine.monitoring.store.troubles import NewerStore, NoStore, NotAStore, StoreTrouble, told_plainly
from policyengine.refusals import MissingLibrary

BUSY_SECONDS = 60
"""How long one writer waits for another before it gives up."""
_MAKING = 0x706F6C69
"""The advisory lock under which PostgreSQL lets one process at a time make the tables."""
_NO_URL = Bilingual("地址无法识别，应为文件路径或postgresql://…", "it is neither a file nor postgresql://…")


@dataclass(frozen=True)
class Database:
    """A store that has been opened. `where`: how messages name it, without its password."""

    engine: Engine
    where: str

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that only reads."""
        with told_plainly(self.where), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that writes, all of it or nothing; another writer waits meanwhile."""
        engine = self.engine.execution_options(policyengine_writes=True)
        with told_plainly(self.where), engine.connect() as connection, connection.begin():
            yield connection


def opened(location: str, *, create: bool) -> Database:
    """The store at a path or URL, its schema looked at; made where there is none, if `create` says so."""
    url = _url(location)
    where = url.render_as_string(hide_password=True) if "://" in location else location
    if url.drivername == "sqlite" and not create and not Path(url.database or "").exists():
        raise RequestError([NoStore(where)])
    database = Database(_engine(url, where), where)
    with _refusing_other_files(where), told_plainly(where):
        if create:
            with database.writing() as connection:
                _make(connection, where)
            if url.get_backend_name() == "sqlite":
                _let_readers_read(database.engine)
        else:
            with database.reading() as connection:
                _look(connection, where)
    return database


def _url(location: str) -> URL:
    if "://" not in location:
        return URL.create("sqlite", database=location)
    try:
        url = make_url(location)
    except ArgumentError:
        raise RequestError([StoreTrouble(location.partition("://")[0], _NO_URL)]) from None
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    return url


def _engine(url: URL, where: str) -> Engine:
    sqlite = url.get_backend_name() == "sqlite"
    options: dict[str, Any] = {"timeout": BUSY_SECONDS} if sqlite else {"connect_timeout": 10}
    try:
        # No pool: a connection is made for each batch or report, and none is left open when nobody asks.
        engine = create_engine(url, connect_args=options, poolclass=NullPool)
    except ModuleNotFoundError as error:
        raise RequestError([MissingLibrary(error.name or str(error), "monitor")]) from None
    except (NoSuchModuleError, ArgumentError):
        raise RequestError([StoreTrouble(where, _NO_URL)]) from None
    if sqlite:
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, _record: object) -> None:
    # Transactions are begun by us and not when the driver thinks so; what is acknowledged is on the disk.
    connection.isolation_level = None
    connection.execute("PRAGMA synchronous = FULL")


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("policyengine_writes", False)
    # IMMEDIATE: a writer takes its turn before it reads, so that no two find out too late.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _refusing_other_files(where: str) -> Iterator[None]:
    try:
        yield
    except RequestError as refusal:
        if any("is not a database" in finding.message().en for finding in refusal.findings):
            raise RequestError([NotAStore(where)]) from None
        raise


def _let_readers_read(engine: Engine) -> None:
    """From now on SQLite writes ahead of its file: a long report and a writer do not wait for each other.

    While another process holds the file it stays as it is, and the next to open it tries again.
    """
    with suppress(sqlite3.OperationalError), engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.cursor().execute("PRAGMA journal_mode = WAL")


def _make(connection: Connection, where: str) -> None:
    """The tables, where there are none. Whoever comes second finds them."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MAKING})
    tables = inspect(connection).get_table_names()
    if META.name in tables:
        _look(connection, where)
        return
    if tables and connection.dialect.name == "sqlite":
        raise RequestError([NotAStore(where)])
    METADATA.create_all(connection)
    for statement in append_only(connection.dialect.name):
        connection.exec_driver_sql(statement)
    connection.execute(insert(META).values(key="schema", value=str(SCHEMA)))


def _look(connection: Connection, where: str) -> None:
    """Whether it is a store, and one of a version that this library knows."""
    if META.name not in inspect(connection).get_table_names():
        raise RequestError([NoStore(where)])
    found = connection.execute(select(META.c.value).where(META.c.key == "schema")).scalar()
    if found != str(SCHEMA):
        raise RequestError([NewerStore(where, str(found), SCHEMA)])
