"""How many digits a term can need, so that every engine computes it exactly in DECIMAL(38)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import product
from typing import TypeAlias

from policyengine.language.facts import Vocabulary
from policyengine.language.tree import Arithmetic, Fact, Kind, Literal, Operator, Term

MOST = 38
"""The digits of the widest decimal every back end has."""


@dataclass(frozen=True, slots=True)
class Digits:
    """A bound on a number: so many digits before the decimal point, so many after it."""

    whole: int
    decimals: int

    @property
    def total(self) -> int:
        """All digits together."""
        return self.whole + self.decimals

    def plus(self, other: Digits) -> Digits:
        """The bound of a sum or difference."""
        return Digits(max(self.whole, other.whole) + 1, max(self.decimals, other.decimals))

    def times(self, other: Digits) -> Digits:
        """The bound of a product."""
        return Digits(self.whole + other.whole, self.decimals + other.decimals)

    def widened(self, other: Digits) -> Digits:
        """A bound that holds for either."""
        return Digits(max(self.whole, other.whole), max(self.decimals, other.decimals))


@dataclass(frozen=True, slots=True)
class Size:
    """The digits of a quotient's two sides: comparisons multiply crosswise and never divide."""

    above: Digits
    below: Digits

    def widened(self, other: Size) -> Size:
        """A bound that holds for either."""
        return Size(self.above.widened(other.above), self.below.widened(other.below))


# A derived fact is as large as what is given, or as what it is derived from: a size each.
Sizes: TypeAlias = frozenset[Size]


_ONE = Digits(0, 0)  # what multiplying by one adds: nothing
_OF_KIND = {Kind.MONEY: Digits(15, 2), Kind.RATIO: Digits(10, 8), Kind.COUNT: Digits(15, 0)}


def compared(left: Term, right: Term, vocabulary: Vocabulary) -> int:
    """The most digits a side needs when two terms are compared crosswise."""
    one, other = sizes_of(left, vocabulary), sizes_of(right, vocabulary)
    return max(
        max(a.above.times(b.below).total, b.above.times(a.below).total) for a, b in product(one, other)
    )


def amounting(term: Term, vocabulary: Vocabulary) -> int:
    """The most digits either side of an amount's quotient needs."""
    return max(max(size.above.total, size.below.total) for size in sizes_of(term, vocabulary))


def sizes_of(term: Term, vocabulary: Vocabulary, seen: frozenset[str] = frozenset()) -> Sizes:
    """The digits of a term of money, ratios and counts, for each way its derived facts may be known."""
    match term:
        case Literal(_, value):
            return frozenset({Size(digits_of(value) if isinstance(value, Fraction) else _ONE, _ONE)})
        case Fact(name):
            return _of_fact(name, vocabulary, seen)
        case Arithmetic(left, Operator.OVER, Literal(_, Fraction() as divisor)) if _finite(divisor):
            # Written out as a decimal, as amounts are: x / 8 has three decimals more than x.
            more = digits_of(1 / divisor)
            sizes = sizes_of(left, vocabulary, seen)
            return frozenset(Size(size.above.times(more), size.below) for size in sizes)
        case Arithmetic(left, operator, right):
            sides = product(sizes_of(left, vocabulary, seen), sizes_of(right, vocabulary, seen))
            return _few(frozenset(_joined(one, operator, other) for one, other in sides))


def _of_fact(name: str, vocabulary: Vocabulary, seen: frozenset[str]) -> Sizes:
    definition = vocabulary.find(name)
    given = frozenset({Size(_OF_KIND.get(definition.kind, _ONE) if definition else _ONE, _ONE)})
    if definition is None or definition.derived is None or name in seen:
        return given
    return given | sizes_of(definition.derived, vocabulary, seen | {name})


def _few(sizes: Sizes) -> Sizes:
    """The sizes themselves, or the one that bounds them all where there are too many to try."""
    return sizes if len(sizes) <= 32 else frozenset({reduce(Size.widened, sizes)})


def _joined(left: Size, operator: Operator, right: Size) -> Size:
    match operator:
        case Operator.TIMES:
            return Size(left.above.times(right.above), left.below.times(right.below))
        case Operator.OVER:
            return Size(left.above.times(right.below), left.below.times(right.above))
        case _ if left.below == right.below == _ONE:
            return Size(left.above.plus(right.above), _ONE)
        case _:
            crosswise = left.above.times(right.below).plus(right.above.times(left.below))
            return Size(crosswise, left.below.times(right.below))


def digits_of(number: Fraction) -> Digits:
    """The digits of a finite decimal as it is written."""
    whole = abs(number.numerator) // number.denominator
    decimals = 0
    while number.denominator != 1 and decimals < 2 * MOST:
        number, decimals = number * 10, decimals + 1
    return Digits(len(str(whole)) if whole else 0, decimals)


def ends(term: Term, vocabulary: Vocabulary, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a term is a finite decimal for every enterprise: it divides by nothing but finite literals."""
    match term:
        case Literal():
            return True
        case Fact(name):
            definition = vocabulary.find(name)
            derived = definition.derived if definition and name not in seen else None
            return derived is None or ends(derived, vocabulary, seen | {name})
        case Arithmetic(left, operator, right):
            finite = operator is not Operator.OVER or _divides_finitely(right)
            return finite and ends(left, vocabulary, seen) and ends(right, vocabulary, seen)


def _divides_finitely(term: Term) -> bool:
    return isinstance(term, Literal) and isinstance(term.value, Fraction) and _finite(term.value)


def _finite(divisor: Fraction) -> bool:
    """Whether one over it is a finite decimal; zero is no divisor."""
    rest = abs(divisor.numerator)
    for prime in (2, 5):
        while rest and rest % prime == 0:
            rest //= prime
    return rest == 1
