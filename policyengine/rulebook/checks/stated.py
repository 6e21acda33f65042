"""The numbers that a tree states, and what each of them does there.

Left out, because no text would print them: a last tier that gives nothing, a floor of zero, that a list holds
any such entry or that a figure grew at all, and what stands under a definition's name, which the definition
itself states.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from policyengine.errors import Span
from policyengine.language.figures import figure_in, is_relative
from policyengine.language.patterns import day_of_the_year
from policyengine.language.tree import (
    Aggregate,
    AllOf,
    Arithmetic,
    AtLeast,
    Bounded,
    Compare,
    Duration,
    Elapsed,
    Fact,
    Kind,
    Literal,
    MonthDay,
    Named,
    Operator,
    Relation,
    Tiers,
    Unit,
    Yearly,
)
from policyengine.language.types.fact_type import number_of
from policyengine.language.walk import AnyNode, children, descend, facts_read
from policyengine.rulebook.checks.quoted.number import Number, NumberKind, NumberValue
from policyengine.rulebook.plan import AnyRule, Plan
from policyengine.rulebook.provisions import Provision

Statement: TypeAlias = AnyRule | Provision
"""What rests on quotes: a rule, or what a plan says about its rules."""


class Use(StrEnum):
    """What a number does where it stands, as far as that bears on the words that may ground it."""

    VALUE = "value"
    SOME = "some"  # `>= 1`, and `> 0`, which says the same: having any at all
    TIMES = "times"
    SHARE_ALIKE = "share alike"  # one of several equal parts of a whole
    PERIOD = "period"  # after which a payment comes round
    TIMES_PAID = "times paid"


@dataclass(frozen=True, slots=True)
class Stated:
    """A number of a rule and where it is written. Any one of `readings` in a quote grounds it.

    `whole`: what it is a part of, together with others that state the same; one follows from the rest.
    """

    readings: tuple[Number, ...]  # INVARIANT: at least one; the first is the one to show.
    span: Span | None
    use: Use = Use.VALUE
    whole: str | None = None

    @property
    def number(self) -> Number:
        """The number as it is best shown."""
        return self.readings[0]


_KINDS = {
    Kind.MONEY: NumberKind.MONEY,
    Kind.RATIO: NumberKind.RATIO,
    Kind.COUNT: NumberKind.COUNT,
    Kind.DATE: NumberKind.DATE,
    Kind.DURATION: NumberKind.DURATION,
}


def of_kind(kind: Kind, value: NumberValue) -> Number:
    """A value of the rule language as a number; KeyError for a kind that is none."""
    return Number(_KINDS[kind], value)


def place(rule: Statement, *paths: str) -> Span | None:
    """Where the first of these values of a rule is written, or the rule itself."""
    return next((rule.written_at[path] for path in paths if path in rule.written_at), rule.span)


def numbers_in(node: AnyNode) -> Iterator[Stated]:
    """Every number of a tree that quotes must hold, in the order of reading."""
    match node:
        case Named():
            return
        case Compare() if some := _asks_for_some(node):
            term = node.left if some is node.right else node.right
            if not _has_any(term):
                yield Stated((Number(NumberKind.COUNT, Fraction(1)),), some.span, Use.SOME)
            yield from numbers_in(term)
        case Compare(Arithmetic(Fact(new), Operator.OVER, Fact(old)), _, rates) if once := _compounded(rates):
            readings = tuple(Number(NumberKind.RATIO, number_of(once.value) - less) for less in (1, 0))
            yield Stated(readings, once.span)
            yield from _over_years(_years_between(new, old), node.span)
        case Compare(term, _, Literal(Kind.COUNT) as end) | Compare(Literal(Kind.COUNT) as end, _, term) if (
            unit := _unit(term)
        ):
            yield from numbers_in(term)
            yield _length_or_count(end, unit)
        case Arithmetic() if day := day_of_the_year(node):
            yield _day_or_length(day, node)
        case Bounded(amount, low, high):
            yield from numbers_in(amount)
            yield from _bound(low, _unit(amount))
            yield from _bound(high, _unit(amount))
        case Arithmetic(Bounded() as part, Operator.MINUS, Literal(Kind.COUNT)):
            yield from _part_of_a_scale(part)
        case Arithmetic(total, Operator.OVER, Literal(Kind.COUNT, Fraction() as years)) if (
            years > 1 and _figures_added(total) == years
        ):
            yield from _over_years(int(years), node.right.span)
        case AllOf(parts):
            yield from _over_years(_rises(parts), node.span)
            yield from _all_in(parts)
        case Tiers(branches, Literal(_, Fraction(numerator=0))):
            yield from _all_in(branches)
        case AtLeast(count, parts):
            yield Stated((Number(NumberKind.COUNT, Fraction(count)),), node.span)
            yield from _all_in(parts)
        case Yearly(term, first, last):
            yield from numbers_in(term)
            for day in (first, last):
                yield Stated((Number(NumberKind.MONTH_DAY, day),), node.span)
        case Fact(name) if (figure := figure_in(name)) and not is_relative(figure[1]):
            yield Stated((Number(NumberKind.YEAR, Fraction(figure[1])),), node.span)
        case Literal(kind, value) if kind in _KINDS and isinstance(value, Fraction | date | Duration):
            yield Stated((of_kind(kind, value),), node.span)
        case _:
            yield from _all_in(children(node))


def _day_or_length(day: MonthDay, node: Arithmetic) -> Stated:
    """A day of the year, or how long after its first day, where it is counted in one length."""
    readings = [Number(NumberKind.MONTH_DAY, day)]
    match node:
        case Arithmetic(Fact(), _, Literal(Kind.DURATION, Duration() as length)):
            readings.append(Number(NumberKind.DURATION, length))
    return Stated(tuple(readings), node.span)


def _all_in(nodes: Iterator[AnyNode] | tuple[AnyNode, ...]) -> Iterator[Stated]:
    for each in nodes:
        yield from numbers_in(each)


def _asks_for_some(compare: Compare) -> Literal | None:
    """The literal of `>= 1`, or of `> 0`, from whichever side it is written."""
    match compare:
        case Compare(_, Relation.AT_LEAST, Literal() as end) | Compare(Literal() as end, Relation.AT_MOST, _):
            return end if end.kind is Kind.COUNT and end.value == 1 else None
        case Compare(_, Relation.GREATER, Literal() as end) | Compare(Literal() as end, Relation.LESS, _):
            return end if end.kind in _KINDS and end.value == 0 else None
    return None


def _has_any(term: AnyNode) -> bool:
    """Whether asking for some of it asks whether a list holds any such entry, or a figure grew at all."""
    grew = isinstance(term, Arithmetic) and all(
        isinstance(each, Arithmetic) or (isinstance(each, Fact) and figure_in(each.name))
        for each in descend(term)
    )
    return grew or isinstance(term, Aggregate)


def _bound(end: AnyNode | None, unit: Unit | None = None) -> Iterator[Stated]:
    """A floor or a ceiling. A floor of zero only keeps an amount from falling below nothing."""
    match end:
        case None | Literal(_, Fraction(numerator=0)):
            return
        case Literal(Kind.COUNT) if unit is not None:
            yield _length_or_count(end, unit)
        case _:
            yield from numbers_in(end)


def _unit(term: AnyNode) -> Unit | None:
    """The unit in which a term tells how long something has lasted, if it does."""
    return next((each.unit for each in descend(term) if isinstance(each, Elapsed)), None)


def _length_or_count(end: Literal, unit: Unit) -> Stated:
    """`years(a, b) >= 3` is said as 满三年: a number of years is a length of time."""
    value = number_of(end.value)
    count = Number(NumberKind.COUNT, value)
    if value.denominator != 1:
        return Stated((count,), end.span)
    whole = int(value)
    length = Duration(days=whole) if unit is Unit.DAY else Duration(months=whole * _MONTHS[unit])
    return Stated((Number(NumberKind.DURATION, length), count), end.span)


_MONTHS = {Unit.YEAR: 12, Unit.MONTH: 1}


def _part_of_a_scale(part: Bounded) -> Iterator[Stated]:
    """A bracket of a scale at the margin: 第6人起 counts from the fifth on, and states six."""
    yield from numbers_in(part.amount)
    for end in (part.at_least, part.at_most):
        if isinstance(end, Literal) and end.kind is Kind.COUNT and isinstance(end.value, Fraction):
            readings = tuple(Number(NumberKind.COUNT, end.value + more) for more in (0, 1))
            yield Stated(readings, end.span)
        else:
            yield from _bound(end)


def _compounded(rates: AnyNode) -> Literal | None:
    """The factor of one year in 108% * 108% * 108%, which stands for a growth of 8% a year."""
    while isinstance(rates, Arithmetic) and rates.operator is Operator.TIMES and rates.right == _first(rates):
        rates = rates.left
    return rates if isinstance(rates, Literal) and rates.kind is Kind.RATIO else None


def _first(product: AnyNode) -> AnyNode:
    while isinstance(product, Arithmetic):
        product = product.left
    return product


def _over_years(years: int, span: Span | None) -> Iterator[Stated]:
    """Over how many years figures are put together: 近三年, 连续两年. One year needs no words."""
    if years > 1:
        length = Number(NumberKind.DURATION, Duration(months=12 * years))
        yield Stated((length, Number(NumberKind.COUNT, Fraction(years))), span)


def _years_between(new: str, old: str) -> int:
    """From one figure of a series to another that both count from the year assessed; else 0."""
    later, earlier = figure_in(new), figure_in(old)
    if later is None or earlier is None or not is_relative(later[1]) or not is_relative(earlier[1]):
        return 0
    return later[1] - earlier[1]


def _rises(parts: tuple[AnyNode, ...]) -> int:
    """The years in a row in which a figure is asked to rise: each above the one that the next is above."""
    longest = length = 0
    before: AnyNode | None = None
    for part in parts:
        match part:
            case Compare(left, Relation.GREATER, right) if facts_read(left) and all(
                figure_in(name) for name in facts_read(left)
            ):
                length = length + 1 if left == before else 1
                before = right
            case _:
                length, before = 0, None
        longest = max(longest, length)
    return longest


def _figures_added(term: AnyNode) -> int:
    """Of how many years' figures a term is the sum; 0 where it is none."""
    match term:
        case Fact(name):
            return 1 if figure_in(name) else 0
        case Arithmetic(left, Operator.PLUS, right):
            one, other = _figures_added(left), _figures_added(right)
            return one + other if one and other else 0
    return 0


def of_whole(stated: Stated, whole: str, *, alike: bool = False) -> Stated:
    """The number as a part of something, perhaps one of equal parts."""
    return replace(stated, whole=whole, use=Use.SHARE_ALIKE if alike else stated.use)


def own_years(plan: Plan) -> frozenset[int]:
    """The plan's own first and last year."""
    final = final_year(plan)
    return frozenset({plan.period.start.year} if final is None else {plan.period.start.year, final})


def final_year(plan: Plan) -> int | None:
    """The year the plan's period ends in, or its horizon where no end is stated."""
    return plan.horizon if plan.period.end is None else plan.period.end.year
