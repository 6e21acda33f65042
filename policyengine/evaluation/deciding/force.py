"""Which version answers for a day, whether it is in force, and which year it is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from policyengine.errors import Bilingual, RequestError
from policyengine.language.facts import nearest
from policyengine.refusals import UnknownName
from policyengine.rulebook.plan import Period, Plan


class Force(StrEnum):
    """What a version is worth in law on a day. Only what is in force binds."""

    IN_FORCE = "in_force"
    NOT_YET_IN_FORCE = "not_yet_in_force"
    LAPSED = "lapsed"
    DRAFT = "draft"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The version that answers, and its force on the day."""

    plan: Plan
    force: Force

    @property
    def binding(self) -> bool:
        """Whether the version has the force of law on the day."""
        return self.force is Force.IN_FORCE


def choose(versions: Sequence[Plan], as_of: date, version: str | None = None) -> Chosen:
    """The version of one city that answers for a day: the one named, or else the one the law gives.

    That is the version in force; failing it the adopted one nearest in days, ties to the earlier; a draft
    only where nothing is adopted. RequestError where no version bears the name.
    """
    adopted = [plan for plan in versions if not plan.draft]
    in_force = _latest([plan for plan in adopted if as_of in plan.period])
    if version is not None:
        named = _named(versions, version)
        return Chosen(named, _force(named, as_of, in_force))
    plan = in_force or _nearest(adopted or versions, as_of)
    return Chosen(plan, _force(plan, as_of, in_force))


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


def _force(plan: Plan, as_of: date, in_force: Plan | None) -> Force:
    if plan.draft:
        return Force.DRAFT
    if plan is in_force:
        return Force.IN_FORCE
    if as_of in plan.period:
        return Force.SUPERSEDED
    return Force.NOT_YET_IN_FORCE if as_of < plan.period.start else Force.LAPSED


def year_assessed(period: Period, as_of: date, year: int | None = None) -> int:
    """The year that facts "of the year" speak of: that of the day, or the one asked for, within the plan."""
    asked = as_of.year if year is None else year
    latest = period.end.year if period.end is not None else asked
    return max(period.start.year, min(asked, latest))
