"""The rules of a plan drawn as circuits, once a plan: atoms numbered, tiers apart from what they pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from policyengine.evaluation.deciding.scope import registered
from policyengine.evaluation.facts.received import RECEIVED
from policyengine.evaluation.inquiry.atoms import Atoms, ReadAtom
from policyengine.evaluation.inquiry.circuits import Circuit, circuit_of
from policyengine.evaluation.kept import kept
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.tree import Amount, Branch, Condition, Fact
from policyengine.language.walk import AnyNode, rewrite
from policyengine.rulebook.plan import Obligation, Plan, Reward, Support


@dataclass(frozen=True, slots=True)
class DrawnRule:
    """One rule: whether it was not paid before, its condition, what it then asks, and its tiers.

    `amount` hangs on made-up facts where it hung on the conditions of `tiers`; None where nothing is paid.
    """

    rule: Reward | Support | Obligation
    unpaid: Circuit
    when: Circuit
    then: Circuit
    tiers: tuple[Circuit, ...] = ()
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class DrawnPlan:
    """All rules that decide something about an enterprise, by local id. `registered` is the scope of most."""

    atoms: tuple[ReadAtom, ...]
    registered: Circuit
    rules: Mapping[str, DrawnRule]


@kept
def drawn(plan: Plan) -> DrawnPlan:
    """A plan's rules as circuits; the same object for the same plan."""
    drawing = _Drawing()
    scope = drawing.circuit(registered(plan))
    rules: dict[str, DrawnRule] = {id_: drawing.reward(rule) for id_, rule in plan.rewards.items()}
    for id_, support in plan.supports.items():
        rules[id_] = DrawnRule(support, Truth.TRUE, drawing.circuit(support.when), Truth.TRUE)
    for id_, duty in plan.obligations.items():
        bound, requires = drawing.circuit(duty.bound), drawing.circuit(duty.requires)
        rules[id_] = DrawnRule(duty, Truth.TRUE, bound, requires)
    return DrawnPlan(drawing.atoms.read(), scope, rules)


class _Drawing:
    """One pass over the rules of a plan."""

    def __init__(self) -> None:
        self.atoms = Atoms()

    def circuit(self, condition: Condition) -> Circuit:
        return circuit_of(condition, self.atoms.number)

    def reward(self, rule: Reward) -> DrawnRule:
        amount, tiers = self._apart(rule.amount)
        unpaid = self.circuit(Fact(unpaid_fact(rule.id))) if rule.once else Truth.TRUE
        return DrawnRule(rule, unpaid, self.circuit(rule.when), Truth.TRUE, tiers, amount)

    def _apart(self, amount: Amount) -> tuple[Amount, tuple[Circuit, ...]]:
        tiers: list[Circuit] = []

        def branch(node: AnyNode) -> AnyNode:
            if not isinstance(node, Branch):
                return node
            tiers.append(self.circuit(node.when))
            return Branch(Fact(tier_fact(len(tiers) - 1)), node.amount)

        return cast(Amount, rewrite(amount, branch)), tuple(tiers)


# Made-up facts: no vocabulary can hold a name with a dot.


def unpaid_fact(reward: str) -> str:
    """That a one-off reward was not paid before."""
    return f"{RECEIVED}.{reward}"


def tier_fact(place: int) -> str:
    """That the condition of an amount's tier holds."""
    return f"tier.{place}"
