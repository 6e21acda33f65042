"""Design, section 5: totals after groups, and who pays them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.evaluation.deciding.groups import Pot, by_payer, together
from policyengine.evaluation.meaning.amounts import Reach
from policyengine.rulebook.plan import Reward
from tests.evaluation.building import reach, reward, vocabulary

WORDS = vocabulary()
CITY, COUNTY = "city_finance", "county_finance"
HALVES = ((CITY, Fraction(1, 2)), (COUNTY, Fraction(1, 2)))
REWARDS = {
    "city": reward("city", WORDS, "1元", paid_by=((CITY, Fraction(1)),)),
    "county": reward("county", WORDS, "1元", paid_by=((COUNTY, Fraction(1)),)),
    "both": reward("both", WORDS, "1元", paid_by=HALVES),
}
IDS = tuple(REWARDS)


def paid(pot: Pot, **reaches: Reach) -> dict[str, Reach]:
    return by_payer(pot, REWARDS, reaches)


def test_what_excludes_each_other_pays_the_largest_low_to_the_largest_high() -> None:
    pot = Pot(("city", "county"), highest=True)
    assert together(pot, {"city": reach(3, 5), "county": reach(0, 9)}) == reach(3, 9)


def test_an_unknown_high_is_in_no_sum_but_its_low_is() -> None:
    for pot in (Pot(("city", "county")), Pot(("city", "county"), highest=True)):
        assert together(pot, {"city": reach(0, None), "county": reach(4, 4)}) == reach(4, 4)
    assert together(Pot(("city",)), {"city": reach(7, None)}) == reach(7, 7)


def test_a_shared_ceiling_pays_the_smaller_of_sum_and_ceiling() -> None:
    pot = Pot(("city", "county"), at_most=Fraction(10))
    assert together(pot, {"city": reach(3, 4), "county": reach(2, 5)}) == reach(5, 9)
    assert together(pot, {"city": reach(3, 4), "county": reach(9, 9)}) == reach(10, 10)


def test_under_a_ceiling_an_unknown_high_becomes_the_ceiling() -> None:
    pot = Pot(("city", "county"), at_most=Fraction(10))
    assert together(pot, {"city": reach(0, None), "county": reach(2, 2)}) == reach(2, 10)
    highest = Pot(("city", "county"), highest=True, at_most=Fraction(10))
    assert together(highest, {"city": reach(0, None), "county": reach(12, 12)}) == reach(10, 10)


def test_a_payer_split_follows_the_amount() -> None:
    assert paid(Pot(("both",)), both=reach(10, 20)) == {CITY: reach(5, 10), COUNTY: reach(5, 10)}


def test_the_payer_of_the_highest_is_known_once_the_highest_is() -> None:
    pot = Pot(("city", "county"), highest=True)
    assert paid(pot, city=reach(9, 9), county=reach(3, 5)) == {CITY: reach(9, 9), COUNTY: reach(0, 0)}


def test_while_either_may_be_the_highest_either_may_pay_nothing() -> None:
    pot = Pot(("city", "county"), highest=True)
    assert paid(pot, city=reach(4, 4), county=reach(3, 5)) == {CITY: reach(0, 4), COUNTY: reach(0, 5)}


def test_of_two_equals_the_text_does_not_say_who_pays() -> None:
    pot = Pot(("city", "county"), highest=True)
    assert paid(pot, city=reach(4, 4), county=reach(4, 4)) == {CITY: reach(0, 4), COUNTY: reach(0, 4)}


def test_a_ceiling_that_cuts_leaves_open_at_whose_cost() -> None:
    pot = Pot(("city", "county"), at_most=Fraction(10))
    assert paid(pot, city=reach(6, 6), county=reach(7, 7)) == {CITY: reach(3, 6), COUNTY: reach(4, 7)}
    assert paid(pot, city=reach(6, 6), county=reach(4, 4)) == {CITY: reach(6, 6), COUNTY: reach(4, 4)}
    assert paid(pot, city=reach(2, None), county=reach(4, 4)) == {CITY: reach(2, 10), COUNTY: reach(0, 4)}


# Whatever is drawn below: rewards whose amounts are known within bounds, then learned exactly.

ends = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda e: reach(min(e), max(e)))
pots = st.builds(Pot, st.just(IDS), st.booleans(), st.none() | st.integers(1, 20).map(Fraction))


@st.composite
def narrowings(draw: st.DrawFn) -> tuple[dict[str, Reach], dict[str, Reach]]:
    """What each reward can come to, and the same with more known."""
    wide = {id_: draw(ends) for id_ in IDS}
    narrow = {}
    for id_, (low, high) in wide.items():
        inner = sorted(draw(st.tuples(*[st.integers(int(low), int(high or 0))] * 2)))
        narrow[id_] = reach(*inner)
    return wide, narrow


def payments(pot: Pot, amounts: dict[str, Fraction], rewards: dict[str, Reward]) -> list[dict[str, Fraction]]:
    """The ways exact amounts can be paid out: any of the highest, a cut at anybody's cost."""
    if pot.highest:
        most = max(amounts.values())
        ways = [{id_: most} for id_, much in amounts.items() if much == most]
    else:
        ways = [amounts]
    found = []
    for way in ways:
        shares: dict[str, Fraction] = {}
        for id_, much in way.items():
            for payer, part in rewards[id_].paid_by:
                shares[payer] = shares.get(payer, Fraction(0)) + part * much
        total = sum(shares.values())
        cut = max(Fraction(0), total - pot.at_most) if pot.at_most is not None else Fraction(0)
        if pot.highest:
            scale = (total - cut) / total if total else Fraction(1)
            found.append({payer: share * scale for payer, share in shares.items()})
        else:
            found += [_bearing(payer, shares, cut) for payer in shares]
    return found


