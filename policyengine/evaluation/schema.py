"""JSON Schemas: of a profile, made from the vocabulary; of `assessment@1`, and of `record@1` around it."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from policyengine.evaluation.facts.received import ASKED, RECEIVED
from policyengine.evaluation.record import SCHEMA as RECORD
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.tree import Kind
from policyengine.rulebook.plan import Asked

DIALECT = "https://json-schema.org/draft/2020-12/schema"

# A number in text may have its unit: 1.2亿元, 3%, 200万.
_DIGITS = {"type": "string", "pattern": "[0-9０-９]"}


def assessment_schema() -> dict[str, Any]:
    """The JSON Schema of `policyengine/assessment@1`; a new copy each time."""
    text = files("policyengine.evaluation").joinpath("assessment.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def record_schema(vocabulary: Vocabulary, asked: Asked = ASKED) -> dict[str, Any]:
    """The JSON Schema of `policyengine/record@1`."""
    options = {
        "version": {"type": ["string", "null"]},
        "year": {"type": ["integer", "null"]},
        "assume_registered": {"type": "boolean"},
        "assume_not_received": {"type": ["boolean", "null"]},
    }
    properties = {
        "schema": {"const": RECORD},
        "city": {"type": "string"},
        "as_of": {"type": "string", "format": "date"},
        "options": _object(options),
        "profile": _embedded(profile_schema(vocabulary, asked)),
        "result": _embedded(assessment_schema()),
    }
    return {"$schema": DIALECT, "title": RECORD, **_object(properties)}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _embedded(schema: dict[str, Any]) -> dict[str, Any]:
    # A part keeps its own `$id`, so that its references stay its own.
    return {key: value for key, value in schema.items() if key != "$schema"}


def profile_schema(vocabulary: Vocabulary, asked: Asked = ASKED) -> dict[str, Any]:
    """The JSON Schema of a profile: every fact under each of its names, null where it is not known.

    It is wider than what reading a profile accepts: that also checks digits, cities and sources of facts.
    """
    definitions = {definition.name: _fact(definition) for definition in vocabulary}
    definitions[RECEIVED] = _received(asked)
    properties = {
        name: {"$ref": f"#/$defs/{definition.name}"}
        for definition in vocabulary
        for name in dict.fromkeys(
            (definition.name, definition.label.zh, definition.label.en, *definition.aliases)
        )
    }
    for name in (RECEIVED, asked.label.zh, asked.label.en):
        properties[name] = {"$ref": f"#/$defs/{RECEIVED}"}
    return {
        "$schema": DIALECT,
        "$id": "https://policyengine.invalid/profile",
        "title": "policyengine profile",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": definitions,
    }


def _fact(definition: FactDefinition) -> dict[str, Any]:
    told = {"title": definition.label.zh, "description": definition.question.zh}
    return {**told, "anyOf": [*_values(definition), {"type": "null"}]}


def _values(definition: FactDefinition) -> list[dict[str, Any]]:
    match definition.kind:
        case Kind.MONEY:
            return [{"type": "number", "minimum": 0, "exclusiveMaximum": 10**15}, _DIGITS]
        case Kind.RATIO:
            return [{"type": "number", "minimum": 0}, _DIGITS]
        case Kind.COUNT:
            return [{"type": "integer", "minimum": 0, "exclusiveMaximum": 10**15}, _DIGITS]
        case Kind.DATE:
            return [{"type": "string", "format": "date"}]
        case Kind.DURATION | Kind.TEXT | Kind.CREDIT_CODE:
            return [{"type": "string", "minLength": 1, "maxLength": 1000}]
        case Kind.CHOICE:
            names = [name for c in definition.choices for name in (c.id, c.label.zh, c.label.en)]
            return [{"enum": list(dict.fromkeys(names))}]
        case Kind.BOOLEAN:
            return [{"type": "boolean"}, {"enum": ["true", "false", "是", "否"]}]
        case Kind.JURISDICTION:
            return [
                {"type": "integer", "minimum": 110000, "maximum": 829999},
                {"type": "string", "minLength": 1},
            ]


def _received(asked: Asked) -> dict[str, Any]:
    money = {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string"}, {"type": "null"}]}
    payment = {
        "type": "object",
        "properties": {
            "reward": {"type": "string"},
            "amount": money,
            "on": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
        },
        "required": ["reward"],
        "additionalProperties": False,
    }
    return {"title": asked.label.zh, "anyOf": [{"type": "array", "items": payment}, {"type": "null"}]}
