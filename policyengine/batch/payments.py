"""When a reward is paid, part by part, and what goes back, in SQL: `evaluation/deciding/payments.py`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlglot import exp

from policyengine.batch import ends, numbers
from policyengine.batch.amounts import amount_of
from policyengine.batch.certainty import may_be, sure
from policyengine.batch.comments import cited
from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.ends import NOTHING, Ends, capped, less
from policyengine.batch.logic import FALSE, TRUE, both, either, negated
from policyengine.batch.meaning import day_of, truth_of
from policyengine.batch.numbers import ZERO, Number, chosen, compared, constant, is_known, known_or
from policyengine.batch.outputs import Outputs, Part
from policyengine.batch.reading import Reading, day_literal
from policyengine.batch.received import Record
from policyengine.batch.refused import Inexpressible
from policyengine.batch.sheet import Stage
from policyengine.language.tree import ALWAYS
from policyengine.rulebook.choices import Nature, PaymentKind, Per
from policyengine.rulebook.paying import Clawback, Payment
from policyengine.rulebook.plan import Reward
from policyengine.rulebook.statuses import PaymentStatus


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment worked out. `status`: in words; `back`: what of it goes back, or may."""

    status: Sql
    reach: Ends
    back: Ends


class Paying:
    """The payments of one reward. `holds`: that the reward can be had."""

    def __init__(self, rule: Reward, holds: Sql, record: Record, reading: Reading) -> None:
        self.rule, self.holds, self.record = rule, holds, record
        self.reading = reading.of(rule.id, Stage.PAYERS)

    def tell(self, outputs: Outputs) -> Ends:
        """Writes the columns of each payment, then of what goes back; gives what goes back in all."""
        back = advances = had = NOTHING
        for payment in self.rule.payments:
            earliest = None if payment.earliest is None else self._day(payment)
            paid = self._payment(payment, earliest, advances, had)
            if payment.kind is PaymentKind.ADVANCE:
                advances = self._bound(ends.plus(advances, paid.reach))
                had = self._bound(ends.plus(had, self._if(self._was(payment), paid.reach)))
            self._write(outputs, payment, paid)
            if earliest is not None:
                told = f"{self._why(payment)} · not before"
                outputs.day(
                    f"{self._named(payment)}__earliest",
                    self.rule.id,
                    Part.EARLIEST,
                    earliest,
                    told,
                    payment.id,
                )
            back = ends.plus(back, paid.back)
        for clawback, paid in self._going_back():
            self._write(outputs, clawback, paid)
            back = ends.plus(back, paid.back)
        return self._bound(back)

    # What is paid

    def _payment(self, payment: Payment, earliest: Sql | None, advances: Ends, had: Ends) -> Paid:
        when = self._truth(payment)
        whole = self._bound(amount_of(payment.amount, self.reading))
        standing = self._standing(payment, when, earliest)
        own = self._of(whole, when)
        if payment.kind is PaymentKind.SETTLEMENT:
            return self._settlement(payment, standing, (whole, own), advances, had)
        paid = self._received(payment, whole)
        was = self._was(payment)
        status = exp.Case().when(was, _word(PaymentStatus.PAID)).else_(standing)
        return Paid(status, self._bound(_either(was, paid, own)), NOTHING)

    def _settlement(
        self, payment: Payment, standing: Sql, amounts: tuple[Ends, Ends], advances: Ends, had: Ends
    ) -> Paid:
        """多退少补: what the advances fall short of, or what they exceed it by."""
        whole, own = amounts
        standing = self._words(f"{self._named(payment)}__stands", standing)
        was, not_met = self._was(payment), _is(standing, PaymentStatus.NOT_MET)
        too_much, may_go_back = self._bound(less(advances, whole)), self._bound(less(had, whole))
        settled = both(
            negated(_is(standing, PaymentStatus.CONDITIONAL)),
            sure(compared(whole.high, exp.LT, advances.low)),
        )
        exceeded = both(negated(not_met), settled)
        either_way = either(negated(is_known(too_much.high)), sure(compared(too_much.high, exp.NEQ, ZERO)))
        paid = self._received(payment, less(whole, advances))
        owed = _either(not_met, NOTHING, _either(exceeded, too_much, less(own, advances)))
        back_if = _either(exceeded, may_go_back, Ends(ZERO, may_go_back.high))
        status = (
            exp.Case()
            .when(was, _word(PaymentStatus.PAID))
            .when(not_met, _word(PaymentStatus.NOT_MET))
            .when(exceeded, _word(PaymentStatus.TO_BE_RETURNED))
            .when(either_way, _word(PaymentStatus.CONDITIONAL))
            .else_(standing.copy())
        )
        nothing_back = either(was, not_met)
        reach = self._bound(_either(was, paid, owed))
        return Paid(status, reach, self._bound(_either(nothing_back, NOTHING, back_if)))

    def _standing(self, payment: Payment, when: Sql, earliest: Sql | None) -> Sql:
        """Whether it can be had now, later, on some condition, or not at all."""
        asked = both(self.holds, when)
        not_known = [both(may_be(asked), negated(sure(asked))), self._record_unknown(payment)]
        if earliest is not None:
            not_known.append(exp.Is(this=earliest.copy(), expression=exp.null()))
        open_ = either(*not_known)
        case = exp.Case()
        if asked != TRUE:
            case = case.when(negated(asked), _word(PaymentStatus.NOT_MET))
        if open_ != FALSE:
            case = case.when(open_, _word(PaymentStatus.CONDITIONAL))
        if earliest is not None:
            later = exp.GT(this=earliest.copy(), expression=day_literal(self.reading.as_of))
            case = case.when(later, _word(PaymentStatus.NOT_YET))
        return case.else_(_word(PaymentStatus.DUE)) if case.args.get("ifs") else _word(PaymentStatus.DUE)

    def _of(self, whole: Ends, when: Sql) -> Ends:
        """What it comes to while it is not paid: assured only where all that is asked is."""
        asked = both(self.holds, when)
        high = whole.high if asked == TRUE else chosen([(negated(asked), ZERO)], whole.high)
        if self.rule.nature is Nature.DISCRETIONARY:
            return Ends(ZERO, high)
        return Ends(whole.low if asked == TRUE else chosen([(asked, whole.low)], ZERO), high)

    # What is on record

    def _was(self, payment: Payment) -> Sql:
        """That it was paid: by itself, or with the whole of a one-off reward. True or false."""
        return either(*(sure(each) for each in self._flags(payment)))

    def _flags(self, payment: Payment) -> Iterator[Sql]:
        for each in (payment.id, None):
            flag = self.record.was(self.rule, each)
            if flag != FALSE:
                yield flag

    def _record_unknown(self, payment: Payment) -> Sql:
        return either(self.record.unknown(self.rule, payment.id), self.record.unknown(self.rule))

    def _received(self, payment: Payment, otherwise: Ends) -> Ends:
        """What is on record for it, or else what it comes to."""
        if self.record.empty:
            return otherwise
        own = self.record.sum(self.rule, payment.id, None)
        found = _sum_or(own, otherwise)
        if self.rule.once is None:
            return found
        whole = self.record.sum(self.rule, None, Per.YEAR if self.rule.once is Per.YEAR else None)
        by_itself = sure(self.record.was(self.rule, payment.id))
        return _either(by_itself, found, _sum_or(whole, otherwise))

    # What goes back

    def _going_back(self) -> Iterator[tuple[Clawback, Paid]]:
        if not self.rule.clawbacks:
            return
        everything = self.record.in_all(self.rule)
        left, unknown = everything, self.record.all_unknown(self.rule)
        for clawback in self.rule.clawbacks:
            paid = self._clawback(clawback, everything, left, unknown)
            left = self._bound(less(left, paid.back))
            yield clawback, paid

    def _clawback(self, clawback: Clawback, everything: Ends, left: Ends, unknown: Sql) -> Paid:
        """A share of what was received, whatever the scope says; of nothing, nothing."""
        part = constant(clawback.share)
        if part.below is not None:
            raise Inexpressible("除不尽的退回比例", "a share to be returned that has no finite decimal")
        truth = self._truth(clawback)
        of_all = Ends(numbers.times(everything.low, part), numbers.times(everything.high, part))
        share = self._bound(capped(of_all, left))
        none = either(negated(may_be(truth)), sure(compared(share.high, exp.EQ, ZERO)))
        open_ = either(negated(sure(truth)), unknown)
        case = exp.Case().when(none, _word(PaymentStatus.NOT_MET))
        if open_ != FALSE:
            case = case.when(open_, _word(PaymentStatus.CONDITIONAL))
        status = case.else_(_word(PaymentStatus.TO_BE_RETURNED))
        found = self._bound(_either(none, NOTHING, _either(open_, Ends(ZERO, share.high), share)))
        return Paid(status, found, found)

    # Columns

    def _truth(self, rule: Payment | Clawback) -> Sql:
        if rule.when == ALWAYS:
            return TRUE.copy()
        how = truth_of(rule.when, self.reading)
        return self.reading.truth(f"{self._named(rule)}__holds", how, f"{self._named(rule)}: its condition")

    def _day(self, payment: Payment) -> Sql:
        assert payment.earliest is not None
        how = day_of(payment.earliest, self.reading)
        return self._words(f"{self._named(payment)}__from", how)

    def _words(self, name: str, how: Sql) -> Sql:
        return self.reading.sheet.bound(how, name, "", self.reading.stage)

    def _bound(self, of: Ends) -> Ends:
        return ends.bound(of, self.reading.bind)

    def _if(self, when: Sql, reach: Ends) -> Ends:
        return _either(when, reach, NOTHING)

    def _named(self, rule: Payment | Clawback) -> str:
        return f"{self.rule.id}__{rule.id}"

    def _why(self, rule: Payment | Clawback) -> str:
        return f"{self.reading.plan.city}.{self.rule.id}, {rule.id} · {cited(rule.cite or self.rule.cite)}"

    def _write(self, outputs: Outputs, rule: Payment | Clawback, paid: Paid) -> None:
        name, why = self._named(rule), self._why(rule)
        outputs.text(
            f"{name}__status", self.rule.id, Part.PAYMENT_STATUS, paid.status, f"{why} · status", rule.id
        )
        outputs.sum(f"{name}__low", self.rule.id, Part.PAYMENT_LOW, paid.reach.low, f"{why} · low", rule.id)
        outputs.sum(
            f"{name}__high", self.rule.id, Part.PAYMENT_HIGH, paid.reach.high, f"{why} · high", rule.id
        )


def _sum_or(on_record: Number, otherwise: Ends) -> Ends:
    return Ends(known_or(on_record, otherwise.low), known_or(on_record, otherwise.high))


def _either(when: Sql, these: Ends, those: Ends) -> Ends:
    """The one where a condition holds, the other where it does not; it is true or false."""
    if when in (TRUE, FALSE):
        return these if when == TRUE else those
    return Ends(chosen([(when, these.low)], those.low), chosen([(when, these.high)], those.high))


def _is(status: Sql, word: PaymentStatus) -> Sql:
    return exp.EQ(this=status.copy(), expression=_word(word))


def _word(word: PaymentStatus) -> Sql:
    return exp.Literal.string(word.value)
