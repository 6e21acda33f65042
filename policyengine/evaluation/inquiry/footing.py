"""What the missing facts of a rule rest on: where all of it is equal, they are, whoever the enterprise is.

That is the truth of the undivided conditions it reads, which facts are known, and the values of those with
which something is calculated. There are few such states of a rule, however many enterprises there are.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.compiled import compiled
from policyengine.evaluation.deciding.groups import Pot
from policyengine.evaluation.facts.dated import calendar
from policyengine.evaluation.facts.derived import sources_of
from policyengine.evaluation.facts.received import RECEIVED
from policyengine.evaluation.inquiry.circuits import Circuit, atoms_in
from policyengine.evaluation.inquiry.drawn import DrawnPlan, DrawnRule, drawn
from policyengine.evaluation.inquiry.names import tier_fact, unpaid_fact
from policyengine.evaluation.kept import Remembered, kept
from policyengine.evaluation.meaning.terms import Known
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.tree import Kind
from policyengine.language.walk import facts_read
from policyengine.rulebook.choices import Scope
from policyengine.rulebook.plan import Obligation, Plan, Reward, Support
from policyengine.rulebook.plan_wide import Decided
from policyengine.rulebook.provisions import Group


@dataclass(frozen=True, slots=True)
class Missing:
    """The facts missing for a rule; not `surely`, where there are too many ways to go through."""

    facts: tuple[str, ...]
    surely: bool


@dataclass(frozen=True, slots=True)
class Footing:
    """What the missing facts of one rule rest on.

    `atoms`: the numbers of the undivided conditions it reads, `places` those that ask where something is;
    `facts`: all it reads, with what they follow from, and in `order`; `figures`: what its amount is computed
    from. `beside`: the rules, this among them, that say at which values of its figures something turns.
    `missing`: what is missing, by the state.
    """

    rule: Reward | Support | Obligation
    drawn: DrawnRule
    atoms: tuple[int, ...]
    places: tuple[int, ...]
    facts: frozenset[str]
    order: tuple[str, ...]
    figures: tuple[str, ...]
    beside: tuple[str, ...]
    missing: Remembered[Missing] = field(default_factory=Remembered, repr=False)


class Change(NamedTuple):
    """The greatest change of the total, in 元; None where it turns a reward of no known amount."""

    change: Fraction | None


@dataclass(frozen=True, slots=True)
class Worth:
    """What knowing one fact is worth: the pots it can turn, and by the state of which rules it is so much."""

    pots: tuple[Pot, ...]
    rules: tuple[str, ...]
    worth: Remembered[Change] = field(default_factory=Remembered, repr=False)


@dataclass(frozen=True, slots=True)
class Footings:
    """The rules of a plan whose missing facts rest on their state alone, by local id.

    `whole`: whether these are all that is asked about. `worths`: the facts that rewards read, then.
    `of_places`: the undivided conditions that ask where something is.
    """

    plan: DrawnPlan
    by_rule: Mapping[str, Footing]
    whole: bool
    worths: Mapping[str, Worth]
    of_places: frozenset[int]


@kept
def footings(plan: Plan) -> Footings:
    """What the missing facts of each rule of a plan rest on."""
    return _Laying(plan).footings()


class _Laying:
    """One pass over the rules of a plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.drawn, self.vocabulary = plan, drawn(plan), plan.vocabulary
        self.atoms = {id_: tuple(self._atoms(rule)) for id_, rule in self.drawn.rules.items()}
        self.figures = {id_: _figures(rule) for id_, rule in self.drawn.rules.items()}
        self.facts = {id_: self._facts(id_) for id_ in self.drawn.rules}
        items = [rule.rule.id for rule in self.drawn.rules.values() if rule.an_item]
        self.single = {id_ for id_ in items if items.count(id_) == 1}
        self.ceilings = bool(compiled(plan).limits)
        places = {d.name for d in plan.vocabulary if d.kind is Kind.JURISDICTION}
        read = enumerate(self.drawn.atoms)
        self.places = frozenset(number for number, atom in read if not places.isdisjoint(atom.facts))

    def footings(self) -> Footings:
        beside = {id_: self._beside(id_) for id_ in self.drawn.rules}
        plain = {id_ for id_ in self.drawn.rules if self._plain(id_)}
        # What stands beside a rule is told by its own state too, so it must have one; and so on.
        while astray := {id_ for id_ in plain if not plain.issuperset(beside[id_])}:
            plain -= astray
        by_rule = {
            id_: self._footing(id_, rule, rule.rule, beside[id_])
            for id_, rule in self.drawn.rules.items()
            if id_ in plain and not isinstance(rule.rule, Group)
        }
        whole = len(by_rule) == len(self.drawn.rules)
        return Footings(self.drawn, by_rule, whole, self._worths(by_rule) if whole else {}, self.places)

    def _worths(self, by_rule: Mapping[str, Footing]) -> dict[str, Worth]:
        pots = compiled(self.plan).pots
        facts = {pot: {fact for id_ in pot.rewards for fact in by_rule[id_].facts} for pot in pots}
        if any(rule.unpaid is not Truth.TRUE for rule in self.drawn.rules.values()):
            for pot in pots:
                facts[pot].add(RECEIVED)
        found: dict[str, Worth] = {}
        for fact in dict.fromkeys(fact for pot in pots for fact in facts[pot]):
            turned = tuple(pot for pot in pots if fact in facts[pot])
            rules = dict.fromkeys(o for pot in turned for id_ in pot.rewards for o in by_rule[id_].beside)
            found[fact] = Worth(turned, tuple(rules))
        return found

    def _footing(self, id_: str, drawn: DrawnRule, rule: Decided, beside: tuple[str, ...]) -> Footing:
        atoms, facts = self.atoms[id_], self._with_sources(id_)
        places = tuple(number for number in atoms if number in self.places)
        return Footing(rule, drawn, atoms, places, facts, tuple(sorted(facts)), self.figures[id_], beside)

    def _atoms(self, rule: DrawnRule) -> Iterator[int]:
        scoped = not isinstance(rule.rule, Group) and rule.rule.scope is Scope.REGISTERED
        scope = (self.drawn.registered,) if scoped else ()
        circuits: tuple[Circuit | None, ...] = (
            *scope,
            rule.unpaid,
            rule.when,
            rule.then,
            rule.late,
            *rule.tiers,
        )
        yield from dict.fromkeys(n for each in circuits if each is not None for n in atoms_in(each))

    def _facts(self, id_: str) -> frozenset[str]:
        """The facts that a rule reads, those made up for reasoning among them."""
        read = (name for number in self.atoms[id_] for name in self.drawn.atoms[number].facts)
        return frozenset((*read, *self.figures[id_]))

    def _with_sources(self, id_: str) -> frozenset[str]:
        """The facts of the vocabulary that a rule reads, and those they follow from."""
        sources = sources_of(self.vocabulary)
        read = self.facts[id_].union(*(sources.get(name, ()) for name in self.facts[id_]))
        return frozenset(name for name in read if name in self.vocabulary)

    def _beside(self, id_: str) -> tuple[str, ...]:
        figures = set(self.figures[id_])
        return tuple(other for other in self.drawn.rules if other == id_ or figures & self.facts[other])

    def _plain(self, id_: str) -> bool:
        """Whether a rule is told by its own state: no lists, no series, no ceilings, nothing sent back."""
        rule = self.drawn.rules[id_]
        if isinstance(rule.rule, Group) or rule.rule.id not in self.single or not rule.an_item:
            return False
        made_up = any(name not in self.vocabulary for name in self.facts[id_] - {unpaid_fact(id_)})
        series = any("[" in name for name in self._with_sources(id_))
        return not (made_up or series or rule.first is not None or (self.ceilings and self.figures[id_]))


