"""One case: one enterprise, one version, one date, and what is taken for granted about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from policyengine.evaluation.deciding.force import Force
from policyengine.evaluation.facts.dated import known_on
from policyengine.evaluation.facts.profile import Facts
from policyengine.evaluation.facts.received import Received
from policyengine.evaluation.meaning.terms import Known
from policyengine.evaluation.meaning.truth import Truth
from policyengine.rulebook.choices import Per, Scope
from policyengine.rulebook.plan import Obligation, Plan, Reward, Support


@dataclass(frozen=True)
class Case:
    """What an assessment is about. `year` is the year assessed, already within the plan's period.

    `assume_registered` puts the enterprise within the plan's jurisdiction even against its profile.
    `assume_not_received`: True takes nothing as received even against the profile, None only where the
    profile says nothing, False never.
    """

    plan: Plan
    force: Force
    facts: Facts
    as_of: date
    year: int
    assume_registered: bool = False
    assume_not_received: bool | None = None

    @cached_property
    def known(self) -> Known:
        """What is known of the enterprise on the day, as the plan reads it."""
        return known_on(self.facts, self.plan, self.year, self.as_of)

    def qualified(self, local: str) -> str:
        """A rule's id with its city."""
        return f"{self.plan.city}.{local}"

    def scope_asked(self, rule: Reward | Support | Obligation) -> bool:
        """Whether it matters for a rule where the enterprise is registered."""
        return rule.scope is Scope.REGISTERED and not self.assume_registered

    @property
    def takes_as_unpaid(self) -> bool:
        """Whether nothing is taken as received without the profile saying so."""
        silent = self.facts.received is None and self.assume_not_received is None
        return silent or self.assume_not_received is True

    @property
    def received(self) -> tuple[Received, ...] | None:
        """What was received before, all of it; None while that is not known."""
        return () if self.takes_as_unpaid else self.facts.received

    def received_of(self, local: str) -> tuple[Received, ...]:
        """What was received of a reward before, in the order of the record, as far as that is known."""
        return self._received.get(self.qualified(local), ())

    @cached_property
    def _received(self) -> Mapping[str, tuple[Received, ...]]:
        found: dict[str, tuple[Received, ...]] = {}
        for paid in self.received or ():
            found[paid.reward] = (*found.get(paid.reward, ()), paid)
        return found

    def payment(self, reward: Reward) -> Received | None:
        """When a one-off reward was paid, where the whole of it was; of one a year, in the year assessed."""
        return next((paid for paid in self._whole(reward) if self._of_now(reward, paid) is Truth.TRUE), None)

    def _whole(self, reward: Reward) -> tuple[Received, ...]:
        if reward.once is None:
            return ()
        return tuple(paid for paid in self.received_of(reward.id) if paid.payment is None)

    def _of_now(self, reward: Reward, paid: Received) -> Truth:
        """Whether what was paid leaves nothing for now."""
        if reward.once is Per.EVER:
            return Truth.TRUE
        if paid.on is None:
            return Truth.UNKNOWN
        return Truth.TRUE if paid.on.year == self.year else Truth.FALSE

    def unpaid(self, reward: Reward) -> Truth:
        """Whether a reward can still be had: it is not a one-off that was paid before."""
        if reward.once is None or self.takes_as_unpaid:
            return Truth.TRUE
        if self.facts.received is None:
            return Truth.UNKNOWN
        return ~max((self._of_now(reward, paid) for paid in self._whole(reward)), default=Truth.FALSE)
