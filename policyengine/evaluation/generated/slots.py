"""The facts that a plan reads, each with a place of its own: flat values, numbers in whole units.

Money is in 分, a ratio in hundred-millionths, a count in ones: every number that a profile can give is whole
so. What is not known is None.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from policyengine.evaluation.kept import kept
from policyengine.language.facts import CALENDAR, Vocabulary
from policyengine.language.tree import Kind, Value
from policyengine.language.walk import facts_read
from policyengine.rulebook.facts_of import trees_of
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.scope import REGISTERED_IN

UNITS = {Kind.MONEY: 100, Kind.RATIO: 10**8, Kind.COUNT: 1}
"""How many units one is, by the kind of number."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One fact's place. `units`: how many of its units one is; None where it is no number."""

    fact: str
    place: int
    kind: Kind
    units: int | None

    def exact(self, flat: object) -> Value:
        """The value again."""
        if self.units is None:
            return cast(Value, flat)
        assert isinstance(flat, int)
        return Fraction(flat, self.units)


@kept
def slots_of(plan: Plan) -> tuple[Slot, ...]:
    """Every fact that the plan reads, or that these follow from, in a fixed order; no list among them."""
    named = dict.fromkeys((REGISTERED_IN, *CALENDAR, *_read(plan)))
    kinds = {name: plan.vocabulary[name].kind for name in named if name in plan.vocabulary}
    single = [(name, kind) for name, kind in kinds.items() if kind is not Kind.LIST]
    return tuple(Slot(name, place, kind, UNITS.get(kind)) for place, (name, kind) in enumerate(single))


def _read(plan: Plan) -> Iterator[str]:
    seen: set[str] = set()
    waiting = [name for tree in trees_of(plan) for name in facts_read(tree)]
    while waiting:
        name = waiting.pop(0)
        if name not in seen:
            seen.add(name)
            yield name
            waiting += _sources(name, plan.vocabulary)


def _sources(name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    derived = vocabulary[name].derived
    return () if derived is None else facts_read(derived)


def in_units(value: Value, units: int) -> int:
    """A number that a profile gives, in units; it has no more places than they."""
    assert isinstance(value, Fraction)
    whole, rest = divmod(value.numerator * units, value.denominator)
    assert not rest
    return whole
