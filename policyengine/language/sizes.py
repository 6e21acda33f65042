"""How many digits a term can need, so that every engine computes it exactly in DECIMAL(38)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import product
from operator import add, mul, sub, truediv
from typing import TypeAlias

from policyengine.language.facts import Vocabulary
from policyengine.language.tree import (
    Aggregate,
    Arithmetic,
    Bounded,
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
from policyengine.language.types.list import MOST_ENTRIES

MOST = 38
"""The digits of the widest decimal every back end has."""


@dataclass(frozen=True, slots=True)
class Digits:
    """A bound on a number: so many digits before the decimal point, so many after it.

    `most` bounds its whole part more closely, so that a sum of many terms is not given a digit for each;
    where it is not given, the number is below ten to the power of `whole`.
    """

    whole: int
    decimals: int
    most: int | None = None

    @property
    def total(self) -> int:
        """All digits together."""
        return self.whole + self.decimals

    @property
    def limit(self) -> int:
        """A whole number that it does not reach."""
        return 10**self.whole if self.most is None else self.most + 1

    def plus(self, other: Digits) -> Digits:
        """The bound of a sum or difference."""
        return _below(self.limit + other.limit, max(self.decimals, other.decimals))

    def times(self, other: Digits) -> Digits:
        """The bound of a product."""
        return _below(self.limit * other.limit, self.decimals + other.decimals)

    def widened(self, other: Digits) -> Digits:
        """A bound that holds for either."""
        return _below(max(self.limit, other.limit), max(self.decimals, other.decimals))


def _below(bound: int, decimals: int) -> Digits:
    """Everything less than a whole number, with so many decimals."""
    most = bound - 1
    return Digits(len(str(most)) if most else 0, decimals, most)


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
_ENTRIES = Digits(len(str(MOST_ENTRIES)), 0)  # what a sum over a list adds: five digits
_LONGEST_TIME = Digits(7, 0)  # the days that a calendar of 9999 years has
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


def sizes_of(term: Term | Condition, vocabulary: Vocabulary, seen: frozenset[str] = frozenset()) -> Sizes:
    """The digits of a term of money, ratios and counts, for each way its derived facts may be known."""
    match term:
        case Literal(_, value):
            return frozenset({Size(digits_of(value) if isinstance(value, Fraction) else _ONE, _ONE)})
        case Fact(name):
            return _of_fact(name, vocabulary, seen)
        case Arithmetic():
            return _of_arithmetic(term, vocabulary, seen)
        case Elapsed():
            return frozenset({Size(_LONGEST_TIME, _ONE)})
        case Aggregate(_, _, None):
            return frozenset({Size(_ENTRIES, _ONE)})
        case Aggregate(_, _, each) if each is not None:
            of_one = sizes_of(each, vocabulary, seen)
            return frozenset(Size(size.above.times(_ENTRIES), size.below) for size in of_one)
        case Tiers(branches, otherwise):
            parts = (otherwise, *(branch.amount for branch in branches))
            return _few(frozenset().union(*(sizes_of(part, vocabulary, seen) for part in parts)))
        case Bounded(amount, at_least, at_most):
            held = (part for part in (amount, at_least, at_most) if part is not None)
            return _few(frozenset().union(*(sizes_of(part, vocabulary, seen) for part in held)))
        case Rounded(amount, _, to):
            return frozenset(_rounded(size, to) for size in sizes_of(amount, vocabulary, seen))
        case UpTo(ceiling):
            return sizes_of(ceiling, vocabulary, seen)
        case Named(_, _, what):
            return sizes_of(what, vocabulary, seen)
        case Unstated():
            return frozenset({Size(_OF_KIND[Kind.MONEY], _ONE)})
        case _:  # a condition has no size
            return frozenset({Size(_ONE, _ONE)})


def _of_arithmetic(term: Arithmetic, vocabulary: Vocabulary, seen: frozenset[str]) -> Sizes:
    constant = _constant(term)
    if constant is not None and ends(term, vocabulary):
        return frozenset({Size(digits_of(constant), _ONE)})
    match term:
        case Arithmetic(left, Operator.OVER, Literal(_, Fraction() as divisor)) if _finite(divisor):
            # Written out as a decimal, as amounts are: x / 8 has three decimals more than x.
            more = digits_of(1 / divisor)
            sizes = sizes_of(left, vocabulary, seen)
            return frozenset(Size(size.above.times(more), size.below) for size in sizes)
        case Arithmetic(left, operator, right):
            sides = product(sizes_of(left, vocabulary, seen), sizes_of(right, vocabulary, seen))
            return _few(frozenset(_joined(one, operator, other) for one, other in sides))


def _constant(term: Term) -> Fraction | None:
    """What literals come to among themselves; None where anything else is read, or a divisor is zero."""
    match term:
        case Literal(_, Fraction() as value):
            return value
        case Arithmetic(left, operator, right):
            one, other = _constant(left), _constant(right)
            if one is None or other is None or (operator is Operator.OVER and other == 0):
                return None
            return _OPERATIONS[operator](one, other)
        case _:
            return None


_OPERATIONS: Mapping[Operator, Callable[[Fraction, Fraction], Fraction]] = {
    Operator.PLUS: add,
    Operator.MINUS: sub,
    Operator.TIMES: mul,
    Operator.OVER: truediv,
}


def _rounded(size: Size, to: Literal) -> Size:
    """A multiple of a unit next to a quotient, whose divisor may be as small as its last decimal."""
    unit = digits_of(to.value) if isinstance(to.value, Fraction) else _ONE
    whole = max(size.above.whole + size.below.decimals, unit.whole) + 1
    return Size(Digits(whole, unit.decimals), _ONE)


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
        case _ if left.below.total == right.below.total == 0:
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
    return _below(whole + 1, decimals)


def ends(term: Term | Condition, vocabulary: Vocabulary, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a term is a finite decimal for every enterprise: it divides by nothing but finite literals."""
    match term:
        case Fact(name):
            definition = vocabulary.find(name)
            derived = definition.derived if definition and name not in seen else None
            return derived is None or ends(derived, vocabulary, seen | {name})
        case Arithmetic(left, operator, right):
            finite = operator is not Operator.OVER or _divides_finitely(right)
            return finite and ends(left, vocabulary, seen) and ends(right, vocabulary, seen)
        case Aggregate(_, _, each) if each is not None:
            return ends(each, vocabulary, seen)
        case Tiers(branches, otherwise):
            parts = (otherwise, *(branch.amount for branch in branches))
            return all(ends(part, vocabulary, seen) for part in parts)
        case Bounded(amount, at_least, at_most):
            held = (part for part in (amount, at_least, at_most) if part is not None)
            return all(ends(part, vocabulary, seen) for part in held)
        case UpTo(what) | Named(_, _, what):
            return ends(what, vocabulary, seen)
        case _:  # what is literal, counted, rounded, left open, or no number at all
            return True


def _divides_finitely(term: Term) -> bool:
    return isinstance(term, Literal) and isinstance(term.value, Fraction) and _finite(term.value)


def _finite(divisor: Fraction) -> bool:
    """Whether one over it is a finite decimal; zero is no divisor."""
    rest = abs(divisor.numerator)
    for prime in (2, 5):
        while rest and rest % prime == 0:
            rest //= prime
    return rest == 1
