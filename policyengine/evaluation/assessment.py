"""The result: what an enterprise is entitled to and must do under one version on one date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from policyengine._version import __version__
from policyengine.evaluation.cautions import Caution, cautions
from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.compiled import compiled
from policyengine.evaluation.deciding.force import Force
from policyengine.evaluation.deciding.totals import Totals, totals
from policyengine.evaluation.explain import explained, explained_item
from policyengine.evaluation.facts.received import RECEIVED
from policyengine.evaluation.inquiry.questions import Inquiry, Question
from policyengine.evaluation.items import Item, ObligationResult, RewardResult, SupportResult
from policyengine.evaluation.telling.given import Given, given, money_of
from policyengine.evaluation.telling.program import telling
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.scope import REGISTERED_IN

SCHEMA = "policyengine/assessment@1"


@dataclass(frozen=True, repr=False)
class Assessment:
    """One profile, one version, one date. `rewards`, `supports` and `obligations` by their local id.

    Immutable and safe to share between threads; `totals`, `questions` and whatever explains a result are
    worked out when they are first asked for.
    """

    case: Case
    rewards: Mapping[str, RewardResult]
    supports: Mapping[str, SupportResult]
    obligations: Mapping[str, ObligationResult]
    inquiry: Inquiry = field(compare=False)
    asked_year: int | None = None

    def __repr__(self) -> str:
        return f"Assessment({self.city}/{self.plan.version}, {self.as_of}, {len(self.items())} items)"

    @property
    def city(self) -> str:
        """The id of the city."""
        return self.case.plan.city

    @property
    def as_of(self) -> date:
        """The day it is asked about."""
        return self.case.as_of

    @property
    def year(self) -> int:
        """The year assessed."""
        return self.case.year

    @property
    def plan(self) -> Plan:
        """The version that answers."""
        return self.case.plan

    @property
    def force(self) -> Force:
        """What the version is worth in law on the day."""
        return self.case.force

    @property
    def binding(self) -> bool:
        """Whether the version has the force of law on the day."""
        return self.case.force is Force.IN_FORCE

    @cached_property
    def totals(self) -> Totals:
        """What all rewards come to after groups, as if the plan bound."""
        rewards = self.rewards.items()
        statuses = {id_: reward.status for id_, reward in rewards}
        return totals(self.case, statuses, {id_: reward.reach for id_, reward in rewards})

    @property
    def questions(self) -> tuple[Question, ...]:
        """The facts to ask for next, most valuable first."""
        return self.inquiry.questions

    @property
    def facts_used(self) -> tuple[str, ...]:
        """Every fact that the rules read, known or not, in vocabulary order."""
        return self.inquiry.facts_used

    @cached_property
    def warnings(self) -> tuple[Caution, ...]:
        """What to bear in mind beside every total."""
        return tuple(cautions(self.case, self.asked_year, self.totals))

    @property
    def assumptions(self) -> tuple[tuple[str, str], ...]:
        """What is taken for granted: facts, and the value each is taken to have."""
        taken: list[tuple[str, str]] = []
        if self.case.assume_registered:
            taken.append((REGISTERED_IN, self.plan.jurisdiction))
        if self.case.takes_as_unpaid:
            taken.append((RECEIVED, "none"))
        return tuple(taken)

    def items(self) -> tuple[Item, ...]:
        """Every result, rewards first, then supports, then obligations."""
        return (*self.rewards.values(), *self.supports.values(), *self.obligations.values())

    def explain(self, lang: str = "zh", item: str | None = None) -> str:
        """The result in words, in `zh` or `en`: what, why, by which clause, what is missing, what it takes.

        `item` is the local id of one reward, support or obligation to speak of alone.
        """
        return explained(self, lang) if item is None else explained_item(self, item, lang)

    def to_dict(self) -> dict[str, Any]:
        """The result as `policyengine/assessment@1`; a new copy each time."""
        items = self.items()
        told = telling(self.plan).whole(
            self._given(),
            [item.missing for item in items],
            [[[change.to_dict() for change in repair] for repair in item.repairs] for item in items],
        )
        return {
            "schema": SCHEMA,
            "city": self.city,
            "as_of": self.as_of.isoformat(),
            "year": self.year,
            "plan": self._plan(),
            "provenance": {
                "engine": __version__,
                "rules": self.plan.digest,
                "profile": f"sha256:{self.case.facts.digest}",
            },
            "assumptions": [{"fact": fact, "value": value} for fact, value in self.assumptions],
            "warnings": [warning.to_dict() for warning in self.warnings],
            **told,
            "totals": self.totals.to_dict(),
            "facts_used": list(self.facts_used),
            "questions": [question.to_dict() for question in self.questions],
        }

    def reasons(self) -> dict[str, Any]:
        """Every result with its reasons, without what next; a new copy each time.

        `rewards`, `supports` and `obligations` as in `to_dict()`, but for `missing` and `repairs`, which
        take longer: the condition trees in words with the values of all conditions and facts, the clauses
        with their quotes, and how each amount is come by.
        """
        return telling(self.plan).reasons(self._given())

    def _given(self) -> Given:
        """What is decided, as data."""
        made = compiled(self.plan).rewards
        money = [
            money_of(self.case, made[id_], reward.status, reward.reach, reward.sums)
            for id_, reward in self.rewards.items()
        ]
        timings = [obligation.timing for obligation in self.obligations.values()]
        return given(self.case, [str(item.status) for item in self.items()], money, timings)

    def _plan(self) -> dict[str, Any]:
        plan, end = self.plan, self.plan.period.end
        return {
            "title": plan.title.to_dict(),
            "name": plan.name.to_dict(),
            "document_number": plan.document_number,
            "version": plan.version,
            "level": plan.level.value,
            "force": self.force.value,
            "binding": self.binding,
            "period": {"from": plan.period.start.isoformat(), "to": None if end is None else end.isoformat()},
            "payers": [{"id": id_, "name": name.to_dict()} for id_, name in plan.payers],
            "areas": [{"place": area.place, "name": area.name.to_dict()} for area in plan.areas],
        }
