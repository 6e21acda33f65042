"""The theme-by-city table: what a plan promises under each heading, and where it is silent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import Any

from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.deciding.groups import pots, within, worked
from policyengine.evaluation.deciding.payers import plus
from policyengine.evaluation.deciding.totals import limits_of, standings_of
from policyengine.evaluation.meaning.amounts import NIL
from policyengine.rulebook.plan import Plan, Theme

Result = Mapping[str, Any]


def by_theme(
    cities: Sequence[Result], assessments: Mapping[str, Assessment], themes: Sequence[Theme]
) -> dict[str, Any]:
    """Each theme that some city's plan speaks of, and what each city promises under it.

    `amount` is null where the plan has no reward under the theme: not promised here is not the same as
    zero, and `notes` name the documents that the text leans on and that are not encoded.
    """
    table = {}
    for theme in themes:
        cells = {city["city"]: _cell(theme.id, city, assessments[city["city"]]) for city in cities}
        if any(cell["rewards"] or cell["supports"] or cell["notes"] for cell in cells.values()):
            table[theme.id] = {"label": theme.label.to_dict(), "cities": cells}
    return table


def _cell(theme: str, city: Result, assessment: Assessment) -> dict[str, Any]:
    rewards = [item for item in city["rewards"] if item["theme"] == theme]
    # A promise that does not reach this enterprise is a known zero; no promise at all is not.
    unquantified = [item["id"] for item in rewards if item["id"] in city["totals"]["unquantified"]]
    supports = (item for item in city["supports"] if item["theme"] == theme)
    return {
        "amount": _together(rewards, assessment) if rewards else None,
        "unquantified": unquantified,
        "rewards": [item["id"] for item in rewards],
        "supports": [item["id"] for item in supports if item["status"] in ("eligible", "undetermined")],
        "notes": list(_notes(theme, assessment.plan)),
    }


def _together(rewards: Sequence[Result], assessment: Assessment) -> dict[str, str | None]:
    """What the theme's rewards come to after groups, as the totals are reckoned."""
    case, every = assessment.case, assessment.rewards
    reaches = {id_: reward.reach for id_, reward in every.items()}
    standings = standings_of(case, {id_: reward.status for id_, reward in every.items()}, reaches)
    limits = limits_of(case, standings)
    named = {item["id"].partition(".")[2]: item for item in rewards}
    inside = (within(pot, named) for pot in pots(assessment.plan))
    sums = (worked(pot, standings, limits).standing.reach for pot in inside if pot is not None)
    return reduce(plus, sums, NIL).interval.to_dict()


def _notes(theme: str, plan: Plan) -> Iterator[dict[str, Any]]:
    for document in plan.related_documents:
        if theme in document.themes:
            yield {
                "title": document.title.to_dict(),
                "number": document.number,
                "note": document.note.to_dict(),
            }
