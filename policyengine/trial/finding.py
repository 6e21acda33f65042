"""A small enterprise that reaches a goal: as few facts as it takes, at the values near which rules turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from policyengine.errors import ProfileError
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.boundaries import Boundaries
from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.force import Force, year_assessed
from policyengine.evaluation.facts.derived import contradictions, signed, with_derived
from policyengine.evaluation.facts.profile import Facts
from policyengine.evaluation.facts.received import Received
from policyengine.evaluation.inquiry.names import Names
from policyengine.evaluation.items import ObligationResult, RewardResult
from policyengine.evaluation.meaning.kleene import TruthOf, truth_of
from policyengine.evaluation.meaning.truth import Truth
from policyengine.evaluation.readings import asked_of
from policyengine.language.facts import CALENDAR
from policyengine.language.tree import Kind, Literal, Value
from policyengine.language.walk import AnyNode, facts_read
from policyengine.rulebook.facts_of import trees_of_rule
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.plan_wide import decided
from policyengine.rulebook.scope import REGISTERED_IN
from policyengine.trial.goals.goal import Goal, Way
from policyengine.trial.shown_by import Shown

MOST_TRIED = 400
"""Profiles asked about for one way to reach a goal; past it none counts as found."""
MOST_VALUES = 4
"""Values tried of a fact that is not what the goal is about."""
TODAY = "as_of"
ELSEWHERE = ("110000", "310000")
_PAID_DAYS_AGO = (30, 400, 800)


@dataclass(frozen=True)
class Candidate:
    """An enterprise on a day, and the answer. `year`: the year assessed, where it is not the day's."""

    given: Mapping[str, Value]
    received: tuple[Received, ...]
    as_of: date
    year: int | None
    assessment: Assessment = field(compare=False, repr=False)

    @property
    def shown(self) -> Shown:
        """What it shows when everything of the answer is expected."""
        return Shown(self.assessment)


class Finder:
    """Searches for enterprises that reach goals of one plan. `nobody`: one nothing is known of."""

    def __init__(self, plan: Plan, nobody: Facts) -> None:
        self.plan, self.nobody = plan, nobody

    def found(self, goal: Goal) -> Candidate | None:
        """An enterprise that reaches the goal; None where none was found, which proves nothing."""
        for way in goal.ways:
            search = _Search(self, goal, way)
            for home in (self.plan.jurisdiction, self._elsewhere):
                found = search.from_(home)
                if found is not None:
                    return found
        return None

    @property
    def _elsewhere(self) -> str:
        return next(code for code in ELSEWHERE if code[:2] != self.plan.jurisdiction[:2])

    @cached_property
    def day(self) -> date:
        """The middle of the first year of which the plan holds the middle, or its first day."""
        start = self.plan.period.start
        years = (start.year, min(start.year + 1, date.max.year))
        middles = (date(year, 6, 30) for year in years)
        return next((day for day in middles if day in self.plan.period), start)

    def candidate(
        self,
        given: Mapping[str, Value],
        received: tuple[Received, ...] = (),
        as_of: date | None = None,
        year: int | None = None,
    ) -> Candidate | None:
        """What an enterprise is answered; None where its facts contradict each other."""
        vocabulary = self.nobody.vocabulary
        known = with_derived(given, vocabulary)
        if any(contradictions(given, known, vocabulary)):
            return None
        facts = replace(self.nobody, given=given, known=known, received=received or None)
        day = as_of or self.day
        case = Case(self.plan, Force.IN_FORCE, facts, day, year_assessed(self.plan, day, year))
        try:
            return Candidate(given, received, day, year, asked_of(case))
        except ProfileError:  # figures of the years make something else of what is given
            return None


