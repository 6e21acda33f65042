"""What was decided about one enterprise, and no more: statuses, amounts, totals. Why, is told when asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Any, cast

from policyengine.evaluation.assess import assess
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.deciding.compiled import compiled
from policyengine.evaluation.deciding.force import Force
from policyengine.evaluation.deciding.statuses import ObligationStatus, Status
from policyengine.evaluation.deciding.totals import Totals, totals
from policyengine.evaluation.facts.profile import Facts
from policyengine.evaluation.generated.program import Answer, End
from policyengine.evaluation.generated.standing import Standing
from policyengine.evaluation.meaning.amounts import Reach
from policyengine.evaluation.telling.given import given, money_of
from policyengine.evaluation.telling.program import telling
from policyengine.language.interval import Interval
from policyengine.rulebook.plan import Plan


class Decision:
    """The statuses, amounts and totals of one enterprise: those of `Engine.evaluate`, without their reasons.

    Immutable and safe to share between threads. Sums are in 元, exact. What is not asked for is not worked
    out; all else that an assessment tells, `assessment()` gives.
    """

    __slots__ = ("_answer", "_facts", "_standing", "_year")

    def __init__(
        self, standing: Standing, answer: Answer, facts: Callable[[], Facts], asked_year: int | None
    ) -> None:
        self._standing, self._answer, self._facts, self._year = standing, answer, facts, asked_year

    def __repr__(self) -> str:
        return f"Decision({self.plan.city}/{self.plan.version}, {len(self._answer.statuses)} items)"

    @property
    def plan(self) -> Plan:
        """The version that answers."""
        return self._standing.plan

    @property
    def force(self) -> Force:
        """What the version is worth in law on the day."""
        return self._standing.force

    @property
    def binding(self) -> bool:
        """Whether the version has the force of law on the day."""
        return self.force is Force.IN_FORCE

    @property
    def statuses(self) -> Mapping[str, Status | ObligationStatus]:
        """The status of every reward, support and obligation, in that order, by its local id."""
        return MappingProxyType(dict(zip(self._standing.program.rules, self._answer.statuses, strict=True)))

    @property
    def amounts(self) -> Mapping[str, Interval]:
        """What each reward can come to by itself, before groups, by its local id."""
        interval, ends = self._standing.interval, iter(self._answer.ends)
        pairs = zip(self.plan.rewards, ends, ends, strict=True)
        return MappingProxyType({id_: interval(low, high) for id_, low, high in pairs})

    @property
    def assured(self) -> Decimal:
        """The sum of what is assured, after groups and as if the plan bound."""
        return self._sums.low

    @property
    def possible(self) -> Decimal:
        """The sum of the known highs, after groups and as if the plan bound."""
        high = self._sums.high
        assert high is not None
        return high

    @property
    def _sums(self) -> Interval:
        answer = self._answer
        if answer.assured is None:
            whole = self.totals
            return Interval(whole.assured, whole.possible)
        return self._standing.interval(answer.assured, answer.possible)

    @property
    def unquantified(self) -> tuple[str, ...]:
        """The ids, with their city, of the rewards that may bring money of no known amount."""
        highs = self._answer.ends[1::2]
        if None not in highs:
            return ()
        city = self.plan.city
        return tuple(
            f"{city}.{id_}" for id_, high in zip(self.plan.rewards, highs, strict=True) if high is None
        )

    @property
    def totals(self) -> Totals:
        """All that the rewards come to, with payers, cuts and what goes back; worked out each time."""
        program, ends = self._standing.program, iter(self._answer.ends)
        pairs = zip(self.plan.rewards, ends, ends, strict=True)
        reaches = {id_: program.reach(low, high) for id_, low, high in pairs}
        statuses = {id_: status for id_, status in self.statuses.items() if isinstance(status, Status)}
        return totals(self._standing.case(self.facts), statuses, reaches)

    @property
    def facts(self) -> Facts:
        """What is known of the enterprise, read and exact."""
        return self._facts()

    def reasons(self) -> dict[str, Any]:
        """Every reward, support and obligation with its reasons, as `Assessment.reasons` tells them."""
        standing, answer = self._standing, self._answer
        case, ends = standing.case(self.facts), iter(answer.ends)
        units, made = standing.program.units, compiled(self.plan).rewards.values()
        rewards = zip(made, answer.statuses, zip(ends, ends, strict=True), strict=False)
        money = [
            money_of(case, rule, cast(Status, status), (units, *pair), partial(self._sums_of, *pair))
            for rule, status, pair in rewards
        ]
        told = given(case, [str(each) for each in answer.statuses], money)
        return telling(standing.plan).reasons(told)

    def _sums_of(self, low: End, high: End) -> tuple[Interval, Reach]:
        return self._standing.interval(low, high), self._standing.program.reach(low, high)

    def assessment(self) -> Assessment:
        """The full assessment of the same case: reasons, questions, repairs, payments."""
        standing = self._standing
        return assess(
            standing.plan,
            standing.force,
            self.facts,
            standing.as_of,
            year=self._year,
            assume_registered=standing.assume_registered,
            assume_not_received=standing.assume_not_received,
        )

    def explain(self, lang: str = "zh", item: str | None = None) -> str:
        """The result in words, as `Assessment.explain` tells it."""
        return self.assessment().explain(lang, item)
