"""One step from where a condition turns: one 分, one piece, the eighth decimal of a ratio, one day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from policyengine.errors import ProfileError
from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.facts.derived import signed, sources_of
from policyengine.evaluation.inquiry.cells import GRIDS
from policyengine.evaluation.inquiry.names import Names
from policyengine.evaluation.meaning.kleene import value_of
from policyengine.evaluation.meaning.terms import Known
from policyengine.evaluation.meaning.truth import Truth
from policyengine.evaluation.readings import varied
from policyengine.language.facts import CALENDAR, Vocabulary
from policyengine.language.kinds import NUMBERS, kind_of
from policyengine.language.tree import Aggregate, Compare, Fact, Kind, Literal, Relation, Value, Yearly
from policyengine.language.walk import descend, facts_read
from policyengine.trial.goals.goal import Turns, reader

TODAY = "as_of"
_INCLUSIVE = {Relation.AT_LEAST: -1, Relation.AT_MOST: 1}
_EXCLUSIVE = {Relation.GREATER: 1, Relation.LESS: -1}


def one_step_from_turning(atom: Compare | Yearly, items: str | None, signs: tuple[int, ...]) -> Turns:
    """Whether one step of one fact, up or down as `signs` say, would turn the atom over."""
    if isinstance(atom, Compare) and any(isinstance(node, Aggregate) for node in descend(atom)):
        return _one_step_apart(atom)

    def turns(known: Known, case: Case) -> bool:
        truth = reader(atom, signed(case.plan.vocabulary))
        now = truth(known)
        vocabulary = case.plan.vocabulary
        moves = (
            _moves(case, atom, signs)
            if items is None
            else _moves_within(known, vocabulary, atom, items, signs)
        )
        return any(then is not Truth.UNKNOWN and then is not now for then in map(truth, moves))

    return turns


def nearest_values(atom: Compare, vocabulary: Vocabulary) -> tuple[Literal, Literal] | None:
    """The last value for which a fact set against a literal holds, and the first for which it does not.

    None where it is no such comparison, or the value may be worked out from others.
    """
    left, right, relation = atom.left, atom.right, atom.relation
    if not isinstance(left, Fact) or not isinstance(right, Literal):
        return None
    if left.name in CALENDAR or vocabulary[left.name].derived is not None:
        return None
    step = _step(right.kind)
    if relation in _INCLUSIVE and step is not None:
        return right, _stepped(right, _INCLUSIVE[relation])
    if relation in _EXCLUSIVE and step is not None:
        return _stepped(right, _EXCLUSIVE[relation]), right
    return None


def _stepped(literal: Literal, sign: int) -> Literal:
    value = _next(literal.value, literal.kind, sign)
    return literal if value is None else Literal(literal.kind, value)


def _step(kind: Kind) -> Fraction | timedelta | None:
    if kind is Kind.DATE:
        return timedelta(days=1)
    return GRIDS[kind].step if kind in GRIDS else None


def _next(value: Value, kind: Kind, sign: int) -> Value | None:
    """The value one step up or down; None where there is none."""
    if isinstance(value, date):
        try:
            return value + sign * timedelta(days=1)
        except OverflowError:
            return None
    if isinstance(value, Fraction) and kind in GRIDS:
        moved = value + sign * GRIDS[kind].step
        return moved if moved >= 0 else None
    return None


def _one_step_apart(atom: Compare) -> Turns:
    """Whether the two sides are no more than one step apart: what is counted or summed of a list."""

    def turns(known: Known, case: Case) -> bool:
        vocabulary = case.plan.vocabulary
        below_zero = signed(vocabulary)
        left, right = (value_of(side, below_zero)(known) for side in (atom.left, atom.right))
        if not isinstance(left, Fraction) or not isinstance(right, Fraction):
            return False
        kind = kind_of(atom.left, vocabulary)
        return kind in NUMBERS and kind in GRIDS and abs(left - right) <= GRIDS[kind].step

    return turns


def _moves(case: Case, atom: Compare | Yearly, signs: tuple[int, ...]) -> Iterator[Known]:
    """What would be known if one fact that an atom hangs on were one step off."""
    for sign in signs:
        for moved in _moved(case, atom, sign):
            try:
                yield moved.known
            except ProfileError:  # figures of the years make something else of what is given
                continue


def _moved(case: Case, atom: Compare | Yearly, sign: int) -> Iterator[Case]:
    names, vocabulary = Names(case.plan.vocabulary, case.year), case.plan.vocabulary
    read = facts_read(atom)
    near = dict.fromkeys((*read, *(each for name in read for each in sources_of(vocabulary).get(name, ()))))
    today = _next(case.as_of, Kind.DATE, sign) if TODAY in near else None
    if isinstance(today, date):
        yield replace(case, as_of=today)
    for fact in dict.fromkeys(names.given_as(name) for name in near if name not in CALENDAR):
        value = case.facts.given.get(fact)
        moved = None if value is None else _next(value, vocabulary[fact].kind, sign)
        if moved is not None:
            yield replace(case, facts=varied(case.facts, fact, moved))


def _moves_within(
    known: Known, vocabulary: Vocabulary, atom: Compare | Yearly, items: str, signs: tuple[int, ...]
) -> Iterator[Known]:
    """The same of an entry of a list, whose fields are known beside the facts."""
    for name in {node.name for node in descend(atom) if isinstance(node, Fact)}:
        value = known.get(name) if name.startswith(f"{items}.") else None
        if value is not None:
            moves = (_next(value, vocabulary[name].kind, sign) for sign in signs)
            yield from ({**known, name: moved} for moved in moves if moved is not None)
