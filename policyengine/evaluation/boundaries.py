"""Values of one fact worth trying: those at which a rule turns, and their neighbours on either side.

Unlike the cells that questions are worked out from they need not stand for all values: they are shown to
people, as an example of an enterprise for which something makes a difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice, product

from policyengine.evaluation.facts.derived import derived
from policyengine.evaluation.inquiry.atoms import put_in
from policyengine.evaluation.inquiry.cells import GRIDS
from policyengine.evaluation.inquiry.names import Names
from policyengine.evaluation.inquiry.pieces import TooManyPieces
from policyengine.evaluation.inquiry.turns import Turn, turning_amounts, turning_values
from policyengine.evaluation.meaning.days import opening
from policyengine.evaluation.meaning.terms import Known
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.figures import figure_in
from policyengine.language.tree import (
    Aggregate,
    AllOf,
    Among,
    AnyOf,
    AtLeast,
    Compare,
    Duration,
    Entry,
    Fact,
    Kind,
    Literal,
    Not,
    Term,
    Value,
    Yearly,
)
from policyengine.language.walk import AnyNode, as_term, descend, facts_read, rewrite, unnamed

MOST_ENTRIES = 12
"""Different entries of a list that are tried."""
LONGEST_LIST = 30
SOME_NUMBER = {Kind.MONEY: Fraction(1_000_000), Kind.RATIO: Fraction(1, 10), Kind.COUNT: Fraction(10)}
"""What is tried of a number that nothing bounds."""
ELSEWHERE = ("110000", "310000")


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The values worth trying of the facts that some trees read, on a day. `home`: the plan's own code."""

    trees: tuple[AnyNode, ...]
    names: Names
    as_of: date
    home: str

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts read, by the names a profile gives them, in vocabulary order."""
        read = {self.names.given_as(name) for tree in self.trees for name in facts_read(tree)}
        return self.names.in_order(name for name in read if name in self.names.vocabulary)

    def of(self, fact: str, known: Known) -> tuple[Value, ...]:
        """The values of a fact worth trying beside what is known, each once, the telling ones first."""
        definition = self.names.vocabulary[fact]
        if definition.kind is Kind.LIST:
            return tuple(dict.fromkeys(self._lists(definition, known)))
        turns = [turn for tree in self.trees for turn in self._turns(definition, tree, known)]
        return self._values(definition, [*turns, *self._printed(definition)])

    def _printed(self, definition: FactDefinition) -> Iterator[Turn]:
        """What a year's figure may be measured against elsewhere: growth alone says not where it starts."""
        if figure_in(definition.name) is None:
            return
        for node in (node for tree in self.trees for node in descend(unnamed(tree))):
            if isinstance(node, Compare):
                for side in (node.left, node.right):
                    if isinstance(side, Literal) and side.kind is definition.kind:
                        yield side.value

    def _turns(self, definition: FactDefinition, tree: AnyNode, known: Known) -> Iterator[Turn]:
        """Where a tree turns, once all but this one fact is put in."""
        own = self.names.read_as(definition.name)
        # A figure is known by its year, `[2020]`; rules read it as `[year - 1]` too.
        others = {
            read: value
            for name, value in known.items()
            if name not in own
            for read in self.names.read_as(name)
        }
        here = put_in(
            _followed(unnamed(tree), definition.name, others, self.names.vocabulary), others, self.names
        )
        for node in descend(here):
            if isinstance(node, Compare | Among | Yearly) and facts_read(node) == (definition.name,):
                yield from turning_values(definition, node) or ()
        if not isinstance(here, Compare | Among | Yearly | Not | AllOf | AnyOf | AtLeast):
            try:
                yield from turning_amounts(as_term(here), definition)
            except TooManyPieces:
                return

    def _values(self, definition: FactDefinition, turns: Iterable[Turn]) -> tuple[Value, ...]:
        return tuple(dict.fromkeys(_near(definition, list(turns), self.as_of, self.home)))

    # Lists

    def _lists(self, definition: FactDefinition, known: Known) -> Iterator[Value]:
        """No entry, and so many equal entries of each sort as it takes for their number to turn something."""
        nodes = [node for tree in self.trees for node in descend(unnamed(tree))]
        aggregates = [node for node in nodes if _is_over(node, definition.name)]
        lengths = sorted({1, *_lengths(nodes, definition.name)})
        yield ()
        for length, entry in product(lengths, list(self._entries(definition, aggregates, known))):
            yield (entry,) * length

    def _entries(
        self, definition: FactDefinition, aggregates: Iterable[AnyNode], known: Known
    ) -> Iterator[Entry]:
        """Entries whose fields have the values at which the aggregates over the list turn."""
        plain = {
            f"{definition.name}.{field.name}": f"{definition.name}:{field.name}"
            for field in definition.fields
        }
        trees = [part for node in aggregates for part in _parts(_renamed(node, plain))]
        fields = []
        for field in definition.fields:
            as_fact = replace(field, name=f"{definition.name}:{field.name}")
            turns = [turn for tree in trees for turn in self._turns(as_fact, tree, known)]
            fields.append([(field.name, value) for value in self._values(as_fact, turns)])
        return islice(product(*fields), MOST_ENTRIES)


