"""The tables of a store. Rows are added and never changed: triggers refuse the rest."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, Date, Index, MetaData, String, Table, Text

SCHEMA = 1
"""The version of these tables. A store says its own in `meta` under `schema`."""

METADATA = MetaData()

META = Table(
    "policyengine_meta",
    METADATA,
    Column("key", String(40), primary_key=True),
    Column("value", String(200), nullable=False),
)
EVENTS = Table(
    "policyengine_events",
    METADATA,
    Column("id", String(200), primary_key=True),
    Column("subject_kind", String(20), nullable=False),
    Column("subject", String(300), nullable=False),
    Column("kind", String(100), nullable=False),
    Column("on_day", Date, nullable=False),
    Column("quantity", String(60)),
    Column("details", Text, nullable=False),
    Column("concerns", String(300)),
    Column("source", String(200), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("recorded_by", String(200), nullable=False),
    Column("recorded_at", String(40), nullable=False),
    Index("policyengine_events_by_subject", "subject_kind", "subject"),
)
CONCLUSIONS = Table(
    "policyengine_conclusions",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("enterprise", String(300), nullable=False),
    Column("city", String(100), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("version", String(100), nullable=False),
    Column("rules", String(100), nullable=False),
    Column("engine", String(40), nullable=False),
    Column("statuses", Text, nullable=False),
    Column("events", Text, nullable=False),
    Column("made_by", String(200), nullable=False),
    Column("made_at", String(40), nullable=False),
    Index("policyengine_conclusions_by_day", "city", "as_of", "enterprise"),
)


def append_only(dialect: str) -> Iterator[str]:
    """The statements that have a database refuse to change or remove a row of events or conclusions."""
    for table in (EVENTS.name, CONCLUSIONS.name):
        refusal = f"'rows of {table} are never changed'"
        if dialect == "sqlite":
            for change in ("UPDATE", "DELETE"):
                body = f"BEGIN SELECT RAISE(ABORT, {refusal}); END"
                yield f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} {body}"
        if dialect == "postgresql":
            body = f"$$ BEGIN RAISE EXCEPTION {refusal}; END $$"
            yield f"CREATE FUNCTION {table}_kept() RETURNS trigger LANGUAGE plpgsql AS {body}"
            when = f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            yield f"CREATE TRIGGER {table}_kept {when} FOR EACH STATEMENT EXECUTE FUNCTION {table}_kept()"
