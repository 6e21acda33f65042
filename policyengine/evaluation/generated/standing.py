"""What of a question is the same for every enterprise: the version, the day, what is assumed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.force import Force
from policyengine.evaluation.facts.dated import calendar, known_on, of_year
from policyengine.evaluation.facts.profile import Facts
from policyengine.evaluation.generated.program import Answer, End, Program
from policyengine.evaluation.generated.slots import in_units
from policyengine.language.interval import Interval
from policyengine.rulebook.plan import Plan

MOST = 4096
"""Intervals remembered; most enterprises are given one of a few."""


@dataclass(frozen=True)
class Standing:
    """One version on one day. `year`: the year assessed. The assumptions are as in `Case`."""

    program: Program
    force: Force
    as_of: date
    year: int
    assume_registered: bool
    assume_not_received: bool | None
    _intervals: dict[tuple[End, End], Interval] = field(default_factory=dict, init=False, compare=False)

    @property
    def plan(self) -> Plan:
        """The version."""
        return self.program.plan

    @cached_property
    def arguments(self) -> list[object]:
        """The arguments of the function for an enterprise of which nothing is known."""
        program, days = self.program, calendar(self.year, self.as_of)
        facts = [days.get(slot.fact) for slot in program.slots]
        unpaid = None if self.assume_not_received is False else True
        unmet = program.unmet(self.as_of, self.year, days)
        return [*facts, self.assume_registered, *(unpaid for _ in program.one_off), *unmet, None]

    def told(self, arguments: list[object]) -> Answer:
        """What is decided on arguments filled in from a plain mapping."""
        program = self.program
        if not program.by_the_day:
            known = program.known(arguments)
            arguments[self._duties : program.unread] = program.unmet(self.as_of, self.year, known)
        return program.decide(arguments, lambda: program.known(arguments))

    def decided(self, facts: Facts) -> Answer:
        """What is decided on the facts of a profile. ProfileError where they contradict one another."""
        program, arguments, given = self.program, self.arguments.copy(), facts.given
        known = known_on(facts, self.plan, self.year, self.as_of)
        for name, place, units in self._given:
            value = given.get(name)
            if value is not None:
                arguments[place] = value if units is None else in_units(value, units)
        if facts.received is not None:
            arguments[len(program.slots) + 1 : self._duties] = self._unpaid(facts)
        if not program.by_the_day:
            arguments[self._duties : program.unread] = program.unmet(self.as_of, self.year, known)
        return program.decide(arguments, lambda: known)

    @cached_property
    def _given(self) -> tuple[tuple[str, int, int | None], ...]:
        """What a profile may give of each slot: its name there, the place, and the units of one."""
        return tuple((of_year(slot.fact, self.year), slot.place, slot.units) for slot in self.program.slots)

    @cached_property
    def _duties(self) -> int:
        """The place among the arguments of the first obligation."""
        return self.program.unread - len(self.plan.obligations)

    def _unpaid(self, facts: Facts) -> Iterator[bool | None]:
        case = self.case(facts)
        return (case.unpaid(self.plan.rewards[id_]).settled for id_ in self.program.one_off)

    def case(self, facts: Facts) -> Case:
        """The case as the plain evaluator knows it."""
        return Case(
            self.plan,
            self.force,
            facts,
            self.as_of,
            self.year,
            self.assume_registered,
            self.assume_not_received,
        )

    def interval(self, low: End, high: End) -> Interval:
        """Two ends as exact decimals, in 元."""
        found = self._intervals.get((low, high))
        if found is None:
            found = self.program.reach(low, high).interval
            if len(self._intervals) < MOST:
                self._intervals[low, high] = found
        return found
