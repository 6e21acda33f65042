"""The undivided conditions of a plan, numbered once; what is known of an enterprise settles most of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar, cast

from policyengine.evaluation.inquiry.circuits import Atom, Circuit, inverse
from policyengine.evaluation.meaning.kleene import TruthOf, truth_of
from policyengine.evaluation.meaning.terms import Known
from policyengine.language.facts import Vocabulary
from policyengine.language.tree import Among, Compare, Fact, Kind, Literal, Relation
from policyengine.language.walk import AnyNode, facts_read, rewrite

AtomNode: TypeAlias = Literal | Fact | Compare | Among
Tree = TypeVar("Tree", bound=AnyNode)

# Each relation as one of two, so that `x < y` and `x >= y` are one question and not two.
_CANONICAL: Mapping[Relation, tuple[Relation, bool, bool]] = {  # the relation, sides swapped, negated
    Relation.EQUAL: (Relation.EQUAL, False, False),
    Relation.NOT_EQUAL: (Relation.EQUAL, False, True),
    Relation.AT_LEAST: (Relation.AT_LEAST, False, False),
    Relation.LESS: (Relation.AT_LEAST, False, True),
    Relation.AT_MOST: (Relation.AT_LEAST, True, False),
    Relation.GREATER: (Relation.AT_LEAST, True, True),
}


@dataclass(frozen=True, slots=True)
class ReadAtom:
    """An atom, the facts it reads, and its reader."""

    node: AtomNode
    facts: tuple[str, ...]
    truth: TruthOf


class Atoms:
    """The atoms of one plan while they are being numbered, in the order of reading."""

    def __init__(self) -> None:
        self._numbers: dict[AtomNode, int] = {}

    def number(self, atom: AtomNode) -> Circuit:
        """An atom as part of a circuit."""
        if not isinstance(atom, Compare):
            return self._numbered(atom)
        relation, swapped, negated = _CANONICAL[atom.relation]
        left, right = (atom.right, atom.left) if swapped else (atom.left, atom.right)
        found = self._numbered(Compare(left, relation, right))
        return inverse(found) if negated else found

    def _numbered(self, atom: AtomNode) -> Atom:
        return Atom(self._numbers.setdefault(atom, len(self._numbers)))

    def read(self) -> tuple[ReadAtom, ...]:
        """All atoms, each at the place of its number."""
        return tuple(ReadAtom(atom, facts_read(atom), truth_of(atom)) for atom in self._numbers)


def put_in(tree: Tree, known: Known, vocabulary: Vocabulary) -> Tree:
    """A tree with what is known in place of facts, but for places: a code may be too wide to settle them."""

    def value_for(node: AnyNode) -> AnyNode:
        value = known.get(node.name) if isinstance(node, Fact) else None
        if not isinstance(node, Fact) or value is None:
            return node
        kind = vocabulary[node.name].kind
        return node if kind is Kind.JURISDICTION else Literal(kind, value)

    return cast(Tree, rewrite(tree, value_for))
