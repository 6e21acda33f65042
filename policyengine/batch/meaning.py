"""Conditions, values and ends of values as SQL: the same meaning as `evaluation/meaning/kleene.py`.

Conditions hold terms and terms hold conditions, so that both are read here. What SQL cannot say is
Inexpressible, in words; nothing is left out.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import assert_never

from sqlglot import exp

from policyengine.batch import ends, numbers
from policyengine.batch.calendar import elapsed, in_window, later
from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.ends import Ends, from_zero, point
from policyengine.batch.lists import aggregated
from policyengine.batch.logic import (
    FALSE,
    TRUE,
    at_least_so_many,
    both,
    either,
    negated,
    settled,
)
from policyengine.batch.numbers import Number, compared, constant
from policyengine.batch.reading import Reading, day_literal
from policyengine.batch.refused import Inexpressible
from policyengine.batch.rounding import rounded
from policyengine.batch.scope import lies_in
from policyengine.language.forms import asks, narrows
from policyengine.language.kinds import NUMBERS, kind_of
from policyengine.language.tree import (
    Aggregate,
    AllOf,
    Among,
    AnyOf,
    Arithmetic,
    AtLeast,
    Bounded,
    Compare,
    Condition,
    Duration,
    Elapsed,
    Fact,
    Kind,
    Literal,
    Named,
    Not,
    Operator,
    Relation,
    Rounded,
    Term,
    Tiers,
    Unstated,
    UpTo,
    Value,
    Yearly,
)
from policyengine.language.walk import as_condition, as_term

RELATIONS: dict[Relation, type[exp.Binary]] = {
    Relation.EQUAL: exp.EQ,
    Relation.NOT_EQUAL: exp.NEQ,
    Relation.LESS: exp.LT,
    Relation.AT_MOST: exp.LTE,
    Relation.GREATER: exp.GT,
    Relation.AT_LEAST: exp.GTE,
}


# Conditions -------------------------------------------------------------------------------------


def truth_of(condition: Condition, reading: Reading) -> Sql:
    """The condition as SQL: true, false, or NULL while it is unknown."""
    match condition:
        case Literal(value=value):
            return (TRUE if value is True else FALSE).copy()
        case Fact(name=name):
            return reading.condition(name)
        case Compare(left=left, relation=relation, right=right):
            return _comparison(left, relation, right, reading)
        case Among(term=term, options=options):
            return _among(term, options, reading)
        case Yearly(term=term, first=first, last=last):
            return in_window(day_of(term, reading), first, last)
        case Not(part=part):
            return negated(truth_of(part, reading))
        case AllOf(parts=parts):
            return both(*(truth_of(part, reading) for part in parts))
        case AnyOf(parts=parts):
            return either(*(truth_of(part, reading) for part in parts))
        case AtLeast(count=count, parts=parts):
            return at_least_so_many(count, [truth_of(part, reading) for part in parts])
        case Named(what=what):
            return truth_of(as_condition(what), reading)
        case unread:
            assert_never(unread)


def _comparison(left: Term, relation: Relation, right: Term, reading: Reading) -> Sql:
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Literal) and one.kind is Kind.JURISDICTION and isinstance(one.value, str):
            within = lies_in(text_of(other, reading), one.value)
            return negated(within) if relation is Relation.NOT_EQUAL else within
    kind = kind_of(left, reading.vocabulary)
    if kind in NUMBERS:
        if narrows(left) or narrows(right):
            return _ranged(ends_of(left, reading), relation, ends_of(right, reading), reading)
        return compared(number_of(left, reading), RELATIONS[relation], number_of(right, reading))
    match kind:
        case Kind.DATE:
            return RELATIONS[relation](this=day_of(left, reading), expression=day_of(right, reading))
        case Kind.BOOLEAN:
            return _same_truth(left, relation, right, reading)
        case Kind.DURATION | Kind.LIST:
            raise Inexpressible("时长之间的比较", "a comparison of lengths of time")
        case _:
            return RELATIONS[relation](this=text_of(left, reading), expression=text_of(right, reading))


def _ranged(a: Ends, relation: Relation, b: Ends, reading: Reading) -> Sql:
    """Two ranges set against each other: unknown unless all their values agree."""
    a, b = ends.bound(a, reading.bind), ends.bound(b, reading.bind)

    def at_least(one: Ends, other: Ends) -> tuple[Sql, Sql]:
        return compared(one.low, exp.GTE, other.high), compared(one.high, exp.LT, other.low)

    match relation:
        case Relation.AT_LEAST:
            return settled(*at_least(a, b))
        case Relation.AT_MOST:
            return settled(*at_least(b, a))
        case Relation.LESS:
            return settled(*reversed(at_least(a, b)))
        case Relation.GREATER:
            return settled(*reversed(at_least(b, a)))
        case Relation.EQUAL | Relation.NOT_EQUAL:
            (true, false), (also_true, also_false) = at_least(a, b), at_least(b, a)
            equal = settled(both(true, also_true), either(false, also_false))
            return equal if relation is Relation.EQUAL else negated(equal)
        case unread:
            assert_never(unread)


def _same_truth(left: Term, relation: Relation, right: Term, reading: Reading) -> Sql:
    if narrows(left) or narrows(right):
        raise Inexpressible("按情形取是非值", "yes or no chosen by tiers")
    a, b = (truth_of(as_condition(side), reading) for side in (left, right))
    same = either(both(a, b), both(negated(a), negated(b)))
    return same if relation is Relation.EQUAL else negated(same)


def _among(term: Term, options: tuple[Literal, ...], reading: Reading) -> Sql:
    kind = kind_of(term, reading.vocabulary)
    if kind in (Kind.CHOICE, Kind.TEXT, Kind.CREDIT_CODE):
        among = [exp.Literal.string(_text(option.value)) for option in options]
        return exp.In(this=text_of(term, reading), expressions=among)
    return either(*(_comparison(term, Relation.EQUAL, option, reading) for option in options))


# Values -----------------------------------------------------------------------------------------


def text_of(term: Term, reading: Reading) -> Sql:
    """A choice, a place or another text, NULL while it is not known."""
    match term:
        case Literal(value=value):
            if reading.dialect.numbered and value == "":
                raise Inexpressible("空文本", "an empty text")
            return exp.Literal.string(_text(value))
        case Fact(name=name):
            return reading.value(name)
        case Named(what=what):
            return text_of(as_term(what), reading)
        case _:
            raise Inexpressible("按情形取选项或文本", "a choice or a text chosen by tiers")


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise TypeError(f"the checker let {value!r} stand where a text must")
    return value


def _day(value: Value) -> date:
    if not isinstance(value, date):
        raise TypeError(f"the checker let {value!r} stand where a day must")
    return value


def day_of(term: Term, reading: Reading) -> Sql:
    """A day, NULL while it is not known or past the calendar's end."""
    match term:
        case Literal(value=value):
            return day_literal(_day(value))
        case Fact(name=name):
            known = reading.day(name)
            return reading.value(name) if known is None else day_literal(known)
        case Arithmetic(left=left, operator=operator, right=right):
            for day, length in ((left, right), (right, left)):
                if isinstance(length, Literal) and isinstance(length.value, Duration):
                    forward = operator is Operator.PLUS
                    return later(day_of(day, reading), length.value, forward=forward)
            raise Inexpressible("以事实表示的时长", "a length of time that is a fact")
        case Named(what=what):
            return day_of(as_term(what), reading)
        case _:
            raise Inexpressible("按情形取日期", "a day chosen by tiers or held between bounds")


