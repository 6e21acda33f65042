"""Facts that follow from others: research intensity is research expense over revenue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from policyengine.errors import Finding
from policyengine.evaluation.facts.faults import DerivedDiffers
from policyengine.evaluation.kept import kept
from policyengine.evaluation.meaning.amounts import round_to
from policyengine.evaluation.meaning.terms import Known, ValueOf, value_of
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.tree import Direction, Term, Value
from policyengine.language.types import TYPES
from policyengine.language.walk import facts_read

LAST_PLACE = Fraction(1, 10**8)


@kept
def derived(vocabulary: Vocabulary) -> tuple[tuple[FactDefinition, Term, ValueOf], ...]:
    """The facts that follow from others, sources before what follows from them, with how they follow."""
    return tuple((definition, term, value_of(term)) for definition, term in _in_order(vocabulary))


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
        if follows is None or claimed is None or agrees(claimed, follows):
            continue
        yield DerivedDiffers(
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


def finite(value: Value) -> Value:
    """A value that can be written out: numbers rounded half up at the eighth decimal, for showing only."""
    return round_to(value, Direction.HALF_UP, LAST_PLACE) if isinstance(value, Fraction) else value


@kept
def sources_of(vocabulary: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    """For each derived fact the facts it follows from, near and far, in vocabulary order."""
    found: dict[str, tuple[str, ...]] = {}
    for definition, term, _ in derived(vocabulary):
        near = facts_read(term)
        every = {*near, *(far for name in near for far in found.get(name, ()))}
        found[definition.name] = tuple(d.name for d in vocabulary if d.name in every)
    return found