def _figures(rule: DrawnRule) -> tuple[str, ...]:
    """The facts that an amount is computed from, beside those made up for its tiers."""
    made_up = {tier_fact(place) for place in range(len(rule.tiers))}
    read = () if rule.amount is None else facts_read(rule.amount)
    return tuple(name for name in read if name not in made_up)


class State:
    """The states of a case's rules, worked out as far as they are asked for."""

    def __init__(self, case: Case) -> None:
        self.case, self.footings = case, footings(case.plan)
        self.known: Known = {**calendar(case.year, case.as_of), **case.known}
        self._truths: dict[int, Truth] = {}

    def settled(self, footing: Footing) -> bool:
        """Whether everything that a rule reads is known, so that nothing is missing for it."""
        unpaid = self._unpaid(footing.rule)
        if unpaid is Truth.UNKNOWN or not footing.facts <= self.known.keys():
            return False
        # A code may be too wide to settle where an enterprise is.
        return all(self._truth(number) is not Truth.UNKNOWN for number in footing.places)

    def of(self, footing: Footing) -> Hashable:
        """The state of a rule."""
        case, known, rule = self.case, self.known, footing.rule
        asked = case.as_of if footing.drawn.late is None else None
        scope = case.scope_asked(rule)
        atoms = tuple(map(self._told, footing.atoms))
        there = tuple(name in known for name in footing.order)
        figures = tuple(map(known.get, footing.figures))
        return case.year, asked, scope, self._unpaid(rule), atoms, there, figures

    def of_all(self, ids: Iterable[str]) -> Hashable:
        """The states of several rules."""
        return tuple(self.of(self.footings.by_rule[id_]) for id_ in ids)

    def _unpaid(self, rule: Reward | Support | Obligation) -> Truth:
        return self.case.unpaid(rule) if isinstance(rule, Reward) else Truth.TRUE

    def _truth(self, number: int) -> Truth:
        truth = self._truths.get(number)
        if truth is None:
            truth = self._truths[number] = self.footings.plan.atoms[number].truth(self.known)
        return truth

    def _told(self, number: int) -> Hashable:
        """What an undivided condition comes to; while that is open, the values it is measured by."""
        truth, atom = self._truth(number), self.footings.plan.atoms[number]
        if truth is not Truth.UNKNOWN or (len(atom.facts) == 1 and number not in self.footings.of_places):
            return truth
        return tuple(map(self.known.get, atom.facts))
