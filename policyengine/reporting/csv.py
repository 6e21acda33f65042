"""Results as CSV: one line a reward, support or obligation; a data frame is made of the same rows."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

Result = Mapping[str, Any]
Row = dict[str, str | None]

PAYERS = ("province_finance", "city_finance", "county_finance", "unstated")
MONEY = ("low", "high", *(f"{payer}_{end}" for payer in PAYERS for end in ("low", "high")))
KINDS = {"rewards": "reward", "supports": "support", "obligations": "obligation"}


def render(result: Result) -> str:
    """A comparison, an assessment or a matrix as CSV with a heading line; amounts are exact, in 元."""
    match result["schema"].partition("@")[0]:
        case "policyengine/comparison":
            rows = comparison_rows(result)
        case "policyengine/assessment":
            rows = assessment_rows(result)
        case _:
            rows = matrix_rows(result)
    return _written(rows)


def comparison_rows(comparison: Result) -> list[Row]:
    """Every item of every city."""
    return [row for city in comparison["cities"] for row in assessment_rows(city)]


def assessment_rows(assessment: Result) -> list[Row]:
    """Every reward, support and obligation of one city."""
    plan = assessment["plan"]
    head: Row = {
        "city": assessment["city"],
        "city_name": plan["name"]["zh"],
        "as_of": assessment["as_of"],
        "version": plan["version"],
        "force": plan["force"],
        "binding": "true" if plan["binding"] else "false",
    }
    return [head | _item(item, kind) for key, kind in KINDS.items() for item in assessment[key]]


def _item(item: Result, kind: str) -> Row:
    amount = item.get("amount", {"low": None, "high": None})
    row: Row = {
        "kind": kind,
        "id": item["id"],
        "theme": item["theme"],
        "title_zh": item["title"]["zh"],
        "title_en": item["title"]["en"],
        "status": item["status"],
        "nature": item.get("nature"),
        "low": amount["low"],
        "high": amount["high"],
        "due_on": item.get("due_on"),
        "clauses": " ".join(dict.fromkeys(cited["clause"] for cited in item["cite"])),
        "departments": " ".join(item["departments"]),
        "missing": " ".join(item["missing"]),
    }
    paid = item.get("paid_by") or {}
    for payer in PAYERS:
        ends = paid.get(payer, {"low": None, "high": None})
        row |= {f"{payer}_low": ends["low"], f"{payer}_high": ends["high"]}
    return row


def matrix_rows(matrix: Result) -> list[Row]:
    """Every rule of every plan side by side, in the order of the themes."""
    return [
        _rule(theme["theme"], city, kind, rule)
        for theme in matrix["rows"]
        for city, cell in theme["cities"].items()
        for kind in ("rewards", "supports", "obligations", "duties", "targets")
        for rule in cell[kind]
    ]


def _rule(theme: str, city: str, kind: str, rule: Result) -> Row:
    condition = rule.get("when") or rule.get("bound")
    amount = rule.get("amount")
    return {
        "theme": theme,
        "city": city,
        "kind": KINDS.get(kind, {"duties": "duty", "targets": "target"}.get(kind, kind)),
        "id": rule["id"],
        "title_zh": rule["title"]["zh"],
        "title_en": rule["title"]["en"],
        "nature": rule.get("nature"),
        "condition": condition["text"] if condition else None,
        "requires": rule["requires"]["text"] if "requires" in rule else None,
        "amount": amount["text"] if amount else None,
        "clauses": " ".join(dict.fromkeys(cited["clause"] for cited in rule["cite"])),
        "departments": " ".join(rule["departments"]),
    }


def _written(rows: Sequence[Row]) -> str:
    out = StringIO()
    if rows:
        writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return out.getvalue()
