"""The shared files of a folder → what every city's plans are read with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from policyengine.errors import Finding
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.rulebook.event_kinds import EventKinds
from policyengine.rulebook.fact_names import named_facts
from policyengine.rulebook.file_nodes import nodes_of
from policyengine.rulebook.folder import PolicyFolder
from policyengine.rulebook.from_document.events import event_kinds
from policyengine.rulebook.memory import Memory
from policyengine.rulebook.parts import SharedPart
from policyengine.rulebook.shared import Shared, shared
from policyengine.rulebook.vocabulary import DraftFact, resolved_facts


@dataclass(frozen=True, slots=True)
class Common:
    """What a city is read with: the shared files as read, and the vocabulary that they make.

    `lent`: the vocabulary is the bundled one, and gives way to facts of a city's own.
    """

    read: Shared
    vocabulary: Vocabulary
    lent: bool

    def with_vocabulary(self, vocabulary: Vocabulary) -> Common:
        """The same with an equal vocabulary, in the place of the one made from these files."""
        return replace(self, vocabulary=vocabulary)


def read_shared(folder: PolicyFolder, memory: Memory) -> tuple[Common, SharedPart]:
    """The shared files, as a city is read with them and as a piece of the whole."""
    findings: list[Finding] = []
    nodes, lost = nodes_of(folder.shared, memory, findings)
    read = memory.noting(
        ("shared", lost), tuple(nodes.values()), lambda noted: shared(nodes, lost, noted), findings
    )
    vocabulary = memory.noting(
        "vocabulary",
        (read,),
        lambda noted: Vocabulary(resolved(read.drafts, Vocabulary(()), read, noted)),
        findings,
    )
    part = SharedPart(
        vocabulary=vocabulary,
        themes=read.themes,
        roles=read.roles,
        received=read.received,
        facts=memory.of("names", (read,), lambda: named_facts(read.drafts)),
        doubtful="vocabulary.yaml" in read.flawed,
        findings=tuple(findings),
    )
    return Common(read, vocabulary, "vocabulary.yaml" in folder.borrowed), part


def resolved(
    drafts: Sequence[DraftFact], before: Vocabulary, common: Shared, findings: list[Finding]
) -> tuple[FactDefinition, ...]:
    """Facts as listed, their references resolved against those before them and among themselves."""
    everything = before.with_facts(draft.definition for draft in drafts)
    roles = None if "departments.yaml" in common.flawed else [role.id for role in common.roles]
    return resolved_facts(drafts, everything, roles, findings)


def read_events(
    folder: PolicyFolder, vocabulary: Vocabulary, memory: Memory, *, doubtful: bool
) -> tuple[EventKinds, tuple[Finding, ...]]:
    """The kinds of events, read with the facts of all cities, and what is wrong with them.

    `doubtful`: some facts could not be read; then naming what is not there is no further mistake, as it is
    none of the bundled kinds where they are lent to a folder with other facts.
    """
    findings: list[Finding] = []
    files = {name: file for name, file in folder.shared.items() if name == "events.yaml"}
    nodes, _ = nodes_of(files, memory, [])  # what is no YAML is told with the shared files
    node = nodes.get("events.yaml")
    lent = doubtful or "events.yaml" in folder.borrowed
    kinds = memory.noting(
        ("events", lent),
        (node, vocabulary),
        lambda noted: event_kinds(node, vocabulary, noted, lent=lent),
        findings,
    )
    return kinds, tuple(findings)
