"""A version as plain data, and the digest of its meaning."""

import json

import pytest

from policyengine.rulebook.as_dict import version_dict
from policyengine.rulebook.load import load_rulebook

KEYS = [
    "schema",
    "city",
    "plan",
    "clauses",
    "departments",
    "rewards",
    "groups",
    "supports",
    "obligations",
    "duties",
    "targets",
    "definitions",
    "facts",
    "related_documents",
]


@pytest.fixture(scope="module")
def plans():
    return {city: versions[-1] for city, versions in load_rulebook().rulebook.plans.items()}


@pytest.mark.parametrize("city", ["anyang", "gaoan", "haimen", "jiangmen", "xinxiang"])
def test_every_version_has_every_key_and_is_json(plans, city):
    version = version_dict(plans[city])
    assert list(version) == KEYS
    assert json.loads(json.dumps(version, allow_nan=False)) == version


def test_rules_of_one_kind_have_the_same_keys(plans):
    for plan in plans.values():
        for kind in ("rewards", "groups", "supports", "obligations", "duties", "targets"):
            assert len({tuple(rule) for rule in version_dict(plan)[kind]}) <= 1


def test_a_reward_is_written_in_full(plans):
    version = version_dict(plans["anyang"])
    reward = next(each for each in version["rewards"] if each["id"] == "anyang.hte_first_recognition")
    assert reward["when"]["text"] == "hte_recognition = first"
    assert reward["when"]["tree"]["kind"] == "compare"
    assert reward["amount"]["tree"] == {"kind": "literal", "type": "money", "value": "300000"}
    assert reward["paid_by"] == {"city_finance": "0.5", "county_finance": "0.5"}
    assert reward["cite"][0]["clause"] == "三(一)1"


def test_clauses_say_which_rules_cover_them(plans):
    clauses = {each["id"]: each for each in version_dict(plans["anyang"])["clauses"]}
    assert "anyang.hte_first_recognition" in clauses["三(一)1"]["covered_by"]


def test_facts_are_those_that_the_rules_read_and_what_they_follow_from(plans):
    version = version_dict(plans["anyang"])
    names = [each.name for each in plans["anyang"].vocabulary]
    assert {"rd_intensity", "rd_expense", "revenue"} <= set(version["facts"])
    assert list(version["facts"]) == sorted(version["facts"], key=names.index)
    assert version["facts"]["rd_intensity"]["derived"]["text"] == "rd_expense / revenue"


def test_numbers_are_text_in_plain_notation(plans):
    jiangmen = version_dict(plans["jiangmen"])
    budget = next(
        each["budget"] for each in jiangmen["rewards"] if each["id"] == "jiangmen.rd_expense_subsidy"
    )
    assert budget == {"amount": "10000000", "at_least": False, "years": 1}


def test_a_share_that_no_decimal_holds_is_a_fraction(folder):
    folder.reward.update(
        {
            "paid_by": {"city_finance": "10万元", "county_finance": "20万元"},
            "derived": "10万元、20万元由三分之一得出",
        }
    )
    reward = version_dict(folder.the_plan())["rewards"][0]
    assert reward["paid_by"] == {"city_finance": "1/3", "county_finance": "2/3"}


def test_layout_and_comments_do_not_change_the_digest(folder):
    digest = folder.the_plan().digest
    assert digest.startswith("sha256:")
    for name in ("plan", "rewards"):
        path = folder.path / "test" / "2020" / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        folder.files[f"test/2020/{name}.yaml"] = "# 注释\n\n" + text.replace(
            "amount: 30万元\n", "amount: '300,000元'  # 同上\n"
        )
    assert "300,000元" in folder.files["test/2020/rewards.yaml"]
    assert folder.the_plan().digest == digest


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("when", "hte_recognition != first"),
        ("once", True),
        ("title", {"zh": "另一个名称", "en": "Another"}),
        ("scope", "any"),
    ],
)
def test_a_change_of_what_a_rule_says_changes_the_digest(folder, change, value):
    digest = folder.the_plan().digest
    folder.reward[change] = value
    assert folder.the_plan().digest != digest


def test_a_changed_definition_of_a_fact_it_reads_changes_the_digest(folder):
    fact = {"type": "money", "label": {"zh": "甲", "en": "A"}, "question": {"zh": "？", "en": "?"}}
    folder.files["test/2020/facts.yaml"] = {"facts": {"a": fact}}
    unread = folder.the_plan().digest
    fact["derived"] = "2 * revenue"
    assert folder.the_plan().digest == unread
    folder.reward.update({"amount": "a at most 30万元"})
    read = folder.the_plan().digest
    fact["derived"] = "3 * revenue"
    assert folder.the_plan().digest != read
