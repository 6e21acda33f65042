"""Whether every name of a fact means one fact, and can be written in a condition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policyengine.errors import Finding, shown
from policyengine.language.facts import CALENDAR, FactDefinition
from policyengine.language.literals import folded
from policyengine.language.tree import Kind
from policyengine.rulebook.fact_findings import FactRetyped, NameTaken, NameUnwritable
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar, Sequence
from policyengine.rulebook.vocabulary import DraftFact

# The grammar's NAME; a label is compared after folding, since conditions are folded before they are read.
_NAME = re.compile(r"(?!(?:and|or|not|in|true|false|unstated|且|或|非)(?!\w))[^\W\d]\w*")


# The calendar's days by every name they have; no fact may bear one.
_CALENDAR = {name: day.name for day in CALENDAR.values() for name in (day.name, day.label.zh, day.label.en)}


def name_findings(drafts: Iterable[DraftFact]) -> Iterator[Finding]:
    """Names that two facts share, facts that two plans define differently, labels that no condition can hold.

    Two plans may define one fact alike; anything else that two entries share is a mistake of the second.
    """
    owners: dict[str, DraftFact] = {}
    defined: dict[str, DraftFact] = {}
    for draft in drafts:
        first = defined.setdefault(draft.definition.name, draft)
        if first is not draft:
            yield from _retyped(draft, first)
        else:
            yield from _unwritable(draft)
            yield from _taken(draft, owners)


def _taken(draft: DraftFact, owners: dict[str, DraftFact]) -> Iterator[Finding]:
    for name, node in _names(draft.definition.name, draft.key, draft.written.node):
        owner = owners.setdefault(name, draft)
        reserved = _CALENDAR.get(name)
        if reserved is not None or owner is not draft:
            yield NameTaken(name=name, owner=reserved or owner.definition.name, span=node.span)
    yield from _taken_within(draft)


def _taken_within(draft: DraftFact) -> Iterator[Finding]:
    """Names that two fields of one list share. A field may bear a fact's name: within its list it wins."""
    fields = draft.written.node.get("fields")
    if not isinstance(fields, Mapping):
        return
    owners: dict[str, str] = {}
    for field, node in fields.items.items():
        for name, place in _names(field, fields.keys[field], node):
            owner = owners.setdefault(name, field)
            if owner != field:
                yield NameTaken(name=name, owner=f"{draft.definition.name}.{owner}", span=place.span)


def _retyped(draft: DraftFact, first: DraftFact) -> Iterator[Finding]:
    here, there = draft.definition, first.definition
    span, other = draft.key.span, first.key.span
    place = f"{other.file}:{other.line}"
    kind, other_kind = _kind(here), _kind(there)
    if kind == other_kind:
        choices, others = _choices(here), _choices(there)
        if choices == others and here.label == there.label:
            return
        # The same kind, but not the same fact: what differs is shown instead.
        kind, other_kind = (
            (shown(sorted(choices)), shown(sorted(others)))
            if choices != others
            else (f"“{here.label.zh}”", f"“{there.label.zh}”")
        )
    yield FactRetyped(name=here.name, kind=kind, other_kind=other_kind, other=place, span=span)


def _kind(definition: FactDefinition) -> str:
    """What profiles give of it: a type, a type for each year, or entries of these fields."""
    if definition.kind is Kind.LIST:
        fields = [f"{each.name}: {each.kind}" for each in definition.fields]
        return shown(f"list({', '.join(sorted(fields))})")
    return f"{definition.kind} by year" if definition.by_year else str(definition.kind)


def _choices(definition: FactDefinition) -> set[str]:
    """The ids of a fact's choices, and those of its fields' after the field's name."""
    of_fields = {f"{field.name}.{choice.id}" for field in definition.fields for choice in field.choices}
    return {choice.id for choice in definition.choices} | of_fields


def _unwritable(draft: DraftFact) -> Iterator[Finding]:
    for label in _labels(draft.written.node):
        if isinstance(label, Scalar) and not _writable(label.text.strip()):
            yield NameUnwritable(name=label.text, span=label.span)


def _labels(node: Node) -> Iterator[Node | None]:
    """The Chinese labels that conditions may use: of a fact, its choices, its fields and theirs."""
    yield _chinese(_under(node, "label"))
    choices, fields = _under(node, "choices"), _under(node, "fields")
    if isinstance(choices, Mapping):
        yield from map(_chinese, choices.items.values())
    if isinstance(fields, Mapping):
        for field in fields.items.values():
            yield from _labels(field)


def _chinese(words: Node | None) -> Node | None:
    """The Chinese of a text in two languages; a text alone is Chinese."""
    return _under(words, "zh") if isinstance(words, Mapping) else words


def _writable(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and folded(name) == name


def _names(name: str, key: Scalar, node: Node) -> Iterator[tuple[str, Scalar]]:
    yield name, key
    aliases = _under(node, "aliases")
    listed = aliases.items if isinstance(aliases, Sequence) else ()
    label = _under(node, "label")
    for each in (_chinese(label), None if label is None else _under(label, "en"), *listed):
        if isinstance(each, Scalar):
            yield each.text.strip(), each


def _under(node: Node, key: str) -> Node | None:
    return node.get(key) if isinstance(node, Mapping) else None
