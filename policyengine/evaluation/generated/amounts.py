"""Amounts as source: statements that set the two ends of what a reward comes to, in whole units.

An amount is written for where every fact it reads is known, or none; for what lies between, where its range
must be found, the plain evaluator is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TypeAlias, assert_never

from policyengine.evaluation.generated.conditions import both_of
from policyengine.evaluation.generated.terms import Number, alike, joined, number_of, times
from policyengine.evaluation.generated.writing import DEEPEST, INDENT, Both, NotWritten, Writing
from policyengine.evaluation.meaning.amounts import Reach, amount_of, hull
from policyengine.language.forms import asks, narrows
from policyengine.language.tree import (
    Aggregate,
    Amount,
    Arithmetic,
    Bounded,
    Direction,
    Elapsed,
    Fact,
    Literal,
    Named,
    Operator,
    Rounded,
    Term,
    Tiers,
    Unstated,
    UpTo,
)
from policyengine.language.walk import as_term, depth, facts_read


@dataclass(frozen=True, slots=True)
class Fixed:
    """The same for everyone."""

    reach: Reach


@dataclass(frozen=True, slots=True)
class Worked:
    """A figure where its guards hold, of which nothing is assured if `upto`.

    `unread`: what it can be while none of the facts that it reads is known; `asked`: who tells between.
    """

    value: Number
    upto: bool
    unread: Reach
    read: tuple[str, ...]
    asked: str


@dataclass(frozen=True, slots=True)
class Tiered:
    """The first of some amounts; `asked` while it is open which."""

    when: Both
    amount: Form
    rest: Form
    asked: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is left to the plain evaluator, by its name."""

    name: str


Form: TypeAlias = Fixed | Worked | Tiered | Asked


def form_of(amount: Amount, writing: Writing) -> Form:
    """How an amount is to be written."""
    reader = amount_of(amount, writing.signed)
    read = facts_read(amount)
    if not read:
        return Fixed(reader({}))
    asked = writing.bind_plain(reader, "amount")
    try:
        if depth(amount) > DEEPEST:
            raise NotWritten
        return _form(amount, reader({}), asked, writing)
    except NotWritten:
        return Asked(asked)


def _form(amount: Amount, unread: Reach, asked: str, writing: Writing) -> Form:
    match amount:
        case Tiers(branches=(first, *others), otherwise=otherwise):
            rest = Tiers(tuple(others), otherwise) if others else otherwise
            when = both_of(first.when, writing)
            return Tiered(when, form_of(first.amount, writing), form_of(rest, writing), asked)
        case _:
            upto = isinstance(amount, UpTo)
            value = _value(amount.ceiling, writing) if isinstance(amount, UpTo) else _sum(amount, writing)
            names = facts_read(amount)
            if isinstance(value.bottom, str) or any(not writing.has(name) for name in names):
                raise NotWritten
            read = tuple(writing.variable(writing.slots[name]) for name in names)
            return Worked(value, upto, unread, read, asked)


# What an amount is worth where everything is known ------------------------------------------------


def _sum(term: Term, writing: Writing) -> Number:
    """An amount; of a sum, no part that is paid on a condition falls below zero."""
    match term:
        case Arithmetic(left=left, operator=Operator.PLUS | Operator.MINUS as operator, right=right):
            one, other = _sum(left, writing), _sum(right, writing)
            a, b, bottom = alike(one, other)
            return Number(f"({a} {operator.value} {b})", bottom, _together(one, other))
        case Tiers():
            value = _value(term, writing)
            return Number(f"max({value.top}, 0)", value.bottom, value.guards)
        case _:
            return _value(term, writing)


def _value(term: Term, writing: Writing) -> Number:
    match term:
        case Literal() | Fact():
            return number_of(term, writing)
        case Arithmetic():
            return _arithmetic(term, writing)
        case Bounded(amount=amount, at_least=at_least, at_most=at_most):
            value = _value(amount, writing)
            if at_least is not None:
                value = _either("max", value, _value(at_least, writing))
            # A ceiling below the floor wins.
            return value if at_most is None else _either("min", value, _value(at_most, writing))
        case Rounded(amount=amount, direction=direction, to=to):
            return _rounded(_value(amount, writing), direction, to)
        case Tiers(branches=(first, *others), otherwise=otherwise):
            rest = _value(Tiers(tuple(others), otherwise) if others else otherwise, writing)
            return _tiers(both_of(first.when, writing), _value(first.amount, writing), rest)
        case Tiers():
            raise NotWritten
        case Named(what=what):
            if asks(what):
                raise NotWritten
            return _value(as_term(what), writing)
        case UpTo() | Unstated() | Elapsed() | Aggregate():
            raise NotWritten
        case unread:
            assert_never(unread)


