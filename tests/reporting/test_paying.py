"""What a report says of money on its way: payments, returns, cuts, funds, applications, who pays."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from rich.cells import cell_len

import policyengine
from policyengine.reporting import FORMATS, render
from policyengine.reporting.lang import Lang
from tests.reporting.plans import INCUBATED, MOVED, ZONE, engine, linjiang, yunxi

ZH, EN = Lang.ZH, Lang.EN


def text(result: dict[str, Any], lang: Lang = ZH, *, explain: bool = False) -> str:
    return render(result, "table", lang, width=140, explain=explain)


def row(shown: str, *words: str) -> str:
    (found,) = (line for line in shown.splitlines() if all(word in line for word in words))
    return " ".join(found.split())


# Payments


def test_the_first_instalment_is_due_and_the_second_from_a_day() -> None:
    shown = text(yunxi(ZONE))
    assert row(shown, "首笔") == "认定奖励 首笔 现可拨付 10万元"
    assert row(shown, "第二笔") == "第二笔 尚未到期 10万元 2025-05-10"
    assert row(text(yunxi(ZONE), EN), "Second instalment").startswith("Second instalment not yet CNY 100,000")


def test_a_conditional_payment_says_what_it_turns_on() -> None:
    unknown = {name: value for name, value in ZONE.items() if name != "hte_status"}
    assert row(text(yunxi(unknown)), "第二笔").endswith(
        "视条件而定 最高10万元 2025-05-10 高新技术企业资格为有效期内"
    )


def test_a_payment_whose_condition_fails_says_which() -> None:
    shown = text(yunxi({**ZONE, "hte_status": "expired"}))
    assert row(shown, "第二笔") == "第二笔 条件未满足 0元 高新技术企业资格为有效期内"


def test_what_was_paid_and_what_goes_back_stand_side_by_side() -> None:
    shown = text(yunxi(MOVED, "2025-06-30"))
    assert row(shown, "首笔") == "认定奖励 首笔 已拨付 10万元"
    assert row(shown, "5年内迁出的退回", "应退回").startswith("5年内迁出的退回 应退回 10万元")
    assert "应退回（不计入合计）：10万元" in shown


def test_a_return_that_nothing_calls_for_takes_no_row() -> None:
    assert "迁出" not in text(yunxi(ZONE))
    assert "退回 · 5年内迁出的退回：目前无须退回" in text(yunxi(ZONE), explain=True)


def test_what_was_received_may_have_to_go_back_while_that_is_unknown() -> None:
    shown = text(yunxi(ZONE, assume_not_received=False))
    assert "可能须退回（不计入合计）：金额尚不能确定" in shown


def test_payments_that_differ_only_in_their_day_share_a_row() -> None:
    shown = text(linjiang(INCUBATED))
    assert row(shown, "第1笔至第8笔") == "场地补贴 第1笔至第8笔 现可拨付 每次2,000元 2024-02-15"
    assert row(shown, "第9笔至第12笔") == "第9笔至第12笔 尚未到期 每次2,000元 2024-10-15"


def test_reasons_hold_those_of_each_payment() -> None:
    shown = text(yunxi(ZONE), explain=True)
    assert "拨付 · 第二笔：尚未到期，10万元" in shown
    assert "✓ 高新技术企业资格为有效期内  [hte_status = valid]" in shown


# Together


def test_each_cut_says_by_which_provision_and_from_what_to_what() -> None:
    shown = text(yunxi(ZONE))
    assert "认定奖励与升规奖励就高：就高不就低，由28万元减为20万元" in shown
    assert "年度限额：合计以100万元为限，由147.52万元减为100万元" in shown
    assert "各项单独列示，合并计算见合计。" in shown


def test_a_fund_that_may_run_short_is_told_once_with_what_then_happens() -> None:
    shown = text(yunxi(ZONE))
    assert "研发补助所用资金：每年3,000万元，不足时按比例核减" in shown
    assert "受资金总额限制" not in shown
    assert "first come, first served if it runs short" in text(linjiang(INCUBATED), EN)


def test_payers_of_the_plans_own_have_their_names() -> None:
    assert "出资：高新区财政 100万元" in text(yunxi(ZONE))
    assert "High-Tech Zone finance CNY 1,000,000" in text(yunxi(ZONE), EN)
    assert "zone_finance" not in text(yunxi(ZONE), explain=True)


def test_an_area_has_its_name_among_the_facts() -> None:
    shown = text(yunxi(ZONE), explain=True)
    assert "[registered_in = 云溪高新区]" in shown


# Conditions for many rules


def test_a_condition_for_many_rules_stands_apart_from_a_rules_own() -> None:
    shown = text(yunxi(ZONE), explain=True)
    assert shown.index("✓ 方案的共同规定：失信主体除外") < shown.index(
        "✓ 条件：当年高新技术企业认定为首次认定"
    )


def test_those_shut_out_by_one_condition_are_told_once() -> None:
    shown = text(yunxi({**ZONE, "listed_dishonest": True}))
    assert shown.count("因不满足共同条件而不享受") == 1
    assert "因不满足共同条件而不享受：认定奖励、研发补助" in shown


# Applying


def test_a_window_is_open_or_the_next_one_is_named() -> None:
    assert "2025-04-01 至 2025-05-31   尚未开始" in text(yunxi(ZONE))
    assert "2024-04-01 至 2024-05-31   正在受理" in text(yunxi(ZONE, "2024-05-20"))
    assert "申请表、上一年度审计报告" in text(yunxi(ZONE))


def test_a_deadline_that_has_passed_is_marked() -> None:
    assert "2025-05-10" in row(text(yunxi(ZONE)), "认定奖励", "市科技局会同市财政局")
    assert "2025-05-10（已过）" in text(yunxi(MOVED, "2025-06-30"))


# Obligations


def test_an_obligation_says_from_and_to_which_day_it_binds() -> None:
    shown = text(linjiang(INCUBATED))
    assert "2024-12-31   2024-05-10" in row_of(shown, "每半年报送经营情况")
    assert "至 2027-05-10" in shown


def row_of(shown: str, word: str) -> str:
    return next(line for line in shown.splitlines() if line.startswith(word))


# Many cities


def test_a_comparison_shows_payments_and_the_payers_only_one_plan_knows() -> None:
    result = engine().compare(ZONE, as_of="2024-06-30").to_dict()
    shown = text(result)
    assert "首笔：10万元，现可拨付" in shown
    assert "高新区财政 100万元" in shown
    assert "⚠ 云溪市 — 研发补助所用资金" in shown


def test_a_comparison_says_what_goes_back() -> None:
    result = engine().compare(MOVED, as_of="2025-06-30", assume_registered=False).to_dict()
    assert "云溪市 — 应退回（不计入合计）：10万元" in text(result)


# CSV


def rows(result: dict[str, Any]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render(result, "csv"))))


def test_csv_has_a_line_for_each_payment_and_each_cut() -> None:
    made = {each["id"]: each for each in rows(yunxi(ZONE))}
    second, ceiling = made["yunxi.recognition.second"], made["yunxi.year_ceiling"]
    assert (second["kind"], second["status"], second["low"]) == ("payment", "not_yet", "100000")
    assert second["not_before"] == "2025-05-10"
    assert (ceiling["kind"], ceiling["before_high"], ceiling["high"]) == ("cut", "1475200", "1000000")
    assert made["yunxi.recognition"]["zone_finance_low"] == "200000"
    assert made["yunxi.rd_subsidy"]["fund_when_short"] == "pro_rata"
    assert made["yunxi.rd_subsidy"]["apply_from"] == "2025-04-01"


def test_csv_of_a_plan_that_pays_at_once_has_no_more_columns() -> None:
    asked = {"registered_in": "440700", "hte_recognition": "first"}
    made = policyengine.load().evaluate(asked, city="jiangmen", as_of="2022-06-30").to_dict()
    made["totals"]["cuts"] = []
    assert list(rows(made)[0])[-2:] == ["unstated_low", "unstated_high"]


# Every page


@pytest.mark.parametrize("lang", list(Lang))
def test_no_page_of_the_example_plans_is_wider_than_110_cells(lang: Lang) -> None:
    asked = engine()
    pages = [yunxi(ZONE), yunxi(MOVED, "2025-06-30"), linjiang(INCUBATED)]
    pages += [asked.show(city) for city in asked.cities]
    pages += [asked.compare(ZONE, as_of="2024-06-30").to_dict(), asked.matrix().to_dict(), asked.list_facts()]
    for page in pages:
        shown = render(page, "table", lang, width=110, explain=True)
        assert max(map(cell_len, shown.splitlines())) <= 110


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("lang", list(Lang))
def test_every_format_sets_payments_and_returns(format: str, lang: Lang) -> None:
    made = render(yunxi(MOVED, "2025-06-30"), format, lang)
    title = {"json": "to_be_returned", "csv": "to_be_returned"}.get(
        format, lang.say("应退回", "to be returned")
    )
    assert title in made
