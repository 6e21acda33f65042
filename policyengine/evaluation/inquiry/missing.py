"""Which unknown facts can still turn what comes out for one rule.

A fact can, if two completions that differ only in it give another status or amount. All completions are gone
through at once, as a decision diagram: where two ways of supposing leave the same open, they are one.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeAlias

from policyengine.evaluation.inquiry.unknowns import Open, Outcome, Supposed, Variable

AT_MOST = 4000
"""Ways of supposing that are gone through for one rule; past it every fact it reads counts."""

Node: TypeAlias = tuple[int, tuple[int, ...]] | Outcome


class _TooMany(Exception):
    """More ways than are worth going through."""


def turning(rule: Open) -> Collection[Variable]:
    """The variables that can turn what comes out for a rule."""
    found = surely_turning(rule)
    return rule.variables if found is None else found


def surely_turning(rule: Open) -> Collection[Variable] | None:
    """Those of which it is worked out that they do; None where there are too many ways to go through."""
    if rule.rough:
        return None
    diagram = _Diagram(rule)
    try:
        diagram.below(0, rule.start)
    except _TooMany:
        return None
    return [rule.variables[place] for place in sorted(diagram.places)]


class _Diagram:
    """A reduced decision diagram: a node stands only where its variable matters."""

    def __init__(self, rule: Open) -> None:
        self.rule = rule
        self.places: set[int] = set()
        self._numbers: dict[Node, int] = {}
        self._seen: dict[tuple[int, Supposed], int] = {}

    def below(self, place: int, supposed: Supposed) -> int:
        """The number of the node that decides from a place on; equal numbers decide alike."""
        key = place, supposed
        found = self._seen.get(key)
        if found is None:
            if len(self._seen) >= AT_MOST:
                raise _TooMany
            found = self._seen[key] = self._node(place, supposed)
        return found

    def _node(self, place: int, supposed: Supposed) -> int:
        if place == len(self.rule.variables):
            return self._number(self.rule.outcome(supposed))
        variable = self.rule.variables[place]
        parts = [
            self.below(place + 1, self.rule.suppose(supposed, variable, sample))
            for sample in variable.samples
        ]
        if len(set(parts)) == 1:
            return parts[0]
        self.places.add(place)
        return self._number((place, tuple(parts)))

    def _number(self, node: Node) -> int:
        return self._numbers.setdefault(node, len(self._numbers))
