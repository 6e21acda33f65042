"""What is asked of figures by year, days, lists, definitions, and what a plan asks of many rules at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from policyengine.evaluation.inquiry import pieces
from policyengine.evaluation.inquiry.changes import Change
from policyengine.rulebook.choices import Every, Per, RuleKind, Weighed
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.provisions import Selector
from tests.evaluation.building import (
    ask,
    both,
    ceiling,
    clawback,
    group,
    named,
    obligation,
    payment,
    plan,
    plan_wide,
    reward,
    support,
    vocabulary,
)

CHANGEABLE = {"changeable": True}
WORDS = named(
    vocabulary(
        grade={"kind": "choice", "choices": ("A", "B", "C"), "label": "绩效等级"},
        base="money",
        tax="money",
        n={"kind": "count", "label": "专利数", **CHANGEABLE},
        on={"kind": "date", **CHANGEABLE},
        moved="boolean",
        dishonest={"kind": "boolean", "label": "严重失信"},
        inspected="boolean",
        sales={"kind": "money", "by_year": True, **CHANGEABLE},
        hires={
            "kind": "list",
            "fields": {"level": {"kind": "choice", "choices": ("phd", "msc")}, "pay": "money"},
        },
        need="money",
        profit={"kind": "money", "derived": "base - tax"},
    ),
    share="(100% if grade = A, 80% if grade = B, otherwise 0%)",
    several="n >= 2",
)
ALL_REWARDS = (Selector(kind=RuleKind.REWARD),)


def missing_of(when: str, pays: str = "1元", **profile: Any) -> tuple[str, ...]:
    return ask(plan(WORDS, reward("r", WORDS, pays, when)), profile).rewards["r"].missing


def asked(made: Plan, **profile: Any) -> list[tuple[str, int | None]]:
    questions = ask(made, profile).questions
    return [(each.fact, None if each.worth is None else int(each.worth)) for each in questions]


def test_rules_are_asked_about_together_whatever_stands_beside_each() -> None:
    """The second reads what the third pays by, the third what the first does, and only the first a series."""
    made = plan(
        WORDS,
        reward("sold", WORDS, "50% * tax", "moved and sales[2019] = 0元"),
        reward("spent", WORDS, "base", "moved"),
        reward("both", WORDS, "50% * base at most tax", "moved"),
    )
    missing = {item.rule.id: item.missing for item in ask(made, {}).items()}
    assert missing == {
        "sold": ("tax", "moved", "sales[2019]"),
        "spent": ("base", "moved"),
        "both": ("base", "tax", "moved"),
    }


# Assessed as of 2021-06-30


@pytest.mark.parametrize(
    ("when", "profile", "missing"),
    [
        # The figure of a year is asked for by its calendar year, under whichever name rules read it.
        ("sales[year - 1] >= 100元", {}, ["sales[2020]"]),
        ("sales[year - 1] >= 100元 and sales[2020] < 100元", {}, []),
        ("sales[year - 1] >= 100元 or sales[2020] < 100元", {}, []),
        ("growth(sales[year - 1]) >= 10%", {}, ["sales[2019]", "sales[2020]"]),
        ("growth(sales[year - 1]) >= 10%", {"sales": {2019: 100}}, ["sales[2020]"]),
        ("growth(sales[year - 1]) >= 10%", {"sales": {2019: 100, 2020: 110}}, []),
        ("growth(sales[year - 1]) >= 10%", {"sales": {2019: 0}}, []),  # nothing grows from nothing
        # Today is never asked for.
        ("on <= as_of", {}, ["on"]),
        ("as_of >= 2021-01-01", {}, []),
        ("as_of >= on and as_of < on", {}, []),
        ("years(on, as_of) >= 3 or years(on, as_of) < 3", {}, []),
        ("years(on, as_of) >= 3 and on > 2018-06-30", {}, []),
        ("years(on, as_of) >= 3 and on >= 2018-06-30", {}, ["on"]),
        ("on between 4月1日 and 5月31日 and on between 6月1日 and 7月31日", {}, []),
        ("on between 11月1日 and 2月末 and on between 2021-03-01 and 2021-10-31", {}, []),
        ("on between 11月1日 and 2月末 and on between 2021-02-28 and 2021-10-31", {}, ["on"]),
        ("on + 1年 between 4月1日 and 5月31日", {}, ["on"]),
        # A list is asked for as long as an entry can still count, or not.
        ("count(hires) >= 1", {}, ["hires"]),
        ("count(hires) >= 0", {}, []),
        ("count(hires where level = phd) >= 2", {"hires": [{"level": "phd"}, {}]}, ["hires"]),
        ("count(hires where level = phd) >= 2", {"hires": [{"level": "phd"}, {"level": "msc"}]}, []),
        ("count(hires where level = phd) >= 2", {"hires": [{"level": "phd"}, {"level": "phd"}, {}]}, []),
        ("count(hires where level = phd) >= 3", {"hires": [{}, {}]}, []),
        ("sum(pay of hires) >= 100元", {"hires": [{"pay": 120}, {}]}, []),
        ("sum(pay of hires) >= 100元", {"hires": [{"pay": 80}, {}]}, ["hires"]),
        ("count(hires where pay >= need) >= 1", {"hires": [{"pay": 80}]}, ["need"]),
        ("count(hires where pay >= need) >= 1", {"hires": []}, []),
        ("count(hires where pay >= need) >= 1", {"need": 50}, ["hires"]),
        ("count(hires) + n >= 3", {"hires": []}, ["n"]),
        ("count(hires) >= n", {}, ["n", "hires"]),
        # Tiers and bounds within a comparison.
        ("share >= 50%", {}, ["grade"]),
        ("share >= 0%", {}, []),
        ("share >= 50% and grade = C", {}, []),
        ("(n at most 5) >= 6", {}, []),
        ("several or n < 2", {}, []),
        ("(base rounded down to 100元) >= 200元 and base < 200元", {}, []),
        ("(base rounded down to 100元) >= 200元 and base < 201元", {}, ["base"]),
        ("profit < 0元", {}, ["base", "tax", "profit"]),
    ],
)
def test_a_fact_is_missing_if_it_can_turn_the_result(
    when: str, profile: Mapping[str, Any], missing: list[str]
) -> None:
    assert list(missing_of(when, **profile)) == missing


@pytest.mark.parametrize(
    ("pays", "profile", "missing"),
    [
        ("share * (25% * base at most 100万元)", {}, ["grade", "base"]),
        ("share * (25% * base at most 100万元)", {"grade": "C"}, []),
        ("share * (25% * base at most 100万元)", {"base": 0}, []),
        ("(100万元 if grade = A, otherwise 50万元) + (10万元 if grade = A, otherwise 60万元)", {}, []),
        ("100万元 - (base at most 200万元)", {}, ["base"]),
        ("(base at most 200万元) - 200万元", {}, []),  # never above zero
        ("1元 * years(on, as_of) at most 0元", {}, []),
        ("1元 * years(on, as_of) at most 3元", {}, ["on"]),
        ("sum((50% * pay at most 5000元) of hires) at most 2万元", {}, ["hires"]),
        ("sum((50% * pay at most 5000元) of hires where level = phd)", {"hires": [{"level": "msc"}]}, []),
        ("10% * sales[year - 1]", {}, ["sales[2020]"]),
    ],
)
def test_a_fact_is_missing_if_it_can_turn_the_amount(
    pays: str, profile: Mapping[str, Any], missing: list[str]
) -> None:
    assert list(missing_of("true", pays, **profile)) == missing


def test_a_term_of_too_many_pieces_asks_for_all_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    pays = "((base at most 200万元) - 200万元) - 5元 + (1元 if grade = A, otherwise 1元)"
    when = "(n at most 5) >= 5 and n < 5"
    assert missing_of("true", pays) == missing_of(when) == ()
    monkeypatch.setattr(pieces, "MOST_PIECES", 1)
    assert missing_of("true", pays) == ("grade", "base")
    assert missing_of(when) == ("n",)


def test_a_figure_is_asked_for_with_its_year() -> None:
    (question,) = ask(plan(WORDS, reward("r", WORDS, "5元", "sales[year - 1] >= 100元")), {}).questions
    assert question.fact == "sales[2020]"
    assert "2020年" in question.question.zh
    assert question.worth == 5


def test_a_list_is_worth_all_that_its_counts_can_bring() -> None:
    made = plan(
        WORDS,
        reward("r", WORDS, "5元", "count(hires where level = phd) >= 1"),
        reward("s", WORDS, "3元", "count(hires where level = msc) >= 1"),
    )
    assert asked(made) == [("hires", 8)]
    assert asked(made, hires=[{"level": "phd"}]) == []


def test_of_two_the_one_with_the_higher_first_payment_is_what_an_answer_brings() -> None:
    slow = payment("slow", WORDS, "1元"), payment("rest", WORDS, "9元")
    made = plan(
        WORDS,
        reward("r", WORDS, "10元", payments=slow),
        reward("s", WORDS, "5元", "several", payments=(payment("all", WORDS, "5元"),)),
        group("g", ["r", "s"], highest=True, weighed=Weighed.FIRST_PAYMENT),
    )
    assert asked(made) == [("n", 5)]


@pytest.mark.parametrize(
    ("place", "missing"),
    [
        (None, ["registered_in"]),
        ("410000", ["registered_in"]),
        ("410500", ["registered_in"]),
        ("410522", ["registered_in"]),
        ("410522/high_tech_zone", []),
        ("410523", []),
        ("410700", []),
    ],
)
def test_in_which_area_an_enterprise_lies_is_asked_until_it_is_settled(
    place: str | None, missing: list[str]
) -> None:
    words = WORDS.with_places({"410522/high_tech_zone": both("高新区")})
    made = plan(words, reward("r", words, "5元", "registered_in = 高新区"))
    found = ask(made, {"registered_in": place})
    assert list(found.rewards["r"].missing) == missing
    assert [question.worth for question in found.questions] == [5] * len(missing)


# What the plan asks beside a rule's own condition


def test_what_a_plan_asks_of_many_rules_is_missing_for_each_of_them() -> None:
    honest = plan_wide("honest", WORDS, "not dishonest", ALL_REWARDS, exceptions=(Selector(rule="s"),))
    made = plan(WORDS, reward("r", WORDS, "5元", "several"), reward("s", WORDS, "3元"), conditions=(honest,))
    found = ask(made, {})
    assert found.rewards["r"].missing == ("n", "dishonest")
    assert found.rewards["s"].missing == ()
    assert ask(made, {"dishonest": True}).rewards["r"].missing == ()
    assert found.facts_used == ("registered_in", "n", "dishonest")


def test_the_day_that_a_plan_governs_is_asked_for() -> None:
    made = plan(WORDS, reward("r", WORDS, "5元"), governs="on", period=(date(2021, 1, 1), date(2021, 12, 31)))
    assert ask(made, {}).rewards["r"].missing == ("on",)
    assert ask(made, {"on": "2020-12-31"}).rewards["r"].missing == ()


def test_what_sends_money_back_is_asked_only_of_what_was_received() -> None:
    back = clawback("left", WORDS, "moved")
    made = plan(WORDS, reward("r", WORDS, "5元", clawbacks=(back,), once=Per.EVER))
    paid = {"received": [{"reward": "r", "amount": 5}]}
    assert ask(made, {}).rewards["r"].missing == ()
    assert ask(made, paid).rewards["r"].missing == ("moved",)
    assert ask(made, {**paid, "registered_in": "110000"}).rewards["r"].missing == ("moved",)
    assert asked(made, **paid) == [("moved", 0)]
    assert ask(made, {**paid, "moved": False}).rewards["r"].missing == ()


def test_who_pays_is_not_missing_and_what_a_ceiling_reads_is_used() -> None:
    part = payment("second", WORDS, "3元", "inspected", earliest="on + 1年")
    made = plan(
        WORDS,
        reward("r", WORDS, "2元 + (3元 if inspected, otherwise 0元)", promised="5元", payments=(part,)),
        group("g", ["r"], ceilings=(ceiling(WORDS, "tax", counting="need"),)),
    )
    found = ask(made, {})
    assert found.rewards["r"].missing == ("inspected",)
    assert found.facts_used == ("registered_in", "tax", "on", "inspected", "need", "received")


def test_an_obligation_waits_for_the_day_it_counts_from() -> None:
    by = obligation("o", WORDS, "true", "n >= 1", by="on + 1年")
    made = plan(WORDS, by)
    assert ask(made, {"n": 0}).obligations["o"].missing == ("on",)
    assert ask(made, {"n": 1}).obligations["o"].missing == ()
    assert ask(made, {"on": "2021-01-01"}).obligations["o"].missing == ("n",)
    from_then = plan(WORDS, obligation("o", WORDS, "true", "n >= 1", each=Every.YEAR, start="on"))
    assert ask(from_then, {"n": 0}).obligations["o"].missing == ("on",)
    assert ask(from_then, {"on": "2022-01-01"}).obligations["o"].missing == ()


# What it would take


def repairs(made: Plan, **profile: Any) -> list[list[tuple[str, Any, Any]]]:
    found = next(iter(ask(made, profile).items())).repairs
    return [[(c["fact"], c["from"], c["to"]) for c in map(Change.to_dict, repair)] for repair in found]


@pytest.mark.parametrize(
    ("when", "profile", "expected"),
    [
        ("several", {"n": 0}, [[("n", "0", "2")]]),
        ("(n at most 3) * 2 >= 4", {"n": 0}, [[("n", "0", "2")]]),
        ("count(hires) >= 2", {"hires": []}, []),
        ("count(hires) + n >= 3", {"hires": [{}], "n": 1}, [[("n", "1", "2")]]),
        ("sales[year - 1] >= 100元", {"sales": {2020: 50}}, []),
        ("n >= 3 and sales[year - 1] >= 100元", {"n": 1, "sales": {2020: 150}}, [[("n", "1", "3")]]),
        # The year assessed is not over: its figure can still be brought about, an earlier one cannot.
        ("sales[year] >= 100元", {"sales": {2021: 50}}, [[("sales[2021]", "50", "100")]]),
        ("sales[2021] >= 100元", {"sales": {2021: 50}}, [[("sales[2021]", "50", "100")]]),
        (
            "sales[year] >= 100元 or sales[2021] >= 80元",
            {"sales": {2021: 50}},
            [[("sales[2021]", "50", "80")]],
        ),
        (
            "sales[year] > sales[year - 1]",
            {"sales": {2020: 70, 2021: 50}},
            [[("sales[2021]", "50", "70.01")]],
        ),
        ("sales[year] >= 9元 and n >= 1", {"n": 0}, [[("n", "0", "1"), ("sales[2021]", None, "9")]]),
        ("growth(sales[year]) >= 10%", {"sales": {2020: 50, 2021: 50}}, [[("sales[2021]", "50", "55")]]),
        ("sales[2020] >= 100元", {"sales": {2020: 50}}, []),
        ("on between 4月1日 and 5月31日", {"on": "2021-06-10"}, [[("on", "2021-06-10", "2021-05-31")]]),
        ("years(on, as_of) >= 3", {"on": "2018-09-01"}, [[("on", "2018-09-01", "2018-06-30")]]),
    ],
)
def test_only_what_an_enterprise_can_bring_about_is_changed(
    when: str, profile: Mapping[str, Any], expected: list[list[tuple[str, Any, Any]]]
) -> None:
    assert repairs(plan(WORDS, support("s", WORDS, when)), **profile) == expected


def test_what_the_plan_asks_of_all_must_hold_after_a_repair() -> None:
    several = plan_wide("enough", WORDS, "n >= 3", (Selector(kind=RuleKind.SUPPORT),))
    made = plan(WORDS, support("s", WORDS, "n >= 1 and not moved"), conditions=(several,))
    assert repairs(made, n=0, moved=False) == [[("n", "0", "3")]]
    assert repairs(made, n=0, moved=True) == []


def test_the_figure_of_a_year_that_is_over_is_past_even_where_that_year_is_assessed() -> None:
    made = plan(WORDS, support("s", WORDS, "sales[year] >= 100元"))
    profile = {"sales": {2021: 50, 2022: 50}}
    assert [
        ask(made, profile, date(2022, 3, 1), year=year).supports["s"].repairs == () for year in (2021, 2022)
    ] == [
        True,
        False,
    ]
