"""`load` and `Engine`: the public face. It joins choosing, assessing and comparing; no meaning of its own.

What only some questions need (comparing, showing whole versions) is imported when they are asked: a command
line that evaluates one profile must answer at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from policyengine.errors import Bilingual, Finding, RequestError
from policyengine.evaluation.assess import assess
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.deciding.force import choose, year_assessed
from policyengine.evaluation.facts.dated import known_on
from policyengine.evaluation.facts.profile import Facts, known_facts
from policyengine.evaluation.facts.received import ASKED
from policyengine.evaluation.meaning.terms import Known
from policyengine.language.facts import FactDefinition, nearest
from policyengine.refusals import BadDate, BadYear, NoCities, UnknownName
from policyengine.rulebook.load import load_rulebook
from policyengine.rulebook.plan import Plan, Rulebook
from policyengine.rulebook.provisions import Area

if TYPE_CHECKING:
    from policyengine.comparison.compare import Comparison
    from policyengine.comparison.matrix import Matrix
    from policyengine.evaluation.readings import OtherReading
    from policyengine.evaluation.witnesses import Witness
    from policyengine.monitoring.monitor import Monitor

CITY = Bilingual("城市", "city")
THEME = Bilingual("主题", "theme")
ROLE = Bilingual("部门职能", "department role")
ENGINE = Bilingual("引擎", "engine")
OWN = "own"
ENGINES = (OWN, "durable")
"""Who can decide: our own engine, which knows the unknown and can explain itself, or durable-rules."""


def load(path: str | Path | None = None) -> Engine:
    """The rules of a folder of policies, or those that come with the library, ready to be asked.

    RulebookError with every finding where an error keeps them from loading.
    """
    rulebook, findings, _ = load_rulebook(path)
    return Engine(rulebook, findings)


@dataclass(frozen=True, repr=False)
class Engine:
    """Rules that can be asked. Immutable: threads may share it. `warnings` are what `check` would say too."""

    rulebook: Rulebook
    warnings: tuple[Finding, ...] = ()

    def __repr__(self) -> str:
        return f"Engine({len(self.plans)} plans of {', '.join(self.cities)})"

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Every version of every city's plan, each city's oldest first."""
        return tuple(plan for versions in self.rulebook.plans.values() for plan in versions)

    @property
    def facts(self) -> tuple[FactDefinition, ...]:
        """Every fact that can be known of an enterprise, shared ones first."""
        return tuple(self.rulebook.vocabulary)

    @property
    def cities(self) -> tuple[str, ...]:
        """The ids of the cities."""
        return tuple(self.rulebook.plans)

    def evaluate(
        self,
        profile: Mapping[str, Any],
        *,
        city: str,
        as_of: date | str,
        version: str | None = None,
        year: int | None = None,
        assume_registered: bool = False,
        assume_not_received: bool | None = None,
        engine: str = OWN,
    ) -> Assessment:
        """What one enterprise is entitled to and must do in one city on a day.

        `version` names one; else the day picks it. `year` is the year assessed, else the day's.
        `assume_not_received`: True takes nothing as received before even against the profile, None only
        where the profile says nothing, False never. `engine="durable"`: rewards and obligations are decided
        by durable-rules, as a second opinion. ProfileError with every fault of the profile; RequestError
        for an unknown city, version or engine and a bad date.
        """
        if engine not in ENGINES:
            raise RequestError([UnknownName(ENGINE, str(engine), ENGINES, nearest(str(engine), ENGINES))])
        asked = self._city(city)
        day, in_year = day_of(as_of), _year(year)
        facts = self._facts(profile, asked)
        chosen = choose(self.rulebook.plans[asked], day, version, _read_by(facts, day, in_year))
        assessment = assess(
            chosen.plan,
            chosen.force,
            facts,
            day,
            year=in_year,
            assume_registered=assume_registered,
            assume_not_received=assume_not_received,
        )
        if engine == OWN:
            return assessment
        from policyengine.monitoring.durable.second_opinion import second_opinion

        return second_opinion(assessment)

    def readings(
        self,
        profile: Mapping[str, Any],
        *,
        city: str,
        as_of: date | str,
        version: str | None = None,
        year: int | None = None,
        assume_registered: bool = False,
        assume_not_received: bool | None = None,
    ) -> tuple[OtherReading, ...]:
        """What else the rules come to for an enterprise where their words can be read otherwise.

        One entry for each reading that the plan did not choose; asked like `evaluate`.
        """
        from policyengine.evaluation.readings import readings

        assessment = self.evaluate(
            profile,
            city=city,
            as_of=as_of,
            version=version,
            year=year,
            assume_registered=assume_registered,
            assume_not_received=assume_not_received,
        )
        return readings(assessment)

    def reading_witnesses(
        self, cities: Iterable[str] | None = None, *, as_of: date | str | None = None
    ) -> tuple[Witness, ...]:
        """For each reading that no plan chose, the smallest enterprise found for which it matters.

        Every version of the cities named is gone through, or of all; on a day in its first year if none
        is given.
        """
        from policyengine.evaluation.witnesses import witnesses

        day = None if as_of is None else day_of(as_of)
        return tuple(
            witness
            for city in self.named_cities(cities)
            for plan in self.rulebook.plans[city]
            for witness in witnesses(plan, self._facts({}, city), day)
        )

    def compare(
        self,
        profile: Mapping[str, Any],
        *,
        as_of: date | str,
        cities: Iterable[str] | None = None,
        year: int | None = None,
        assume_registered: bool = True,
        assume_not_received: bool | None = None,
    ) -> Comparison:
        """What one enterprise would get in several cities, or in all, on a day.

        The enterprise is taken as registered in each of them, unless `assume_registered` is False.
        """
        from policyengine.comparison.compare import Comparison

        day, in_year = day_of(as_of), _year(year)
        facts = self._facts(profile, None)
        known_to = _read_by(facts, day, in_year)
        chosen = {
            city: choose(self.rulebook.plans[city], day, None, known_to) for city in self.named_cities(cities)
        }
        assessments = {
            city: assess(
                each.plan,
                each.force,
                facts,
                day,
                year=in_year,
                assume_registered=assume_registered,
                assume_not_received=assume_not_received,
            )
            for city, each in chosen.items()
        }
        plans = {city: each.plan for city, each in chosen.items()}
        return Comparison(day, MappingProxyType(assessments), MappingProxyType(plans), self.rulebook.themes)

    def matrix(
        self,
        theme: str | None = None,
        *,
        role: str | None = None,
        cities: Iterable[str] | None = None,
    ) -> Matrix:
        """The newest version of each city's plan side by side, no enterprise asked about.

        `theme` narrows it to one heading, `role` to what one department role is named for.
        """
        from policyengine.comparison.matrix import Matrix

        themes, roles = self.rulebook.themes, self.rulebook.roles
        newest = {city: self.rulebook.plans[city][-1] for city in self.named_cities(cities)}
        return Matrix(
            MappingProxyType(newest),
            themes,
            None if theme is None else _named(theme, THEME, {each.id: each.label for each in themes}),
            None if role is None else _named(role, ROLE, {each.id: each.label for each in roles}),
        )

    def monitor(self, store: str, *, create: bool = True) -> Monitor:
        """These rules with a store of events: a file of SQLite, or `postgresql://…`.

        `create`: make the store where there is none. RequestError where it cannot be used.
        """
        from policyengine.monitoring.monitor import Monitor
        from policyengine.monitoring.store import open_store

        return Monitor(self, open_store(store, create=create))

    def show(self, city: str, version: str | None = None) -> dict[str, Any]:
        """A whole version as `policyengine/version@1`; the newest where none is named."""
        from policyengine.rulebook.spoken import spoken_version

        versions = self.rulebook.plans[self._city(city)]
        plan = versions[-1] if version is None else choose(versions, versions[-1].period.start, version).plan
        return spoken_version(plan)

    def list_plans(self) -> dict[str, Any]:
        """Every version of every city's plan, as `policyengine/plans@1`."""
        from policyengine.rulebook.spoken import plans_dict

        return plans_dict(self.rulebook)

    def list_facts(self, city: str | None = None) -> dict[str, Any]:
        """Every fact a profile can hold, or those that one city reads, as `policyengine/facts@1`."""
        from policyengine.rulebook.spoken import facts_dict

        return facts_dict(self.rulebook, None if city is None else self._city(city))

    @cached_property
    def _rewards(self) -> Mapping[str, tuple[str, ...]]:
        """The payments of every reward of every version, by the reward's id with its city."""
        payments: dict[str, tuple[str, ...]] = {}
        for plan in self.plans:
            for id_, reward in plan.rewards.items():
                payments.setdefault(f"{plan.city}.{id_}", ())
                payments[f"{plan.city}.{id_}"] += tuple(payment.id for payment in reward.payments)
        return payments

    @cached_property
    def _jurisdictions(self) -> Mapping[str, str]:
        """Places by all that a profile may call them: cities, and the areas whose name no other bears."""
        codes = dict(self.rulebook.jurisdictions())
        for plan in self.plans:
            codes |= {plan.name.zh: plan.jurisdiction, plan.name.en: plan.jurisdiction}
        return {**_unambiguous(self._areas.values()), **codes}

    @cached_property
    def _areas(self) -> Mapping[str, Mapping[str, str]]:
        """Each city's areas by what they may be called."""
        return {
            city: {name: area.place for plan in plans for area in plan.areas for name in _names(city, area)}
            for city, plans in self.rulebook.plans.items()
        }

    def _facts(self, profile: Mapping[str, Any], city: str | None) -> Facts:
        vocabulary = self.rulebook.vocabulary
        asked = self.rulebook.received or ASKED
        # What a name means in the city asked about goes before what it means elsewhere.
        places = {**self._jurisdictions, **self._areas.get(city or "", {})}
        return known_facts(profile, vocabulary, places, self._rewards, city, asked)

    def facts_of(self, profile: Mapping[str, Any], city: str | None = None) -> Facts:
        """What a profile says, read and exact. ProfileError with every fault in it.

        `city`: the one whose rewards and areas may be named without it.
        """
        return self._facts(profile, city)

    def _city(self, name: str) -> str:
        return _named(name, CITY, {city: plans[-1].name for city, plans in self.rulebook.plans.items()})

    def named_cities(self, names: Iterable[str] | None = None) -> tuple[str, ...]:
        """The ids of the cities named by id or name, each once; all where none is named."""
        given = self.cities if names is None else (names,) if isinstance(names, str) else names
        cities = tuple(dict.fromkeys(map(self._city, given)))
        if not cities:
            raise RequestError([NoCities()])
        return cities