def _followed(tree: AnyNode, fact: str, known: Known, vocabulary: Vocabulary) -> AnyNode:
    """The tree with the terms of derived facts in their place, but for those known and the one asked of."""
    for definition, term, _ in reversed(derived(vocabulary)):
        if definition.name != fact and definition.name not in known:
            tree = rewrite(tree, _put(definition.name, term))
    return tree


def _put(name: str, term: Term) -> Callable[[AnyNode], AnyNode]:
    return lambda node: term if isinstance(node, Fact) and node.name == name else node


def _renamed(tree: AnyNode, names: Mapping[str, str]) -> AnyNode:
    return rewrite(
        tree, lambda node: Fact(names[node.name]) if isinstance(node, Fact) and node.name in names else node
    )


def _is_over(node: AnyNode, items: str) -> bool:
    return isinstance(node, Aggregate) and node.items == items


def _parts(aggregate: AnyNode) -> Iterator[AnyNode]:
    assert isinstance(aggregate, Aggregate)
    yield aggregate.where
    if aggregate.each is not None:
        yield aggregate.each


def _lengths(nodes: Iterable[AnyNode], items: str) -> Iterator[int]:
    """How many entries it takes for a comparison of their number with a literal to turn."""
    for node in nodes:
        if isinstance(node, Compare) and any(_is_over(each, items) for each in descend(node)):
            for side in (node.left, node.right):
                if isinstance(side, Literal) and isinstance(side.value, Fraction):
                    about = int(side.value)
                    yield from (n for n in (about - 1, about, about + 1) if 0 < n <= LONGEST_LIST)


# Values near which something turns


def _near(definition: FactDefinition, turns: list[Turn], as_of: date, home: str) -> Iterator[Value]:
    match definition.kind:
        case Kind.MONEY | Kind.RATIO | Kind.COUNT:
            yield from _numbers(definition.kind, turns)
        case Kind.DATE:
            yield from _days(turns, as_of)
        case Kind.BOOLEAN:
            yield from (True, False)
        case Kind.CHOICE:
            yield from (choice.id for choice in definition.choices)
        case Kind.JURISDICTION:
            yield from (str(turn) for turn in turns if isinstance(turn, str))
            yield from (home, *(code for code in ELSEWHERE if code[:2] != home[:2]))
        case Kind.DURATION:
            yield from _durations(turns)
        case Kind.TEXT | Kind.CREDIT_CODE:
            yield from (turn for turn in turns if isinstance(turn, str))
        case Kind.LIST:
            return


def _numbers(kind: Kind, turns: Iterable[Turn]) -> Iterator[Value]:
    grid = GRIDS[kind]
    on_grid = [turn // grid.step * grid.step for turn in turns if isinstance(turn, Fraction)]
    # The round numbers of the text first, then what is just above and just below them.
    for off in (Fraction(0), grid.step, -grid.step):
        yield from (number + off for number in on_grid if 0 <= number + off <= grid.last)
    yield from (SOME_NUMBER[kind], Fraction(0))


def _days(turns: Iterable[Turn], as_of: date) -> Iterator[Value]:
    days = [day for turn in turns for day in _ends(turn, as_of)]
    for off in (timedelta(0), timedelta(days=-1), timedelta(days=1)):
        yield from (day + off for day in days)
    yield as_of


def _ends(turn: Turn, as_of: date) -> tuple[date, ...]:
    """The days of a turn: itself, or where a window of every year opens and closes next."""
    if isinstance(turn, Yearly):
        return opening(turn.first, turn.last, as_of) or ()
    return (turn,) if isinstance(turn, date) else ()


def _durations(turns: Iterable[Turn]) -> Iterator[Value]:
    for turn in turns:
        if isinstance(turn, Duration):
            yield turn
            yield Duration(turn.months + bool(turn.months), turn.days + bool(turn.days))
            yield Duration(max(0, turn.months - 1), max(0, turn.days - 1))
    yield Duration(months=12)
