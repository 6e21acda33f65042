"""What reports say: force, warnings beside every total, questions by worth, reasons with clause and quote."""

from __future__ import annotations

import pytest

from policyengine.reporting import render
from policyengine.reporting.lang import Lang
from tests.reporting.samples import WHOLE, anyang, comparison, jiangmen, node

ZH, EN = Lang.ZH, Lang.EN


def text(result: dict, lang: Lang = ZH, **options: bool) -> str:  # type: ignore[type-arg]
    return render(result, "table", lang, width=140, **options)  # type: ignore[arg-type]


def test_a_draft_is_marked_before_anything_is_promised() -> None:
    shown = text(jiangmen())
    assert shown.index("草案（征求意见稿），不具约束力") < shown.index("确保 30万元")
    assert "draft, not binding" in text(jiangmen(), EN)


def test_totals_stand_with_their_warnings_payers_and_open_amounts() -> None:
    _, _, totals = text(jiangmen()).partition("合计")
    totals, _, _ = totals.partition("\n奖补\n")
    assert "确保 30万元，最多可达 150万元" in totals
    assert "出资：文件未写明 30万–150万元" in totals
    assert "⚠ 尚无人核实本版本是否仍然有效。" in totals
    assert "不计入合计：“创新标兵”奖补" in totals


def test_questions_keep_the_order_of_their_worth() -> None:
    shown = text(jiangmen())
    assert shown.index("企业是否整体迁入？") < shown.index("企业是否在人才岛范围内？")
    assert "100万元" in shown


def test_obligations_show_the_day_and_the_progress() -> None:
    (row,) = (line for line in text(jiangmen()).splitlines() if "每年申请知识产权" in line)
    assert "待完成" in row
    assert "2022-12-31" in row
    assert "3/5" in row


def test_what_does_not_apply_takes_one_line() -> None:
    assert "不符合：科技小巨人备案" in text(jiangmen())


def test_what_must_be_acted_on_comes_first() -> None:
    result = jiangmen()
    (first,) = result["obligations"]
    result["obligations"] = [
        first | {"status": s, "title": {"zh": s, "en": s}} for s in ("met", "undetermined", "due", "unmet")
    ]
    _, _, shown = text(result).partition("\n义务\n")
    assert [line.split()[0] for line in shown.splitlines()[2:6]] == ["unmet", "due", "undetermined", "met"]


def test_a_plan_without_rewards_is_not_told_as_a_promise_of_zero() -> None:
    result = jiangmen() | {"rewards": []}
    result["totals"] = {"assured": "0", "possible": "0", "unquantified": [], "by_payer": {}} | WHOLE
    assert "方案未设奖补" in text(result)
    assert "0元" not in text(result).partition("义务")[0]


def test_a_reward_paid_before_says_when() -> None:
    result = jiangmen()
    result["rewards"][0]["because"]["received"] = node(
        "received", "已于2019年5月1日获得30万元", "on 1 May 2019", False, {}
    )
    assert "初次认定高新技术企业奖补：已于2019年5月1日获得30万元" in text(result)


def test_explaining_gives_clause_quote_and_the_value_of_each_condition() -> None:
    assert "理由" not in text(jiangmen())
    shown = text(jiangmen(), explain=True)
    assert "三(一)2「研发投入强度不低于3%」" in shown
    assert "✗ 研发投入强度不低于3%  [rd_intensity = 0.0299]" in shown
    assert "? 拥有知识产权数不低于1  [ip_owned = ?]" in shown


def test_an_eligible_promise_says_whether_someone_still_selects() -> None:
    shown = text(jiangmen(), EN)
    assert "eligible, entitlement" in shown
    assert "eligible, discretionary" in shown


def test_a_comparison_sums_binding_and_other_plans_apart() -> None:
    shown = text(comparison())
    assert "有约束力的方案：确保 30万元，最多可达 30万元 · 安阳市" in shown
    assert "不具约束力的方案（草案、已过期等）：确保 30万元，最多可达 150万元 +? · 江门市" in shown


def test_a_theme_without_a_reward_is_blank_with_its_note_and_never_zero() -> None:
    (row,) = (line for line in text(comparison()).splitlines() if line.startswith("人才"))
    assert row.split() == ["人才", "—", "—*"]
    (note,) = (line for line in text(comparison()).splitlines() if "江门市人才政策" in line)
    assert note.split() == ["江门市", "江门市人才政策（江府〔2019〕1号）", "人才", "未编码，金额不详"]


def test_a_promise_that_does_not_reach_the_enterprise_is_a_zero() -> None:
    (row,) = (line for line in text(comparison()).splitlines() if line.startswith("企业成长"))
    assert row.split() == ["企业成长", "0元", "金额未明确"]


def test_a_plan_without_any_reward_has_not_promised_zero() -> None:
    result = comparison()
    result["cities"][0] |= {"rewards": []}
    result["cities"][0]["totals"] |= {"assured": "0", "possible": "0"}
    assert "方案未设奖补" in text(result)


def test_levels_above_are_named_as_not_counted() -> None:
    assert "安阳市：省级（河南省）" in text(comparison())


def test_each_warning_is_said_once_with_the_cities_it_speaks_of() -> None:
    result = comparison()
    result["cities"][0]["warnings"] = [result["cities"][1]["warnings"][1]]
    assert "⚠ 安阳市、江门市 — 尚无人核实本版本是否仍然有效。" in text(result)


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("format", ["table", "md", "html", "json", "csv"])
def test_every_format_sets_every_result(format: str, lang: Lang) -> None:
    for result in (jiangmen(), anyang(), comparison()):
        assert "300000" in render(result, format, lang) or "30" in render(result, format, lang)
