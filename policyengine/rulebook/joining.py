"""The pieces of a folder → its rulebook, with what only all of them together show.

Imports nothing that reads YAML: pieces from the cache are joined without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeAlias

from policyengine.errors import Bilingual, Finding
from policyengine.language.facts import Vocabulary
from policyengine.rulebook.event_kinds import EventKinds
from policyengine.rulebook.findings import BorrowedFile, NothingThere, UnknownFile
from policyengine.rulebook.folder import SHARED_FILES, PolicyFolder
from policyengine.rulebook.jurisdictions import jurisdiction_findings
from policyengine.rulebook.loaded import Loaded, in_file_order, without_consequences
from policyengine.rulebook.name_clashes import name_clashes
from policyengine.rulebook.parts import CityPart, NamedFact, SharedPart
from policyengine.rulebook.plan import Plan, Rulebook

Events: TypeAlias = tuple[EventKinds, tuple[Finding, ...]]
"""The kinds of events, and what is wrong with them."""
NO_EVENTS: Events = (EventKinds(), ())
"""Those of some cities alone: what an event does may hang on the facts of all."""


def vocabulary_of(folder: PolicyFolder, shared: SharedPart, cities: Sequence[CityPart]) -> Vocabulary:
    """The shared facts, then every plan's own. A borrowed vocabulary gives way to facts of the plans' own."""
    own = list(chain.from_iterable(part.own for part in cities))
    vocabulary = shared.vocabulary
    if "vocabulary.yaml" in folder.borrowed:
        first = {fact.name: fact for fact in reversed(own)}
        if any(fact.name in first for fact in vocabulary):
            vocabulary = Vocabulary(tuple(first.get(fact.name, fact) for fact in vocabulary))
    return vocabulary.with_facts(own)


def joined(
    folder: PolicyFolder, shared: SharedPart, cities: Sequence[CityPart], whole: Vocabulary, events: Events
) -> Loaded:
    """The rulebook of the pieces, and the findings of all files in their order."""
    plans = list(chain.from_iterable(part.plans for part in cities))
    kinds, of_events = events
    there = has_plans(folder)
    findings = chain(
        _of_the_folder(folder),
        shared.findings,
        # A folder without any plan is told once, and not city by city.
        *(part.findings for part in cities if there),
        name_clashes(_facts(folder, shared, cities)),
        jurisdiction_findings(plans),
        of_events,
    )
    rulebook = Rulebook(whole, shared.themes, shared.roles, _by_city(plans), shared.received, kinds)
    ordered = in_file_order(without_consequences(findings))
    return Loaded(rulebook, ordered, tuple(chain.from_iterable(part.flawed for part in cities)))


def has_plans(folder: PolicyFolder) -> bool:
    """Whether there is a plan in the folder at all."""
    return any("plan.yaml" in each.files for versions in folder.cities.values() for each in versions)


def _of_the_folder(folder: PolicyFolder) -> Iterator[Finding]:
    # A folder need not have its own kinds of events: those whose facts are there are used.
    borrowed = tuple(name for name in folder.borrowed if name != "events.yaml")
    if borrowed:
        yield BorrowedFile(folder=str(folder.shown), names=borrowed)
    for stranger in folder.strangers:
        yield UnknownFile.among(stranger, SHARED_FILES)
    if not has_plans(folder):
        yield NothingThere(
            path=folder.shown, wanted=Bilingual(zh="方案（<城市>/<版本>/plan.yaml）", en="plans")
        )


def _facts(folder: PolicyFolder, shared: SharedPart, cities: Sequence[CityPart]) -> Iterator[NamedFact]:
    """All entries of facts, but for those of a borrowed vocabulary that give way."""
    own = [fact for part in cities for fact in part.facts]
    if "vocabulary.yaml" not in folder.borrowed:
        yield from shared.facts
    else:
        names = {fact.definition.name for fact in own}
        yield from (fact for fact in shared.facts if fact.definition.name not in names)
    yield from own


def _by_city(plans: Iterable[Plan]) -> dict[str, tuple[Plan, ...]]:
    """Each city's versions, oldest first."""
    cities: dict[str, tuple[Plan, ...]] = {}
    for plan in sorted(plans, key=lambda each: (each.city, each.period.start, each.version)):
        cities[plan.city] = (*cities.get(plan.city, ()), plan)
    return cities
