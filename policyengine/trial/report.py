"""`policyengine/trials@1`: the cases tried, and what they leave untried, as data; and its JSON Schema."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policyengine.rulebook.schema_parts import (
    DIALECT,
    FLAG,
    TEXT,
    WHOLE,
    Schema,
    cite,
    listing,
    maybe,
    one_of,
    record,
    words,
)
from policyengine.trial.coverage import Coverage
from policyengine.trial.goals.goal import Area
from policyengine.trial.trials import Trial

SCHEMA = "policyengine/trials@1"


def report_of(trials: Sequence[Trial], coverage: Sequence[Coverage] | None = None) -> dict[str, Any]:
    """The cases tried as data; `coverage` is null where it was not asked for."""
    return {
        "schema": SCHEMA,
        "cases": [trial.to_dict() for trial in trials],
        "failed": sum(trial.failed for trial in trials),
        "unconfirmed": sum(not trial.case.confirmed for trial in trials),
        "coverage": None if coverage is None else [each.to_dict() for each in coverage],
    }


def trials_schema() -> Schema:
    """The JSON Schema of `policyengine/trials@1`."""
    whole = {
        "schema": {"const": SCHEMA},
        "cases": listing(_case()),
        "failed": WHOLE,
        "unconfirmed": WHOLE,
        "coverage": maybe(listing(_coverage())),
    }
    return {"$schema": DIALECT, "title": SCHEMA, **record(whole)}


def _place() -> dict[str, Schema]:
    return {"file": maybe(TEXT), "line": maybe(WHOLE)}


def _case() -> Schema:
    departure = {
        "what": TEXT,
        "label": words(),
        "expected": words(),
        "got": words(),
        "item": maybe(TEXT),
        **_place(),
        "column": maybe(WHOLE),
    }
    # What an answer rests on has the keys that it has in assessment@1; money has more of them.
    decided = record(
        {"id": TEXT, "title": words(), "status": TEXT, "cite": cite(), "because": {"type": "object"}}
    )
    return record(
        {
            "city": TEXT,
            "version": TEXT,
            "name": words(),
            **_place(),
            "confirmed": FLAG,
            "passed": FLAG,
            "departures": listing(record(departure)),
            "decided": listing({**decided, "additionalProperties": True}),
        }
    )


def _coverage() -> Schema:
    tally = record({"reached": WHOLE, "of": WHOLE})
    goal = {"area": one_of(Area), "of": TEXT, "title": words(), "zh": TEXT, "en": TEXT, **_place()}
    return record(
        {
            "city": TEXT,
            "name": words(),
            "version": TEXT,
            "areas": record({area.value: tally for area in Area}),
            "all": tally,
            "missing": listing(record({**goal, "awaiting": FLAG})),
            "unreachable": listing(record(goal)),
        }
    )
