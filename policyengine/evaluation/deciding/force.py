"""Which version answers for a day, whether it is in force, and which year it is asked about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from policyengine.errors import Bilingual, RequestError
from policyengine.evaluation.meaning.kleene import truth_of
from policyengine.evaluation.meaning.terms import Known
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.facts import nearest
from policyengine.refusals import UnknownName
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.provisions import Transition

_NOTHING: Known = MappingProxyType({})


class Force(StrEnum):
    """What a version is worth in law on a day. Only what is in force binds."""

    IN_FORCE = "in_force"
    NOT_YET_IN_FORCE = "not_yet_in_force"
    LAPSED = "lapsed"
    DRAFT = "draft"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The version that answers, and its force on the day. `by`: the transition that handed over to it."""

    plan: Plan
    force: Force
    by: Transition | None = None

    @property
    def binding(self) -> bool:
        """Whether the version has the force of law on the day."""
        return self.force is Force.IN_FORCE


KnownTo: TypeAlias = Callable[[Plan], Known]
"""What is known of an enterprise as a version reads it."""


def choose(
    versions: Sequence[Plan],
    as_of: date,
    version: str | None = None,
    known_to: KnownTo = lambda plan: _NOTHING,
) -> Chosen:
    """The version of one city that answers for a day: the one named, or else the one the law gives.

    That is the version in force; failing it the adopted one nearest in days, ties to the earlier; a draft
    only where nothing is adopted. Where that version governs events, the one in whose period the event
    fell answers; and then whichever its transitions leave the case to. What is repealed answers to its name
    and to a transition only. RequestError where no version bears the name.
    """
    standing = [plan for plan in versions if not plan.draft and plan.version not in repealed(versions, as_of)]
    in_force = _latest([plan for plan in standing if as_of in plan.period])
    if version is not None:
        named = _named(versions, version)
        asked = Chosen(named, _force(named, as_of, in_force, versions))
        governing = _governing(asked, versions, as_of, known_to)
        return governing if governing.plan is named else asked
    plan = in_force or _nearest(standing or versions, as_of)
    chosen = Chosen(plan, _force(plan, as_of, in_force, versions))
    return _handed_over(_governing(chosen, versions, as_of, known_to), versions, as_of, known_to)


def repealed(versions: Sequence[Plan], as_of: date) -> frozenset[str]:
    """The versions that an adopted one has repealed by a day."""
    repealing = (plan for plan in versions if not plan.draft and plan.period.start <= as_of)
    return frozenset(version for plan in repealing for version in plan.repeals)


def undecided(plan: Plan, known: Known) -> tuple[Transition, ...]:
    """The transitions of which it is not known whether they leave the case to another version."""
    return tuple(each for each in plan.transitions if truth_of(each.when)(known) is Truth.UNKNOWN)


def _governing(chosen: Chosen, versions: Sequence[Plan], as_of: date, known_to: KnownTo) -> Chosen:
    """The version in whose period the event fell, if the one chosen for the day governs events.

    What has been repealed since still governs the events before, if it governs events at all.
    """
    event = _event(chosen.plan, known_to)
    if event is None:
        return chosen
    gone, gone_by_then = repealed(versions, as_of), repealed(versions, event)
    governing = _latest(
        [
            plan
            for plan in versions
            if event in plan.period
            and not plan.draft
            and plan.version not in gone_by_then
            and (plan.version not in gone or plan.governs is not None)
        ]
    )
    if governing is None:
        return chosen
    begun = governing.period.start <= as_of
    return Chosen(governing, Force.IN_FORCE if begun else Force.NOT_YET_IN_FORCE)


def _event(plan: Plan, known_to: KnownTo) -> date | None:
    if plan.governs is None or plan.draft:
        return None
    day = known_to(plan).get(plan.governs)
    return day if isinstance(day, date) else None


def _handed_over(chosen: Chosen, versions: Sequence[Plan], as_of: date, known_to: KnownTo) -> Chosen:
    """The version to which the transitions leave the case, with the force of the one that leaves it."""
    passed: set[str] = set()
    while chosen.plan.version not in passed:
        passed.add(chosen.plan.version)
        transition = _true_one(chosen.plan, known_to)
        if transition is None:
            break
        to = _named(versions, transition.version)
        own = _force(to, as_of, None, versions)
        chosen = Chosen(to, chosen.force if chosen.binding else own, transition)
    return chosen


def _true_one(plan: Plan, known_to: KnownTo) -> Transition | None:
    for transition in plan.transitions:
        if truth_of(transition.when)(known_to(plan)) is Truth.TRUE:
            return transition
    return None


def _named(versions: Sequence[Plan], version: str) -> Plan:
    for plan in versions:
        if plan.version == version:
            return plan
    names = tuple(plan.version for plan in versions)
    what, found = Bilingual(zh="版本", en="version"), str(version)
    raise RequestError([UnknownName(what, found, names, nearest(found, names))])


def _latest(plans: Sequence[Plan]) -> Plan | None:
    return max(plans, key=lambda plan: (plan.period.start, plan.version), default=None)


def _nearest(plans: Sequence[Plan], as_of: date) -> Plan:
    def distance(plan: Plan) -> tuple[int, date, str]:
        return plan.period.days_away(as_of), plan.period.start, plan.version

    return min(plans, key=distance)


def _force(plan: Plan, as_of: date, in_force: Plan | None, versions: Sequence[Plan]) -> Force:
    if plan.draft:
        return Force.DRAFT
    if plan is in_force:
        return Force.IN_FORCE
    if as_of in plan.period or plan.version in repealed(versions, as_of):
        return Force.SUPERSEDED
    return Force.NOT_YET_IN_FORCE if as_of < plan.period.start else Force.LAPSED


def year_assessed(plan: Plan, as_of: date, year: int | None = None) -> int:
    """The year that facts "of the year" speak of: that of the day, or the one asked for, within the plan.

    Obligations that survive the plan's end keep it speaking of the years after it.
    """
    asked = as_of.year if year is None else year
    end = None if any(rule.survives for rule in plan.obligations.values()) else plan.period.end
    return max(plan.period.start.year, asked if end is None else min(asked, end.year))
