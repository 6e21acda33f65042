"""JSON Schemas of `assessment@1`, and of `record@1` around it and the profile."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from policyengine.evaluation.facts.received import ASKED
from policyengine.evaluation.profile_schema import profile_schema
from policyengine.evaluation.record import SCHEMA as RECORD
from policyengine.language.facts import Vocabulary
from policyengine.rulebook.plan import Asked
from policyengine.rulebook.schema_parts import DIALECT, record


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
        "options": record(options),
        "profile": _embedded(profile_schema(vocabulary, asked)),
        "result": _embedded(assessment_schema()),
    }
    return {"$schema": DIALECT, "title": RECORD, **record(properties)}


def _embedded(schema: dict[str, Any]) -> dict[str, Any]:
    # A part keeps its own `$id`, so that its references stay its own.
    return {key: value for key, value in schema.items() if key != "$schema"}
