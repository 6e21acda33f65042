"""What plans lend to the reading of a profile: how facts, places and rewards may be called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from policyengine.errors import Bilingual
from policyengine.language.facts import Vocabulary
from policyengine.rulebook.plan import Plan, Rulebook
from policyengine.rulebook.provisions import Area


@dataclass(frozen=True, slots=True)
class LentNames:
    """The names that one city's plans lend, or those of all.

    `cities`: the name of each by its id. `places`: codes and areas by all they may be called. `rewards`: the
    payments of each reward by its id with its city.
    """

    vocabulary: Vocabulary
    cities: Mapping[str, Bilingual]
    places: Mapping[str, str]
    rewards: Mapping[str, tuple[str, ...]]

    def behind(self, own: LentNames) -> LentNames:
        """These after those of the city asked about, where what a name means goes before all else."""
        vocabulary = own.vocabulary.with_facts(self.vocabulary)
        return replace(self, vocabulary=vocabulary, places={**self.places, **own.places})


def lent_by(plans: Sequence[Plan]) -> LentNames:
    """The names that one city's plans lend: its versions, oldest first, are read with the shared facts."""
    oldest, *later = plans
    vocabulary = Vocabulary(oldest.vocabulary.definitions).with_facts(
        chain.from_iterable(plan.vocabulary for plan in later)
    )
    places = {**_codes(plans), **_areas(plans)}
    return LentNames(vocabulary, {oldest.city: plans[-1].name}, places, _payments(plans))


def lent_by_all(rulebook: Rulebook) -> LentNames:
    """The names that all plans lend: ids of cities before their names, and both before those of areas.

    An area that bears another's name is known by its place, or with its city, only.
    """
    plans = [plan for versions in rulebook.plans.values() for plan in versions]
    ids = rulebook.jurisdictions()
    areas = _unambiguous(map(_areas, rulebook.plans.values()))
    places = {**areas, **_codes(plans), **ids}
    cities = {city: versions[-1].name for city, versions in rulebook.plans.items()}
    return LentNames(rulebook.vocabulary, cities, places, _payments(plans))


def _codes(plans: Sequence[Plan]) -> dict[str, str]:
    return {name: plan.jurisdiction for plan in plans for name in (plan.city, plan.name.zh, plan.name.en)}


def _areas(plans: Sequence[Plan]) -> dict[str, str]:
    """One city's areas by what they may be called."""
    return {name: area.place for plan in plans for area in plan.areas for name in _names(plan.city, area)}


def _names(city: str, area: Area) -> Iterator[str]:
    yield from (area.id, f"{city}.{area.id}", area.name.zh, area.name.en, area.place)


def _unambiguous(areas: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The names that no two places share."""
    places: dict[str, set[str]] = {}
    for of_city in areas:
        for name, place in of_city.items():
            places.setdefault(name, set()).add(place)
    return {name: place for name, (place, *others) in places.items() if not others}


def _payments(plans: Iterable[Plan]) -> dict[str, tuple[str, ...]]:
    """The payments of every reward of every version, by the reward's id with its city."""
    payments: dict[str, tuple[str, ...]] = {}
    for plan in plans:
        for id_, reward in plan.rewards.items():
            named = f"{plan.city}.{id_}"
            payments[named] = (*payments.get(named, ()), *(payment.id for payment in reward.payments))
    return payments
