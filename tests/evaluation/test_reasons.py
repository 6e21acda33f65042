"""Design, section 5: every result can show its condition tree, in words, with values and facts."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from policyengine.evaluation.facts.derived import with_derived
from policyengine.evaluation.meaning.kleene import truth_of
from policyengine.evaluation.meaning.terms import Known
from policyengine.evaluation.reasons import Reason, payment_reason, told
from policyengine.language.tree import Condition
from policyengine.rulebook.choices import Per, RuleKind, Scope
from policyengine.rulebook.provisions import Selector
from tests.evaluation.building import (
    ask,
    clawback,
    named,
    obligation,
    payment,
    plan,
    plan_wide,
    reward,
    support,
    vocabulary,
)
from tests.strategies import VOCABULARY, conditions, profiles

WORDS = vocabulary(
    a={"kind": "boolean", "label": "建有研发机构"},
    n={"kind": "count", "label": "专利数"},
    income="money",
    rd="money",
    intensity={"kind": "ratio", "label": "研发强度", "derived": "rd / income"},
    on={"kind": "date", "label": "认定日期"},
    dishonest={"kind": "boolean", "label": "严重失信"},
    sales={"kind": "money", "by_year": True, "label": "营业收入"},
    hires={"kind": "list", "label": "引进人才", "fields": {"phd": "boolean"}},
)
WORDS = named(WORDS, able="a and n >= 5", share="(100% if n >= 5, otherwise 50%)")


def because(when: str, **profile: Any) -> Reason:
    found = ask(plan(WORDS, support("s", WORDS, when)), profile).supports["s"].because["when"]
    assert found is not None
    return found


def test_a_node_has_words_value_facts_and_parts() -> None:
    tree = because("a and n >= 5", a=True).to_dict()
    assert (tree["kind"], tree["value"], tree["facts"]) == ("all", None, {"a": True, "n": None})
    first, second = tree["parts"]
    assert (first["kind"], first["value"], first["facts"], first["parts"]) == ("fact", True, {"a": True}, [])
    assert (second["kind"], second["value"], second["facts"]) == ("compare", None, {"n": None})
    assert second["zh"] == "专利数不少于5"
    assert "at least 5" in second["en"]


@pytest.mark.parametrize(
    ("when", "kind"),
    [
        ("true", "literal"),
        ("a", "fact"),
        ("n >= 1", "compare"),
        ("n in [1, 2]", "among"),
        ("not a", "not"),
        ("a and n >= 1", "all"),
        ("a or n >= 1", "any"),
        ("at least 1 of [a, n >= 1]", "at_least"),
        ("on between 4月1日 and 5月31日", "yearly"),
        ("able", "named"),
    ],
)
def test_every_kind_of_condition_is_named(when: str, kind: str) -> None:
    assert because(when).kind == kind


def test_a_derived_fact_shows_the_value_used_even_if_it_never_ends() -> None:
    assert because("intensity >= 3%", rd=1, income=3).facts == {"intensity": "0.33333333"}
    assert because("intensity >= 3%", rd=3, income=100).facts == {"intensity": "0.03"}


@given(conditions, profiles)
def test_the_tree_has_the_value_the_engine_decides_by(each: Condition, given_: Known) -> None:
    known = with_derived(given_, VOCABULARY)
    tree = told(each, VOCABULARY).of(known, 2021)
    assert tree.value is truth_of(each)(known).settled
    assert tree.words.zh
    assert tree.words.en


def test_scope_says_where_and_why() -> None:
    made = plan(WORDS, support("s", WORDS, "a"), support("any", WORDS, "a", scope=Scope.ANY))
    found = ask(made, {"registered_in": "110000"})
    here, anyone = (found.supports[id_].because["scope"] for id_ in ("s", "any"))
    assert here is not None
    assert anyone is not None
    assert (here.kind, here.value, here.facts) == ("scope", False, {"registered_in": "110000"})
    assert here.words.zh == "企业注册在虚构市"
    assert (anyone.value, anyone.facts) == (True, {})
    assumed = ask(made, {}, assume_registered=True).supports["s"].because["scope"]
    assert assumed is not None
    assert (assumed.value, assumed.words.zh) == (True, "假定企业注册在虚构市")


def test_an_obligation_shows_what_binds_and_what_it_requires() -> None:
    made = plan(WORDS, obligation("o", WORDS, "a", "n >= 5", standing=True))
    trees = ask(made, {"a": True, "n": 4}).obligations["o"].because
    assert list(trees) == ["scope", "plan_wide", "when", "requires", "received"]
    assert (trees["when"].value, trees["requires"].value, trees["received"]) == (True, False, None)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("profile", "value", "zh"),
    [
        ({}, True, "该奖补为一次性，此前未获得过"),
        ({"received": []}, True, "该奖补为一次性，此前未获得过"),
        ({"received": [{"reward": "r"}]}, False, "该奖补为一次性，此前已获得"),
        ({"received": [{"reward": "r", "on": "2020-05-01"}]}, False, "该奖补为一次性，已于2020年5月1日获得"),
        (
            {"received": [{"reward": "r", "on": "2020-05-01", "amount": 300_000}]},
            False,
            "该奖补为一次性，已于2020年5月1日获得30万元",
        ),
    ],
)
def test_a_one_off_reward_says_whether_it_was_received(profile: dict[str, Any], value: bool, zh: str) -> None:
    made = plan(WORDS, reward("r", WORDS, "30万元", "a", once=Per.EVER), reward("s", WORDS, "30万元", "a"))
    found = ask(made, profile).rewards
    told = found["r"].because["received"]
    assert told is not None
    assert (told.value, told.words.zh) == (value, zh)
    assert found["s"].because["received"] is None


def test_of_two_payments_of_one_reward_the_first_listed_is_told() -> None:
    made = plan(WORDS, reward("r", WORDS, "30万元", "a", once=Per.EVER))
    payments = [{"reward": "r", "amount": 1, "on": "2020-05-01"}, {"reward": "r", "amount": 2}]
    paid = ask(made, {"received": payments}).rewards["r"].received
    assert paid is not None
    assert paid.amount == Fraction(1)


def test_a_definition_is_told_by_its_name_and_opened_below_it() -> None:
    tree = because("able", a=True, n=4)
    assert (tree.words.zh, tree.value, dict(tree.facts)) == ("符合“定义able”", False, {"a": True, "n": "4"})
    (meaning,) = tree.parts
    assert (meaning.kind, [part.value for part in meaning.parts]) == ("all", [True, False])
    compared = because("share >= 80%", n=5)
    assert "定义share" in compared.words.zh
    assert (compared.value, dict(compared.facts), compared.parts) == (True, {"n": "5"}, ())


def test_a_figure_is_told_under_its_calendar_year() -> None:
    tree = because("sales[year - 1] >= 100元", sales={2020: 120})
    assert (tree.value, dict(tree.facts)) == (True, {"sales[2020]": "120"})
    assert "上一年度营业收入" in tree.words.zh


def test_a_list_is_told_by_how_many_entries_it_has() -> None:
    tree = because("count(hires where phd) >= 1", hires=[{"phd": True}, {}])
    assert (tree.value, dict(tree.facts)) == (True, {"hires": "2"})
    assert because("count(hires where phd) >= 1").facts == {"hires": None}


def test_today_is_told_where_a_condition_reads_it() -> None:
    tree = because("on <= as_of", on="2020-01-01")
    assert (tree.value, dict(tree.facts)) == (True, {"on": "2020-01-01", "as_of": "2021-06-30"})


def test_what_the_plan_asks_of_many_is_told_apart() -> None:
    honest = plan_wide("honest", WORDS, "not dishonest", (Selector(kind=RuleKind.REWARD),))
    rules = (reward("r", WORDS, "1元", "a"), support("s", WORDS, "a"))
    made = plan(WORDS, *rules, conditions=(honest,), governs="on")
    found = ask(made, {"dishonest": False, "on": "2020-12-31"})
    both = found.rewards["r"].because["plan_wide"]
    assert both is not None
    assert (both.kind, both.value, dict(both.facts)) == (
        "all",
        False,
        {"dishonest": False, "on": "2020-12-31"},
    )
    assert [(part.words.zh.partition("：")[0], part.value) for part in both.parts] == [
        ("honest", True),
        ("认定日期在方案有效期内", False),
    ]
    governed = found.supports["s"].because["plan_wide"]
    assert governed is not None
    assert [part.value for part in governed.parts] == [False]
    assert ask(plan(WORDS, *rules), {}).rewards["r"].because["plan_wide"] is None


def test_a_payment_and_what_sends_it_back_say_why() -> None:
    first, second = payment("first", WORDS, "1元"), payment("second", WORDS, "1元", "able")
    back = clawback("left", WORDS, "dishonest")
    rule = reward("r", WORDS, "2元", payments=(first, second), clawbacks=(back,))
    case = ask(plan(WORDS, rule), {"a": False}).rewards["r"].case
    assert payment_reason(case, rule, first) is None
    told_ = [payment_reason(case, rule, part) for part in (second, back)]
    assert [reason.value for reason in told_ if reason] == [False, None]
