"""What a condition can still become, over every way to fill in the facts it reads.

A fact set only against literals has the cells of `cells`; so has what is counted or summed of a list, and
time gone by. Two terms of several facts set against each other are less, equal or greater; what else there is
counts as free. So the answer errs towards more possibilities, never towards fewer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod
from typing import TypeAlias, assert_never

from policyengine.language.facts import Vocabulary
from policyengine.language.kinds import kind_of
from policyengine.language.tree import (
    Aggregate,
    AllOf,
    Among,
    AnyOf,
    AtLeast,
    Compare,
    Condition,
    Elapsed,
    Fact,
    Kind,
    Literal,
    Named,
    Not,
    Yearly,
)
from policyengine.language.walk import AnyNode, Atom, as_condition, atoms, children, descend
from policyengine.language.write import write
from policyengine.rulebook.checks.cells import Source, cells, splits, stands

MOST_STATES = 5_000
"""A condition with more combinations of known and unknown is left alone."""

MOST_LITERALS = 100
"""So is one that sets its facts against more literals, or has more facts."""

_FREE = ((True,), (False,))
Key: TypeAlias = "str | tuple[str, str]"
_Truths: TypeAlias = "Mapping[Atom, bool | None]"


@dataclass(frozen=True, slots=True)
class Unknown:
    """What decides some atoms together: for each of its cells, which of them hold."""

    atoms: tuple[Atom, ...]
    cells: tuple[tuple[bool, ...], ...]


def keys(condition: Condition, vocabulary: Vocabulary) -> frozenset[Key]:
    """The names of what a condition waits for: a fact, two terms set against each other, or an atom."""
    return frozenset(_key(atom, vocabulary) for atom in atoms(condition) if not isinstance(atom, Literal))


def unknowns(condition: Condition, vocabulary: Vocabulary) -> dict[Key, Unknown]:
    """What a condition waits for, each with what it can turn out to be."""
    sharing: dict[Key, list[Atom]] = {}
    for atom in atoms(condition):
        if not isinstance(atom, Literal):
            sharing.setdefault(_key(atom, vocabulary), []).append(atom)
    return {key: Unknown(tuple(some), _cells(key, some, vocabulary)) for key, some in sharing.items()}


def _key(atom: Atom, vocabulary: Vocabulary) -> Key:
    found = _only(atom)
    if found is not None and splits(kind_of(found, vocabulary), atom):
        return _name(found)
    if isinstance(atom, Compare):
        left, right = sorted((write(atom.left), write(atom.right)))
        return left, right
    return f"({write(atom)})"


def _only(atom: AnyNode) -> Source | None:
    """The one unknown that an atom waits for; None where there are more, or none."""
    found = set(_unknowns_in(atom))
    return found.pop() if len(found) == 1 else None


def _unknowns_in(node: AnyNode) -> Iterator[Source]:
    # What is counted of a list, or goes by in time, is one unknown, whatever it is worked out from.
    if isinstance(node, Fact | Aggregate | Elapsed):
        yield node
    else:
        for below in children(node):
            yield from _unknowns_in(below)


def _name(found: Source) -> str:
    return found.name if isinstance(found, Fact) else write(found)


def _cells(key: Key, some: list[Atom], vocabulary: Vocabulary) -> tuple[tuple[bool, ...], ...]:
    if isinstance(key, tuple):
        return tuple(dict.fromkeys(tuple(_at(atom, key, sign) for atom in some) for sign in (-1, 0, 1)))
    found = _only(some[0])
    if found is None or key != _name(found):
        return _FREE
    choices = vocabulary[found.name].choices if isinstance(found, Fact) else ()
    return cells(kind_of(found, vocabulary), choices, some)


def _at(atom: Atom, key: tuple[str, str], sign: int) -> bool:
    """Whether a comparison holds when the first of its two terms is less, equal or greater."""
    assert isinstance(atom, Compare)
    return stands(atom.relation, sign if write(atom.left) == key[0] else -sign)


@dataclass(frozen=True, slots=True)
class Possible:
    """What a condition can become (`ends`), and whether reading it is looser than that anywhere."""

    ends: frozenset[bool]
    loose: bool


def possible(condition: Condition, vocabulary: Vocabulary) -> Possible | None:
    """Every way the condition can end; None where there are too many to go through."""
    if sum(isinstance(node, Literal | Fact) for node in descend(condition)) > MOST_LITERALS:
        return None
    waiting = tuple(unknowns(condition, vocabulary).values())
    if prod(len(each.cells) + 1 for each in waiting) > MOST_STATES:
        return None
    seen: dict[tuple[int, ...], frozenset[bool]] = {}
    loose = False
    for state in _states(waiting):
        truth = truth_of(condition, _truths(waiting, state))
        ends = _ends(state, truth, waiting, seen)
        seen[state] = ends
        loose = loose or (truth is None and len(ends) == 1)
    return Possible(seen[(-1,) * len(waiting)], loose)


def _states(waiting: tuple[Unknown, ...]) -> Iterator[tuple[int, ...]]:
    """Each unknown at one of its cells, or at -1, still unknown; the more that is known, the earlier."""
    states: list[tuple[int, ...]] = [()]
    for each in waiting:
        states = [(*state, cell) for state in states for cell in range(-1, len(each.cells))]
    return iter(sorted(states, key=lambda state: state.count(-1)))


def _ends(
    state: tuple[int, ...],
    truth: bool | None,
    waiting: tuple[Unknown, ...],
    seen: Mapping[tuple[int, ...], frozenset[bool]],
) -> frozenset[bool]:
    if truth is not None:
        return frozenset({truth})
    first = state.index(-1)
    fuller = (seen[(*state[:first], cell, *state[first + 1 :])] for cell in range(len(waiting[first].cells)))
    return frozenset().union(*fuller)


def _truths(waiting: tuple[Unknown, ...], state: tuple[int, ...]) -> _Truths:
    return {
        atom: None if cell < 0 else each.cells[cell][index]
        for each, cell in zip(waiting, state, strict=True)
        for index, atom in enumerate(each.atoms)
    }


def truth_of(condition: Condition, truths: _Truths) -> bool | None:
    """Kleene's value of a condition whose atoms have these; None is unknown."""
    match condition:
        case Literal(Kind.BOOLEAN, value):
            return value is True
        case Not(part):
            inner = truth_of(part, truths)
            return None if inner is None else not inner
        case AllOf(parts):
            return _at_least(len(parts), [truth_of(part, truths) for part in parts])
        case AnyOf(parts):
            return _at_least(1, [truth_of(part, truths) for part in parts])
        case AtLeast(count, parts):
            return _at_least(count, [truth_of(part, truths) for part in parts])
        case Fact() | Compare() | Among() | Yearly():
            return truths[condition]
        case Named(_, _, what):
            return truth_of(as_condition(what), truths)
        case Literal():
            return None
        case unread:
            assert_never(unread)


def _at_least(count: int, truths: list[bool | None]) -> bool | None:
    sure = truths.count(True)
    if sure >= count:
        return True
    return None if sure + truths.count(None) >= count else False
