"""Design, section 5: statuses, amounts by nature, once, scope; and that more facts never contradict them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyengine.evaluation.assess import assess
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.deciding.force import Force
from policyengine.evaluation.facts.derived import with_derived
from policyengine.evaluation.facts.profile import Facts
from policyengine.evaluation.meaning.terms import Known
from policyengine.language.interval import Interval
from policyengine.rulebook.choices import Nature, Per, Scope
from policyengine.rulebook.paying import Budget
from policyengine.rulebook.plan import Obligation, Plan, Reward
from tests.evaluation.building import (
    AS_OF,
    ask,
    between,
    cite,
    condition,
    exactly,
    group,
    obligation,
    plan,
    reward,
    splits,
    support,
    vocabulary,
)
from tests.strategies import VOCABULARY, amounts, conditions, profiles

WORDS = vocabulary(q="boolean", base="money", n="count")
CHOSEN = Nature.DISCRETIONARY
PAYING = plan(
    WORDS,
    reward("entitled", WORDS, "30万元", "q"),
    reward("chosen", WORDS, "30万元", "q", nature=CHOSEN),
    reward("ceiling", WORDS, "up to 100万元", "q", nature=CHOSEN),
    reward("open", WORDS, "unstated", "q"),
    reward("computed", WORDS, "25% * base", "q"),
    reward("capped", WORDS, "25% * base at most 50万元", "q"),
)


@pytest.mark.parametrize(
    ("id_", "eligible", "undetermined"),
    [
        ("entitled", exactly(300_000), between(0, 300_000)),
        ("chosen", between(0, 300_000), between(0, 300_000)),
        ("ceiling", between(0, 1_000_000), between(0, 1_000_000)),
        ("open", between(0, None), between(0, None)),
        ("computed", exactly(1_000_000), between(0, None)),
        ("capped", exactly(500_000), between(0, 500_000)),
    ],
)
def test_the_amount_follows_status_and_nature(id_: str, eligible: Interval, undetermined: Interval) -> None:
    full, unsure, out = ({"q": True, "base": 4_000_000}, {}, {"q": False, "base": 4_000_000})
    for profile, status, expected in (
        (full, "eligible", eligible),
        (unsure, "undetermined", undetermined),
        (out, "ineligible", exactly(0)),
    ):
        found = ask(PAYING, profile).rewards[id_]
        assert (found.status, found.amount) == (status, expected)


def test_unquantified_are_eligible_and_undetermined_rewards_without_a_high() -> None:
    unsure = ask(PAYING, {}).totals
    assert unsure.unquantified == ("made_up.open", "made_up.computed")
    assert (unsure.assured, unsure.possible) == (0, 300_000 + 300_000 + 1_000_000 + 500_000)
    assert ask(PAYING, {"q": True, "base": 4}).totals.unquantified == ("made_up.open",)
    assert ask(PAYING, {"q": False}).totals.unquantified == ()


@pytest.mark.parametrize(("q", "status"), [(True, "eligible"), (False, "ineligible"), (None, "undetermined")])
def test_a_support_is_had_or_not(q: bool | None, status: str) -> None:
    helping = plan(WORDS, support("help", WORDS, "q"))
    assert ask(helping, {"q": q}).supports["help"].status == status


def test_a_funds_budget_bounds_no_single_reward() -> None:
    fund = Budget(Fraction(100_000), 1)
    funded = plan(WORDS, reward("r", WORDS, "base", "q", budget=fund))
    assert ask(funded, {"q": True, "base": 1_010_000}).rewards["r"].amount == exactly(1_010_000)


# Scope

HAIMEN = plan(
    WORDS,
    reward("local", WORDS, "10元", "q"),
    reward("anyone", WORDS, "20元", "q", scope=Scope.ANY),
    obligation("duty", WORDS, "q", "n >= 1", standing=True),
    jurisdiction="320614",
)


@pytest.mark.parametrize(
    ("code", "local", "duty"),
    [
        ("320614", "eligible", "unmet"),
        ("320612", "ineligible", "not_bound"),
        ("320600", "undetermined", "undetermined"),
        ("320000", "undetermined", "undetermined"),
        ("410000", "ineligible", "not_bound"),
        (None, "undetermined", "undetermined"),
    ],
)
def test_a_rule_reaches_who_is_registered_there_unless_it_says_otherwise(
    code: str | None, local: str, duty: str
) -> None:
    found = ask(HAIMEN, {"registered_in": code, "q": True, "n": 0})
    assert found.rewards["local"].status == local
    assert found.obligations["duty"].status == duty
    assert found.rewards["anyone"].status == "eligible"


@pytest.mark.parametrize("code", ["320614", "320600", "110000", None])
def test_assuming_registration_holds_even_against_the_profile_and_is_listed(code: str | None) -> None:
    found = ask(HAIMEN, {"registered_in": code, "q": True, "n": 0}, assume_registered=True)
    assert found.rewards["local"].status == "eligible"
    assert ("registered_in", "320614") in found.assumptions
    assert all("registered_in" not in item.missing for item in found.items())
    assert "registered_in" not in {question.fact for question in found.questions}


def test_scope_stands_apart_from_the_rules_own_condition() -> None:
    found = ask(HAIMEN, {"registered_in": "110000", "q": True}).rewards["local"].because
    assert (found["scope"].value, found["when"].value) == (False, True)  # type: ignore[union-attr]


# Already received

ONCE = plan(
    WORDS,
    reward("single", WORDS, "30万元", "q", once=Per.EVER),
    reward("yearly", WORDS, "10万元", "q"),
)
PAID = {"received": [{"reward": "made_up.single", "amount": "30万元", "on": "2020-05-01"}]}
PAID_YEARLY = {"received": [{"reward": "yearly"}]}


@pytest.mark.parametrize(
    ("received", "option", "status", "listed"),
    [
        ({}, None, "eligible", True),
        ({}, True, "eligible", True),
        ({}, False, "undetermined", False),
        ({"received": []}, None, "eligible", False),
        ({"received": []}, True, "eligible", True),
        ({"received": []}, False, "eligible", False),
        (PAID, None, "ineligible", False),
        (PAID, True, "eligible", True),
        (PAID, False, "ineligible", False),
        (PAID_YEARLY, None, "eligible", False),
    ],
)
def test_a_one_off_reward_is_paid_once(
    received: Mapping[str, Any], option: bool | None, status: str, listed: bool
) -> None:
    found = ask(ONCE, {"q": True, **received}, assume_not_received=option)
    assert found.rewards["single"].status == status
    assert (("received", "none") in found.assumptions) is listed
    assert found.rewards["yearly"].status == "eligible"


@pytest.mark.parametrize(
    ("entry", "status"),
    [
        ({"on": "2021-01-01"}, "ineligible"),
        ({"on": "2020-12-31"}, "eligible"),
        ({}, "undetermined"),
    ],
)
def test_a_reward_of_once_a_year_is_had_again_the_next_year(entry: dict[str, str], status: str) -> None:
    made = plan(WORDS, reward("r", WORDS, "10万元", "q", once=Per.YEAR))
    found = ask(made, {"q": True, "received": [{"reward": "r", **entry}]})
    assert found.rewards["r"].status == status


def test_a_reward_received_says_when_it_was_paid() -> None:
    single = ask(ONCE, {"q": True, **PAID}).rewards["single"]
    assert single.received is not None
    assert (single.received.on, single.received.amount) == (date(2020, 5, 1), 300_000)
    why = single.because["received"]
    assert why is not None
    assert (why.value, why.facts) == (False, {"received": "2020-05-01"})
    assert "2020年5月1日" in why.words.zh
    assert "1 May 2020" in why.words.en


def test_what_was_received_is_asked_only_where_nothing_is_assumed() -> None:
    unsure = ask(ONCE, {"q": True}, assume_not_received=False)
    assert unsure.rewards["single"].missing == ("received",)
    (question,) = unsure.questions
    assert (question.fact, question.worth, question.decides) == ("received", 300_000, ("made_up.single",))
    assert ask(ONCE, {"q": True}).questions == ()


def test_the_assumption_is_listed_even_where_no_reward_is_one_off() -> None:
    assert ("received", "none") in ask(plan(WORDS), {}).assumptions


# Totals over groups


def test_each_reward_stands_for_itself_and_totals_come_after_groups() -> None:
    grouped = plan(
        WORDS,
        reward("one", WORDS, "30万元", "q"),
        reward("two", WORDS, "20万元", "q"),
        group("best", ["one", "two"], highest=True),
    )
    found = ask(grouped, {"q": True})
    assert [each.amount for each in found.rewards.values()] == [exactly(300_000), exactly(200_000)]
    assert (found.totals.assured, found.totals.possible) == (300_000, 300_000)
    assert found.totals.by_payer == {"unstated": exactly(300_000)}


def test_totals_are_as_if_the_plan_bound() -> None:
    draft = plan(WORDS, reward("one", WORDS, "30万元", "q"), draft=True)
    found = ask(draft, {"q": True})
    assert (found.binding, found.totals.assured) == (False, 300_000)


# More facts never contradict: rewards, totals and payers of whole plans

SHARES = (("city_finance", Fraction(1, 3)), ("county_finance", Fraction(2, 3)))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Four rewards, two of them in a group or not, and an obligation, over the shared vocabulary."""
    rules: list[Any] = [
        Reward(
            when=draw(conditions),
            amount=(much := draw(amounts)),
            promised=much,
            nature=draw(st.sampled_from(Nature)),
            paid_by=splits(draw(st.sampled_from([SHARES, (("unstated", Fraction(1)),)]))),
            scope=Scope.ANY,
            **cite(id_),
        )
        for id_ in ("a", "b", "c")
    ]
    rules.append(Obligation(bound=draw(conditions), requires=draw(conditions), standing=True, **cite("d")))
    if draw(st.booleans()):
        at_most = draw(st.none() | st.integers(0, 300))
        highest = at_most is None or draw(st.booleans())
        rules.append(group("g", ["a", "b"], highest=highest, at_most=at_most))
    return plan(VOCABULARY, *rules)


