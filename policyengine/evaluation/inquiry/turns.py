"""Where conditions and amounts can turn as one unknown fact goes through its values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from math import floor
from typing import TypeAlias

from policyengine.evaluation.inquiry.pieces import Sides, TooManyPieces, bends, occurrences, pieces
from policyengine.evaluation.inquiry.polynomials import meetings
from policyengine.evaluation.meaning.kleene import value_of
from policyengine.language.facts import FactDefinition
from policyengine.language.kinds import NUMBERS
from policyengine.language.tree import (
    Among,
    Amount,
    Branch,
    Compare,
    Condition,
    Elapsed,
    Fact,
    Kind,
    Literal,
    Rounded,
    Term,
    Tiers,
    Value,
    Yearly,
)
from policyengine.language.walk import atoms, descend, facts_read

# Nothing registered today is older, and no deadline lies further off.
FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2999, 12, 31)

Turn: TypeAlias = Value | Yearly
"""A value near which something turns, or a window of every year at whose ends it does."""


def turning_values(definition: FactDefinition, atom: Condition) -> tuple[Turn, ...] | None:
    """The values of its one unknown fact near which an undivided condition can turn.

    None where they cannot be worked out.
    """
    if isinstance(atom, Yearly):
        return (atom,) if atom.term == Fact(definition.name) else None
    found: list[Turn] = []
    try:
        for left, right in _sides(atom):
            turns = _turns(definition, left, right)
            if turns is None:
                return None
            found.extend(turns)
    except TooManyPieces:
        return None
    for part in _conditions_within(atom):
        within = turning_values(definition, part) if definition.name in facts_read(part) else ()
        if within is None:
            return None
        found.extend(within)
    return tuple(found)


def _conditions_within(atom: Condition) -> Iterator[Condition]:
    """The undivided conditions on which the terms of another hang: those of its tiers."""
    for node in descend(atom):
        if isinstance(node, Branch):
            yield from atoms(node.when)


def _sides(atom: Condition) -> Iterator[Sides]:
    """The pairs of plain terms that an undivided condition sets against each other."""
    match atom:
        case Compare(left=left, right=right):
            yield from product(pieces(left), pieces(right))
        case Among(term=term, options=options):
            yield from product(pieces(term), options)
        case _:
            return


def _turns(definition: FactDefinition, left: Term, right: Term) -> Iterable[Value] | None:
    if definition.name not in (*facts_read(left), *facts_read(right)):
        return ()
    if definition.kind in NUMBERS:
        return _turning_numbers(left, right, Fact(definition.name))
    if definition.kind is Kind.DATE:
        return _turning_days(left, right, definition.name)
    literals = [side.value for side in (left, right) if isinstance(side, Literal)]
    return literals if len(literals) == 1 and isinstance(left, Fact) != isinstance(right, Fact) else None


# Numbers


def _turning_numbers(left: Term, right: Term, unknown: Term) -> tuple[Fraction, ...] | None:
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Rounded) and isinstance(other, Literal) and isinstance(other.value, Fraction):
            return _turning_rounded(one, other.value, unknown)
    return meetings(left, right, unknown)


def _turning_rounded(term: Rounded, number: Fraction, unknown: Term) -> tuple[Fraction, ...] | None:
    """Where what is rounded passes from one multiple to the next, near a number."""
    step = term.to.value
    assert isinstance(step, Fraction)
    below = number // step
    levels = (Literal(term.to.kind, (below + Fraction(half, 2)) * step) for half in range(-2, 5))
    found = [meetings(term.amount, level, unknown) for level in levels]
    if any(roots is None for roots in found):
        return None
    return tuple(root for roots in found for root in roots or ())


# Days


def _turning_days(left: Term, right: Term, fact: str) -> tuple[Value, ...] | None:
    nodes = (node for side in (left, right) for node in descend(side) if isinstance(node, Elapsed))
    elapsed = {node for node in nodes if fact in facts_read(node)}
    if elapsed:
        return _days_elapsed(left, right, elapsed.pop(), fact) if len(elapsed) == 1 else None
    moving, fixed = (left, right) if facts_read(left) else (right, left)
    goal = value_of(fixed)({}) if not facts_read(fixed) else None
    if not isinstance(goal, date) or occurrences(moving, fact) != 1:
        return None
    # A day moved by a fixed length never comes before an earlier day moved by it.
    reached = value_of(moving)

    def comes_to(day: date) -> Callable[[dict[str, Value]], bool]:
        return lambda known: isinstance(there := reached(known), date) and there >= day

    after = [goal + timedelta(days=1)] if goal < date.max else []
    return _first_days(fact, [comes_to(day) for day in (goal, *after)])


def _days_elapsed(left: Term, right: Term, elapsed: Elapsed, fact: str) -> tuple[Value, ...] | None:
    """The days on which the time elapsed reaches, and passes, a number at which the two sides meet."""
    numbers = meetings(left, right, elapsed)
    starts, ends = occurrences(elapsed.start, fact), occurrences(elapsed.end, fact)
    tiered = any(isinstance(node, Tiers) for node in descend(elapsed))
    if numbers is None or tiered or starts + ends != 1:
        return None
    long_, forward = value_of(elapsed), bool(ends)
    goals = {goal for number in numbers for goal in (floor(number), floor(number) + 1)}

    def reaching(goal: int) -> Callable[[dict[str, Value]], bool]:
        # It grows as its end moves on, and shrinks as its start does.
        return lambda known: (_much(long_(known)) >= goal) == forward

    return _first_days(fact, [reaching(goal) for goal in sorted(goals)])


def _much(value: Value | None) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(0)


def _first_days(fact: str, tests: Iterable[Callable[[dict[str, Value]], bool]]) -> tuple[date, ...]:
    found = (_first(fact, test) for test in tests)
    return tuple(day for day in found if day is not None)


def _first(fact: str, holds: Callable[[dict[str, Value]], bool]) -> date | None:
    """The first day of a fact on which something holds that then holds ever after: halve the calendar."""
    low, high = FIRST_DAY.toordinal(), LAST_DAY.toordinal() + 1
    while low < high:
        middle = (low + high) // 2
        if holds({fact: date.fromordinal(middle)}):
            high = middle
        else:
            low = middle + 1
    return date.fromordinal(low) if low <= LAST_DAY.toordinal() else None


# Amounts


def turning_amounts(amount: Amount, definition: FactDefinition) -> Iterator[Value]:
    """The values of one fact at which an amount passes a bound, another tier or zero.

    TooManyPieces where it chooses between too many terms to go through.
    """
    for left, right in dict.fromkeys(bends(amount)):
        if {*facts_read(left), *facts_read(right)} == {definition.name}:
            yield from _turns(definition, left, right) or ()
