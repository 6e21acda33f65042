"""What would have to hold for a rule to be had or met, prepared once a plan and kept.

An enterprise's own figures come in only where a goal is measured by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.plan_wide import required
from policyengine.evaluation.facts.derived import derived
from policyengine.evaluation.inquiry.atoms import put_in
from policyengine.evaluation.inquiry.cells import cells
from policyengine.evaluation.inquiry.changes import Change
from policyengine.evaluation.inquiry.names import Names
from policyengine.evaluation.inquiry.turns import Turn, turning_values
from policyengine.evaluation.kept import Remembered, kept
from policyengine.evaluation.meaning.kleene import TruthOf, truth_of, value_of
from policyengine.evaluation.meaning.terms import Known
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
from policyengine.rulebook.plan import Obligation, Plan, Reward, Support
from policyengine.rulebook.plan_wide import Decided, decided

FIXED = (Kind.JURISDICTION, Kind.LIST)
"""Nobody is told to move, nor what to write into a list."""

Changes: TypeAlias = dict[str, Value]


@kept
def wishes(plan: Plan) -> Mapping[str, Wish]:
    """What each rule asks for that an enterprise could bring about, by its local id."""
    return {rule.id: _wish(plan, rule) for rule in decided(plan)}


def _wish(plan: Plan, rule: Decided) -> Wish:
    beside = required(plan, rule)
    condition = _goal(rule, beside)
    bound = truth_of(AllOf((beside, rule.bound))) if isinstance(rule, Obligation) else None
    counts = any(isinstance(node, Aggregate) for node in descend(condition))
    return Wish(plan, condition, bound, counts, _sources(condition, plan.vocabulary))


def _goal(rule: Reward | Support | Obligation, beside: Condition) -> Condition:
    # What binds must go on binding: nobody is told to get out of an obligation.
    own = (rule.bound, rule.requires) if isinstance(rule, Obligation) else (rule.when,)
    return AllOf((beside, *own))


def _sources(condition: Condition, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The facts that may stand in a goal for what is derived from them."""
    read, found = set(facts_read(condition)), dict[str, None]()
    for definition, term, _ in reversed(derived(vocabulary)):
        if definition.name in read:
            sources = facts_read(term)
            found |= dict.fromkeys(sources)
            read.update(sources)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Wish:
    """A rule's goal before any enterprise is asked about. `bound`: whether the rule binds, of an obligation.

    `counts`: whether it counts entries of lists; `sources`: of what the facts it reads may be derived.
    """

    plan: Plan = field(repr=False)
    condition: Condition
    bound: TruthOf | None
    counts: bool
    sources: tuple[str, ...]
    _goals: Remembered[Goal] = field(default_factory=Remembered, repr=False)

    def goal(self, case: Case) -> Goal:
        """The goal for one enterprise; the same for all of whom the same facts are known in the same year."""
        known = case.known
        if self.counts:
            return self._made(_counted(self.condition, known, self.plan.vocabulary), case)
        key = (case.year, case.as_of.year, *(name in known for name in self.sources))
        return self._goals.of(key, lambda: self._made(self.condition, case))

    def _made(self, condition: Condition, case: Case) -> Goal:
        vocabulary, names = self.plan.vocabulary, Names(self.plan.vocabulary, case.year)
        expanded = _expanded(condition, case.known, vocabulary)
        given = _by_given_names(expanded, names)
        return Goal(
            given,
            names,
            truth_of(expanded),
            truth_of(given),
            facts_read(given),
            tuple(_movable(given, names, case)),
            frozenset(_shrinkable(given, vocabulary)),
        )


@dataclass(frozen=True, slots=True)
class Turning:
    """Where a goal turns by one fact alone, and the undivided conditions in which `others` decide too.

    `cells`: the values to tell apart, by the values of the others.
    """

    alone: tuple[Turn, ...]
    beside_others: tuple[Atom, ...]
    others: tuple[str, ...]
    cells: Remembered[tuple[Value, ...]] = field(default_factory=Remembered, repr=False)


@dataclass(frozen=True, slots=True)
class Goal:
    """A condition to be brought about, which reads each figure by its calendar year.

    `reached` and `holds` read it as the rule is read and as changes are told; `reads`: its facts; `movable`:
    those that can be changed, `shrinkable` those that may be made smaller; `found`: repairs by what is known.
    """

    condition: Condition
    names: Names
    reached: TruthOf
    holds: TruthOf
    reads: tuple[str, ...]
    movable: tuple[FactDefinition, ...]
    shrinkable: frozenset[str]
    found: Remembered[tuple[tuple[Change, ...], ...]] = field(default_factory=Remembered, repr=False)
    _turning: dict[str, Turning] = field(default_factory=dict, repr=False)

    def apart(self, fact: FactDefinition, known: Known) -> tuple[Value, ...]:
        """The values of a fact to tell apart, all others being as they are known."""
        turning = self._turning.get(fact.name)
        if turning is None:
            turning = self._turning[fact.name] = self._worked_out(fact)
        now = known.get(fact.name)
        # Of a window that opens every year the openings about the day itself are nearest.
        nearest = (now,) if isinstance(now, date) else ()
        key = (nearest, *map(known.get, turning.others))
        return turning.cells.of(key, lambda: self._cells(fact, turning, nearest, known))

    def _cells(
        self, fact: FactDefinition, turning: Turning, nearest: tuple[date, ...], known: Known
    ) -> tuple[Value, ...]:
        others = {name: value for name, value in known.items() if name != fact.name}
        put = (put_in(atom, others, self.names) for atom in turning.beside_others)
        return cells(fact, [*nearest, *turning.alone, *(turn for atom in put for turn in _turns(fact, atom))])

    def _worked_out(self, fact: FactDefinition) -> Turning:
        reading = [atom for atom in atoms(self.condition) if fact.name in facts_read(atom)]
        alone = [turn for atom in reading for turn in _turns(fact, atom)]
        beside = tuple(atom for atom in reading if facts_read(atom) != (fact.name,))
        others = dict.fromkeys(name for atom in beside for name in facts_read(atom) if name != fact.name)
        return Turning(tuple(alone), beside, tuple(others))


def _turns(fact: FactDefinition, atom: Atom) -> tuple[Turn, ...]:
    return (turning_values(fact, atom) or ()) if facts_read(atom) == (fact.name,) else ()


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
