"""What the files of a folder come to, in pieces that are read, checked and kept each by itself.

One piece is what the shared files say, and there is one for each city. INVARIANT: a city's piece depends on
the shared files and on the city's own, never on another city's; what only all of them together show is found
when they are joined.
"""

from __future__ import annotations

from dataclasses import dataclass

from policyengine.errors import Finding, Severity, Span
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.rulebook.plan import Asked, Plan, Role, Theme


@dataclass(frozen=True, slots=True)
class NamedFact:
    """One entry of a list of facts: the fact, every name it is given with its place, and its own faults."""

    definition: FactDefinition
    names: tuple[tuple[str, Span], ...]
    faults: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedPart:
    """What the shared files say. `doubtful`: facts may stand in them that could not be read."""

    vocabulary: Vocabulary
    themes: tuple[Theme, ...]
    roles: tuple[Role, ...]
    received: Asked | None
    facts: tuple[NamedFact, ...]
    doubtful: bool
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing in these files keeps rules from loading."""
        return not _refused(self.findings)


@dataclass(frozen=True, slots=True)
class CityPart:
    """What one city's files say, its versions in the order of their folders.

    `flawed`: plans that could be read and are kept out by an error. `own`: the versions' own facts, and
    `facts` their entries. `doubtful`: facts may stand in its files that could not be read.
    """

    city: str
    plans: tuple[Plan, ...]
    flawed: tuple[Plan, ...]
    own: tuple[FactDefinition, ...]
    facts: tuple[NamedFact, ...]
    doubtful: bool
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing in these files keeps rules from loading."""
        return not _refused(self.findings)


def _refused(findings: tuple[Finding, ...]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)
