"""The JSON Schema of `policyengine/version@1`, as `show` prints it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from policyengine.language.tree import Kind
from policyengine.rulebook.as_dict import SCHEMA
from policyengine.rulebook.choices import (
    Bound,
    Every,
    Firmness,
    Level,
    Measure,
    Nature,
    Part,
    Scope,
    SupportKind,
)

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Schema = {"type": "string"}
DAY: Schema = {"type": "string", "format": "date"}
WHOLE: Schema = {"type": "integer"}
FLAG: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?(/[0-9]+)?$"}


def version_schema() -> Schema:
    """The JSON Schema of a whole version; a new copy each time."""
    properties = {
        "schema": {"const": SCHEMA},
        "city": TEXT,
        "plan": _plan(),
        "clauses": _list(_clause()),
        "departments": _list(_object({"name": TEXT, "role": TEXT})),
        "rewards": _list(_reward()),
        "groups": _list(_group()),
        "supports": _list(_support()),
        "obligations": _list(_obligation()),
        "duties": _list(_duty()),
        "targets": _list(_target()),
        "definitions": {"type": "array", "maxItems": 0},
        "facts": {"type": "object", "additionalProperties": _definition()},
        "related_documents": _list(_related()),
    }
    return {"$schema": DIALECT, "title": SCHEMA, **_object(properties)}


def _plan() -> Schema:
    return _object(
        {
            "title": _words(),
            "document_number": _maybe(TEXT),
            "version": TEXT,
            "issuer": _words(),
            "jurisdiction": {"type": "string", "pattern": "^[0-9]{6}$"},
            "name": _words(),
            "level": _one_of(Level),
            "parent": _maybe(TEXT),
            "draft": FLAG,
            "period": _object({"from": DAY, "to": _maybe(DAY)}),
            "horizon": _maybe(WHOLE),
            "validity": _object({"checked_on": _maybe(DAY), "by": _maybe(TEXT)}),
            "source": TEXT,
            "flaws": _list(_words()),
            "reconstructions": _list(TEXT),
            "digest": _maybe(TEXT),
        }
    )


def _clause() -> Schema:
    return _object({"id": TEXT, "heading": _words(), "covered_by": _list(TEXT), "reason": _maybe(_words())})


def _rule(properties: Schema) -> Schema:
    common = {
        "id": TEXT,
        "title": _words(),
        "theme": TEXT,
        "cite": _cite(),
        "departments": _list(TEXT),
        "interpretation": _maybe(_words()),
        "derived": _maybe(TEXT),
    }
    return _object(common | properties)


def _reward() -> Schema:
    return _rule(
        {
            "when": _expression(),
            "amount": _expression(),
            "paid_by": {"type": "object", "additionalProperties": NUMBER},
            "nature": _one_of(Nature),
            "once": FLAG,
            "scope": _one_of(Scope),
            "budget": _maybe(_budget()),
        }
    )


def _group() -> Schema:
    return _object(
        {
            "id": TEXT,
            "title": _words(),
            "rewards": _list(TEXT),
            "pay": {"enum": ["highest", None]},
            "at_most": _maybe(NUMBER),
            "budget": _maybe(_budget()),
            "cite": _cite(),
            "interpretation": _maybe(_words()),
            "derived": _maybe(TEXT),
        }
    )


def _support() -> Schema:
    return _rule(
        {
            "kind": _one_of(SupportKind),
            "when": _expression(),
            "nature": _one_of(Nature),
            "scope": _one_of(Scope),
        }
    )


def _obligation() -> Schema:
    return _rule(
        {
            "bound": _expression(),
            "requires": _expression(),
            "by": _maybe(DAY),
            "each": _maybe(_one_of(Every)),
            "standing": FLAG,
            "scope": _one_of(Scope),
        }
    )


def _duty() -> Schema:
    month = _object(
        {"month": {"type": "integer", "minimum": 1, "maximum": 12}, "part": _maybe(_one_of(Part))}
    )
    times = _object({"low": NUMBER, "high": _maybe(NUMBER)})
    rhythm = _object({"every": _one_of(Every), "times": times, "in": _list(month)})
    return _rule({"area": _maybe(TEXT), "rhythm": _maybe(rhythm), "measure": _maybe(_object(_figure()))})


def _target() -> Schema:
    return _rule(
        {
            "measure": _one_of(Measure),
            **_figure(),
            "stretch": _maybe(NUMBER),
            "firmness": _one_of(Firmness),
            "by": _maybe(DAY),
            "each": _maybe(_one_of(Every)),
            "from": _maybe(WHOLE),
            "to": _maybe(WHOLE),
            "baseline": _maybe(_object({"year": WHOLE, "value": _maybe(NUMBER)})),
            "area": _maybe(TEXT),
            "part_of": _maybe(TEXT),
        }
    )


def _figure() -> Schema:
    return {
        "relation": _one_of(Bound),
        "type": _one_of(Kind),
        "unit": TEXT,
        "value": _maybe(NUMBER),
        "low": _maybe(NUMBER),
        "high": _maybe(NUMBER),
    }


def _budget() -> Schema:
    return _object({"amount": NUMBER, "at_least": FLAG, "years": WHOLE})


def _definition() -> Schema:
    choice = _object({"id": TEXT, "label": _words()})
    return _object(
        {
            "type": _one_of(Kind),
            "label": _words(),
            "question": _words(),
            "choices": _list(choice),
            "aliases": _list(TEXT),
            "changeable": FLAG,
            "held_by": _maybe(TEXT),
            "derived": _maybe(_expression()),
            "plausible_at_most": _maybe(TEXT),
            "note": _maybe(_words()),
        }
    )


def _related() -> Schema:
    return _object(
        {
            "title": _words(),
            "number": _maybe(TEXT),
            "themes": _list(TEXT),
            "clause": _maybe(TEXT),
            "note": _words(),
        }
    )


def _expression() -> Schema:
    """A condition, amount or term: canonical text, the two readings, the tree (every node has its kind)."""
    tree = {"type": "object", "required": ["kind"]}
    return _object({"text": TEXT, "tree": tree, "zh": TEXT, "en": TEXT})


def _cite() -> Schema:
    return _list(_object({"clause": TEXT, "quote": TEXT}))


def _words() -> Schema:
    return _object({"zh": TEXT, "en": TEXT})


def _one_of(words: Iterable[StrEnum]) -> Schema:
    return {"enum": [word.value for word in words]}


def _list(items: Schema) -> Schema:
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
