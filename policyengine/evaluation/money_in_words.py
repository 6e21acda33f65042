"""How money reaches the enterprise, in words: payments, funds, how to apply, and what groups cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from policyengine.errors import Bilingual
from policyengine.evaluation.deciding.applying import Applying, Opening
from policyengine.evaluation.deciding.funds import Fund
from policyengine.evaluation.deciding.payments import CLAWBACK, PaymentResult, PaymentStatus
from policyengine.evaluation.deciding.totals import CEILING, Reduction
from policyengine.language.interval import Interval, decimal_of, plain
from policyengine.language.tree import Kind
from policyengine.language.types import TYPES
from policyengine.reporting import money
from policyengine.reporting.lang import Lang
from policyengine.reporting.terms import CHOICES, PAYMENT_STATUSES, SHORT, term
from policyengine.rulebook.paying import Budget


@dataclass(frozen=True, slots=True)
class MoneyInWords:
    """Words in one language."""

    lang: Lang

    def day(self, day: date) -> str:
        """A day."""
        kind = TYPES[Kind.DATE]
        return self.lang.say(kind.zh(day), kind.en(day))

    def sum(self, amount: Interval) -> str:
        """An amount between two ends."""
        return money.interval(amount.to_dict(), self.lang)

    def _words(self, text: Bilingual) -> str:
        return self.lang.say(text.zh, text.en)

    def _joined(self, parts: Sequence[str]) -> str:
        return self.lang.say("，", ", ").join(parts)

    # Payments

    def payments(self, payments: Sequence[PaymentResult]) -> Iterator[tuple[PaymentResult, str]]:
        """A line for each payment; those in a row that differ only in their day are one line."""
        for _, run in groupby(payments, key=lambda each: (each.kind, each.status, each.amount)):
            alike = list(run)
            yield alike[0], self._payment(alike)

    def _payment(self, alike: Sequence[PaymentResult]) -> str:
        first, last = alike[0], alike[-1]
        title = self._words(first.title)
        if first.kind == CLAWBACK and first.status is PaymentStatus.NOT_MET:
            return self.lang.labelled(title, self.lang.say("目前无须退回", "nothing to return now"))
        if last is not first:
            title = self.lang.say(f"{title}至{last.title.zh}", f"{title} to {last.title.en}")
        much = self.sum(first.amount)
        if last is not first:
            much = self.lang.say(f"每次{much}", f"{much} each")
        parts = [much, term(PAYMENT_STATUSES, first.status.value, self.lang)]
        if first.earliest is not None and first.status is not PaymentStatus.PAID:
            day = self.day(first.earliest)
            parts.append(self.lang.say(f"最早{day}", f"not before {day}"))
        return self.lang.labelled(title, self._joined(parts))

    def label(self, payment: PaymentResult) -> str:
        """What the line of a payment begins with."""
        if payment.kind == CLAWBACK:
            return self.lang.say("退回", "Going back")
        return self.lang.say("拨付", "Payment")

    # Funds

    def fund(self, fund: Fund, sharing: Sequence[str]) -> str:
        """A fund's size, what happens when it runs short, and which rewards share it."""
        parts = [self.size(fund.budget), self._words(SHORT[fund.budget.when_short or "unstated"])]
        if sharing:
            others = self.lang.listed(list(sharing))
            parts.append(self.lang.say(f"与{others}共用", f"shared with {others}"))
        return self._joined(parts)

    def size(self, budget: Budget) -> str:
        """A fund's size and the time it is for."""
        much = money.amount(plain(decimal_of(budget.amount)), self.lang)
        least = self.lang.say("不少于", "at least ") if budget.at_least else ""
        if budget.years is None:
            return self.lang.say(f"共{least}{much}", f"{least}{much} in all")
        zh = f"{'每年' if budget.years == 1 else f'{budget.years}年共'}{least}{much}"
        return self.lang.say(
            zh, f"{least}{much} {'a year' if budget.years == 1 else f'in {budget.years} years'}"
        )

    # Applying

    def applying(self, how: Applying) -> str:
        """When, where and with what to apply."""
        parts = [self._opening(each) for each in how.windows]
        if how.deadline is not None:
            day = self.day(how.deadline)
            parts.append(self.lang.say(f"截止{day}", f"by {day}"))
        if how.where is not None:
            parts.append(self._words(how.where))
        if how.materials:
            materials = self.lang.listed([self._words(each) for each in how.materials])
            parts.append(self.lang.labelled(self.lang.say("材料", "with"), materials))
        return self.lang.say("；", "; ").join(parts)

    def _opening(self, opening: Opening) -> str:
        first, last = self.day(opening.first), self.day(opening.last)
        now = (
            self.lang.say("正在受理", "open now")
            if opening.open
            else self.lang.say("未在受理期", "not open now")
        )
        return self.lang.say(f"{first}至{last}（{now}）", f"{first} to {last} ({now})")

    # Groups

    def cut(self, cut: Reduction) -> str:
        """What a group took away, and by which of its rules."""
        before, after = self._so_far(cut.before), self._so_far(cut.after)
        why = self._why(cut)
        words = self.lang.say(f"{why}，由{before}减为{after}", f"{why}, from {before} to {after}")
        return self.lang.labelled(self._words(cut.title), words)

    def _why(self, cut: Reduction) -> str:
        if cut.by != CEILING:
            return self._words(CHOICES[cut.by])
        assert cut.at_most is not None
        if money.open_ended(cut.at_most.to_dict()):
            return self.lang.say("限额尚不能确定", "the ceiling is not known yet")
        limit = self.sum(cut.at_most)
        return self.lang.say(f"合计上限余{limit}", f"together at most {limit} is left")

    def _so_far(self, amount: Interval) -> str:
        """A sum; one of which nothing is known is not one that the text leaves open."""
        if money.open_ended(amount.to_dict()):
            return self.lang.say("尚不能确定的数额", "an amount not known yet")
        return self.sum(amount)
