"""Design, section 5: what is missing, what to ask next, and what an answer is worth."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyengine.evaluation.inquiry import missing, worth
from policyengine.language.tree import (
    Amount,
    Arithmetic,
    Bounded,
    Branch,
    Fact,
    Kind,
    Literal,
    Operator,
    Tiers,
    Unstated,
    UpTo,
)
from policyengine.rulebook.choices import Nature, Per, Scope
from policyengine.rulebook.paying import Ceiling
from policyengine.rulebook.plan import Obligation, Plan, Reward
from tests.evaluation.building import ask, cite, group, obligation, plan, reward, support, vocabulary
from tests.evaluation.completions import Completed, completions
from tests.evaluation.small import GRID, atoms, conditions, profiles, small_vocabulary

WORDS = vocabulary(
    first="boolean",
    island="boolean",
    q="boolean",
    base="money",
    n="count",
    income="money",
    rd="money",
    intensity={"kind": "ratio", "derived": "rd / income"},
    on="date",
    grade={"kind": "choice", "choices": ("low", "middle", "high")},
    title="text",
)
TIERS = "50万元 if island, otherwise 30万元"


def missing_of(when: str, pays: str = "1元", **profile: Any) -> tuple[str, ...]:
    return ask(plan(WORDS, reward("r", WORDS, pays, when)), profile).rewards["r"].missing


def asked(made: Plan, **profile: Any) -> list[tuple[str, Decimal | None]]:
    return [(question.fact, question.worth) for question in ask(made, profile).questions]


# What is missing


@pytest.mark.parametrize(
    ("when", "profile", "missing"),
    [
        ("first and island", {}, ["first", "island"]),
        ("first and island", {"first": True}, ["island"]),
        ("first and island", {"first": False}, []),
        ("first or island", {"first": True}, []),
        ("n >= 3 or n < 3", {}, []),
        ("n >= 3 and n < 3", {}, []),
        ("n > 2 and not n >= 3", {}, []),  # no whole number lies between
        ("base > 2元 and not base >= 3元", {}, ["base"]),
        ("first and not first", {}, []),
        ("n >= 3 and n >= 5", {"n": 4}, []),
        ("grade = low or grade = middle or grade = high", {}, []),
        ("grade in [low, middle]", {}, ["grade"]),
        ("(first and q) or (first and not q)", {"first": True}, []),
        ("(first and q) or (first and not q)", {}, ["first"]),
        ("at least 2 of [first, island, q]", {"first": True}, ["island", "q"]),
        ("at least 2 of [first, island, q]", {"first": True, "q": True}, []),
        ("on >= 2020-01-01 or on < 2020-01-01", {}, []),
        ("on + 3年 >= 2023-01-01 or on < 2020-01-01", {}, []),
        ("on + 3年 > 2023-01-01", {}, ["on"]),
        ('title = "甲"', {}, ["title"]),
        ("rd >= 3% * income", {"income": 100}, ["rd"]),
        ("rd * 2 - 100元 >= 300元 or rd < 200元", {}, []),
        ("rd / income >= 3%", {"income": 0}, []),
        ("registered_in = 410522 and first", {"first": True}, ["registered_in"]),
        ("registered_in = 410700", {}, []),
    ],
)
def test_a_fact_is_missing_if_it_can_turn_the_result(
    when: str, profile: Mapping[str, Any], missing: list[str]
) -> None:
    assert list(missing_of(when, **profile)) == missing


@pytest.mark.parametrize(
    ("pays", "profile", "missing"),
    [
        (TIERS, {}, ["first", "island"]),
        (TIERS, {"first": True}, ["island"]),
        (TIERS, {"first": False}, []),
        ("30万元 if island, otherwise 30万元", {"first": True}, []),
        ("25% * base", {"first": True}, ["base"]),
        ("25% * base", {"first": False}, []),
        ("0% * base", {"first": True}, []),
        ("base - base", {"first": True}, []),
        ("25% * base at least 5万元 at most 5万元", {"first": True}, []),
        ("25% * base at most 5万元", {"first": True}, ["base"]),
        ("up to base", {"first": True}, ["base"]),
        ("unstated", {"first": True}, []),
        ("base rounded down to 100元", {"first": True}, ["base"]),
        ("base if n >= 3, otherwise 5元", {"first": True}, ["base", "n"]),
        ("base if n >= 3, otherwise 5元", {"first": True, "n": 2}, []),
    ],
)
def test_a_fact_is_missing_if_it_can_turn_the_amount(
    pays: str, profile: Mapping[str, Any], missing: list[str]
) -> None:
    assert sorted(missing_of("first", pays, **profile)) == sorted(missing)


@pytest.mark.parametrize(
    ("profile", "missing"),
    [
        ({}, ["income", "rd", "intensity"]),
        ({"income": 100}, ["rd", "intensity"]),
        ({"rd": 3}, ["income", "intensity"]),
        ({"rd": 3, "income": 100}, []),
        ({"intensity": "3%"}, []),
        ({"rd": 3, "income": 0}, ["intensity"]),
    ],
)
def test_for_a_derived_fact_all_that_would_settle_it_is_missing(
    profile: Mapping[str, Any], missing: list[str]
) -> None:
    assert list(missing_of("intensity >= 3%", **profile)) == missing


def test_a_condition_over_several_unknown_facts_counts_as_free() -> None:
    assert missing_of("rd >= 3% * income") == ("income", "rd")
    assert missing_of("rd >= income or rd < income") == ()  # one question, asked both ways
    assert missing_of("rd >= income or income > rd") == ()


def test_where_a_place_is_known_too_widely_it_is_still_missing() -> None:
    assert missing_of("true", registered_in=None) == ("registered_in",)
    assert missing_of("true", registered_in="410000") == ("registered_in",)
    assert missing_of("true", registered_in="410522") == ()
    assert missing_of("registered_in = 410522", registered_in="410500") == ("registered_in",)


def test_obligations_miss_what_can_turn_their_status() -> None:
    made = plan(WORDS, obligation("duty", WORDS, "first", "n >= 5", standing=True))
    assert ask(made, {}).obligations["duty"].missing == ("first", "n")
    assert ask(made, {"first": False}).obligations["duty"].missing == ()
    assert ask(made, {"n": 5}).obligations["duty"].missing == ("first",)


# Questions


QUESTIONS = plan(
    WORDS,
    reward("award", WORDS, TIERS, "first"),
    reward("open", WORDS, "unstated", "q"),
    reward("either", WORDS, "1万元", "n >= 3 or n < 3"),
    support("help", WORDS, "n >= 5"),
)


def test_questions_come_most_valuable_first_and_unknown_worth_before_none() -> None:
    assert asked(QUESTIONS) == [
        ("first", Decimal(500_000)),
        ("island", Decimal(200_000)),
        ("q", None),
        ("n", Decimal(0)),
    ]


def test_a_question_says_what_it_decides_and_how_to_ask() -> None:
    first = ask(QUESTIONS, {}).questions[0]
    assert first.decides == ("made_up.award",)
    assert first.label == WORDS["first"].label
    assert first.question == WORDS["first"].question


def test_what_cannot_matter_any_more_is_not_asked() -> None:
    assert asked(QUESTIONS, first=False, q=False, n=5) == []
    assert asked(QUESTIONS, island=False, q=False, n=5) == [("first", Decimal(300_000))]


def test_what_is_selected_is_worth_its_high() -> None:
    made = plan(WORDS, reward("r", WORDS, "up to 100万元", "first", nature=Nature.DISCRETIONARY))
    assert asked(made) == [("first", Decimal(1_000_000))]


def test_an_amount_without_end_has_no_worth_and_a_ceiling_gives_it_one() -> None:
    open_ended = plan(WORDS, reward("r", WORDS, "25% * base", "first"))
    assert asked(open_ended, first=True) == [("base", None)]
    assert asked(open_ended) == [("first", None), ("base", None)]
    capped = plan(WORDS, reward("r", WORDS, "25% * base at most 50万元", "first"))
    assert asked(capped) == [("first", Decimal(500_000)), ("base", Decimal(500_000))]
    falling = plan(WORDS, reward("r", WORDS, "100万元 - 25% * base", "first"))
    assert asked(falling, first=True) == [("base", Decimal(1_000_000))]


def test_a_group_bounds_what_an_answer_is_worth() -> None:
    two = (reward("a", WORDS, "30万元", "first"), reward("b", WORDS, "20万元", "q"))
    highest = plan(WORDS, *two, group("g", ["a", "b"], highest=True))
    assert asked(highest) == [("first", Decimal(300_000)), ("q", Decimal(200_000))]
    assert asked(highest, first=True) == [("q", Decimal(0))]
    ceiling = plan(WORDS, *two, group("g", ["a", "b"], at_most=350_000))
    assert asked(ceiling, first=True) == [("q", Decimal(50_000))]


def test_a_ceiling_gives_an_open_amount_a_worth() -> None:
    two = (reward("a", WORDS, "unstated", "first"), reward("b", WORDS, "20万元"))
    assert asked(plan(WORDS, *two, group("g", ["a", "b"], at_most=350_000))) == [("first", Decimal(150_000))]


def test_one_fact_that_opens_several_rewards_is_worth_them_all() -> None:
    made = plan(WORDS, reward("a", WORDS, "30万元", "first"), reward("b", WORDS, TIERS, "first and q"))
    assert dict(asked(made))["first"] == 800_000
    assert dict(asked(made))["q"] == 500_000


def test_the_sources_of_a_derived_fact_are_worth_what_it_is() -> None:
    made = plan(WORDS, reward("r", WORDS, "30万元", "intensity >= 3%"))
    assert asked(made) == [(name, Decimal(300_000)) for name in ("income", "rd", "intensity")]


def test_facts_used_are_all_that_rules_read_known_or_not_in_vocabulary_order() -> None:
    made = plan(
        WORDS,
        reward("a", WORDS, "25% * base", "intensity >= 3%", once=Per.EVER),
        support("b", WORDS, "q or first"),
        obligation("c", WORDS, "first", "n >= 1", standing=True),
    )
    used = ("registered_in", "first", "q", "base", "n", "income", "rd", "intensity", "received")
    for profile in ({}, {"first": True}, {"intensity": "2%"}, {"registered_in": "110000"}):
        assert ask(made, profile).facts_used == used
    anyone = plan(WORDS, support("b", WORDS, "q", scope=Scope.ANY))
    assert ask(anyone, {}).facts_used == ("q",)


def test_past_the_bound_every_fact_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missing, "AT_MOST", 0)
    assert missing_of("first and not first") == ("first",)
    assert missing_of("first and (q or island)") == ("first", "island", "q")


def test_past_the_bound_a_worth_is_no_less(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = dict(asked(QUESTIONS))
    for most in (0, 1, 2):
        monkeypatch.setattr(worth, "AT_MOST", most)
        bound = dict(asked(QUESTIONS))
        assert bound.keys() == exact.keys()
        assert all((bound[f] or 0) >= (exact[f] or 0) for f in exact if bound[f] is not None)


# Against brute force, on small plans

SMALL = small_vocabulary()
yuan = st.integers(0, 4).map(lambda n: Literal(Kind.MONEY, Fraction(n)))
some_yuan = st.integers(1, 3).map(lambda n: Literal(Kind.MONEY, Fraction(n)))
# Three yuan at most: whatever n is above three changes nothing more.
each_n = st.builds(Arithmetic, some_yuan, st.just(Operator.TIMES), st.just(Fact("n"))).map(
    lambda term: Bounded(term, None, Literal(Kind.MONEY, Fraction(3)))
)
small_amounts: st.SearchStrategy[Amount] = st.one_of(
    yuan,
    st.just(Unstated()),
    st.builds(UpTo, yuan),
    each_n,
    st.builds(
        Tiers,
        st.lists(st.builds(Branch, atoms, yuan | each_n), min_size=1, max_size=2).map(tuple),
        yuan,
    ),
)


@st.composite
def small_plans(draw: st.DrawFn) -> Plan:
    amounts = {id_: draw(small_amounts) for id_ in ("r", "s", "t")}
    rules: list[Any] = [
        Reward(
            when=draw(conditions),
            amount=pays,
            promised=pays,
            nature=draw(st.sampled_from(Nature)),
            scope=Scope.ANY,
            **cite(id_),
        )
        for id_, pays in amounts.items()
    ]
    duty = Obligation(
        bound=draw(conditions),
        requires=draw(conditions),
        standing=True,
        scope=Scope.ANY,
        **cite("d"),
    )
    if draw(st.booleans()):
        at_most = draw(st.none() | st.integers(1, 5))
        highest = at_most is None or draw(st.booleans())
        computed = draw(st.lists(yuan | each_n, max_size=1).map(lambda terms: list(map(Ceiling, terms))))
        rules.append(group("g", ["r", "s"], highest=highest, at_most=at_most, ceilings=computed))
    return plan(SMALL, *rules, duty)


@settings(max_examples=120, deadline=None)
@given(small_plans(), profiles)
def test_missing_questions_and_worth_are_what_all_completions_say(
    made: Plan, profile: dict[str, Any]
) -> None:
    found, every = ask(made, profile), Completed(made, profile, GRID)
    for item in found.items():
        assert set(item.missing) == every.missing(item.rule.id)
    worths = {question.fact: question.worth for question in found.questions}
    missing_ = {fact for item in found.items() for fact in item.missing}
    assert set(worths) == missing_ | {fact for fact in GRID if every.worth(fact) != 0}
    for fact, told in worths.items():
        assert told == every.worth(fact)


@settings(max_examples=100, deadline=None)
@given(small_plans(), profiles)
def test_the_amount_and_the_totals_hold_those_of_every_completion(
    made: Plan, profile: dict[str, Any]
) -> None:
    found = ask(made, profile)
    for full in completions(profile, GRID):
        settled = ask(made, full)
        for id_, reward_ in found.rewards.items():
            amount, least = reward_.amount, settled.rewards[id_].amount
            assert amount.low <= least.low
            assert amount.high is None or (least.high is not None and least.high <= amount.high)
        if not found.totals.unquantified:
            assert found.totals.assured <= settled.totals.assured
            assert settled.totals.possible <= found.totals.possible


@settings(max_examples=100, deadline=None)
@given(small_plans(), profiles)
def test_questions_are_sorted_and_ask_only_what_is_not_known(made: Plan, profile: dict[str, Any]) -> None:
    questions = ask(made, profile).questions
    assert not {question.fact for question in questions} & set(profile)
    ranks = [(2, q.worth) if q.worth else (1 if q.worth is None else 0, Decimal(0)) for q in questions]
    assert all(before >= after for before, after in pairwise(ranks))
