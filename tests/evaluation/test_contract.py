"""Design, section 6: the result is `policyengine/assessment@1`, every key there, and explains itself."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from policyengine._version import __version__
from policyengine.errors import RequestError
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.meaning.terms import Known
from policyengine.evaluation.profile_schema import profile_schema
from policyengine.evaluation.schema import assessment_schema, record_schema
from policyengine.rulebook.choices import Every, Nature, Per
from policyengine.rulebook.plan import Plan
from tests.evaluation.building import ask, group, obligation, plan, reward, support, vocabulary
from tests.evaluation.test_statuses import assessed, plans
from tests.strategies import VOCABULARY, profiles

WORDS = vocabulary(
    first={"kind": "boolean", "label": "首次认定"},
    island={"kind": "boolean", "label": "在人才岛范围内"},
    base={"kind": "money", "label": "加计扣除额", "changeable": True},
    n={"kind": "count", "label": "专利申请数", "changeable": True},
    rd={"kind": "money", "changeable": True},
    income={"kind": "money", "changeable": True},
    intensity={"kind": "ratio", "label": "研发强度", "derived": "rd / income"},
)
MADE = plan(
    WORDS,
    reward(
        "award",
        WORDS,
        "50万元 if island, otherwise 30万元",
        "first",
        once=Per.EVER,
        departments=("市科技局",),
    ),
    reward("subsidy", WORDS, "25% * base at most 50万元", "intensity >= 3%", nature=Nature.DISCRETIONARY),
    reward("open", WORDS, "unstated", "first"),
    support("help", WORDS, "n >= 5 and intensity >= 3%"),
    obligation("duty", WORDS, "first", "n >= 5", each=Every.YEAR),
    group("g", ["award", "subsidy"], highest=True),
)
SCHEMA = jsonschema.Draft202012Validator(assessment_schema())
PROFILES: list[dict[str, Any]] = [
    {},
    {"first": True},
    {"first": True, "island": True, "n": 3, "rd": 1, "income": 300, "base": "333.33"},
    {"first": False, "registered_in": "110000"},
    {"first": True, "received": [{"reward": "award", "amount": "30万元", "on": "2020-05-01"}]},
]


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("options", [{}, {"assume_registered": True}, {"assume_not_received": False}])
def test_every_result_is_valid_against_the_schema(profile: dict[str, Any], options: dict[str, Any]) -> None:
    result = ask(MADE, profile, **options).to_dict()
    SCHEMA.validate(result)
    assert json.loads(json.dumps(result)) == result


@settings(max_examples=25, deadline=None)
@given(plans(), profiles)
def test_whatever_the_rules_the_result_is_valid(made: Plan, known: Known) -> None:
    SCHEMA.validate(assessed(made, known).to_dict())


def test_the_schema_knows_a_result_that_is_wrong() -> None:
    result = ask(MADE, {}).to_dict()
    for wrong in (
        result | {"schema": "policyengine/assessment@2"},
        result | {"more": 1},
        {key: value for key, value in result.items() if key != "totals"},
        result | {"totals": result["totals"] | {"assured": "1E+5"}},
        result | {"totals": result["totals"] | {"assured": "1.50"}},
        result | {"totals": result["totals"] | {"assured": 5}},
    ):
        assert not SCHEMA.is_valid(wrong)


def test_schemas_are_schemas() -> None:
    for schema in (
        assessment_schema(),
        record_schema(WORDS),
        profile_schema(WORDS),
        profile_schema(VOCABULARY),
    ):
        jsonschema.Draft202012Validator.check_schema(schema)


def test_ids_are_qualified_in_the_contract_and_local_in_python() -> None:
    found = ask(MADE, {})
    assert list(found.rewards) == ["award", "subsidy", "open"]
    result = found.to_dict()
    assert [item["id"] for item in result["rewards"]] == ["made_up.award", "made_up.subsidy", "made_up.open"]
    assert result["questions"][0]["decides"][0].startswith("made_up.")


def test_money_is_exact_and_in_plain_notation() -> None:
    found = ask(MADE, {"first": True, "island": True, "n": 3, "rd": 3, "income": 100, "base": "333.33"})
    assert found.rewards["subsidy"].amount.high == Decimal("83.3325")
    assert found.to_dict()["rewards"][1]["amount"] == {"low": "0", "high": "83.3325"}
    assert found.to_dict()["totals"]["assured"] == "500000"


def test_a_result_names_the_engine_the_rules_and_the_profile() -> None:
    told = ask(MADE, {"base": "30万元"}).to_dict()["provenance"]
    assert (told["engine"], told["rules"]) == (__version__, MADE.digest)
    assert told["profile"] == ask(MADE, {"加计扣除额": 300_000}).to_dict()["provenance"]["profile"]


def test_supports_and_obligations_carry_every_key_of_a_reward_but_the_money() -> None:
    result = ask(MADE, {}).to_dict()
    common = set(result["rewards"][0]) - {"amount", "working", "paid_by", "payments", "fund"}
    assert common <= set(result["supports"][0])
    assert common - {"apply"} <= set(result["obligations"][0])


def test_a_result_is_a_new_copy_each_time_and_cannot_be_changed() -> None:
    found = ask(MADE, {"first": True})
    found.to_dict()["rewards"].clear()
    assert len(found.to_dict()["rewards"]) == 3
    with pytest.raises(TypeError):
        found.rewards["award"] = found.rewards["open"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        found.rewards["award"].status = "ineligible"  # type: ignore[misc]


def test_threads_may_share_a_result() -> None:
    found, alone = ask(MADE, {"first": True}), ask(MADE, {"first": True}).to_dict()
    with ThreadPoolExecutor(8) as pool:
        assert all(each == alone for each in pool.map(lambda _: found.to_dict(), range(32)))


# Explanations


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_result_explains_itself(profile: dict[str, Any], lang: str) -> None:
    told = ask(MADE, profile).explain(lang)
    assert all(rule.cite[0].quote in told for rule in MADE.rewards.values())
    assert "None" not in told


def explained(profile: dict[str, Any], lang: str = "zh") -> str:
    return ask(MADE, profile).explain(lang)


def test_an_explanation_says_what_why_by_which_clause_and_what_is_missing() -> None:
    told = explained({"first": True, "n": 3, "rd": 1, "income": 100})
    for words in (
        "award：符合，30万–50万元（应得）",
        "依据：一「award的条文」",
        "标准：在人才岛范围内的，50万元；其他情形，30万元",
        "✓ 企业注册在虚构市",
        "✗ 研发强度不低于3%（研发强度：1%）",
        "尚缺：在人才岛范围内",
        "达到条件只需：专利申请数 +2、事实rd +2元",
        "duty：待完成，期限2021年12月31日，专利申请数3/5",
        "责任单位：市科技局",
        "奖补合计：确定30万元，最多50万元",
        "island是什么？（最多影响20万元）",
    ):
        assert words in told


def test_an_explanation_in_english_says_the_same() -> None:
    told = explained({"first": True, "n": 3, "rd": 1, "income": 100}, "en")
    for words in (
        "award: eligible, CNY 300,000–500,000 (entitlement)",
        "✓ the enterprise is registered in Madeup",
        "Missing: Fact island",
        "It would take: Fact n +2, Fact rd +CNY 2",
        "What is island? (worth up to CNY 200,000)",
    ):
        assert words in told


def test_what_follows_from_facts_is_shown_however_many_decimals_it_has() -> None:
    words = vocabulary(
        rd="money",
        income="money",
        part={"kind": "money", "derived": "3.33% * rd"},
        share={"kind": "ratio", "derived": "rd / income", "plausible_at_most": "income"},
    )
    made = plan(words, support("help", words, "part >= 5元 and share >= 3%"))
    found = ask(made, {"rd": "0.01", "income": 3})
    assert "0.000333元" in found.explain()
    assert "0.333333%" in found.explain()
    SCHEMA.validate(found.to_dict())


def test_sections_without_anything_are_left_out_and_the_rest_numbered() -> None:
    told = ask(plan(WORDS, support("help", WORDS, "n >= 5")), {}).explain()
    assert [line for line in told.splitlines() if "、" in line[:3]] == ["一、支持措施", "二、还需了解"]


def test_what_is_shown_of_a_result_in_a_debugger_is_short() -> None:
    found = ask(MADE, {"first": True})
    assert repr(found) == "Assessment(made_up/v1, 2021-06-30, 5 items)"
    assert repr(found.rewards["award"]) == "RewardResult('made_up.award', eligible)"


def test_one_item_can_be_explained_alone() -> None:
    found = ask(MADE, {"first": True})
    assert found.explain("zh", "duty").startswith("● duty：")
    assert "award" not in found.explain("zh", "duty")


@pytest.mark.parametrize(("lang", "item"), [("fr", None), ("zh", "awrad")])
def test_what_cannot_be_explained_is_a_request_error(lang: str, item: str | None) -> None:
    with pytest.raises(RequestError) as refusal:
        ask(MADE, {}).explain(lang, item)
    assert refusal.value.findings[0].help() is not None


def test_an_assessment_is_what_it_says_it_is() -> None:
    found = ask(MADE, {})
    assert isinstance(found, Assessment)
    assert (found.city, found.year, found.force, found.binding) == ("made_up", 2021, "in_force", True)
    assert [item.id for item in found.items()][-1] == "made_up.duty"
