"""高安 四3: 按照绩效评价结果给予资金扶持；实现规模以上高新技术企业和高企培育库入库企业研发机构全覆盖、
研发项目备案申报全覆盖、研发费用辅助账设置全覆盖"""

from __future__ import annotations

from typing import Any

import pytest

from tests.law.asking import OPEN, ask, engine, exactly

HERE = {"registered_in": "360983"}
LARGE_AND_VALID = HERE | {"hte_status": "valid", "above_scale": True}
COVERED = [
    ("rd_institution", "has_rd_institution"),
    ("rd_project_filing", "rd_projects_filed"),
    ("rd_ledger", "has_rd_ledger"),
]


def gaoan(*facts: dict[str, Any], as_of: str = "2024-06-30", **options: Any) -> Any:
    return ask("gaoan", as_of, *facts, **options)


@pytest.mark.parametrize("carrier", ["incubator", "makerspace", "science_park"])
def test_a_carrier_may_be_funded_after_evaluation_with_no_stated_amount(carrier: str) -> None:
    funding = gaoan(HERE, {"organisation_type": carrier}).rewards["carrier_funding"]
    assert (funding.status, funding.nature, funding.amount) == ("eligible", "discretionary", OPEN)


def test_an_ordinary_enterprise_is_no_carrier() -> None:
    funding = gaoan(HERE, {"organisation_type": "enterprise"}).rewards["carrier_funding"]
    assert (funding.status, funding.amount) == ("ineligible", exactly(0))


def test_a_type_not_known_is_not_taken_for_an_ordinary_enterprise() -> None:
    funding = gaoan(HERE).rewards["carrier_funding"]
    assert (funding.status, funding.missing) == ("undetermined", ("organisation_type",))


@pytest.mark.parametrize(("obligation", "fact"), COVERED)
def test_large_valid_enterprises_and_the_pool_are_covered_without_exception(
    obligation: str, fact: str
) -> None:
    for bound in (LARGE_AND_VALID, HERE | {"in_hte_pool": True}):
        assert gaoan(bound, {fact: True}).obligations[obligation].status == "met"
        assert gaoan(bound, {fact: False}).obligations[obligation].status == "unmet"


@pytest.mark.parametrize(("obligation", "fact"), COVERED)
def test_a_small_valid_enterprise_outside_the_pool_is_not_bound(obligation: str, fact: str) -> None:
    small = HERE | {"hte_status": "valid", "above_scale": False, "in_hte_pool": False, fact: False}
    assert gaoan(small).obligations[obligation].status == "not_bound"


def test_size_not_known_leaves_the_obligation_open() -> None:
    unsure = gaoan(HERE, {"hte_status": "valid", "in_hte_pool": False, "has_rd_ledger": False})
    assert unsure.obligations["rd_ledger"].status == "undetermined"
    assert unsure.obligations["rd_ledger"].missing == ("above_scale",)


@pytest.mark.parametrize(("day", "force"), [("2023-12-05", "not_yet_in_force"), ("2023-12-06", "in_force")])
def test_the_plan_is_in_force_from_its_day(day: str, force: str) -> None:
    assert gaoan(HERE, as_of=day).force == force


def test_the_leading_group_meets_every_quarter() -> None:
    rhythms = [d["rhythm"] for d in engine().show("gaoan")["duties"] if d["rhythm"]]
    assert {"every": "quarter", "times": {"low": "1", "high": "1"}, "in": []} in rhythms
