"""A fact's values cut into cells, within which no atom of a condition changes, one value standing for each.

Counts are whole and no number of a profile is negative, so that `x > 3 or x < 4` covers every count.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import TypeAlias

from policyengine.language.facts import Choice
from policyengine.language.tree import (
    Aggregate,
    Among,
    Arithmetic,
    Compare,
    Elapsed,
    Fact,
    Kind,
    Literal,
    MonthDay,
    Operator,
    Relation,
    Term,
    Value,
    Yearly,
)
from policyengine.language.walk import Atom

Source: TypeAlias = Fact | Aggregate | Elapsed
"""What a term waits for: a fact, what is counted or summed of a list, or how much time has gone by."""

_NUMBERS = frozenset({Kind.MONEY, Kind.RATIO, Kind.COUNT})
_OTHER = "\0"  # a text that no rule names


def splits(kind: Kind, atom: Atom) -> bool:
    """Whether an unknown has cells for an atom that waits for it alone: it is set against literals only."""
    match kind:
        case Kind.JURISDICTION | Kind.DURATION:  # a city's code holds its districts': equality is not all
            return False
        case Kind.MONEY | Kind.RATIO | Kind.COUNT:
            sides = [side for pair in _sides(atom) for side in pair]
            return bool(sides) and all(linear(side) is not None for side in sides)
    match atom:
        case Fact() | Yearly(Fact()) | Among(Fact()):
            return True
        case Compare(Fact(), _, Literal()) | Compare(Literal(), _, Fact()):
            return True
    return False


def cells(kind: Kind, choices: Iterable[Choice], atoms: Sequence[Atom]) -> tuple[tuple[bool, ...], ...]:
    """For each cell of an unknown that `splits` for these atoms, which of them hold in it."""
    values = _representatives(kind, choices, atoms)
    return tuple(dict.fromkeys(tuple(_holds(atom, value) for atom in atoms) for value in values))


def _representatives(kind: Kind, choices: Iterable[Choice], atoms: Sequence[Atom]) -> Iterable[Value]:
    match kind:
        case Kind.BOOLEAN:
            return (True, False)
        case Kind.CHOICE:
            return tuple(choice.id for choice in choices)
        case Kind.DATE:
            return _days(atoms)
        case Kind.COUNT:
            return _whole(_cuts(atoms))
        case Kind.MONEY | Kind.RATIO:
            return _dense(_cuts(atoms))
        case _:
            return (*_texts(atoms), _OTHER)


def _whole(cuts: Iterable[Fraction]) -> Iterator[Fraction]:
    for cut in (Fraction(0), *cuts):
        yield from (Fraction(n) for n in range(max(0, floor(cut) - 1), max(0, ceil(cut) + 1) + 1))


def _dense(cuts: Iterable[Fraction]) -> Iterator[Fraction]:
    ends = sorted({Fraction(0), *(cut for cut in cuts if cut >= 0)})
    yield from ends
    yield from ((low + high) / 2 for low, high in pairwise(ends))
    yield ends[-1] + 1


def _days(atoms: Sequence[Atom]) -> Iterator[date]:
    turning = [day for day in _literals(atoms) if isinstance(day, date)]
    # A window opens alike in every year that no other day of the condition falls in or next to.
    years = {day.year + n for day in turning for n in (-1, 0, 1)} | {A_YEAR}
    for window in (atom for atom in atoms if isinstance(atom, Yearly)):
        for year in (year for year in years if date.min.year <= year <= date.max.year):
            turning += (_day_of(window.first, year), _day_of(window.last, year))
    for day in turning:
        yield day
        yield from (day + timedelta(days=n) for n in (-1, 1) if date.min < day < date.max)


A_YEAR = 2023


def _day_of(day: MonthDay, year: int) -> date:
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def _opens(window: Yearly, day: date) -> bool:
    first, last = _day_of(window.first, day.year), _day_of(window.last, day.year)
    over_the_turn = (window.last.month, window.last.day) < (window.first.month, window.first.day)
    return first <= day or day <= last if over_the_turn else first <= day <= last


def _texts(atoms: Sequence[Atom]) -> Iterator[str]:
    return (text for text in _literals(atoms) if isinstance(text, str))


def _literals(atoms: Sequence[Atom]) -> Iterator[Value]:
    for atom in atoms:
        match atom:
            case Compare(Fact(), _, Literal(_, value)) | Compare(Literal(_, value), _, Fact()):
                yield value
            case Among(Fact(), options):
                yield from (option.value for option in options)


def _cuts(atoms: Sequence[Atom]) -> Iterator[Fraction]:
    """Where an atom of numbers can change: the fact's value that makes both sides equal."""
    for atom in atoms:
        for left, right in _sides(atom):
            one, other = linear(left), linear(right)
            if one is not None and other is not None and one[0] != other[0]:
                yield (other[1] - one[1]) / (one[0] - other[0])


