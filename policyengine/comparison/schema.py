"""The JSON Schema of `policyengine/comparison@1`, around that of the assessments in it."""

from __future__ import annotations

from policyengine.comparison.compare import SCHEMA
from policyengine.evaluation.schema import assessment_schema
from policyengine.rulebook.schema_parts import DIALECT, Schema, record, words

AMOUNT: Schema = {"type": "string", "pattern": r"^(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$"}
IDS: Schema = {"type": "array", "items": {"type": "string"}}


def comparison_schema() -> Schema:
    """The JSON Schema of a comparison; a new copy each time."""
    assessment = {key: value for key, value in assessment_schema().items() if key != "$schema"}
    properties = {
        "schema": {"const": SCHEMA},
        "as_of": {"type": "string", "format": "date"},
        "cities": {"type": "array", "items": assessment},
        "by_theme": {"type": "object", "additionalProperties": _theme()},
        "totals": record({"binding": _total(), "other": _total()}),
        "not_counted": {"type": "array", "items": _level()},
    }
    return {"$schema": DIALECT, "title": SCHEMA, **record(properties)}


def _theme() -> Schema:
    note = {
        "title": words(),
        "number": {"type": ["string", "null"]},
        "note": words(),
    }
    cell = {
        "amount": {"anyOf": [_interval(), {"type": "null"}]},
        "unquantified": IDS,
        "rewards": IDS,
        "supports": IDS,
        "notes": {"type": "array", "items": record(note)},
    }
    cities = {"type": "object", "additionalProperties": record(cell)}
    return record({"label": words(), "cities": cities})


def _total() -> Schema:
    payers = {"type": "object", "additionalProperties": _interval()}
    sums = {"cities": IDS, "assured": AMOUNT, "possible": AMOUNT, "unquantified": IDS, "by_payer": payers}
    return record({**sums, "to_be_returned": _interval(), "subject_to_fund": IDS})


def _level() -> Schema:
    return record(
        {
            "city": {"type": "string"},
            "level": {"enum": ["province", "prefecture", "county"]},
            "jurisdiction": {"type": "string", "pattern": "^[0-9]{6}$"},
            "name": words(),
        }
    )


def _interval() -> Schema:
    return record({"low": AMOUNT, "high": {"anyOf": [AMOUNT, {"type": "null"}]}})
