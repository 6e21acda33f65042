"""Each undivided condition of a larger one, and when it is what decides: turned over, it turns the whole.

That is more than to have been seen true and false: in `a and b`, `b` is tried only where `a` holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from policyengine.language.tree import (
    Aggregate,
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Kind,
    Literal,
    Named,
    Not,
)
from policyengine.language.walk import Atom
from policyengine.trial.goals.goal import all_of, opposite

TRUE, FALSE = Literal(Kind.BOOLEAN, True), Literal(Kind.BOOLEAN, False)
Part: TypeAlias = Atom | Named
"""An undivided condition. A definition is one for the rule that uses it; what it means is tried by itself."""
Hole: TypeAlias = Callable[[Condition], Condition]
"""A condition with something else in place of one of its parts."""


@dataclass(frozen=True)
class Deciding:
    """A part of a condition, and the condition that it decides. `items`: the list within which it stands."""

    part: Part
    decides: Condition
    items: str | None = None


def parts_that_decide(condition: Condition, guard: Condition) -> Iterator[Deciding]:
    """Every part of a condition. `guard`: what must hold for the condition to be asked at all."""
    for part, hole, positive in _holes(condition, lambda whole: whole, positive=True):
        held, failed = hole(TRUE), hole(FALSE)
        turning = (held, opposite(failed)) if positive else (opposite(held), failed)
        decides = all_of(guard, *(each for each in turning if each != part))
        if not isinstance(part, Literal):
            yield Deciding(part, decides)


def _holes(condition: Condition, whole: Hole, *, positive: bool) -> Iterator[tuple[Part, Hole, bool]]:
    match condition:
        case Not(part):
            yield from _holes(part, lambda each: whole(opposite(each)), positive=not positive)
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            for number, part in enumerate(parts):
                yield from _holes(part, _filling(condition, number, whole), positive=positive)
        case _:
            yield condition, whole, positive


def _filling(condition: AllOf | AnyOf | AtLeast, number: int, whole: Hole) -> Hole:
    def filled(each: Condition) -> Condition:
        parts = (*condition.parts[:number], each, *condition.parts[number + 1 :])
        match condition:
            case AllOf():
                return whole(_all(parts))
            case AnyOf():
                return whole(_any(parts))
            case AtLeast(count):
                return whole(AtLeast(count, parts))

    return filled


def _all(parts: tuple[Condition, ...]) -> Condition:
    return FALSE if FALSE in parts else all_of(*parts)


def _any(parts: tuple[Condition, ...]) -> Condition:
    kept = tuple(each for each in parts if each != FALSE)
    return TRUE if TRUE in kept else AnyOf(kept) if len(kept) > 1 else kept[0] if kept else FALSE


def entries_that_count(aggregate: Aggregate, guard: Condition) -> Iterator[Deciding]:
    """What decides whether an entry of a list counts."""
    for each in parts_that_decide(aggregate.where, guard):
        yield Deciding(each.part, each.decides, each.items or aggregate.items)
