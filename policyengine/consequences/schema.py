"""The JSON Schema of `policyengine/diff@1`."""

from __future__ import annotations

from policyengine.consequences.comparison import SCHEMA
from policyengine.rulebook.difference import SECTIONS, ChangeKind
from policyengine.rulebook.schema_parts import DIALECT, TEXT, Schema, listing, maybe, record, words

SUM: Schema = {"type": "string", "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$"}
COUNT: Schema = {"type": "integer", "minimum": 0}


def diff_schema() -> Schema:
    """The JSON Schema of a comparison of versions; a new copy each time."""
    properties = {
        "schema": {"const": SCHEMA},
        "old": TEXT,
        "new": TEXT,
        "plans": listing(_plan()),
    }
    return {"$schema": DIALECT, "title": SCHEMA, **record(properties)}


def _plan() -> Schema:
    version = record({"version": TEXT, "title": words(), "digest": TEXT})
    return record(
        {
            "city": TEXT,
            "name": words(),
            "old": maybe(version),
            "new": maybe(version),
            "changes": listing(_change()),
            "examples": maybe(listing(_example())),
            "effects": maybe(_effects()),
        }
    )


def _change() -> Schema:
    place = maybe(record({"file": TEXT, "line": {"type": "integer", "minimum": 1}}))
    return record(
        {
            "kind": {"enum": [each.value for each in ChangeKind]},
            "section": {"enum": list(SECTIONS)},
            "id": TEXT,
            "title": words(),
            "part": TEXT,
            "zh": TEXT,
            "en": TEXT,
            "old": maybe(words()),
            "new": maybe(words()),
            "at": record({"old": place, "new": place}),
            "affects": listing(TEXT),
        }
    )


def _example() -> Schema:
    fact = record({"label": words(), "value": words()})
    outcome = record({"items": listing(_item()), "assured": SUM, "possible": SUM})
    return record(
        {
            "rule": TEXT,
            "group": {"type": "boolean"},
            "title": words(),
            "as_of": {"type": "string", "format": "date"},
            "profile": maybe({"type": "object"}),
            "facts": {"type": "object", "additionalProperties": fact},
            "old": maybe(outcome),
            "new": maybe(outcome),
        }
    )


def _effects() -> Schema:
    sums = {"assured": _moved(), "possible": _moved()}
    entry = record({"id": TEXT, "title": words(), "old": maybe(_item()), "new": maybe(_item())})
    profile = record({"id": TEXT, "name": maybe(TEXT), "items": listing(entry), **sums})
    unbounded = {**sums, "open": record({"old": COUNT, "new": COUNT})}
    return record(
        {
            "as_of": {"type": "string", "format": "date"},
            "enterprises": COUNT,
            "changed": COUNT,
            "profiles": listing(profile),
            "totals": record(unbounded),
            "payers": listing(record({"payer": TEXT, "name": words(), **unbounded})),
        }
    )


def _item() -> Schema:
    amount = record({"low": SUM, "high": maybe(SUM)})
    return record(
        {
            "id": TEXT,
            "title": words(),
            "status": TEXT,
            "nature": maybe(TEXT),
            "amount": maybe(amount),
            "paid_by": maybe({"type": "object", "additionalProperties": amount}),
            "payments": listing(record({"id": TEXT, "status": TEXT, "amount": amount})),
            "due_on": maybe({"type": "string", "format": "date"}),
        }
    )


def _moved() -> Schema:
    return record({"old": SUM, "new": SUM, "difference": SUM})
