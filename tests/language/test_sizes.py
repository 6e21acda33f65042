"""Bounds on numbers: what is made of bounded numbers is bounded, and a long sum needs few digits."""

from fractions import Fraction
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.language.check import resolve_amount
from policyengine.language.parse import parse_amount
from policyengine.language.sizes import Digits, digits_of
from tests.strategies import VOCABULARY


@st.composite
def bounded(draw):
    """A bound, and a number that it holds for."""
    decimals = draw(st.integers(0, 4))
    whole = draw(st.integers(0, 8))
    value = Fraction(draw(st.integers(0, 10 ** (whole + decimals) - 1)), 10**decimals)
    close = digits_of(value)
    return draw(st.sampled_from([Digits(whole, decimals), close.widened(Digits(0, decimals))])), value


def holds(bound, value):
    digits = len(str(int(value))) if value >= 1 else 0
    exact = (value * 10**bound.decimals).denominator == 1
    return value < bound.limit and digits <= bound.whole and exact and bound.limit <= 10**bound.whole


@given(bounded(), bounded())
def test_what_is_made_of_bounded_numbers_is_bounded(one, other):
    (a, x), (b, y) = one, other
    assert holds(a, x)
    assert holds(b, y)
    assert holds(a.plus(b), x + y)
    assert holds(a.plus(b), abs(x - y))
    assert holds(a.times(b), x * y)
    assert holds(a.widened(b), x)
    assert holds(a.widened(b), y)


@pytest.mark.parametrize("terms", [2, 9, 10, 99, 100, 1_000])
def test_a_sum_has_the_digits_of_its_terms_and_of_their_number(terms):
    money = Digits(15, 2)
    assert reduce(Digits.plus, [money] * terms).whole == len(str(terms * (10**15) - 1))


def test_a_sum_of_many_terms_is_no_large_number():
    amount, findings = resolve_amount(parse_amount(" + ".join(["3% * revenue"] * 40)), VOCABULARY)
    assert findings == ()
    assert amount is not None
