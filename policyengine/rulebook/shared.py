"""What all plans of a folder share: the facts, the themes and the department roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policyengine.errors import Finding
from policyengine.rulebook.document import AskedWritten
from policyengine.rulebook.entries import named, sections
from policyengine.rulebook.plan import Asked, Role, Theme
from policyengine.rulebook.shape import shaped
from policyengine.rulebook.text.nodes import Node
from policyengine.rulebook.vocabulary import DraftFact, draft_facts
from policyengine.rulebook.written import Words


@dataclass(frozen=True, slots=True)
class Shared:
    """The shared files, as far as each can be read by itself. `broken`: facts listed but not readable.

    `flawed`: the files that could not be read whole: what they do not list may stand there all the same.
    One broken fact does not make a vocabulary flawed.
    """

    drafts: tuple[DraftFact, ...] = ()
    broken: frozenset[str] = frozenset()
    received: Asked | None = None
    themes: tuple[Theme, ...] = ()
    roles: tuple[Role, ...] = ()
    flawed: frozenset[str] = frozenset()


def shared(files: Mapping[str, Node], lost: frozenset[str], findings: list[Finding]) -> Shared:
    """The shared files by name → what they say; `lost` are the names of those that are no YAML."""
    noted: list[Finding] = []
    vocabulary = _sections(files, "vocabulary.yaml", ("facts", "received"), noted)
    themes = _labels(_sections(files, "themes.yaml", ("themes",), noted).get("themes"), noted)
    roles = _labels(_sections(files, "departments.yaml", ("roles",), noted).get("roles"), noted)
    told = {each.span.file for each in noted if each.span is not None}
    drafts = draft_facts(vocabulary.get("facts"), noted)
    received = _received(vocabulary.get("received"), noted)
    findings.extend(noted)
    return Shared(
        drafts=drafts,
        broken=broken_facts(vocabulary.get("facts"), drafts),
        received=received,
        themes=tuple(Theme(id, words.bilingual()) for id, words in themes),
        roles=tuple(Role(id, words.bilingual()) for id, words in roles),
        flawed=lost | {name for name, node in files.items() if node.span.file in told},
    )


def broken_facts(node: Node | None, drafts: tuple[DraftFact, ...]) -> frozenset[str]:
    """The facts that stand in a list and could not be read: naming one is no further mistake."""
    read = {draft.definition.name for draft in drafts}
    return frozenset(key.text for key, _ in named(node, []) if key.text not in read)


def _sections(
    files: Mapping[str, Node], name: str, valid: tuple[str, ...], findings: list[Finding]
) -> dict[str, Node]:
    return sections(files[name], valid, findings) if name in files else {}


def _received(node: Node | None, findings: list[Finding]) -> Asked | None:
    written = None if node is None else shaped(AskedWritten, node, findings)
    return None if written is None else Asked(written.label.bilingual(), written.question.bilingual())


def _labels(node: Node | None, findings: list[Finding]) -> list[tuple[str, Words]]:
    entries = [(key.text, shaped(Words, entry, findings)) for key, entry in named(node, findings)]
    return [(name, words) for name, words in entries if words is not None]
