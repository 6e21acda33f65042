"""Which facts the rules of a plan read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyengine.language.facts import FactDefinition, figure_in
from policyengine.language.tree import Fact
from policyengine.language.walk import AnyNode, facts_read
from policyengine.rulebook.applying import Application
from policyengine.rulebook.paying import Budget, Splits
from policyengine.rulebook.plan import AnyRule, Obligation, Plan, Reward, Support


def trees_of(plan: Plan) -> Iterator[AnyNode]:
    """Every condition, amount and day of a plan: rule by rule, then what holds for several."""
    for rule in plan.rules():
        yield from trees_of_rule(rule)
        if isinstance(rule, Reward | Support | Obligation):
            for reading in rule.readings:
                if reading.rule is not None:
                    yield from trees_of_rule(reading.rule)
    for group in plan.groups:
        for ceiling in group.ceilings:
            yield from _given(ceiling.at_most, ceiling.counting)
        yield from _of_budget(group.budget)
    yield from (each.require for each in plan.conditions)
    yield from (each.when for each in plan.transitions)
    yield from _governing(plan.governs)


def trees_of_rule(rule: AnyRule) -> Iterator[AnyNode]:
    """Every condition, amount and day of one rule; its other readings are rules of their own."""
    match rule:
        case Reward():
            yield rule.when
            yield rule.promised
            yield from _of_payments(rule)
            yield from _of_splits(rule.paid_by)
            yield from _of_budget(rule.budget)
            yield from _of_applying(rule.apply)
            yield from _governing(rule.governs)
        case Support():
            yield rule.when
            yield from _of_applying(rule.apply)
            yield from _governing(rule.governs)
        case Obligation():
            yield rule.bound
            yield rule.requires
            yield from _given(rule.by, rule.start)


def facts_of(plan: Plan) -> tuple[FactDefinition, ...]:
    """The facts that a plan's rules read, and those they are derived from, in vocabulary order.

    A series stands for its figures. The calendar's days are no facts of an enterprise.
    """
    waiting = [name for tree in trees_of(plan) for name in facts_read(tree)]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            derived = plan.vocabulary[name].derived
            waiting.extend(facts_read(derived) if derived is not None else ())
    given = {_whole(name) for name in found}
    return tuple(definition for definition in plan.vocabulary if definition.name in given)


def _whole(name: str) -> str:
    """The series that a figure belongs to; any other fact itself."""
    figure = figure_in(name)
    return name if figure is None else figure[0]


def _of_payments(rule: Reward) -> Iterator[AnyNode]:
    for payment in rule.payments:
        yield payment.amount
        yield payment.when
        yield from _given(payment.earliest)
    yield from (clawback.when for clawback in rule.clawbacks)


def _of_splits(splits: Splits) -> Iterable[AnyNode]:
    return (split.when for split in splits)


def _of_budget(budget: Budget | None) -> Iterable[AnyNode]:
    return () if budget is None else budget.priority


def _of_applying(apply: Application | None) -> Iterator[AnyNode]:
    yield from _given(None if apply is None else apply.after)


def _governing(governs: str | None) -> Iterator[AnyNode]:
    if governs is not None:
        yield Fact(governs)


def _given(*trees: AnyNode | None) -> Iterator[AnyNode]:
    return (tree for tree in trees if tree is not None)
