"""江门

三(一)1: 对初次认定和重新认定的高企，分别给予30万元、10万元奖补；
对人才岛范围内初次认定和重新认定的，分别给予50万元、20万元奖补；对整体迁移到我市的，对符合政策的给予最高100万元补助
三(一)2: 按当年度研发费用加计扣除额的25%的额度给予补助；三(一)3: 每年安排不少于200万元对“创新标兵”高企给予奖补
征求意见稿：文中一切均无约束力。"""

from __future__ import annotations

from typing import Any

import pytest

from tests.law.asking import OPEN, ask, between, exactly

HERE = {"registered_in": "440703"}
FIRST_RECOGNITION = HERE | {"hte_recognition": "first"}
RENEWAL = HERE | {"hte_recognition": "renewal"}
ON_THE_ISLAND = {"in_talent_island": True}
OFF_THE_ISLAND = {"in_talent_island": False}


def jiangmen(*facts: dict[str, Any], as_of: str = "2022-06-30", **options: Any) -> Any:
    return ask("jiangmen", as_of, *facts, **options)


def test_first_recognition_on_the_talent_island_pays_500000() -> None:
    assert jiangmen(FIRST_RECOGNITION, ON_THE_ISLAND).rewards["hte_first_recognition"].amount == exactly(
        500_000
    )


def test_first_recognition_elsewhere_pays_300000() -> None:
    assert jiangmen(FIRST_RECOGNITION, OFF_THE_ISLAND).rewards["hte_first_recognition"].amount == exactly(
        300_000
    )


def test_renewal_pays_200000_on_the_island_and_100000_elsewhere() -> None:
    assert jiangmen(RENEWAL, ON_THE_ISLAND).rewards["hte_renewal"].amount == exactly(200_000)
    assert jiangmen(RENEWAL, OFF_THE_ISLAND).rewards["hte_renewal"].amount == exactly(100_000)


def test_not_knowing_about_the_island_still_assures_300000_and_asks() -> None:
    unsure = jiangmen(FIRST_RECOGNITION)
    award = unsure.rewards["hte_first_recognition"]
    assert (award.status, award.amount, award.missing) == (
        "eligible",
        between(300_000, 500_000),
        ("in_talent_island",),
    )
    worth = {question.fact: question.worth for question in unsure.questions}
    assert worth["in_talent_island"] == 200_000


def test_one_recognition_a_year_is_paid_so_not_knowing_which_gives_the_higher() -> None:
    either = jiangmen(HERE, ON_THE_ISLAND, {"relocated_whole": False, "claims_super_deduction": False})
    assert either.totals.possible == 500_000


def test_a_whole_relocation_may_pay_up_to_1000000_and_assures_nothing() -> None:
    moved = jiangmen(HERE, {"relocated_whole": True}).rewards["whole_relocation"]
    assert (moved.status, moved.nature, moved.amount) == (
        "eligible",
        "discretionary",
        between(0, 1_000_000),
    )


@pytest.mark.parametrize(("deduction", "ceiling"), [("3600000", 900_000), ("0", 0)])
def test_the_research_subsidy_is_a_quarter_of_the_deduction_but_selected(
    deduction: str, ceiling: int
) -> None:
    subsidy = jiangmen(HERE, {"claims_super_deduction": True, "rd_super_deduction": deduction})
    assert subsidy.rewards["rd_expense_subsidy"].amount == between(0, ceiling)


def test_without_the_deduction_the_research_subsidy_is_unquantified() -> None:
    subsidy = jiangmen(HERE, {"claims_super_deduction": True})
    assert subsidy.rewards["rd_expense_subsidy"].amount == OPEN
    assert "jiangmen.rd_expense_subsidy" in subsidy.totals.unquantified


def test_a_pacesetter_is_promised_money_of_no_stated_amount() -> None:
    chosen = jiangmen(HERE, {"innovation_pacesetter": True}).rewards["innovation_pacesetter"]
    assert (chosen.status, chosen.nature, chosen.amount) == ("eligible", "discretionary", OPEN)


@pytest.mark.parametrize("day", ["2020-12-31", "2021-01-01", "2023-12-31", "2024-01-01"])
def test_a_draft_never_binds_on_any_day(day: str) -> None:
    assessed = jiangmen(FIRST_RECOGNITION, as_of=day)
    assert (assessed.force, assessed.binding) == ("draft", False)
    assert "draft" in {warning.code for warning in assessed.warnings}