class _Search:
    """The search for one way to reach a goal."""

    def __init__(self, finder: Finder, goal: Goal, way: Way) -> None:
        self.finder, self.goal, self.way = finder, goal, way
        self.plan = finder.plan
        self.truth: TruthOf = truth_of(way.needs, signed(self.plan.vocabulary))
        self.names = Names(self.plan.vocabulary, year_assessed(self.plan, finder.day, None))
        self.other_days = False
        self.tried = 0

    def from_(self, home: str) -> Candidate | None:
        """The first enterprise registered there, unless what is needed puts it elsewhere."""
        facts = self._facts_of((self.way.needs,))
        found = self._found({REGISTERED_IN: home}, facts)
        if found is None and TODAY in facts_read(self.way.needs):
            # What does not hold today may hold on another day.
            self.other_days, self.tried = True, 0
            found = self._found({REGISTERED_IN: home}, facts)
        return found

    def _found(self, given: dict[str, Value], open_: tuple[str, ...]) -> Candidate | None:
        """The first enterprise that reaches the goal with these facts and values of the open ones."""
        candidate = self._asked(given)
        if candidate is None:
            return None
        truth = Truth.UNKNOWN if self.way.items else self.truth(candidate.assessment.case.known)
        if truth is Truth.FALSE and not self.other_days:
            return None
        if truth is Truth.TRUE or not open_:
            return self._settled(candidate)
        for value in self._values(open_[0], (self.way.needs,), candidate):
            found = self._found({**given, open_[0]: value}, open_[1:])
            if found is not None:
                return found
        return None

    def _asked(
        self,
        given: Mapping[str, Value],
        received: tuple[Received, ...] = (),
        day: date | None = None,
        year: int | None = None,
    ) -> Candidate | None:
        if self.tried >= MOST_TRIED:
            return None
        self.tried += 1
        return self.finder.candidate(given, received, day, year)

    def _facts_of(self, trees: tuple[AnyNode, ...]) -> tuple[str, ...]:
        return tuple(name for name in self._boundaries(trees).facts if name not in CALENDAR)

    def _boundaries(self, trees: tuple[AnyNode, ...]) -> Boundaries:
        return Boundaries(trees, self.names, self.finder.day, self.plan.jurisdiction)

    def _values(self, fact: str, trees: tuple[AnyNode, ...], candidate: Candidate) -> list[Value]:
        values = list(self._boundaries(trees).of(fact, candidate.assessment.case.known))
        kind = self.plan.vocabulary[fact].kind
        if kind is Kind.JURISDICTION:
            values.append(f"{self.plan.jurisdiction}/none")
        # What is just above nothing is no plausible sum, but for where it is what is asked for.
        return sorted(
            values, key=lambda each: kind is Kind.MONEY and isinstance(each, Fraction) and each <= 1
        )

    # What the answer itself hangs on

    def _settled(self, candidate: Candidate) -> Candidate | None:
        """The enterprise on the day on which it reaches the goal, told more of the rule if it must be."""
        for paid in self._paid():
            found = self._on_some_day(candidate.given, paid) or self._told_more(candidate.given, paid, 2)
            if found is not None:
                return self._to_a_sum(found)
        return None

    def _told_more(
        self, given: Mapping[str, Value], paid: tuple[Received, ...], more: int
    ) -> Candidate | None:
        candidate = self._asked(given, paid) if more else None
        if candidate is None:
            return None
        for fact in self._open_facts(candidate)[:1]:
            for value in self._values(fact, self._trees, candidate)[:MOST_VALUES]:
                fuller = {**given, fact: value}
                found = self._on_some_day(fuller, paid) or self._told_more(fuller, paid, more - 1)
                if found is not None:
                    return found
        return None

    @property
    def _trees(self) -> tuple[AnyNode, ...]:
        rule = next((each for each in decided(self.plan) if each.id == self.way.rule), None)
        return () if rule is None else tuple(trees_of_rule(rule))

    def _open_facts(self, candidate: Candidate) -> tuple[str, ...]:
        """The facts that the rule reads and that are not known, those that decide most first."""
        known, given = candidate.assessment.case.known, candidate.given
        return tuple(name for name in self._facts_of(self._trees) if name not in known and name not in given)

    def _on_some_day(self, given: Mapping[str, Value], paid: tuple[Received, ...]) -> Candidate | None:
        first = self._asked(given, paid)
        if first is None:
            return None
        if self.goal.reached(first.shown):
            return first
        for day, year in self._days(first):
            made = self._asked(given, paid, day, year)
            if made is not None and self.goal.reached(made.shown):
                return made
        return None

    def _paid(self) -> Iterator[tuple[Received, ...]]:
        """Nothing received; or the reward that must have been, on one day or another."""
        if self.goal.received is None:
            yield ()
            return
        reward = f"{self.plan.city}.{self.goal.received}"
        amount = self._promised(self.goal.received)
        for days in _PAID_DAYS_AGO:
            on = max(self.plan.period.start, self.finder.day - timedelta(days=days))
            yield (Received(reward=reward, amount=amount, on=on),)

    def _promised(self, reward: str) -> Fraction:
        """What is plausible to have been paid: the sum the text names, where it is one."""
        promised = self.plan.rewards[reward].promised
        value = promised.value if isinstance(promised, Literal) else None
        return value if isinstance(value, Fraction) else Fraction(50_000)

    def _days(self, candidate: Candidate) -> Iterator[tuple[date, int | None]]:
        """The days on which something falls due, those beside them, and those at which a condition turns."""
        at_year_end = self._asked(candidate.given, candidate.received, date(self.finder.day.year, 12, 31))
        found = [day for each in (candidate, at_year_end) if each for day in self._due(each)]
        if self.other_days:
            events = [day for day in candidate.assessment.case.facts.known.values() if isinstance(day, date)]
            found += [
                day.replace(year=day.year + n, day=min(day.day, 28)) for day in events for n in range(6)
            ]
            found += [moved for day in events if (moved := _same_day(day, 3)) is not None]
        for day in dict.fromkeys(found):
            for near in (day, day - timedelta(days=1), day + timedelta(days=1)):
                yield near, None
                if near.year > self.finder.day.year:
                    yield near, self.finder.day.year

    def _due(self, candidate: Candidate) -> Iterator[date]:
        item = candidate.shown.items.get(self.way.rule)
        days: tuple[date | None, ...] = ()
        if isinstance(item, ObligationResult):
            days = (item.due_on,)
        elif isinstance(item, RewardResult):
            days = tuple(each.earliest for each in item.payments)
        yield from (day for day in days if day is not None)

    def _to_a_sum(self, candidate: Candidate) -> Candidate:
        """The same with what the reward's amount still misses, so that it comes to a definite sum."""
        item = candidate.shown.items.get(self.way.rule)
        if not isinstance(item, RewardResult) or item.amount.exact:
            return candidate
        for fact in self._open_facts(candidate):
            for value in self._values(fact, self._trees, candidate)[:MOST_VALUES]:
                fuller = self._asked(
                    {**candidate.given, fact: value}, candidate.received, candidate.as_of, candidate.year
                )
                if fuller is not None and self.goal.reached(fuller.shown):
                    candidate = fuller
                    break
        return candidate


def _same_day(day: date, years: int) -> date | None:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return None
