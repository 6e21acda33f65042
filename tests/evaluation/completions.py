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


class Completed:
    """The assessments of all completions, by the values of the grid's facts in its order."""

    def __init__(self, plan: Plan, profile: Mapping[str, Any], grid: Grid) -> None:
        self.plan, self.profile, self.grid = plan, profile, grid
        self.every = {
            tuple(filled[name] for name in grid): ask(plan, filled) for filled in completions(profile, grid)
        }

    def missing(self, rule: str) -> set[str]:
        """The facts that alone can turn the status or the amount of a rule."""
        return {
            fact
            for fact in self.grid
            if any(_outcome(a, rule) != _outcome(b, rule) for a, b in self._differing_only_in(fact))
        }

    def worth(self, fact: str) -> Decimal | None:
        """The greatest change of the total by one fact alone; None where it turns what nothing bounds."""
        pairs = list(self._differing_only_in(fact))
        if any(self._unbounded(a) != self._unbounded(b) for a, b in pairs):
            return None
        return max((a.totals.possible - b.totals.possible for a, b in pairs), default=Decimal(0))

    def _differing_only_in(self, fact: str) -> Iterator[tuple[Assessment, Assessment]]:
        place = list(self.grid).index(fact)
        for values, assessment in self.every.items():
            for other in self.grid[fact]:
                twin = (*values[:place], other, *values[place + 1 :])
                if twin != values and twin in self.every:
                    yield assessment, self.every[twin]

    def _unbounded(self, assessment: Assessment) -> set[str]:
        capped = {id_ for group in self.plan.groups if group.ceilings for id_ in group.members}
        return {id_.partition(".")[2] for id_ in assessment.totals.unquantified} - capped


def _outcome(assessment: Assessment, rule: str) -> tuple[object, ...]:
    item = next(item for item in assessment.items() if item.rule.id == rule)
    return item.status, getattr(item, "amount", None)