def _bearing(first: str, shares: dict[str, Fraction], cut: Fraction) -> dict[str, Fraction]:
    left = dict(shares)
    for payer in (first, *(other for other in shares if other != first)):
        taken = min(cut, left[payer])
        left[payer], cut = left[payer] - taken, cut - taken
    return left


@given(pots, st.fixed_dictionaries(dict.fromkeys(IDS, ends)), st.data())
def test_totals_and_payers_hold_every_way_of_paying_out(
    pot: Pot, reaches: dict[str, Reach], data: st.DataObject
) -> None:
    amounts = {
        id_: Fraction(data.draw(st.integers(int(low), int(high or 0))))
        for id_, (low, high) in reaches.items()
    }
    total, shares = together(pot, reaches), by_payer(pot, REWARDS, reaches)
    for way in payments(pot, amounts, REWARDS):
        assert total.low <= sum(way.values()) <= (total.high or 0)
        for payer in shares:
            assert shares[payer].low <= way.get(payer, 0) <= (shares[payer].high or 0)


@given(pots, narrowings())
def test_totals_and_payers_only_narrow(pot: Pot, known: tuple[dict[str, Reach], dict[str, Reach]]) -> None:
    before, after = ([together(pot, reaches), *by_payer(pot, REWARDS, reaches).values()] for reaches in known)
    for wide, narrow in zip(before, after, strict=True):
        assert wide.low <= narrow.low
        assert (narrow.high or 0) <= (wide.high or 0)


@pytest.mark.parametrize("at_most", [None, 7])
@given(known=narrowings())
def test_what_the_payers_pay_adds_up_to_the_total_once_all_is_known_and_one_pays(
    at_most: int | None, known: tuple[dict[str, Reach], dict[str, Reach]]
) -> None:
    pot = Pot(("city",), at_most=None if at_most is None else Fraction(at_most))
    for reaches in known:
        assert by_payer(pot, REWARDS, reaches)[CITY] == together(pot, reaches)
