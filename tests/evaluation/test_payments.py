"""When a reward is paid, part by part: due, not yet, on a condition, paid, or to be returned."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyengine.evaluation.assessment import Assessment
from policyengine.language.interval import Interval
from policyengine.rulebook.choices import Nature, Per, WhenShort
from policyengine.rulebook.paying import Budget
from policyengine.rulebook.plan import Plan
from tests.evaluation.building import (
    ask,
    between,
    clawback,
    exactly,
    group,
    payment,
    plan,
    reward,
    vocabulary,
)

WORDS = vocabulary(
    q="boolean",
    passed="boolean",
    moved="boolean",
    failed="boolean",
    recognised_on="date",
    planned="money",
    spent="money",
)
HALVES = (
    payment("first", WORDS, "15万元"),
    payment("second", WORDS, "15万元", "passed", earliest="recognised_on + 1年"),
)
GATED = "15万元 + (15万元 if passed, otherwise 0元)"
IN_HALVES = plan(WORDS, reward("r", WORDS, GATED, "q", promised="30万元", payments=HALVES))
RECOGNISED = {"q": True, "recognised_on": "2021-01-10"}
LATER = date(2022, 1, 10)


def standing(found: Assessment, id_: str = "r") -> dict[str, tuple[str, Interval]]:
    return {each.id: (each.status.value, each.amount) for each in found.rewards[id_].payments}


def statuses(found: Assessment, id_: str = "r") -> list[str]:
    return [each.status.value for each in found.rewards[id_].payments]


def received(amount: str | None = None, payment: str | None = None, reward: str = "r") -> dict[str, Any]:
    return {"reward": reward, "amount": amount, "payment": payment}


def test_a_reward_without_a_schedule_lists_no_payments() -> None:
    assert ask(plan(WORDS, reward("r", WORDS, "30万元")), {}).rewards["r"].payments == ()


# Instalments


@pytest.mark.parametrize(
    ("passed", "as_of", "second"),
    [
        (True, LATER, "due"),
        (True, date(2022, 1, 9), "not_yet"),
        (False, LATER, "not_met"),
        (None, LATER, "conditional"),
    ],
)
def test_an_instalment_waits_for_its_condition_and_its_day(
    passed: bool | None, as_of: date, second: str
) -> None:
    found = ask(IN_HALVES, {**RECOGNISED, "passed": passed}, as_of)
    assert statuses(found) == ["due", second]
    assert found.rewards["r"].payments[1].earliest == LATER


def test_an_instalment_whose_day_is_unknown_is_conditional_but_sure_in_amount() -> None:
    found = ask(IN_HALVES, {"q": True, "passed": True})
    assert standing(found)["second"] == ("conditional", exactly(150_000))
    assert found.rewards["r"].payments[1].earliest is None


def test_the_payments_add_to_what_the_reward_comes_to() -> None:
    for passed, amount in (
        (True, exactly(300_000)),
        (False, exactly(150_000)),
        (None, between(150_000, 300_000)),
    ):
        found = ask(IN_HALVES, {**RECOGNISED, "passed": passed})
        assert found.rewards["r"].amount == amount
        parts = [part for _, part in standing(found).values()]
        assert sum(part.low for part in parts) == amount.low
        assert sum(part.high or 0 for part in parts) == amount.high


def test_while_the_reward_is_open_its_payments_are_conditional() -> None:
    assert standing(ask(IN_HALVES, {"passed": True})) == {
        "first": ("conditional", between(0, 150_000)),
        "second": ("conditional", between(0, 150_000)),
    }


def test_of_a_reward_that_cannot_be_had_nothing_is_paid() -> None:
    assert standing(ask(IN_HALVES, {"q": False, "passed": True})) == {
        "first": ("not_met", exactly(0)),
        "second": ("not_met", exactly(0)),
    }


def test_of_what_is_still_selected_no_payment_is_assured() -> None:
    made = plan(
        WORDS, reward("r", WORDS, GATED, "q", promised="30万元", payments=HALVES, nature=Nature.DISCRETIONARY)
    )
    assert standing(ask(made, {**RECOGNISED, "passed": True}))["first"] == ("due", between(0, 150_000))


def test_a_payment_on_record_is_paid_in_the_amount_recorded() -> None:
    paid = {"received": [received("14万元", "first")]}
    found = ask(IN_HALVES, {**RECOGNISED, **paid, "passed": True}, LATER)
    assert standing(found) == {"first": ("paid", exactly(140_000)), "second": ("due", exactly(150_000))}


def test_a_payment_of_a_one_off_reward_leaves_the_rest_to_be_had() -> None:
    made = plan(WORDS, reward("r", WORDS, GATED, "q", promised="30万元", payments=HALVES, once=Per.EVER))
    half = ask(made, {**RECOGNISED, "received": [received(None, "first")]})
    assert (half.rewards["r"].status, statuses(half)) == ("eligible", ["paid", "conditional"])
    whole = ask(made, {**RECOGNISED, "received": [received("30万元")]})
    assert (whole.rewards["r"].status, statuses(whole)) == ("ineligible", ["paid", "paid"])


def test_where_nothing_is_taken_as_unpaid_a_payment_may_have_been_made() -> None:
    found = ask(IN_HALVES, {**RECOGNISED, "passed": True}, LATER, assume_not_received=False)
    assert statuses(found) == ["conditional", "conditional"]


def test_a_payment_says_why() -> None:
    first, second = ask(IN_HALVES, {**RECOGNISED, "passed": False}).to_dict()["rewards"][0]["payments"]
    assert first["because"] is None
    assert (second["because"]["value"], second["because"]["facts"]) == (False, {"passed": False})


# Advance and settlement

SETTLED = plan(
    WORDS,
    reward(
        "r",
        WORDS,
        "20% * spent if passed, otherwise 10% * planned",
        "q",
        promised="20% * spent",
        payments=(
            payment("advance", WORDS, "10% * planned", kind="advance"),
            payment("settlement", WORDS, "20% * spent", "passed", kind="settlement"),
        ),
    ),
)
PLANNED = {"q": True, "planned": "1000万元"}


def test_a_settlement_pays_what_the_advance_falls_short_of() -> None:
    found = ask(SETTLED, {**PLANNED, "spent": "800万元", "passed": True})
    assert standing(found) == {
        "advance": ("due", exactly(1_000_000)),
        "settlement": ("due", exactly(600_000)),
    }
    assert found.rewards["r"].amount == exactly(1_600_000)
    assert found.totals.to_be_returned == exactly(0)


def test_a_payment_made_in_two_parts_is_both_of_them() -> None:
    parts = {"received": [received("60万元", "advance"), received("40万元", "advance")]}
    found = ask(SETTLED, {**PLANNED, **parts, "spent": "800万元", "passed": True})
    assert standing(found) == {
        "advance": ("paid", exactly(1_000_000)),
        "settlement": ("due", exactly(600_000)),
    }


def test_an_advance_never_paid_is_set_off_and_counts_nothing_to_be_returned() -> None:
    found = ask(SETTLED, {**PLANNED, "spent": "400万元", "passed": True})
    assert standing(found) == {
        "advance": ("due", exactly(1_000_000)),
        "settlement": ("to_be_returned", exactly(200_000)),
    }
    assert found.totals.to_be_returned == exactly(0)


def test_a_settlement_takes_back_what_the_advance_exceeds() -> None:
    paid = {"received": [received("100万元", "advance")]}
    found = ask(SETTLED, {**PLANNED, **paid, "spent": "400万元", "passed": True})
    assert standing(found)["settlement"] == ("to_be_returned", exactly(200_000))
    assert found.totals.to_be_returned == exactly(200_000)


def test_a_settlement_reckons_with_the_advance_on_record() -> None:
    paid = {"received": [received("150万元", "advance")]}
    found = ask(SETTLED, {**PLANNED, **paid, "spent": "400万元", "passed": True})
    assert standing(found) == {
        "advance": ("paid", exactly(1_500_000)),
        "settlement": ("to_be_returned", exactly(700_000)),
    }


def test_while_the_final_figure_is_open_a_settlement_may_go_either_way() -> None:
    paid = {"received": [received("100万元", "advance")]}
    found = ask(SETTLED, {**PLANNED, **paid, "passed": True})
    assert standing(found)["settlement"] == ("conditional", between(0, None))
    assert found.totals.to_be_returned == between(0, 1_000_000)


def test_until_it_is_accepted_nothing_is_settled() -> None:
    found = ask(SETTLED, {**PLANNED, "spent": "400万元", "passed": False})
    assert standing(found)["settlement"] == ("not_met", exactly(0))
    assert found.totals.to_be_returned == exactly(0)


# Clawback

RECLAIMED = plan(
    WORDS,
    reward(
        "r",
        WORDS,
        "30万元",
        "q",
        once=Per.EVER,
        clawbacks=(clawback("part", WORDS, "failed", Fraction(1, 2)), clawback("all", WORDS, "moved")),
    ),
)
PAID = {"q": True, "received": [received("30万元")]}


def test_what_was_received_goes_back_when_the_condition_comes_true() -> None:
    found = ask(RECLAIMED, {**PAID, "failed": True, "moved": False})
    assert standing(found) == {"part": ("to_be_returned", exactly(150_000)), "all": ("not_met", exactly(0))}
    assert found.totals.to_be_returned == exactly(150_000)


def test_an_enterprise_that_has_left_still_returns_what_it_received() -> None:
    found = ask(RECLAIMED, {**PAID, "failed": False, "moved": True, "registered_in": "110000"})
    assert found.rewards["r"].status == "ineligible"
    assert found.totals.to_be_returned == exactly(300_000)


def test_never_more_goes_back_than_was_received() -> None:
    found = ask(RECLAIMED, {**PAID, "failed": True, "moved": True})
    assert [amount for _, amount in standing(found).values()] == [exactly(150_000), exactly(150_000)]
    assert found.totals.to_be_returned == exactly(300_000)


def test_while_the_condition_is_open_money_may_have_to_go_back() -> None:
    found = ask(RECLAIMED, {**PAID, "failed": False})
    assert standing(found)["all"] == ("conditional", between(0, 300_000))
    assert found.totals.to_be_returned == between(0, 300_000)


def test_of_nothing_received_nothing_goes_back() -> None:
    for profile in ({}, {"received": []}):
        found = ask(RECLAIMED, {"q": True, "failed": True, "moved": True, **profile})
        assert statuses(found) == ["not_met", "not_met"]
        assert found.totals.to_be_returned == exactly(0)


def test_what_was_received_in_no_known_amount_goes_back_in_no_known_amount() -> None:
    found = ask(RECLAIMED, {"received": [received()], "failed": False, "moved": True})
    assert found.totals.to_be_returned == between(0, None)


# Funds


def funded() -> Plan:
    return plan(
        WORDS,
        reward("own", WORDS, "1元", budget=Budget(Fraction(5_000_000), 1)),
        reward("a", WORDS, "1元"),
        reward("b", WORDS, "1元", "q"),
        reward("free", WORDS, "1元"),
        group(
            "g",
            ["a", "b"],
            at_most=100,
            budget=Budget(Fraction(10_000_000), 3, when_short=WhenShort.PRO_RATA),
        ),
    )


def test_totals_list_the_rewards_that_are_subject_to_a_fund() -> None:
    assert ask(funded(), {"q": True}).totals.subject_to_fund == ("made_up.own", "made_up.a", "made_up.b")
    assert ask(funded(), {"q": False}).totals.subject_to_fund == ("made_up.own", "made_up.a")


def test_a_reward_tells_its_fund_and_who_shares_it() -> None:
    own, a, _, free = ask(funded(), {}).to_dict()["rewards"]
    assert own["fund"] == {
        "amount": "5000000",
        "at_least": False,
        "years": 1,
        "when_short": None,
        "shared_with": [],
    }
    assert (a["fund"]["when_short"], a["fund"]["shared_with"]) == ("pro_rata", ["made_up.b"])
    assert free["fund"] is None


# More facts never widen what is paid or goes back

FACTS: dict[str, st.SearchStrategy[Any]] = {
    "q": st.booleans(),
    "passed": st.booleans(),
    "moved": st.booleans(),
    "failed": st.booleans(),
    "planned": st.integers(0, 100),
    "spent": st.integers(0, 100),
    "recognised_on": st.sampled_from([date(2020, 1, 1), date(2021, 6, 1)]),
}
records = st.lists(
    st.builds(received, st.sampled_from(["5元", "30元"]), st.sampled_from([None, "advance", "settlement"])),
    max_size=2,
)
EVERYTHING = plan(
    WORDS,
    reward(
        "r",
        WORDS,
        "20% * spent",
        "q",
        payments=(
            payment("advance", WORDS, "10% * planned", kind="advance"),
            payment("settlement", WORDS, "20% * spent", "passed", kind="settlement"),
        ),
        clawbacks=(clawback("part", WORDS, "failed", Fraction(1, 2)), clawback("all", WORDS, "moved")),
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.fixed_dictionaries(FACTS), st.sets(st.sampled_from(sorted(FACTS))), records)
def test_more_facts_never_widen_what_goes_back(
    profile: dict[str, Any], kept: set[str], record: list[dict[str, Any]]
) -> None:
    some = {key: value for key, value in profile.items() if key in kept}
    before = ask(EVERYTHING, {**some, "received": record}).totals.to_be_returned
    after = ask(EVERYTHING, {**profile, "received": record}).totals.to_be_returned
    assert before.low <= after.low
    assert after.high is not None
    assert before.high is None or after.high <= before.high


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([IN_HALVES, EVERYTHING]),
    st.fixed_dictionaries(FACTS),
    st.sets(st.sampled_from(sorted(FACTS))),
)
def test_more_facts_never_contradict_a_payment(made: Plan, profile: dict[str, Any], kept: set[str]) -> None:
    some = {key: value for key, value in profile.items() if key in kept}
    befores, afters = (ask(made, each).rewards["r"].payments for each in (some, profile))
    for before, after in zip(befores, afters, strict=True):
        assert before.status.value in (after.status.value, "conditional")
        if after.status.value != "to_be_returned":
            assert before.amount.low <= after.amount.low
            assert before.amount.high is None or (after.amount.high or 0) <= before.amount.high
