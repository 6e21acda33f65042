"""How an amount is come by: the promise in words, and every definition it leans on with what it comes to."""

from __future__ import annotations

from typing import Any

import jsonschema

from policyengine.evaluation.schema import assessment_schema
from tests.reporting.plans import ZONE, engine, yunxi


def working(result: dict[str, Any], reward: str) -> dict[str, Any]:
    (found,) = (each["working"] for each in result["rewards"] if each["id"] == f"yunxi.{reward}")
    return found


def definitions(result: dict[str, Any], reward: str) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in working(result, reward)["definitions"]}


def without(*names: str) -> dict[str, Any]:
    return {name: value for name, value in ZONE.items() if name not in names}


def test_an_amount_names_its_definitions_with_their_exact_values_and_clauses() -> None:
    found = list(definitions(yunxi(ZONE), "rd_subsidy").values())
    told = [(each["title"]["zh"], each["kind"], each["value"]) for each in found]
    assert told == [
        ("兑付比例", "ratio", "0.8"),
        ("补助基数", "money", "1469000"),
        ("优质企业", "boolean", True),
    ]
    assert found[0]["facts"] == {"performance_class": "B"}
    assert found[0]["cite"][0]["quote"] == "A级全额兑付，B级兑付80%，C级减半，D级不予兑付"


def test_while_facts_are_missing_a_definition_lies_between_two_ends_or_is_unknown() -> None:
    result = yunxi(without("performance_class", "rd_expense", "rd_intensity"))
    values = [each["value"] for each in definitions(result, "rd_subsidy").values()]
    assert values == [{"low": "0", "high": "1"}, {"low": "0", "high": "2000000"}, None]
    jsonschema.Draft202012Validator(assessment_schema()).validate(result)


def test_an_amount_that_leans_on_no_definition_is_told_in_words_alone() -> None:
    found = working(yunxi(ZONE), "above_scale")
    assert found["zh"] == "注册地为云溪高新区的，8万元；其他情形，5万元"
    assert found["definitions"] == []


def test_how_an_amount_is_come_by_is_worked_out_only_when_asked_for() -> None:
    answer = engine().evaluate(ZONE, city="yunxi", as_of="2024-06-30")
    assert "working" not in vars(answer.rewards["rd_subsidy"])


def test_an_explanation_gives_the_definitions_under_the_rate() -> None:
    told = engine().evaluate(ZONE, city="yunxi", as_of="2024-06-30").explain("zh", "rd_subsidy")
    assert "    兑付比例 = 80%，即" in told
    assert "    补助基数 = 146.9万元，即" in told
    assert "    ✓ 优质企业：" in told
