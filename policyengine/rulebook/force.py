"""Which version the day alone gives, what it is worth in law, and which year it is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from policyengine.errors import Bilingual, RequestError
from policyengine.language.facts import nearest
from policyengine.refusals import UnknownName
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.provisions import Transition


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


def of_day(versions: Sequence[Plan], as_of: date, version: str | None = None) -> Chosen:
    """The version of one city that the day alone gives, or the one named. RequestError where none is.

    That is the version in force; failing it the adopted one nearest in days, ties to the earlier; a draft
    only where nothing is adopted. What is repealed answers to its name only.
    """
    standing = [plan for plan in versions if not plan.draft and plan.version not in repealed(versions, as_of)]
    in_force = latest([plan for plan in standing if as_of in plan.period])
    if version is not None:
        plan = named(versions, version)
    else:
        plan = in_force or _nearest(standing or versions, as_of)
    return Chosen(plan, force_of(plan, as_of, in_force, versions))


def repealed(versions: Sequence[Plan], as_of: date) -> frozenset[str]:
    """The versions that an adopted one has repealed by a day."""
    repealing = (plan for plan in versions if not plan.draft and plan.period.start <= as_of)
    return frozenset(version for plan in repealing for version in plan.repeals)


def named(versions: Sequence[Plan], version: str) -> Plan:
    """The version of that name. RequestError where none bears it."""
    for plan in versions:
        if plan.version == version:
            return plan
    names = tuple(plan.version for plan in versions)
    what, found = Bilingual(zh="版本", en="version"), str(version)
    raise RequestError([UnknownName(what, found, names, nearest(found, names))])


def latest(plans: Sequence[Plan]) -> Plan | None:
    """The plan that starts last; None of none."""
    return max(plans, key=lambda plan: (plan.period.start, plan.version), default=None)


def _nearest(plans: Sequence[Plan], as_of: date) -> Plan:
    def distance(plan: Plan) -> tuple[int, date, str]:
        return plan.period.days_away(as_of), plan.period.start, plan.version

    return min(plans, key=distance)


def force_of(plan: Plan, as_of: date, in_force: Plan | None, versions: Sequence[Plan]) -> Force:
    """What a plan is worth on a day on which `in_force` is the one in force."""
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
