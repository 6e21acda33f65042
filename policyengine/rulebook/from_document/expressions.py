"""Conditions, amounts and values from their nodes: parsed, conveniences rewritten, names resolved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from policyengine.errors import Finding, Severity
from policyengine.language.check import resolve_amount, resolve_condition, resolve_term
from policyengine.language.facts import Vocabulary
from policyengine.language.literals import written
from policyengine.language.parse import LanguageError, parse_amount, parse_condition, parse_term
from policyengine.language.place import Place
from policyengine.language.ranges import Range, read_range
from policyengine.language.tree import Amount, Condition, Kind, Literal, Term
from policyengine.rulebook.paying import PAID_BY_NOBODY, Split, Splits
from policyengine.rulebook.shape import wrong
from policyengine.rulebook.sugar.amounts import mapped_amount
from policyengine.rulebook.sugar.bounds import bounded
from policyengine.rulebook.sugar.payers import PAYERS, payers
from policyengine.rulebook.sugar.reader import Meant
from policyengine.rulebook.sugar.structured import structured
from policyengine.rulebook.sugar.tiers import tiers
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar
from policyengine.rulebook.text.nodes import Sequence as NodeSequence
from policyengine.rulebook.text.places import place
from policyengine.rulebook.written import is_null, unknown_keys

T = TypeVar("T")


class _Parts:
    """The `Reader` that conveniences are given: text is parsed, names stay as written."""

    def __init__(self, findings: list[Finding], payers: Sequence[str] = ()) -> None:
        self.findings = findings
        self.payers = (*PAYERS, *payers)

    def note(self, finding: Finding) -> None:
        self.findings.append(finding)

    def only(self, node: Mapping, *valid: str) -> Meant:
        unknown = unknown_keys(node, valid)
        self.findings.extend(unknown)
        return frozenset(each.nearest for each in unknown)

    def condition(self, node: Node) -> Condition | None:
        if isinstance(node, Mapping):
            return structured(node, self)
        return self._parsed(node, parse_condition, "条件", "a condition")

    def amount(self, node: Node) -> Amount | None:
        match node:
            case Mapping():
                return mapped_amount(node, self)
            case NodeSequence():
                return tiers(node, self)
            case Scalar():
                return self._parsed(node, parse_amount, "金额", "an amount")

    def term(self, node: Node) -> Term | None:
        return self._parsed(node, parse_term, "一个值", "a value")

    def literal(self, node: Node) -> Literal | None:
        found = written(node.text) if isinstance(node, Scalar) else None
        literal = found.literal() if found else None
        if literal is None:
            self.note(wrong(node, "30万元、3%、5这样的值", "a value such as 30万元, 3% or 5"))
            return None
        return replace(literal, span=node.span)

    def range(self, node: Node) -> Range | None:
        return self._parsed(node, read_range, "上下限，如“100万元以上不足500万元”", "a range in words")

    def _parsed(self, node: Node, parse: Callable[[str, Place], T], zh: str, en: str) -> T | None:
        if not isinstance(node, Scalar) or is_null(node):
            self.note(wrong(node, zh, en))
            return None
        try:
            return parse(node.text, place(node))
        except LanguageError as fault:
            self.findings.extend(fault.findings)
            return None


class Expressions:
    """Reads what a rule says in the rule language, against one vocabulary, and gathers what is wrong.

    `payers` are the plan's own, beside those that every plan knows. Each method gives None where something is
    wrong, and then `findings` has grown.
    """

    def __init__(self, vocabulary: Vocabulary, findings: list[Finding], payers: Sequence[str] = ()) -> None:
        self.vocabulary = vocabulary
        self.findings = findings
        self._parts = _Parts(findings, payers)

    def condition(self, node: Node) -> Condition | None:
        """A condition: text, or `all:`, `any:`, `not:`, `at_least:`."""
        condition = self._parts.condition(node)
        return None if condition is None else self._kept(resolve_condition(condition, self.vocabulary))

    def amount(self, node: Node, beside: Mapping | None = None) -> Amount | None:
        """An amount in any form, under the bounds that stand `beside` it in a rule."""
        amount = self._amount(node, beside)
        return None if amount is None else self._kept(resolve_amount(amount, self.vocabulary))

    def unresolved(self, node: Node, beside: Mapping | None = None) -> Amount | None:
        """An amount, or a value of another kind, whose names are as written. Nothing is noted."""
        return Expressions(self.vocabulary, [], self._parts.payers)._amount(node, beside)

    def unresolved_condition(self, node: Node) -> Condition | None:
        """A condition whose names are as written. Nothing is noted."""
        return Expressions(self.vocabulary, [], self._parts.payers)._parts.condition(node)

    def value(self, node: Node, beside: Mapping | None = None) -> Term | None:
        """A value of any kind in any form that an amount may have."""
        value = self._amount(node, beside)
        return None if value is None else self._kept(resolve_term(value, self.vocabulary, None))

    def term(self, node: Node, kind: Kind | None) -> Term | None:
        """A value of one kind, or of any, on one line: a literal, a fact, or both joined by arithmetic."""
        term = self._parts.term(node)
        return None if term is None else self._kept(resolve_term(term, self.vocabulary, kind))

    def literal(self, node: Node) -> Literal | None:
        """One value as it is written."""
        return self._parts.literal(node)

    def splits(self, node: Node | None, amount: Amount | None) -> Splits | None:
        """Who pays which share of an amount; nobody the text names where nothing is written.

        `amount` is None where it could not be read, which has been told; `Unstated()` stands for any amount.
        """
        splits = PAID_BY_NOBODY if node is None else payers(node, amount, self._parts)
        if splits is None:
            return None
        kept = [(self._kept(resolve_condition(each.when, self.vocabulary)), each.shares) for each in splits]
        known = tuple(Split(when, shares) for when, shares in kept if when is not None)
        return known if len(known) == len(splits) else None

    def _amount(self, node: Node, beside: Mapping | None) -> Amount | None:
        amount = self._parts.amount(node)
        return amount if beside is None else bounded(amount, beside, self._parts)

    def _kept(self, resolved: tuple[T, tuple[Finding, ...]]) -> T | None:
        tree, findings = resolved
        # A convenience may repeat what is written once, and with it what is wrong there.
        self.findings.extend(dict.fromkeys(findings))
        return None if any(each.severity is Severity.ERROR for each in findings) else tree
