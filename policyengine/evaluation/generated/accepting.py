"""A plain mapping of facts read at a glance: accepted where every value is as it is mostly given.

A whole number, a decimal, a float, a truth value, a choice's id, a day, a code: each fact's own short reader
accepts it, or leaves the whole profile to the full reader, whose result is the truth and whose refusals are
the ones told. INVARIANT: what is accepted here, the full reader accepts too, and with the same values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableSequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeAlias, cast

from policyengine.evaluation.facts.derived import sources_of, with_derived
from policyengine.evaluation.facts.profile import Facts
from policyengine.evaluation.facts.series import relative_figure
from policyengine.evaluation.generated.slots import UNITS, Slot
from policyengine.language.facts import CALENDAR, FactDefinition, Vocabulary
from policyengine.language.tree import Kind, Value
from policyengine.language.types import Refused, count, money, ratio
from policyengine.language.values import exact_value
from policyengine.language.walk import facts_read

_LIMITS = {Kind.MONEY: money.LIMIT, Kind.RATIO: ratio.LIMIT, Kind.COUNT: count.LIMIT}
_PLACES = {Kind.MONEY: money.PLACES, Kind.RATIO: ratio.PLACES, Kind.COUNT: 0}
LEAST_EXPONENT = -20
"""Decimals with more places, were they all zeros, are not accepted at a glance."""

Accept: TypeAlias = Callable[[object], object]
"""A value in its slot's units; None where it is left to the full reader, or is None itself."""


@dataclass(frozen=True, slots=True)
class Accepting:
    """The facts that may be given, each with its reader and its place among the slots.

    `beside`: derived facts, each with those that decide whether what is given contradicts it; `units`: the
    numbers, and how many units of its slot make one of each.
    """

    readers: Mapping[str, tuple[Accept, int]]
    beside: Mapping[str, frozenset[str]]
    units: tuple[tuple[str, int], ...]

    def take(self, profile: Mapping[str, object], facts: MutableSequence[object]) -> bool:
        """Puts every fact of a profile in its place. False where it is left to the full reader."""
        readers = self.readers
        try:
            for name, value in profile.items():
                accept, place = readers[name]
                if value is None:
                    continue
                flat = accept(value)
                if flat is None:
                    return False
                facts[place] = flat
        except (KeyError, TypeError, ValueError, ArithmeticError, Refused):
            return False
        for name, sources in self.beside.items():
            if name in profile and not sources.isdisjoint(profile):
                return False
        return True

    def facts(self, profile: Mapping[str, object], nobody: Facts) -> Facts:
        """The facts of a profile that was taken; `nobody`: those of a profile that says nothing.

        INVARIANT: they are what the full reader makes of the profile.
        """
        readers = self.readers
        given: dict[str, Any] = {
            name: readers[name][0](value) for name, value in profile.items() if value is not None
        }
        for name, units in self.units:
            if name in given:
                given[name] = Fraction(given[name], units)
        known = with_derived(given, nobody.vocabulary)
        return Facts(MappingProxyType(given), MappingProxyType(known), None, nobody.vocabulary, nobody.asked)


def accepting(
    vocabulary: Vocabulary, slots: tuple[Slot, ...], unread: int, places: Mapping[str, str]
) -> Accepting:
    """The readers for the facts of a vocabulary.

    `unread`: the place of what the plan does not read; `places`: codes and areas by any name.
    """
    place_of = {slot.fact: slot.place for slot in slots}
    readers = {
        definition.name: (_reader(definition, places), place_of.get(definition.name, unread))
        for definition in vocabulary
        if _at_a_glance(definition, vocabulary)
    }
    for name in _dated(vocabulary):
        readers.pop(name, None)
    beside = {name: frozenset(sources) for name, sources in sources_of(vocabulary).items()}
    numbers = [(name, UNITS[kind]) for name in readers if (kind := vocabulary[name].kind) in UNITS]
    return Accepting(readers, beside, tuple(numbers))


def _at_a_glance(definition: FactDefinition, vocabulary: Vocabulary) -> bool:
    plain = not definition.by_year and definition.kind is not Kind.LIST and "[" not in definition.name
    return plain and "." not in definition.name and vocabulary.find(definition.name) is definition


def _dated(vocabulary: Vocabulary) -> set[str]:
    """The derived facts that follow from the day or a series: what contradicts them is not told here."""
    found: set[str] = set()
    for definition in vocabulary:
        if definition.derived is not None:
            read = facts_read(definition.derived)
            if any(name in CALENDAR or relative_figure(name) or name in found for name in read):
                found.add(definition.name)
    return found


def _reader(definition: FactDefinition, places: Mapping[str, str]) -> Accept:
    match definition.kind:
        case Kind.MONEY | Kind.RATIO | Kind.COUNT as kind:
            return _number(UNITS[kind], _LIMITS[kind], _PLACES[kind])
        case Kind.BOOLEAN:
            return _truth_value
        case Kind.CHOICE:
            found = {each.id: definition.choice(each.id) for each in definition.choices}
            ids = {id_: choice.id for id_, choice in found.items() if choice is not None}
            return cast(Accept, ids.get)
        case Kind.DATE:
            return _day
        case Kind.JURISDICTION:
            return lru_cache(maxsize=4096)(_read(definition, places))
        case _:
            return _read(definition, places)


def _number(units: int, limit: int, places: int) -> Accept:
    def accept(given: object) -> object:
        if given.__class__ is int:
            return given * units if 0 <= given < limit else None
        if given.__class__ is float:
            given = Decimal(float.__repr__(given))
        if given.__class__ is not Decimal or not 0 <= given < limit or _fine(given):
            return None
        flat = int(given * units)
        # Exact, whatever the context rounds to: a number of more places is not the one that is put back.
        return flat if Decimal(flat).scaleb(-places) == given else None

    return accept


def _fine(given: Decimal) -> bool:
    """Whether it has so many places that the full reader must say which of them it takes."""
    exponent = given.as_tuple().exponent
    return not isinstance(exponent, int) or exponent < LEAST_EXPONENT


def _truth_value(given: object) -> object:
    return given if given is True or given is False else None


def _day(given: object) -> object:
    if given.__class__ is date:
        return given
    if given.__class__ is not str:
        return None
    assert isinstance(given, str)
    as_written = len(given) == 10 and given[4] == given[7] == "-"
    return date.fromisoformat(given) if as_written else None


def _read(definition: FactDefinition, places: Mapping[str, str]) -> Callable[[object], Value]:
    """The full reader of one value."""
    return lambda given: exact_value(given, definition, places)
