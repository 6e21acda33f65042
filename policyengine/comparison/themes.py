"""The theme-by-city table: what a plan promises under each heading, and where it is silent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from typing import Any

from policyengine.evaluation.deciding.groups import Pot, plus, pots, together
from policyengine.evaluation.meaning.amounts import NIL, Reach
from policyengine.rulebook.plan import Plan, Theme

Result = Mapping[str, Any]


def by_theme(cities: Sequence[Result], plans: Mapping[str, Plan], themes: Sequence[Theme]) -> dict[str, Any]:
    """Each theme that some city's plan speaks of, and what each city promises under it.

    `amount` is null where the plan has no reward under the theme: not promised here is not the same as
    zero, and `notes` name the documents that the text leans on and that are not encoded.
    """
    table = {}
    for theme in themes:
        cells = {city["city"]: _cell(theme.id, city, plans[city["city"]]) for city in cities}
        if any(cell["rewards"] or cell["supports"] or cell["notes"] for cell in cells.values()):
            table[theme.id] = {"label": theme.label.to_dict(), "cities": cells}
    return table


def _cell(theme: str, city: Result, plan: Plan) -> dict[str, Any]:
    rewards = [item for item in city["rewards"] if item["theme"] == theme]
    # A promise that does not reach this enterprise is a known zero; no promise at all is not.
    unquantified = [item["id"] for item in rewards if item["id"] in city["totals"]["unquantified"]]
    supports = (item for item in city["supports"] if item["theme"] == theme)
    return {
        "amount": _together(rewards, plan) if rewards else None,
        "unquantified": unquantified,
        "rewards": [item["id"] for item in rewards],
        "supports": [item["id"] for item in supports if item["status"] in ("eligible", "undetermined")],
        "notes": list(_notes(theme, plan)),
    }


def _together(rewards: Sequence[Result], plan: Plan) -> dict[str, str | None]:
    """What the theme's rewards come to after groups, as the totals are reckoned."""
    reaches = {item["id"].partition(".")[2]: _reach(item["amount"]) for item in rewards}
    sums = (together(pot, reaches) for pot in _within(pots(plan), reaches))
    return reduce(plus, sums, NIL).interval.to_dict()


def _within(every: Sequence[Pot], reaches: Mapping[str, Reach]) -> Iterator[Pot]:
    for pot in every:
        own = tuple(reward for reward in pot.rewards if reward in reaches)
        if own:
            yield replace(pot, rewards=own)


def _reach(ends: Mapping[str, str | None]) -> Reach:
    high = ends["high"]
    return Reach(Fraction(ends["low"] or 0), None if high is None else Fraction(high))


def _notes(theme: str, plan: Plan) -> Iterator[dict[str, Any]]:
    for document in plan.related_documents:
        if theme in document.themes:
            yield {
                "title": document.title.to_dict(),
                "number": document.number,
                "note": document.note.to_dict(),
            }
