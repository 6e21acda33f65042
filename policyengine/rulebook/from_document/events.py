"""events.yaml → the kinds of events, their references resolved against the facts there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policyengine.errors import Finding, Span
from policyengine.language.facts import FactDefinition, Vocabulary, nearest
from policyengine.language.findings import UnknownFact
from policyengine.language.kinds import NUMBERS
from policyengine.language.literals import written as literal_in
from policyengine.language.tree import Duration, Kind, Value
from policyengine.language.types import TYPES, Refused
from policyengine.rulebook.document.events import ChangeWritten, CourseWritten, EventKindWritten
from policyengine.rulebook.entries import named, sections
from policyengine.rulebook.event_kinds import (
    DATE,
    QUANTITY,
    Change,
    Course,
    Effect,
    EventKind,
    EventKinds,
    Subject,
)
from policyengine.rulebook.findings import KeysExclude, UnknownKey, WrongValue
from policyengine.rulebook.shape import found_in, shaped, wrong
from policyengine.rulebook.text.nodes import Mapping as MappingNode
from policyengine.rulebook.text.nodes import Node, Scalar, Sequence
from policyengine.rulebook.vocabulary import field_of

_OF = {
    Effect.FACTS: Subject.ENTERPRISE,
    Effect.DUTY: Subject.DEPARTMENT,
    Effect.TARGET: Subject.AREA,
}


def event_kinds(
    node: Node | None, vocabulary: Vocabulary, findings: list[Finding], *, lent: bool = False
) -> EventKinds:
    """The kinds of a file, as far as each can be read.

    `lent`: the file is the bundled one, lent to a folder with other facts: what speaks of facts that are not
    there is left out without a word.
    """
    noted: list[Finding] = []
    below = {} if node is None else sections(node, ("facts", "kinds"), noted)
    courses = [_course(key, entry, vocabulary, noted) for key, entry in named(below.get("facts"), noted)]
    kinds = [_kind(key, entry, vocabulary, noted) for key, entry in named(below.get("kinds"), noted)]
    if not lent:
        findings.extend(noted)
    return EventKinds(
        {kind.id: kind for kind in kinds if kind is not None},
        {course.fact: course for course in courses if course is not None},
    )


def _course(key: Scalar, node: Node, vocabulary: Vocabulary, findings: list[Finding]) -> Course | None:
    fact, written = _fact(key.text, key.span, vocabulary, findings), shaped(CourseWritten, node, findings)
    if fact is None or written is None:
        return None
    before = None if written.before is None else _value(written.before, fact, findings)
    return Course(fact.name, written.yearly, before)


def _kind(key: Scalar, node: Node, vocabulary: Vocabulary, findings: list[Finding]) -> EventKind | None:
    before = len(findings)
    written = shaped(EventKindWritten, node, findings)
    if written is None:
        return None
    _check_effect(written, findings)
    details = tuple(field_of(name, detail, findings) for name, detail in written.details.items())
    reading = _Changes(vocabulary, {detail.name: detail for detail in details}, findings)
    changes = [reading.change(change) for change in written.changes]
    if len(findings) > before:
        return None
    return EventKind(
        id=key.text,
        label=written.label.bilingual(),
        subject=written.subject,
        details=details,
        optional=frozenset(name for name, detail in written.details.items() if detail.optional),
        changes=tuple(change for change in changes if change is not None),
        effect=written.effect,
        note=None if written.note is None else written.note.bilingual(),
        span=key.span,
    )


def _check_effect(written: EventKindWritten, findings: list[Finding]) -> None:
    """Facts are facts of enterprises, duties are of departments, targets of areas."""
    node = written.node
    wanted = None if written.effect is None else _OF.get(written.effect)
    if written.changes and written.subject is not Subject.ENTERPRISE:
        findings.append(
            wrong(node.items["subject"], "enterprise：只有企业有事实", "`enterprise`: only it has facts")
        )
    elif wanted is not None and written.subject is not wanted:
        findings.append(wrong(node.items["subject"], wanted.value, f"`{wanted.value}`"))
    if written.changes and written.effect is not None:
        found = tuple(key for key in ("changes", "effect") if key in node.items)
        findings.append(KeysExclude(keys=("changes", "effect"), found=found, span=node.keys["effect"].span))
    if written.details and written.effect in (Effect.FACTS, Effect.WITHDRAWAL):
        keys = node.keys["details"]
        findings.append(UnknownKey(found="details", nearest=None, valid=("label", "subject"), span=keys.span))


@dataclass(frozen=True, slots=True)
class _Changes:
    """Reads the changes of one kind, whose details are known."""

    vocabulary: Vocabulary
    details: Mapping[str, FactDefinition]
    findings: list[Finding]

    def change(self, written: ChangeWritten) -> Change | None:
        node, before = written.node, len(self.findings)
        fact = _fact(written.fact, node.items["fact"].head, self.vocabulary, self.findings)
        when = tuple(self._when(node))
        if fact is None or not self._one_way(node):
            return None
        if written.add is not None and fact.kind not in NUMBERS:
            self.findings.append(wrong(node.items["fact"], "数值事实", "a fact that is a number"))
        added = self._added(written.add)
        change = Change(
            fact=fact.name,
            value=self._value(written.set_, fact),
            copied=self._copied(written, fact),
            added=None if added == QUANTITY or added is None else int(added),
            adds_quantity=added == QUANTITY,
            when=when,
            lasts=self._lasts(written),
            then=self._value(written.then, fact),
        )
        return change if len(self.findings) == before else None

    def _one_way(self, node: MappingNode) -> bool:
        ways = ("set", "copy", "add")
        found = tuple(way for way in ways if way in node.items)
        if len(found) != 1:
            self.findings.append(KeysExclude(keys=ways, found=found, span=node.head))
        return len(found) == 1

    def _value(self, node: Node | None, fact: FactDefinition) -> Value | None:
        return None if node is None else _value(node, fact, self.findings)

    def _copied(self, written: ChangeWritten, fact: FactDefinition) -> str | None:
        name = written.copy_
        if name is None:
            return None
        kinds = {QUANTITY: Kind.COUNT, DATE: Kind.DATE} | {k: d.kind for k, d in self.details.items()}
        if kinds.get(name) is fact.kind:
            return name
        fitting = [each for each, kind in kinds.items() if kind is fact.kind]
        zh, en = "、".join(fitting) or "同类的明细", ", ".join(fitting) or "a detail of the fact's kind"
        node = written.node.items["copy"]
        said = wrong(node, f"{zh}之一", f"one of {en}")
        self.findings.append(WrongValue(said.found, said.wanted, nearest(name, fitting), span=node.head))
        return None

    def _added(self, node: Node | None) -> str | None:
        if node is None:
            return None
        text = found_in(node)
        if text == QUANTITY or (text.isascii() and text.isdigit() and 0 < int(text) < 10**6):
            return text
        self.findings.append(wrong(node, "quantity或正整数", "`quantity` or a whole number above zero"))
        return None

    def _lasts(self, written: ChangeWritten) -> Duration | None:
        if written.lasts is None:
            return None
        found = literal_in(written.lasts)
        if found is not None and isinstance(found.value, Duration):
            return found.value
        self.findings.append(wrong(written.node.items["lasts"], "3年、6个月或30天", "3年, 6个月 or 30天"))
        return None

    def _when(self, node: MappingNode) -> Iterator[tuple[str, tuple[Value, ...]]]:
        when = node.get("when")
        if not isinstance(when, MappingNode):
            return
        for name, given in when.items.items():
            detail = self.details.get(name)
            if detail is None:
                valid = tuple(self.details)
                near, span = nearest(name, valid), when.keys[name].span
                self.findings.append(UnknownKey(found=name, nearest=near, valid=valid, span=span))
                continue
            options = given.items if isinstance(given, Sequence) else (given,)
            values = [_value(option, detail, self.findings) for option in options]
            yield name, tuple(value for value in values if value is not None)


def _fact(name: str, span: Span, vocabulary: Vocabulary, findings: list[Finding]) -> FactDefinition | None:
    """The fact of that name, one value at a time: neither a list nor a series."""
    fact = vocabulary.find(name)
    if fact is None or fact.kind is Kind.LIST or fact.by_year or "." in fact.name:
        findings.append(UnknownFact(found=name, nearest=vocabulary.nearest(name), span=span))
        return None
    return fact


def _value(node: Node, fact: FactDefinition, findings: list[Finding]) -> Value | None:
    given: object = node.value if isinstance(node, Scalar) else None
    if isinstance(node, Scalar) and fact.kind in (Kind.TEXT, Kind.JURISDICTION):
        given = node.text  # a code of digits alone is a number to YAML
    try:
        value = TYPES[fact.kind].read(given, fact)
    except Refused as refusal:
        words = wrong(node, refusal.wanted.zh, refusal.wanted.en)
        near = nearest(found_in(node), [choice.id for choice in fact.choices])
        findings.append(WrongValue(words.found, words.wanted, near, span=node.head))
        return None
    return value
