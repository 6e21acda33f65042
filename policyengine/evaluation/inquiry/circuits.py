"""Conditions with their atoms numbered, small enough to be cut down again and again as facts are supposed.

`all`, `any` and `at_least` are one node here: so many of these parts hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.tree import (
    AllOf,
    Among,
    AnyOf,
    AtLeast,
    Compare,
    Condition,
    Fact,
    Literal,
    Named,
    Not,
    Yearly,
)
from policyengine.language.walk import Atom as AtomNode
from policyengine.language.walk import as_condition


@dataclass(frozen=True, slots=True)
class Atom:
    """An undivided condition whose value is still open, by its number."""

    number: int


@dataclass(frozen=True, slots=True)
class Inverse:
    """The opposite of a part."""

    part: Circuit


@dataclass(frozen=True, slots=True)
class Count:
    """`count` of the parts hold, or more."""

    count: int
    parts: tuple[Circuit, ...]


Circuit: TypeAlias = Truth | Atom | Inverse | Count

AtomOf: TypeAlias = Callable[[AtomNode], Circuit]


def circuit_of(condition: Condition, atom_of: AtomOf) -> Circuit:
    """A condition as a circuit, its atoms numbered or settled by `atom_of`."""
    match condition:
        case Literal() | Fact() | Compare() | Among() | Yearly():
            return atom_of(condition)
        case Named(what=what):
            return circuit_of(as_condition(what), atom_of)
        case Not(part=part):
            return inverse(circuit_of(part, atom_of))
        case AllOf(parts=parts):
            return counted(len(parts), (circuit_of(part, atom_of) for part in parts))
        case AnyOf(parts=parts):
            return counted(1, (circuit_of(part, atom_of) for part in parts))
        case AtLeast(count=count, parts=parts):
            return counted(count, (circuit_of(part, atom_of) for part in parts))
        case unread:
            assert_never(unread)


def inverse(circuit: Circuit) -> Circuit:
    """The opposite of a circuit."""
    match circuit:
        case Truth():
            return ~circuit
        case Inverse(part=part):
            return part
        case _:
            return Inverse(circuit)


def counted(count: int, parts: Iterable[Circuit]) -> Circuit:
    """So many of these parts hold, with what is settled taken out."""
    every = tuple(parts)
    need = count - every.count(Truth.TRUE)
    rest = tuple(part for part in every if part is not Truth.TRUE and part is not Truth.FALSE)
    if need <= 0:
        return Truth.TRUE
    if need > len(rest):
        return Truth.FALSE
    if all(part is Truth.UNKNOWN for part in rest):
        return Truth.UNKNOWN
    return rest[0] if len(rest) == 1 else Count(need, rest)


def restricted(circuit: Circuit, truths: Mapping[int, Truth]) -> Circuit:
    """The circuit with some of its atoms settled."""
    match circuit:
        case Truth():
            return circuit
        case Atom(number=number):
            return truths.get(number, circuit)
        case Inverse(part=part):
            return inverse(restricted(part, truths))
        case Count(count=count, parts=parts):
            return counted(count, (restricted(part, truths) for part in parts))
        case unread:
            assert_never(unread)


def atoms_in(circuit: Circuit) -> Iterator[int]:
    """The numbers of the atoms that are still open."""
    match circuit:
        case Truth():
            return
        case Atom(number=number):
            yield number
        case Inverse(part=part):
            yield from atoms_in(part)
        case Count(parts=parts):
            for part in parts:
                yield from atoms_in(part)
        case unread:
            assert_never(unread)


def settled(circuit: Circuit) -> Truth:
    """The value of a circuit all of whose atoms are settled."""
    if not isinstance(circuit, Truth):
        raise ValueError(f"{circuit} is still open")
    return circuit
