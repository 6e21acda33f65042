"""The JSON Schema of `policyengine/diff@1`."""

from __future__ import annotations

from typing import Any

from policyengine.consequences.comparison import SCHEMA
from policyengine.evaluation.profile_schema import DIALECT
from policyengine.rulebook.difference import SECTIONS, ChangeKind

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
SUM: Schema = {"type": "string", "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$"}
COUNT: Schema = {"type": "integer", "minimum": 0}


def diff_schema() -> Schema:
    """The JSON Schema of a comparison of versions; a new copy each time."""
    properties = {
        "schema": {"const": SCHEMA},
        "old": TEXT,
        "new": TEXT,
        "plans": _listing(_plan()),
    }
    return {"$schema": DIALECT, "title": SCHEMA, **_object(properties)}


def _plan() -> Schema:
    version = _object({"version": TEXT, "title": _words(), "digest": TEXT})
    return _object(
        {
            "city": TEXT,
            "name": _words(),
            "old": _maybe(version),
            "new": _maybe(version),
            "changes": _listing(_change()),
            "examples": _maybe(_listing(_example())),
            "effects": _maybe(_effects()),
        }
    )


def _change() -> Schema:
    place = _maybe(_object({"file": TEXT, "line": {"type": "integer", "minimum": 1}}))
    return _object(
        {
            "kind": {"enum": [each.value for each in ChangeKind]},
            "section": {"enum": list(SECTIONS)},
            "id": TEXT,
            "title": _words(),
            "part": TEXT,
            "zh": TEXT,
            "en": TEXT,
            "old": _maybe(_words()),
            "new": _maybe(_words()),
            "at": _object({"old": place, "new": place}),
            "affects": _listing(TEXT),
        }
    )


def _example() -> Schema:
    fact = _object({"label": _words(), "value": _words()})
    outcome = _object({"items": _listing(_item()), "assured": SUM, "possible": SUM})
    return _object(
        {
            "rule": TEXT,
            "group": {"type": "boolean"},
            "title": _words(),
            "as_of": {"type": "string", "format": "date"},
            "profile": _maybe({"type": "object"}),
            "facts": {"type": "object", "additionalProperties": fact},
            "old": _maybe(outcome),
            "new": _maybe(outcome),
        }
    )


def _effects() -> Schema:
    sums = {"assured": _moved(), "possible": _moved()}
    entry = _object({"id": TEXT, "title": _words(), "old": _maybe(_item()), "new": _maybe(_item())})
    profile = _object({"id": TEXT, "name": _maybe(TEXT), "items": _listing(entry), **sums})
    unbounded = {**sums, "open": _object({"old": COUNT, "new": COUNT})}
    return _object(
        {
            "as_of": {"type": "string", "format": "date"},
            "enterprises": COUNT,
            "changed": COUNT,
            "profiles": _listing(profile),
            "totals": _object(unbounded),
            "payers": _listing(_object({"payer": TEXT, "name": _words(), **unbounded})),
        }
    )


def _item() -> Schema:
    amount = _object({"low": SUM, "high": _maybe(SUM)})
    return _object(
        {
            "id": TEXT,
            "title": _words(),
            "status": TEXT,
            "nature": _maybe(TEXT),
            "amount": _maybe(amount),
            "paid_by": _maybe({"type": "object", "additionalProperties": amount}),
            "payments": _listing(_object({"id": TEXT, "status": TEXT, "amount": amount})),
            "due_on": _maybe({"type": "string", "format": "date"}),
        }
    )


def _moved() -> Schema:
    return _object({"old": SUM, "new": SUM, "difference": SUM})


def _words() -> Schema:
    return _object({"zh": TEXT, "en": TEXT})


def _listing(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _maybe(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }
