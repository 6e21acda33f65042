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
from policyengine.rulebook.circles import circles
from policyengine.rulebook.document import FactWritten, FieldWritten
from policyengine.rulebook.entries import CHOICE, named
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
        by_year=written.by_year,
        fields=_fields(written, findings),
        span=key.span,
    )
    _refuse_of_lists_and_series(written, findings)
    return DraftFact(definition, written, key)


def _fields(written: FactWritten, findings: list[Finding]) -> tuple[FactDefinition, ...]:
    """What is known of each entry of a list, under names of their own; nothing else has fields."""
    node = written.node.get("fields")
    if (written.type is Kind.LIST) != (node is not None):
        findings.append(
            MissingKey(key="fields", span=written.node.head)
            if node is None
            else wrong(node, "type为list时才有fields", "no fields unless its type is `list`")
        )
        return ()
    if isinstance(node, Mapping) and not node.items:
        findings.append(wrong(node, "至少一个字段", "at least one field"))
    fields = written.fields or {}
    return tuple(field_of(key.text, fields[key.text], findings) for key, _ in named(node, findings))


def field_of(name: str, written: FieldWritten, findings: list[Finding]) -> FactDefinition:
    """What is known of each entry of a list, or of an event, under a name of its own."""
    if written.type is Kind.LIST:
        findings.append(wrong(written.node.items["type"], "list以外的类型", "a type other than `list`"))
    label = written.label.bilingual()
    asked = Bilingual(zh=f"{label.zh}是什么？", en=f"What is its “{label.en}”?")
    return FactDefinition(
        name=name,
        kind=written.type,
        label=label,
        question=written.question.bilingual() if written.question else asked,
        choices=_choices(written, findings),
        aliases=tuple(written.aliases),
        note=written.note.bilingual() if written.note else None,
    )


def _refuse_of_lists_and_series(written: FactWritten, findings: list[Finding]) -> None:
    """What is many values is given, not derived, and has no one value to be set against another's."""
    if written.type is Kind.LIST and written.by_year:
        findings.append(wrong(written.node.items["by_year"], "非list类型", "a type other than `list`"))
    refused = {
        "derived": _is_many(written),
        "plausible_at_most": written.type is Kind.LIST,
    }
    for key, is_refused in refused.items():
        if is_refused and key in written.node.items:
            zh, en = f"没有{key}：清单和分年度数据不作推导或比较", f"no `{key}` of a list or a yearly figure"
            findings.append(wrong(written.node.keys[key], zh, en))


def _is_many(written: FactWritten) -> bool:
    return written.type is Kind.LIST or written.by_year


def _choices(written: FactWritten | FieldWritten, findings: list[Finding]) -> tuple[Choice, ...]:
    node = written.node.get("choices")
    if (written.type is Kind.CHOICE) != (node is not None):
        place = written.node if node is None else node
        findings.append(
            MissingKey(key="choices", span=place.head)
            if node is None
            else wrong(node, "type为choice时才有choices", "no choices unless its type is `choice`")
        )
        return ()
    named_choices = named(node, findings, CHOICE)
    if isinstance(node, Mapping) and not node.items:
        findings.append(wrong(node, "至少一个选项", "at least one choice"))
    words = written.choices or {}
    return tuple(Choice(key.text, words[key.text].bilingual()) for key, _ in named_choices)


def _resolved(draft: DraftFact, read: Expressions, roles: Sequence[str] | None) -> FactDefinition:
    definition, written = draft.definition, draft.written
    derived: Term | None = None
    if written.derived is not None and not _is_many(written):
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
    if found is not None and _comparable(found, draft.definition):
        return found.name
    node = draft.written.node.items["plausible_at_most"]
    same = [each.name for each in read.vocabulary if _comparable(each, draft.definition)]
    zh, en = _OF_KIND_ZH[draft.definition.by_year], _OF_KIND_EN[draft.definition.by_year]
    kind = draft.definition.kind
    read.findings.append(_unknown(node, zh.format(kind), en.format(kind), nearest(name, same)))
    return None


_OF_KIND_ZH = ("另一个{}类事实", "另一个分年度的{}类事实")
_OF_KIND_EN = ("another fact of type {}", "another fact of type {} by year")


def _comparable(bound: FactDefinition, definition: FactDefinition) -> bool:
    """Whether one fact may bound another: of one type, both by year or neither."""
    alike = bound.kind is definition.kind and bound.by_year == definition.by_year
    return alike and bound.name != definition.name


def _unknown(node: Node, zh: str, en: str, near: str | None) -> Finding:
    finding = wrong(node, zh, en)
    return WrongValue(finding.found, Bilingual(zh=zh, en=en), near, span=finding.span)


def _refuse_circles(drafts: Sequence[DraftFact], derived: dict[str, Term], findings: list[Finding]) -> None:
    """One finding for each circle, at the first of its facts."""
    keys = {draft.definition.name: draft.key for draft in drafts}
    uses = {name: [each for each in facts_read(term) if each in derived] for name, term in derived.items()}
    findings.extend(CircularFacts(names=each, span=keys[each[0]].span) for each in circles(uses))
