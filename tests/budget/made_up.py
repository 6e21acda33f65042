"""A small invented city whose plan has everything that makes a sum uncertain, and enterprises for it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

import policyengine
from policyengine.engine import Engine
from tests.conformance.suite import CITY, lay_out

DAY = date(2022, 6, 30)
RULES: Mapping[str, Any] = {
    "facts": {
        "first": "boolean",
        "island": "boolean",
        "chosen": "boolean",
        "class": {"type": "choice", "choices": {k: {"zh": f"{k}类", "en": f"class {k}"} for k in "abc"}},
        "sales": "money",
        "research": "money",
        "loan": "money",
        "intensity": {"type": "ratio", "derived": "research / sales"},
        "since": "date",
    },
    "rewards": {
        "recognition": {
            "when": "first",
            "amount": [{"when": "island", "amount": "50万元"}, {"otherwise": "30万元"}],
            "paid_by": {"city_finance": "50%", "county_finance": "50%"},
            "once": True,
        },
        "growth": {
            "theme": "growth",
            "when": "class in [a, b]",
            "amount": {
                "by": "sales",
                "brackets": [
                    {"range": "不足2000万元", "amount": "5万元"},
                    {"range": "2000万元以上", "amount": "20万元"},
                ],
            },
        },
        "research_subsidy": {
            "theme": "research",
            "when": "intensity >= 3%",
            "amount": "25% * research",
            "at_most": "40万元",
            "paid_by": "city_finance",
        },
        "prize": {
            "theme": "honour",
            "when": "chosen",
            "amount": {"up_to": "10万元"},
            "nature": "discretionary",
        },
        "interest": {
            "theme": "finance",
            "when": "class = c",
            "amount": "50% * loan",
            "nature": "discretionary",
            "budget": {"amount": "100万元", "each": "year"},
        },
        "settling": {
            "theme": "attraction",
            "when": "since >= 2021-01-01 and since <= 2021-12-31",
            "amount": "8万元",
            "scope": "any",
        },
        "flagship": {
            "theme": "honour",
            "when": "chosen and class = a",
            "amount": {"unstated": True},
            "nature": "discretionary",
        },
    },
    "groups": [
        {
            "id": "either",
            "rewards": ["recognition", "growth"],
            "pay": "highest",
            "budget": {"amount": "1000万元", "each": "year"},
        },
        {"id": "together", "rewards": ["prize", "settling"], "ceilings": [{"at_most": "12万元"}]},
    ],
}
HIGHER = {
    "rewards": {
        **{id_: each for id_, each in RULES["rewards"].items() if id_ != "settling"},
        "recognition": {**RULES["rewards"]["recognition"], "amount": "60万元"},
        "arrival": {"theme": "attraction", "when": "island", "amount": "1万元"},
    },
    "groups": RULES["groups"][:1],
    "plan": {"period": {"from": "2021-01-01", "to": "2021-12-31"}},
}
"""The same city's other version: recognition is worth more, one reward is dropped and another is new."""
VALUES: Mapping[str, tuple[Any, ...]] = {
    "registered_in": ("410502", "410500", "410000", "110101"),
    "first": (True, False),
    "island": (True, False),
    "chosen": (True, False),
    "class": ("a", "b", "c"),
    "sales": tuple(map(Decimal, ("0", "100", "19999999.99", "20000000", "35000000.5"))),
    "research": tuple(map(Decimal, ("0", "3", "599999.99", "600000", "1599999.99", "2000000"))),
    "loan": tuple(map(Decimal, ("0", "1234.56", "9000000"))),
    "since": (date(2020, 12, 31), date(2021, 1, 1), date(2021, 12, 31), date(2022, 1, 1)),
    "received__recognition": (True, False),
}
TYPES = {
    **dict.fromkeys(("registered_in", "class"), pa.string()),
    **dict.fromkeys(("first", "island", "chosen", "received__recognition"), pa.bool_()),
    **dict.fromkeys(("sales", "research", "loan"), pa.decimal128(17, 2)),
    "since": pa.date32(),
}


def engine(folder: Path, rules: Mapping[str, Any] = RULES) -> Engine:
    return policyengine.load(lay_out({**rules, "versions": {"v1": {}, "v2": HIGHER}}, folder))


def rows(number: int, seed: int, unknown: float = 0.35) -> list[dict[str, Any]]:
    """Enterprises by their columns; what is not known is left out."""
    chance = random.Random(seed)
    return [
        {name: chance.choice(values) for name, values in VALUES.items() if chance.random() > unknown}
        for _ in range(number)
    ]


def table(enterprises: list[dict[str, Any]]) -> pa.Table:
    columns = {
        name: pa.array([each.get(name) for each in enterprises], type_) for name, type_ in TYPES.items()
    }
    ids = pa.array([f"E{n}" for n in range(len(enterprises))], pa.string())
    return pa.table({"enterprise_id": ids, **columns})


def profile(enterprise: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the scalar engine takes it."""
    facts = {name: value for name, value in enterprise.items() if not name.startswith("received__")}
    if "received__recognition" in enterprise:
        paid = {"reward": f"{CITY}.recognition", "on": DAY}
        facts["received"] = [paid] if enterprise["received__recognition"] else []
    return facts
