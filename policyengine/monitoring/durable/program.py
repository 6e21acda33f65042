"""Steps of reasoning compiled to the rules of durable-rules: from facts to what is derived, chained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, TypeAlias, assert_never

from policyengine.errors import Bilingual, Finding, RequestError
from policyengine.language.tree import (
    AllOf,
    Among,
    AnyOf,
    AtLeast,
    Compare,
    Condition,
    Fact,
    Kind,
    Literal,
    Named,
    Not,
    Relation,
    Yearly,
)
from policyengine.language.walk import as_condition
from policyengine.monitoring.durable.atoms import Atoms, Test

MOST_WAYS = 500
"""Rules that one condition may come to; `at least 5 of` twenty would come to 15,504."""


@dataclass(frozen=True, slots=True)
class Step:
    """Where all of `after` was derived and the condition holds, or fails if `negated`, `derives` follows."""

    derives: str
    when: Condition
    after: tuple[str, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """One rule: tests of the case's facts, and what must have been derived."""

    tests: tuple[Test, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TooManyWays(Finding):
    """A condition can be met in more ways than durable-rules can be given rules for.

    Why: each way is a rule of its own, and thousands of them exhaust it.
    Mend: ask without `engine="durable"`.
    """

    code = "too-many-ways"

    def message(self) -> Bilingual:
        """That it is refused."""
        return Bilingual(
            "条件的组合过多，durable-rules无法处理", "a condition has too many ways for durable-rules"
        )


_Rules: TypeAlias = list[tuple[str, Way]]


@dataclass(frozen=True)
class Program:
    """The rules of durable-rules, each with what it derives, and the atoms that they test."""

    atoms: Atoms
    rules: tuple[tuple[str, Way], ...]

    def definition(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Each rule's conclusion and what it matches, as durable-rules writes it."""
        for derives, way in self.rules:
            facts: list[dict[str, Any]] = []
            if way.tests or not way.after:
                facts.append({"case": {"$and": [{"case": 1}, *way.tests]} if way.tests else {"case": 1}})
            facts += [{f"after{number}": {"derived": name}} for number, name in enumerate(way.after)]
            yield derives, facts


def program(steps: Sequence[Step], signed: frozenset[str] = frozenset()) -> Program:
    """The steps as rules. RequestError where a condition comes to too many."""
    made = _Compiling(Atoms(signed))
    for step in steps:
        for way in made.ways(step.when, step.negated):
            made.rules.append((step.derives, _together(Way(after=step.after), way)))
    return Program(made.atoms, tuple(made.rules))


class _Compiling:
    """One pass over the steps of a program."""

    def __init__(self, atoms: Atoms) -> None:
        self.atoms = atoms
        self.rules: _Rules = []
        self._named: dict[tuple[Condition, bool], str] = {}

    def ways(self, condition: Condition, negated: bool) -> list[Way]:
        """The ways in which a condition holds, or fails: negation is pushed down to the atoms."""
        match condition:
            case Literal(value=value):
                return [Way()] if (value is True) is not negated else []
            case Not(part=part):
                return self.ways(part, not negated)
            case Named(what=what):
                return self.ways(as_condition(what), negated)
            case AllOf(parts=parts):
                return self._some(parts, negated) if negated else self._every(parts, negated)
            case AnyOf(parts=parts):
                return self._every(parts, negated) if negated else self._some(parts, negated)
            case AtLeast(count=count, parts=parts):
                return self._so_many(len(parts) - count + 1 if negated else count, parts, negated)
            case Among(term=term, options=options) if options[0].kind is not Kind.JURISDICTION:
                parts = tuple(Compare(term, Relation.EQUAL, option) for option in options)
                return self.ways(parts[0] if len(parts) == 1 else AnyOf(parts), negated)
            case Fact() | Compare() | Among() | Yearly():
                return [Way(tests) for tests in self.atoms.ways(condition, negated=negated)]
            case unread:
                assert_never(unread)

    def _some(self, parts: Sequence[Condition], negated: bool) -> list[Way]:
        return _bounded([way for part in parts for way in self.ways(part, negated)])

    def _every(self, parts: Sequence[Condition], negated: bool) -> list[Way]:
        """All parts at once: what can be met in several ways is derived by itself first."""
        whole = Way()
        for part in parts:
            ways = self.ways(part, negated)
            if not ways:
                return []
            way = ways[0] if len(ways) == 1 else Way(after=(self._derived(part, negated, ways),))
            whole = _together(whole, way)
        return [whole]

    def _derived(self, part: Condition, negated: bool, ways: Sequence[Way]) -> str:
        name = self._named.get((part, negated))
        if name is None:
            name = self._named[part, negated] = f"~{len(self._named)}"
            self.rules.extend((name, way) for way in ways)
        return name

    def _so_many(self, count: int, parts: Sequence[Condition], negated: bool) -> list[Way]:
        made: list[Way] = []
        for some in combinations(parts, count):
            made += self._every(some, negated)
            _bounded(made)
        return made


def _together(one: Way, other: Way) -> Way:
    """Both at once. What is derived is asked for once: twice would take two facts of it."""
    return Way((*one.tests, *other.tests), tuple(dict.fromkeys((*one.after, *other.after))))


def _bounded(ways: list[Way]) -> list[Way]:
    if len(ways) > MOST_WAYS:
        raise RequestError([TooManyWays()])
    return ways
