"""Conditions as source: each as two questions without a third answer, does it hold and does it fail."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import assert_never

from policyengine.evaluation.generated.terms import Number, Plain, alike, source_of
from policyengine.evaluation.generated.writing import DEEPEST, HOLDS, Both, NotWritten, Writing, added
from policyengine.evaluation.meaning.jurisdictions import lies_in
from policyengine.evaluation.meaning.kleene import truth_of
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.forms import narrows
from policyengine.language.tree import (
    AllOf,
    Among,
    AnyOf,
    AtLeast,
    Compare,
    Condition,
    Fact,
    Kind,
    Literal,
    Named,
    Not,
    Relation,
    Term,
    Yearly,
)
from policyengine.language.walk import as_condition, as_term, depth

_SIGNS = {
    Relation.EQUAL: "==",
    Relation.NOT_EQUAL: "!=",
    Relation.LESS: "<",
    Relation.AT_MOST: "<=",
    Relation.GREATER: ">",
    Relation.AT_LEAST: ">=",
}
_OPPOSITE = {
    Relation.EQUAL: "!=",
    Relation.NOT_EQUAL: "==",
    Relation.LESS: ">=",
    Relation.AT_MOST: ">",
    Relation.GREATER: "<=",
    Relation.AT_LEAST: "<",
}


def both_of(condition: Condition, writing: Writing) -> Both:
    """A condition as two expressions; what is not written is asked of the plain evaluator, at once."""
    kept = writing.written.get(condition)
    if kept is None:
        try:
            if depth(condition) > DEEPEST:
                raise NotWritten
            kept = _written(condition, writing)
        except NotWritten:
            truth = writing.bind_plain(truth_of(condition, writing.signed), "truth")
            kept = writing.settle(f"{truth}({writing.known()})")
        if isinstance(condition, AllOf | AnyOf | AtLeast) and condition in writing.repeated:
            kept = writing.keep(kept)
        writing.written[condition] = kept
    return kept


def _written(condition: Condition, writing: Writing) -> Both:
    match condition:
        case Literal(value=value):
            return HOLDS if value is True else HOLDS.negated
        case Fact(name=name):
            source = source_of(condition, writing)
            if not isinstance(source, Plain):
                raise NotWritten(name)
            return Both(source.source, f"{source.source} is False")
        case Compare(left=left, relation=relation, right=right):
            return _comparison(left, relation, right, writing)
        case Among(term=term, options=options):
            return _among(term, options, writing)
        case Yearly():
            raise NotWritten
        case Not(part=part):
            return both_of(part, writing).negated
        case AllOf(parts=parts):
            return every([both_of(part, writing) for part in parts])
        case AnyOf(parts=parts):
            return some([both_of(part, writing) for part in parts])
        case AtLeast(count=count, parts=parts):
            return _so_many(count, [both_of(part, writing) for part in parts])
        case Named(what=what):
            return both_of(as_condition(what), writing)
        case unread:
            assert_never(unread)


# Joined -----------------------------------------------------------------------------------------


def every(parts: Sequence[Both]) -> Both:
    """That all of them hold; it fails where one of them does."""
    asked = [part for part in dict.fromkeys(parts) if part != HOLDS]
    if len(asked) < 2:
        return asked[0] if asked else HOLDS
    holds, fails = (" and ".join(part.holds for part in asked), " or ".join(part.fails for part in asked))
    return Both(f"({holds})", f"({fails})")


def some(parts: Sequence[Both]) -> Both:
    """That one of them holds."""
    return every([part.negated for part in parts]).negated


def _so_many(count: int, parts: Sequence[Both]) -> Both:
    """That so many hold: it fails once too many of them do."""
    holding = added([f"(1 if {part.holds} else 0)" for part in parts])
    failing = added([f"(1 if {part.fails} else 0)" for part in parts])
    return Both(f"({holding} >= {count})", f"({failing} > {len(parts) - count})")


# Compared ---------------------------------------------------------------------------------------


def _comparison(left: Term, relation: Relation, right: Term, writing: Writing) -> Both:
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Literal) and one.kind is Kind.JURISDICTION and isinstance(one.value, str):
            within = _within(other, one.value, writing)
            return within.negated if relation is Relation.NOT_EQUAL else within
    if narrows(left) or narrows(right):
        raise NotWritten
    a, b = source_of(left, writing), source_of(right, writing)
    guards = tuple(dict.fromkeys((*a.guards, *b.guards)))
    if isinstance(a, Number) and isinstance(b, Number):
        one_, other_, _ = alike(a, b)
        return _guarded(guards, one_, relation, other_)
    if isinstance(a, Number) or isinstance(b, Number):
        raise NotWritten
    if relation is Relation.EQUAL and isinstance(right, Literal):
        # What is not known is equal to no value.
        same = "is" if isinstance(right.value, bool) else "=="
        holds = f"{a.source} {same} {right.value if same == 'is' else b.source}"
        return Both(holds, _guarded(guards, a.source, relation, b.source).fails)
    return _guarded(guards, a.source, relation, b.source)


def _guarded(guards: Sequence[str], one: str, relation: Relation, other: str) -> Both:
    holds = " and ".join((*guards, f"{one} {_SIGNS[relation]} {other}"))
    fails = " and ".join((*guards, f"{one} {_OPPOSITE[relation]} {other}"))
    return Both(f"({holds})", f"({fails})") if guards else Both(holds, fails)


def _within(place: Term, territory: str, writing: Writing) -> Both:
    """A place of registration in a territory: worked out once, and remembered for the place."""
    place = _looked_through(place)
    if not isinstance(place, Fact):
        raise NotWritten
    source = source_of(place, writing)
    if not isinstance(source, Plain):
        raise NotWritten
    lies = writing.bind(within(territory), f"in_{territory}")
    return writing.settle(f"{lies}({source.source})")


def _looked_through(term: Term) -> Term:
    return _looked_through(as_term(term.what)) if isinstance(term, Named) else term


@lru_cache(maxsize=1024)
def within(territory: str) -> object:
    """Whether a place lies in a territory, unknown where the place is; a few thousand answers are kept."""

    @lru_cache(maxsize=4096)
    def lies(place: str | None) -> Truth:
        return Truth.UNKNOWN if place is None else lies_in(place, territory)

    return lies


def _among(term: Term, options: tuple[Literal, ...], writing: Writing) -> Both:
    if narrows(term):
        raise NotWritten
    if options[0].kind in (Kind.JURISDICTION, Kind.DURATION):
        return some([_comparison(term, Relation.EQUAL, option, writing) for option in options])
    source = source_of(term, writing)
    guards = " and ".join(source.guards) or "True"
    if isinstance(source, Plain):
        values = writing.bind(frozenset(option.value for option in options), "options")
        return Both(f"{source.source} in {values}", f"({guards} and {source.source} not in {values})")
    if isinstance(source.bottom, str):
        return some([_comparison(term, Relation.EQUAL, option, writing) for option in options])
    exact = (option.value * source.bottom for option in options if isinstance(option.value, Fraction))
    whole = frozenset(int(each) for each in exact if each.denominator == 1)
    values = writing.bind(whole, "options")
    holds = f"{source.top} in {values}"
    return Both(f"({guards} and {holds})", f"({guards} and {source.top} not in {values})")
