"""What is not known of a case, as variables with a few values each, and what each rule makes of them.

A variable is an unknown fact, cut into the stretches that conditions tell apart, or a condition over several
unknown facts, which counts as free.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.obligations import due_on
from policyengine.evaluation.deciding.statuses import eligibility, obligation_status, settled_amount
from policyengine.evaluation.facts.derived import sources_of
from policyengine.evaluation.facts.received import RECEIVED
from policyengine.evaluation.inquiry.atoms import ReadAtom, put_in
from policyengine.evaluation.inquiry.cells import (
    LAST_NUMBERS,
    cells,
    computed,
    turning_amounts,
    turning_values,
)
from policyengine.evaluation.inquiry.circuits import Circuit, atoms_in, counted, restricted, settled
from policyengine.evaluation.inquiry.drawn import DrawnRule, drawn, tier_fact
from policyengine.evaluation.meaning.amounts import NIL, OPEN, Reach, ReachOf, amount_of
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.facts import FactDefinition
from policyengine.language.tree import Amount, Kind, Value
from policyengine.language.walk import facts_read
from policyengine.rulebook.plan import Obligation, Reward


class Outcome(NamedTuple):
    """What comes out for one rule: its status, and what it can come to (nothing, but for rewards)."""

    status: str
    reach: Reach


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

    id: str
    case: Case = field(repr=False)
    drawn: DrawnRule = field(repr=False)
    start: Supposed
    variables: tuple[Variable, ...] = ()
    reach: ReachOf = field(repr=False, default=lambda known: NIL)
    computed_from: frozenset[str] = frozenset()

    def suppose(self, supposed: Supposed, variable: Variable, sample: Sample) -> Supposed:
        """The same with one variable more."""
        circuits = tuple(restricted(circuit, sample.truths) for circuit in supposed[0])
        if circuits[0] is Truth.FALSE:
            return SHUT
        if variable.fact in self.computed_from and sample.value is not None:
            return circuits, (*supposed[1], (variable.fact, sample.value))
        return circuits, supposed[1]

    def narrowed(self, turning: Collection[Variable]) -> Open:
        """The same rule reading only the variables that turn it; the others may as well be at their first."""
        start = self.start
        for variable in self.variables:
            if variable not in turning:
                start = self.suppose(start, variable, variable.samples[0])
        return replace(self, start=start, variables=tuple(turning))

    def outcome(self, supposed: Supposed) -> Outcome:
        """What comes out once every variable is supposed; an amount that grows with a fact has no high."""
        if supposed == SHUT:
            return self._decided(Truth.FALSE, Truth.FALSE, NIL)
        gate, then, *tiers = map(settled, supposed[0])
        known: dict[str, Value] = dict(supposed[1])
        for place, tier in enumerate(tiers):
            if tier is not Truth.UNKNOWN:
                known[tier_fact(place)] = tier is Truth.TRUE
        return self._decided(gate, then, self._reach(known))

    def _reach(self, known: dict[str, Value]) -> Reach:
        reach = self.reach(known)
        for name in self.computed_from:
            value = known[name]
            if isinstance(value, Fraction) and value in LAST_NUMBERS and reach.high is not None:
                high = self.reach(known | {name: value / 2}).high
                if high is None or high < reach.high:
                    return OPEN
        return reach

    def _decided(self, gate: Truth, then: Truth, reach: Reach) -> Outcome:
        rule, case = self.drawn.rule, self.case
        if isinstance(rule, Obligation):
            due = due_on(rule, case.plan.period, case.as_of, case.year)
            return Outcome(obligation_status(gate, then, due, case.as_of), NIL)
        status = eligibility(gate)
        paid = settled_amount(reach, status, rule.nature) if isinstance(rule, Reward) else NIL
        return Outcome(status, paid)


@dataclass(frozen=True, slots=True)
class Unknowns:
    """Everything open in a case: the rules by their local id, and the variables in the order of asking."""

    opens: Mapping[str, Open]
    variables: tuple[Variable, ...]


def unknowns(case: Case) -> Unknowns:
    """What is open in a case."""
    return _Search(case).found()


class _Search:
    """One pass over a case: the atoms that stay open, the variables, then each rule with its own."""

    def __init__(self, case: Case) -> None:
        self.case, self.drawn = case, drawn(case.plan)
        self.vocabulary, self.known = case.plan.vocabulary, case.facts.known
        # A code may be too wide to settle where an enterprise is: such a fact is known and open at once.
        self.places = {d.name for d in self.vocabulary if d.kind is Kind.JURISDICTION}
        self.truths: dict[int, Truth] = {}
        self.open: dict[int, tuple[str, ...]] = {}
        for number, atom in enumerate(self.drawn.atoms):
            self._settle(number, atom)
        self.amounts: dict[str, Amount] = {}

    def _settle(self, number: int, atom: ReadAtom) -> None:
        truth = atom.truth(self.known)
        unknown = tuple(name for name in atom.facts if name not in self.known or name in self.places)
        if truth is Truth.UNKNOWN and unknown:
            self.open[number] = unknown
        else:
            self.truths[number] = truth

    def found(self) -> Unknowns:
        begun = {id_: self._begun(id_, rule) for id_, rule in self.drawn.rules.items()}
        read = {number for rule in begun.values() for c in rule.start[0] for number in atoms_in(c)}
        self.open = {number: names for number, names in self.open.items() if number in read}
        every = list(self._variables())
        # What can turn out in one way only is as good as known.
        settled_ = [variable.samples[0].truths for variable in every if len(variable.samples) == 1]
        alone = {number: truth for truths in settled_ for number, truth in truths.items()}
        variables = tuple(variable for variable in every if len(variable.samples) > 1)
        return Unknowns({id_: _reading(rule, variables, alone) for id_, rule in begun.items()}, variables)

    def _begun(self, id_: str, rule: DrawnRule) -> Open:
        scope = self.drawn.registered if self.case.scope_asked(rule.rule) else Truth.TRUE
        unpaid: Circuit = rule.unpaid
        if isinstance(rule.rule, Reward) and self.case.unpaid(rule.rule) is not Truth.UNKNOWN:
            unpaid = self.case.unpaid(rule.rule)
        gate = restricted(counted(3, (scope, unpaid, rule.when)), self.truths)
        if gate is Truth.FALSE:
            return Open(id_, self.case, rule, SHUT)
        circuits = (gate, *(restricted(circuit, self.truths) for circuit in (rule.then, *rule.tiers)))
        if rule.amount is None:
            return Open(id_, self.case, rule, (circuits, ()))
        amount = self.amounts[id_] = put_in(rule.amount, self.known, self.vocabulary)
        computed_from = frozenset(name for term in computed(amount) for name in facts_read(term))
        return Open(id_, self.case, rule, (circuits, ()), (), amount_of(amount), computed_from)

    def _variables(self) -> Iterator[Variable]:
        for number, (fact, asks, samples) in enumerate(self._told_apart()):
            yield Variable(number, fact, asks, tuple(samples))

    def _told_apart(self) -> Iterator[tuple[str | None, tuple[str, ...], Iterable[Sample]]]:
        free = dict(self.open)
        terms = [term for amount in self.amounts.values() for term in computed(amount)]
        computing = {name for term in terms for name in facts_read(term)}
        read = computing.union(*self.open.values())
        for definition in self.vocabulary:
            name = definition.name
            if name in read:
                turns = dict(self._turns(definition))
                for number in turns:
                    del free[number]
                yield name, self._asks([name]), self._samples(definition, turns, name in computing)
        for number, names in free.items():
            # Over several facts, or over one in a way that is not worked out: either may hold.
            either = (Sample(None, {number: truth}) for truth in (Truth.FALSE, Truth.TRUE))
            yield None, self._asks(names), either

    def _turns(self, definition: FactDefinition) -> Iterator[tuple[int, tuple[Value, ...]]]:
        for number, names in self.open.items():
            if names == (definition.name,):
                atom = self.drawn.atoms[number]
                node = atom.node if atom.facts == names else put_in(atom.node, self.known, self.vocabulary)
                turns = turning_values(definition, node)
                if turns is not None:
                    yield number, turns

    def _samples(
        self, definition: FactDefinition, turns: Mapping[int, tuple[Value, ...]], computes: bool
    ) -> Iterable[Sample]:
        name, readers = definition.name, {number: self.drawn.atoms[number].truth for number in turns}
        every = [turn for found in turns.values() for turn in found]
        if computes:
            every += [turn for amount in self.amounts.values() for turn in turning_amounts(amount, name)]
        apart: dict[object, Sample] = {}
        for value in cells(definition, every, self.known.get(name)):
            known = {**self.known, name: value}
            truths = {number: reader(known) for number, reader in readers.items()}
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
        unknown = asked - (self.known.keys() - self.places)
        return tuple(name for name in (*self.vocabulary.by_name, RECEIVED) if name in unknown)


def _reading(rule: Open, variables: Iterable[Variable], alone: Mapping[int, Truth]) -> Open:
    """A rule with what is as good as known put in, and the variables that it reads."""
    circuits = tuple(restricted(circuit, alone) for circuit in rule.start[0])
    if circuits[0] is Truth.FALSE:
        return replace(rule, start=SHUT, computed_from=frozenset())
    numbers = {number for circuit in circuits for number in atoms_in(circuit)}
    read = (
        variable
        for variable in variables
        if variable.fact in rule.computed_from or numbers & variable.samples[0].truths.keys()
    )
    return replace(rule, start=(circuits, ()), variables=tuple(read))
