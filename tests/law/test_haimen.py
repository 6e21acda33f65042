"""海政办发〔2022〕62号

三(九): 实现有效期内高企每年申报知识产权不少于5项,其中Ⅰ类知识产权至少1项
三(七): 科技型中小企业、高企培育入库企业、高新技术企业实现每年发明专利申请全覆盖;
到2024年,实现发明专利授权全覆盖"""

from __future__ import annotations

from typing import Any

import pytest

from tests.law.asking import ask, engine

HERE = {"registered_in": "320614"}
VALID = HERE | {"hte_status": "valid"}


def haimen(*facts: dict[str, Any], as_of: str = "2023-06-30", **options: Any) -> Any:
    return ask("haimen", as_of, *facts, **options)


@pytest.mark.parametrize(
    ("applications", "of_class_1", "status"), [(5, 1, "met"), (4, 1, "due"), (5, 0, "due"), (6, 2, "met")]
)
def test_a_valid_enterprise_files_five_a_year_one_of_them_class_1(
    applications: int, of_class_1: int, status: str
) -> None:
    counts = {"ip_applications": applications, "class1_ip_applications": of_class_1}
    filing = haimen(VALID, counts).obligations["annual_ip_applications"]
    assert (filing.status, str(filing.due_on)) == (status, "2023-12-31")


def test_an_expired_enterprise_is_not_bound() -> None:
    filing = haimen(HERE, {"hte_status": "expired"}).obligations["annual_ip_applications"]
    assert filing.status == "not_bound"


@pytest.mark.parametrize(("day", "status"), [("2024-12-31", "due"), ("2025-01-01", "unmet")])
def test_the_last_day_is_still_in_time_and_the_next_is_not(day: str, status: str) -> None:
    late = haimen(VALID, {"invention_patents_granted": 0, "invention_patent_applications": 0}, as_of=day)
    assert late.obligations["invention_grant"].status == status
    assert late.obligations["annual_invention_application"].status == status


@pytest.mark.parametrize("bound", [{"tech_sme_registered": True}, {"in_hte_pool": True}, VALID])
def test_small_firms_pool_and_valid_enterprises_all_file_an_invention_a_year(bound: dict[str, Any]) -> None:
    filed = haimen(HERE, bound, {"invention_patent_applications": 1})
    assert filed.obligations["annual_invention_application"].status == "met"


def test_a_small_firm_alone_need_not_have_a_grant() -> None:
    small = haimen(HERE, {"tech_sme_registered": True, "in_hte_pool": False, "hte_status": "none"})
    assert small.obligations["invention_grant"].status == "not_bound"


@pytest.mark.parametrize(
    ("obligation", "fact"),
    [
        ("rd_project_filing", "rd_projects_filed"),
        ("rd_ledger", "has_rd_ledger"),
        ("super_deduction", "claims_super_deduction"),
    ],
)
def test_filing_ledger_and_deduction_are_standing(obligation: str, fact: str) -> None:
    assert haimen(VALID, {fact: True}).obligations[obligation].status == "met"
    assert haimen(VALID, {fact: False}).obligations[obligation].status == "unmet"
    assert haimen(VALID).obligations[obligation].missing == (fact,)


@pytest.mark.parametrize(
    ("code", "scope"), [("320614", True), ("320600", None), ("320000", None), ("320612", False)]
)
def test_nantong_alone_leaves_haimen_unknown(code: str, scope: bool | None) -> None:
    ledger = haimen({"registered_in": code, "hte_status": "valid", "has_rd_ledger": True}).obligations[
        "rd_ledger"
    ]
    assert ledger.status == {True: "met", None: "undetermined", False: "not_bound"}[scope]


def test_haimen_promises_no_money_of_its_own() -> None:
    assert haimen(VALID).rewards == {}


@pytest.mark.parametrize(
    ("day", "force"),
    [
        ("2022-10-11", "not_yet_in_force"),
        ("2022-10-12", "in_force"),
        ("2024-12-31", "in_force"),
        ("2025-01-01", "lapsed"),
    ],
)
def test_the_plan_is_in_force_from_its_day_to_the_end_of_2024(day: str, force: str) -> None:
    assert haimen(VALID, as_of=day).force == force


def test_each_year_has_120_projects_and_the_areas_are_parts_of_it() -> None:
    targets = engine().show("haimen")["targets"]
    areas = [t for t in targets if t["part_of"] and t["cite"][0]["clause"] == "附件1.1"]
    assert {t["area"] for t in areas} >= {"开发区", "临江新区", "海永镇"}
