"""The names of a fact as its entry gives them, and whether each can be written in a condition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policyengine.errors import Finding, Span
from policyengine.language.literals import folded
from policyengine.rulebook.fact_findings import NameTaken, NameUnwritable
from policyengine.rulebook.parts import NamedFact
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar, Sequence
from policyengine.rulebook.vocabulary import DraftFact

# The grammar's NAME; a label is compared after folding, since conditions are folded before they are read.
_NAME = re.compile(r"(?!(?:and|or|not|in|true|false|unstated|且|或|非)(?!\w))[^\W\d]\w*")


def named_facts(drafts: Iterable[DraftFact]) -> tuple[NamedFact, ...]:
    """Each entry with all its names, and what is wrong with them whatever other entries there are."""
    return tuple(
        NamedFact(draft.definition, tuple(_placed(draft)), (*_unwritable(draft), *_taken_within(draft)))
        for draft in drafts
    )


def _placed(draft: DraftFact) -> Iterator[tuple[str, Span]]:
    for name, node in _names(draft.definition.name, draft.key, draft.written.node):
        yield name, node.span


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
