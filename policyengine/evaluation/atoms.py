"""The undivided conditions of a case, numbered: what is known is put in first, what is settled drops out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, TypeVar, cast

from policyengine.evaluation.circuits import Atom, Circuit, inverse
from policyengine.evaluation.kleene import truth_of
from policyengine.evaluation.terms import Known
from policyengine.language.facts import Vocabulary
from policyengine.language.tree import Among, Compare, Fact, Kind, Literal, Relation
from policyengine.language.walk import AnyNode, facts_read, rewrite

AtomNode: TypeAlias = Literal | Fact | Compare | Among
Tree = TypeVar("Tree", bound=AnyNode)

# Each relation as one of three, so that `x < y` and `x >= y` are one question and not two.
_CANONICAL: Mapping[Relation, tuple[Relation, bool, bool]] = {  # the relation, sides swapped, negated
    Relation.EQUAL: (Relation.EQUAL, False, False),
    Relation.NOT_EQUAL: (Relation.EQUAL, False, True),
    Relation.AT_LEAST: (Relation.AT_LEAST, False, False),
    Relation.LESS: (Relation.AT_LEAST, False, True),
    Relation.AT_MOST: (Relation.AT_LEAST, True, False),
    Relation.GREATER: (Relation.AT_LEAST, True, True),
}


class Atoms:
    """The atoms of one case, each with its number, in the order of reading."""

    def __init__(self, known: Known, vocabulary: Vocabulary) -> None:
        self._known, self._vocabulary = known, vocabulary
        self.numbers: dict[AtomNode, int] = {}

    def put_in(self, tree: Tree) -> Tree:
        """The tree with what is known in place of facts, but for places: a code may be wide."""
        return cast(Tree, rewrite(tree, self._put_in))

    def _put_in(self, node: AnyNode) -> AnyNode:
        value = self._known.get(node.name) if isinstance(node, Fact) else None
        if not isinstance(node, Fact) or value is None:
            return node
        kind = self._vocabulary[node.name].kind
        return node if kind is Kind.JURISDICTION else Literal(kind, value)

    def number(self, atom: AtomNode) -> Circuit:
        """An atom as part of a circuit: its number, or its value where nothing in it is unknown."""
        if not facts_read(atom):
            return truth_of(atom)({})
        if isinstance(atom, Compare):
            relation, swapped, negated = _CANONICAL[atom.relation]
            left, right = (atom.right, atom.left) if swapped else (atom.left, atom.right)
            found = self._numbered(Compare(left, relation, right))
            return inverse(found) if negated else found
        return self._numbered(atom)

    def _numbered(self, atom: AtomNode) -> Atom:
        return Atom(self.numbers.setdefault(atom, len(self.numbers)))
