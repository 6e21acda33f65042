"""The files of a folder of policies → its Rulebook. Imports all that reading YAML and rules needs."""

from __future__ import annotations

from policyengine.rulebook.cases import CasesOf
from policyengine.rulebook.folder import PolicyFolder
from policyengine.rulebook.joining import NO_EVENTS, joined, vocabulary_of
from policyengine.rulebook.loaded import Loaded
from policyengine.rulebook.memory import Memory
from policyengine.rulebook.reading_city import read_city
from policyengine.rulebook.reading_shared import read_events, read_shared


def assembled(folder: PolicyFolder) -> Loaded:
    """The rulebook of a folder and the findings of all its files. A plan with an error in it is left out."""
    loaded, _ = assembled_with_cases(folder, Memory())
    return loaded


def assembled_with_cases(folder: PolicyFolder, memory: Memory) -> tuple[Loaded, CasesOf]:
    """The same, and the cases of each version as far as they can be read.

    With a memory that has seen the folder before, only what hangs on the files that changed is made anew:
    plans are the very objects they were where nothing that they are made from changed.
    """
    common, shared = read_shared(folder, memory)
    read = [read_city(folder, city, common, memory) for city in folder.cities]
    cities = [part for part, _ in read]
    own = tuple(fact for part in cities for fact in part.own)
    whole = memory.of("facts", (shared.vocabulary, *own), lambda: vocabulary_of(folder, shared, cities))
    doubtful = shared.doubtful or any(part.doubtful for part in cities)
    events = read_events(folder, whole, memory, doubtful=doubtful) if folder.complete else NO_EVENTS
    cases = {version: tried for _, of_city in read for version, tried in of_city.items()}
    return joined(folder, shared, cities, whole, events), cases
