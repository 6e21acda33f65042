"""The rules of a plan drawn as circuits, once a plan: atoms numbered, tiers apart from what they pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from policyengine.evaluation.deciding.plan_wide import required
from policyengine.evaluation.facts.derived import signed
from policyengine.evaluation.inquiry.atoms import Atoms, ReadAtom
from policyengine.evaluation.inquiry.circuits import Circuit, circuit_of, counted
from policyengine.evaluation.inquiry.names import COUNTED, aggregate_fact, made_up, tier_fact, unpaid_fact
from policyengine.evaluation.inquiry.pieces import NOTHING
from policyengine.evaluation.kept import kept
from policyengine.evaluation.meaning.kleene import PossibleOf, range_of
from policyengine.evaluation.meaning.ranges import NOT_NEGATIVE
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.facts import FactDefinition
from policyengine.language.tree import (
    Aggregate,
    AllOf,
    Amount,
    Arithmetic,
    Bounded,
    Branch,
    Compare,
    Condition,
    Fact,
    Named,
    Operator,
    Relation,
    Rounded,
    Term,
    Tiers,
    UpTo,
)
from policyengine.language.walk import AnyNode, as_term, descend, facts_read, rewrite
from policyengine.rulebook.paying import Ceiling, Payment
from policyengine.rulebook.plan import Obligation, Plan, Reward, Support
from policyengine.rulebook.provisions import Group
from policyengine.rulebook.scope import registered
from policyengine.rulebook.term import TODAY

Tree = TypeVar("Tree", bound=AnyNode)


@dataclass(frozen=True, slots=True)
class DrawnRule:
    """One rule: whether it was not paid before, its condition, what it then asks, and its tiers.

    `when` is all that is asked beside scope and payments before. `late`: whether the day on which an
    obligation falls due has passed; None where that takes the calendar. `amount` hangs on made-up facts where
    it hung on the conditions of `tiers`; None where nothing is paid. `first`: likewise the first of several
    payments. `returns`: this is what sends back what
    was received of a reward, not the reward. `payment`: this is whether the day of one of its payments has
    come. Of a group, this is one of its ceilings, and `amount` what it leaves.
    """

    rule: Reward | Support | Obligation | Group
    unpaid: Circuit
    when: Circuit
    then: Circuit
    late: Circuit | None = Truth.TRUE
    tiers: tuple[Circuit, ...] = ()
    amount: Amount | None = None
    first: Amount | None = None
    returns: bool = False
    payment: Payment | None = None

    @property
    def an_item(self) -> bool:
        """Whether this belongs to the status and amount of an item, and is not beside them."""
        return self.payment is None and not isinstance(self.rule, Group)


@dataclass(frozen=True, slots=True)
class DrawnAggregate:
    """What is counted or summed of a list: the made-up fact it is, what it reads, and what it can be.

    `facts`: the list first. `fields`: what is read of each entry.
    """

    definition: FactDefinition
    facts: tuple[str, ...]
    fields: frozenset[str]
    possible: PossibleOf


@dataclass(frozen=True, slots=True)
class DrawnPlan:
    """All rules that decide something about an enterprise, by local id. `registered` is the scope of most."""

    atoms: tuple[ReadAtom, ...]
    aggregates: tuple[DrawnAggregate, ...]
    registered: Circuit
    rules: Mapping[str, DrawnRule]


def ceiling_id(group: str, place: int) -> str:
    """The name of a ceiling among rules, by its place in its group. No rule can bear it."""
    return f"ceiling:{group}:{place}"


@kept
def drawn(plan: Plan) -> DrawnPlan:
    """A plan's rules as circuits; the same object for the same plan."""
    drawing = _Drawing(plan)
    scope = drawing.circuit(registered(plan))
    rules: dict[str, DrawnRule] = {}
    for id_, reward in plan.rewards.items():
        rules[id_] = drawing.reward(reward)
        for clawback in reward.clawbacks:
            back = drawing.circuit(clawback.when)
            rules[f"{id_}:{clawback.id}"] = DrawnRule(reward, Truth.TRUE, back, Truth.TRUE, returns=True)
        for payment in reward.payments:
            if payment.earliest is not None:
                rules[f"{id_}:day:{payment.id}"] = drawing.day(rules[id_], payment, payment.earliest)
    for id_, support in plan.supports.items():
        rules[id_] = DrawnRule(support, Truth.TRUE, drawing.gate(support, support.when), Truth.TRUE)
    for id_, duty in plan.obligations.items():
        rules[id_] = drawing.obligation(duty)
    for group in plan.groups:
        for place, ceiling in enumerate(group.ceilings):
            rules[ceiling_id(group.id, place)] = drawing.ceiling(group, ceiling)
    return DrawnPlan(drawing.atoms.read(drawing.signed), drawing.read_aggregates(), scope, rules)


