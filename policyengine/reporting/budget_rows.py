"""A budget as rows: a line for each sum, exact, in 元; `section` tells what of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Result = Mapping[str, Any]
Row = dict[str, str | None]

SUMS = ("assured", "discretion", "open", "possible")
COLUMNS = (
    "side",
    "city",
    "version",
    "force",
    "binding",
    "as_of",
    "section",
    "id",
    "title_zh",
    "title_en",
    "eligible",
    "undetermined",
    "ineligible",
    *SUMS,
    "unquantified",
    "fund_amount",
    "fund_years",
    "missing",
    "narrows_low",
    "narrows_high",
    "rows",
)


def budget_rows(result: Result) -> list[Row]:
    """Every sum of a budget, of both sides if there are two; rewards, themes and `apart` before groups."""
    sides = [("asked", result)] + ([("what_if", result["what_if"])] if result["what_if"] else [])
    rows = [_head(name, side) | row for name, side in sides for row in _of_side(side)]
    rows += [_head("asked", result) | row for row in _taken(result["enterprises"])]
    return [{column: row.get(column) for column in COLUMNS} for row in rows]


def _head(name: str, side: Result) -> Row:
    plan = side["plan"]
    return {
        "side": name,
        "city": side["city"],
        "version": plan["version"],
        "force": plan["force"],
        "binding": "true" if plan["binding"] else "false",
        "as_of": side["as_of"],
    }


def _of_side(side: Result) -> Iterator[Row]:
    yield from _of_rewards(side["rewards"])
    for each in side["themes"]:
        yield {"section": "theme", "id": each["theme"], **_titles(each["label"]), **_sums(each["outlay"])}
    yield {"section": "apart", **_sums(side["apart"])}
    for each in side["groups"]:
        for when in ("before", "after"):
            head = {"section": f"group_{when}", "id": each["id"]}
            yield {**head, **_titles(each["title"]), **_sums(each[when])}
    yield {"section": "total", **_sums(side["totals"])}
    for each in side["payers"]:
        ends = {end: each[end] for end in ("assured", "possible")}
        yield {"section": "payer", "id": each["payer"] or "hangs_on_facts", **ends}
    yield from _beside(side)


def _of_rewards(rewards: Sequence[Result]) -> Iterator[Row]:
    for each in rewards:
        statuses = {status: str(number) for status, number in each["enterprises"].items()}
        head = {"section": "reward", "id": each["id"]}
        yield {**head, **_titles(each["title"]), **statuses, **_sums(each["outlay"])}
        for payer, part in each["paid_by"].items():
            yield {"section": "reward_payer", "id": f"{each['id']}.{payer}", **_sums(part)}


def _beside(side: Result) -> Iterator[Row]:
    for each in side["funds"]:
        years = None if each["years"] is None else str(each["years"])
        size: Row = {"fund_amount": each["amount"], "fund_years": years}
        head = {"section": "fund", "id": each["id"]}
        yield {**head, **_titles(each["title"]), **size, **_sums(each["outlay"])}
    for each in side["facts"]:
        yield {
            "section": "fact",
            "id": each["fact"],
            **_titles(each["label"]),
            "missing": str(each["missing"]),
            "narrows_low": each["narrows_by"]["low"],
            "narrows_high": each["narrows_by"]["high"],
        }


def _taken(taken: Result) -> Iterator[Row]:
    yield {"section": "counted", "rows": str(taken["counted"])}
    yield {"section": "left_out", "rows": str(taken["left_out"])}
    yield {"section": "repeated", "rows": str(taken["repeated"])}
    for each in taken["reasons"]:
        yield {"section": "left_out_why", "id": each["column"], **_titles(each), "rows": str(each["rows"])}


def _titles(title: Result) -> Row:
    return {"title_zh": title["zh"], "title_en": title["en"]}


def _sums(outlay: Result) -> Row:
    sums: Row = {name: outlay[name] for name in SUMS}
    return sums | {"unquantified": str(outlay["unquantified"])}