def assessed(each: Plan, given: Known) -> Assessment:
    facts = Facts(given, with_derived(given, VOCABULARY), None, VOCABULARY)
    return assess(each, Force.IN_FORCE, facts, AS_OF, assume_registered=True)


def within(inner: Interval, outer: Interval) -> bool:
    lower = outer.low <= inner.low
    return lower and (outer.high is None or (inner.high is not None and inner.high <= outer.high))


@settings(max_examples=150, deadline=None)
@given(plans(), profiles, profiles)
def test_one_fact_more_never_turns_a_result_round_and_never_widens_one(
    each: Plan, known: Known, learned: Known
) -> None:
    before, after = assessed(each, known), assessed(each, {**learned, **known})
    for id_, reward_before in before.rewards.items():
        assert reward_before.status in (after.rewards[id_].status, "undetermined")
        assert within(after.rewards[id_].amount, reward_before.amount)
        for payer, part in reward_before.paid_by.items():
            assert within(after.rewards[id_].paid_by[payer], part)
    assert before.obligations["d"].status in (after.obligations["d"].status, "undetermined")
    if not before.totals.unquantified:
        assert before.totals.assured <= after.totals.assured
        assert after.totals.possible <= before.totals.possible
        for payer, part in before.totals.by_payer.items():
            assert within(after.totals.by_payer[payer], part)


@settings(max_examples=50, deadline=None)
@given(plans(), profiles)
def test_assured_is_never_above_possible(each: Plan, known: Known) -> None:
    totals = assessed(each, known).totals
    assert 0 <= totals.assured <= totals.possible
    assert all(part.high is not None and part.low <= part.high for part in totals.by_payer.values())


@settings(max_examples=50, deadline=None)
@given(plans(), profiles)
def test_what_payers_can_pay_spans_the_total(each: Plan, known: Known) -> None:
    totals = assessed(each, known).totals
    lows = sum((part.low for part in totals.by_payer.values()), Decimal(0))
    highs = sum((part.high or Decimal(0) for part in totals.by_payer.values()), Decimal(0))
    slack = Decimal("0.0001")  # thirds are kept between two decimals
    assert lows <= totals.assured + slack
    assert totals.possible <= highs + slack


def test_a_condition_on_nothing_asks_nothing() -> None:
    always = plan(WORDS, reward("one", WORDS, "30万元"))
    found = ask(always, {}).rewards["one"]
    assert (found.status, found.missing) == ("eligible", ())
    assert condition("true", WORDS) == found.rule.when  # type: ignore[union-attr]
