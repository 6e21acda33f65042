"""Definitions before their names are resolved: what each is called, and which others it uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyengine.errors import Finding, Span
from policyengine.language.facts import Vocabulary
from policyengine.language.tree import Compare, Fact, Kind
from policyengine.language.walk import AnyNode, children
from policyengine.rulebook.circles import circles
from policyengine.rulebook.definition_findings import CircularDefinitions, DefinitionNameTaken
from policyengine.rulebook.document import DefinitionWritten
from policyengine.rulebook.findings import KeysExclude
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.shape import shaped
from policyengine.rulebook.sugar.bounds import BOUNDS
from policyengine.rulebook.text.nodes import Mapping as MappingNode
from policyengine.rulebook.text.nodes import Node, Scalar

FORMS = ("condition", "value", "amount")
"""A condition; a value of any kind; a sum of money, never below zero."""

# What is compared with a fact of these may be the name of a choice or an area, which is no definition's.
_NOMINAL = frozenset({Kind.CHOICE, Kind.TEXT, Kind.JURISDICTION, Kind.CREDIT_CODE})


@dataclass(frozen=True, slots=True)
class Draft:
    """A definition as written; `tree`: what it says, names as written, None where that could not be read."""

    written: DefinitionWritten
    form: str
    tree: AnyNode | None

    @property
    def node(self) -> Node:
        """What stands under its form."""
        return self.written.node.items[self.form]

    @property
    def names(self) -> tuple[str, ...]:
        """What other rules may call it."""
        return self.written.id, self.written.title.zh, self.written.title.en


@dataclass(frozen=True, slots=True)
class Drafts:
    """Definitions by id that may be resolved, and the ids of those that each uses."""

    by_id: Mapping[str, Draft]
    uses: Mapping[str, tuple[str, ...]]


def drafts_of(nodes: Sequence[Node], read: Expressions) -> Drafts:
    """The entries of `definitions:` but those that have no name of their own or lie in a circle."""
    written = [shaped(DefinitionWritten, node, read.findings) for node in nodes]
    formed = [_draft(each, read) for each in written if each is not None]
    owners: dict[str, str] = {}
    by_id: dict[str, Draft] = {}
    for draft in formed:
        if draft is not None and draft.written.id not in by_id:  # twins among ids are told with all others'
            taken = list(_taken(draft, owners, read.vocabulary))
            read.findings.extend(taken)
            if not taken:
                by_id[draft.written.id] = draft
    uses = {id: _uses(draft.tree, owners, read.vocabulary) for id, draft in by_id.items()}
    for circle in circles(uses):
        read.findings.append(CircularDefinitions(names=circle, span=_place(by_id[circle[0]], "id")))
        by_id = {id: draft for id, draft in by_id.items() if id not in circle}
    return Drafts(by_id, {id: uses[id] for id in by_id})


def listed_names(nodes: Sequence[Node]) -> frozenset[str]:
    """The ids and titles of all entries, as far as any can be read."""
    given = [node.get(key) for node in nodes if isinstance(node, MappingNode) for key in ("id", "title")]
    texts = [
        text
        for node in given
        for text in (node.items.values() if isinstance(node, MappingNode) else [node])
        if isinstance(text, Scalar)
    ]
    return frozenset(text.text.strip() for text in texts)


def _draft(written: DefinitionWritten, read: Expressions) -> Draft | None:
    node = written.node
    found = tuple(key for key in FORMS if key in node.items)
    if len(found) != 1:
        place = node.head if not found else node.keys[found[1]].span
        read.findings.append(KeysExclude(keys=FORMS, found=found, span=place))
        return None
    form, beside = found[0], [key for key in BOUNDS if key in node.items]
    if form == "condition" and beside:
        keys = (form, beside[0])
        read.findings.append(KeysExclude(keys=keys, found=keys, span=node.keys[beside[0]].span))
        return None
    below = node.items[form]
    tree = read.unresolved_condition(below) if form == "condition" else read.unresolved(below, node)
    return Draft(written, form, tree)


def _taken(draft: Draft, owners: dict[str, str], vocabulary: Vocabulary) -> Iterator[Finding]:
    """Names of a definition that a fact or another definition has; the others become its own."""
    id = draft.written.id
    for name in dict.fromkeys(draft.names):
        fact = vocabulary.find(name)
        other = vocabulary.places.get(name) if fact is None else fact.name
        owner = other or owners.setdefault(name, id)
        if owner != id or other is not None:
            key = "id" if name == id else "title"
            yield DefinitionNameTaken(name=name, owner=owner, span=_place(draft, key))


def _place(draft: Draft, key: str) -> Span:
    return draft.written.node.items[key].head


def _uses(tree: AnyNode | None, owners: Mapping[str, str], vocabulary: Vocabulary) -> tuple[str, ...]:
    names = () if tree is None else _names_in(tree, vocabulary)
    return tuple(dict.fromkeys(owners[name] for name in names if name in owners))


def _names_in(node: AnyNode, vocabulary: Vocabulary) -> Iterator[str]:
    match node:
        case Fact(name):
            yield name
        case Compare(Fact(name), _, Fact()) if _is_nominal(name, vocabulary):
            yield name
        case Compare(Fact(), _, Fact(name)) if _is_nominal(name, vocabulary):
            yield name
        case _:
            for child in children(node):
                yield from _names_in(child, vocabulary)


def _is_nominal(name: str, vocabulary: Vocabulary) -> bool:
    definition = vocabulary.find(name)
    return definition is not None and definition.kind in _NOMINAL
