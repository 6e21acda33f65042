"""Conditions say what they mean: none is decided before it is read, and none reads looser than it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyengine.errors import Bilingual, Finding, Severity, Span, shown
from policyengine.language.facts import Vocabulary
from policyengine.language.tree import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Kind,
    Literal,
    Named,
    Not,
    Term,
    Tiers,
)
from policyengine.language.walk import AnyNode, as_condition, as_term, children
from policyengine.language.write import write
from policyengine.rulebook.checks.completions import keys, possible
from policyengine.rulebook.checks.stated import Statement, place
from policyengine.rulebook.plan import Plan

MOST_TIERS = 50
"""Tiers beyond these are not looked at; no text has so many."""


@dataclass(frozen=True, slots=True)
class LooseCondition(Finding):
    """A condition can read as unknown although every way to fill in the facts gives the same answer.

    Why: conditions are read in three values, part by part; `x >= 3 or x < 3` is unknown while x is, although
    it always holds. Enterprises would be asked for facts that cannot matter.
    Mend: say it without naming the same fact twice: `a and x >= 3 or a and x < 3` is `a`.
    """

    code = "loose-condition"
    severity = Severity.WARNING
    condition: str

    def message(self) -> Bilingual:
        """The condition."""
        return Bilingual(
            zh=f"条件“{self.condition}”在事实未知时可能读作未知，而其实已有定论",
            en=f"`{self.condition}` can read as unknown although its answer is settled",
        )

    def help(self) -> Bilingual:
        """How to mend it."""
        return Bilingual(zh="同一事实不要比较两次", en="say it without naming the same fact twice")


@dataclass(frozen=True, slots=True)
class ConditionNeverHolds(Finding):
    """A condition contradicts itself: no enterprise can meet it.

    Why: the rule, or this part of it, would reach nobody, and nobody would notice.
    Mend: two values of one fact are joined by `or`, or by `in [a, b]`; look at the direction of comparisons.
    """

    code = "condition-never-holds"
    severity = Severity.WARNING
    condition: str

    def message(self) -> Bilingual:
        """The condition."""
        return Bilingual(zh=f"条件“{self.condition}”永远不成立", en=f"`{self.condition}` can never hold")


@dataclass(frozen=True, slots=True)
class ConditionAlwaysHolds(Finding):
    """A condition is met whatever the facts are.

    Why: it asks for facts that cannot matter, and reads as unknown while they are unknown; most likely
    something else was meant.
    Mend: leave it out, or look at the direction of comparisons and at `and` and `or`.
    """

    code = "condition-always-holds"
    severity = Severity.WARNING
    condition: str

    def message(self) -> Bilingual:
        """The condition."""
        return Bilingual(
            zh=f"条件“{self.condition}”无论事实如何都成立",
            en=f"`{self.condition}` holds whatever the facts are",
        )


@dataclass(frozen=True, slots=True)
class UnreachableTier(Finding):
    """A tier of an amount can never be the first whose condition holds.

    Why: the tiers above it take every enterprise that it is for, so its amount is paid to nobody.
    Mend: put the narrower tier first.
    """

    code = "unreachable-tier"
    severity = Severity.WARNING
    tier: str

    def message(self) -> Bilingual:
        """The tier's condition."""
        return Bilingual(
            zh=f"档次“{self.tier}”之上的档次已包括其全部情形",
            en=f"the tiers above `{self.tier}` leave nothing to it",
        )


def looseness(plan: Plan) -> Iterator[Finding]:
    """What can be said against the conditions of a plan without any enterprise."""
    for statement, key, condition in _conditions(plan):
        for part in _independent(condition, plan.vocabulary):
            yield from _of_condition(part, part.span or place(statement, key), plan.vocabulary)
    for statement, key, term in _terms(plan):
        for tiers in dict.fromkeys(_tiers_in(term)):
            yield from _of_tiers(tiers, place(statement, key), plan.vocabulary)