def _sides(atom: Atom) -> Iterator[tuple[Term, Term]]:
    match atom:
        case Compare(left, _, right):
            yield left, right
        case Among(term, options):
            yield from ((term, option) for option in options)


def linear(term: Term) -> tuple[Fraction, Fraction] | None:
    """A term over one unknown as slope and constant; None if it is not that."""
    match term:
        case Literal(kind, Fraction() as value) if kind in _NUMBERS:
            return Fraction(0), value
        case Fact() | Aggregate() | Elapsed():
            return Fraction(1), Fraction(0)
        case Arithmetic(left, operator, right):
            one, other = linear(left), linear(right)
            return None if one is None or other is None else _joined(one, operator, other)
    return None


def _joined(
    one: tuple[Fraction, Fraction], operator: Operator, other: tuple[Fraction, Fraction]
) -> tuple[Fraction, Fraction] | None:
    (slope, constant), (other_slope, other_constant) = one, other
    match operator:
        case Operator.PLUS:
            return slope + other_slope, constant + other_constant
        case Operator.MINUS:
            return slope - other_slope, constant - other_constant
        case Operator.TIMES if not slope or not other_slope:
            return slope * other_constant + other_slope * constant, constant * other_constant
        case Operator.OVER if not other_slope and other_constant:
            return slope / other_constant, constant / other_constant
    return None


def _holds(atom: Atom, fact: Value) -> bool:
    match atom:
        case Fact():
            return fact is True
        case Compare(left, relation, right):
            return stands(relation, _sign(_value(left, fact), _value(right, fact)))
        case Among(term, options):
            return any(_value(term, fact) == option.value for option in options)
        case Yearly():
            return isinstance(fact, date) and _opens(atom, fact)
        case Literal(_, value):
            return value is True


def _value(term: Term, fact: Value) -> Value | None:
    match term:
        case Fact() | Aggregate() | Elapsed():
            return fact
        case Literal(_, value):
            return value
        case _:
            line = linear(term)
            return line[0] * fact + line[1] if line is not None and isinstance(fact, Fraction) else None


def _sign(left: Value | None, right: Value | None) -> int:
    """-1, 0 or 1 as the left is less, equal or greater; 0 or 1, equal or not, where nothing orders."""
    match left, right:
        case (Fraction() as one, Fraction() as other):
            return (one > other) - (one < other)
        case (date() as day, date() as other_day):
            return (day > other_day) - (day < other_day)
    return 0 if left == right else 1


def stands(relation: Relation, sign: int) -> bool:
    """Whether two terms stand in a relation when the left is less (-1), equal (0) or greater (1)."""
    match relation:
        case Relation.EQUAL:
            return sign == 0
        case Relation.NOT_EQUAL:
            return sign != 0
        case Relation.LESS:
            return sign < 0
        case Relation.AT_MOST:
            return sign <= 0
        case Relation.GREATER:
            return sign > 0
        case Relation.AT_LEAST:
            return sign >= 0
