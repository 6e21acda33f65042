"""JSON schemas of the files analysts write, from the models that read them: editors complete by these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field, create_model

from policyengine.rulebook.cases import CaseWritten
from policyengine.rulebook.choice_words import choices_of
from policyengine.rulebook.document import (
    SHARED,
    AskedWritten,
    ConditionWritten,
    DefinitionWritten,
    DutyWritten,
    FactWritten,
    GroupWritten,
    ObligationWritten,
    PlanWritten,
    RewardWritten,
    SupportWritten,
    TargetWritten,
)
from policyengine.rulebook.document.events import CourseWritten, EventKindWritten
from policyengine.rulebook.key_words import words_of
from policyengine.rulebook.schema_names import NAMES
from policyengine.rulebook.schema_parts import EDITORS, Schema
from policyengine.rulebook.written import Words, Written

_FACTS: dict[str, Any] = {"facts": (dict[str, FactWritten], Field(default={}))}
_KEYS: dict[str, dict[str, Any]] = {
    "vocabulary.yaml": {**_FACTS, "received": (AskedWritten | None, None)},
    "themes.yaml": {"themes": (dict[str, Words], Field(default={}))},
    "departments.yaml": {"roles": (dict[str, Words], Field(default={}))},
    "events.yaml": {
        "facts": (dict[str, CourseWritten], Field(default={})),
        "kinds": (dict[str, EventKindWritten], Field(default={})),
    },
    "facts.yaml": _FACTS,
    "definitions.yaml": {"definitions": (list[DefinitionWritten], Field(default=[]))},
    "conditions.yaml": {"conditions": (list[ConditionWritten], Field(default=[]))},
    "rewards.yaml": {
        "rewards": (list[RewardWritten], Field(default=[])),
        "groups": (list[GroupWritten], Field(default=[])),
    },
    "supports.yaml": {"supports": (list[SupportWritten], Field(default=[]))},
    "obligations.yaml": {"obligations": (list[ObligationWritten], Field(default=[]))},
    "duties.yaml": {"duties": (list[DutyWritten], Field(default=[]))},
    "targets.yaml": {"targets": (list[TargetWritten], Field(default=[]))},
    "cases.yaml": {"cases": (list[CaseWritten], Field(default=[]))},
}
FILES = ("plan.yaml", *_KEYS)
"""The names of all files that have a schema."""


def file_schema(name: str, names: Mapping[str, Schema] | None = None) -> Schema:
    """The JSON schema (draft-07, the newest that all editors read) of the files of that name.

    `names`: what a folder, or a plan of it, defines (`schema_names`); without them any text may stand where
    one is named. KeyError where no file bears the name.
    """
    model = PlanWritten if name == "plan.yaml" else create_model(name, __base__=Written, **_KEYS[name])
    schema = model.model_json_schema(by_alias=True)
    schema["$defs"] = {**schema.get("$defs", {}), **NAMES, **(names or {})}
    told: Schema = _told(_referring(schema), model.__name__)
    told["$defs"] = _needed(told)
    return {"$schema": EDITORS, **told, "title": name}


def _referring(schema: Any) -> Any:
    """The schema with a reference wherever something with a name of its own stands."""
    match schema:
        case {**keys} if SHARED in keys:
            return {**{key: keys[key] for key in keys if key != SHARED}, "$ref": f"#/$defs/{keys[SHARED]}"}
        case {**keys}:
            return {key: _referring(item) for key, item in keys.items()}
        case list():
            return [_referring(item) for item in schema]
    return schema


def _told(schema: Any, model: str) -> Any:
    """The schema with words for people beside each key and each word to choose, and no others."""
    if isinstance(schema, list):
        return [_told(item, model) for item in schema]
    if not isinstance(schema, dict):
        return schema
    told: Schema = {key: _told(item, model) for key, item in schema.items() if _is_kept(key, item)}
    if "enum" in schema:
        told |= _choices(schema["enum"], model)
    if "properties" in schema:
        told["properties"] = {key: _described(item, key, model) for key, item in schema["properties"].items()}
    if "$defs" in schema:
        told["$defs"] = {name: _definition(name, item) for name, item in schema["$defs"].items()}
    return told


def _is_kept(key: str, item: Any) -> bool:
    """Not what pydantic says of its models, nor a default that is nothing, which editors would write."""
    return key not in ("title", "description", "properties", "$defs") and (key != "default" or bool(item))


def _definition(name: str, schema: Schema) -> Schema:
    told: Schema = _told(schema, name)
    # What is not read from a model here, the profile, brings its own words.
    return schema if name == "profile" else told


def _described(schema: Schema, key: str, model: str) -> Schema:
    words = words_of(key, model)
    told = {"description": f"{words.zh} · {words.en}"} if words else {}
    # The bounds of an amount speak of `round.to`, which no model of its own reads.
    below = key if key == "round" else "condition" if key == "at_least" and model == "condition" else model
    return {**_told(schema, below), **told}


def _choices(valid: list[Any], enumeration: str) -> Schema:
    words = choices_of(enumeration)
    if not all(each in words for each in valid):
        return {}
    return {"markdownEnumDescriptions": [f"{words[each].zh} · {words[each].en}" for each in valid]}


def _needed(schema: Schema) -> Schema:
    """The definitions that are referred to, by the schema or by one another."""
    defined, needed = schema["$defs"], set[str]()
    waiting = _references({key: item for key, item in schema.items() if key != "$defs"})
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting |= _references(defined[name])
    return {name: item for name, item in defined.items() if name in needed}


def _references(schema: Any) -> set[str]:
    match schema:
        case {"$ref": str(target), **rest} if target.startswith("#/$defs/"):
            return {target.removeprefix("#/$defs/"), *_references(rest)}
        case {**keys}:
            return {name for item in keys.values() for name in _references(item)}
        case list():
            return {name for item in schema for name in _references(item)}
    return set()
