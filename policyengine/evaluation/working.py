"""How an amount is come by: the promise in words, and what each definition it leans on comes to now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any, TypeAlias

from policyengine.errors import Bilingual
from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.facts.dated import of_year
from policyengine.evaluation.facts.derived import LAST_PLACE, finite, plain_of, signed
from policyengine.evaluation.kept import kept
from policyengine.evaluation.meaning.amounts import round_to
from policyengine.evaluation.meaning.kleene import PossibleOf, TruthOf, range_of, truth_of
from policyengine.evaluation.meaning.ranges import ANYTHING, NOT_NEGATIVE, End, Possible, Range, settled
from policyengine.language.en import read_en
from policyengine.language.facts import FactDefinition
from policyengine.language.kinds import NUMBERS
from policyengine.language.tree import ALWAYS, Direction, Kind, Named
from policyengine.language.types import TYPES
from policyengine.language.walk import AnyNode, as_condition, as_term, descend, facts_read, rewrite
from policyengine.language.zh import read_zh
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.plan import Plan, Reward
from policyengine.rulebook.provisions import Definition

Told: TypeAlias = str | bool | Mapping[str, str | None] | None
"""A value as told: exact, None while nothing is known of it, or the two ends between which it lies."""

Facts: TypeAlias = Mapping[str, str | bool | None]
"""Facts that are read at once, not through a definition, with their values; of a list, how many entries."""


@dataclass(frozen=True, slots=True)
class Worked:
    """A definition, and what it comes to for the enterprise; its condition's truth, None while unknown."""

    rule: Definition
    words: Bilingual
    value: Told
    facts: Facts

    def to_dict(self) -> dict[str, Any]:
        """The contract's form."""
        return {
            "id": self.rule.id,
            "title": self.rule.title.to_dict(),
            **self.words.to_dict(),
            "kind": self.rule.kind.value,
            "value": dict(self.value) if isinstance(self.value, Mapping) else self.value,
            "facts": dict(self.facts),
            "cite": [{"clause": cited.clause, "quote": cited.quote} for cited in self.rule.cite],
        }


@dataclass(frozen=True, slots=True)
class Working:
    """The promised amount in words, and the definitions that it and its condition lean on."""

    words: Bilingual
    facts: Facts
    definitions: tuple[Worked, ...]

    @property
    def cite(self) -> tuple[Citation, ...]:
        """The clauses of the definitions."""
        return tuple(cited for each in self.definitions for cited in each.rule.cite)

    def to_dict(self) -> dict[str, Any]:
        """The contract's form."""
        return {
            **self.words.to_dict(),
            "facts": dict(self.facts),
            "definitions": [each.to_dict() for each in self.definitions],
        }


def working(case: Case, reward: Reward) -> Working:
    """How a reward's amount is come by for one enterprise."""
    of_plan = readable(case.plan)
    promise = of_plan.promises[reward.id]
    worked = (of_plan.definitions[name].of(case) for name in promise.leans_on)
    return Working(promise.words, _values(promise.facts, case), tuple(worked))


# Before any enterprise is asked about


@dataclass(frozen=True, slots=True)
class Promise:
    """A promised amount in words, the facts it reads at once, and the definitions it leans on."""

    words: Bilingual
    facts: tuple[FactDefinition, ...]
    leans_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Readable:
    """A definition in words, with what reads its value: a truth, or what a term can be worth."""

    rule: Definition
    words: Bilingual
    facts: tuple[FactDefinition, ...]
    truth: TruthOf | None
    possible: PossibleOf

    def of(self, case: Case) -> Worked:
        """What it comes to for one enterprise."""
        value: Told
        if self.truth is not None:
            value = self.truth(case.known).settled
        else:
            value = _told(self.possible(case.known), self.rule.kind)
        return Worked(self.rule, self.words, value, _values(self.facts, case))


@dataclass(frozen=True, slots=True)
class Readables:
    """The promises of a plan by reward, and its definitions, by their local ids."""

    promises: Mapping[str, Promise]
    definitions: Mapping[str, Readable]


@kept
def readable(plan: Plan) -> Readables:
    """The promises and definitions of a plan with their words and readers, found once a plan."""
    known = {definition.id for definition in plan.definitions}
    return Readables(
        {
            id_: Promise(
                _in_words(reward.promised, plan),
                _read_at_once(reward.promised, plan),
                tuple(name for name in _leans_on(reward) if name in known),
            )
            for id_, reward in plan.rewards.items()
        },
        {definition.id: _reader(definition, plan) for definition in plan.definitions},
    )


def _in_words(node: AnyNode, plan: Plan) -> Bilingual:
    return Bilingual(zh=read_zh(node, plan.vocabulary), en=read_en(node, plan.vocabulary))


def _read_at_once(node: AnyNode, plan: Plan) -> tuple[FactDefinition, ...]:
    """The facts that a tree reads itself; what a definition in it reads is told with the definition."""
    bare = rewrite(node, lambda each: ALWAYS if isinstance(each, Named) else each)
    return tuple(plan.vocabulary[name] for name in facts_read(bare))


def _leans_on(reward: Reward) -> tuple[str, ...]:
    """The definitions of a reward, what uses another before the other."""
    trees: tuple[AnyNode, ...] = (reward.promised, reward.amount, reward.when)
    return tuple(dict.fromkeys(name for tree in trees for name in _names(tree)))


def _names(tree: AnyNode) -> Iterator[str]:
    return (node.name for node in descend(tree) if isinstance(node, Named))


def _reader(definition: Definition, plan: Plan) -> Readable:
    less_than_zero = signed(plan.vocabulary)
    words, facts = _in_words(definition.what, plan), _read_at_once(definition.what, plan)
    if definition.kind is Kind.BOOLEAN:
        truth = truth_of(as_condition(definition.what), less_than_zero)
        return Readable(definition, words, facts, truth, lambda known: ANYTHING)
    unknown = NOT_NEGATIVE if definition.kind in NUMBERS else ANYTHING
    possible = range_of(as_term(definition.what), unknown, less_than_zero)
    return Readable(definition, words, facts, None, possible)


# Values


def _values(facts: tuple[FactDefinition, ...], case: Case) -> Facts:
    known, year = case.known, case.year
    values = {of_year(fact.name, year): plain_of(fact)(known.get(fact.name)) for fact in facts}
    return MappingProxyType(values)


def _told(possible: Possible, kind: Kind) -> Told:
    value = settled(possible)
    if value is not None:
        return TYPES[kind].plain(finite(value))
    if not isinstance(possible, Range) or possible == ANYTHING:
        return None
    low, high = _end(possible.low, kind, Direction.DOWN), _end(possible.high, kind, Direction.UP)
    return MappingProxyType({"low": low, "high": high})


def _end(end: End, kind: Kind, outward: Direction) -> str | None:
    """An end that can be written out: a quotient that never ends is rounded away from the range."""
    if end is None:
        return None
    shown = round_to(end, outward, LAST_PLACE) if isinstance(end, Fraction) else end
    return str(TYPES[kind].plain(shown))
