"""Names, kinds, units and sizes: a tree as parsed becomes a tree that every reader can trust.

Facts get their vocabulary names, bare names and numbers opposite a choice, code or text become its literals.
What does not fit is gathered as findings; a tree with findings must not be used.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TypeAlias, assert_never

from policyengine.errors import Finding, Span
from policyengine.language.facts import FactDefinition, Vocabulary, nearest
from policyengine.language.findings import (
    DivisionByZero,
    EndlessDivision,
    ImpossibleArithmetic,
    ImpossibleCount,
    ImpossibleRounding,
    ImpossibleValue,
    MissingUnit,
    MixedUnits,
    NoOrder,
    NotACondition,
    TooLarge,
    TooPrecise,
    UnknownChoice,
    UnknownFact,
    WrongKind,
)
from policyengine.language.kinds import NUMBERS, ORDERED, joined
from policyengine.language.sizes import MOST, amounting, compared, digits_of, ends
from policyengine.language.tree import (
    AllOf,
    Among,
    Amount,
    AnyOf,
    Arithmetic,
    AtLeast,
    Bounded,
    Branch,
    Compare,
    Condition,
    Fact,
    Kind,
    Literal,
    Not,
    Operator,
    Relation,
    Rounded,
    Term,
    Tiers,
    Unstated,
    UpTo,
)
from policyengine.language.types import TYPES, Refused
from policyengine.language.types.numbers import digits

# A term and its kind; None where the kind is not known because a finding already says why.
Typed: TypeAlias = tuple[Term, Kind | None]

_NOMINAL = frozenset({Kind.CHOICE, Kind.TEXT, Kind.JURISDICTION, Kind.CREDIT_CODE})
_SIZES = {Kind.MONEY: (15, 2), Kind.RATIO: (10, 8), Kind.COUNT: (15, 0)}


def resolve_condition(tree: Condition, vocabulary: Vocabulary) -> tuple[Condition, tuple[Finding, ...]]:
    """The condition with its names resolved, and what is wrong with it."""
    check = _Check(vocabulary)
    return check.condition(tree), tuple(check.findings)


def resolve_amount(tree: Amount, vocabulary: Vocabulary) -> tuple[Amount, tuple[Finding, ...]]:
    """The amount with its names resolved, and what is wrong with it; every term of it is money."""
    check = _Check(vocabulary)
    return check.amount(tree, rounded=False), tuple(check.findings)


def resolve_term(tree: Term, vocabulary: Vocabulary, wanted: Kind | None) -> tuple[Term, tuple[Finding, ...]]:
    """The term with its names resolved, and what is wrong with it; of the wanted kind, if one is wanted."""
    check = _Check(vocabulary)
    term, kind = check.term(tree)
    if wanted is not None:
        check.want(term, kind, wanted)
    return term, tuple(check.findings)


class _Check:
    """One tree's check against one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.findings: list[Finding] = []
        self._vocabulary = vocabulary

    # Conditions

    def condition(self, node: Condition) -> Condition:
        match node:
            case Literal(kind):
                if kind is not Kind.BOOLEAN:
                    self.findings.append(NotACondition(found=kind, span=node.span))
                return node
            case Fact():
                fact, kind_found = self._fact(node)
                if kind_found not in (None, Kind.BOOLEAN):
                    self.findings.append(NotACondition(found=kind_found, span=node.span))
                return fact
            case Compare():
                return self._compare(node)
            case Among():
                return self._among(node)
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

    def _compare(self, node: Compare) -> Compare:
        left, right = self._opposite(node.left, node.right), self._opposite(node.right, node.left)
        one = self.term(left)
        # Opposite a name that is no fact, another is as likely one of its choices: one mistake, one finding.
        both_unknown = one[1] is None and self._unlisted(left) and self._unlisted(right)
        other: Typed = (right, None) if both_unknown else self.term(right)
        checked = replace(node, left=one[0], right=other[0])
        if one[1] is not None and other[1] is not None:
            self._comparable(checked, one[1], other[1])
        return checked

    def _unlisted(self, term: Term) -> bool:
        return isinstance(term, Fact) and self._vocabulary.find(term.name) is None

    def _comparable(self, node: Compare, left: Kind, right: Kind) -> None:
        if left is not right:
            self._mixed(node, left, right)
        elif left is Kind.CHOICE and not self._same_choices(node.left, node.right):
            self.findings.append(MixedUnits(left=left, right=right, span=node.span))
        elif node.relation not in (Relation.EQUAL, Relation.NOT_EQUAL) and left not in ORDERED:
            self.findings.append(NoOrder(kind=left, span=node.span))
        elif left in NUMBERS:
            self._fits(compared(node.left, node.right, self._vocabulary), node.span)

    def _mixed(self, node: Compare, left: Kind, right: Kind) -> None:
        if not (self._bare(node.left, left, right) or self._bare(node.right, right, left)):
            self.findings.append(MixedUnits(left=left, right=right, span=node.span))

    def _same_choices(self, left: Term, right: Term) -> bool:
        if not (isinstance(left, Fact) and isinstance(right, Fact)):
            return True
        return self._vocabulary[left.name].choices == self._vocabulary[right.name].choices

    def _among(self, node: Among) -> Among:
        definition = self._nominal(node.term)
        term, kind = self.term(node.term)
        if definition is None:
            options = tuple(self._numeric_option(option, kind) for option in node.options)
        else:
            options = tuple(self._named_option(option, definition) for option in node.options)
        if kind in NUMBERS:
            for option in options:
                if option.kind is kind:
                    self._fits(compared(term, option, self._vocabulary), option.span)
        return replace(node, term=term, options=options)

    def _numeric_option(self, option: Literal, kind: Kind | None) -> Literal:
        if option.kind is Kind.CHOICE:
            if kind is not None:
                self._unknown_fact(str(option.value), option.span)
            return option
        self._size(option)
        if kind not in (None, option.kind) and not self._bare(option, option.kind, kind):
            self.findings.append(MixedUnits(left=kind, right=option.kind, span=option.span))
        return option

    def _named_option(self, option: Literal, definition: FactDefinition) -> Literal:
        found = self._value(option, str(option.value), definition)
        return found if isinstance(found, Literal) else option

    # Names and values opposite a fact

    def _nominal(self, term: Term) -> FactDefinition | None:
        """The definition of a bare fact whose values are names, codes or texts."""
        definition = self._vocabulary.find(term.name) if isinstance(term, Fact) else None
        return definition if definition and definition.kind in _NOMINAL else None

    def _opposite(self, term: Term, other: Term) -> Term:
        """A side of a comparison, as a literal if the fact opposite makes it one."""
        definition = self._nominal(other)
        if definition is None:
            return term
        match term:
            case Fact(name) if not self._rather_a_fact(name, definition):
                return self._value(term, name, definition) or term
            case Literal(kind, value) if kind in (Kind.COUNT, Kind.TEXT, Kind.CHOICE):
                text = digits(value) if isinstance(value, Fraction) else str(value)
                return self._value(term, text, definition) or term
            case _:
                return term

    def _rather_a_fact(self, name: str, definition: FactDefinition) -> bool:
        """A name is a value first, where the fact opposite has one of that name, and a fact second."""
        return definition.choice(name) is None and self._vocabulary.find(name) is not None

    def _value(self, term: Term, text: str, definition: FactDefinition) -> Literal:
        """The literal a name or code means opposite a fact; if it is none, the text itself and a finding."""
        kind = definition.kind
        try:
            return Literal(kind, TYPES[kind].read(text, definition), span=term.span)
        except Refused as refused:
            self.findings.append(_no_value(text, definition, refused, term.span))
            return Literal(kind, text, span=term.span)

    # Terms

    def term(self, node: Term) -> Typed:
        match node:
            case Literal(kind):
                self._size(node)
                return node, kind
            case Fact():
                return self._fact(node)
            case Arithmetic():
                return self._arithmetic(node)
            case unread:
                assert_never(unread)

    def _fact(self, node: Fact) -> tuple[Fact, Kind | None]:
        definition = self._vocabulary.find(node.name)
        if definition is None:
            self._unknown_fact(node.name, node.span)
            return node, None
        return replace(node, name=definition.name), definition.kind

    def _unknown_fact(self, name: str, span: Span | None) -> None:
        self.findings.append(UnknownFact(found=name, nearest=self._vocabulary.nearest(name), span=span))

    def _arithmetic(self, node: Arithmetic) -> Typed:
        (left, one), (right, other) = self.term(node.left), self.term(node.right)
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
        return self._bare(node.left, left, right) or self._bare(node.right, right, left)

    # Amounts

    def amount(self, node: Amount, *, rounded: bool) -> Amount:
        match node:
            case Literal() | Fact() | Arithmetic():
                return self._money(node, rounded=rounded)
            case UpTo(ceiling):
                return replace(node, ceiling=self._money(ceiling, rounded=rounded))
            case Unstated():
                return node
            case Tiers(branches, otherwise):
                tiers = tuple(self._branch(branch, rounded=rounded) for branch in branches)
                return replace(node, branches=tiers, otherwise=self.amount(otherwise, rounded=rounded))
            case Bounded(amount, at_least, at_most):
                return replace(
                    node,
                    amount=self.amount(amount, rounded=rounded),
                    at_least=None if at_least is None else self._money(at_least, rounded=rounded),
                    at_most=None if at_most is None else self._money(at_most, rounded=rounded),
                )
            case Rounded(amount, _, to):
                self._size(to)
                if to.kind is not Kind.MONEY or not isinstance(to.value, Fraction) or to.value <= 0:
                    self.findings.append(ImpossibleRounding(span=to.span))
                return replace(node, amount=self.amount(amount, rounded=True))
            case unread:
                assert_never(unread)

    def _branch(self, branch: Branch, *, rounded: bool) -> Branch:
        when = self.condition(branch.when)
        return replace(branch, when=when, amount=self.amount(branch.amount, rounded=rounded))

    def _money(self, node: Term, *, rounded: bool) -> Term:
        term, kind = self.term(node)
        self.want(term, kind, Kind.MONEY)
        if kind is Kind.MONEY:
            if not rounded and not ends(term, self._vocabulary):
                self.findings.append(EndlessDivision(span=node.span))
            self._fits(amounting(term, self._vocabulary), node.span)
        return term

    # Units and sizes

    def want(self, term: Term, kind: Kind | None, wanted: Kind) -> None:
        if kind in (None, wanted) or self._bare(term, kind, wanted):
            return
        self.findings.append(WrongKind(found=kind, wanted=wanted, span=term.span))

    def _bare(self, term: Term, kind: Kind, wanted: Kind) -> bool:
        """Whether a term is a number that lacks the unit of the wanted kind; a finding if so."""
        # The tree does not tell 0.03 from 3%, so that beside money either is a ratio, not a bare number.
        unitless = kind is Kind.COUNT and wanted in (Kind.MONEY, Kind.RATIO)
        if not isinstance(term, Literal) or not unitless or not isinstance(term.value, Fraction):
            return False
        found = digits(term.value)
        units = ("万元", "元") if wanted is Kind.MONEY else ("%",)
        suggestions = tuple(found + unit for unit in units)
        self.findings.append(MissingUnit(found=found, wanted=wanted, suggestions=suggestions, span=term.span))
        return True

    def _size(self, literal: Literal) -> None:
        if literal.kind in _SIZES and isinstance(literal.value, Fraction):
            whole, decimals = _SIZES[literal.kind]
            found = digits_of(literal.value)
            if found.whole > whole:
                self.findings.append(TooLarge(digits=found.whole, limit=whole, span=literal.span))
            if found.decimals > decimals:
                self.findings.append(TooPrecise(kind=literal.kind, decimals=decimals, span=literal.span))
        elif literal.kind is Kind.DURATION:
            self._duration(literal)

    def _duration(self, literal: Literal) -> None:
        try:
            TYPES[Kind.DURATION].read(literal.value)
        except Refused as refused:
            text = TYPES[Kind.DURATION].literal(literal.value)
            self.findings.append(ImpossibleValue(found=text[:60], wanted=refused.wanted, span=literal.span))

    def _fits(self, needed: int, span: Span | None) -> None:
        told = any(isinstance(each, TooLarge) for each in self.findings)
        if needed > MOST and not told:
            self.findings.append(TooLarge(digits=needed, limit=MOST, span=span))


def _no_value(text: str, definition: FactDefinition, refused: Refused, span: Span | None) -> Finding:
    if definition.kind is not Kind.CHOICE:
        return ImpossibleValue(found=text[:60], wanted=refused.wanted, span=span)
    ids = tuple(choice.id for choice in definition.choices)
    names = (*ids, *(choice.label.zh for choice in definition.choices))
    near = nearest(text, names)
    return UnknownChoice(found=text, fact=definition.label, nearest=near, choices=ids, span=span)
