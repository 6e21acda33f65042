"""Units and sizes: whether a term is of the kind its place wants, and whether every engine can hold it."""

from __future__ import annotations

from fractions import Fraction

from policyengine.errors import Finding, Span
from policyengine.language.facts import Vocabulary
from policyengine.language.findings import (
    EndlessDivision,
    ImpossibleValue,
    MissingUnit,
    TooLarge,
    TooPrecise,
    WrongKind,
)
from policyengine.language.kinds import kind_of
from policyengine.language.sizes import MOST, amounting, digits_of, ends
from policyengine.language.tree import Bounded, Kind, Literal, Rounded, Term, Tiers, Unstated, UpTo
from policyengine.language.types import TYPES, Refused
from policyengine.language.types.numbers import digits

_SIZES = {Kind.MONEY: (15, 2), Kind.RATIO: (10, 8), Kind.COUNT: (15, 0)}


class Units:
    """The units and sizes of one tree's terms; what does not fit goes to `findings`."""

    def __init__(self, findings: list[Finding], vocabulary: Vocabulary) -> None:
        self._findings = findings
        self._vocabulary = vocabulary

    def want(self, term: Term, kind: Kind | None, wanted: Kind) -> None:
        """That a term is of the wanted kind; a finding where it is of another."""
        if kind in (None, wanted) or self.bare(term, kind, wanted):
            return
        self._findings.append(WrongKind(found=kind, wanted=wanted, span=term.span))

    def bare(self, term: Term, kind: Kind, wanted: Kind) -> bool:
        """Whether a term is a number that lacks the unit of the wanted kind; a finding if so."""
        # The tree does not tell 0.03 from 3%, so that beside money either is a ratio, not a bare number.
        unitless = kind is Kind.COUNT and wanted in (Kind.MONEY, Kind.RATIO)
        if not isinstance(term, Literal) or not unitless or not isinstance(term.value, Fraction):
            return False
        found = digits(term.value)
        units = ("万元", "元") if wanted is Kind.MONEY else ("%",)
        suggestions = tuple(found + unit for unit in units)
        self._findings.append(
            MissingUnit(found=found, wanted=wanted, suggestions=suggestions, span=term.span)
        )
        return True

    def literal(self, literal: Literal) -> None:
        """That a literal has no more digits than its kind, and no length of time past every calendar."""
        if literal.kind in _SIZES and isinstance(literal.value, Fraction):
            whole, decimals = _SIZES[literal.kind]
            found = digits_of(literal.value)
            if found.whole > whole:
                self._findings.append(TooLarge(digits=found.whole, limit=whole, span=literal.span))
            if found.decimals > decimals:
                self._findings.append(TooPrecise(kind=literal.kind, decimals=decimals, span=literal.span))
        elif literal.kind is Kind.DURATION:
            self._duration(literal)

    def _duration(self, literal: Literal) -> None:
        try:
            TYPES[Kind.DURATION].read(literal.value)
        except Refused as refused:
            text = TYPES[Kind.DURATION].literal(literal.value)
            self._findings.append(ImpossibleValue(found=text[:60], wanted=refused.wanted, span=literal.span))

    def fits(self, needed: int, span: Span | None) -> None:
        """That so many digits are no more than there are; told once."""
        told = any(isinstance(each, TooLarge) for each in self._findings)
        if needed > MOST and not told:
            self._findings.append(TooLarge(digits=needed, limit=MOST, span=span))

    def exact(self, node: Term, *, rounded: bool = False) -> None:
        """That an amount is a finite decimal, but for what the text rounds."""
        match node:
            case Tiers(branches, otherwise):
                for part in (*(branch.amount for branch in branches), otherwise):
                    self.exact(part, rounded=rounded)
            case Bounded(amount, at_least, at_most):
                for held in (amount, at_least, at_most):
                    if held is not None:
                        self.exact(held, rounded=rounded)
            case Rounded(amount):
                self.exact(amount, rounded=True)
            case UpTo(ceiling):
                self.exact(ceiling, rounded=rounded)
            case Unstated():
                return
            case term if self._is_money(term):
                if not rounded and not ends(term, self._vocabulary):
                    self._findings.append(EndlessDivision(span=term.span))
                self.fits(amounting(term, self._vocabulary), term.span)

    def _is_money(self, term: Term) -> bool:
        try:
            return kind_of(term, self._vocabulary) is Kind.MONEY
        except (KeyError, ValueError):
            return False  # another finding already says why
