"""A fact's values cut into cells, within which no atom of a condition changes, one value standing for each.

Counts are whole and no number of a profile is negative, so that `x > 3 or x < 4` covers every count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import TypeAlias

from policyengine.language.facts import FactDefinition
from policyengine.language.tree import (
    Among,
    Arithmetic,
    Compare,
    Fact,
    Kind,
    Literal,
    Operator,
    Relation,
    Term,
    Value,
)

SingleFactAtom: TypeAlias = Fact | Compare | Among

_NUMBERS = frozenset({Kind.MONEY, Kind.RATIO, Kind.COUNT})
_OTHER = "\0"  # a text that no rule names


def splits(definition: FactDefinition, atom: SingleFactAtom) -> bool:
    """Whether a fact has cells for an atom that reads it alone: it is set against literals, nothing more."""
    match definition.kind:
        case Kind.JURISDICTION | Kind.DURATION:  # a city's code holds its districts': equality is not all
            return False
        case Kind.MONEY | Kind.RATIO | Kind.COUNT:
            return all(linear(side) is not None for pair in _sides(atom) for side in pair)
    match atom:
        case Fact() | Among(Fact()) | Compare(Fact(), _, Literal()) | Compare(Literal(), _, Fact()):
            return True
    return False


def cells(definition: FactDefinition, atoms: Sequence[SingleFactAtom]) -> tuple[tuple[bool, ...], ...]:
    """For each cell of a fact that `splits` for these atoms, which of them hold in it."""
    rows = (tuple(_holds(atom, value) for atom in atoms) for value in _representatives(definition, atoms))
    return tuple(dict.fromkeys(rows))


def _representatives(definition: FactDefinition, atoms: Sequence[SingleFactAtom]) -> Iterable[Value]:
    match definition.kind:
        case Kind.BOOLEAN:
            return (True, False)
        case Kind.CHOICE:
            return tuple(choice.id for choice in definition.choices)
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


def _days(atoms: Sequence[SingleFactAtom]) -> Iterator[date]:
    for day in _literals(atoms):
        if isinstance(day, date):
            yield day
            yield from (day + timedelta(days=n) for n in (-1, 1) if date.min < day < date.max)


def _texts(atoms: Sequence[SingleFactAtom]) -> Iterator[str]:
    return (text for text in _literals(atoms) if isinstance(text, str))


def _literals(atoms: Sequence[SingleFactAtom]) -> Iterator[Value]:
    for atom in atoms:
        match atom:
            case Compare(Fact(), _, Literal(_, value)) | Compare(Literal(_, value), _, Fact()):
                yield value
            case Among(Fact(), options):
                yield from (option.value for option in options)


def _cuts(atoms: Sequence[SingleFactAtom]) -> Iterator[Fraction]:
    """Where an atom of numbers can change: the fact's value that makes both sides equal."""
    for atom in atoms:
        for left, right in _sides(atom):
            one, other = linear(left), linear(right)
            if one is not None and other is not None and one[0] != other[0]:
                yield (other[1] - one[1]) / (one[0] - other[0])


def _sides(atom: SingleFactAtom) -> Iterator[tuple[Term, Term]]:
    match atom:
        case Compare(left, _, right):
            yield left, right
        case Among(term, options):
            yield from ((term, option) for option in options)


def linear(term: Term) -> tuple[Fraction, Fraction] | None:
    """A term over one fact as slope and constant; None if it is not that."""
    match term:
        case Literal(kind, Fraction() as value) if kind in _NUMBERS:
            return Fraction(0), value
        case Fact():
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


def _holds(atom: SingleFactAtom, fact: Value) -> bool:
    match atom:
        case Fact():
            return fact is True
        case Compare(left, relation, right):
            return stands(relation, _sign(_value(left, fact), _value(right, fact)))
        case Among(term, options):
            return any(_value(term, fact) == option.value for option in options)


def _value(term: Term, fact: Value) -> Value | None:
    match term:
        case Fact():
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
