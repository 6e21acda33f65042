"""What is open in a case: the atoms that stay unsettled, the variables, then each rule with its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice, product

from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.obligations import timing
from policyengine.evaluation.facts.dated import calendar
from policyengine.evaluation.facts.derived import signed
from policyengine.evaluation.inquiry.atoms import ReadAtom, put_in
from policyengine.evaluation.inquiry.ceilings import crossings
from policyengine.evaluation.inquiry.cells import cells
from policyengine.evaluation.inquiry.circuits import Circuit, atoms_in, counted, restricted
from policyengine.evaluation.inquiry.drawn import DrawnAggregate, DrawnRule, drawn
from policyengine.evaluation.inquiry.names import COUNTED, Names
from policyengine.evaluation.inquiry.pieces import MOST_PIECES, TooManyPieces, fixed
from policyengine.evaluation.inquiry.turns import Turn, turning_amounts, turning_values
from policyengine.evaluation.inquiry.unknowns import SHUT, Open, Sample, Unknowns, Variable
from policyengine.evaluation.meaning.amounts import amount_of
from policyengine.evaluation.meaning.ranges import ANYTHING, Range, settled
from policyengine.evaluation.meaning.terms import Known
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.facts import FactDefinition
from policyengine.language.kinds import NUMBERS
from policyengine.language.tree import Amount, Kind, Literal, Value
from policyengine.language.walk import facts_read
from policyengine.rulebook.plan import Obligation, Reward, Support
from policyengine.rulebook.provisions import Group


def opened(case: Case, only: Collection[str] | None = None) -> Unknowns:
    """What is open in a case. `only`: in these of its rules, none of which counts entries of lists."""
    return _Search(case, only).found()


@dataclass(frozen=True, slots=True)
class OpenNumber:
    """What is counted or summed of a list and not settled: the ends it lies between, and what to ask."""

    within: Range
    asks: frozenset[str]


class _Search:
    """One pass over a case."""

    def __init__(self, case: Case, only: Collection[str] | None) -> None:
        self.case, self.drawn = case, drawn(case.plan)
        self.rules = {id_: rule for id_, rule in self.drawn.rules.items() if only is None or id_ in only}
        aggregates = {each.definition.name: each.definition for each in self.drawn.aggregates}
        self.names = Names(case.plan.vocabulary, case.year, aggregates)
        # A code may be too wide to settle where an enterprise is: such a fact is known and open at once.
        self.places = {d.name for d in case.plan.vocabulary if d.kind is Kind.JURISDICTION}
        self.numbers: dict[str, OpenNumber] = {}
        self.signed = signed(case.plan.vocabulary)
        days = calendar(case.year, case.as_of)
        self.known: Known = {**days, **case.known, **dict(self._aggregated() if only is None else ())}
        if case.received is not None:
            # What counts of a record that is known is taken off as a figure.
            self.known = {**self.known, COUNTED: True}
        self.truths: dict[int, Truth] = {}
        self.open: dict[int, tuple[str, ...]] = {}
        for number in self._read_by_rules() if only is not None else range(len(self.drawn.atoms)):
            self._settle(number, self.drawn.atoms[number])
        self.amounts: dict[str, Amount] = {}
        self.crossings: tuple[Amount, ...] = ()
        self.by_itself: dict[str, tuple[Literal, ...]] = {}
        self.rough: set[str] = set()

    def _read_by_rules(self) -> list[int]:
        """The numbers of the atoms that the rules and their scope read, in order."""
        scope, rules = self.drawn.registered, self.rules.values()
        circuits = (scope, *(c for r in rules for c in (r.unpaid, r.when, r.then, r.late, *r.tiers)))
        return sorted({number for circuit in circuits if circuit is not None for number in atoms_in(circuit)})

    def _aggregated(self) -> Iterator[tuple[str, Value]]:
        for each in self.drawn.aggregates:
            possible = each.possible(self.case.known)
            value = settled(possible)
            if value is not None:
                yield each.definition.name, value
            else:
                assert isinstance(possible, Range)
                self.numbers[each.definition.name] = OpenNumber(possible, self._asked_of(each))

    def _asked_of(self, aggregate: DrawnAggregate) -> frozenset[str]:
        """The facts that a count or sum waits for: of the list itself too, unless every entry is whole."""
        items, *others = aggregate.facts
        whole = items in self.case.known and _whole(self.case.known[items], aggregate.fields)
        waiting = {self.names.given_as(name) for name in others if name not in self.case.known}
        return frozenset(waiting if whole else {items, *waiting})

    def _settle(self, number: int, atom: ReadAtom) -> None:
        truth = atom.truth(self.known)
        unknown = (name for name in atom.facts if name not in self.known or name in self.places)
        names = tuple(dict.fromkeys(map(self.names.given_as, unknown)))
        if truth is Truth.UNKNOWN and names:
            self.open[number] = names
        else:
            self.truths[number] = truth

    def found(self) -> Unknowns:
        asked = {id_: rule for id_, rule in self.rules.items() if self._matters(rule)}
        begun = {id_: self._begun(id_, rule) for id_, rule in asked.items()}
        read = {number for rule in begun.values() for c in rule.start[0] for number in atoms_in(c)}
        self.open = {number: names for number, names in self.open.items() if number in read}
        self.crossings = tuple(crossings(self.case.plan, self.amounts))
        every = list(self._variables())
        # What can turn out in one way only is as good as known.
        settled_ = [variable.samples[0].truths for variable in every if len(variable.samples) == 1]
        alone = {number: truth for truths in settled_ for number, truth in truths.items()}
        variables = tuple(variable for variable in every if len(variable.samples) > 1)
        opens = {id_: _reading(rule, variables, alone) for id_, rule in begun.items()}
        rough = {id_: replace(opens[id_], rough=True) for id_ in self.rough}
        return Unknowns(opens | rough, variables)

    def _matters(self, rule: DrawnRule) -> bool:
        if rule.payment is not None:
            # Of what was paid the day has come.
            paid = self.case.received_of(rule.rule.id)
            return not any(each.payment == rule.payment.id for each in paid)
        # Nothing is sent back of what was never received.
        return not rule.returns or bool(self.case.received_of(rule.rule.id))

    def _begun(self, id_: str, rule: DrawnRule) -> Open:
        item = None if rule.returns or isinstance(rule.rule, Group) else rule.rule
        scope = self.drawn.registered if item is not None and self.case.scope_asked(item) else Truth.TRUE
        gate = restricted(counted(3, (scope, self._unpaid(rule), rule.when)), self.truths)
        if gate is Truth.FALSE:
            return Open(id_, self.case, rule, SHUT)
        late = self._late(rule.rule) if rule.late is None else rule.late
        circuits = (gate, *(restricted(each, self.truths) for each in (rule.then, late, *rule.tiers)))
        if rule.amount is None:
            return Open(id_, self.case, rule, (circuits, ()))
        amount = self.amounts[id_] = put_in(rule.amount, self.known, self.names)
        computed_from = frozenset(name for name in facts_read(amount) if name in self.names)
        first = None if rule.first is None else amount_of(put_in(rule.first, self.known, self.names))
        return Open(id_, self.case, rule, (circuits, ()), (), amount_of(amount), first, computed_from)

    def _unpaid(self, rule: DrawnRule) -> Circuit:
        if rule.returns or not isinstance(rule.rule, Reward):
            return Truth.TRUE
        unpaid = self.case.unpaid(rule.rule)
        return rule.unpaid if unpaid is Truth.UNKNOWN else unpaid

    def _late(self, rule: Reward | Support | Obligation | Group) -> Truth:
        # From when and for how long it binds is part of its gate, and puts no due day off.
        assert isinstance(rule, Obligation)
        case, whenever = self.case, replace(rule, start=None, lasts=None)
        return timing(whenever, case.plan.period, case.as_of, case.year, self.known).over

    def _variables(self) -> Iterator[Variable]:
        for number, (fact, asks, samples) in enumerate(self._told_apart()):
            yield Variable(number, fact, asks, tuple(samples))

    def _told_apart(self) -> Iterator[tuple[str | None, tuple[str, ...], Iterable[Sample]]]:
        free = dict(self.open)
        computing = {name for amount in self.amounts.values() for name in facts_read(amount)}
        read = computing.union(*self.open.values())
        for name in (*self.names.in_order(read), *(name for name in self.numbers if name in read)):
            definition = self.names.definition(name)
            turns = dict(self._turns(definition))
            for number in turns:
                del free[number]
            yield name, self._asks([name]), self._samples(definition, turns, name in computing)
        for number, names in free.items():
            # Over several facts, or over one in a way that is not worked out: either may hold.
            either = (Sample(None, {number: truth}) for truth in (Truth.FALSE, Truth.TRUE))
            yield None, self._asks(names), either

    def _turns(self, definition: FactDefinition) -> Iterator[tuple[int, tuple[Turn, ...]]]:
        for number, names in self.open.items():
            if names == (definition.name,):
                atom = self.drawn.atoms[number]
                node = atom.node if atom.facts == names else put_in(atom.node, self.known, self.names)
                turns = turning_values(definition, node)
                if turns is not None:
                    yield number, turns

    def _samples(
        self, definition: FactDefinition, turns: Mapping[int, tuple[Turn, ...]], computes: bool
    ) -> Iterable[Sample]:
        name, readers = definition.name, {number: self.drawn.atoms[number].truth for number in turns}
        every = [turn for found in turns.values() for turn in found]
        peaks: tuple[Value, ...] = ()
        if computes:
            every += self._turns_of_amounts(definition)
            peaks = tuple(self._peaks(definition))
        apart: dict[object, Sample] = {}
        for value in cells(definition, every, self._within(name), peaks):
            known = {**self.known, **dict.fromkeys(self.names.read_as(name), value)}
            truths = {number: reader(known) for number, reader in readers.items()}
            key = value if computes else tuple(truths.values())
            apart.setdefault(key, Sample(value, truths))
        return apart.values()

    def _within(self, name: str) -> Value | Range | None:
        """What is already known of something open."""
        if name in self.numbers:
            return self.numbers[name].within
        return ANYTHING if name in self.signed else self.known.get(name)

    def _turns_of_amounts(self, definition: FactDefinition) -> Iterator[Value]:
        for id_, amount in self.amounts.items():
            if definition.name in facts_read(amount):
                try:
                    yield from turning_amounts(amount, definition)
                except TooManyPieces:
                    self.rough.add(id_)

    def _peaks(self, definition: FactDefinition) -> Iterator[Value]:
        """Where groups meet their ceilings, each other number they read at a value that matters by itself."""
        for amount in self.crossings:
            read = facts_read(amount)
            others = [name for name in read if name != definition.name and self._is_number(name)]
            if definition.name not in read:
                continue
            ways = list(islice(product(*map(self._values_by_itself, others)), MOST_PIECES))
            for way in ways:
                # Past the bound its worth is that of the other values that matter.
                with suppress(TooManyPieces):
                    yield from turning_amounts(fixed(amount, dict(zip(others, way, strict=True))), definition)

    def _is_number(self, name: str) -> bool:
        return name in self.names and self.names.definition(name).kind in NUMBERS

    def _values_by_itself(self, name: str) -> tuple[Literal, ...]:
        """The values of a number to tell apart, whatever it has to do with others."""
        if name not in self.by_itself:
            definition = self.names.definition(name)
            turns = (turn for found in dict(self._turns(definition)).values() for turn in found)
            values = cells(definition, [*turns, *self._turns_of_amounts(definition)], self._within(name))
            self.by_itself[name] = tuple(Literal(definition.kind, value) for value in values)
        return self.by_itself[name]

    def _asks(self, names: Iterable[str]) -> tuple[str, ...]:
        """These facts and what they follow from, as far as unknown; a made-up one asks for what it is of."""
        asked: set[str] = set()
        for name in names:
            number = self.numbers.get(name)
            asked |= self.names.asked_for(name) if number is None else number.asks
        partly = {name for number in self.numbers.values() for name in number.asks}
        return self.names.in_order(asked - (self.known.keys() - self.places - partly))


def _whole(entries: Value, fields: Iterable[str]) -> bool:
    """Whether every entry of a list says all that is asked of it."""
    assert isinstance(entries, tuple)
    return all(dict(entry).keys() >= set(fields) for entry in entries)


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
