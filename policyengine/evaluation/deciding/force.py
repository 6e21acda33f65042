"""Which version answers for an enterprise on a day, where events and transitions have a say in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from policyengine.evaluation.meaning.kleene import truth_of
from policyengine.evaluation.meaning.terms import Known
from policyengine.evaluation.meaning.truth import Truth
from policyengine.rulebook.force import Chosen as Chosen
from policyengine.rulebook.force import Force as Force
from policyengine.rulebook.force import force_of, latest, named, of_day, repealed
from policyengine.rulebook.force import year_assessed as year_assessed
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.provisions import Transition

_NOTHING: Known = MappingProxyType({})


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
    chosen = of_day(versions, as_of, version)
    governing = _governing(chosen, versions, as_of, known_to)
    if version is not None:
        return governing if governing.plan is chosen.plan else chosen
    return _handed_over(governing, versions, as_of, known_to)


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
    governing = latest(
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
        to = named(versions, transition.version)
        own = force_of(to, as_of, None, versions)
        chosen = Chosen(to, chosen.force if chosen.binding else own, transition)
    return chosen


def _true_one(plan: Plan, known_to: KnownTo) -> Transition | None:
    for transition in plan.transitions:
        if truth_of(transition.when)(known_to(plan)) is Truth.TRUE:
            return transition
    return None
