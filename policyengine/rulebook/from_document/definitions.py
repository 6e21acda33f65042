"""definitions.yaml → Definitions, each resolved after those it uses, in whatever order they are listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from policyengine.errors import Finding
from policyengine.language.facts import Vocabulary
from policyengine.language.findings import UnknownFact
from policyengine.language.kinds import kind_of
from policyengine.language.tree import Amount, Bounded, Condition, Fact, Kind, Literal, Named, Term
from policyengine.language.walk import AnyNode, children
from policyengine.rulebook.circles import used_first
from policyengine.rulebook.definition_findings import DefinitionTooLarge
from policyengine.rulebook.from_document.definition_drafts import Draft, drafts_of, listed_names
from policyengine.rulebook.from_document.entry import sources
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.from_document.signs import may_fall_below_zero
from policyengine.rulebook.provisions import Definition
from policyengine.rulebook.shape import wrong
from policyengine.rulebook.text.nodes import Node

MOST_PARTS = 2_000
"""Nodes of one definition, those of the definitions it uses included."""

MOST_LEVELS = 100
"""Levels of one definition, likewise."""


@dataclass(frozen=True, slots=True)
class Defined:
    """The definitions that could be read, in the order listed, and the vocabulary that knows them by name.

    `broken`: the ids and titles of those that could not be read.
    """

    definitions: tuple[Definition, ...]
    vocabulary: Vocabulary
    broken: frozenset[str] = frozenset()

    def excuses(self, finding: Finding) -> bool:
        """The finding follows from a definition that could not be read, and would lead astray."""
        return isinstance(finding, UnknownFact) and finding.found in self.broken


def definitions(nodes: Sequence[Node], vocabulary: Vocabulary, findings: list[Finding]) -> Defined:
    """The entries of `definitions:`. What is wrong with any of them is added to `findings`."""
    drafts = drafts_of(nodes, Expressions(vocabulary, findings))
    made: dict[str, Definition] = {}
    sizes: dict[str, _Size] = {}
    known = Defined((), vocabulary, listed_names(nodes))
    for id in used_first(drafts.uses):
        if id in drafts.by_id:
            noted: list[Finding] = []
            definition = _definition(drafts.by_id[id], sizes, known.vocabulary, noted)
            findings.extend(each for each in noted if not known.excuses(each))
            if definition is not None:
                made[id] = definition
                known = _with(definition, known)
    return Defined(tuple(made[id] for id in drafts.by_id if id in made), known.vocabulary, known.broken)


def _with(definition: Definition, known: Defined) -> Defined:
    named = Named(definition.id, definition.title, definition.what, span=definition.span)
    names = {definition.id, definition.title.zh, definition.title.en}
    return Defined((), known.vocabulary.with_named([named]), known.broken - names)


def _definition(
    draft: Draft, sizes: dict[str, _Size], vocabulary: Vocabulary, findings: list[Finding]
) -> Definition | None:
    written, read = draft.written, Expressions(vocabulary, findings)
    size = _Size() if draft.tree is None else _size(draft.tree, vocabulary, sizes)
    if size.parts > MOST_PARTS or size.levels > MOST_LEVELS:
        limits = {"most_parts": MOST_PARTS, "most_levels": MOST_LEVELS}
        findings.append(
            DefinitionTooLarge(parts=size.parts, levels=size.levels, **limits, span=draft.node.head)
        )
        return None
    sizes[written.id] = size
    match draft.form:
        case "condition":
            what: Condition | Term | None = read.condition(draft.node)
        case "value":
            what = read.value(draft.node, written.node)
        case _:
            what = _not_below_zero(read.amount(draft.node, written.node))
    if what is None:
        return None
    kinds = {"condition": Kind.BOOLEAN, "amount": Kind.MONEY}
    kind = kinds.get(draft.form) or kind_of(what, vocabulary)
    # INVARIANT: a definition of kind BOOLEAN is a condition, so that its readers need not ask.
    if kind is Kind.BOOLEAN and draft.form != "condition":
        findings.append(
            wrong(
                draft.node, "数值（条件写在condition之下）", "a value (a condition stands under `condition`)"
            )
        )
        return None
    return Definition(
        id=written.id, title=written.title.bilingual(), what=what, kind=kind, **sources(written)
    )


def _not_below_zero(amount: Amount | None) -> Amount | None:
    """The amount, held at nothing where it is a difference that may come out below it."""
    if amount is None or not may_fall_below_zero(amount):
        return amount
    return Bounded(amount, Literal(Kind.MONEY, Fraction(0), span=amount.span), None, span=amount.span)


@dataclass(frozen=True, slots=True)
class _Size:
    """How many nodes a tree has, and how many levels, with the definitions it names written out."""

    parts: int = 1
    levels: int = 1


def _size(node: AnyNode, vocabulary: Vocabulary, sizes: Mapping[str, _Size]) -> _Size:
    named = vocabulary.defined(node.name) if isinstance(node, Fact) else None
    below = [_size(child, vocabulary, sizes) for child in children(node)]
    if named is not None:
        below = [sizes[named.name]]
    return _Size(1 + sum(each.parts for each in below), 1 + max((each.levels for each in below), default=0))
