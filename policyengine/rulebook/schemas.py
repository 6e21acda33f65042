"""JSON schemas of the files analysts write, from the models that read them: editors complete by these."""

from __future__ import annotations

from typing import Any

from pydantic import Field, create_model

from policyengine.rulebook.cases import CaseWritten
from policyengine.rulebook.document import (
    AMOUNT_SCHEMA,
    CONDITION_SCHEMA,
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
from policyengine.rulebook.written import Words, Written

_FACTS: dict[str, Any] = {"facts": (dict[str, FactWritten], Field(default={}))}
_KEYS: dict[str, dict[str, Any]] = {
    "vocabulary.yaml": {**_FACTS, "received": (AskedWritten | None, None)},
    "themes.yaml": {"themes": (dict[str, Words], Field(default={}))},
    "departments.yaml": {"roles": (dict[str, Words], Field(default={}))},
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


def file_schema(name: str) -> dict[str, Any]:
    """The JSON schema (2020-12) of the files of that name. KeyError where no file bears it."""
    model = PlanWritten if name == "plan.yaml" else create_model(name, __base__=Written, **_KEYS[name])
    schema = model.model_json_schema(by_alias=True)
    schema.setdefault("$defs", {}).update(condition=CONDITION_SCHEMA, amount=AMOUNT_SCHEMA)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_referring(schema), "title": name}


def _referring(schema: Any) -> Any:
    """The schema with a reference wherever a condition or an amount stands."""
    match schema:
        case {**keys} if SHARED in keys:
            return {**{key: keys[key] for key in keys if key != SHARED}, "$ref": f"#/$defs/{keys[SHARED]}"}
        case {**keys}:
            return {key: _referring(item) for key, item in keys.items()}
        case list():
            return [_referring(item) for item in schema]
    return schema
