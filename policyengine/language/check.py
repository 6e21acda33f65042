"""Names, kinds, units and sizes: a tree as parsed becomes a tree that every reader can trust.

Facts get their vocabulary names, bare names and numbers opposite a choice, code or text become its literals.
What does not fit is gathered as findings; a tree with findings must not be used.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from policyengine.errors import Finding
from policyengine.language.check_terms import Promises, TermCheck, Typed
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.findings import (
    ImpossibleCount,
    MixedUnits,
    NoOrder,
    NotACondition,
)
from policyengine.language.kinds import NUMBERS, ORDERED, kind_of
from policyengine.language.misuses import (
    ConditionAsValue,
)
from policyengine.language.sizes import compared
from policyengine.language.tree import (
    AllOf,
    Among,
    Amount,
    AnyOf,
    AtLeast,
    Compare,
    Condition,
    Fact,
    Kind,
    Literal,
    Named,
    Not,
    Relation,
    Term,
    Yearly,
)


def resolve_condition(tree: Condition, vocabulary: Vocabulary) -> tuple[Condition, tuple[Finding, ...]]:
    """The condition with its names resolved, and what is wrong with it."""
    check = _Check(vocabulary)
    condition = check.condition(tree)
    return condition, check.findings_on(condition)


def resolve_amount(tree: Amount, vocabulary: Vocabulary) -> tuple[Amount, tuple[Finding, ...]]:
    """The amount with its names resolved, and what is wrong with it; every term of it is money."""
    check = _Check(vocabulary)
    amount, _ = check.value(tree, Kind.MONEY, Promises.ALLOWED)
    check.units.exact(amount)
    return amount, check.findings_on(amount)


def resolve_term(tree: Term, vocabulary: Vocabulary, wanted: Kind | None) -> tuple[Term, tuple[Finding, ...]]:
    """The term with its names resolved, and what is wrong with it; of the wanted kind, if one is wanted.

    A promise of money is one where money or anything is wanted.
    """
    check = _Check(vocabulary)
    promises = Promises.ALLOWED if wanted in (None, Kind.MONEY) else Promises.REFUSED
    term, _ = check.value(tree, wanted, promises)
    return term, check.findings_on(term)


class _Check(TermCheck):
    """One tree's check against one vocabulary."""

    def condition(self, node: Condition) -> Condition:
        match node:
            case Literal(kind):
                self._truth(kind, node)
                return node
            case Fact() | Named():
                return self._named_or_fact(node)
            case Compare():
                return self._compare(node)
            case Among():
                return self._among(node)
            case Yearly(term):
                return replace(node, term=self.value(term, Kind.DATE)[0])
            case Not(part):
                return replace(node, part=self.condition(part))
            case AllOf(parts) | AnyOf(parts):
                return replace(node, parts=tuple(map(self.condition, parts)))
            case AtLeast(count, parts):
                if not 1 <= count <= len(parts):
                    self.findings.append(ImpossibleCount(count=count, parts=len(parts), span=node.span))
                return replace(node, parts=tuple(map(self.condition, parts)))
            case unread:
                assert_never(unread)

    def _named_or_fact(self, node: Fact | Named) -> Condition:
        term, kind = self.value(node, None)
        self._truth(kind, node)
        return term if isinstance(term, Fact | Named) else node

    def _truth(self, kind: Kind | None, node: Condition) -> None:
        if kind not in (None, Kind.BOOLEAN):
            self.findings.append(NotACondition(found=kind, span=node.span))

    def _compare(self, node: Compare) -> Condition:
        left = self.names.opposite(node.left, node.right)
        right = self.names.opposite(node.right, node.left)
        one = self.value(left, None)
        # Opposite a name that is no fact, another is as likely one of its choices: one mistake, one finding.
        both_unknown = one[1] is None and self.names.unlisted(left) and self.names.unlisted(right)
        other: Typed = (right, None) if both_unknown else self.value(right, None)
        checked = replace(node, left=one[0], right=other[0])
        if one[1] is None or other[1] is None:
            return checked
        said = self._said_of_a_name(checked)
        if said is None:
            self._comparable(checked, one[1], other[1])
        return said or checked

    def _said_of_a_name(self, node: Compare) -> Condition | None:
        """A definition's condition said to be true or false: the condition itself, or its opposite."""
        match node.left, node.right:
            case (Named() as named, Literal(Kind.BOOLEAN, so)) | (
                Literal(Kind.BOOLEAN, so),
                Named() as named,
            ):
                if self._kind(named) is not Kind.BOOLEAN or node.relation not in _SAME:
                    return None
                holds = (so is True) is (node.relation is Relation.EQUAL)
                named = replace(named, span=node.span)
                return named if holds else Not(named, span=node.span)
            case _:
                return None

    def _kind(self, named: Named) -> Kind:
        return kind_of(named.what, self.vocabulary)

    def _comparable(self, node: Compare, left: Kind, right: Kind) -> None:
        if left is not right:
            self._mixed(node, left, right)
        elif left is Kind.BOOLEAN and any(isinstance(side, Named) for side in (node.left, node.right)):
            self.findings.append(ConditionAsValue(span=node.span))
        elif left is Kind.CHOICE and not self._same_choices(node.left, node.right):
            self.findings.append(MixedUnits(left=left, right=right, span=node.span))
        elif node.relation not in _SAME and left not in ORDERED:
            self.findings.append(NoOrder(kind=left, span=node.span))
        elif left in NUMBERS:
            self.units.fits(compared(node.left, node.right, self.vocabulary), node.span)

    def _mixed(self, node: Compare, left: Kind, right: Kind) -> None:
        if not (self.units.bare(node.left, left, right) or self.units.bare(node.right, right, left)):
            self.findings.append(MixedUnits(left=left, right=right, span=node.span))

    def _same_choices(self, left: Term, right: Term) -> bool:
        one, other = self.names.of(left), self.names.of(right)
        return one is None or other is None or one.choices == other.choices

    def _among(self, node: Among) -> Among:
        definition = self.names.nominal(node.term)
        term, kind = self.value(node.term, None)
        if kind is Kind.BOOLEAN and isinstance(term, Named):
            self.findings.append(ConditionAsValue(span=term.span))
        if definition is None:
            options = tuple(self._numeric_option(option, kind) for option in node.options)
        else:
            options = tuple(self._named_option(option, definition) for option in node.options)
        if kind in NUMBERS:
            for option in options:
                if option.kind is kind:
                    self.units.fits(compared(term, option, self.vocabulary), option.span)
        return replace(node, term=term, options=options)

    def _numeric_option(self, option: Literal, kind: Kind | None) -> Literal:
        if option.kind is Kind.CHOICE:
            if kind is not None:
                self.names.unknown(str(option.value), option.span)
            return option
        self.units.literal(option)
        if kind not in (None, option.kind) and not self.units.bare(option, option.kind, kind):
            self.findings.append(MixedUnits(left=kind, right=option.kind, span=option.span))
        return option

    def _named_option(self, option: Literal, definition: FactDefinition) -> Literal:
        return self.names.value(option, str(option.value), definition)


_SAME = (Relation.EQUAL, Relation.NOT_EQUAL)
