"""The terms of a tree checked: each node's parts, and the kind of what comes of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from enum import IntEnum
from fractions import Fraction
from itertools import islice
from typing import TypeAlias, assert_never

from policyengine.errors import Finding
from policyengine.language.facts import Vocabulary
from policyengine.language.findings import (
    DivisionByZero,
    EndlessDivision,
    ImpossibleArithmetic,
    ImpossibleRounding,
    NoOrder,
)
from policyengine.language.kinds import BOUNDED, NUMBERS, joined, kind_of
from policyengine.language.misuses import (
    ConditionAsValue,
    NestedAggregate,
    NotAList,
    NotANumber,
    PromiseAsValue,
    TooIntricate,
)
from policyengine.language.names import Names
from policyengine.language.sizes import ends
from policyengine.language.tree import (
    Aggregate,
    Arithmetic,
    Bounded,
    Branch,
    Condition,
    Elapsed,
    Fact,
    Kind,
    Literal,
    Named,
    Operator,
    Rounded,
    Term,
    Tiers,
    Unstated,
    UpTo,
)
from policyengine.language.units import Units
from policyengine.language.walk import descend

MOST_NODES = 20_000
"""The nodes of one tree, those behind the names of definitions counted every time they are named."""

# A term and its kind; None where the kind is not known because a finding already says why.
Typed: TypeAlias = tuple[Term, Kind | None]


class Promises(IntEnum):
    """Where a promise of money may stand: nowhere, under the name of a definition, or by itself."""

    REFUSED, NAMED, ALLOWED = range(3)


class TermCheck(ABC):
    """One tree's terms against one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.findings: list[Finding] = []
        self.vocabulary = vocabulary
        self.names = Names(self.findings, vocabulary)
        self.units = Units(self.findings, vocabulary)
        self._holds: dict[str, frozenset[type]] = {}  # what kinds of nodes each definition is made of

    @abstractmethod
    def condition(self, node: Condition) -> Condition:
        """The condition with its names resolved."""

    def findings_on(self, tree: Term | Condition) -> tuple[Finding, ...]:
        """What is wrong with the finished tree, each told once: growth names its series three times."""
        if self.vocabulary.named and sum(1 for _ in islice(descend(tree), MOST_NODES + 1)) > MOST_NODES:
            self.findings.append(TooIntricate(limit=MOST_NODES, span=tree.span))
        return tuple(dict.fromkeys(self.findings))

    def value(self, node: Term, wanted: Kind | None, promises: Promises = Promises.REFUSED) -> Typed:
        """A term with its names resolved, and its kind: the wanted one, if one is wanted, or a finding."""
        match node:
            case Tiers():
                return self._tiers(node, wanted, promises)
            case Bounded():
                return self._bounded(node, wanted, promises)
            case _:
                term, kind = self._term(node, promises)
                if wanted is not None:
                    self.units.want(term, kind, wanted)
                return term, kind

    def _term(self, node: Term, promises: Promises) -> Typed:
        match node:
            case Literal(kind):
                self.units.literal(node)
                return node, kind
            case Fact(name):
                named = self.names.defined(name)
                return self.names.fact(node) if named is None else self._named(node, named, promises)
            case Named():
                return self._named(node, node, promises)
            case Arithmetic():
                return self._arithmetic(node, min(promises, Promises.NAMED))
            case Elapsed(start, end):
                days = (self.value(start, Kind.DATE)[0], self.value(end, Kind.DATE)[0])
                return replace(node, start=days[0], end=days[1]), Kind.COUNT
            case Aggregate():
                return self._aggregate(node)
            case Rounded():
                return self._rounded(node, promises)
            case UpTo(ceiling):
                self._promise(node, promises)
                return replace(node, ceiling=self.value(ceiling, Kind.MONEY)[0]), Kind.MONEY
            case Unstated():
                self._promise(node, promises)
                return node, Kind.MONEY
            case Tiers() | Bounded():
                return self.value(node, None, promises)
            case unread:
                assert_never(unread)

    def _named(self, node: Term, named: Named, promises: Promises) -> Typed:
        below = self._holds.setdefault(named.name, frozenset(map(type, descend(named.what))))
        if promises is Promises.REFUSED and below & {UpTo, Unstated}:
            self.findings.append(PromiseAsValue(span=node.span))
        if self.names.items and Aggregate in below:
            self.findings.append(NestedAggregate(span=node.span))
        return replace(named, span=node.span), kind_of(named.what, self.vocabulary)

    def _promise(self, node: Term, promises: Promises) -> None:
        if promises is not Promises.ALLOWED:
            self.findings.append(PromiseAsValue(span=node.span))

    def _arithmetic(self, node: Arithmetic, promises: Promises) -> Typed:
        (left, one) = self.value(node.left, None, promises)
        (right, other) = self.value(node.right, None, promises)
        checked = replace(node, left=left, right=right)
        if node.operator is Operator.OVER and isinstance(right, Literal) and right.value == 0:
            self.findings.append(DivisionByZero(span=right.span))
        if one is None or other is None:
            return checked, None
        kind = joined(checked, one, other)
        if kind is None and not self._unitless(checked, one, other):
            mistake = ImpossibleArithmetic(left=one, operator=node.operator, right=other, span=node.span)
            self.findings.append(mistake)
        return checked, kind

    def _unitless(self, node: Arithmetic, left: Kind, right: Kind) -> bool:
        if node.operator not in (Operator.PLUS, Operator.MINUS):
            return False
        return self.units.bare(node.left, left, right) or self.units.bare(node.right, right, left)

    def _aggregate(self, node: Aggregate) -> Typed:
        if self.names.items is not None:
            self.findings.append(NestedAggregate(span=node.span))
            return node, None
        items = self.vocabulary.find(node.items)
        if items is None or items.kind is not Kind.LIST:
            return self._no_list(node)
        self.names.items = items
        where = self.condition(node.where)
        each, kind = (None, Kind.COUNT) if node.each is None else self._summed(node.each)
        self.names.items = None
        return replace(node, items=items.name, where=where, each=each), kind

    def _summed(self, each: Term) -> Typed:
        term, kind = self.value(each, None)
        if kind is not None and kind not in NUMBERS:
            self.findings.append(NotANumber(found=kind, span=each.span))
            return term, None
        # A sum over quotients has as many divisors as entries: more digits than any engine holds.
        if kind is not None and not ends(term, self.vocabulary):
            self.findings.append(EndlessDivision(span=each.span))
        return term, kind

    def _no_list(self, node: Aggregate) -> Typed:
        found = self.vocabulary.find(node.items)
        if found is None:
            self.names.unknown(node.items, node.span)
        else:
            self.findings.append(NotAList(fact=found.label, found=node.items, span=node.span))
        return node, None

    # Values that are also amounts

    def _rounded(self, node: Rounded, promises: Promises) -> Typed:
        self.units.literal(node.to)
        to = node.to
        if to.kind is not Kind.MONEY or not isinstance(to.value, Fraction) or to.value <= 0:
            self.findings.append(ImpossibleRounding(span=to.span))
        return replace(node, amount=self.value(node.amount, Kind.MONEY, promises)[0]), Kind.MONEY

    def _bounded(self, node: Bounded, wanted: Kind | None, promises: Promises) -> Typed:
        amount, kind = self.value(node.amount, wanted, promises)
        if kind is not None and kind not in BOUNDED:
            self.findings.append(NoOrder(kind=kind, span=node.span))
        bound = wanted or kind
        at_least, at_most = (
            end if end is None else self.value(end, bound)[0] for end in (node.at_least, node.at_most)
        )
        return replace(node, amount=amount, at_least=at_least, at_most=at_most), kind

    def _tiers(self, node: Tiers, wanted: Kind | None, promises: Promises) -> Typed:
        typed: list[Typed] = []
        branches: list[Branch] = []
        for branch in node.branches:
            when = self.condition(branch.when)
            typed.append(self.value(branch.amount, wanted, promises))
            branches.append(replace(branch, when=when, amount=typed[-1][0]))
        typed.append(self.value(node.otherwise, wanted, promises))
        kind = wanted or _common(typed)
        if wanted is None and kind is not None:
            self._alike(typed, kind, node)
        return replace(node, branches=tuple(branches), otherwise=typed[-1][0]), kind

    def _alike(self, typed: list[Typed], kind: Kind, node: Tiers) -> None:
        if kind is Kind.BOOLEAN:
            self.findings.append(ConditionAsValue(span=node.span))
            return
        for term, found in typed:
            self.units.want(term, found, kind)


def _common(typed: list[Typed]) -> Kind | None:
    """The kind that tiers have together: the first one that is no bare number's."""
    kinds = [kind for _, kind in typed if kind is not None]
    units = (kind for term, kind in typed if kind is not None and not isinstance(term, Literal))
    return next(units, next((kind for kind in kinds if kind is not Kind.COUNT), next(iter(kinds), None)))
