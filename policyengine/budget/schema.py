"""The JSON Schema of `policyengine/budget@1`."""

from __future__ import annotations

from typing import Any

from policyengine.evaluation.profile_schema import DIALECT
from policyengine.rulebook.statuses import Status

SCHEMA = "policyengine/budget@1"
Schema = dict[str, Any]

SUM: Schema = {"type": "string", "pattern": r"^(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$"}
CHANGE: Schema = {"type": "string", "pattern": r"^(0|-?([1-9][0-9]*|0(?=\.))(\.[0-9]*[1-9])?)$"}
COUNT: Schema = {"type": "integer", "minimum": 0}
TEXT: Schema = {"type": "string"}
DAY: Schema = {"type": "string", "format": "date"}
NAMES: Schema = {"type": "array", "items": TEXT}
SUMS = ("assured", "discretion", "open", "possible")


def budget_schema() -> Schema:
    """The JSON Schema of a budget; a new copy each time."""
    properties = {
        "schema": {"const": SCHEMA},
        "enterprises": _taken(),
        **_side(),
        "what_if": _maybe(_object(_side())),
        "differences": _maybe(_differences()),
    }
    return {"$schema": DIALECT, "title": SCHEMA, **_object(properties)}


def _taken() -> Schema:
    reason = {"column": TEXT, "rows": COUNT, "zh": TEXT, "en": TEXT}
    numbers = dict.fromkeys(("rows", "counted", "left_out", "repeated"), COUNT)
    return _object({**numbers, "reasons": _listing(_object(reason))})


def _side() -> Schema:
    warning = {"code": TEXT, "zh": TEXT, "en": TEXT}
    return {
        "city": TEXT,
        "as_of": DAY,
        "year": {"type": "integer"},
        "plan": _plan(),
        "provenance": _object({"engine": TEXT, "rules": TEXT}),
        "assumptions": _listing(_object({"fact": TEXT, "value": TEXT})),
        "warnings": _listing(_object(warning)),
        "rewards": _listing(_reward()),
        "themes": _listing(_object({"theme": TEXT, "label": _bilingual(), "outlay": _outlay()})),
        "apart": _outlay(),
        "groups": _listing(_group()),
        "totals": _outlay(),
        "payers": _listing(_object({"payer": _maybe(TEXT), "assured": CHANGE, "possible": CHANGE})),
        "funds": _listing(_fund()),
        "facts": _listing(_fact()),
    }


def _plan() -> Schema:
    return _object(
        {
            "title": _bilingual(),
            "name": _bilingual(),
            "document_number": _maybe(TEXT),
            "version": TEXT,
            "level": {"enum": ["province", "prefecture", "county"]},
            "force": {"enum": ["in_force", "not_yet_in_force", "lapsed", "draft", "superseded"]},
            "binding": {"type": "boolean"},
            "period": _object({"from": DAY, "to": _maybe(DAY)}),
            "payers": _listing(_object({"id": TEXT, "name": _bilingual()})),
        }
    )


def _reward() -> Schema:
    return _object(
        {
            "id": TEXT,
            "title": _bilingual(),
            "theme": TEXT,
            "nature": {"enum": ["entitlement", "discretionary"]},
            "enterprises": _object(dict.fromkeys(map(str, Status), COUNT)),
            "outlay": _outlay(),
            "paid_by": {"type": "object", "additionalProperties": _outlay()},
        }
    )


def _group() -> Schema:
    sums = {"before": _outlay(), "after": _outlay()}
    return _object({"id": TEXT, "title": _bilingual(), "rewards": NAMES, **sums})


def _fund() -> Schema:
    return _object(
        {
            "id": TEXT,
            "title": _bilingual(),
            "rewards": NAMES,
            "amount": SUM,
            "at_least": {"type": "boolean"},
            "years": _maybe(COUNT),
            "when_short": _maybe({"enum": ["pro_rata", "first_come", "priority", "unstated"]}),
            "outlay": _outlay(),
            "share": _object({"assured": _maybe(SUM), "possible": _maybe(SUM)}),
        }
    )


def _fact() -> Schema:
    return _object(
        {
            "fact": TEXT,
            "label": _bilingual(),
            "question": _bilingual(),
            "held_by": _maybe(TEXT),
            "missing": COUNT,
            "narrows_by": _object({"low": SUM, "high": SUM}),
            "bounds": _object({"low": COUNT, "high": COUNT}),
            "exact": {"type": "boolean"},
        }
    )


def _differences() -> Schema:
    return _object(
        {
            "totals": _object({"unquantified": _open(), **dict.fromkeys(SUMS, _moved())}),
            "rewards": _listing(_matched(SUMS)),
            "themes": _listing(_matched(SUMS)),
            "payers": _listing(_matched(("assured", "possible"))),
        }
    )


def _matched(sums: tuple[str, ...]) -> Schema:
    there: Schema = {"type": "boolean"}
    head = {"id": _maybe(TEXT), "title": _maybe(_bilingual()), "in_old": there, "in_new": there}
    return _object({**head, "unquantified": _open(), **dict.fromkeys(sums, _moved())})


def _open() -> Schema:
    return _object({"old": COUNT, "new": COUNT})


def _moved() -> Schema:
    return _object(dict.fromkeys(("old", "new", "difference"), CHANGE))


def _outlay() -> Schema:
    return _object({**dict.fromkeys(SUMS, SUM), "unquantified": COUNT})


def _bilingual() -> Schema:
    return _object({"zh": TEXT, "en": TEXT})


def _listing(items: Schema) -> Schema:
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
