"""What one case shows: the engine's answer, and of which parts of it the author says what is expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.items import Item
from policyengine.rulebook.cases import NOTHING_EXPECTED
from policyengine.rulebook.cases import Case as WrittenCase
from policyengine.rulebook.expectations import Expected

_NOTHING = Expected()


@dataclass(frozen=True)
class Shown:
    """An answer and the case it answers; without a case, everything of it counts as expected.

    What a case says nothing of it does not try: the engine may answer what it likes.
    """

    assessment: Assessment
    case: WrittenCase | None = None

    @property
    def items(self) -> Mapping[str, Item]:
        """The answer for each rule by its local id."""
        a = self.assessment
        return {**a.rewards, **a.supports, **a.obligations}

    def status(self, rule: str) -> bool:
        """Whether the case says whether a rule applies."""
        return self.case is None or self._of(rule).status is not None

    def amount(self, rule: str) -> bool:
        """Whether the case says how much a reward comes to, as a whole or in its payments."""
        of = self._of(rule)
        parts = (each.amount for each in (of.payments or {}).values())
        return self.case is None or of.amount is not None or any(part is not None for part in parts)

    def payers(self, rule: str) -> bool:
        """Whether the case says who pays a reward."""
        return self.case is None or bool(self._of(rule).paid_by)

    def payment(self, rule: str, payment: str) -> bool:
        """Whether the case says how a payment of a reward stands."""
        expected = (self._of(rule).payments or {}).get(payment)
        return self.case is None or (expected is not None and expected.status is not None)

    def anything(self, rule: str) -> bool:
        """Whether the case says anything of a rule."""
        return self.case is None or rule in self.case.expect

    @property
    def totals(self) -> bool:
        """Whether the case says what the sums come to."""
        return self.case is None or self.case.totals != NOTHING_EXPECTED

    def _of(self, rule: str) -> Expected:
        return _NOTHING if self.case is None else self.case.expect.get(rule, _NOTHING)
