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
ASSESSED = ("rewards", "supports", "obligations")
RULES = {
    "rewards": "reward",
    "supports": "support",
    "obligations": "obligation",
    "duties": "duty",
    "targets": "target",
}


def render(result: Result) -> str:
    """Any result as CSV with a heading line; amounts are exact, in 元."""
    return _written(ROWS[result["schema"].partition("@")[0]](result))


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
    return [head | _item(item, RULES[key]) for key in ASSESSED for item in assessment[key]]


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
        _rule(city, kind, rule)
        for theme in matrix["rows"]
        for city, cell in theme["cities"].items()
        for kind in RULES
        for rule in cell[kind]
    ]


def version_rows(version: Result) -> list[Row]:
    """Every rule of one version."""
    return [_rule(version["city"], kind, rule) for kind in RULES for rule in version[kind]]


def plan_rows(listed: Result) -> list[Row]:
    """One line a version."""
    return [
        {
            "city": plan["city"],
            "name_zh": plan["name"]["zh"],
            "name_en": plan["name"]["en"],
            "version": plan["version"],
            "title_zh": plan["title"]["zh"],
            "title_en": plan["title"]["en"],
            "document_number": plan["document_number"],
            "jurisdiction": plan["jurisdiction"],
            "level": plan["level"],
            "draft": "true" if plan["draft"] else "false",
            "from": plan["period"]["from"],
            "to": plan["period"]["to"],
            "checked_on": plan["validity"]["checked_on"],
        }
        for plan in listed["plans"]
    ]


def fact_rows(listed: Result) -> list[Row]:
    """One line a fact."""
    return [
        {
            "name": name,
            "type": fact["type"],
            "label_zh": fact["label"]["zh"],
            "label_en": fact["label"]["en"],
            "question_zh": fact["question"]["zh"],
            "question_en": fact["question"]["en"],
            "choices": " ".join(choice["id"] for choice in fact["choices"]),
            "held_by": fact["held_by"],
        }
        for name, fact in listed["facts"].items()
    ]


def _rule(city: str, kind: str, rule: Result) -> Row:
    condition = rule.get("when") or rule.get("bound")
    amount = rule.get("amount")
    return {
        "theme": rule["theme"],
        "city": city,
        "kind": RULES[kind],
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


ROWS = {
    "policyengine/assessment": assessment_rows,
    "policyengine/comparison": comparison_rows,
    "policyengine/matrix": matrix_rows,
    "policyengine/version": version_rows,
    "policyengine/plans": plan_rows,
    "policyengine/facts": fact_rows,
}


def _written(rows: Sequence[Row]) -> str:
    out = StringIO()
    if rows:
        writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return out.getvalue()
