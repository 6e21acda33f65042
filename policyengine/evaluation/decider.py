"""One question asked of many enterprises: a city, a day and what is assumed, made ready once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property, partial
from typing import Any

from policyengine.evaluation.assess import assess
from policyengine.evaluation.deciding.force import Chosen, choose, year_assessed
from policyengine.evaluation.decision import Decision
from policyengine.evaluation.facts.dated import known_on
from policyengine.evaluation.facts.profile import Facts
from policyengine.evaluation.generated.accepting import Accepting, accepting
from policyengine.evaluation.generated.program import Answer, program
from policyengine.evaluation.generated.slots import slots_of
from policyengine.evaluation.generated.standing import Standing
from policyengine.language.facts import Vocabulary
from policyengine.rulebook.force import of_day
from policyengine.rulebook.plan import Plan


@dataclass(frozen=True, repr=False)
class Decider:
    """Decides one enterprise after another by code generated from the rules; `Engine.decider` makes it.

    Immutable; threads may share it, and it can be pickled. `versions` are those of the city; `places` codes
    and areas by any name; `read` is the full reader of profiles.
    """

    versions: tuple[Plan, ...]
    as_of: date
    version: str | None
    year: int | None
    assume_registered: bool
    assume_not_received: bool | None
    vocabulary: Vocabulary
    places: Mapping[str, str]
    read: Callable[[Mapping[str, Any]], Facts] = field(compare=False)

    def __repr__(self) -> str:
        return f"Decider({self.city}, {self.as_of})"

    @property
    def city(self) -> str:
        """The id of the city."""
        return self.versions[-1].city

    def __reduce__(self) -> tuple[type[Decider], tuple[Any, ...]]:
        # What was made ready is made again: code is not carried about.
        return Decider, tuple(getattr(self, each.name) for each in fields(self))

    def decide(self, profile: Mapping[str, Any] | Facts) -> Decision:
        """What one enterprise is entitled to and must do: the statuses, amounts and totals of `evaluate`.

        `profile`: facts by name, or `Engine.facts_of` them. ProfileError with every fault of the profile.
        """
        if isinstance(profile, Facts):
            return self._decided(profile)
        ready = self._ready
        if ready is None or not isinstance(profile, Mapping):
            return self._decided(self.read(profile))
        standing, accepted = ready
        arguments, given = standing.arguments.copy(), dict(profile)
        if not accepted.take(given, arguments):
            return self._decided(self.read(profile))
        facts = partial(accepted.facts, given, self._nobody)
        return Decision(standing, standing.told(arguments), facts, self.year)

    @property
    def source(self) -> str:
        """The code that decides under the version of the day, to be read."""
        return program(self._of_the_day.plan).source

    def _decided(self, facts: Facts) -> Decision:
        chosen = self._of_the_day
        if not self._the_same_for_all:
            chosen = choose(self.versions, self.as_of, self.version, partial(self._known, facts))
        standing = self._standing(chosen)
        answer = standing.decided(facts) if self._alike(chosen.plan) else _plainly(standing, facts, self.year)
        return Decision(standing, answer, lambda: facts, self.year)

    def _alike(self, plan: Plan) -> bool:
        """Whether the facts of a profile are what the version takes them for, and follow as it says.

        Two versions may each say otherwise how a fact of their own follows; what is read follows the elder.
        """
        found = self._taken.get(plan.version)
        if found is None:
            read = ((plan.vocabulary[slot.fact], self.vocabulary[slot.fact]) for slot in slots_of(plan))
            found = all((own.kind, own.derived) == (other.kind, other.derived) for own, other in read)
            self._taken[plan.version] = found
        return found

    def _known(self, facts: Facts, plan: Plan) -> Mapping[str, Any]:
        return known_on(facts, plan, year_assessed(plan, self.as_of, self.year), self.as_of)

    @cached_property
    def _of_the_day(self) -> Chosen:
        return of_day(self.versions, self.as_of, self.version)

    @cached_property
    def _the_same_for_all(self) -> bool:
        """Whether the day alone picks the version: it governs no events and hands no cases over."""
        plan = self._of_the_day.plan
        return plan.governs is None and not plan.transitions

    @cached_property
    def _ready(self) -> tuple[Standing, Accepting] | None:
        """What reads and decides a plain mapping at a glance, where one version answers for all."""
        if not self._the_same_for_all or not self._alike(self._of_the_day.plan):
            return None
        standing = self._standing(self._of_the_day)
        slots, unread = standing.program.slots, standing.program.unread
        return standing, accepting(self.vocabulary, slots, unread, self.places)

    @cached_property
    def _nobody(self) -> Facts:
        """What is known of an enterprise of which nothing is."""
        return self.read({})

    @cached_property
    def _standings(self) -> dict[tuple[str, str], Standing]:
        return {}

    @cached_property
    def _taken(self) -> dict[str, bool]:
        return {}

    def _standing(self, chosen: Chosen) -> Standing:
        key = (chosen.plan.version, chosen.force.value)
        found = self._standings.get(key)
        if found is None:
            found = self._standings[key] = Standing(
                program(chosen.plan),
                chosen.force,
                self.as_of,
                year_assessed(chosen.plan, self.as_of, self.year),
                self.assume_registered,
                self.assume_not_received,
            )
        return found


def _plainly(standing: Standing, facts: Facts, asked_year: int | None) -> Answer:
    """What the plain evaluator decides, in the form of the function's answer."""
    assessment = assess(
        standing.plan,
        standing.force,
        facts,
        standing.as_of,
        year=asked_year,
        assume_registered=standing.assume_registered,
        assume_not_received=standing.assume_not_received,
    )
    units = standing.program.units
    reaches = [reward.reach for reward in assessment.rewards.values()]
    ends = (None if end is None else end * units for reach in reaches for end in reach)
    return Answer(tuple(item.status for item in assessment.items()), tuple(ends), None, None)
