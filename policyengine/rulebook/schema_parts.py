"""The small parts that JSON Schemas of results are made of; each call gives a new copy."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
EDITORS = "http://json-schema.org/draft-07/schema#"
"""What editors read: their YAML servers know no newer dialect."""
TEXT: Schema = {"type": "string"}
DAY: Schema = {"type": "string", "format": "date"}
WHOLE: Schema = {"type": "integer"}
FLAG: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?(/[0-9]+)?$"}


def expression() -> Schema:
    """A condition, amount or term: canonical text, the two readings, the tree (every node has its kind)."""
    tree = {"type": "object", "required": ["kind"]}
    return record({"text": TEXT, "tree": tree, "zh": TEXT, "en": TEXT})


def cite() -> Schema:
    """Clauses and their words."""
    return listing(record({"clause": TEXT, "quote": TEXT}))


def words() -> Schema:
    """A text in Chinese and in English."""
    return record({"zh": TEXT, "en": TEXT})


def one_of(valid: Iterable[StrEnum]) -> Schema:
    """One of an enumeration's words."""
    return {"enum": [word.value for word in valid]}


def listing(items: Schema) -> Schema:
    """A list of such items."""
    return {"type": "array", "items": items}


def maybe(schema: Schema) -> Schema:
    """This, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def record(properties: Schema) -> Schema:
    """An object of exactly these keys."""
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }
