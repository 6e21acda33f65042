"""A version as plain data, and the digest of its meaning."""

import json

import jsonschema
import pytest

from policyengine.rulebook.as_dict import version_dict, with_digest
from policyengine.rulebook.load import load_rulebook
from policyengine.rulebook.spoken import spoken_version
from policyengine.rulebook.version_schema import version_schema
from tests.rulebook.everything import with_everything

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
    "conditions",
    "areas",
    "payers",
    "paid_by",
    "governs",
    "transitions",
    "repeals",
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
    assert reward["promised"] == reward["amount"]
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
    assert budget == {
        "amount": "10000000",
        "at_least": False,
        "years": 1,
        "when_short": None,
        "priority": [],
    }


def test_a_share_that_no_decimal_holds_is_a_fraction(folder):
    folder.reward.update(
        {
            "paid_by": {"city_finance": "10万元", "county_finance": "20万元"},
            "derived": "30万元 ÷ 3 = 10万元；30万元 − 10万元 = 20万元",
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


@pytest.fixture
def everything(folder):
    return with_everything(folder).load().rulebook.plans["test"][-1]


def test_a_version_with_everything_in_it_fits_the_schema(everything):
    version = spoken_version(everything)
    assert list(version) == KEYS
    jsonschema.Draft202012Validator(version_schema()).validate(json.loads(json.dumps(version)))


def test_payments_and_what_sends_money_back_are_written_in_full(everything):
    reward = version_dict(everything)["rewards"][0]
    assert reward["promised"]["text"] == "base"
    assert reward["amount"]["text"] == "50% * base + (50% * base if hte_status = valid, otherwise 0元)"
    assert [each["id"] for each in reward["payments"]] == ["payment_1", "payment_2"]
    assert reward["payments"][1]["not_before"]["text"] == "recognised_on + 1年"
    assert (reward["clawback"][0]["share"], reward["clawback"][0]["when"]["text"]) == ("0.5", "left")
    assert reward["apply"]["windows"] == [{"from": "4月1日", "to": "5月31日"}]
    assert (reward["apply"]["within"], reward["apply"]["after"]["text"]) == ("1年", "recognised_on")
    assert reward["budget"]["when_short"] == "priority"


def test_who_pays_is_a_mapping_unless_it_depends(everything):
    paid_by = version_dict(everything)["rewards"][0]["paid_by"]
    assert [each["when"]["text"] for each in paid_by] == ["registered_in = 410500/zone", "true"]
    assert paid_by[1]["shares"] == {"city_finance": "0.5", "county_finance": "0.5"}


def test_another_reading_is_a_whole_rule(everything):
    chosen, other = version_dict(everything)["rewards"][0]["readings"]
    assert (chosen["chosen"], chosen["rule"]) == (True, None)
    assert other["rule"]["promised"]["text"] == "50万元 if above_scale, otherwise base"
    assert (other["rule"]["id"], other["rule"]["readings"]) == ("test.first", [])


def test_what_a_plan_says_of_several_rules_is_written_in_full(everything):
    version = version_dict(everything)
    assert [each["id"] for each in version["definitions"]] == ["test.inventive", "test.base"]
    assert version["definitions"][0]["what"]["text"] == "count(patents where kind = invention) >= 1"
    (wide,) = version["conditions"]
    assert (wide["require"]["text"], wide["excludes"]) == ("not dishonest", True)
    assert wide["except"] == [{"kind": "support", "nature": None, "theme": "talent", "rule": None}]
    assert version["areas"][0]["place"] == "410500/zone"
    assert [each["id"] for each in version["payers"]] == ["zone_finance"]
    assert (version["governs"], version["repeals"]) == ("recognised_on", ["2015"])
    assert version["transitions"][0]["version"] == "2015"
    (group,) = version["groups"]
    assert [each["per"] for each in group["ceilings"]] == ["year", None]
    assert (group["weighed"], group["cut"]) == ("first_payment", "pro_rata")


def test_an_obligation_says_from_when_and_for_how_long(everything):
    (duty,) = version_dict(everything)["obligations"]
    times = (duty["each"], duty["within"], duty["from"]["text"], duty["for"], duty["survives"])
    assert times == ("quarter", "15天", "recognised_on", "3年", True)


def test_lists_and_series_are_defined_with_their_fields_and_years(everything):
    facts = version_dict(everything)["facts"]
    assert facts["output_by_year"]["by_year"] is True
    assert [each["id"] for each in facts["patents"]["fields"]["kind"]["choices"]] == ["invention", "design"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("payments", [{"share": "40%"}, {"share": "60%"}]),
        ("clawback", {"when": "left", "share": "100%"}),
        ("apply", {"where": "市财政局"}),
        ("governs", "applied_on"),
        ("budget", {"amount": "1000万元", "each": "year", "when_short": "pro_rata"}),
    ],
)
def test_a_change_of_how_a_reward_is_paid_changes_the_digest(folder, key, value):
    digest = with_everything(folder).load().rulebook.plans["test"][-1].digest
    folder.reward[key] = value
    loaded = folder.load()
    plans = (*loaded.rulebook.plans["test"], *loaded.flawed)
    assert digest not in [with_digest(plan).digest for plan in plans]
