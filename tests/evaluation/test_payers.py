"""Who pays which part: shares to the 分, by condition, and still the whole after every cut."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.evaluation.deciding.apportion import FEN, apportioned
from policyengine.evaluation.deciding.payers import split
from policyengine.evaluation.meaning.amounts import Reach
from policyengine.rulebook.paying import Shares, Split
from tests.evaluation.building import ask, ceiling, condition, exactly, group, plan, reward, vocabulary

WORDS = vocabulary(q="boolean", district="boolean", base="money", n="count")
CITY, COUNTY, TOWN = "city_finance", "county_finance", "town_finance"
SIX_TO_FOUR: Shares = ((CITY, Fraction(6, 10)), (COUNTY, Fraction(4, 10)))
THIRDS: Shares = ((CITY, Fraction(1, 3)), (COUNTY, Fraction(1, 3)), (TOWN, Fraction(1, 3)))


def yuan(*amounts: str) -> tuple[Fraction, ...]:
    return tuple(map(Fraction, amounts))


# Apportioning


def test_a_sum_that_does_not_divide_gives_the_odd_fen_to_the_earlier_named() -> None:
    assert apportioned(Fraction(100), yuan("1", "1", "1")) == yuan("33.34", "33.33", "33.33")
    assert apportioned(Fraction("0.05"), yuan("1", "1")) == yuan("0.03", "0.02")


def test_the_odd_fen_goes_to_the_largest_remainder_first() -> None:
    assert apportioned(Fraction(100), yuan("1", "2")) == yuan("33.33", "66.67")


def test_an_amount_finer_than_a_fen_keeps_its_exact_parts() -> None:
    assert apportioned(Fraction("0.125"), yuan("1", "1")) == yuan("0.0625", "0.0625")


def test_an_amount_finer_than_a_fen_still_adds_up_where_its_parts_never_end() -> None:
    parts = apportioned(Fraction("0.125"), yuan("1", "2"))
    assert parts == yuan("0.04166667", "0.08333333")


weights = st.lists(st.integers(0, 50).map(Fraction), min_size=1, max_size=5).filter(any)


@given(st.integers(0, 10**7).map(lambda n: n * FEN), weights)
def test_parts_add_to_the_whole_and_are_never_a_fen_from_their_share(
    amount: Fraction, shares: list[Fraction]
) -> None:
    parts = apportioned(amount, shares)
    assert sum(parts) == amount
    for part, weight in zip(parts, shares, strict=True):
        assert (part / FEN).denominator == 1
        assert abs(part - amount * weight / sum(shares)) < FEN


@given(
    st.integers(0, 10**5), st.integers(0, 10**5), st.integers(0, 1000), st.sampled_from([SIX_TO_FOUR, THIRDS])
)
def test_an_open_amount_holds_the_parts_of_every_amount_in_it(
    one: int, other: int, between: int, shares: Shares
) -> None:
    low, high = sorted((one * FEN, other * FEN))
    exact = min(high, low + between * FEN)
    wide, narrow = split(Reach(low, high), [shares]), split(Reach(exact, exact), [shares])
    for payer, part in narrow.items():
        assert wide[payer].low <= part.low <= (wide[payer].high or 0)


# Shares of a reward


def test_a_ratio_splits_the_amount() -> None:
    made = plan(WORDS, reward("r", WORDS, "30万元", "q", paid_by=SIX_TO_FOUR))
    assert ask(made, {"q": True}).rewards["r"].paid_by == {CITY: exactly(180_000), COUNTY: exactly(120_000)}


BY_DISTRICT = (
    Split(condition("district", WORDS), ((CITY, Fraction(3, 10)), (COUNTY, Fraction(7, 10)))),
    Split(condition("true", WORDS), SIX_TO_FOUR),
)


@pytest.mark.parametrize(("district", "city", "county"), [(True, 30_000, 70_000), (False, 60_000, 40_000)])
def test_who_pays_may_turn_on_a_condition(district: bool, city: int, county: int) -> None:
    made = plan(WORDS, reward("r", WORDS, "10万元", "q", paid_by=BY_DISTRICT))
    found = ask(made, {"q": True, "district": district})
    assert found.rewards["r"].paid_by == {CITY: exactly(city), COUNTY: exactly(county)}
    assert found.totals.by_payer == found.rewards["r"].paid_by


def test_while_the_condition_is_open_each_payer_has_the_hull_of_both() -> None:
    made = plan(WORDS, reward("r", WORDS, "10万元", "q", paid_by=BY_DISTRICT))
    paid = ask(made, {"q": True}).rewards["r"].paid_by
    assert (paid[CITY].low, paid[CITY].high) == (30_000, 60_000)
    assert (paid[COUNTY].low, paid[COUNTY].high) == (40_000, 70_000)


def test_a_payer_whom_only_the_other_case_names_pays_nothing_in_this_one() -> None:
    town = (
        Split(condition("district", WORDS), ((TOWN, Fraction(1)),)),
        Split(condition("true", WORDS), SIX_TO_FOUR),
    )
    made = plan(WORDS, reward("r", WORDS, "10万元", "q", paid_by=town))
    assert set(ask(made, {"q": True, "district": True}).rewards["r"].paid_by) == {TOWN}
    assert ask(made, {"q": True}).rewards["r"].paid_by[TOWN].low == 0


# After cuts


def cut_at(
    at_most: str, cut: str | None, *, one: object = SIX_TO_FOUR, other: object = SIX_TO_FOUR
) -> object:
    made = plan(
        WORDS,
        reward("a", WORDS, "100元", "q", paid_by=one),
        reward("b", WORDS, "50元", "q", paid_by=other),
        group("g", ["a", "b"], ceilings=[ceiling(WORDS, at_most)], cut=cut),
    )
    return ask(made, {"q": True}).totals.by_payer


def test_where_all_have_one_split_a_cut_follows_it() -> None:
    assert cut_at("100.01元", None) == {CITY: exactly("60.01"), COUNTY: exactly("40")}


def test_a_cut_in_proportion_is_settled_to_the_fen_and_adds_up() -> None:
    own: Shares = ((TOWN, Fraction(1)),)
    # 100 and 50 under 99.99: 66.66 and 33.33; of 66.66 six tenths are 39.996, four tenths 26.664.
    assert cut_at("99.99元", "pro_rata", other=own) == {
        CITY: exactly("40"), COUNTY: exactly("26.66"), TOWN: exactly("33.33")
    }  # fmt: skip


def test_a_cut_of_the_last_first_leaves_the_first_whole() -> None:
    own: Shares = ((TOWN, Fraction(1)),)
    paid = cut_at("120元", "last_first", other=own)
    assert paid == {CITY: exactly(60), COUNTY: exactly(40), TOWN: exactly(20)}


def test_a_cut_at_nobodys_stated_cost_leaves_two_ends() -> None:
    paid = cut_at("120元", None, other=((TOWN, Fraction(1)),))
    assert (paid[TOWN].low, paid[TOWN].high) == (20, 50)  # type: ignore[index]
