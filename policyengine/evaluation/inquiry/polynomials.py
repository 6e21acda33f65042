"""Where terms of one unknown meet: a condition on one unknown changes its value nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from typing import TypeAlias, assert_never

from policyengine.language.tree import Arithmetic, Literal, Named, Operator, Term
from policyengine.language.walk import as_term

Polynomial: TypeAlias = tuple[Fraction, ...]
"""Coefficients in rising powers of the one unknown, without zeros at the end; () is zero."""

ONE: Polynomial = (Fraction(1),)
ITSELF: Polynomial = (Fraction(0), Fraction(1))


@dataclass(frozen=True, slots=True)
class Quotient:
    """A numeric term as one polynomial over another. Where one of its `divisors` is zero, it is unknown."""

    over: Polynomial
    under: Polynomial
    divisors: tuple[Polynomial, ...] = ()


def meetings(left: Term, right: Term, unknown: Term) -> tuple[Fraction, ...] | None:
    """All values of the one unknown in two numeric terms where they are equal or a divisor is zero.

    None where that takes more than solving a linear equation.
    """
    a, b = quotient_of(left, unknown), quotient_of(right, unknown)
    if a is None or b is None:
        return None
    difference = minus(times(a.over, b.under), times(b.over, a.under))
    found = [root_of(polynomial) for polynomial in (difference, *a.divisors, *b.divisors)]
    if any(roots is None for roots in found):
        return None
    return tuple(root for roots in found for root in roots or ())


def quotient_of(term: Term, unknown: Term) -> Quotient | None:
    """A numeric term as a quotient of polynomials in one unknown, a fact or a time elapsed; None if not."""
    if term == unknown:
        return Quotient(ITSELF, ONE)
    match term:
        case Literal(value=Fraction() as value):
            return Quotient(trimmed((value,)), ONE)
        case Named(what=what):
            return quotient_of(as_term(what), unknown)
        case Arithmetic(left=left, operator=operator, right=right):
            a, b = quotient_of(left, unknown), quotient_of(right, unknown)
            return None if a is None or b is None else _joined(a, operator, b)
        case _:
            return None


def _joined(a: Quotient, operator: Operator, b: Quotient) -> Quotient:
    divisors = (*a.divisors, *b.divisors)
    common = times(a.under, b.under)
    match operator:
        case Operator.PLUS:
            return Quotient(plus(times(a.over, b.under), times(b.over, a.under)), common, divisors)
        case Operator.MINUS:
            return Quotient(minus(times(a.over, b.under), times(b.over, a.under)), common, divisors)
        case Operator.TIMES:
            return Quotient(times(a.over, b.over), common, divisors)
        case Operator.OVER:
            return Quotient(times(a.over, b.under), times(a.under, b.over), (*divisors, b.over))
        case unread:
            assert_never(unread)


def root_of(polynomial: Polynomial) -> tuple[Fraction, ...] | None:
    """Where a polynomial is zero, unless everywhere or nowhere; None past the first degree."""
    if len(polynomial) <= 1:
        return ()
    return (-polynomial[0] / polynomial[1],) if len(polynomial) == 2 else None


def trimmed(polynomial: Polynomial) -> Polynomial:
    """The same without zeros at the end."""
    while polynomial and not polynomial[-1]:
        polynomial = polynomial[:-1]
    return polynomial


def plus(a: Polynomial, b: Polynomial) -> Polynomial:
    """The sum."""
    return trimmed(tuple(x + y for x, y in zip_longest(a, b, fillvalue=Fraction(0))))


def minus(a: Polynomial, b: Polynomial) -> Polynomial:
    """The difference."""
    return trimmed(tuple(x - y for x, y in zip_longest(a, b, fillvalue=Fraction(0))))


def times(a: Polynomial, b: Polynomial) -> Polynomial:
    """The product."""
    return trimmed(tuple(_coefficients(a, b)))


def _coefficients(a: Polynomial, b: Polynomial) -> Iterator[Fraction]:
    for power in range(len(a) + len(b) - 1 if a and b else 0):
        yield sum((a[i] * b[power - i] for i in range(len(a)) if 0 <= power - i < len(b)), start=Fraction(0))
