"""What it would take: the smallest sets of changes that make an enterprise eligible, or meet an obligation.

Only facts that an enterprise can bring about are changed, never a list. Of a series that is the figure of the
year assessed, unless that year is over; never one of a year before. A figure
moves to the nearest value that does; what others are measured by, such as revenue in a share of revenue, is
never made smaller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations, permutations

from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.compiled import compiled
from policyengine.evaluation.inquiry.changes import Change, size_of
from policyengine.evaluation.inquiry.goals import Changes, Goal, wishes
from policyengine.evaluation.meaning.terms import Known
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.facts import FactDefinition
from policyengine.language.tree import Value
from policyengine.rulebook.plan import Obligation, Reward, Support

MOST_FACTS = 4
MOST_REPAIRS = 10
MOST_TRIED = 4000
"""How many facts a repair may change, how many repairs are offered, how many are tried for one rule."""


def repairs(case: Case, rule: Reward | Support | Obligation) -> tuple[tuple[Change, ...], ...]:
    """The repairs of what is not had or not met, fewest facts first, then smallest.

    There are none where something stands in the way that no fact can change: place, or what was paid before.
    """
    known = case.known
    if case.scope_asked(rule) and compiled(case.plan).registered(known) is not Truth.TRUE:
        return ()
    if isinstance(rule, Reward) and case.unpaid(rule) is not Truth.TRUE:
        return ()
    wish = wishes(case.plan)[rule.id]
    if wish.bound is not None and wish.bound(known) is not Truth.TRUE:
        return ()
    goal = wish.goal(case)
    if goal.reached(known) is not Truth.FALSE:
        return ()
    return goal.found.of(tuple(map(known.get, goal.reads)), lambda: _Search(goal, known).found())


class _Search:
    """One search for the repairs of one goal."""

    def __init__(self, goal: Goal, known: Known) -> None:
        # Nothing else that is known has to do with it.
        self.goal, self.known = goal, {name: known[name] for name in goal.reads if name in known}
        self.holds = goal.holds
        self.tried = 0

    def found(self) -> tuple[tuple[Change, ...], ...]:
        sets: list[tuple[set[str], tuple[Change, ...]]] = []
        for count in range(1, MOST_FACTS + 1):
            for facts in combinations(self.goal.movable, count):
                names = {definition.name for definition in facts}
                if not any(smaller <= names for smaller, _ in sets) and self._hopeful(names):
                    best = self._best(facts)
                    sets += [(names, best)] if best else []
        return tuple(changes for _, changes in sorted(sets, key=lambda s: (len(s[1]), size_of(s[1]))))[
            :MOST_REPAIRS
        ]

    def _hopeful(self, names: set[str]) -> bool:
        rest = {name: value for name, value in self.known.items() if name not in names}
        return self.holds(rest) is not Truth.FALSE

    def _best(self, facts: tuple[FactDefinition, ...]) -> tuple[Change, ...]:
        """The smallest changes of exactly these facts that reach the goal."""
        reached = [
            self._told(facts, changes) for order in permutations(facts) for changes in self._tries(order, {})
        ]
        return min(reached, key=size_of, default=())

    def _told(self, facts: Iterable[FactDefinition], changes: Changes) -> tuple[Change, ...]:
        return tuple(Change(fact, self.known.get(fact.name), changes[fact.name]) for fact in facts)

    def _tries(self, order: tuple[FactDefinition, ...], changes: Changes) -> Iterator[Changes]:
        if not order:
            self.tried += 1
            if self.holds({**self.known, **changes}) is Truth.TRUE:
                yield changes
            return
        for value in self._values(order[0], {**self.known, **changes}):
            if self.tried < MOST_TRIED:
                yield from self._tries(order[1:], {**changes, order[0].name: value})

    def _values(self, fact: FactDefinition, known: Known) -> Iterator[Value]:
        """The values worth trying for one fact, everything else being as it is."""
        now = known.get(fact.name)
        for value in self.goal.apart(fact, known):
            smaller = isinstance(value, Fraction) and isinstance(now, Fraction) and value < now
            if value != now and (not smaller or fact.name in self.goal.shrinkable):
                yield value
