"""What a plan rests on quotes, and the numbers it states: rules, other readings of them, and provisions.

Left out, because no text would print them: a `from` or `to` that is the plan's own first or last year, a
fund's `each: year`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias, assert_never

from policyengine.errors import Span
from policyengine.language.tree import Kind
from policyengine.rulebook.checks.quoted.number import Number, NumberKind
from policyengine.rulebook.checks.stated import Stated, Statement, Use, numbers_in, of_kind, own_years, place
from policyengine.rulebook.checks.stated_money import (
    of_application,
    of_budget,
    of_ceilings,
    of_clawback,
    of_payers,
    of_payment,
    of_promise,
    of_schedule,
)
from policyengine.rulebook.choices import Measure
from policyengine.rulebook.cited import quoting
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.plan import Duty, Figure, Obligation, Plan, Reward, Rhythm, Rule, Support, Target
from policyengine.rulebook.provisions import (
    Definition,
    Group,
    PlanPayers,
    PlanWide,
    Provision,
    TakingEffect,
    Transition,
)

Deciding: TypeAlias = Reward | Support | Obligation
"""A rule that decides something about an enterprise."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a statement with quotes of its own beside those of the statement, or the whole of it.

    `path`: where in the statement it is written, `payments.0.`, empty for the whole.
    """

    statement: Statement
    numbers: tuple[Stated, ...]
    cite: tuple[Citation, ...] = ()
    path: str = ""

    @property
    def quotes(self) -> tuple[Citation, ...]:
        """All that may hold its numbers."""
        return self.cite if not self.path else (*self.cite, *self.statement.cite)


def readings(plan: Plan) -> Iterator[Statement]:
    """The other readings of a plan's rules, each a rule as whole as the chosen one."""
    for rule in plan.rules():
        if isinstance(rule, Deciding):
            yield from (each.rule for each in rule.readings if each.rule is not None)


def parts(statement: Statement, plan: Plan) -> Iterator[Part]:
    """A statement in parts: the whole, then its payments, clawbacks and way of applying."""
    quotes = dict(_quotes(statement))
    yield Part(statement, tuple(_numbers(statement, plan)), quotes[""])
    if isinstance(statement, Reward):
        for index, payment in enumerate(statement.payments):
            path = f"payments.{index}."
            yield Part(statement, tuple(of_payment(payment, statement)), quotes[path], path)
        for index, clawback in enumerate(statement.clawbacks):
            path = f"clawback.{index}."
            yield Part(statement, tuple(of_clawback(clawback)), quotes[path], path)
    if isinstance(statement, Reward | Support) and statement.apply is not None:
        numbers = tuple(of_application(statement.apply, place(statement, "apply")))
        yield Part(statement, numbers, quotes["apply."], "apply.")


def _quotes(statement: Statement) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """The path of each part of a statement, empty for the whole, and the quotes of its own."""
    yield "", statement.cite
    if isinstance(statement, Reward):
        for index, payment in enumerate(statement.payments):
            yield f"payments.{index}.", payment.cite
        for index, clawback in enumerate(statement.clawbacks):
            yield f"clawback.{index}.", clawback.cite
    if isinstance(statement, Reward | Support) and statement.apply is not None:
        yield "apply.", statement.apply.cite


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation, whose it is, and where its quote and its clause stand."""

    cite: Citation
    statement: Statement
    quote_at: Span | None
    clause_at: Span | None


def cited(plan: Plan) -> Iterator[Cited]:
    """Every citation of a plan once: those that several payments or readings share are not repeated."""
    told: set[Span] = set()
    for statement in (*quoting(plan), *readings(plan)):
        for path, quotes in _quotes(statement):
            for index, cite in enumerate(quotes):
                at = statement.written_at.get(f"{path}cite.{index}.quote", cite.span or statement.span)
                if at is None or at not in told:
                    told.update(() if at is None else (at,))
                    clause = statement.written_at.get(f"{path}cite.{index}.clause", at)
                    yield Cited(cite, statement, at, clause)


def _numbers(rule: Statement, plan: Plan) -> Iterator[Stated]:
    """What a statement states by itself, its payments and the like left out."""
    match rule:
        case Reward():
            yield from numbers_in(rule.when)
            yield from of_promise(rule)
            yield from of_schedule(rule)
            if not _pays_by_default(rule, plan):
                yield from of_payers(rule, rule.paid_by, rule.promised)
            yield from of_budget(rule, rule.budget)
        case Support():
            yield from numbers_in(rule.when)
        case Obligation():
            yield from _obligation(rule)
        case Duty():
            yield from _rhythm(rule, rule.rhythm)
            yield from _figure(rule, rule.measure, "measure.")
        case Target():
            yield from _target(rule, plan)
        case Group():
            yield from of_ceilings(rule.ceilings)
            yield from of_budget(rule, rule.budget)
        case Definition():
            yield from numbers_in(rule.what)
        case PlanWide():
            yield from numbers_in(rule.require)
        case Transition():
            yield from numbers_in(rule.when)
        case PlanPayers():
            yield from of_payers(rule, rule.paid_by, None)
        case TakingEffect():  # its days stand in quotes as 自2024年3月1日起, 有效期三年, 自印发之日起
            return
        case Rule() | Provision():
            raise TypeError(f"{type(rule).__name__} states nothing that is known")
        case unread:
            assert_never(unread)


def _pays_by_default(reward: Reward, plan: Plan) -> bool:
    """Nothing is said of who pays it but by the plan."""
    default = plan.payers_by_default
    return default is not None and default.paid_by == reward.paid_by and "paid_by" not in reward.written_at


def _obligation(rule: Obligation) -> Iterator[Stated]:
    yield from numbers_in(rule.bound)
    yield from numbers_in(rule.requires)
    for term, path in ((rule.by, "by"), (rule.start, "from")):
        for each in () if term is None else numbers_in(term):
            yield each if each.span is not None else replace(each, span=place(rule, path))
    for length, path in ((rule.grace, "within"), (rule.lasts, "for")):
        if length is not None:
            yield Stated((Number(NumberKind.DURATION, length),), place(rule, path))


def _of(rule: Statement, kind: Kind, value: Fraction | None, *paths: str) -> Iterator[Stated]:
    if value is not None:
        yield Stated((of_kind(kind, value),), place(rule, *paths))


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
    if rule.by is not None:
        yield Stated((Number(NumberKind.DATE, rule.by),), place(rule, "by"))
    for path, year in (("from", rule.start), ("to", rule.end)):
        if year is not None and year not in own_years(plan):
            yield _year(rule, year, path)
    if rule.baseline_year is not None:
        yield _year(rule, rule.baseline_year, "baseline.year", "baseline")


def _year(rule: Statement, year: int, *paths: str) -> Stated:
    return Stated((Number(NumberKind.YEAR, Fraction(year)),), place(rule, *paths))
