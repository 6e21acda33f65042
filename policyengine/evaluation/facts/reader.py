"""Reading profiles with what plans lend to it: a city's own names first, all others' when one occurs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from policyengine.errors import ProfileError
from policyengine.evaluation.facts.profile import Facts, known_facts
from policyengine.evaluation.facts.received import ASKED
from policyengine.rulebook.lent_names import LentNames, lent_by
from policyengine.rulebook.plan import Rulebook


@dataclass(frozen=True)
class ProfileReader:
    """What reads profiles for the cities of a rulebook. `lend` gives what the plans of all cities lend.

    INVARIANT: what a profile means for a city does not hang on which other cities are loaded. What can be
    read with the city's own names is read with them alone, and the rest with all, the city's own first.
    """

    rulebook: Rulebook
    lend: Callable[[], LentNames]

    def read(self, profile: Mapping[str, Any], city: str | None) -> Facts:
        """What a profile says, read and exact. ProfileError with every fault in it."""
        if city is None:
            return self._read(profile, self.of_all, None)
        own = self.of_city(city)
        # Most profiles name nothing of another city's, and then no other is looked at.
        with suppress(ProfileError):
            return self._read(profile, own, city)
        return self._read(profile, self.of_all.behind(own), city)

    @cached_property
    def of_all(self) -> LentNames:
        """What facts, places and rewards are called in the plans of all cities, loaded or not."""
        return self.lend()

    def of_city(self, city: str) -> LentNames:
        """What they are called in one city's plans."""
        if city not in self._of_city:
            self._of_city[city] = lent_by(self.rulebook.plans[city])
        return self._of_city[city]

    def of_cities(self, cities: Sequence[str]) -> LentNames:
        """What they may be called where these cities are asked: if it is one, what they mean there first."""
        return self.of_all.behind(self.of_city(cities[0])) if len(cities) == 1 else self.of_all

    @cached_property
    def _of_city(self) -> dict[str, LentNames]:
        return {}

    def _read(self, profile: Mapping[str, Any], names: LentNames, city: str | None) -> Facts:
        asked = self.rulebook.received or ASKED
        return known_facts(profile, names.vocabulary, names.places, names.rewards, city, asked)
