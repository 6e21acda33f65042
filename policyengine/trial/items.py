"""What a case expects of one item, its payments and its payers, against what the engine answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from policyengine.errors import Bilingual
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.deciding.payments import PaymentResult
from policyengine.evaluation.items import Item, RewardResult
from policyengine.language.interval import Interval
from policyengine.reporting.terms import PAYERS
from policyengine.rulebook.expectations import Expected, ExpectedPayment
from policyengine.trial.departures import Departure, Place

_AN_ITEM = Bilingual("本版本的一项", "an item of this version")
_NO_ITEM = Bilingual("没有这一项", "no such item")
_A_PAYMENT = Bilingual("这一奖补的一笔款项", "a payment of this reward")
_NO_PAYMENT = Bilingual("没有这笔款项", "no such payment")


def departures_of_item(assessment: Assessment, id_: str, expected: Expected) -> Iterator[Departure]:
    """Where one item departs from what is expected of it."""
    item = next((each for each in assessment.items() if each.rule.id == id_), None)
    if item is None:
        yield Place(id_, Bilingual(id_, id_), expected.at).instead(_AN_ITEM, _NO_ITEM)
        return
    here = Place(id_, item.title, expected.at, item=id_)
    yield from here.unless_equal("status", expected.status, item.status.value)
    yield from here.unless_equal("amount", expected.amount, getattr(item, "amount", None))
    if expected.missing is not None:  # what an answer misses takes longest to work out
        # The order of missing facts is the vocabulary's and says nothing.
        yield from here.unless_equal("missing", in_order(expected.missing), in_order(item.missing))
    yield from here.unless_equal("due_on", expected.due_on, getattr(item, "due_on", None))
    yield from departures_of_payers(
        here, "paid_by", expected.paid_by, getattr(item, "paid_by", {}), payers(assessment)
    )
    payments = _payments(item) if expected.payments else {}
    for payment, wanted in (expected.payments or {}).items():
        yield from _of_payment(here.within("payments", payment), wanted, payments.get(payment))


def _payments(item: Item) -> Mapping[str, PaymentResult]:
    return {each.id: each for each in item.payments} if isinstance(item, RewardResult) else {}


def _of_payment(here: Place, expected: ExpectedPayment, payment: PaymentResult | None) -> Iterator[Departure]:
    if payment is None:
        yield here.instead(_A_PAYMENT, _NO_PAYMENT)
        return
    named = here.called(payment.title.to_dict())
    yield from named.unless_equal("status", expected.status, payment.status.value)
    yield from named.unless_equal("amount", expected.amount, payment.amount)
    yield from named.unless_equal("earliest", expected.earliest, payment.earliest)


def departures_of_payers(
    here: Place,
    part: str,
    expected: Mapping[str, Interval] | None,
    got: Mapping[str, Interval],
    names: Mapping[str, Bilingual],
) -> Iterator[Departure]:
    """Where what each payer pays departs from what is expected; a payer who is not there pays nothing."""
    nothing = Interval(Decimal(0), Decimal(0))
    for payer, wanted in (expected or {}).items():
        paid = got.get(payer, nothing)
        yield from here.within(part, payer, names.get(payer)).unless_equal("", wanted, paid)


def payers(assessment: Assessment) -> Mapping[str, Bilingual]:
    """What the payers of a plan are called."""
    return PAYERS | dict(assessment.plan.payers)


def in_order(names: Iterable[str] | None) -> tuple[str, ...] | None:
    """Names whose order says nothing, sorted; None where none are given."""
    return None if names is None else tuple(sorted(names))