class _Drawing:
    """One pass over the rules of a plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.atoms, self.signed = plan, Atoms(), signed(plan.vocabulary)
        self.aggregates: dict[Aggregate, int] = {}

    def circuit(self, condition: Condition) -> Circuit:
        return circuit_of(self.numbered(condition), self.atoms.number)

    def numbered(self, tree: Tree) -> Tree:
        """The tree with a made-up fact in place of each aggregate."""

        def number(node: AnyNode) -> AnyNode:
            if not isinstance(node, Aggregate):
                return node
            return Fact(aggregate_fact(self.aggregates.setdefault(node, len(self.aggregates))))

        return rewrite(tree, number)

    def read_aggregates(self) -> tuple[DrawnAggregate, ...]:
        return tuple(self._aggregate(node, place) for node, place in self.aggregates.items())

    def _aggregate(self, node: Aggregate, place: int) -> DrawnAggregate:
        fact, own = made_up(place, node, self.plan.vocabulary), f"{node.items}."
        names = (each.name for each in descend(node) if isinstance(each, Fact))
        fields = frozenset(name.removeprefix(own) for name in names if name.startswith(own))
        return DrawnAggregate(fact, facts_read(node), fields, range_of(node, NOT_NEGATIVE, self.signed))

    def gate(self, rule: Reward | Support | Obligation, when: Condition) -> Circuit:
        return self.circuit(AllOf((required(self.plan, rule), when)))

    def reward(self, rule: Reward) -> DrawnRule:
        tiers: list[Circuit] = []
        amount = self._apart(rule.amount, tiers)
        first = self._apart(rule.payments[0].amount, tiers) if rule.payments else None
        unpaid = self.circuit(Fact(unpaid_fact(rule.id))) if rule.once else Truth.TRUE
        gate, then = self.gate(rule, rule.when), Truth.TRUE
        return DrawnRule(rule, unpaid, gate, then, tiers=tuple(tiers), amount=amount, first=first)

    def day(self, reward: DrawnRule, payment: Payment, earliest: Term) -> DrawnRule:
        gate = counted(2, (reward.when, self.circuit(payment.when)))
        come = self.circuit(Compare(TODAY, Relation.AT_LEAST, earliest))
        return DrawnRule(reward.rule, reward.unpaid, gate, come, payment=payment)

    def ceiling(self, group: Group, ceiling: Ceiling) -> DrawnRule:
        left = ceiling.at_most
        if ceiling.counting is not None:
            left = Arithmetic(left, Operator.MINUS, ceiling.counting)
        if ceiling.per is not None:
            left = Tiers((Branch(Fact(COUNTED), left),), NOTHING)
        tiers: list[Circuit] = []
        amount = self._apart(left, tiers)
        return DrawnRule(group, Truth.TRUE, Truth.TRUE, Truth.TRUE, tiers=tuple(tiers), amount=amount)

    def obligation(self, rule: Obligation) -> DrawnRule:
        bound, requires = self.gate(rule, rule.bound), self.circuit(rule.requires)
        return DrawnRule(rule, Truth.TRUE, bound, requires, self._late(rule))

    def _late(self, rule: Obligation) -> Circuit | None:
        if rule.by is not None:
            return self.circuit(Compare(TODAY, Relation.GREATER, rule.by))
        return Truth.TRUE if rule.each is None else None

    def _apart(self, amount: Amount, tiers: list[Circuit]) -> Amount:
        """The amount hanging on made-up facts; the conditions of its tiers come after those there are."""

        def apart(term: Term) -> Term:
            match term:
                case Tiers(branches=branches, otherwise=otherwise):
                    return Tiers(tuple(map(branch, branches)), apart(otherwise))
                case Bounded(amount=inner, at_least=at_least, at_most=at_most):
                    return Bounded(apart(inner), at_least and apart(at_least), at_most and apart(at_most))
                case Arithmetic(left=left, operator=operator, right=right):
                    return Arithmetic(apart(left), operator, apart(right))
                case Rounded(amount=inner, direction=direction, to=to):
                    return Rounded(apart(inner), direction, to)
                case Named(name=name, label=label, what=what):
                    return Named(name, label, apart(as_term(what)))
                case UpTo(ceiling=ceiling):
                    return UpTo(apart(ceiling))
                case plain:
                    return plain

        def branch(tier: Branch) -> Branch:
            # Its condition may hold tiers itself, which decide nothing of what is paid.
            tiers.append(self.circuit(tier.when))
            return Branch(Fact(tier_fact(len(tiers) - 1)), apart(tier.amount))

        return apart(self.numbered(amount))
