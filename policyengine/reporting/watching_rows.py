"""The results of monitoring as rows, one line for each thing that is watched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Result = Mapping[str, Any]
Row = dict[str, str | None]


def standing_rows(result: Result) -> list[Row]:
    """Every obligation of an enterprise."""
    return [_obligation(result, item, item["progress"]) for item in result["obligations"]]


def overview_rows(result: Result) -> list[Row]:
    """What enterprises still owe, then targets, then duties."""
    owing = [
        {"kind": "obligation", **_obligation(result | each, item, item["lacking"])}
        for each in result.get("behind", ())
        for item in each["obligations"]
    ]
    columns = owing[0] if owing else {}
    rest = [_government("target", result, item) for item in result["targets"]]
    rest += [_government("duty", result, item | {"due_on": item["next_due"]}) for item in result["duties"]]
    every = dict.fromkeys([*columns, *(rest[0] if rest else {})])
    return [{column: row.get(column) for column in every} for row in (*owing, *rest)]


def due_rows(result: Result) -> list[Row]:
    """Everything that falls due."""
    return [
        {
            "due_on": entry["due_on"],
            "days_left": str(entry["days_left"]),
            "kind": entry["kind"],
            "who": entry["who"],
            "name": entry["name"],
            "id": entry["id"],
            "title_zh": entry["title"]["zh"],
            "title_en": entry["title"]["en"],
            "lacking": _figures(entry["lacking"]),
            "departments": " ".join(entry["departments"]),
        }
        for entry in result["due"]
    ]


def conclusion_rows(result: Result) -> list[Row]:
    """Every obligation that stands otherwise than was concluded."""
    return [
        {
            "enterprise": each["enterprise"],
            "city": each["city"],
            "as_of": each["as_of"],
            "obligation": change["obligation"],
            "before": change["before"],
            "now": change["now"],
            "clauses": " ".join(change["clauses"]),
        }
        for each in result["changed"]
        for change in each["changes"]
    ]


def _obligation(who: Result, item: Result, figures: Sequence[Result]) -> Row:
    return {
        "enterprise": who["enterprise"],
        "name": who["name"],
        "city": who["city"],
        "as_of": who["as_of"],
        "id": item["id"],
        "title_zh": item["title"]["zh"],
        "title_en": item["title"]["en"],
        "status": item["status"],
        "due_on": item["due_on"],
        "days_left": None if item["days_left"] is None else str(item["days_left"]),
        "progress": _figures(figures),
        "departments": " ".join(item["departments"]),
    }


def _government(kind: str, result: Result, item: Result) -> Row:
    return {
        "kind": kind,
        "city": result["city"],
        "as_of": result["as_of"],
        "id": item["id"],
        "title_zh": item["title"]["zh"],
        "title_en": item["title"]["en"],
        "status": item["status"],
        "due_on": item["due_on"],
        "days_left": None if item["days_left"] is None else str(item["days_left"]),
        "have": item.get("have"),
        "measured_on": item.get("measured_on"),
        "expected": item.get("expected"),
        "need": item.get("need"),
        "departments": " ".join(item["departments"]),
    }


def _figures(figures: Sequence[Result]) -> str:
    """`ip_applications 3/5`; what is not known is `?`."""
    return " ".join(f"{each['fact']} {each['have'] or '?'}/{each['need']}" for each in figures)
