"""What `show`, `matrix` and `facts` say of a version that uses everything the language has."""

from __future__ import annotations

from typing import Any

from policyengine.reporting import render
from policyengine.reporting.lang import Lang
from tests.reporting.plans import engine

ZH, EN = Lang.ZH, Lang.EN


def shown(city: str, lang: Lang = ZH) -> str:
    return unbroken(engine().show(city), lang)


def unbroken(result: dict[str, Any], lang: Lang = ZH) -> str:
    """A page wide enough that no cell is broken over lines."""
    return render(result, "table", lang, width=700)


def row(page: str, *words: str) -> str:
    (found,) = (line for line in page.splitlines() if all(word in line for word in words))
    return " ".join(found.split())


def test_definitions_stand_with_their_meaning_and_clause() -> None:
    page = shown("yunxi")
    assert row(page, "优质企业   条件").endswith("研发费用占营业收入比例不低于3% 一(一)")
    assert "研发费用中超过500万元至2000万元的部分的6%" in row(page, "补助基数   金额")


def test_conditions_for_many_rules_name_those_they_spare() -> None:
    assert "奖补、支持 酌定的支持 一(三)" in row(shown("yunxi"), "失信主体除外", "酌定")
    assert "rewards, supports discretionary supports" in row(shown("yunxi", EN), "discretionary supports")


def test_payers_stand_by_name_with_their_shares() -> None:
    page = shown("yunxi")
    assert row(page, "未另行规定的") == "未另行规定的 注册地为云溪高新区的 高新区财政 100% 一(四)"
    assert row(page, "其他情形 ", "市财政") == "其他情形 市财政 60%、县（区）财政 40%"
    assert "zone_finance" not in page


def test_time_is_told_at_the_head() -> None:
    head = shown("yunxi").split("定义")[0]
    assert "按认定日期确定适用的版本" in head
    assert "废止版本：2021" in head
    assert "申报日期不晚于2023年12月31日的，按2021版本执行" in head


def test_payments_say_their_part_condition_and_day() -> None:
    page = shown("yunxi")
    assert row(page, "第二笔") == "第二笔 奖补金额的50% 高新技术企业资格为有效期内 认定日期之后1年"
    assert row(page, "5年内迁出的退回").startswith("5年内迁出的退回 退回所获的100%")
    assert "每次奖补金额的30%" in row(shown("linjiang"), "第2笔至第3笔")
    assert row(shown("linjiang"), "清算", "减去").startswith("清算 奖补金额减去预拨 项目已验收")


def test_a_reward_in_payments_shows_what_is_promised_once() -> None:
    page = shown("yunxi")
    amount = row(page, "认定奖励", "（分2笔）")
    assert amount.count("10万元") == 1
    assert "（预拨、清算，多退少补）" in row(shown("linjiang"), "项目补助", "最高300万元")


def test_groups_tell_their_choice_ceilings_and_at_whose_cost() -> None:
    page = shown("yunxi")
    assert "就高不就低" in row(page, "认定奖励与升规奖励就高 ", "认定奖励、升规奖励")
    assert "每年合计不超过300万元" in row(page, "年度限额", "研发补助")
    assert "每年合计不超过上一年度纳税额" in page
    assert "就高不就低（按首笔比较）" in shown("linjiang")
    assert "从排在最后的起核减" in shown("linjiang")


def test_funds_say_who_comes_first() -> None:
    assert "不足时按优先次序安排：属于规模以上；高新技术企业资格为有效期内" in shown("linjiang")


def test_applying_is_told_by_the_day_of_the_year_or_after_an_event() -> None:
    assert row(shown("yunxi"), "4月1日至5月31日").startswith("研发补助 4月1日至5月31日 市科技局")
    assert "认定日期起1年内" in shown("yunxi")
    assert "1 April to 31 May" in shown("yunxi", EN)
    assert "within 1 year after date of recognition" in shown("yunxi", EN)


def test_readings_tell_the_chosen_one_from_the_other() -> None:
    page = shown("yunxi")
    assert "采用" in row(page, "高新区企业的8万元代替5万元")
    assert "未采用" in row(page, "另得8万元")
    assert "13万元" in row(page, "另得8万元")


def test_obligations_say_how_long_they_bind() -> None:
    assert row(shown("yunxi"), "自认定日期起3年，方案期满后仍有约束力").startswith("报送研发活动报表")
    assert "from date of recognition for 3 years, beyond the plan's end" in shown("yunxi", EN)
    assert "期满后15天内" in shown("yunxi")
    assert "every quarter" in shown("yunxi", EN)
    assert row(shown("linjiang"), "立项日期之后30天").startswith("签订项目任务书")


def test_areas_and_interpretations_of_provisions_are_shown() -> None:
    assert "云溪高新区 (419802/hitech_zone)" in shown("yunxi")
    assert "近三年复合增长率" in shown("linjiang")


def test_facts_by_year_and_the_fields_of_lists_are_told() -> None:
    facts = unbroken(engine().list_facts("yunxi"))
    assert "金额（按年度）" in row(facts, "revenue_by_year")
    assert row(facts, "· granted_on") == "· granted_on 授权日期 日期"
    assert "money, by year" in unbroken(engine().list_facts("yunxi"), EN)


def test_a_matrix_shows_brackets_and_payments_shortly() -> None:
    page = unbroken(engine().matrix().to_dict())
    reward = row(page, "云溪市", "认定奖励")
    assert "不低于2000万元" in reward
    assert "（分2笔）" in reward
    assert "高新区财政" in reward
