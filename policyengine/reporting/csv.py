"""Results as CSV: one line a reward, support or obligation; a data frame is made of the same rows."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from policyengine.reporting.budget_rows import budget_rows
from policyengine.reporting.watching_rows import conclusion_rows, due_rows, overview_rows, standing_rows

Result = Mapping[str, Any]
Row = dict[str, str | None]

PAYERS = ("province_finance", "city_finance", "county_finance", "unstated")
"""The payers that have columns whether they pay or not; any other has them where it pays."""
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
    return _alike([row for city in comparison["cities"] for row in assessment_rows(city)])


def money_columns(rows: Sequence[Row]) -> list[str]:
    """The columns that hold amounts."""
    return [column for column in (rows[0] if rows else ()) if column.endswith(("low", "high"))]


def assessment_rows(assessment: Result) -> list[Row]:
    """Every reward, support and obligation of one city; each payment and each cut of a group beside them.

    A row of kind `payment`, `clawback` or `cut` is no sum of its own: it says more of rewards listed too.
    """
    plan = assessment["plan"]
    head: Row = {
        "city": assessment["city"],
        "city_name": plan["name"]["zh"],
        "as_of": assessment["as_of"],
        "version": plan["version"],
        "force": plan["force"],
        "binding": "true" if plan["binding"] else "false",
    }
    rows = [head | row for key in ASSESSED for item in assessment[key] for row in _rows(item, RULES[key])]
    return _alike([*rows, *(head | _cut(cut) for cut in assessment["totals"]["cuts"])])


def _alike(rows: Sequence[Row]) -> list[Row]:
    """The rows with the columns of all of them, those that few rows have last."""
    columns = dict.fromkeys(column for row in rows for column in row)
    return [{column: row.get(column) for column in columns} for row in rows]


def _rows(item: Result, kind: str) -> Iterator[Row]:
    yield _item(item, kind)
    for payment in item.get("payments", ()):
        amount = payment["amount"]
        yield {
            "kind": "clawback" if payment["kind"] == "clawback" else "payment",
            "id": f"{item['id']}.{payment['id']}",
            "theme": item["theme"],
            "title_zh": payment["title"]["zh"],
            "title_en": payment["title"]["en"],
            "status": payment["status"],
            "low": amount["low"],
            "high": amount["high"],
            "not_before": payment["earliest"],
        }


def _cut(cut: Result) -> Row:
    """What a group took away: from so much to so much."""
    return {
        "kind": "cut",
        "id": cut["group"],
        "title_zh": cut["title"]["zh"],
        "title_en": cut["title"]["en"],
        "status": cut["by"],
        "low": cut["after"]["low"],
        "high": cut["after"]["high"],
        "before_low": cut["before"]["low"],
        "before_high": cut["before"]["high"],
    }


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
    for payer in (*PAYERS, *(each for each in paid if each not in PAYERS)):
        ends = paid.get(payer, {"low": None, "high": None})
        row |= {f"{payer}_low": ends["low"], f"{payer}_high": ends["high"]}
    return row | {column: value for column, value in _more(item).items() if value is not None}


def _more(item: Result) -> Row:
    """What only some texts say: the fund, how to apply, and for how long an obligation binds."""
    fund, apply = item.get("fund") or {}, item.get("apply") or {}
    window: Result = next(iter(apply.get("windows", ())), {})
    return {
        "fund_when_short": fund.get("when_short"),
        "apply_from": window.get("from"),
        "apply_to": window.get("to"),
        "apply_by": apply.get("deadline"),
        "binds_from": item.get("from"),
        "binds_to": item.get("to"),
    }


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
            "type": f"{fact['type']} by year" if fact["by_year"] else fact["type"],
            "label_zh": fact["label"]["zh"],
            "label_en": fact["label"]["en"],
            "question_zh": fact["question"]["zh"],
            "question_en": fact["question"]["en"],
            "choices": " ".join(choice["id"] for choice in fact["choices"]),
            "held_by": fact["held_by"],
        }
        for name, fact in _with_fields(listed["facts"])
    ]


def _with_fields(facts: Result) -> Iterator[tuple[str, Result]]:
    """The facts, and the fields of lists as `patents.granted_on`."""
    for name, fact in facts.items():
        yield name, fact
        yield from ((f"{name}.{field}", definition) for field, definition in fact["fields"].items())


def reading_rows(result: Result) -> list[Row]:
    """One line a reading that was not chosen, beside the chosen one."""
    return [_reading(each, result["city"]) for each in result["readings"]]


def _reading(each: Result, city: str) -> Row:
    row: Row = {"city": city, "rule": each["rule"], "title_zh": each["title"]["zh"]}
    for side in ("chosen", "other"):
        amount = each[side]["amount"] or {"low": None, "high": None}
        row |= {
            side: each[side]["reading"],
            f"{side}_zh": each[side]["zh"],
            f"{side}_en": each[side]["en"],
            f"{side}_status": each[side]["status"],
            f"{side}_low": amount["low"],
            f"{side}_high": amount["high"],
        }
    difference = {f"difference_{end}": each["difference"][end] for end in ("assured", "possible")}
    return row | difference | {"turns_on": " ".join(each["turns_on"])}


def witness_rows(result: Result) -> list[Row]:
    """One line a reading that was not chosen, with the facts of an enterprise for which it matters."""
    return [
        {
            "city": each["city"],
            "version": each["version"],
            "rule": each["rule"],
            "reading": each["reading"],
            "as_of": each["as_of"],
            "profile": None if each["profile"] is None else json.dumps(each["profile"], ensure_ascii=False),
        }
        for each in result["witnesses"]
    ]


def diff_rows(result: Result) -> list[Row]:
    """One line a change; then, where they were asked for, one an enterprise's item and one a payer's sums."""
    rows: list[Row] = []
    for plan in result["plans"]:
        rows += [_change(plan, change) for change in plan["changes"]]
        effects = plan["effects"] or {"profiles": [], "payers": []}
        for profile in effects["profiles"]:
            rows += [_effect(plan, profile, item) for item in profile["items"]]
        rows += [_budget(plan, payer) for payer in effects["payers"]]
    return _alike(rows)


def _change(plan: Result, change: Result) -> Row:
    at = {side: change["at"][side] for side in ("old", "new")}
    places = {
        f"{side}_at": None if at[side] is None else f"{at[side]['file']}:{at[side]['line']}" for side in at
    }
    return {
        "city": plan["city"],
        "row": "change",
        "kind": change["kind"],
        "id": change["id"],
        "part": change["part"],
        "zh": change["zh"],
        "en": change["en"],
        **places,
    }


def _effect(plan: Result, profile: Result, item: Result) -> Row:
    row: Row = {"city": plan["city"], "row": "enterprise", "enterprise": profile["id"], "id": item["id"]}
    for side in ("old", "new"):
        told = item[side] or {"status": None, "amount": None}
        ends = told["amount"] or {"low": None, "high": None}
        row |= {f"{side}_status": told["status"], f"{side}_low": ends["low"], f"{side}_high": ends["high"]}
    return row


def _budget(plan: Result, payer: Result) -> Row:
    row: Row = {"city": plan["city"], "row": "payer", "id": payer["payer"]}
    for side in ("old", "new"):
        row |= {f"{side}_low": payer["assured"][side], f"{side}_high": payer["possible"][side]}
    return row


def _rule(city: str, kind: str, rule: Result) -> Row:
    condition = rule.get("when") or rule.get("bound")
    amount = rule.get("promised")
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
    "policyengine/readings": reading_rows,
    "policyengine/witnesses": witness_rows,
    "policyengine/diff": diff_rows,
    "policyengine/standing": standing_rows,
    "policyengine/overview": overview_rows,
    "policyengine/due": due_rows,
    "policyengine/conclusions": conclusion_rows,
    "policyengine/budget": budget_rows,
}


def _written(rows: Sequence[Row]) -> str:
    out = StringIO()
    if rows:
        writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return out.getvalue()
