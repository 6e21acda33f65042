"""Facts that follow from others: research intensity is research expense over revenue."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from policyengine.errors import Finding
from policyengine.evaluation.facts.faults import DerivedDiffers
from policyengine.evaluation.kept import kept
from policyengine.evaluation.meaning.kleene import range_of, value_of
from policyengine.evaluation.meaning.ranges import NOT_NEGATIVE, ZERO, Range, number_at, round_to
from policyengine.evaluation.meaning.terms import Known, ValueOf
from policyengine.language.facts import CALENDAR, FactDefinition, Vocabulary
from policyengine.language.kinds import NUMBERS
from policyengine.language.tree import Direction, Term, Value
from policyengine.language.types import TYPES
from policyengine.language.walk import facts_read

_PLACES = 10**8
LAST_PLACE = Fraction(1, _PLACES)


@kept
def derived(vocabulary: Vocabulary) -> tuple[tuple[FactDefinition, Term, ValueOf], ...]:
    """The facts that follow from others, sources before what follows from them, with how they follow."""
    below_zero = signed(vocabulary)
    return tuple((definition, term, value_of(term, below_zero)) for definition, term in _in_order(vocabulary))


@kept
def signed(vocabulary: Vocabulary) -> frozenset[str]:
    """The derived facts that may come to less than zero, as a difference may; no given number does."""
    found: set[str] = set()
    for definition, term in _in_order(vocabulary):
        if definition.kind in NUMBERS:
            possible = range_of(term, NOT_NEGATIVE, frozenset(found))({})
            assert isinstance(possible, Range)
            low = number_at(possible.low)
            if low is None or low < ZERO:
                found.add(definition.name)
    return frozenset(found)


def _in_order(vocabulary: Vocabulary) -> Iterator[tuple[FactDefinition, Term]]:
    waiting = {d.name: (d, d.derived) for d in vocabulary if d.derived is not None}
    while waiting:
        ready = [name for name, (_, term) in waiting.items() if not waiting.keys() & set(facts_read(term))]
        for name in ready or waiting.copy():  # a circle, which the loader refuses, is taken as it stands
            yield waiting.pop(name)


def with_derived(given: Known, vocabulary: Vocabulary) -> Known:
    """What is given and all that follows from it. Where all its sources are known, what follows counts."""
    known = dict(given)
    for definition, _, follows in derived(vocabulary):
        value = follows(known)
        if value is not None:
            known[definition.name] = value
    return known


def contradictions(given: Known, known: Known, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Every derived fact that is given and is not what its sources make."""
    for definition, term, value in derived(vocabulary):
        follows, claimed = value(known), given.get(definition.name)
        if follows is not None and claimed is not None and not agrees(claimed, follows):
            yield differs(definition, term, claimed, follows, vocabulary)


def differs(
    definition: FactDefinition, term: Term, claimed: Value, follows: Value, vocabulary: Vocabulary
) -> DerivedDiffers:
    """That a derived fact is given as one thing and follows as another."""
    return DerivedDiffers(
        fact=definition.name,
        label=definition.label,
        found=str(plain_value(definition, claimed)),
        follows=str(plain_value(definition, follows)),
        sources=tuple(vocabulary[source].label for source in facts_read(term)),
    )


def agrees(claimed: Value, follows: Value) -> bool:
    """Equal, or what never ends written to its eighth decimal.

    A claim with fewer decimals is not a rounding of it: 3% is a claim to meet 3%, which 2.99999999% does not.
    """
    if claimed == follows or not isinstance(follows, Fraction) or not isinstance(claimed, Fraction):
        return claimed == follows
    rounding = (follows / LAST_PLACE).denominator != 1 and (
        claimed / LAST_PLACE * Fraction(1, 10)
    ).denominator != 1
    return rounding and round_to(follows, Direction.HALF_UP, LAST_PLACE) == claimed


def plain_value(definition: FactDefinition, value: Value) -> str | bool:
    """A value in the result contract's form; a quotient that never ends is shown to its eighth decimal."""
    return TYPES[definition.kind].plain(finite(value))


def plain_of(definition: FactDefinition) -> Callable[[Value | None], str | bool | None]:
    """How a fact's value is told, None while it is unknown; of a list, how many entries it has."""

    def plain(value: Value | None) -> str | bool | None:
        if value is None:
            return None
        return str(len(value)) if isinstance(value, tuple) else plain_value(definition, value)

    return plain


def finite(value: Value) -> Value:
    """A value that can be written out: numbers rounded half up at the eighth decimal, for showing only."""
    if not isinstance(value, Fraction) or not _PLACES % value.denominator:
        return value
    # As `round_to` rounds, in whole numbers: the floor of what is half a place higher.
    above = 2 * value.numerator * _PLACES + value.denominator
    return Fraction(above // (2 * value.denominator), _PLACES)


@kept
def sources_of(vocabulary: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    """For each derived fact the facts it follows from, near and far, in vocabulary order.

    Figures of series come after the rest, relative to the year assessed where the term reads them so.
    """
    found: dict[str, tuple[str, ...]] = {}
    for definition, term, _ in derived(vocabulary):
        near = facts_read(term)
        every = dict.fromkeys((*near, *(far for name in near for far in found.get(name, ()))))
        listed = tuple(d.name for d in vocabulary if d.name in every)
        figures = (name for name in every if name not in listed and name not in CALENDAR)
        found[definition.name] = (*listed, *figures)
    return found
