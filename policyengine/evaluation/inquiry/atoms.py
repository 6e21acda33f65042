"""The undivided conditions of a plan, numbered once; what is known of an enterprise settles most of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from policyengine.evaluation.inquiry.circuits import Atom, Circuit, inverse
from policyengine.evaluation.inquiry.names import Names
from policyengine.evaluation.meaning.kleene import Signed, TruthOf, truth_of
from policyengine.evaluation.meaning.terms import Known
from policyengine.language.tree import Compare, Fact, Kind, Literal, Relation
from policyengine.language.walk import AnyNode, facts_read, rewrite
from policyengine.language.walk import Atom as AtomNode

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

    def read(self, signed: Signed) -> tuple[ReadAtom, ...]:
        """All atoms, each at the place of its number. `signed`: the facts that may be below zero."""
        return tuple(ReadAtom(atom, facts_read(atom), truth_of(atom, signed)) for atom in self._numbers)


def put_in(tree: Tree, known: Known, names: Names) -> Tree:
    """A tree with what is known in place of facts, but for places: a code may be too wide to settle them.

    What is not known bears the name under which a profile gives it.
    """

    def value_for(node: AnyNode) -> AnyNode:
        if not isinstance(node, Fact):
            return node
        value = known.get(node.name)
        kind = names.definition(node.name).kind if value is not None else None
        if value is None or kind is None or kind is Kind.JURISDICTION:
            return Fact(names.given_as(node.name))
        return Literal(kind, value)

    return rewrite(tree, value_for)
