"""The numbers a rule states: in conditions, amounts, payers' parts, budgets, bounds, figures, days and rhythms.

Left out, because no text would print them: a tier of 0元 (nothing is promised), a lower end of zero, a
`from` or `to` that is the plan's own first or last year, a fund's `each: year`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias, assert_never

from policyengine.errors import Span
from policyengine.language.tree import (
    Amount,
    AtLeast,
    Compare,
    Condition,
    Duration,
    Kind,
    Literal,
    Relation,
)
from policyengine.language.walk import AnyNode, children, descend
from policyengine.rulebook.checks.quoted.number import Number, NumberKind
from policyengine.rulebook.plan import (
    AnyRule,
    Budget,
    Duty,
    Figure,
    Group,
    Measure,
    Obligation,
    Plan,
    Reward,
    Rhythm,
    Support,
    Target,
)

Statement: TypeAlias = AnyRule | Group
"""What rests on quotes: a rule, or a group of rewards."""


class Use(StrEnum):
    """What a number does where it stands, as far as that bears on the words that may ground it."""

    VALUE = "value"
    SOME = "some"  # `>= 1`, and `> 0`, which says the same: having any at all
    TIMES = "times"


@dataclass(frozen=True, slots=True)
class Stated:
    """A number of a rule and where it is written. Any one of `readings` in a quote grounds it."""

    readings: tuple[Number, ...]  # INVARIANT: at least one; the first is the one to show.
    span: Span | None
    use: Use = Use.VALUE

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


def stated(rule: Statement, plan: Plan) -> Iterator[Stated]:
    """Every number of a rule that its quotes must hold."""
    match rule:
        case Reward():
            yield from _in_condition(rule.when)
            yield from _in_amount(rule.amount)
            yield from _payers(rule)
            yield from _budget(rule, rule.budget)
        case Support():
            yield from _in_condition(rule.when)
        case Obligation():
            yield from _in_condition(rule.bound)
            yield from _in_condition(rule.requires)
            yield from _day(rule, rule.by)
        case Duty():
            yield from _rhythm(rule, rule.rhythm)
            yield from _figure(rule, rule.measure, "measure.")
        case Target():
            yield from _target(rule, plan)
        case Group():
            yield from _of(rule, Kind.MONEY, rule.at_most, "at_most")
            yield from _budget(rule, rule.budget)
        case unread:
            assert_never(unread)


def place(rule: Statement, *paths: str) -> Span | None:
    """Where the first of these values of a rule is written, or the rule itself."""
    return next((rule.written_at[path] for path in paths if path in rule.written_at), rule.span)


def _in_condition(node: Condition) -> Iterator[Stated]:
    for each in descend(node):
        match each:
            case Compare() if some := _asks_for_some(each):
                yield Stated((Number(NumberKind.COUNT, Fraction(1)),), some.span, Use.SOME)
            case AtLeast(count):
                yield Stated((Number(NumberKind.COUNT, Fraction(count)),), each.span)
            case _:
                yield from _literals_under(each)


def _literals_under(node: AnyNode) -> Iterator[Stated]:
    """The numbers right under a node; those of a comparison that asks for some are told by it."""
    for each in children(node):
        if isinstance(each, Literal):
            yield from _literal(each)


def _asks_for_some(compare: Compare) -> Literal | None:
    match compare:
        case Compare(_, Relation.AT_LEAST, Literal() as literal) | Compare(Literal() as literal, Relation.AT_MOST, _):
            return literal if literal.kind is Kind.COUNT and literal.value == 1 else None
        case Compare(_, Relation.GREATER, Literal() as literal) | Compare(Literal() as literal, Relation.LESS, _):
            return literal if literal.kind in _KINDS and literal.value == 0 else None
    return None


def _literal(literal: Literal) -> Iterator[Stated]:
    value = literal.value
    if literal.kind in _KINDS and isinstance(value, Fraction | date | Duration):
        yield Stated((Number(_KINDS[literal.kind], value),), literal.span)


def _in_amount(amount: Amount) -> Iterator[Stated]:
    for each in descend(amount):
        match each:
            case Literal(Kind.MONEY, value) if value == 0:
                continue
            case Compare() | AtLeast():
                yield from _in_condition(each)
    

def _payers(reward: Reward) -> Iterator[Stated]:
    whole = [
        each.value
        for each in descend(reward.amount)
        if isinstance(each, Literal) and each.kind is Kind.MONEY and isinstance(each.value, Fraction)
    ]
    for payer, share in reward.paid_by:
        if share != 1:
            parts = tuple(Number(NumberKind.MONEY, share * money) for money in whole)
            span = place(reward, f"paid_by.{payer}", "paid_by")
            yield Stated((*parts, Number(NumberKind.RATIO, share)), span)
