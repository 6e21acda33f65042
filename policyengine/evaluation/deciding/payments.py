"""When a reward is paid, part by part, and what goes back: what is due, what is not yet, what never comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from typing import Any, TypeAlias

from policyengine.errors import Bilingual
from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.ceilings import less
from policyengine.evaluation.deciding.compiled import CompiledClawback, CompiledPayment, CompiledReward
from policyengine.evaluation.deciding.payers import plus
from policyengine.evaluation.deciding.statuses import Status, settled_amount, truth_behind
from policyengine.evaluation.facts.received import Received
from policyengine.evaluation.meaning.amounts import NIL, OPEN, Reach, capped
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.interval import Interval
from policyengine.rulebook.choices import PaymentKind
from policyengine.rulebook.paying import Clawback, Payment
from policyengine.rulebook.statuses import PaymentStatus as PaymentStatus

CLAWBACK = "clawback"
"""The kind of a payment that goes back."""


@dataclass(frozen=True, slots=True)
class PaymentResult:
    """One payment of a reward to one enterprise, or back from it. `earliest`: not before this day.

    `back`: what of it the enterprise has to return, or may have to.
    """

    rule: Payment | Clawback
    status: PaymentStatus
    reach: Reach
    earliest: date | None = None
    back: Reach = NIL

    @property
    def id(self) -> str:
        """Its id within the reward."""
        return self.rule.id

    @property
    def title(self) -> Bilingual:
        """What the text calls it, or its number."""
        return self.rule.title

    @property
    def kind(self) -> str:
        """An instalment, an advance, a settlement, or a clawback."""
        return self.rule.kind.value if isinstance(self.rule, Payment) else CLAWBACK

    @property
    def amount(self) -> Interval:
        """What it comes to, in 元."""
        return self.reach.interval

    def to_dict(self) -> dict[str, Any]:
        """The contract's form."""
        return {
            "id": self.id,
            "title": self.title.to_dict(),
            "kind": self.kind,
            "status": self.status.value,
            "amount": self.amount.to_dict(),
            "earliest": None if self.earliest is None else self.earliest.isoformat(),
        }


Settled: TypeAlias = tuple[PaymentStatus, Reach, Reach]
"""Where a payment stands, what it comes to, and what of it goes back."""


def payments(case: Case, made: CompiledReward, status: Status) -> tuple[PaymentResult, ...]:
    """The payments of a reward of this status, in the order of the text, then what goes back."""
    if not made.payments and not made.clawbacks:
        return ()
    return tuple(_Paying(case, made, status).results())


