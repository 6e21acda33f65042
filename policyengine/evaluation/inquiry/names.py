"""The names that rules read facts by, and those a profile gives them by: `revenue_by_year[-1]` and `[2021]`.

A rule also reads what is made up for reasoning alone. No fact of a vocabulary can bear such a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from policyengine.evaluation.facts.dated import of_year
from policyengine.evaluation.facts.derived import sources_of
from policyengine.evaluation.facts.received import RECEIVED
from policyengine.evaluation.kept import kept
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.figures import figure_in, figure_of
from policyengine.language.kinds import kind_of
from policyengine.language.tree import Aggregate, Kind


def unpaid_fact(reward: str) -> str:
    """That a one-off reward was not paid before."""
    return f"{RECEIVED}:{reward}"


COUNTED = f"{RECEIVED}::counted"
"""That what was received before takes nothing of a ceiling under which it counts."""


def tier_fact(place: int) -> str:
    """That the condition of an amount's tier holds."""
    return f"tier:{place}"


def aggregate_fact(place: int) -> str:
    """What is counted or summed of a list."""
    return f"aggregate:{place}"


NO_AGGREGATES: Mapping[str, FactDefinition] = MappingProxyType({})


class Names:
    """The names of facts in one plan, asked about one year."""

    def __init__(
        self, vocabulary: Vocabulary, year: int, aggregates: Mapping[str, FactDefinition] = NO_AGGREGATES
    ) -> None:
        self.vocabulary, self.year, self.aggregates = vocabulary, year, aggregates

    def definition(self, name: str) -> FactDefinition:
        """What a name stands for: a fact, or what is counted or summed of a list."""
        return self.aggregates.get(name) or self.vocabulary[name]

    def __contains__(self, name: str) -> bool:
        return name in self.aggregates or name in self.vocabulary

    def given_as(self, name: str) -> str:
        """The name under which a profile gives what a rule reads."""
        return of_year(name, self.year)

    def read_as(self, name: str) -> tuple[str, ...]:
        """All names by which rules may read what a profile gives under a name."""
        series, year = figure_in(name) or (None, 0)
        return (name,) if series is None else (name, figure_of(series, year - self.year))

    def in_order(self, names: Iterable[str]) -> tuple[str, ...]:
        """The facts among these names in vocabulary order, figures by year, rewards received last."""
        places = _places(self.vocabulary)
        found = [(_place(name, places), name) for name in set(names)]
        return tuple(name for place, name in sorted(found) if place[0] < len(places))

    def asked_for(self, name: str) -> set[str]:
        """What settles a name: the fact itself and what it follows from; of what was paid, the record."""
        if name not in self.vocabulary:
            return {RECEIVED}
        return {name, *map(self.given_as, sources_of(self.vocabulary).get(name, ()))}


def made_up(place: int, aggregate: Aggregate, vocabulary: Vocabulary) -> FactDefinition:
    """What is counted or summed of a list, as a fact of its own."""
    each = aggregate.each
    kind = Kind.COUNT if each is None else kind_of(each, vocabulary)
    items = vocabulary[aggregate.items]
    return replace(items, name=aggregate_fact(place), kind=kind, fields=(), aliases=(), derived=None)


@kept
def _places(vocabulary: Vocabulary) -> Mapping[str, int]:
    names = (*(definition.name for definition in vocabulary), RECEIVED)
    return {name: place for place, name in enumerate(names)}


def _place(name: str, places: Mapping[str, int]) -> tuple[int, int]:
    series, year = figure_in(name) or (name, 0)
    return places.get(series, len(places)), year
