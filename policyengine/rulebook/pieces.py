"""A folder's pieces: each from the cache while its files are what they were, else read and kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from policyengine.errors import Severity
from policyengine.language.facts import Vocabulary
from policyengine.rulebook.cache import Entries
from policyengine.rulebook.folder import PolicyFolder, city_digest
from policyengine.rulebook.joining import Events
from policyengine.rulebook.lent_names import LentNames, lent_by_all
from policyengine.rulebook.memory import Memory
from policyengine.rulebook.parts import CityPart, SharedPart
from policyengine.rulebook.plan import Rulebook

if TYPE_CHECKING:
    from policyengine.rulebook.reading_shared import Common

# No city bears such an id.
_SHARED, _EVENTS, _NAMES = "_shared", "_events", "_names"


class Pieces:
    """The pieces of one folder. What reads YAML is imported only where the cache lacks one.

    `digest`: of what the shared files hold. What has an error in it is read each time.
    """

    def __init__(self, folder: PolicyFolder, entries: Entries, digest: str) -> None:
        self._folder, self._entries, self._digest = folder, entries, digest
        self._memory = Memory()

    @cached_property
    def shared(self) -> SharedPart:
        """What the shared files say."""
        return self._entries.load(_SHARED, self._digest, SharedPart) or self._shared_anew[1]

    def city(self, city: str) -> CityPart:
        """What one city's files say."""
        digest = city_digest(self._folder.cities[city], self._digest)
        facts = self.shared.vocabulary.definitions
        return self._entries.load(city, digest, CityPart, facts) or self._city_anew(city, digest)

    def events(self, vocabulary: Vocabulary, *, doubtful: bool) -> Events:
        """The kinds of events, read with the facts of all cities; `doubtful`: some could not be read."""
        digest = sha256(f"{self._of_all}{doubtful}".encode()).hexdigest()
        kept: Events | None = self._entries.load(_EVENTS, digest, tuple, vocabulary.definitions)
        return kept or self._events_anew(vocabulary, digest, doubtful=doubtful)

    def names(self, rulebook: Callable[[], Rulebook]) -> LentNames:
        """What the plans lend to the reading of profiles; `rulebook` gives them where that is not kept."""
        facts = self.shared.vocabulary.definitions
        kept = self._entries.load(_NAMES, self._of_all, LentNames, facts)
        if kept is not None:
            return kept
        made = lent_by_all(rulebook())
        self._entries.keep(_NAMES, self._of_all, made, facts)
        return made

    @cached_property
    def _of_all(self) -> str:
        """A digest of everything."""
        digests = (city_digest(versions, self._digest) for versions in self._folder.cities.values())
        return sha256("".join(digests).encode()).hexdigest()

    @cached_property
    def _shared_anew(self) -> tuple[Common, SharedPart]:
        from policyengine.rulebook.reading_shared import read_shared

        common, part = read_shared(self._folder, self._memory)
        if part.sound:
            self._entries.keep(_SHARED, self._digest, part)
        return common, part

    def _city_anew(self, city: str, digest: str) -> CityPart:
        from policyengine.rulebook import reading_city

        # INVARIANT: all plans hold the very same shared facts, whichever of them come from the cache.
        common = self._shared_anew[0].with_vocabulary(self.shared.vocabulary)
        # A memory of its own: it holds every node of the city's files, and they are not looked at again.
        part, _ = reading_city.read_city(self._folder, city, common, Memory())
        if part.sound and self.shared.sound:
            self._entries.keep(city, digest, part, self.shared.vocabulary.definitions)
        return part

    def _events_anew(self, vocabulary: Vocabulary, digest: str, *, doubtful: bool) -> Events:
        from policyengine.rulebook.reading_shared import read_events

        events = read_events(self._folder, vocabulary, self._memory, doubtful=doubtful)
        if not any(finding.severity is Severity.ERROR for finding in events[1]):
            self._entries.keep(_EVENTS, digest, events, vocabulary.definitions)
        return events