class _Paying:
    """One reward being paid out to one enterprise."""

    def __init__(self, case: Case, made: CompiledReward, status: Status) -> None:
        self.case, self.made, self.status, self.known = case, made, status, case.known
        self.record = case.received_of(made.rule.id)

    def results(self) -> Iterator[PaymentResult]:
        advances = had = NIL
        for payment in self.made.payments:
            day = None if payment.earliest is None else payment.earliest(self.known)
            earliest = day if isinstance(day, date) else None
            kind, paid = payment.rule.kind, self._paid(payment)
            if kind is PaymentKind.SETTLEMENT:
                status, reach, back = self._settlement(payment, advances, had, earliest, paid)
            else:
                status, reach, back = self._instalment(payment, earliest, paid)
            if kind is PaymentKind.ADVANCE:
                advances = plus(advances, reach)
                had = plus(had, reach) if paid is not None else had
            yield PaymentResult(payment.rule, status, reach, earliest, back)
        yield from self._going_back()

    # What is paid

    def _paid(self, payment: CompiledPayment) -> Received | None:
        """When it was paid: by itself, in however many parts, or with the whole of a one-off reward."""
        own = [paid for paid in self.record if paid.payment == payment.rule.id]
        return reduce(_with, own) if own else self.case.payment(self.made.rule)

    def _instalment(self, payment: CompiledPayment, earliest: date | None, paid: Received | None) -> Settled:
        whole = payment.amount(self.known)
        if paid is not None:
            return PaymentStatus.PAID, _received(paid, whole), NIL
        status = self._standing(payment, earliest)
        return status, self._of(whole, payment, status), NIL

    def _standing(self, payment: CompiledPayment, earliest: date | None) -> PaymentStatus:
        """Whether it can be had now, later, on some condition, or not at all."""
        truth = min(truth_behind(self.status), payment.when(self.known))
        if truth is Truth.FALSE:
            return PaymentStatus.NOT_MET
        unknown_day = payment.earliest is not None and earliest is None
        if truth is Truth.UNKNOWN or unknown_day or self._record_unknown:
            return PaymentStatus.CONDITIONAL
        later = earliest is not None and self.case.as_of < earliest
        return PaymentStatus.NOT_YET if later else PaymentStatus.DUE

    @property
    def _record_unknown(self) -> bool:
        """Whether it may have been paid before."""
        return self.case.received is None

    def _of(self, whole: Reach, payment: CompiledPayment, status: PaymentStatus) -> Reach:
        if status is PaymentStatus.NOT_MET:
            return NIL
        own = settled_amount(whole, self.status, self.made.rule.nature)
        return own if payment.when(self.known) is Truth.TRUE else own.from_zero

    def _settlement(
        self,
        payment: CompiledPayment,
        advances: Reach,
        had: Reach,
        earliest: date | None,
        paid: Received | None,
    ) -> Settled:
        """多退少补: what the advances fall short of, or what they exceed it by.

        An advance not on record is reckoned as if paid; but only what was had is counted as to go back.
        """
        whole = payment.amount(self.known)
        if paid is not None:
            return PaymentStatus.PAID, _received(paid, less(whole, advances)), NIL
        status = self._standing(payment, earliest)
        if status is PaymentStatus.NOT_MET:
            return status, NIL, NIL
        too_much, back = less(advances, whole), less(had, whole)
        certain = status is not PaymentStatus.CONDITIONAL
        if certain and whole.high is not None and whole.high < advances.low:
            return PaymentStatus.TO_BE_RETURNED, too_much, back
        # While it may go either way, nobody knows yet who owes whom.
        either_way = too_much.high != 0
        owed = less(self._of(whole, payment, status), advances)
        return PaymentStatus.CONDITIONAL if either_way else status, owed, back.from_zero

    # What goes back

    def _going_back(self) -> Iterator[PaymentResult]:
        left = self._all_received()
        for clawback in self.made.clawbacks:
            status, reach, back = self._clawback(clawback, left)
            left = less(left, back)
            yield PaymentResult(clawback.rule, status, reach, back=back)

    def _clawback(self, clawback: CompiledClawback, left: Reach) -> Settled:
        """A share of what was received, whatever the scope says; of nothing, nothing."""
        truth = clawback.when(self.known)
        share = capped(self._all_received().share(clawback.rule.share), left)
        if truth is Truth.FALSE or share == NIL:
            return PaymentStatus.NOT_MET, NIL, NIL
        if truth is Truth.UNKNOWN or self._record_unknown:
            return PaymentStatus.CONDITIONAL, share.from_zero, share.from_zero
        return PaymentStatus.TO_BE_RETURNED, share, share

    def _all_received(self) -> Reach:
        """All that was received of the reward; an entry without an amount may be any."""
        if self._record_unknown:
            return OPEN
        amounts = (_received(paid, OPEN) for paid in self.record)
        return reduce(plus, amounts, NIL)


def _with(part: Received, more: Received) -> Received:
    """Two parts of one payment as one, of no known amount where either is of none."""
    if part.amount is None or more.amount is None:
        return replace(more, amount=None)
    return replace(more, amount=part.amount + more.amount)


def _received(paid: Received, otherwise: Reach) -> Reach:
    return otherwise if paid.amount is None else Reach(paid.amount, paid.amount)


def returned(results: tuple[PaymentResult, ...]) -> Reach:
    """What an enterprise has to return of the payments of a reward, or may have to."""
    return reduce(plus, (each.back for each in results), NIL)
