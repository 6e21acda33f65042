"""The forms in which the rule language stands in the YAML: conditions, amounts, payers; kept as nodes.

The schemas are what editors complete by; `from_document` hands the nodes to the rule language.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import WithJsonSchema

from policyengine.language.tree import Direction
from policyengine.rulebook.written import GIVEN, matching

# `schemas.py` puts references here; pydantic refuses any that it did not make.
SHARED = "x-shared"
A_CONDITION = {SHARED: "condition"}
AN_AMOUNT = {SHARED: "amount"}
A_PAYER = {SHARED: "payer"}
OF_RULES: dict[str, Any] = {"propertyNames": {SHARED: "rule"}}
OF_PAYERS: dict[str, Any] = {"propertyNames": A_PAYER}
SEVERAL = {"type": "array", "items": A_CONDITION, "minItems": 1}
VALUE = {"type": ["string", "number"]}
A_TERM = {SHARED: "term"}


def record(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    """The schema of a mapping with these keys and no others."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": properties,
    }


_AT_LEAST = record(("count", "of"), count={"type": "integer", "minimum": 1}, of=SEVERAL)
CONDITION_SCHEMA = {
    "description": "A condition: text, or all, any, not, at_least over conditions.",
    "anyOf": [
        {"type": "string", "examples": ["hte_recognition = first", "rd_intensity >= 3% 且 ip_owned >= 1"]},
        {"type": "boolean"},
        record(("all",), all=SEVERAL),
        record(("any",), any=SEVERAL),
        record(("not",), **{"not": A_CONDITION}),
        record(("at_least",), at_least=_AT_LEAST),
    ],
}
_ROUND = record(("to", "direction"), to=A_TERM, direction={"enum": [each.value for each in Direction]})
_BOUNDS = {"at_least": AN_AMOUNT, "at_most": AN_AMOUNT, "round": _ROUND}
_TIERS = {
    "type": "array",
    "items": {
        "anyOf": [
            record(("when", "amount"), when=A_CONDITION, amount=AN_AMOUNT),
            record(("when", "value"), when=A_CONDITION, value=AN_AMOUNT),
            record(("otherwise",), otherwise=AN_AMOUNT),
        ]
    },
}
# 以上, 超过, 以下, 不足; or the words themselves.
_ENDS = {"from": A_TERM, "above": A_TERM, "to": A_TERM, "below": A_TERM, "range": {"type": "string"}}
_BRACKETS = {
    "type": "array",
    "items": {
        "anyOf": [
            record(("amount",), amount=AN_AMOUNT, **_ENDS),
            record(("value",), value=AN_AMOUNT, **_ENDS),
        ]
    },
    "minItems": 1,
}
_RATES = {"type": "array", "items": record(("rate",), rate=A_TERM, **_ENDS), "minItems": 1}
AMOUNT_SCHEMA = {
    "description": "An amount: text, up_to, unstated, tiers that end in otherwise, brackets (whole or "
    "marginal), a top-up, any of them bounded.",
    "anyOf": [
        {"type": "string", "examples": ["30万元", "25% * rd_super_deduction"]},
        {"type": "number"},
        record(("amount",), amount=AN_AMOUNT, **_BOUNDS),
        record(("value",), value=AN_AMOUNT, **_BOUNDS),
        record(("up_to",), up_to=A_TERM, **_BOUNDS),
        record(("unstated",), unstated={"const": True}, **_BOUNDS),
        record(("by", "brackets"), by=A_TERM, brackets=_BRACKETS, otherwise=AN_AMOUNT, **_BOUNDS),
        record(("marginal", "brackets"), marginal=A_TERM, brackets=_RATES, **_BOUNDS),
        record(("top_up_to", "counting"), top_up_to=AN_AMOUNT, counting=A_TERM, **_BOUNDS),
        _TIERS,
    ],
}
_FIGURE_SCHEMA = {"type": ["string", "number"], "examples": [80, "40%", "8.5亿元"]}
_SHARES = {
    "anyOf": [
        A_PAYER,
        {"type": "object", "propertyNames": A_PAYER, "additionalProperties": A_TERM, "minProperties": 1},
    ]
}
_SPLITS = {
    "type": "array",
    "items": {
        "anyOf": [
            record(("when", "shares"), when=A_CONDITION, shares=_SHARES),
            record(("otherwise",), otherwise=_SHARES),
        ]
    },
    "minItems": 1,
}
_PAYERS_SCHEMA = {"anyOf": [*_SHARES["anyOf"], _SPLITS]}

Condition: TypeAlias = Annotated[Any, GIVEN, WithJsonSchema(A_CONDITION)]
Amount: TypeAlias = Annotated[Any, GIVEN, WithJsonSchema(AN_AMOUNT)]
Term: TypeAlias = Annotated[Any, GIVEN, WithJsonSchema(A_TERM)]
Payers: TypeAlias = Annotated[Any, GIVEN, WithJsonSchema(_PAYERS_SCHEMA)]
Figure: TypeAlias = Annotated[Any, GIVEN, WithJsonSchema(_FIGURE_SCHEMA)]
Code: TypeAlias = Annotated[
    str,
    matching(r"[1-9][0-9]{5}", "六位行政区划代码", "a six-digit GB/T 2260 code"),
    WithJsonSchema({"type": ["string", "integer"]}),
]
