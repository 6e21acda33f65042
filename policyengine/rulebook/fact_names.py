"""Whether every name of a fact means one fact, and can be written in a condition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policyengine.errors import Finding, shown
from policyengine.language.literals import folded
from policyengine.rulebook.fact_findings import FactRetyped, NameTaken, NameUnwritable
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar, Sequence
from policyengine.rulebook.vocabulary import DraftFact

# The grammar's NAME; a label is compared after folding, since conditions are folded before they are read.
_NAME = re.compile(r"(?!(?:and|or|not|in|true|false|unstated|且|或|非)(?!\w))[^\W\d]\w*")


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
    for name, node in _names(draft):
        owner = owners.setdefault(name, draft)
        if owner is not draft:
            yield NameTaken(name=name, owner=owner.definition.name, span=node.span)


def _retyped(draft: DraftFact, first: DraftFact) -> Iterator[Finding]:
    here, there = draft.definition, first.definition
    span, other = draft.key.span, first.key.span
    place = f"{other.file}:{other.line}"
    kind, other_kind = str(here.kind), str(there.kind)
    if here.kind is there.kind:
        choices, others = ({c.id for c in each.choices} for each in (here, there))
        if choices == others and here.label == there.label:
            return
        # The same kind, but not the same fact: what differs is shown instead.
        kind, other_kind = (
            (shown(sorted(choices)), shown(sorted(others)))
            if choices != others
            else (f"“{here.label.zh}”", f"“{there.label.zh}”")
        )
    yield FactRetyped(name=here.name, kind=kind, other_kind=other_kind, other=place, span=span)


def _unwritable(draft: DraftFact) -> Iterator[Finding]:
    labels = [_under(draft.written.node, "label", "zh")]
    choices = draft.written.node.get("choices")
    if isinstance(choices, Mapping):
        labels.extend(_under(choice, "zh") for choice in choices.items.values())
    for label in labels:
        if isinstance(label, Scalar) and not _writable(label.text.strip()):
            yield NameUnwritable(name=label.text, span=label.span)


def _writable(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and folded(name) == name


def _names(draft: DraftFact) -> Iterator[tuple[str, Scalar]]:
    yield draft.definition.name, draft.key
    node = draft.written.node
    aliases = node.get("aliases")
    listed = aliases.items if isinstance(aliases, Sequence) else ()
    for name in (_under(node, "label", "zh"), _under(node, "label", "en"), *listed):
        if isinstance(name, Scalar):
            yield name.text.strip(), name


def _under(node: Node, *path: str) -> Node | None:
    found: Node | None = node
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found
