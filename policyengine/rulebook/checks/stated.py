"""The numbers a rule states: in conditions, amounts, payers' parts, budgets, figures, days and rhythms.

Left out, because no text would print them: a tier of 0元 (nothing is promised), a lower end of zero, a
`from` or `to` that is the plan's own first or last year, a fund's `each: year`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias, assert_never

from policyengine.errors import Span
from policyengine.language.tree import AtLeast, Compare, Duration, Kind, Literal, Relation, Tiers
from policyengine.language.walk import AnyNode, children, descend
from policyengine.rulebook.checks.quoted.number import Number, NumberKind
from policyengine.rulebook.choices import Measure
from policyengine.rulebook.paying import Budget
from policyengine.rulebook.plan import (
    AnyRule,
    Duty,
    Figure,
    Obligation,
    Plan,
    Reward,
    Rhythm,
    Support,
    Target,
)
from policyengine.rulebook.provisions import Group

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
            yield from _in_tree(rule.when)
            yield from _in_tree(rule.amount)
            yield from _payers(rule)
            yield from _budget(rule, rule.budget)
        case Support():
            yield from _in_tree(rule.when)
        case Obligation():
            yield from _in_tree(rule.bound)
            yield from _in_tree(rule.requires)
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


def _in_tree(node: AnyNode) -> Iterator[Stated]:
    match node:
        case Compare() if some := _asks_for_some(node):
            yield Stated((Number(NumberKind.COUNT, Fraction(1)),), some.span, Use.SOME)
            below: tuple[AnyNode, ...] = tuple(side for side in (node.left, node.right) if side is not some)
        case Literal(kind, value) if kind in _KINDS and isinstance(value, Fraction | date | Duration):
            yield Stated((Number(_KINDS[kind], value),), node.span)
            below = ()
        case AtLeast(count, parts):
            yield Stated((Number(NumberKind.COUNT, Fraction(count)),), node.span)
            below = parts
        case Tiers(branches, Literal(Kind.MONEY, Fraction(numerator=0))):
            below = branches
        case _:
            below = children(node)
    for each in below:
        yield from _in_tree(each)


def _asks_for_some(compare: Compare) -> Literal | None:
    """The literal of `>= 1`, or of `> 0`, from whichever side it is written."""
    match compare:
        case Compare(_, Relation.AT_LEAST, Literal() as end) | Compare(Literal() as end, Relation.AT_MOST, _):
            return end if end.kind is Kind.COUNT and end.value == 1 else None
        case Compare(_, Relation.GREATER, Literal() as end) | Compare(Literal() as end, Relation.LESS, _):
            return end if end.kind in _KINDS and end.value == 0 else None
    return None


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


def _budget(rule: Statement, budget: Budget | None) -> Iterator[Stated]:
    if budget is None:
        return
    span = place(rule, "budget.amount", "budget.at_least", "budget")
    yield Stated((Number(NumberKind.MONEY, budget.amount),), span)
    if budget.years != 1:
        length = Duration(months=12 * budget.years)
        yield Stated((Number(NumberKind.DURATION, length),), place(rule, "budget.years", "budget"))


def _day(rule: Statement, day: date | None) -> Iterator[Stated]:
    if day is not None:
        yield Stated((Number(NumberKind.DATE, day),), place(rule, "by"))


def _of(rule: Statement, kind: Kind, value: Fraction | None, *paths: str) -> Iterator[Stated]:
    if value is not None:
        yield Stated((Number(_KINDS[kind], value),), place(rule, *paths))


def _rhythm(rule: Duty, rhythm: Rhythm | None) -> Iterator[Stated]:
    if rhythm is None:
        return
    for path, times in (("rhythm.times.low", rhythm.low), ("rhythm.times.high", rhythm.high)):
        if times:
            count = Number(NumberKind.COUNT, Fraction(times))
            yield Stated((count,), place(rule, path, "rhythm.times", "rhythm"), Use.TIMES)
    for index, each in enumerate(rhythm.in_months):
        month = Number(NumberKind.MONTH, Fraction(each.month))
        yield Stated((month,), place(rule, f"rhythm.in.{index}.month", "rhythm"))


def _figure(rule: Statement, figure: Figure | None, prefix: str = "") -> Iterator[Stated]:
    if figure is not None:
        yield from _of(rule, figure.kind, figure.value, f"{prefix}value")
        yield from _of(rule, figure.kind, figure.low or None, f"{prefix}low")
        yield from _of(rule, figure.kind, figure.high, f"{prefix}high")


def _target(rule: Target, plan: Plan) -> Iterator[Stated]:
    # 倍增 is the count 2, however the multiple is written down.
    kind = Kind.COUNT if rule.measure is Measure.MULTIPLE else rule.figure.kind
    yield from _figure(rule, replace(rule.figure, kind=kind))
    yield from _of(rule, kind, rule.stretch, "stretch")
    yield from _of(rule, kind, rule.baseline_value, "baseline.value", "baseline")
    yield from _day(rule, rule.by)
    for path, year in (("from", rule.start), ("to", rule.end)):
        if year is not None and year not in own_years(plan):
            yield _year(rule, year, path)
    if rule.baseline_year is not None:
        yield _year(rule, rule.baseline_year, "baseline.year", "baseline")


def _year(rule: Statement, year: int, *paths: str) -> Stated:
    return Stated((Number(NumberKind.YEAR, Fraction(year)),), place(rule, *paths))


def own_years(plan: Plan) -> frozenset[int]:
    """The plan's own first and last year."""
    final = final_year(plan)
    return frozenset({plan.period.start.year} if final is None else {plan.period.start.year, final})


def final_year(plan: Plan) -> int | None:
    """The year the plan's period ends in, or its horizon where no end is stated."""
    return plan.horizon if plan.period.end is None else plan.period.end.year
