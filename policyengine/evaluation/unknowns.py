"""What is not known of a case, as variables with a few values each, and what each rule makes of them.

A variable is an unknown fact, cut into the stretches that conditions tell apart, or a condition over several
unknown facts, which counts as free.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeAlias, cast

from policyengine.evaluation.amounts import NIL, OPEN, Reach, ReachOf, amount_of
from policyengine.evaluation.atoms import AtomNode, Atoms
from policyengine.evaluation.case import Case
from policyengine.evaluation.cells import LAST_NUMBERS, cells, computed, turning_amounts, turning_values
from policyengine.evaluation.circuits import Circuit, atoms_in, circuit_of, restricted, settled
from policyengine.evaluation.decisions import Decision, Outcome, decisions
from policyengine.evaluation.derived import sources_of
from policyengine.evaluation.kleene import truth_of
from policyengine.evaluation.received import RECEIVED
from policyengine.evaluation.scope import REGISTERED_IN
from policyengine.evaluation.terms import Known
from policyengine.evaluation.truth import Truth
from policyengine.language.facts import FactDefinition
from policyengine.language.tree import Amount, Branch, Condition, Fact, Value
from policyengine.language.walk import AnyNode, facts_read, rewrite


@dataclass(frozen=True, slots=True)
class Sample:
    """One value that a variable may turn out to have, and what it makes of the atoms that read it."""

    value: Value | None
    truths: Mapping[int, Truth]


@dataclass(frozen=True, slots=True)
class Variable:
    """Something not known. `fact`: the fact it is, if it is one; `asks`: what would have to be asked."""

    number: int
    fact: str | None
    asks: tuple[str, ...]
    samples: tuple[Sample, ...]


Supposed: TypeAlias = tuple[tuple[Circuit, ...], tuple[tuple[str, Value], ...]]
"""A rule with some variables supposed: its gate, what it then asks, its tiers; and what it computes with."""

SHUT: Supposed = ((Truth.FALSE,), ())
"""Where the gate is shut, nothing else matters."""


@dataclass(frozen=True, slots=True)
class Open:
    """A rule that what is not known may still turn. `start`: nothing supposed; `variables`: what it reads."""

    decision: Decision
    start: Supposed
    variables: tuple[Variable, ...]
    reach: ReachOf = field(repr=False)
    computed_from: frozenset[str]

    def suppose(self, supposed: Supposed, variable: Variable, sample: Sample) -> Supposed:
        """The same with one variable more."""
        circuits = tuple(restricted(circuit, sample.truths) for circuit in supposed[0])
        if circuits[0] is Truth.FALSE:
            return SHUT
        if variable.fact in self.computed_from and sample.value is not None:
            return circuits, (*supposed[1], (variable.fact, sample.value))
        return circuits, supposed[1]

    def outcome(self, supposed: Supposed) -> Outcome:
        """What comes out once every variable is supposed; an amount that grows with a fact has no high."""
        if supposed == SHUT:
            return self.decision.outcome(Truth.FALSE, Truth.FALSE, NIL)
        gate, then, *tiers = map(settled, supposed[0])
        known: dict[str, Value] = dict(supposed[1])
        for place, tier in enumerate(tiers):
            if tier is not Truth.UNKNOWN:
                known[_tier(place)] = tier is Truth.TRUE
        return self.decision.outcome(gate, then, self._reach(known))

    def _reach(self, known: dict[str, Value]) -> Reach:
        reach = self.reach(known)
        for name in self.computed_from:
            value = known[name]
            if isinstance(value, Fraction) and value in LAST_NUMBERS and reach.high is not None:
                high = self.reach(known | {name: value / 2}).high
                if high is None or high < reach.high:
                    return OPEN
        return reach


@dataclass(frozen=True, slots=True)
class Unknowns:
    """Everything open in a case: the rules by their local id, and the variables in the order of asking."""

    opens: Mapping[str, Open]
    variables: tuple[Variable, ...]


def unknowns(case: Case) -> Unknowns:
    """What is open in a case."""
    return _Search(case).found()


def _tier(place: int) -> str:
    return f"tier.{place}"  # no vocabulary can hold the name


class _Search:
    """One pass over the rules of a case: first the atoms, then the variables, then each rule with its own."""

    def __init__(self, case: Case) -> None:
        self.case, self.vocabulary = case, case.plan.vocabulary
        self.known = case.facts.known
        self.atoms = Atoms(self.known, self.vocabulary)
        self.amounts: list[Amount] = []

    def found(self) -> Unknowns:
        begun = [self._begun(decision) for decision in decisions(self.case)]
        every = list(self._variables())
        # What can turn out in one way only is as good as known.
        known = {n: truth for v in every if len(v.samples) == 1 for n, truth in v.samples[0].truths.items()}
        variables = tuple(variable for variable in every if len(variable.samples) > 1)
        opens = {rule.decision.id: _reading(rule, variables, known) for rule in begun}
        return Unknowns(opens, variables)

    def _begun(self, decision: Decision) -> Open:
        gate, then = (self._circuit(condition) for condition in (decision.gate, decision.then))
        if decision.amount is None or gate is Truth.FALSE:
            return Open(
                decision, ((gate, then), ()) if gate is not Truth.FALSE else SHUT, (), _nothing, frozenset()
            )
        amount, tiers = self._without_conditions(self.atoms.put_in(decision.amount))
        self.amounts.append(amount)
        computed_from = {name for term in computed(amount) for name in facts_read(term)}
        return Open(decision, ((gate, then, *tiers), ()), (), amount_of(amount), frozenset(computed_from))

    def _circuit(self, condition: Condition) -> Circuit:
        return circuit_of(self.atoms.put_in(condition), self.atoms.number)

    def _without_conditions(self, amount: Amount) -> tuple[Amount, list[Circuit]]:
        """An amount whose tiers hang on made-up facts, and what these stand for."""
        tiers: list[Circuit] = []

        def branch(node: AnyNode) -> AnyNode:
            if not isinstance(node, Branch):
                return node
            tiers.append(circuit_of(node.when, self.atoms.number))
            return replace(node, when=Fact(_tier(len(tiers) - 1)))

        return cast(Amount, rewrite(amount, branch)), tiers

    def _variables(self) -> Iterator[Variable]:
        for number, (fact, asks, samples) in enumerate(self._told_apart()):
            yield Variable(number, fact, asks, tuple(samples))

    def _told_apart(self) -> Iterator[tuple[str | None, tuple[str, ...], Iterable[Sample]]]:
        free = dict(self.atoms.numbers)
        read = {name for atom in free for name in facts_read(atom)}
        read |= {name for amount in self.amounts for term in computed(amount) for name in facts_read(term)}
        for definition in self.vocabulary:
            if definition.name in read:
                turns = dict(self._turns(definition))
                for atom in turns:
                    del free[atom]
                yield definition.name, self._asks([definition.name]), self._samples(definition, turns)
        for atom, number in free.items():
            # Over several facts, or over one in a way that is not worked out: either may hold.
            either = (Sample(None, {number: truth}) for truth in (Truth.FALSE, Truth.TRUE))
            yield None, self._asks(facts_read(atom)), either

    def _turns(self, definition: FactDefinition) -> Iterator[tuple[AtomNode, tuple[Value, ...]]]:
        for atom in self.atoms.numbers:
            if facts_read(atom) == (definition.name,):
                turns = turning_values(definition, atom)
                if turns is not None:
                    yield atom, turns

    def _samples(
        self, definition: FactDefinition, turns: Mapping[AtomNode, tuple[Value, ...]]
    ) -> Iterable[Sample]:
        name = definition.name
        amounts = [turn for amount in self.amounts for turn in turning_amounts(amount, name)]
        computes = any(name in facts_read(term) for amount in self.amounts for term in computed(amount))
        every = (*amounts, *(turn for found in turns.values() for turn in found))
        readers = {self.atoms.numbers[atom]: truth_of(atom) for atom in turns}
        apart: dict[object, Sample] = {}
        for value in cells(definition, every, self.known.get(name)):
            truths = {number: reader({name: value}) for number, reader in readers.items()}
            key = value if computes else tuple(truths.values())
            apart.setdefault(key, Sample(value, truths))
        return apart.values()

    def _asks(self, names: Iterable[str]) -> tuple[str, ...]:
        """These facts and what they follow from, as far as unknown; a made-up one asks what was paid."""
        asked: set[str] = set()
        for name in names:
            asked |= (
                {name, *sources_of(self.vocabulary).get(name, ())} if name in self.vocabulary else {RECEIVED}
            )
        unknown = asked - (self.known.keys() - {REGISTERED_IN})
        return tuple(name for name in (*self.vocabulary.by_name, RECEIVED) if name in unknown)


def _nothing(known: Known) -> Reach:
    return NIL


def _reading(rule: Open, variables: Iterable[Variable], known: Mapping[int, Truth]) -> Open:
    """A rule with what is as good as known put in, and the variables that it reads."""
    circuits = tuple(restricted(circuit, known) for circuit in rule.start[0])
    if circuits[0] is Truth.FALSE:
        return replace(rule, start=SHUT, computed_from=frozenset())
    numbers = {number for circuit in circuits for number in atoms_in(circuit)}
    read = (
        variable
        for variable in variables
        if variable.fact in rule.computed_from or numbers & variable.samples[0].truths.keys()
    )
    return replace(rule, start=(circuits, ()), variables=tuple(read))
