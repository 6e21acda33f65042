"""Design, section 5: totals after groups, and who pays them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.deciding.groups import Pot, standing, together, worked
from policyengine.evaluation.deciding.paid_out import by_payer
from policyengine.evaluation.deciding.payers import Parts
from policyengine.evaluation.meaning.amounts import Reach
from policyengine.language.interval import Interval
from policyengine.rulebook.choices import Nature, Pay, Weighed
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.provisions import Group
from tests.evaluation.building import (
    ask,
    between,
    ceiling,
    exactly,
    group,
    payment,
    plan,
    reach,
    reward,
    vocabulary,
)

WORDS = vocabulary(q="boolean", first="boolean", second="boolean", base="money")
CITY, COUNTY = "city_finance", "county_finance"
HALVES = ((CITY, Fraction(1, 2)), (COUNTY, Fraction(1, 2)))
REWARDS = {
    "city": reward("city", WORDS, "1元", paid_by=((CITY, Fraction(1)),)),
    "county": reward("county", WORDS, "1元", paid_by=((COUNTY, Fraction(1)),)),
    "both": reward("both", WORDS, "1元", paid_by=HALVES),
}
IDS = tuple(REWARDS)


def pot(members: Iterable[str | Pot], *, highest: bool = False, at_most: int | None = None) -> Pot:
    limit = None if at_most is None else reach(at_most, at_most)
    return Pot(tuple(members), Pay.HIGHEST if highest else None, at_most=limit)


def paid(asked: Pot, **reaches: Reach) -> Parts:
    work = worked(asked, {id_: standing(each) for id_, each in reaches.items()}, None)
    return by_payer(work, lambda id_: (REWARDS[id_].paid_by[0].shares,))


def test_what_excludes_each_other_pays_the_largest_low_to_the_largest_high() -> None:
    made = pot(["city", "county"], highest=True)
    assert together(made, {"city": reach(3, 5), "county": reach(0, 9)}) == reach(3, 9)


def test_an_unknown_high_is_in_no_sum_but_its_low_is() -> None:
    for made in (pot(["city", "county"]), pot(["city", "county"], highest=True)):
        assert together(made, {"city": reach(0, None), "county": reach(4, 4)}) == reach(4, 4)
    assert together(pot(["city"]), {"city": reach(7, None)}) == reach(7, 7)


def test_a_shared_ceiling_pays_the_smaller_of_sum_and_ceiling() -> None:
    made = pot(["city", "county"], at_most=10)
    assert together(made, {"city": reach(3, 4), "county": reach(2, 5)}) == reach(5, 9)
    assert together(made, {"city": reach(3, 4), "county": reach(9, 9)}) == reach(10, 10)


def test_under_a_ceiling_an_unknown_high_becomes_the_ceiling() -> None:
    made = pot(["city", "county"], at_most=10)
    assert together(made, {"city": reach(0, None), "county": reach(2, 2)}) == reach(2, 10)
    highest = pot(["city", "county"], highest=True, at_most=10)
    assert together(highest, {"city": reach(0, None), "county": reach(12, 12)}) == reach(10, 10)


def test_a_payer_split_follows_the_amount() -> None:
    assert paid(pot(["both"]), both=reach(10, 20)) == {CITY: reach(5, 10), COUNTY: reach(5, 10)}


def test_the_payer_of_the_highest_is_known_once_the_highest_is() -> None:
    made = pot(["city", "county"], highest=True)
    assert paid(made, city=reach(9, 9), county=reach(3, 5)) == {CITY: reach(9, 9), COUNTY: reach(0, 0)}


def test_while_either_may_be_the_highest_either_may_pay_nothing() -> None:
    made = pot(["city", "county"], highest=True)
    assert paid(made, city=reach(4, 4), county=reach(3, 5)) == {CITY: reach(0, 4), COUNTY: reach(0, 5)}


def test_of_two_equals_the_text_does_not_say_who_pays() -> None:
    made = pot(["city", "county"], highest=True)
    assert paid(made, city=reach(4, 4), county=reach(4, 4)) == {CITY: reach(0, 4), COUNTY: reach(0, 4)}


def test_a_ceiling_that_cuts_leaves_open_at_whose_cost() -> None:
    made = pot(["city", "county"], at_most=10)
    assert paid(made, city=reach(6, 6), county=reach(7, 7)) == {CITY: reach(3, 6), COUNTY: reach(4, 7)}
    assert paid(made, city=reach(6, 6), county=reach(4, 4)) == {CITY: reach(6, 6), COUNTY: reach(4, 4)}
    assert paid(made, city=reach(2, None), county=reach(4, 4)) == {CITY: reach(2, 10), COUNTY: reach(0, 4)}


# Groups of a plan


def three(*groups: Group) -> Plan:
    """Awards of 50万元, 30万元 and 20万元; the first two are had on conditions of their own."""
    return plan(
        WORDS,
        reward("a", WORDS, "50万元", "first"),
        reward("b", WORDS, "30万元", "second"),
        reward("c", WORDS, "20万元"),
        *groups,
    )


def total(made: Plan, profile: dict[str, Any]) -> Interval:
    totals = ask(made, profile).totals
    return Interval(totals.assured, totals.possible)


@pytest.mark.parametrize("pay", ["highest", "one"])
def test_of_several_only_one_is_paid_and_it_is_the_best_one(pay: str) -> None:
    made = three(group("g", ["c", "b", "a"], pay=pay))
    assert total(made, {"first": True, "second": True}) == exactly(500_000)
    assert total(made, {"first": False, "second": True}) == exactly(300_000)
    assert total(made, {"second": True}) == between(300_000, 500_000)
    assert [cut.by for cut in ask(made, {"first": True, "second": True}).totals.cuts] == [pay]


FIRST = three(group("g", ["b", "c", "a"], pay="first"))


def test_the_first_listed_that_can_be_had_is_paid_even_if_another_is_higher() -> None:
    assert total(FIRST, {"first": True, "second": True}) == exactly(300_000)
    assert total(FIRST, {"first": True, "second": False}) == exactly(200_000)


def test_while_the_first_is_open_what_comes_is_it_or_the_next() -> None:
    assert total(FIRST, {"first": True}) == between(200_000, 300_000)


def test_where_none_is_sure_to_be_had_nothing_is_assured() -> None:
    made = plan(
        WORDS,
        reward("a", WORDS, "50万元", "first", paid_by=((CITY, Fraction(1)),)),
        reward("b", WORDS, "30万元", "second", paid_by=((CITY, Fraction(1)),)),
        group("g", ["b", "a"], pay="first"),
    )
    assert total(made, {}) == between(0, 500_000)
    assert ask(made, {}).totals.by_payer == {CITY: between(0, 500_000)}
    assert total(made, {"first": False, "second": False}) == exactly(0)


def test_a_discretionary_award_that_can_be_had_comes_first_though_nothing_of_it_is_sure() -> None:
    made = plan(
        WORDS,
        reward("chosen", WORDS, "10万元", nature=Nature.DISCRETIONARY),
        reward("sure", WORDS, "30万元"),
        group("g", ["chosen", "sure"], pay="first"),
    )
    assert total(made, {}) == between(0, 100_000)


def in_parts(weighed: Weighed) -> Plan:
    """60万元 in three equal parts, against 40万元 of which 30万元 come at once."""
    thirds = (payment(f"a{k}", WORDS, "20万元") for k in (1, 2, 3))
    at_once = (payment("b1", WORDS, "30万元"), payment("b2", WORDS, "10万元"))
    return plan(
        WORDS,
        reward("a", WORDS, "60万元", "first", payments=tuple(thirds)),
        reward("b", WORDS, "40万元", "second", payments=at_once),
        group("g", ["a", "b"], pay="highest", weighed=weighed),
    )


def test_the_highest_is_told_by_the_first_payment_where_the_text_says_so() -> None:
    had = {"first": True, "second": True}
    assert total(in_parts(Weighed.TOTAL), had) == exactly(600_000)
    assert total(in_parts(Weighed.FIRST_PAYMENT), had) == exactly(400_000)


def test_while_one_is_open_that_is_told_by_its_first_payment_either_may_be_paid() -> None:
    assert total(in_parts(Weighed.FIRST_PAYMENT), {"first": True}) == between(400_000, 600_000)
    assert total(in_parts(Weighed.FIRST_PAYMENT), {"second": True}) == exactly(400_000)


def test_a_ceiling_may_stand_over_a_highest_only_group() -> None:
    made = three(group("best", ["a", "b"], highest=True), group("all", ["best", "c"], at_most=600_000))
    assert total(made, {"first": True, "second": True}) == exactly(600_000)
    cuts = ask(made, {"first": True, "second": True}).totals.cuts
    assert [(cut.group, cut.by) for cut in cuts] == [("made_up.best", "highest"), ("made_up.all", "ceiling")]
    assert [(cut.before.high, cut.after.high) for cut in cuts] == [(800_000, 500_000), (700_000, 600_000)]


def test_the_higher_of_two_sums_may_be_paid() -> None:
    made = three(group("sum", ["b", "c"], at_most=450_000), group("best", ["a", "sum"], highest=True))
    assert total(made, {"first": False, "second": True}) == exactly(450_000)
    assert total(made, {"first": True, "second": True}) == exactly(500_000)


def test_an_outer_ceiling_takes_the_place_of_an_unknown_high_within() -> None:
    made = plan(
        WORDS,
        reward("a", WORDS, "unstated", nature=Nature.DISCRETIONARY),
        reward("b", WORDS, "30万元"),
        group("best", ["a", "b"], highest=True),
        group("all", ["best"], at_most=400_000),
    )
    assert total(made, {}) == between(300_000, 400_000)


# Whatever is drawn below: small groups within groups, and profiles that say more and more.

AMOUNTS = ("10元", "25元", "40元", "base", "up to 30元")
SHARES = (HALVES, ((CITY, Fraction(1)),), ((CITY, Fraction(1, 3)), (COUNTY, Fraction(2, 3))))


@st.composite
def grouped(draw: st.DrawFn) -> Plan:
    """Four rewards, two or three of them in a group, which may be in another."""
    rewards = [
        reward(
            id_,
            WORDS,
            draw(st.sampled_from(AMOUNTS)),
            draw(st.sampled_from(["true", "first", "second", "first or second"])),
            paid_by=draw(st.sampled_from(SHARES)),
            payments=(payment("p", WORDS, draw(st.sampled_from(AMOUNTS[:4]))),),
        )
        for id_ in "abcd"
    ]
    inner = _drawn(draw, "inner", ["a", "b"])
    outer = _drawn(draw, "outer", draw(st.permutations(["inner", "c"])))
    return plan(WORDS, *rewards, inner, *([outer] if draw(st.booleans()) else []))


def _drawn(draw: st.DrawFn, id_: str, members: list[str]) -> Group:
    at_most = draw(st.sampled_from([None, "20元", "45元", "base"]))
    return group(
        id_,
        members,
        pay=draw(st.sampled_from([None, "highest", "one", "first"])),
        weighed=draw(st.sampled_from(Weighed)),
        ceilings=[] if at_most is None else [ceiling(WORDS, at_most)],
        cut=draw(st.sampled_from([None, "pro_rata", "last_first"])),
    )


full = st.fixed_dictionaries({"first": st.booleans(), "second": st.booleans(), "base": st.integers(0, 60)})
known = st.sets(st.sampled_from(["first", "second", "base"]))


def within(inner: Interval, outer: Interval) -> bool:
    assert inner.high is not None
    return outer.low <= inner.low and (outer.high is None or inner.high <= outer.high)


@settings(max_examples=400, deadline=None)
@given(grouped(), full, known)
def test_totals_and_payers_hold_what_every_completion_comes_to(
    made: Plan, profile: dict[str, Any], kept: set[str]
) -> None:
    before = ask(made, {key: value for key, value in profile.items() if key in kept}).totals
    after = ask(made, profile).totals
    # What may be of any size is listed and in no sum.
    if not before.unquantified:
        assert before.assured <= after.assured
        assert after.possible <= before.possible
        for payer, part in after.by_payer.items():
            assert within(part, before.by_payer[payer])


def settled(found: Assessment) -> bool:
    """Whether it is settled which rewards are paid, and at whose cost a ceiling cuts."""
    unstated = {each.id for each in found.plan.groups if each.cut is None and each.pay is None}
    exact = all(reward.amount.exact for reward in found.rewards.values())
    return exact and not any(cut.group.partition(".")[2] in unstated for cut in found.totals.cuts)


@settings(max_examples=400, deadline=None)
@given(grouped(), full)
def test_the_parts_add_to_the_whole_after_every_cut(made: Plan, profile: dict[str, Any]) -> None:
    found = ask(made, profile)
    parts = found.totals.by_payer.values()
    assert sum(part.low for part in parts) <= found.totals.assured
    assert found.totals.possible <= sum(part.high or 0 for part in parts)
    if settled(found) and all(part.exact for part in parts):
        assert sum(part.low for part in parts) == found.totals.assured == found.totals.possible


@settings(max_examples=200, deadline=None)
@given(grouped(), full)
def test_no_ceiling_is_ever_exceeded(made: Plan, profile: dict[str, Any]) -> None:
    for cut in ask(made, profile).totals.cuts:
        assert cut.after.high is not None
        assert cut.before.high is None or cut.after.high <= cut.before.high
        if cut.at_most is not None:
            assert cut.at_most.high is not None
            assert cut.after.high <= cut.at_most.high
