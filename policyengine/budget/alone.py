"""Whether a number, day or text turns rules at values of its own, or at values that each row has for itself.

Where revenue is compared with 2000万元, the same few revenues stand for all of them in every row. Where R&D
expense is compared with 3% of revenue, each row turns at another expense; one such turn still lies between
the first and the last value there is, several need not.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from policyengine.evaluation.inquiry.atoms import ReadAtom
from policyengine.evaluation.inquiry.drawn import drawn
from policyengine.evaluation.inquiry.names import Names
from policyengine.evaluation.inquiry.turns import turning_values
from policyengine.language.kinds import NUMBERS
from policyengine.language.tree import Compare, Fact, Relation
from policyengine.language.walk import AnyNode, descend, facts_read
from policyengine.rulebook.plan import Plan


class Alone:
    """The facts of a plan, and what else is read where they are."""

    def __init__(self, plan: Plan, names: Names) -> None:
        self.plan, self.names = plan, names

    def decides(self, fact: str) -> bool:
        """Whether the values that matter of a fact are the same in every row, or as good as that."""
        shared = [atom for atom in drawn(self.plan).atoms if self._is_shared(atom, fact)]
        paying = [amount for amount in self._amounts if fact in self._asked(amount)]
        if any(self._is_mixed(amount, fact) for amount in paying) or (paying and self._in_groups(fact)):
            return False
        return not shared or (len(shared) == 1 and not paying and self._turns_once(shared[0], fact))

    def _is_shared(self, atom: ReadAtom, fact: str) -> bool:
        """Whether an undivided condition reads the fact in a way that its own values do not settle."""
        if fact not in self._asked(atom.node):
            return False
        if {self.names.given_as(name) for name in atom.facts} != {fact} or len(atom.facts) > 1:
            return True
        return turning_values(self.names.definition(atom.facts[0]), atom.node) is None

    def _turns_once(self, atom: ReadAtom, fact: str) -> bool:
        """Whether a condition goes from one truth to the other once as the fact grows: it reads it once."""
        node = atom.node
        if not isinstance(node, Compare) or node.relation in (Relation.EQUAL, Relation.NOT_EQUAL):
            return False
        return self._times_read(node, fact) == 1

    def _times_read(self, node: AnyNode, fact: str) -> int:
        """How often a tree reads a fact, also within what other facts follow from."""
        count = 0
        for each in descend(node):
            if isinstance(each, Fact) and each.name in self.names:
                derived = self.names.definition(each.name).derived
                count += self.names.given_as(each.name) == fact
                count += 0 if derived is None else self._times_read(derived, fact)
        return count

    def _asked(self, node: AnyNode) -> frozenset[str]:
        """The facts that a tree reads, and those from which these follow, as profiles name them."""
        read = (self.names.given_as(name) for name in facts_read(node) if name in self.names)
        return frozenset(asked for name in read for asked in self.names.asked_for(name))

    @cached_property
    def _amounts(self) -> tuple[AnyNode, ...]:
        """What is computed: amounts and ceilings, their tiers hanging on made-up facts."""
        rules = drawn(self.plan).rules.values()
        return tuple(each.amount for each in rules if each.amount is not None)

    def _is_mixed(self, amount: AnyNode, fact: str) -> bool:
        """Whether an amount is computed from another number too, or from what follows from this one."""
        numbers = {
            self.names.given_as(name)
            for name in facts_read(amount)
            if name in self.names and self.names.definition(name).kind in NUMBERS
        }
        return numbers != {fact}

    def _in_groups(self, fact: str) -> bool:
        """Whether rewards computed from the fact are set against others, or under a ceiling."""
        grouped = {member for group in self.plan.groups for member in group.members}
        computed = (id_ for id_, each in self._computed() if fact in self._asked(each))
        return any(id_ in grouped or ":" in id_ for id_ in computed)

    def _computed(self) -> Iterable[tuple[str, AnyNode]]:
        rules = drawn(self.plan).rules.items()
        return [(id_, each.amount) for id_, each in rules if each.amount is not None]
