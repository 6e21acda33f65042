"""The JSON Schema of `policyengine/comparison@1`, around that of the assessments in it."""

from __future__ import annotations

from typing import Any

from policyengine.comparison.compare import SCHEMA
from policyengine.evaluation.profile_schema import DIALECT
from policyengine.evaluation.schema import assessment_schema

Schema = dict[str, Any]

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
        "totals": _object({"binding": _total(), "other": _total()}),
        "not_counted": {"type": "array", "items": _level()},
    }
    return {"$schema": DIALECT, "title": SCHEMA, **_object(properties)}


def _theme() -> Schema:
    note = {
        "title": _bilingual(),
        "number": {"type": ["string", "null"]},
        "note": _bilingual(),
    }
    cell = {
        "amount": {"anyOf": [_interval(), {"type": "null"}]},
        "unquantified": IDS,
        "rewards": IDS,
        "supports": IDS,
        "notes": {"type": "array", "items": _object(note)},
    }
    cities = {"type": "object", "additionalProperties": _object(cell)}
    return _object({"label": _bilingual(), "cities": cities})


def _total() -> Schema:
    payers = {"type": "object", "additionalProperties": _interval()}
    sums = {"cities": IDS, "assured": AMOUNT, "possible": AMOUNT, "unquantified": IDS, "by_payer": payers}
    return _object({**sums, "to_be_returned": _interval(), "subject_to_fund": IDS})


def _level() -> Schema:
    return _object(
        {
            "city": {"type": "string"},
            "level": {"enum": ["province", "prefecture", "county"]},
            "jurisdiction": {"type": "string", "pattern": "^[0-9]{6}$"},
            "name": _bilingual(),
        }
    )


def _interval() -> Schema:
    return _object({"low": AMOUNT, "high": {"anyOf": [AMOUNT, {"type": "null"}]}})


def _bilingual() -> Schema:
    return _object({"zh": {"type": "string"}, "en": {"type": "string"}})


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }
