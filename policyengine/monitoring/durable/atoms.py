"""Conditions taken apart into atoms that durable-rules can test: whole numbers, words and flags.

What it cannot work out itself (places in territories, lists, windows of the year, terms between bounds,
lengths of time) comes to it as a truth settled beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import ceil, floor, lcm
from typing import TypeAlias

from policyengine.errors import Bilingual, Finding, RequestError
from policyengine.evaluation.meaning.kleene import truth_of, value_of
from policyengine.evaluation.meaning.terms import Known
from policyengine.language.forms import narrows
from policyengine.language.kinds import NUMBERS
from policyengine.language.tree import (
    Aggregate,
    Compare,
    Condition,
    Elapsed,
    Fact,
    Kind,
    Literal,
    Relation,
    Term,
    Value,
)
from policyengine.language.walk import descend

Sent: TypeAlias = dict[str, int | str]
"""What is told of a case: fields with whole numbers, or words."""
Test: TypeAlias = Mapping[str, object]
"""One test of durable-rules, such as `{"$gte": {"lo3": 5}}`."""

MOST = 2**63 - 1
"""The largest whole number that it holds; past it values wrap in silence."""
_SCALES = {Kind.MONEY: 100, Kind.RATIO: 10**8}
_OPPOSITE = {
    Relation.EQUAL: Relation.NOT_EQUAL,
    Relation.NOT_EQUAL: Relation.EQUAL,
    Relation.LESS: Relation.AT_LEAST,
    Relation.AT_LEAST: Relation.LESS,
    Relation.GREATER: Relation.AT_MOST,
    Relation.AT_MOST: Relation.GREATER,
}
_TESTS = {
    Relation.NOT_EQUAL: "$neq",
    Relation.LESS: "$lt",
    Relation.AT_MOST: "$lte",
    Relation.GREATER: "$gt",
    Relation.AT_LEAST: "$gte",
}
_WORDS = (Kind.CHOICE, Kind.TEXT, Kind.CREDIT_CODE)


@dataclass(frozen=True, slots=True)
class TooLarge(Finding):
    """A value is past what durable-rules can hold.

    Why: it would wrap to another number in silence, and decide on that.
    Mend: ask without `engine="durable"`, which holds numbers of any size.
    """

    code = "past-64-bits"

    def message(self) -> Bilingual:
        """That it is refused."""
        return Bilingual("数值超出durable-rules的64位范围", "a value is past the 64 bits of durable-rules")


@dataclass
class Atoms:
    """The atoms of a program, and what must be told of a case so that they can be tested."""

    signed: Collection[str] = ()
    _fields: dict[object, str] = field(default_factory=dict)
    _told: list[Callable[[Known, Sent], None]] = field(default_factory=list)

    def told(self, known: Known) -> Sent:
        """All that the tests ask of a case, what is unknown left out. RequestError past 64 bits."""
        sent: Sent = {"case": 1}
        for tell in self._told:
            tell(known, sent)
        return sent

    def ways(self, condition: Condition, *, negated: bool) -> tuple[tuple[Test, ...], ...]:
        """The ways in which a condition without parts holds, or fails: any of them, each a few tests."""
        match condition:
            case Fact(name=name):
                return (self._flag(name, not negated),)
            case Compare(left=left, relation=relation, right=right) if _whole(left, right):
                return tuple(self._number(left, _OPPOSITE[relation] if negated else relation, right))
            case Compare(
                left=Fact(name), relation=relation, right=Literal(kind=kind, value=str() as word)
            ) if kind in _WORDS:
                return (self._word(name, word, (relation is Relation.EQUAL) is not negated),)
            case Compare(left=left, relation=relation, right=right) if _free(left) and _free(right):
                return (self._between(left, _OPPOSITE[relation] if negated else relation, right),)
            case _:
                return (self._settled(condition, not negated),)

    def _number(self, left: Term, relation: Relation, right: Term) -> Iterator[tuple[Test, ...]]:
        assert isinstance(right, Literal)
        wanted = _number_of(right.value)
        assert wanted is not None
        scale = lcm(_SCALES.get(right.kind, 1), wanted.denominator)
        at, number = self._scaled(left, scale), int(wanted * scale)
        low, high, there = f"lo{at}", f"hi{at}", {f"is{at}": 1}
        # A value is at least n exactly where its floor is, and above n exactly where its ceiling is.
        match relation:
            case Relation.AT_LEAST:
                yield there, {"$gte": {low: number}}
            case Relation.LESS:
                yield there, {"$lt": {low: number}}
            case Relation.GREATER:
                yield there, {"$gt": {high: number}}
            case Relation.AT_MOST:
                yield there, {"$lte": {high: number}}
            case Relation.EQUAL:
                yield there, {low: number}, {high: number}
            case Relation.NOT_EQUAL:
                yield there, {"$lt": {low: number}}
                yield there, {"$gt": {high: number}}

    def _scaled(self, term: Term, scale: int) -> str:
        key = (term, scale)
        if key not in self._fields:
            at = self._fields[key] = str(len(self._fields))
            value = value_of(term, self.signed)

            def tell(known: Known, sent: Sent) -> None:
                number = _number_of(value(known))
                if number is not None:
                    sent |= {f"is{at}": 1, f"lo{at}": _held(floor(number * scale))}
                    sent[f"hi{at}"] = _held(ceil(number * scale))

            self._told.append(tell)
        return self._fields[key]

    def _between(self, left: Term, relation: Relation, right: Term) -> tuple[Test, ...]:
        """Two terms of which neither is a number of the text: the sign of their difference."""
        key = (left, "and", right)
        if key not in self._fields:
            at = self._fields[key] = str(len(self._fields))
            a_of, b_of = value_of(left, self.signed), value_of(right, self.signed)

            def tell(known: Known, sent: Sent) -> None:
                sign = _sign(a_of(known), b_of(known))
                if sign is not None:
                    sent |= {f"is{at}": 1, f"sign{at}": sign}

            self._told.append(tell)
        at = self._fields[key]
        name = f"sign{at}"
        return {f"is{at}": 1}, {name: 0} if relation is Relation.EQUAL else {_TESTS[relation]: {name: 0}}

    def _word(self, name: str, word: str, equal: bool) -> tuple[Test, ...]:
        key = ("word", name)
        if key not in self._fields:
            at = self._fields[key] = str(len(self._fields))

            def tell(known: Known, sent: Sent) -> None:
                value = known.get(name)
                if value is not None:
                    sent |= {f"is{at}": 1, f"word{at}": str(value)}

            self._told.append(tell)
        at = self._fields[key]
        return {f"is{at}": 1}, {f"word{at}": word} if equal else {"$neq": {f"word{at}": word}}

    def _flag(self, name: str, wanted: bool) -> tuple[Test, ...]:
        return self._settled(Fact(name), wanted)

    def _settled(self, condition: Condition, wanted: bool) -> tuple[Test, ...]:
        """A truth settled beforehand: 1, 0, or nothing while it is unknown."""
        if condition not in self._fields:
            at = self._fields[condition] = str(len(self._fields))
            truth = truth_of(condition, self.signed)

            def tell(known: Known, sent: Sent) -> None:
                settled = truth(known).settled
                if settled is not None:
                    sent |= {f"is{at}": 1, f"so{at}": int(settled)}

            self._told.append(tell)
        at = self._fields[condition]
        return {f"is{at}": 1}, {f"so{at}": int(wanted)}


def _plain(term: Term) -> bool:
    """Whether durable-rules can be told what a term is worth: it is unknown or one value."""
    return not narrows(term) and not any(isinstance(node, Elapsed | Aggregate) for node in descend(term))


def _free(term: Term) -> bool:
    """Whether a term is no value of the text: a literal place means a whole territory."""
    return _plain(term) and not isinstance(term, Literal)


def _whole(left: Term, right: Term) -> bool:
    """Whether two terms can be set against each other as whole numbers."""
    return _plain(left) and isinstance(right, Literal) and (right.kind in NUMBERS or right.kind is Kind.DATE)


def _sign(a: Value | None, b: Value | None) -> int | None:
    """-1, 0 or 1 as one value is below, equal to or above another; words are only equal or not."""
    if isinstance(a, str | bool) and isinstance(b, str | bool):
        return 0 if a == b else 1
    one, other = _number_of(a), _number_of(b)
    return None if one is None or other is None else (one > other) - (one < other)


def _number_of(value: Value | None) -> Fraction | None:
    """A number as it is, a day as the number of days since the calendar began."""
    if isinstance(value, Fraction):
        return value
    return Fraction(value.toordinal()) if isinstance(value, date) else None


def _held(number: int) -> int:
    if abs(number) > MOST:
        raise RequestError([TooLarge()])
    return number
