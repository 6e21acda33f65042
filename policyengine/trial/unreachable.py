"""Goals that no case can reach, shown by going through every way in which what they need can end."""

from __future__ import annotations

from policyengine.language.facts import Vocabulary
from policyengine.rulebook.checks.completions import possible
from policyengine.trial.goals.goal import Goal, Way


def unreachable(goal: Goal, vocabulary: Vocabulary) -> bool:
    """Whether what a goal needs contradicts itself, whatever the facts: shown, not guessed.

    INVARIANT: True only where every way was gone through whole. `completions` errs towards more ways for a
    condition to end, never fewer; what it leaves alone for its size, and what hangs on the fields of a list's
    entries, counts as reachable.
    """
    return bool(goal.ways) and all(_never(way, vocabulary) for way in goal.ways)


def _never(way: Way, vocabulary: Vocabulary) -> bool:
    if way.items is not None:
        return False
    found = possible(way.needs, vocabulary)
    return found is not None and True not in found.ends
