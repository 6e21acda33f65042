"""The JSON Schema of `policyengine/budget@1`."""

from __future__ import annotations

from policyengine.rulebook.schema_parts import DAY, DIALECT, TEXT, Schema, listing, maybe, record, words
from policyengine.rulebook.statuses import Status

SCHEMA = "policyengine/budget@1"

SUM: Schema = {"type": "string", "pattern": r"^(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$"}
CHANGE: Schema = {"type": "string", "pattern": r"^(0|-?([1-9][0-9]*|0(?=\.))(\.[0-9]*[1-9])?)$"}
COUNT: Schema = {"type": "integer", "minimum": 0}
NAMES: Schema = {"type": "array", "items": TEXT}
SUMS = ("assured", "discretion", "open", "possible")


def budget_schema() -> Schema:
    """The JSON Schema of a budget; a new copy each time."""
    properties = {
        "schema": {"const": SCHEMA},
        "enterprises": _taken(),
        **_side(),
        "what_if": maybe(record(_side())),
        "differences": maybe(_differences()),
    }
    return {"$schema": DIALECT, "title": SCHEMA, **record(properties)}


def _taken() -> Schema:
    reason = {"column": TEXT, "rows": COUNT, "zh": TEXT, "en": TEXT}
    numbers = dict.fromkeys(("rows", "counted", "left_out", "repeated"), COUNT)
    return record({**numbers, "reasons": listing(record(reason))})


def _side() -> Schema:
    warning = {"code": TEXT, "zh": TEXT, "en": TEXT}
    return {
        "city": TEXT,
        "as_of": DAY,
        "year": {"type": "integer"},
        "plan": _plan(),
        "provenance": record({"engine": TEXT, "rules": TEXT}),
        "assumptions": listing(record({"fact": TEXT, "value": TEXT})),
        "warnings": listing(record(warning)),
        "rewards": listing(_reward()),
        "themes": listing(record({"theme": TEXT, "label": words(), "outlay": _outlay()})),
        "apart": _outlay(),
        "groups": listing(_group()),
        "totals": _outlay(),
        "payers": listing(record({"payer": maybe(TEXT), "assured": CHANGE, "possible": CHANGE})),
        "funds": listing(_fund()),
        "facts": listing(_fact()),
    }


def _plan() -> Schema:
    return record(
        {
            "title": words(),
            "name": words(),
            "document_number": maybe(TEXT),
            "version": TEXT,
            "level": {"enum": ["province", "prefecture", "county"]},
            "force": {"enum": ["in_force", "not_yet_in_force", "lapsed", "draft", "superseded"]},
            "binding": {"type": "boolean"},
            "period": record({"from": DAY, "to": maybe(DAY)}),
            "payers": listing(record({"id": TEXT, "name": words()})),
        }
    )


def _reward() -> Schema:
    return record(
        {
            "id": TEXT,
            "title": words(),
            "theme": TEXT,
            "nature": {"enum": ["entitlement", "discretionary"]},
            "enterprises": record(dict.fromkeys(map(str, Status), COUNT)),
            "outlay": _outlay(),
            "paid_by": {"type": "object", "additionalProperties": _outlay()},
        }
    )


def _group() -> Schema:
    sums = {"before": _outlay(), "after": _outlay()}
    return record({"id": TEXT, "title": words(), "rewards": NAMES, **sums})


def _fund() -> Schema:
    return record(
        {
            "id": TEXT,
            "title": words(),
            "rewards": NAMES,
            "amount": SUM,
            "at_least": {"type": "boolean"},
            "years": maybe(COUNT),
            "when_short": maybe({"enum": ["pro_rata", "first_come", "priority", "unstated"]}),
            "outlay": _outlay(),
            "share": record({"assured": maybe(SUM), "possible": maybe(SUM)}),
        }
    )


def _fact() -> Schema:
    return record(
        {
            "fact": TEXT,
            "label": words(),
            "question": words(),
            "held_by": maybe(TEXT),
            "missing": COUNT,
            "narrows_by": record({"low": SUM, "high": SUM}),
            "bounds": record({"low": COUNT, "high": COUNT}),
            "exact": {"type": "boolean"},
        }
    )


def _differences() -> Schema:
    return record(
        {
            "totals": record({"unquantified": _open(), **dict.fromkeys(SUMS, _moved())}),
            "rewards": listing(_matched(SUMS)),
            "themes": listing(_matched(SUMS)),
            "payers": listing(_matched(("assured", "possible"))),
        }
    )


def _matched(sums: tuple[str, ...]) -> Schema:
    there: Schema = {"type": "boolean"}
    head = {"id": maybe(TEXT), "title": maybe(words()), "in_old": there, "in_new": there}
    return record({**head, "unquantified": _open(), **dict.fromkeys(sums, _moved())})


def _open() -> Schema:
    return record({"old": COUNT, "new": COUNT})


def _moved() -> Schema:
    return record(dict.fromkeys(("old", "new", "difference"), CHANGE))


def _outlay() -> Schema:
    return record({**dict.fromkeys(SUMS, SUM), "unquantified": COUNT})
