"""Every completion of a profile over a small grid, and what comes out of each: what reasoning must equal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import Any

from policyengine.evaluation.assessment import Assessment
from policyengine.rulebook.plan import Plan
from tests.evaluation.building import ask

Grid = Mapping[str, Sequence[Any]]


def completions(profile: Mapping[str, Any], grid: Grid) -> Iterator[dict[str, Any]]:
    """Every way of filling in the facts of the grid that the profile leaves out."""
    open_ = [name for name in grid if name not in profile]
    for values in product(*(grid[name] for name in open_)):
        yield {**profile, **dict(zip(open_, values, strict=True))}


def completed(plan: Plan, profile: Mapping[str, Any], grid: Grid) -> dict[tuple[Any, ...], Assessment]:
    """The assessment of every completion, by the values of the grid's facts in its order."""
    return {tuple(filled[name] for name in grid): ask(plan, filled) for filled in completions(profile, grid)}


def differing_only_in(
    fact: str, grid: Grid, every: Mapping[tuple[Any, ...], Assessment]
) -> Iterator[tuple[Assessment, Assessment]]:
    """All pairs of completions that differ in nothing but one fact."""
    place = list(grid).index(fact)
    for values, assessment in every.items():
        for other in grid[fact]:
            twin = (*values[:place], other, *values[place + 1 :])
            if twin != values and twin in every:
                yield assessment, every[twin]


def missing_by_brute_force(plan: Plan, profile: Mapping[str, Any], grid: Grid, rule: str) -> set[str]:
    every = completed(plan, profile, grid)
    return {
        fact
        for fact in grid
        if fact not in profile
        and any(_outcome(a, rule) != _outcome(b, rule) for a, b in differing_only_in(fact, grid, every))
    }


def _outcome(assessment: Assessment, rule: str) -> tuple[object, ...]:
    item = next(item for item in assessment.items() if item.rule.id == rule)
    return item.status, getattr(item, "amount", None)


def worth_by_brute_force(plan: Plan, profile: Mapping[str, Any], grid: Grid, fact: str) -> Decimal | None:
    """The greatest change of the total by one fact alone; None where it turns what is unquantified."""
    pairs = list(differing_only_in(fact, grid, completed(plan, profile, grid)))
    if any(a.totals.unquantified != b.totals.unquantified for a, b in pairs):
        return None
    return max((a.totals.possible - b.totals.possible for a, b in pairs), default=Decimal(0))
