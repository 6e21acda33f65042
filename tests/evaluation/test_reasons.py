"""Design, section 5: every result can show its condition tree, in words, with values and facts."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from policyengine.evaluation.facts.derived import with_derived
from policyengine.evaluation.meaning.kleene import truth_of
from policyengine.evaluation.meaning.terms import Known
from policyengine.evaluation.reasons import Reason, told
from policyengine.language.tree import Condition
from policyengine.rulebook.choices import Scope
from tests.evaluation.building import ask, obligation, plan, reward, support, vocabulary
from tests.strategies import VOCABULARY, conditions, profiles

WORDS = vocabulary(
    a={"kind": "boolean", "label": "建有研发机构"},
    n={"kind": "count", "label": "专利数"},
    income="money",
    rd="money",
    intensity={"kind": "ratio", "label": "研发强度", "derived": "rd / income"},
)


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
    tree = told(each, VOCABULARY).of(known)
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
    assert list(trees) == ["scope", "when", "requires", "received"]
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
    made = plan(WORDS, reward("r", WORDS, "30万元", "a", once=True), reward("s", WORDS, "30万元", "a"))
    found = ask(made, profile).rewards
    told = found["r"].because["received"]
    assert told is not None
    assert (told.value, told.words.zh) == (value, zh)
    assert found["s"].because["received"] is None


def test_of_two_payments_of_one_reward_the_first_listed_is_told() -> None:
    made = plan(WORDS, reward("r", WORDS, "30万元", "a", once=True))
    payments = [{"reward": "r", "amount": 1, "on": "2020-05-01"}, {"reward": "r", "amount": 2}]
    paid = ask(made, {"received": payments}).rewards["r"].received
    assert paid is not None
    assert paid.amount == Fraction(1)