def number_of(term: Term, reading: Reading) -> Number:
    """A number, NULL while it is not settled."""
    match term:
        case Literal(value=value):
            return constant(_number(value))
        case Fact(name=name):
            return reading.number(name)
        case Arithmetic(left=left, operator=operator, right=right) if not narrows(term):
            a, b = number_of(left, reading), number_of(right, reading)
            match operator:
                case Operator.PLUS:
                    return numbers.plus(a, b)
                case Operator.MINUS:
                    return numbers.minus(a, b)
                case Operator.TIMES:
                    return numbers.times(a, b)
                case Operator.OVER:
                    return numbers.over(a, b)
                case unread:
                    assert_never(unread)
        case Elapsed(start=start, end=end, unit=unit):
            return elapsed(day_of(start, reading), day_of(end, reading), unit, reading.dialect)
        case Named(what=what) if not narrows(term):
            return number_of(as_term(what), reading)
        case _:
            possible = ends.bound(ends_of(term, reading), reading.bind)
            if possible.low.value is not None and possible.low == possible.high:
                return possible.low
            return numbers.chosen([(compared(possible.low, exp.EQ, possible.high), possible.low)], None)


def _number(value: Value) -> Fraction:
    if not isinstance(value, Fraction):
        raise TypeError(f"the checker let {value!r} stand where a number must")
    return value


def ends_of(term: Term, reading: Reading) -> Ends:
    """What a number can be worth: the ends of it, as far as what is known bounds them."""
    match term:
        case Literal(value=value):
            return point(constant(_number(value)))
        case Fact(name=name):
            number = reading.number(name)
            return from_zero(number) if number.never_negative else point(number)
        case Arithmetic(left=left, operator=operator, right=right):
            return joined(ends_of(left, reading), operator, ends_of(right, reading))
        case Elapsed():
            return from_zero(number_of(term, reading))
        case Aggregate():
            return aggregated(term, reading, truth_of, ends_of)
        case Tiers(branches=branches, otherwise=otherwise):
            tiers = [(truth_of(branch.when, reading), ends_of(branch.amount, reading)) for branch in branches]
            return ends.reachable(tiers, ends_of(otherwise, reading), reading.bind)
        case Bounded(amount=amount, at_least=at_least, at_most=at_most):
            floor = None if at_least is None else ends.bound(ends_of(at_least, reading), reading.bind)
            ceiling = None if at_most is None else ends.bound(ends_of(at_most, reading), reading.bind)
            inner = ends.bound(ends_of(amount, reading), reading.bind)
            return ends.bound(ends.held(inner, floor, ceiling), reading.bind)
        case Rounded(amount=amount, direction=direction, to=to):
            exact = ends.bound(ends_of(amount, reading), reading.bind)
            return ends.bound(rounded(exact, direction, _number(to.value), reading), reading.bind)
        case UpTo(ceiling=up_to):
            held = ends.held(ends.bound(ends_of(up_to, reading), reading.bind), ends.NOTHING, None)
            return Ends(numbers.ZERO, held.high)
        case Unstated():
            return ends.OPEN
        case Named(what=what):
            if asks(what):
                raise Inexpressible("以条件为值", "a condition that is used as a value")
            return ends_of(as_term(what), reading)
        case unread:
            assert_never(unread)


def joined(a: Ends, operator: Operator, b: Ends) -> Ends:
    """What comes of two terms."""
    match operator:
        case Operator.PLUS:
            return ends.plus(a, b)
        case Operator.MINUS:
            return ends.minus(a, b)
        case Operator.TIMES:
            return ends.times(a, b)
        case Operator.OVER:
            return ends.over(a, b)
        case unread:
            assert_never(unread)
