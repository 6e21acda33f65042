"""Where an enterprise stands on a day with what is expected of it, from what happened until then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from policyengine.errors import Finding, ProfileError
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.items import ObligationResult
from policyengine.language.facts import Vocabulary
from policyengine.language.tree import Condition, Fact, Kind, Not
from policyengine.language.walk import descend
from policyengine.monitoring.asking import Asking
from policyengine.monitoring.event import Event, standing_events
from policyengine.monitoring.facts import FactsOnDay, facts_on
from policyengine.rulebook.plan import Plan

SCHEMA = "policyengine/standing@1"

BEHIND = ("due", "unmet")
"""The statuses in which an enterprise still owes something."""


@dataclass(frozen=True)
class Standing:
    """One enterprise under one city's plan on one day. `assessment` is None where its facts were refused.

    `refused`: why they were: events contradict one another. `events`: the ids of the events it rests on.
    """

    enterprise: str
    city: str
    as_of: date
    facts: FactsOnDay
    events: tuple[str, ...]
    assessment: Assessment | None
    refused: tuple[Finding, ...] = ()

    @property
    def behind(self) -> bool:
        """Whether it owes something that it has not done."""
        made = self.assessment
        return made is not None and any(item.status.value in BEHIND for item in made.obligations.values())

    def statuses(self) -> dict[str, str]:
        """The status of every obligation by its id."""
        if self.assessment is None:
            return {}
        return {item.id: item.status.value for item in self.assessment.obligations.values()}

    def to_dict(self, *, missing: bool = True) -> dict[str, Any]:
        """The standing as `policyengine/standing@1`. `missing`: name the facts that are still to be asked."""
        made = self.assessment
        items = () if made is None else made.obligations.values()
        words = {} if made is None else _labels(made.plan.vocabulary, self._told())
        return {
            "schema": SCHEMA,
            "enterprise": self.enterprise,
            "name": self.facts.profile.get("name"),
            "city": self.city,
            "as_of": self.as_of.isoformat(),
            "year": None if made is None else made.year,
            "plan": None if made is None else plan_dict(made),
            "obligations": [_obligation(item, self.as_of, missing) for item in items],
            "assumed": [words[name] for name in self.facts.assumed if name in words],
            "contested": [words[name] for name in self.facts.contested if name in words],
            "events": len(self.events),
            "refused": [finding.message().to_dict() for finding in self.refused],
        }

    def _told(self) -> tuple[str, ...]:
        """The facts worth a word: those the obligations read, and those events disagree about."""
        assert self.assessment is not None
        read = {
            node.name
            for item in self.assessment.obligations.values()
            for tree in (item.rule.bound, item.rule.requires)
            for node in descend(tree)
            if isinstance(node, Fact)
        }
        return (*(name for name in self.facts.assumed if name in read), *self.facts.contested)


def standing(
    asking: Asking, enterprise: str, events: Iterable[Event], city: str, as_of: date, *, engine: str = "own"
) -> Standing:
    """Where an enterprise stands in a city on a day. `events`: all of the enterprise's, in any order.

    Facts of a year are those of the year assessed: a plan that has lapsed is judged by its last year.
    `engine="durable"`: durable-rules decides.
    """
    kinds, vocabulary = asking.rulebook.events, asking.rulebook.vocabulary
    counting = tuple(event for event in standing_events(events, kinds) if event.on <= as_of)
    ids = tuple(event.id for event in counting)
    facts = facts_on(counting, kinds, vocabulary, as_of, as_of.year)
    try:
        made = asking.evaluate(facts.profile, city=city, as_of=as_of, engine=engine)
        if made.year != as_of.year:
            facts = facts_on(counting, kinds, vocabulary, as_of, made.year)
            version = made.plan.version
            made = asking.evaluate(facts.profile, city=city, as_of=as_of, version=version, engine=engine)
    except ProfileError as refusal:
        return Standing(enterprise, city, as_of, facts, ids, None, refusal.findings)
    return Standing(enterprise, city, as_of, facts, ids, made)


def plan_dict(made: Assessment) -> dict[str, Any]:
    """The version that answers, and its force on the day."""
    plan: Plan = made.plan
    return {
        "name": plan.name.to_dict(),
        "title": plan.title.to_dict(),
        "version": plan.version,
        "force": made.force.value,
        "binding": made.binding,
        "rules": plan.digest,
    }


def _labels(vocabulary: Vocabulary, names: Iterable[str]) -> dict[str, dict[str, str]]:
    return {name: {"fact": name, **vocabulary[name].label.to_dict()} for name in names if name in vocabulary}


def _obligation(item: ObligationResult, as_of: date, missing: bool) -> dict[str, Any]:
    due = item.due_on
    return {
        "id": item.id,
        "title": item.title.to_dict(),
        "status": item.status.value,
        "due_on": None if due is None else due.isoformat(),
        "days_left": None if due is None else (due - as_of).days,
        "standing": item.standing,
        "progress": list(_progress(item)),
        "departments": list(item.departments),
        "cite": [{"clause": each.clause, "quote": each.quote} for each in item.cite],
        "missing": list(item.missing) if missing else [],
    }


def _progress(item: ObligationResult) -> Iterator[dict[str, Any]]:
    """Each figure asked for, what there is of it and what is needed; then each thing that must be so."""
    vocabulary, known = item.case.plan.vocabulary, item.case.known
    for figure in item.progress:
        yield {**figure.to_dict(), "label": vocabulary[figure.fact].label.to_dict()}
    for name, wanted in _asked(item.rule.requires, vocabulary).items():
        have = known.get(name)
        yield {
            "fact": name,
            "have": None if have is None else _truth(have is True),
            "need": _truth(wanted),
            "label": vocabulary[name].label.to_dict(),
        }


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _asked(requires: Condition, vocabulary: Vocabulary) -> dict[str, bool]:
    """The facts that must be so, or must not be, where the requirement says it of the fact itself."""
    asked: dict[str, bool] = {}
    for node in descend(requires):
        match node:
            case Not(part=Fact(name=name)) if vocabulary[name].kind is Kind.BOOLEAN:
                asked.setdefault(name, False)
            case Fact(name=name) if vocabulary[name].kind is Kind.BOOLEAN:
                asked.setdefault(name, True)
            case _:
                pass
    return asked
