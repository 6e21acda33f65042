"""安政办〔2017〕100号

三(一)1: 对新认定的高新技术企业，资金奖励额度提高到30万元
（其中市财政15万元，所在县区财政15万元）
三(一)3: 对获得河南省科技小巨人资格的，市财政给予一次性奖励 30 万元；
对获得省创新龙头企业认定的，市财政给予一次性奖励 50 万元
三(一)2: 属于国家重点支持的高新技术领域、近一年研发费用占营业收入的比例不低于3%、拥有自主知识产权"""

from __future__ import annotations

from typing import Any

import pytest

from tests.law.asking import ask, exactly

HERE = {"registered_in": "410522"}
NEWLY_RECOGNISED = HERE | {"hte_recognition": "first"}
CANDIDATE = HERE | {
    "main_product_field": "new_materials",
    "revenue": "10000007",
    "rd_expense": "300000.21",
    "ip_owned": 1,
}


def anyang(*facts: dict[str, Any], as_of: str = "2018-06-30", **options: Any) -> Any:
    return ask("anyang", as_of, *facts, **options)


def test_a_first_recognition_pays_300000_half_from_the_city_half_from_the_county() -> None:
    award = anyang(NEWLY_RECOGNISED).rewards["hte_first_recognition"]
    assert (award.status, award.amount) == ("eligible", exactly(300_000))
    assert award.paid_by == {"city_finance": exactly(150_000), "county_finance": exactly(150_000)}


@pytest.mark.parametrize("other", ["none", "renewal"])
def test_only_a_new_recognition_is_rewarded(other: str) -> None:
    award = anyang(HERE, {"hte_recognition": other}).rewards["hte_first_recognition"]
    assert (award.status, award.amount) == ("ineligible", exactly(0))


@pytest.mark.parametrize(
    ("facts", "award", "amount"),
    [
        ({"little_giant": "provincial"}, "provincial_little_giant", 300_000),
        ({"innovation_leader": "provincial"}, "provincial_innovation_leader", 500_000),
    ],
)
def test_a_provincial_title_is_paid_once_by_the_city(facts: dict[str, Any], award: str, amount: int) -> None:
    first = anyang(HERE, facts).rewards[award]
    assert (first.status, first.amount, first.paid_by) == (
        "eligible",
        exactly(amount),
        {"city_finance": exactly(amount)},
    )
    paid = {"received": [{"reward": f"anyang.{award}", "amount": amount, "on": "2018-03-01"}]}
    assert anyang(HERE, facts, paid).rewards[award].status == "ineligible"


def test_a_little_giant_under_cultivation_is_not_a_provincial_one() -> None:
    assert (
        anyang(HERE, {"little_giant": "cultivation"}).rewards["provincial_little_giant"].status
        == "ineligible"
    )


def test_filing_as_a_little_giant_asks_for_exactly_3_percent_of_revenue() -> None:
    filing = anyang(CANDIDATE).supports["little_giant_filing"]
    assert (filing.status, filing.nature) == ("eligible", "discretionary")
    one_fen_less = anyang(CANDIDATE, {"rd_expense": "300000.20"}).supports["little_giant_filing"]
    assert one_fen_less.status == "ineligible"


@pytest.mark.parametrize("missing", [{"ip_owned": 0}, {"main_product_field": "none"}])
def test_filing_as_a_little_giant_needs_a_right_of_its_own_and_a_supported_field(
    missing: dict[str, Any],
) -> None:
    assert anyang(CANDIDATE, missing).supports["little_giant_filing"].status == "ineligible"


def test_without_the_research_expense_the_answer_is_a_question() -> None:
    unsure = {name: value for name, value in CANDIDATE.items() if name != "rd_expense"}
    filing = anyang(unsure).supports["little_giant_filing"]
    assert filing.status == "undetermined"
    assert "rd_expense" in filing.missing


def test_the_plan_binds_from_its_day_and_no_end_is_stated() -> None:
    day_before, first_day, long_after = (
        anyang(HERE, as_of=day) for day in ("2017-12-28", "2017-12-29", "2026-06-30")
    )
    assert (day_before.force, day_before.binding) == ("not_yet_in_force", False)
    assert (first_day.force, first_day.binding) == ("in_force", True)
    assert (long_after.force, long_after.binding) == ("in_force", True)
    assert "horizon-passed" in {warning.code for warning in long_after.warnings}
