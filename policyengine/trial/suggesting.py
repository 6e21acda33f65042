"""Cases for what no case tries, few and small, for the author to hold against the text.

What they expect is what the engine answers now, so by themselves they prove nothing: each is written with
`confirmed: false`, is counted apart by `test`, and covers nothing until its author has taken that away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyengine.evaluation.facts.profile import Facts
from policyengine.language.tree import Value
from policyengine.trial.coverage import Coverage
from policyengine.trial.finding import Candidate, Finder
from policyengine.trial.goals.goal import Goal

MOST_FACTS = 4
"""Facts beside the place of registration, past which two suggestions are not made one."""


@dataclass(frozen=True)
class Suggestion:
    """One case to be confirmed: an enterprise, the answer, and the goals that it reaches."""

    candidate: Candidate
    goals: tuple[Goal, ...]


@dataclass(frozen=True)
class Suggestions:
    """The cases for one version; `left`: the goals for which no enterprise was found."""

    cases: tuple[Suggestion, ...]
    left: tuple[Goal, ...]


def suggestions(coverage: Coverage, nobody: Facts) -> Suggestions:
    """Cases for what is missing and awaits nobody's confirmation. `nobody`: a profile that says nothing."""
    awaiting = {goal.key for goal in coverage.awaiting}
    wanted = [goal for goal in coverage.missing if goal.key not in awaiting]
    finder = Finder(coverage.plan, nobody)
    found = {goal.key: finder.found(goal) for goal in wanted}
    candidates = [each for each in found.values() if each is not None]
    reachable = [goal for goal in wanted if found[goal.key] is not None]
    cases = _merged(finder, _covering(candidates, reachable))
    return Suggestions(tuple(cases), tuple(goal for goal in wanted if found[goal.key] is None))


def _covering(candidates: Iterable[Candidate], goals: Sequence[Goal]) -> Iterator[Suggestion]:
    """The candidate that reaches the most goals, then of what is left, and so on: greedily."""
    reaching = [(each, [goal for goal in goals if goal.reached(each.shown)]) for each in candidates]
    open_ = {goal.key for goal in goals}
    while open_:
        # Reaching much while saying little: what reaches everything at once is no enterprise anybody knows.
        candidate, reached = max(
            reaching, key=lambda each: sum(goal.key in open_ for goal in each[1]) / _size(each[0])
        )
        now = tuple(goal for goal in reached if goal.key in open_)
        open_ -= {goal.key for goal in now}
        yield Suggestion(candidate, now)


def _size(candidate: Candidate) -> int:
    return 1 + len(candidate.given) + 2 * len(candidate.received)


def _merged(finder: Finder, cases: Iterable[Suggestion]) -> list[Suggestion]:
    """The cases, those made one that say nothing against each other and are still small together."""
    merged: list[Suggestion] = []
    for case in cases:
        for number, other in enumerate(merged):
            both = _together(finder, other, case)
            if both is not None:
                merged[number] = both
                break
        else:
            merged.append(case)
    return merged


def _together(finder: Finder, one: Suggestion, other: Suggestion) -> Suggestion | None:
    first, second = one.candidate, other.candidate
    alike = all(getattr(first, part) == getattr(second, part) for part in ("as_of", "year", "received"))
    given: Mapping[str, Value] = {**first.given, **second.given}
    agree = all(given[name] == value for name, value in first.given.items())
    if not alike or not agree or len(given) > MOST_FACTS + 1:
        return None
    made = finder.candidate(given, first.received, first.as_of, first.year)
    goals = (*one.goals, *other.goals)
    if made is None or not all(goal.reached(made.shown) for goal in goals):
        return None
    return Suggestion(made, goals)
