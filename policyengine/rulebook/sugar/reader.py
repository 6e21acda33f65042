"""What a convenience asks of its reader: to read the parts it is made of, and to note what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeAlias

from policyengine.errors import Finding
from policyengine.language.ranges import Range
from policyengine.language.tree import Amount, Condition, Literal, Term
from policyengine.rulebook.text.nodes import Mapping, Node

Meant: TypeAlias = frozenset[str | None]
"""The valid keys nearest to misspelt ones, which are therefore not missing; None for one near to no key."""


class Reader(Protocol):
    """Reads a part, or notes what is wrong with it and gives None."""

    @property
    def payers(self) -> Sequence[str]:
        """Whoever may pay: those that every plan knows, then the plan's own."""

    def condition(self, node: Node) -> Condition | None:
        """A condition, in any of its forms."""

    def amount(self, node: Node) -> Amount | None:
        """An amount, in any of its forms."""

    def term(self, node: Node) -> Term | None:
        """A term, which is always one line of text."""

    def literal(self, node: Node) -> Literal | None:
        """One value: 30万元, 3%, 5."""

    def range(self, node: Node) -> Range | None:
        """A stretch of values in the words of the text: 100万元以上不足500万元."""

    def note(self, finding: Finding) -> None:
        """Something is wrong here."""

    def only(self, node: Mapping, *valid: str) -> Meant:
        """Every other key of the mapping is wrong; what those keys seem to have been meant as."""