def _read_by(facts: Facts, day: date, year: int | None) -> Callable[[Plan], Known]:
    """What is known of an enterprise on a day, as each version reads it."""
    return lambda plan: known_on(facts, plan, year_assessed(plan, day, year), day)


def _names(city: str, area: Area) -> tuple[str, ...]:
    return (area.id, f"{city}.{area.id}", area.name.zh, area.name.en, area.place)


def _unambiguous(areas: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The names that no two places share."""
    places: dict[str, set[str]] = {}
    for of_city in areas:
        for name, place in of_city.items():
            places.setdefault(name, set()).add(place)
    return {name: place for name, (place, *others) in places.items() if not others}


def _named(name: str, what: Bilingual, known: Mapping[str, Bilingual]) -> str:
    """The id of what was named by its id or by its label in either language."""
    for id_, label in known.items():
        if name in (id_, label.zh, label.en):
            return id_
    labels = {word: id_ for id_, label in known.items() for word in (id_, label.zh, label.en)}
    near = nearest(str(name), labels)
    raise RequestError([UnknownName(what, str(name), tuple(known), near)])


def day_of(given: object) -> date:
    """The day of the question; RequestError where it is none."""
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    if isinstance(given, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", given, re.ASCII):
        try:
            return date.fromisoformat(given)
        except ValueError:
            pass
    raise RequestError([BadDate(str(given))])


def _year(given: object) -> int | None:
    if given is None:
        return None
    if isinstance(given, int) and not isinstance(given, bool) and date.min.year <= given <= date.max.year:
        return given
    raise RequestError([BadYear(str(given))])
