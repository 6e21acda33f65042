"""What is asked for the sake of a total or of a day: what a ceiling leaves, and when a payment is made."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyengine.language.tree import ALWAYS
from policyengine.rulebook.choices import Nature
from policyengine.rulebook.paying import Ceiling, Split
from policyengine.rulebook.plan import Plan
from tests.evaluation.building import ask, ceiling, condition, group, payment, plan, reward, vocabulary
from tests.evaluation.completions import Completed, Grid

WORDS = vocabulary(
    q="boolean",
    p="boolean",
    tax={"kind": "money", "by_year": True},
    province="money",
    base="money",
    n="count",
    on="date",
    hires={"kind": "list", "fields": {"pay": "money"}},
)
TAX = "tax[2020]"


def under(*ceilings: Ceiling, **more: Any) -> Plan:
    """Two awards of 100万元 and 50万元 under some ceilings, and one of 1万元 beside them."""
    return plan(
        WORDS,
        reward("a", WORDS, "100万元", "q"),
        reward("b", WORDS, "50万元", "p"),
        reward("beside", WORDS, "1万元"),
        group("g", ["a", "b"], ceilings=ceilings, **more),
    )


def asked(
    made: Plan, options: Mapping[str, Any] | None = None, **profile: Any
) -> list[tuple[str, int | None]]:
    questions = ask(made, profile, **(options or {})).questions
    return [(each.fact, None if each.worth is None else int(each.worth)) for each in questions]


BOTH = {"q": True, "p": True}


def test_what_a_ceiling_is_computed_from_is_asked_and_worth_what_it_can_cut() -> None:
    made = under(ceiling(WORDS, "tax[year - 1] at least 50万元"))
    (question,) = ask(made, BOTH).questions
    assert (question.fact, question.worth) == (TAX, 1_000_000)
    assert question.decides == ("made_up.a", "made_up.b")
    assert all(item.missing == () for item in ask(made, BOTH).items())


def test_it_decides_those_rewards_of_the_group_that_can_be_had() -> None:
    (question,) = ask(under(ceiling(WORDS, "tax[year - 1]")), {"q": True, "p": False}).questions
    assert (question.decides, question.worth) == (("made_up.a",), 1_000_000)


@pytest.mark.parametrize(
    ("at_most", "profile"),
    [
        ("tax[year - 1]", {**BOTH, "tax": {2020: 5}}),
        ("tax[year - 1]", {"q": False, "p": False}),  # the group comes to nothing
        ("tax[year - 1] at least 150万元", BOTH),  # never reached
        ("(200万元 if n >= 3, otherwise 300万元)", BOTH),
        ("0% * tax[year - 1]", BOTH),
        ("tax[year - 1] at least 100万元", {"q": True, "p": False}),
    ],
)
def test_what_no_completion_lets_a_ceiling_cut_by_is_not_asked(at_most: str, profile: dict[str, Any]) -> None:
    assert asked(under(ceiling(WORDS, at_most)), **profile) == []


def test_a_ceiling_that_another_never_lets_bind_is_not_asked() -> None:
    assert (
        asked(under(ceiling(WORDS, "tax[year - 1] at least 40万元"), ceiling(WORDS, "30万元")), **BOTH) == []
    )


def test_a_ceiling_over_groups_is_asked_only_as_far_as_those_leave_something_to_cut() -> None:
    def nested(inner: int) -> Plan:
        return plan(
            WORDS,
            reward("a", WORDS, "100万元"),
            reward("b", WORDS, "50万元"),
            group("g", ["a"], at_most=inner),
            group("outer", ["g", "b"], ceilings=[ceiling(WORDS, "tax[year - 1] at least 80万元")]),
        )

    assert asked(nested(300_000)) == []
    assert asked(nested(600_000)) == [(TAX, 300_000)]


def test_of_a_choice_only_the_one_that_is_paid_is_cut() -> None:
    made = under(ceiling(WORDS, "tax[year - 1] at least 70万元"), pay="highest")
    assert asked(made, **BOTH) == [(TAX, 300_000)]
    assert asked(made, q=False, p=True) == []


def test_what_else_counts_under_a_ceiling_is_asked() -> None:
    assert asked(under(ceiling(WORDS, "180万元", counting="province")), **BOTH) == [("province", 1_500_000)]
    assert asked(under(ceiling(WORDS, "180万元", counting="(province at most 30万元)")), **BOTH) == []


def test_by_which_tier_a_ceiling_is_found_is_asked() -> None:
    made = under(ceiling(WORDS, "(60万元 if n >= 3, otherwise 80万元)"))
    assert asked(made, **BOTH) == [("n", 200_000)]


def test_a_list_that_a_ceiling_sums_is_asked() -> None:
    made = under(ceiling(WORDS, "sum(pay of hires) at least 100万元"))
    assert asked(made, **BOTH) == [("hires", 500_000)]
    assert asked(made, hires=[{"pay": 1_200_000}], **BOTH) == []


def test_a_condition_is_worth_no_more_than_the_ceiling_may_leave() -> None:
    made = under(ceiling(WORDS, "tax[year - 1] at most 70万元"))
    assert asked(made) == [("q", 700_000), (TAX, 700_000), ("p", 500_000)]


def test_where_a_ceiling_alone_bounds_a_reward_its_worth_is_unknown() -> None:
    made = plan(
        WORDS, reward("a", WORDS, "unstated"), group("g", ["a"], ceilings=[ceiling(WORDS, "tax[year - 1]")])
    )
    assert asked(made) == [(TAX, None)]
    bounded = plan(
        WORDS,
        reward("a", WORDS, "unstated"),
        group("g", ["a"], ceilings=[ceiling(WORDS, "tax[year - 1] at most 5万元")]),
    )
    assert asked(bounded) == [(TAX, 50_000)]


def test_where_a_fact_raises_a_ceiling_and_lowers_the_award_the_total_is_greatest_between() -> None:
    made = plan(
        WORDS,
        reward("a", WORDS, "100万元 - base"),
        reward("b", WORDS, "20万元", "p"),
        group("g", ["a", "b"], ceilings=[ceiling(WORDS, "base at most 120万元")]),
    )
    assert asked(made, p=False) == [("base", 500_000)]
    assert dict(asked(made, p=True))["base"] == 600_000


def test_where_two_ceilings_meet_may_depend_on_another_fact_that_is_open() -> None:
    falling = ceiling(WORDS, "210万元 - tax[year - 1]", counting="10万元 * (n at most 3)")
    found = dict(asked(under(ceiling(WORDS, "tax[year - 1]"), falling), **BOTH))
    # Without staff both leave 105万元 at once; with three of them 90万元.
    assert found == {TAX: 1_050_000, "n": 300_000}


def test_the_record_of_rewards_is_asked_where_it_counts_under_a_ceiling() -> None:
    silent = {"assume_not_received": False}
    made = under(ceiling(WORDS, "80万元", per="ever"))
    assert asked(made, silent, **BOTH) == [("received", 800_000)]
    assert asked(made, silent, q=False, p=False) == []
    assert asked(made, silent, **BOTH, received=[]) == []
    assert asked(made, **BOTH) == []


def test_what_was_received_is_taken_off_what_a_ceiling_can_still_be_worth() -> None:
    paid = [{"reward": "a", "amount": "30万元", "on": "2021-03-01"}]
    made = under(ceiling(WORDS, "tax[year - 1] at most 80万元", per="year"))
    assert asked(made, **BOTH, received=paid) == [(TAX, 500_000)]


# From which day a payment is made


def late(**more: Any) -> Plan:
    """An award of 5万元, its second part of 3万元 from a year after a day on."""
    parts = (payment("first", WORDS, "2万元"), payment("second", WORDS, "3万元", earliest="on + 1年", **more))
    return plan(WORDS, reward("r", WORDS, "5万元", "q", payments=parts))


def test_the_day_from_which_a_payment_is_made_is_asked_last() -> None:
    found = ask(late(), {})
    assert [(each.fact, each.worth) for each in found.questions] == [("q", 50_000), ("on", 0)]
    assert found.questions[1].decides == ("made_up.r",)
    assert found.rewards["r"].missing == ("q",)


def test_the_day_of_what_is_known_or_cannot_be_had_or_was_paid_is_not_asked() -> None:
    assert asked(late(), q=True, on="2021-01-01") == []
    assert asked(late(), q=False) == []
    assert asked(late(when="p"), q=True, p=False) == []
    paid = [{"reward": "r", "payment": "second", "amount": "3万元"}]
    assert asked(late(), q=True, received=paid) == []


def test_who_pays_is_not_asked() -> None:
    city, county = (("city_finance", Fraction(1)),), (("county_finance", Fraction(1)),)
    either = (Split(condition("p", WORDS), city), Split(ALWAYS, county))
    assert asked(plan(WORDS, reward("r", WORDS, "5万元", paid_by=either))) == []


# Against every completion

GRID: Grid = {
    "q": (False, True),
    "n": (0, 1, 2, 3, 4),
    # Wherever the ceilings below, and what else counts under them, can meet, and beyond.
    TAX: (*(str(Decimal(half) / 2) for half in range(17)), "1000"),
}
AMOUNTS = ("3元", "1元 * (n at most 3)", "(4元 if q, otherwise 2元)", "2元", "6元 - (1元 * n at most 3元)")
CEILINGS = (
    "4元",
    "tax[year - 1]",
    "tax[year - 1] at least 2元 at most 6元",
    "1元 * (n at most 3)",
    "(tax[year - 1] if q, otherwise 3元)",
    "7元 - tax[year - 1]",
    "(3元 if n >= 2, otherwise 5元)",
)
CONDITIONS = ("true", "q", "not q", "n >= 2", "q and n < 2")
COUNTING = (None, None, "1元 * (n at most 3)", "(2元 if q, otherwise 0元)")


@st.composite
def capped_plans(draw: st.DrawFn) -> Plan:
    """Three rewards in a group, or in one within another, each under one ceiling or two."""
    rewards = [
        reward(
            id_,
            WORDS,
            draw(st.sampled_from(AMOUNTS)),
            draw(st.sampled_from(CONDITIONS)),
            nature=draw(st.sampled_from(Nature)),
        )
        for id_ in "rst"
    ]

    def ceilings() -> list[Ceiling]:
        texts = draw(st.lists(st.sampled_from(CEILINGS), min_size=1, max_size=2))
        return [ceiling(WORDS, text, counting=draw(st.sampled_from(COUNTING))) for text in texts]

    pay = draw(st.sampled_from([None, "highest"]))
    inner = group("g", ["r", "s"], pay=pay, ceilings=ceilings())
    outer = [group("outer", ["g", "t"], ceilings=ceilings())] if draw(st.booleans()) else []
    return plan(WORDS, *rewards, inner, *outer)


@settings(max_examples=25, deadline=None)
@given(capped_plans(), st.data())
def test_asked_is_what_turns_an_item_or_the_total_and_for_what_it_is_worth(
    made: Plan, data: st.DataObject
) -> None:
    values = {name: st.sampled_from(GRID[name]) for name in GRID}
    known = data.draw(st.fixed_dictionaries({}, optional=values))
    found, every = ask(made, known), Completed(made, known, GRID)
    for item in found.items():
        assert set(item.missing) == every.missing(item.rule.id)
    missing = {fact for item in found.items() for fact in item.missing}
    worths = {question.fact: question.worth for question in found.questions}
    assert set(worths) == missing | {fact for fact in GRID if every.worth(fact) != 0}
    for fact, told in worths.items():
        assert told == every.worth(fact)
    assert sorted(worths.values(), key=lambda each: each or 0, reverse=True) == list(worths.values())
    assert all(question.decides for question in found.questions)
