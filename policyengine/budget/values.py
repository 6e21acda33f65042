"""Which values a missing fact may turn out to have, as far as they make a difference to what is paid.

They are those that questions are worked out from (`evaluation/inquiry`): both answers of a yes-or-no fact,
every choice, a place in each territory that a rule names and one in none, and of a number or a day those
about which something turns, with the first and the last there is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from policyengine.budget.alone import Alone
from policyengine.evaluation.boundaries import Boundaries
from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.facts.profile import Facts
from policyengine.evaluation.inquiry.cells import GRIDS, NO_TEXT, cells
from policyengine.evaluation.inquiry.names import Names
from policyengine.evaluation.inquiry.opened import opened
from policyengine.evaluation.inquiry.turns import FIRST_DAY, LAST_DAY
from policyengine.evaluation.meaning.jurisdictions import lies_in
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.facts import FactDefinition
from policyengine.language.territories import stem
from policyengine.language.tree import Among, Compare, Fact, Kind, Literal, Value
from policyengine.language.walk import AnyNode, descend, facts_read, unnamed
from policyengine.rulebook.facts_of import trees_of
from policyengine.rulebook.force import Force
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.scope import registered

ENUMERATED = frozenset({Kind.BOOLEAN, Kind.CHOICE, Kind.JURISDICTION})
"""Kinds of fact of which every value is tried that rules could tell from others."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """One way in which a column leaves a fact open: `known` is None where it is empty, or a place too wide.

    `values`: what the fact may then be.
    """

    known: str | None
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that may be missing. `fact`: as a profile names it; `sources`: what else it would follow from.

    `exact`: `ways` stand for every value there is. Where they do not, what the fact would narrow can only be
    bounded: rules set it against several other facts, and each row turns at values of its own.
    """

    fact: str
    definition: FactDefinition
    ways: tuple[Lacking, ...]
    sources: tuple[str, ...]
    exact: bool


class Values:
    """What the facts of one plan may turn out to be, on a day; nothing is known of the enterprise."""

    def __init__(self, plan: Plan, as_of: date, year: int, facts: Facts) -> None:
        self.plan = plan
        self.names = Names(plan.vocabulary, year)
        self._variables = opened(Case(plan, Force.IN_FORCE, facts, as_of, year)).variables
        self._trees: tuple[AnyNode, ...] = (*trees_of(plan), registered(plan))
        self._near = Boundaries(self._trees, self.names, as_of, plan.jurisdiction)
        self._alone = Alone(plan, self.names)

    def of(self, fact: str) -> Missing:
        """The values of a fact, by the name a profile gives it."""
        definition = self.names.definition(fact)
        sources = () if definition.derived is None else facts_read(definition.derived)
        return Missing(
            fact,
            definition,
            tuple(self._ways(fact, definition)),
            tuple(map(self.names.given_as, sources)),
            exact=definition.kind in ENUMERATED or self._alone.decides(fact),
        )

    def _ways(self, fact: str, definition: FactDefinition) -> Iterator[Lacking]:
        if definition.kind is Kind.JURISDICTION:
            territories = tuple(dict.fromkeys(self._territories(fact)))
            for known in (None, *_too_wide(territories)):
                yield Lacking(known, cells(definition, territories, known))
            return
        own = (v for v in self._variables if v.fact is not None and self.names.given_as(v.fact) == fact)
        found = [sample.value for each in own for sample in each.samples if sample.value is not None]
        near = (value for name in self.names.read_as(fact) for value in self._near.of(name, {}))
        every = dict.fromkeys((*found, *near, *_ends(definition)))
        yield Lacking(None, tuple(_sayable(value) for value in every))

    def _territories(self, fact: str) -> Iterator[str]:
        for tree in self._trees:
            for node in descend(unnamed(tree)):
                yield from (each for each in _set_against(node, Fact(fact)) if isinstance(each, str))


def _set_against(node: AnyNode, fact: Fact) -> Iterator[Value]:
    match node:
        case Compare(left=left, right=right) if fact in (left, right):
            yield from (side.value for side in (left, right) if isinstance(side, Literal))
        case Among(term=term, options=options) if term == fact:
            yield from (option.value for option in options)
        case _:
            return


def _too_wide(territories: tuple[str, ...]) -> Iterator[str]:
    """The codes by which an enterprise may be in a territory or not."""
    codes = (territory.partition("/")[0] for territory in territories)
    wider = dict.fromkeys(each for code in codes for each in (f"{code[:2]}0000", f"{code[:4]}00", code))
    for code in wider:
        if any(lies_in(code, territory) is Truth.UNKNOWN for territory in territories):
            yield code


def _ends(definition: FactDefinition) -> tuple[Value, ...]:
    """The first and the last value of a fact, whatever rules say of it."""
    match definition.kind:
        case Kind.MONEY | Kind.RATIO | Kind.COUNT:
            grid = GRIDS[definition.kind]
            return Fraction(0), grid.step, grid.last
        case Kind.DATE:
            return FIRST_DAY, LAST_DAY
        case Kind.BOOLEAN:
            return False, True
        case Kind.CHOICE:
            return tuple(choice.id for choice in definition.choices)
        case _:
            return ()


def _sayable(value: Value) -> Value:
    """What stands for any other text, as a text that a database can hold."""
    return "?" if value == NO_TEXT else value


def is_within(place: str, code: str) -> bool:
    """Whether a place lies in the territory of a code."""
    return place.startswith(stem(code))
