"""The result for one rule: a reward, a support or an obligation, for one enterprise on one date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from policyengine.errors import Bilingual
from policyengine.evaluation.deciding.applying import Applying, applying
from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.compiled import CompiledReward, compiled
from policyengine.evaluation.deciding.funds import Fund, funds
from policyengine.evaluation.deciding.obligations import Progress, Timing, progress
from policyengine.evaluation.deciding.payers import split
from policyengine.evaluation.deciding.payments import PaymentResult, payments
from policyengine.evaluation.deciding.statuses import ObligationStatus, Status
from policyengine.evaluation.facts.received import Received
from policyengine.evaluation.inquiry.changes import Change
from policyengine.evaluation.inquiry.questions import Inquiry
from policyengine.evaluation.inquiry.repairs import repairs
from policyengine.evaluation.meaning.amounts import Reach
from policyengine.evaluation.meaning.truth import Truth
from policyengine.evaluation.reasons import Reason, payment_reason, reasons
from policyengine.evaluation.working import Working, working
from policyengine.language.interval import Interval
from policyengine.rulebook.choices import Nature
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.plan import Obligation, Reward, Support


@dataclass(frozen=True, kw_only=True, repr=False)
class Item:
    """What all results share. `scope` and `when` are the values of the two conditions, apart.

    `missing`, `because` and `repairs` are worked out when they are first asked for.
    """

    rule: Reward | Support | Obligation
    status: Status | ObligationStatus
    scope: Truth
    when: Truth
    case: Case
    inquiry: Inquiry = field(compare=False)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.id!r}, {self.status.value})"

    @property
    def id(self) -> str:
        """The rule's id with its city."""
        return self.case.qualified(self.rule.id)

    @property
    def title(self) -> Bilingual:
        """The rule's title."""
        return self.rule.title

    @property
    def theme(self) -> str:
        """The id of the theme."""
        return self.rule.theme

    @property
    def cite(self) -> tuple[Citation, ...]:
        """The clauses the rule rests on, with their operative words."""
        return self.rule.cite

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments in charge, as the text prints them."""
        return self.rule.departments

    @property
    def missing(self) -> tuple[str, ...]:
        """The unknown facts that can still turn the status or the amount, in vocabulary order."""
        return self.inquiry.missing(self.rule.id)

    @cached_property
    def because(self) -> Mapping[str, Reason | None]:
        """The condition trees: `scope`, `plan_wide`, `when`, `received`; `requires` of an obligation."""
        return reasons(self.case, self.rule)

    @cached_property
    def repairs(self) -> tuple[tuple[Change, ...], ...]:
        """The smallest sets of changes that would make the enterprise eligible, or meet the obligation."""
        return repairs(self.case, self.rule)

    def _head(self, status: str, nature: Nature | None) -> dict[str, Any]:
        return {
            "id": self.id,
            "title": self.title.to_dict(),
            "theme": self.theme,
            "status": status,
            "nature": None if nature is None else nature.value,
        }

    def _tail(self) -> dict[str, Any]:
        return {
            "departments": list(self.departments),
            "cite": [{"clause": c.clause, "quote": c.quote} for c in self.cite],
            "missing": list(self.missing),
            "because": {key: None if tree is None else tree.to_dict() for key, tree in self.because.items()},
            "repairs": [[change.to_dict() for change in repair] for repair in self.repairs],
        }


@dataclass(frozen=True, kw_only=True, repr=False)
class RewardResult(Item):
    """A reward: its status, and what it can come to by itself, before groups."""

    rule: Reward
    status: Status
    reach: Reach

    @property
    def nature(self) -> Nature:
        """Whether meeting the conditions is enough."""
        return self.rule.nature

    @cached_property
    def amount(self) -> Interval:
        """What it can come to, in 元."""
        return self.reach.interval

    def sums(self) -> tuple[Interval, Reach]:
        """The amount, exact, and as it is reckoned with."""
        return self.amount, self.reach

    @cached_property
    def paid_by(self) -> Mapping[str, Interval]:
        """Each payer's part of the amount, in 元."""
        shares = self._made.shares(self.case.known)
        return MappingProxyType({who: part.interval for who, part in split(self.reach, shares).items()})

    @cached_property
    def payments(self) -> tuple[PaymentResult, ...]:
        """When it is paid, part by part, and what goes back; nothing where the text does not say."""
        return payments(self.case, self._made, self.status)

    @property
    def fund(self) -> Fund | None:
        """The fund it is paid from, which bounds no single reward and may not suffice for all."""
        return funds(self.case.plan).get(self.rule.id)

    @cached_property
    def working(self) -> Working:
        """How the amount is come by: the promise in words, and the definitions it leans on."""
        return working(self.case, self.rule)

    @property
    def _made(self) -> CompiledReward:
        return compiled(self.case.plan).rewards[self.rule.id]

    @cached_property
    def application(self) -> Applying | None:
        """How to apply; None where the text does not say."""
        return applying(self.rule.apply, self.case.known, self.case.as_of)

    @property
    def received(self) -> Received | None:
        """When a one-off reward was paid before, and how much, where it was."""
        return self.case.payment(self.rule)

    def to_dict(self) -> dict[str, Any]:
        """The contract's form."""
        money = {
            "amount": self.amount.to_dict(),
            "working": self.working.to_dict(),
            "paid_by": {payer: part.to_dict() for payer, part in self.paid_by.items()},
            "payments": [self._payment(payment) for payment in self.payments],
            "fund": None if self.fund is None else self.fund.to_dict(self.case.plan.city),
            "apply": _applying(self.application),
        }
        return {**self._head(self.status.value, self.nature), **money, **self._tail()}

    def because_of(self, payment: PaymentResult) -> Reason | None:
        """Why a payment stands as it does; None where nothing is asked for it."""
        return payment_reason(self.case, self.rule, payment.rule)

    def _payment(self, payment: PaymentResult) -> dict[str, Any]:
        why = self.because_of(payment)
        return {**payment.to_dict(), "because": None if why is None else why.to_dict()}


