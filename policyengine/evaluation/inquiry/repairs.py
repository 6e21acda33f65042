"""What it would take: the smallest sets of changes that make an enterprise eligible, or meet an obligation.

Only facts that an enterprise can bring about are changed, never a list. Of a series that is the figure of the
year assessed, unless that year is over; never one of a year before. A figure
moves to the nearest value that does; what others are measured by, such as revenue in a share of revenue, is
never made smaller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import combinations, permutations
from typing import TypeAlias

from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.plan_wide import required
from policyengine.evaluation.facts.derived import derived
from policyengine.evaluation.inquiry.atoms import put_in
from policyengine.evaluation.inquiry.cells import cells
from policyengine.evaluation.inquiry.changes import Change, size_of
from policyengine.evaluation.inquiry.names import Names
from policyengine.evaluation.inquiry.turns import Turn, turning_values
from policyengine.evaluation.meaning.kleene import truth_of, value_of
from policyengine.evaluation.meaning.terms import Known
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.figures import figure_in
from policyengine.language.kinds import kind_of
from policyengine.language.tree import (
    Aggregate,
    AllOf,
    Arithmetic,
    Condition,
    Fact,
    Kind,
    Literal,
    Operator,
    Term,
    Value,
)
from policyengine.language.walk import AnyNode, Atom, atoms, descend, facts_read, rewrite
from policyengine.rulebook.plan import Obligation, Reward, Support
from policyengine.rulebook.scope import registered

MOST_FACTS = 4
MOST_REPAIRS = 10
MOST_TRIED = 4000
"""How many facts a repair may change, how many repairs are offered, how many are tried for one rule."""

FIXED = (Kind.JURISDICTION, Kind.LIST)
"""Nobody is told to move, nor what to write into a list."""

Changes: TypeAlias = dict[str, Value]


def repairs(case: Case, rule: Reward | Support | Obligation) -> tuple[tuple[Change, ...], ...]:
    """The repairs of what is not had or not met, fewest facts first, then smallest.

    There are none where something stands in the way that no fact can change: place, or what was paid before.
    """
    known, vocabulary = case.known, case.plan.vocabulary
    if case.scope_asked(rule) and truth_of(registered(case.plan))(known) is not Truth.TRUE:
        return ()
    if isinstance(rule, Reward) and case.unpaid(rule) is not Truth.TRUE:
        return ()
    beside = required(case.plan, rule)
    goal = _expanded(_counted(_goal(rule, beside), known, vocabulary), known, vocabulary)
    unbound = isinstance(rule, Obligation) and truth_of(AllOf((beside, rule.bound)))(known) is not Truth.TRUE
    if unbound or truth_of(goal)(known) is not Truth.FALSE:
        return ()
    return _Search(goal, case).found()


def _goal(rule: Reward | Support | Obligation, beside: Condition) -> Condition:
    # What binds must go on binding: nobody is told to get out of an obligation.
    own = (rule.bound, rule.requires) if isinstance(rule, Obligation) else (rule.when,)
    return AllOf((beside, *own))


def _counted(goal: Condition, known: Known, vocabulary: Vocabulary) -> Condition:
    """A goal in which what is counted or summed of lists stands as the number that it is."""

    def number(node: AnyNode) -> AnyNode:
        if not isinstance(node, Aggregate) or facts_read(node) != (node.items,):
            return node
        value = value_of(node)(known)
        return node if value is None else Literal(kind_of(node, vocabulary), value)

    return rewrite(goal, number)


def _expanded(goal: Condition, known: Known, vocabulary: Vocabulary) -> Condition:
    """A goal in which the sources, where all are known, stand for the fact derived from them."""
    read = set(facts_read(goal))
    for definition, term, _ in reversed(derived(vocabulary)):
        sources = facts_read(term)
        if definition.name in read and all(source in known for source in sources):
            goal, read = _replaced(goal, definition.name, term), read.union(sources)
    return goal


def _replaced(goal: Condition, name: str, term: Term) -> Condition:
    return rewrite(goal, lambda node: term if node == Fact(name) else node)


class _Search:
    """One search for the repairs of one goal."""

    def __init__(self, goal: Condition, case: Case) -> None:
        self.known, self.vocabulary = case.known, case.plan.vocabulary
        self.names = Names(case.plan.vocabulary, case.year)
        self.goal = _by_given_names(goal, self.names)
        self.holds = truth_of(self.goal)
        self.movable = tuple(_movable(self.goal, self.names, case))
        self.shrinkable = _shrinkable(self.goal, self.vocabulary)
        self.tried = 0

    def found(self) -> tuple[tuple[Change, ...], ...]:
        sets: list[tuple[set[str], tuple[Change, ...]]] = []
        for count in range(1, MOST_FACTS + 1):
            for facts in combinations(self.movable, count):
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
        others = {name: value for name, value in known.items() if name != fact.name}
        # Of a window that opens every year the openings about the day itself are nearest.
        turns: list[Turn] = [now] if isinstance(now, date) else []
        for atom in atoms(put_in(self.goal, others, self.names)):
            turns += _turns(fact, atom)
        for value in cells(fact, turns):
            smaller = isinstance(value, Fraction) and isinstance(now, Fraction) and value < now
            if value != now and (not smaller or fact.name in self.shrinkable):
                yield value


def _turns(fact: FactDefinition, atom: Atom) -> tuple[Turn, ...]:
    return (turning_values(fact, atom) or ()) if facts_read(atom) == (fact.name,) else ()


def _by_given_names(goal: Condition, names: Names) -> Condition:
    """A goal that reads each figure by its calendar year, by which a change of it is told."""

    def given(node: AnyNode) -> AnyNode:
        return Fact(names.given_as(node.name)) if isinstance(node, Fact) else node

    return rewrite(goal, given)


def _movable(goal: Condition, names: Names, case: Case) -> Iterator[FactDefinition]:
    for name in names.in_order(facts_read(goal)):
        series, year = figure_in(name) or (name, case.year)
        of, definition = names.definition(series), names.definition(name)
        # What a year brought that is over, or before the one assessed, nobody can change any more.
        now = name == series or (year == case.year and year >= case.as_of.year)
        if now and of.changeable and definition.kind not in FIXED:
            yield definition


def _shrinkable(goal: Condition, vocabulary: Vocabulary) -> set[str]:
    """The facts that a condition bounds by themselves and that nothing is measured by."""
    terms = [term for _, term, _ in derived(vocabulary)]
    divisors = [
        node.right
        for tree in (goal, *terms)
        for node in descend(tree)
        if isinstance(node, Arithmetic) and node.operator is Operator.OVER
    ]
    alone = {facts_read(atom)[0] for atom in atoms(goal) if len(facts_read(atom)) == 1}
    measures = {_series(name) for divisor in divisors for name in facts_read(divisor)}
    return {name for name in alone if _series(name) not in measures}


def _series(name: str) -> str:
    """The series of a figure; any other fact is its own."""
    return (figure_in(name) or (name, 0))[0]
