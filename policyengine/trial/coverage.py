"""What the cases of a version try, and what they leave untried.

A case tries only what it says something of: that the engine answers for a rule is no test of it. Cases that
nobody has confirmed try nothing, and are counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from policyengine.rulebook.plan import Plan
from policyengine.trial.goals.goal import Area, Goal
from policyengine.trial.goals.of_plan import goals
from policyengine.trial.shown_by import Shown
from policyengine.trial.trials import Trial
from policyengine.trial.unreachable import unreachable


@dataclass(frozen=True)
class Coverage:
    """The goals of one version: those that its cases reach, those that none does, those that none can.

    `awaiting`: of the missing ones, those that a case reaches which nobody has confirmed.
    """

    plan: Plan
    reached: tuple[Goal, ...]
    missing: tuple[Goal, ...]
    unreachable: tuple[Goal, ...]
    awaiting: tuple[Goal, ...] = ()

    def tally(self, area: Area | None = None) -> tuple[int, int]:
        """How many goals are reached, and how many there are that can be; of one area, or in all."""
        reached, missing = (
            sum(area in (None, goal.area) for goal in those) for those in (self.reached, self.missing)
        )
        return reached, reached + missing

    def to_dict(self) -> dict[str, Any]:
        """The coverage as data."""
        awaiting = {goal.key for goal in self.awaiting}
        return {
            "city": self.plan.city,
            "name": self.plan.name.to_dict(),
            "version": self.plan.version,
            "areas": {area.value: _tally(self.tally(area)) for area in Area},
            "all": _tally(self.tally()),
            "missing": [{**goal.to_dict(), "awaiting": goal.key in awaiting} for goal in self.missing],
            "unreachable": [goal.to_dict() for goal in self.unreachable],
        }


def _tally(counted: tuple[int, int]) -> dict[str, int]:
    reached, all_ = counted
    return {"reached": reached, "of": all_}


def coverage(plan: Plan, trials: Iterable[Trial]) -> Coverage:
    """What the cases of a version try. `trials`: of this version; those of others say nothing here."""
    own = [trial for trial in trials if (trial.city, trial.version) == (plan.city, plan.version)]
    shown, open_ = (list(_shown(own, confirmed=each)) for each in (True, False))
    reached = tuple(goal for goal in goals(plan) if any(map(goal.reached, shown)))
    keys = {goal.key for goal in reached}
    left = [goal for goal in goals(plan) if goal.key not in keys]
    never = tuple(goal for goal in left if unreachable(goal, plan.vocabulary))
    keys = {goal.key for goal in never}
    missing = tuple(goal for goal in left if goal.key not in keys)
    awaiting = tuple(goal for goal in missing if any(map(goal.reached, open_)))
    return Coverage(plan, reached, missing, never, awaiting)


def _shown(trials: Iterable[Trial], *, confirmed: bool) -> Iterator[Shown]:
    for trial in trials:
        if trial.assessment is not None and trial.case.confirmed is confirmed:
            yield Shown(trial.assessment, trial.case)