def _conditions(plan: Plan) -> Iterator[tuple[Statement, str, Condition]]:
    """Every condition of a plan, with whose it is and the key under which that writes it."""
    for definition in plan.definitions:
        if definition.kind is Kind.BOOLEAN:
            yield definition, "condition", as_condition(definition.what)
    for each in plan.conditions:
        yield each, "exclude" if each.excludes else "require", each.require
    default = plan.payers_by_default
    if default is not None:
        yield from ((default, "paid_by", split.when) for split in default.paid_by)
    for reward in plan.rewards.values():
        yield reward, "when", reward.when
        # Instalments written as one share their condition.
        for when in dict.fromkeys(part.when for part in reward.payments):
            yield reward, "payments", when
        for clawback in reward.clawbacks:
            yield reward, "clawback", clawback.when
        if default is None or reward.paid_by != default.paid_by:
            yield from ((reward, "paid_by", split.when) for split in reward.paid_by)
    for support in plan.supports.values():
        yield support, "when", support.when
    for obligation in plan.obligations.values():
        yield obligation, "bound", obligation.bound
        yield obligation, "requires", obligation.requires
    for transition in plan.transitions:
        yield transition, "when", transition.when


def _terms(plan: Plan) -> Iterator[tuple[Statement, str, Term]]:
    """Everything of a plan that may come in tiers."""
    for definition in plan.definitions:
        if definition.kind is not Kind.BOOLEAN:
            yield definition, "value", as_term(definition.what)
    for reward in plan.rewards.values():
        yield reward, "amount", reward.promised
    for group in plan.groups:
        for ceiling in group.ceilings:
            yield group, "ceilings", ceiling.at_most


def _tiers_in(node: AnyNode) -> Iterator[Tiers]:
    """The tiers of a term; those of a definition are looked at where it is defined."""
    if isinstance(node, Named):
        return
    if isinstance(node, Tiers):
        yield node
    for below in children(node):
        yield from _tiers_in(below)


def _of_condition(condition: Condition, span: Span | None, vocabulary: Vocabulary) -> Iterator[Finding]:
    if isinstance(condition, Literal):
        return
    found, text = possible(condition, vocabulary), shown(write(condition))
    if found is None:
        return
    if found.ends == {False}:
        yield ConditionNeverHolds(condition=text, span=span)
    elif found.ends == {True}:
        yield ConditionAlwaysHolds(condition=text, span=span)
    elif found.loose:
        yield LooseCondition(condition=text, span=span)


def _of_tiers(tiers: Tiers, written: Span | None, vocabulary: Vocabulary) -> Iterator[Finding]:
    above: list[Condition] = []
    for branch in tiers.branches[:MOST_TIERS]:
        span = branch.when.span or branch.span or written
        faults = [
            f for part in _independent(branch.when, vocabulary) for f in _of_condition(part, span, vocabulary)
        ]
        yield from faults
        if above and not faults:
            left = possible(AllOf((*above, branch.when)), vocabulary)
            if left is not None and left.ends == {False}:
                yield UnreachableTier(tier=shown(write(branch.when)), span=span)
        above.append(Not(branch.when))


def _independent(condition: Condition, vocabulary: Vocabulary) -> Iterator[Condition]:
    """The condition taken apart into parts that wait for nothing in common.

    Reading part by part is exact between such parts, so each can be judged by itself. What a definition says
    alone is judged where it is defined.
    """
    match condition:
        case Named():
            return
        case Not(part):
            yield from _independent(part, vocabulary)
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            clusters = _clusters(parts, vocabulary)
            if isinstance(condition, AtLeast) and any(len(each) > 1 for each in clusters):
                yield condition
                return
            for each in clusters:
                if len(each) == 1:
                    yield from _independent(each[0], vocabulary)
                elif len(each) == len(parts):
                    yield condition
                else:
                    yield type(condition)(each) if not isinstance(condition, AtLeast) else condition
        case atom:
            yield atom


def _clusters(parts: tuple[Condition, ...], vocabulary: Vocabulary) -> list[tuple[Condition, ...]]:
    """The parts, those together that share something they wait for, at whatever remove."""
    leader: dict[object, object] = {}

    def first(key: object) -> object:
        while (above := leader.setdefault(key, key)) != key:
            leader[key] = key = leader[above]
        return key

    waiting = [(index, *keys(part, vocabulary)) for index, part in enumerate(parts)]
    for own, *others in waiting:
        for key in others:
            leader[first(key)] = first(own)
    clusters: dict[object, list[Condition]] = {}
    for index, part in enumerate(parts):
        clusters.setdefault(first(index), []).append(part)
    return [tuple(cluster) for cluster in clusters.values()]
