"""The JSON Schema of a profile, made from the vocabulary: facts, series by year, lists, what was received."""

from __future__ import annotations

import re
from typing import Any

from policyengine.evaluation.facts.received import ASKED, RECEIVED
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.tree import Kind
from policyengine.language.types.list import MOST_ENTRIES
from policyengine.rulebook.plan import Asked
from policyengine.rulebook.schema_parts import DIALECT

# A number in text may have its unit: 1.2亿元, 3%, 200万.
_DIGITS = {"type": "string", "pattern": "[0-9０-９]"}
_YEAR = "^ *[1-9][0-9]{3}年?度? *$"


def profile_schema(vocabulary: Vocabulary, asked: Asked = ASKED) -> dict[str, Any]:
    """The JSON Schema of a profile: every fact under each of its names, null where it is not known.

    It is wider than what reading a profile accepts: that also checks digits, cities and sources of facts.
    """
    definitions = {definition.name: _fact(definition) for definition in vocabulary}
    definitions[RECEIVED] = _received(asked)
    properties = {
        name: {"$ref": f"#/$defs/{definition.name}"}
        for definition in vocabulary
        for name in _names(definition)
    }
    for name in (RECEIVED, asked.label.zh, asked.label.en):
        properties[name] = {"$ref": f"#/$defs/{RECEIVED}"}
    return {
        "$schema": DIALECT,
        "$id": "https://policyengine.invalid/profile",
        "title": "policyengine profile",
        "type": "object",
        "properties": properties,
        "patternProperties": {
            _figure(definition): {"anyOf": _known(definition)}
            for definition in vocabulary
            if definition.by_year
        },
        "additionalProperties": False,
        "$defs": definitions,
    }


def _names(definition: FactDefinition) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys((definition.name, definition.label.zh, definition.label.en, *definition.aliases))
    )


def _figure(series: FactDefinition) -> str:
    """The pattern of one year's figure given by itself: `revenue_by_year[2021]`."""
    return rf"^({'|'.join(re.escape(name) for name in _names(series))})\[[1-9][0-9]{{3}}\]$"


def _fact(definition: FactDefinition) -> dict[str, Any]:
    label, question = definition.label, definition.question
    told = {
        "title": f"{label.zh} · {label.en}",
        "description": f"{label.zh}：{question.zh} · {label.en}: {question.en}",
    }
    if definition.by_year:
        figures = {"type": "object", "patternProperties": {_YEAR: {"anyOf": _known(definition)}}}
        return {**told, "anyOf": [{**figures, "additionalProperties": False}, {"type": "null"}]}
    return {**told, "anyOf": _known(definition)}


def _known(definition: FactDefinition) -> list[dict[str, Any]]:
    return [*_values(definition), {"type": "null"}]


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
            words = {
                name: f"{c.label.zh} · {c.label.en}"
                for c in definition.choices
                for name in (c.id, c.label.zh, c.label.en)
            }
            return [{"enum": list(words), "markdownEnumDescriptions": list(words.values())}]
        case Kind.BOOLEAN:
            return [{"type": "boolean"}, {"enum": ["true", "false", "是", "否"]}]
        case Kind.JURISDICTION:
            return [
                {"type": "integer", "minimum": 110000, "maximum": 829999},
                {"type": "string", "minLength": 1},
            ]
        case Kind.LIST:
            # A table's column holds a list as JSON text.
            return [_entries(definition), {"type": "string", "minLength": 2}]


def _entries(items: FactDefinition) -> dict[str, Any]:
    fields = {name: {"anyOf": _known(field)} for field in items.fields for name in _names(field)}
    entry = {"type": "object", "properties": fields, "additionalProperties": False}
    return {"type": "array", "items": entry, "maxItems": MOST_ENTRIES}


def _received(asked: Asked) -> dict[str, Any]:
    money = {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string"}, {"type": "null"}]}
    payment = {
        "type": "object",
        "properties": {
            "reward": {"type": "string"},
            "amount": money,
            "on": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
            "payment": {"type": ["string", "null"]},
        },
        "required": ["reward"],
        "additionalProperties": False,
    }
    return {"title": asked.label.zh, "anyOf": [{"type": "array", "items": payment}, {"type": "null"}]}