@dataclass(frozen=True, kw_only=True, repr=False)
class SupportResult(Item):
    """Help other than money, and whether the enterprise may have it."""

    rule: Support
    status: Status

    @property
    def nature(self) -> Nature:
        """Whether meeting the conditions is enough."""
        return self.rule.nature

    @cached_property
    def application(self) -> Applying | None:
        """How to apply; None where the text does not say."""
        return applying(self.rule.apply, self.case.known, self.case.as_of)

    def to_dict(self) -> dict[str, Any]:
        """The contract's form."""
        helping = {"kind": self.rule.kind.value, "apply": _applying(self.application)}
        return {**self._head(self.status.value, self.nature), **helping, **self._tail()}


@dataclass(frozen=True, kw_only=True, repr=False)
class ObligationResult(Item):
    """What is expected of the enterprise, and where it stands. `when` is whether it binds."""

    rule: Obligation
    status: ObligationStatus
    requires: Truth
    timing: Timing

    @property
    def due_on(self) -> date | None:
        """The last day on which it can be met; None where it stands, or while that day is unknown."""
        return self.timing.due

    @property
    def standing(self) -> bool:
        """Whether it stands with no last day to be met by, from a day that is known."""
        return self.rule.standing and (self.rule.start is None or self.timing.start is not None)

    @cached_property
    def progress(self) -> tuple[Progress, ...]:
        """What there is and what is needed of each figure it asks for."""
        return progress(self.rule.requires, self.case.known, self.case.plan.vocabulary)

    def to_dict(self) -> dict[str, Any]:
        """The contract's form."""
        standing = {
            "due_on": _day(self.due_on),
            "standing": self.standing,
            "from": _day(self.timing.start),
            "to": _day(self.timing.end),
            "progress": [figure.to_dict() for figure in self.progress],
        }
        return {**self._head(self.status.value, None), **standing, **self._tail()}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _applying(how: Applying | None) -> dict[str, Any] | None:
    return None if how is None else how.to_dict()
