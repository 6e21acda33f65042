"""The numbers of paying: shares, payments, what is taken back, funds, ceilings, and how to apply.

A share that follows from the others states nothing by itself: whoever pays 其余部分 pays what is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from policyengine.errors import Span
from policyengine.language.tree import (
    ALWAYS,
    Amount,
    Arithmetic,
    Bounded,
    Duration,
    Kind,
    Literal,
    MonthDay,
    Operator,
    Rounded,
)
from policyengine.language.walk import AnyNode, descend, rewrite
from policyengine.rulebook.applying import Application
from policyengine.rulebook.checks.quoted.number import Number, NumberKind
from policyengine.rulebook.checks.stated import Stated, Statement, Use, numbers_in, of_whole, place
from policyengine.rulebook.paying import Budget, Ceiling, Clawback, Payment, Split, Splits
from policyengine.rulebook.plan import Reward


def of_payers(rule: Statement, splits: Splits, amount: Amount | None) -> Iterator[Stated]:
    """Every payer's share, as such or as money; none where one pays all."""
    sums = () if amount is None else tuple(_sums(amount))
    for index, split in enumerate(splits):
        yield from numbers_in(split.when)
        yield from _of_split(rule, split, index, sums)


def _of_split(rule: Statement, split: Split, index: int, sums: Sequence[Fraction]) -> Iterator[Stated]:
    alike = len({share for _, share in split.shares}) == 1
    for payer, share in split.shares:
        if share != 1:
            money = tuple(Number(NumberKind.MONEY, share * each) for each in sums)
            paths = (f"paid_by.{index}.shares.{payer}", f"paid_by.{index}.otherwise.{payer}")
            span = place(rule, f"paid_by.{payer}", *paths, f"shares.{payer}", f"paid_by.{index}", "paid_by")
            stated = Stated((*money, Number(NumberKind.RATIO, share)), span)
            yield of_whole(stated, f"paid_by.{index}", alike=alike)


def _sums(amount: Amount) -> Iterator[Fraction]:
    for each in descend(amount):
        if isinstance(each, Literal) and each.kind is Kind.MONEY and isinstance(each.value, Fraction):
            yield each.value


def of_budget(rule: Statement, budget: Budget | None) -> Iterator[Stated]:
    """A fund's size and years, and who comes first when it runs short."""
    if budget is None:
        return
    span = place(rule, "budget.amount", "budget.at_least", "budget")
    yield Stated((Number(NumberKind.MONEY, budget.amount),), span)
    if budget.years not in (None, 1):
        length = Duration(months=12 * (budget.years or 0))
        yield Stated((Number(NumberKind.DURATION, length),), place(rule, "budget.years", "budget"))
    for condition in budget.priority:
        yield from numbers_in(condition)


def of_ceilings(ceilings: Sequence[Ceiling]) -> Iterator[Stated]:
    """What a group's ceilings come to."""
    for ceiling in ceilings:
        yield from numbers_in(ceiling.at_most)
        if ceiling.counting is not None:
            yield from numbers_in(ceiling.counting)


def of_clawback(clawback: Clawback) -> Iterator[Stated]:
    """When money goes back, and which share of it; all of it needs no words."""
    yield from numbers_in(clawback.when)
    if clawback.share != 1:
        yield Stated((Number(NumberKind.RATIO, clawback.share),), clawback.span)


def of_application(apply: Application, span: Span | None) -> Iterator[Stated]:
    """The days and the length of time within which one applies."""
    for window in apply.windows:
        for day in (window.first, window.last):
            kind = NumberKind.MONTH_DAY if isinstance(day, MonthDay) else NumberKind.DATE
            yield Stated((Number(kind, day),), span)
    if apply.within is not None:
        yield Stated((Number(NumberKind.DURATION, apply.within),), span)
    if apply.after is not None:
        yield from numbers_in(apply.after)


def of_promise(reward: Reward) -> Iterator[Stated]:
    """What a reward promises; of so many equal payments, what each of them comes to."""
    each = _one_of_many(reward)
    yield from numbers_in(reward.promised if each is None else each)