def _arithmetic(whole: Arithmetic, writing: Writing) -> Number:
    if not narrows(whole):
        return number_of(whole, writing)
    one, other = _value(whole.left, writing), _value(whole.right, writing)
    safe = isinstance(whole.right, Literal) and not other.top.startswith("-")
    return joined(one, whole.operator, other, safe=safe)


def _either(which: str, a: Number, b: Number) -> Number:
    one, other, bottom = alike(a, b)
    return Number(f"{which}({one}, {other})", bottom, _together(a, b))


def _tiers(when: Both, amount: Number, rest: Number) -> Number:
    one, other, bottom = alike(amount, rest)
    settled = (f"({when.holds} or {when.fails})",)
    guards = tuple(dict.fromkeys((*_together(amount, rest), *settled)))
    return Number(f"({one} if {when.holds} else {other})", bottom, guards)


def _rounded(value: Number, direction: Direction, to: Literal) -> Number:
    """A multiple of `to`: so many of its numerators over its denominator."""
    step = to.value
    assert isinstance(step, Fraction)
    top, under = times(value.top, step.denominator), times(str(step.numerator), value.bottom)
    match direction:
        case Direction.DOWN:
            count = f"({top} // {under})"
        case Direction.UP:
            count = f"-(-{top} // {under})"
        case Direction.HALF_UP:
            count = f"((2 * {top} + {under}) // (2 * {under}))"
        case unread:
            assert_never(unread)
    return Number(times(f"({count})", step.numerator), step.denominator, value.guards)


def _together(a: Number, b: Number) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*a.guards, *b.guards)))


# Statements -------------------------------------------------------------------------------------


def units_of(forms: Iterable[Form]) -> int:
    """Into how many units 元 must be divided so that every end of these is whole."""
    units = 100
    for form in forms:
        match form:
            case Fixed(reach=reach):
                units = lcm(units, *_denominators(reach))
            case Worked(value=value, unread=unread):
                assert isinstance(value.bottom, int)
                units = lcm(units, value.bottom, *_denominators(unread))
            case Tiered(amount=amount, rest=rest):
                units = lcm(units, units_of((amount, rest)))
            case Asked():
                pass
    return units


def _denominators(reach: Reach) -> Iterator[int]:
    return (end.denominator for end in reach if end is not None)


Lines: TypeAlias = Iterator[str]


def statements(form: Form, low: str, high: str, units: int, known: str) -> Lines:
    """The lines that set `low` and `high`. `known`: the expression that gives what is known."""
    match form:
        case Fixed(reach=reach):
            yield f"{low}, {high} = {_ends(reach, units)}"
        case Asked(name=name):
            yield f"{low}, {high} = in_units({name}({known}))"
        case Tiered(when=when, amount=amount, rest=rest, asked=asked):
            yield f"if {when.holds}:"
            yield from indented(statements(amount, low, high, units, known))
            yield f"elif {when.fails}:"
            yield from indented(statements(rest, low, high, units, known))
            yield "else:"
            open_: Form = Asked(asked)
            if isinstance(amount, Fixed) and isinstance(rest, Fixed):
                open_ = Fixed(hull((amount.reach, rest.reach)))
            yield from indented(statements(open_, low, high, units, known))
        case Worked():
            yield from _worked(form, low, high, units, known)


def _worked(form: Worked, low: str, high: str, units: int, known: str) -> Lines:
    assert isinstance(form.value.bottom, int)
    yield f"if {' and '.join(form.value.guards) or 'True'}:"
    yield f"{INDENT}{high} = max({times(form.value.top, units // form.value.bottom)}, 0)"
    yield f"{INDENT}{low} = {0 if form.upto else high}"
    yield f"elif {' and '.join(f'{variable} is None' for variable in form.read)}:"
    yield f"{INDENT}{low}, {high} = {_ends(form.unread, units)}"
    yield "else:"
    yield f"{INDENT}{low}, {high} = in_units({form.asked}({known}))"


def _ends(reach: Reach, units: int) -> str:
    low, high = (None if end is None else int(end * units) for end in reach)
    return f"{low}, {high}"


def indented(lines: Iterable[str]) -> Lines:
    """Lines one step further in."""
    return (INDENT + line for line in lines)


def in_units_of(units: int) -> Callable[[Reach], tuple[object, object]]:
    """A reach of the plain evaluator in whole units, or in parts of one where it is finer."""

    def in_units(reach: Reach) -> tuple[object, object]:
        return _whole(reach.low * units), None if reach.high is None else _whole(reach.high * units)

    return in_units


def _whole(number: Fraction) -> int | Fraction:
    return number.numerator if number.denominator == 1 else number
