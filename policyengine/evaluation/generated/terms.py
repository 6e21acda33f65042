"""Terms as source: exact numbers as a whole number over another, days and words as they are.

What narrows before every fact in it is known (tiers, bounds, rounding) is written for amounts only, where
all facts are known; lists, lengths of time and moved days are left to the plain evaluator.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TypeAlias, assert_never

from policyengine.evaluation.generated.writing import NotWritten, Writing
from policyengine.language.forms import asks
from policyengine.language.kinds import NUMBERS
from policyengine.language.tree import (
    Aggregate,
    Arithmetic,
    Bounded,
    Elapsed,
    Fact,
    Kind,
    Literal,
    Named,
    Operator,
    Rounded,
    Term,
    Tiers,
    Unstated,
    UpTo,
)
from policyengine.language.walk import as_term


@dataclass(frozen=True, slots=True)
class Number:
    """`top` over `bottom`, right wherever every one of the guards holds.

    INVARIANT: where the guards hold, `bottom` is above zero.
    """

    top: str
    bottom: int | str
    guards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plain:
    """A value that is only compared: a day, a word, yes or no."""

    source: str
    guards: tuple[str, ...] = ()


Source: TypeAlias = Number | Plain


def source_of(term: Term, writing: Writing) -> Source:
    """A term as source. NotWritten where it is left to the plain evaluator."""
    match term:
        case Literal(value=Fraction() as number):
            return Number(str(number.numerator), number.denominator)
        case Literal(kind=kind, value=value):
            if kind in (Kind.DURATION, Kind.LIST):
                raise NotWritten
            return Plain(writing.bind(value))
        case Fact(name=name):
            return _fact(name, writing)
        case Arithmetic(left=left, operator=operator, right=right):
            one, other = source_of(left, writing), source_of(right, writing)
            if isinstance(one, Plain) or isinstance(other, Plain):
                raise NotWritten
            return joined(one, operator, other, safe=_never_below_zero(right, writing))
        case Named(what=what):
            if asks(what):
                raise NotWritten
            return source_of(as_term(what), writing)
        case Tiers() | Bounded() | Rounded() | UpTo() | Unstated() | Elapsed() | Aggregate():
            raise NotWritten
        case unread:
            assert_never(unread)


def number_of(term: Term, writing: Writing) -> Number:
    """A term of numbers as source."""
    found = source_of(term, writing)
    if isinstance(found, Plain):
        raise NotWritten
    return found


def _fact(name: str, writing: Writing) -> Source:
    if not writing.has(name):
        raise NotWritten
    slot = writing.slots[name]
    variable = writing.variable(slot)
    if name in writing.derived:
        bottom = writing.derived[name]
        return Number(variable, bottom, (f"{variable} is not None",))
    guards = (f"{variable} is not None",)
    return Plain(variable, guards) if slot.units is None else Number(variable, slot.units, guards)


# Arithmetic -------------------------------------------------------------------------------------


def joined(a: Number, operator: Operator, b: Number, *, safe: bool) -> Number:
    """Two numbers joined. `safe`: the second is never below zero, so that it may stand below the line."""
    guards = tuple(dict.fromkeys((*a.guards, *b.guards)))
    match operator:
        case Operator.PLUS | Operator.MINUS:
            one, other, bottom = alike(a, b)
            return Number(f"({one} {operator.value} {other})", bottom, guards)
        case Operator.TIMES:
            return Number(times(a.top, b.top), product(a.bottom, b.bottom), guards)
        case Operator.OVER:
            if not safe or b.top == "0":
                raise NotWritten
            nonzero = () if b.top.isdecimal() else (f"{b.top} != 0",)
            bottom = product(a.bottom, int(b.top) if b.top.isdecimal() else b.top)
            return Number(times(a.top, b.bottom), bottom, (*guards, *nonzero))
        case unread:
            assert_never(unread)


def alike(a: Number, b: Number) -> tuple[str, str, int | str]:
    """The tops of two numbers brought to one bottom, and that bottom."""
    if isinstance(a.bottom, int) and isinstance(b.bottom, int):
        bottom = lcm(a.bottom, b.bottom)
        return times(a.top, bottom // a.bottom), times(b.top, bottom // b.bottom), bottom
    if a.bottom == b.bottom:
        return a.top, b.top, a.bottom
    return times(a.top, b.bottom), times(b.top, a.bottom), product(a.bottom, b.bottom)


def times(a: str, b: int | str) -> str:
    """The product of two whole numbers, worked out where both are figures."""
    if str(b) == "1" or a == "1":
        return a if str(b) == "1" else str(b)
    if _figure(a) and _figure(str(b)):
        return str(int(a) * int(b))
    return f"({a} * {b})"


def product(a: int | str, b: int | str) -> int | str:
    """The same of two bottoms."""
    return a * b if isinstance(a, int) and isinstance(b, int) else times(str(a), b)


def _figure(text: str) -> bool:
    return text.removeprefix("-").isdecimal()


def _never_below_zero(term: Term, writing: Writing) -> bool:
    """Whether a divisor that is known cannot be below zero, so that it turns no comparison round."""
    match term:
        case Literal(kind=kind, value=Fraction() as number):
            return kind in NUMBERS and number > 0
        case Fact(name=name):
            return name not in writing.signed
        case Arithmetic(left=left, operator=operator, right=right):
            whole = _never_below_zero(left, writing) and _never_below_zero(right, writing)
            return operator is not Operator.MINUS and whole
        case Named(what=what):
            return not asks(what) and _never_below_zero(as_term(what), writing)
        case _:
            return False
