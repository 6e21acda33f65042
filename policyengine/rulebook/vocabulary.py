"""The facts of vocabulary.yaml and facts.yaml: defined one by one, then derivations and references resolved.

Two steps, because a fact may be derived from one listed after it, and a plan's from the shared ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from policyengine.errors import Bilingual, Finding
from policyengine.language.facts import Choice, FactDefinition, Vocabulary, nearest
from policyengine.language.tree import Kind, Term
from policyengine.language.walk import facts_read
from policyengine.rulebook.document import FactWritten
from policyengine.rulebook.entries import named
from policyengine.rulebook.fact_findings import CircularFacts
from policyengine.rulebook.findings import MissingKey, WrongValue
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.shape import shaped, wrong
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar


@dataclass(frozen=True, slots=True)
class DraftFact:
    """A fact as its entry alone defines it, and what is still to be resolved against all facts."""

    definition: FactDefinition
    written: FactWritten
    key: Scalar


def draft_facts(node: Node | None, findings: list[Finding]) -> tuple[DraftFact, ...]:
    """The entries of `facts:`, as far as each can be read by itself."""
    drafts = [_draft(key, entry, findings) for key, entry in named(node, findings)]
    return tuple(draft for draft in drafts if draft is not None)


def resolved_facts(
    drafts: Sequence[DraftFact], vocabulary: Vocabulary, roles: Iterable[str] | None, findings: list[Finding]
) -> tuple[FactDefinition, ...]:
    """The definitions with all references resolved; `vocabulary` holds the drafts too.

    `roles` is None where the roles could not be read, and then any will do.
    """
    read, known_roles = Expressions(vocabulary, findings), None if roles is None else list(roles)
    resolved = tuple(_resolved(draft, read, known_roles) for draft in drafts)
    _refuse_circles(
        drafts, {each.name: each.derived for each in resolved if each.derived is not None}, findings
    )
    return resolved


def _draft(key: Scalar, node: Node, findings: list[Finding]) -> DraftFact | None:
    written = shaped(FactWritten, node, findings)
    if written is None:
        return None
    definition = FactDefinition(
        name=key.text,
        kind=written.type,
        label=written.label.bilingual(),
        question=written.question.bilingual(),
        choices=_choices(written, findings),
        aliases=tuple(written.aliases),
        changeable=written.changeable,
        note=written.note.bilingual() if written.note else None,
    )
    return DraftFact(definition, written, key)


def _choices(written: FactWritten, findings: list[Finding]) -> tuple[Choice, ...]:
    node = written.node.get("choices")
    if (written.type is Kind.CHOICE) != (node is not None):
        place = written.node if node is None else node
        findings.append(
            MissingKey(key="choices", span=place.head)
            if node is None
            else wrong(node, "type为choice时才有choices", "no choices unless its type is `choice`")
        )
        return ()
    named_choices = named(node, findings)
    if isinstance(node, Mapping) and not node.items:
        findings.append(wrong(node, "至少一个选项", "at least one choice"))
    words = written.choices or {}
    return tuple(Choice(key.text, words[key.text].bilingual()) for key, _ in named_choices)


def _resolved(draft: DraftFact, read: Expressions, roles: Sequence[str] | None) -> FactDefinition:
    definition, written = draft.definition, draft.written
    derived: Term | None = None
    if written.derived is not None:
        derived = read.term(written.derived, definition.kind)
    if written.held_by is not None and roles is not None and written.held_by not in roles:
        node = written.node.items["held_by"]
        read.findings.append(_unknown(node, "部门角色", "a department role", nearest(written.held_by, roles)))
    return replace(
        definition, derived=derived, held_by=written.held_by, plausible_at_most=_plausible(draft, read)
    )


def _plausible(draft: DraftFact, read: Expressions) -> str | None:
    name = draft.written.plausible_at_most
    if name is None:
        return None
    found = read.vocabulary.find(name)
    if found is not None and found.kind is draft.definition.kind and found.name != draft.definition.name:
        return found.name
    kind, node = draft.definition.kind, draft.written.node.items["plausible_at_most"]
    same = [d.name for d in read.vocabulary if d.kind is kind and d.name != draft.definition.name]
    read.findings.append(
        _unknown(node, f"另一个{kind}类事实", f"another fact of type {kind}", nearest(name, same))
    )
    return None


def _unknown(node: Node, zh: str, en: str, near: str | None) -> Finding:
    finding = wrong(node, zh, en)
    return WrongValue(finding.found, Bilingual(zh=zh, en=en), near, span=finding.span)


def _refuse_circles(drafts: Sequence[DraftFact], derived: dict[str, Term], findings: list[Finding]) -> None:
    """One finding for each circle, at the first of its facts."""
    keys, told = {draft.definition.name: draft.key for draft in drafts}, set[str]()
    for name in derived:
        path: list[str] = []
        circle = _circle(name, derived, path)
        if circle and told.isdisjoint(circle):
            told.update(circle)
            findings.append(CircularFacts(names=circle, span=keys[circle[0]].span))


def _circle(name: str, derived: dict[str, Term], path: list[str]) -> tuple[str, ...]:
    if name in path:
        return tuple(path[path.index(name) :])
    if name not in derived:
        return ()
    path.append(name)
    for source in facts_read(derived[name]):
        if circle := _circle(source, derived, path):
            return circle
    path.pop()
    return ()
