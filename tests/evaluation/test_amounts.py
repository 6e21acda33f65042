"""Design, section 5: amounts are intervals, exact, never below zero, and never wider for knowing more."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given

from policyengine.evaluation.meaning.amounts import Reach, amount_of, hull, round_to
from policyengine.evaluation.meaning.terms import Known
from policyengine.language.interval import Interval
from policyengine.language.tree import Amount, Direction
from tests.evaluation.wording import amount, between, exactly, reach, vocabulary
from tests.strategies import amounts, profiles

WORDS = vocabulary(
    base="money",
    less="money",
    island="boolean",
    big="boolean",
)


def comes_to(text: str, **known: object) -> Interval:
    exact = {
        name: Fraction(v) if isinstance(v, int) and not isinstance(v, bool) else v
        for name, v in known.items()
    }
    return amount_of(amount(text, WORDS))(exact).interval  # type: ignore[arg-type]


def test_a_literal_is_what_it_says() -> None:
    assert comes_to("30万元") == exactly(300_000)


def test_an_amount_is_never_rounded() -> None:
    assert comes_to("25% * base", base=Fraction("333.33")) == exactly("83.3325")  # type: ignore[arg-type]
    assert comes_to("base / 8", base=1) == exactly("0.125")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("base", 0, None),
        ("25% * base", 0, None),
        ("unstated", 0, None),
        ("up to base", 0, None),
        ("25% * base at most 50万元", 0, 500_000),
        ("25% * base at least 1万元", 10_000, None),
        ("25% * base at least 1万元 at most 50万元", 10_000, 500_000),
        ("unstated at most 50万元", 0, 500_000),
        ("30万元 at most base", 0, 300_000),
        ("30万元 at least base", 300_000, None),
        ("up to 100万元 at least 1万元", 10_000, 1_000_000),
        ("25% * base at most 50万元 rounded down to 1000元", 0, 500_000),
    ],
)
def test_what_is_computed_from_an_unknown_is_unbounded_unless_bounded(
    text: str, low: int, high: int | None
) -> None:
    assert comes_to(text) == between(low, high)


def test_up_to_a_ceiling_is_anything_from_nothing_to_it() -> None:
    assert comes_to("up to 100万元") == between(0, 1_000_000)
    assert comes_to("up to base", base=300) == between(0, 300)


@pytest.mark.parametrize(
    ("text", "base", "much"),
    [
        ("base - 100万元", 999_999, "0"),
        ("base - 100万元", 1_000_001, "1"),
        ("base - 100万元 at least 5元", 0, "5"),
        ("30元 at most base - 100元", 50, "0"),
        ("up to base - 100元", 50, "0"),
    ],
)
def test_amounts_below_zero_are_zero(text: str, base: int, much: str) -> None:
    assert comes_to(text, base=base) == exactly(much)


def test_a_bound_holds_the_amount_between_floor_and_ceiling() -> None:
    text = "25% * base at least 10元 at most 1万元"
    assert [comes_to(text, base=base) for base in (0, 40, 80, 40_000, 40_001)] == [
        exactly(10),
        exactly(10),
        exactly(20),
        exactly(10_000),
        exactly(10_000),
    ]


def test_a_ceiling_below_the_floor_wins() -> None:
    assert comes_to("base at least 100元 at most less", base=5, less=30) == exactly(30)


TIERS = "50万元 if island, 40万元 if big, otherwise 30万元"


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, between(300_000, 500_000)),
        ({"island": True}, exactly(500_000)),
        ({"island": False}, between(300_000, 400_000)),
        ({"big": True}, between(400_000, 500_000)),
        ({"big": False}, between(300_000, 500_000)),
        ({"island": False, "big": True}, exactly(400_000)),
        ({"island": False, "big": False}, exactly(300_000)),
    ],
)
def test_tiers_give_the_hull_of_the_branches_still_reachable(
    known: dict[str, bool], expected: Interval
) -> None:
    assert comes_to(TIERS, **known) == expected


def test_an_open_branch_leaves_the_hull_open() -> None:
    text = "unstated if island, otherwise 30万元"
    assert comes_to(text) == between(0, None)
    assert comes_to(text, island=False) == exactly(300_000)


@pytest.mark.parametrize(("direction", "rounded"), [("down", 200), ("up", 300), ("half up", 300)])
def test_the_text_rounds_to_multiples(direction: str, rounded: int) -> None:
    assert comes_to(f"base rounded {direction} to 100元", base=250) == exactly(rounded)
    assert comes_to(f"base rounded {direction} to 100元", base=300) == exactly(300)


def test_half_up_goes_up_at_exactly_half() -> None:
    assert round_to(Fraction(5, 2), Direction.HALF_UP, Fraction(1)) == 3
    assert round_to(Fraction(249, 100), Direction.HALF_UP, Fraction(1)) == 2


def test_an_endless_quotient_in_an_amount_is_kept_between_two_decimals() -> None:
    third = Fraction(1, 3)
    found = Reach(third, third).interval
    assert found.high is not None
    assert Fraction(found.low) < third < Fraction(found.high)


def test_a_hull_is_open_where_any_part_is() -> None:
    assert hull([reach(1, 5), reach(3, 9)]) == reach(1, 9)
    assert hull([reach(1, 5), reach(3, None)]) == reach(1, None)


def within(inner: Reach, outer: Reach) -> bool:
    lower = outer.low <= inner.low
    return lower and (outer.high is None or (inner.high is not None and inner.high <= outer.high))


@given(amounts, profiles, profiles)
def test_more_facts_only_narrow_an_amount_so_it_holds_that_of_every_completion(
    each: Amount, known: Known, learned: Known
) -> None:
    reaches = amount_of(each)
    assert within(reaches({**learned, **known}), reaches(known))


@given(amounts, profiles)
def test_a_reach_is_not_below_zero_and_not_upside_down(each: Amount, known: Known) -> None:
    low, high = amount_of(each)(known)
    assert low >= 0
    assert high is None or low <= high