def of_payment(payment: Payment, reward: Reward) -> Iterator[Stated]:
    """What one payment comes to, its condition and its first day. A settlement comes to what is promised."""
    yield from numbers_in(payment.when)
    share = share_of(payment, reward)
    if share is not None and share != 1:
        sums = tuple(Number(NumberKind.MONEY, share * each) for each in _sums(reward.promised))
        alike = {share_of(each, reward) for each in reward.payments} == {share}
        stated = Stated((Number(NumberKind.RATIO, share), *sums), _literal_span(payment))
        yield of_whole(stated, "payments", alike=alike)
    elif share is None and not _is_rest(payment, reward):
        yield from numbers_in(_without(reward.promised, payment.amount))
    if payment.earliest is not None and months_between(reward.payments) is None:
        yield from numbers_in(payment.earliest)


def of_schedule(reward: Reward) -> Iterator[Stated]:
    """Of payments that come round, the first day, the period and how many; quotes do not print each day."""
    months, times = months_between(reward.payments), len(reward.payments)
    if months is None or reward.payments[0].earliest is None:
        return
    yield from numbers_in(reward.payments[0].earliest)
    span = place(reward, "payments.times", "payments.ratio", "payments")
    count, whole, period = Number(NumberKind.COUNT, Fraction(times)), _months(times * months), _months(months)
    if len({each.amount for each in reward.payments}) == 1:
        yield Stated((count, whole), span, Use.TIMES_PAID)
    yield Stated((period, whole), place(reward, "payments.each", "payments"), Use.PERIOD)


def months_between(payments: Sequence[Payment]) -> int | None:
    """The months from each payment to the next where that is always as many; else None."""
    if len(payments) < 2:
        return None
    start, period = payments[0].earliest, None
    for at, payment in enumerate(payments[1:], 1):
        match payment.earliest:
            case Arithmetic(begin, Operator.PLUS, Literal(_, Duration(months, 0))) if (
                begin == start and months
            ):
                period = months if at == 1 else period
                if months != at * (period or 0):
                    return None
            case _:
                return None
    return period


def share_of(payment: Payment, reward: Reward) -> Fraction | None:
    """The share of the promise that a payment is said to be; None where it is no share of it."""
    match payment.amount:
        case amount if amount == reward.promised:
            return Fraction(1)
        case Arithmetic(Literal(Kind.RATIO, Fraction() as share), Operator.TIMES, rest) if (
            rest == reward.promised
        ):
            return share
        case Rounded(Arithmetic(part, Operator.OVER, Literal(_, Fraction() as parts))):
            match part:
                case _ if part == reward.promised:
                    return 1 / parts
                case Arithmetic(rest, Operator.TIMES, Literal(_, Fraction() as counted)) if (
                    rest == reward.promised
                ):
                    return counted / parts
    return None


def _is_rest(payment: Payment, reward: Reward) -> bool:
    """Whether a payment is what the others leave of the promise."""
    left: AnyNode = payment.amount
    if isinstance(left, Bounded):
        left = left.amount
    while isinstance(left, Arithmetic) and left.operator is Operator.MINUS and left != reward.promised:
        left = left.left
    return left == reward.promised and left is not payment.amount


def _one_of_many(reward: Reward) -> Amount | None:
    """The amount of each payment, where the promise is so many times that amount."""
    first, times = (reward.payments[0].amount if reward.payments else None), len(reward.payments)
    match reward.promised:
        case Arithmetic(Literal(Kind.COUNT, many), Operator.TIMES, each) if many == times and each == first:
            return each
        case Arithmetic(each, Operator.TIMES, Literal(Kind.COUNT, many)) if many == times and each == first:
            return each
    return None


def _without(promised: Amount, amount: Amount) -> AnyNode:
    """A payment's amount without what it repeats of the promise, which states its numbers itself."""
    return rewrite(amount, lambda node: ALWAYS if node == promised else node)


def _literal_span(payment: Payment) -> Span | None:
    return next((each.span for each in descend(payment.amount) if isinstance(each, Literal)), payment.span)


def _months(months: int) -> Number:
    return Number(NumberKind.DURATION, Duration(months=months))
