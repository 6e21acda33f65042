"""How conditions and amounts are read aloud, in Chinese as an official would write them and in English."""

import pytest
from hypothesis import given

from policyengine.language.check import resolve_amount, resolve_condition
from policyengine.language.en import denied as denied_en
from policyengine.language.en import read_en
from policyengine.language.facts import Vocabulary
from policyengine.language.parse import parse_amount, parse_condition, parse_term
from policyengine.language.tree import Branch
from policyengine.language.walk import descend
from policyengine.language.zh import denied as denied_zh
from policyengine.language.zh import read_zh
from tests.strategies import VOCABULARY, amounts, conditions


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("status = valid", "高新技术企业资格为有效期内", "standing as a high-tech enterprise is valid"),
        ("status != none", "高新技术企业资格不是“无资格”",
         "standing as a high-tech enterprise is not “not a high-tech enterprise”"),
        ("rd_intensity >= 3%", "研发投入强度不低于3%", "R&D intensity is at least 3%"),
        ("not rd_intensity >= 3%", "研发投入强度低于3%", "R&D intensity is less than 3%"),
        ("revenue > 3亿元", "营业收入超过3亿元", "revenue is more than CNY 300,000,000"),
        ("patents >= 5", "授权发明专利数不少于5", "invention patents granted number at least 5"),
        ("patents < 5", "授权发明专利数少于5", "invention patents granted number fewer than 5"),
        ("staff < 5", "职工人数少于5", "number of staff is less than 5"),
        ("established_on >= 2020-01-01", "成立日期不早于2020年1月1日",
         "date of establishment is on or after 1 January 2020"),
        ("established_on + 3年 < 2020-01-01", "成立日期之后3年早于2020年1月1日",
         "3 years after date of establishment is before 1 January 2020"),
        ("status in [valid, expired]", "高新技术企业资格属于有效期内、已过期之一",
         "standing as a high-tech enterprise is valid or expired"),
        ("status not in [valid, expired]", "高新技术企业资格不属于有效期内、已过期之一",
         "standing as a high-tech enterprise is not valid or expired"),
        ("seat in [410500]", "注册地为410500", "place of registration is 410500"),
        ("rd_expense / revenue >= 3%", "研发费用与营业收入之比不低于3%",
         "the ratio of R&D expense to revenue is at least 3%"),
        ("rd_expense > 3% * (revenue - rd_expense)", "研发费用超过（营业收入减去研发费用之差）的3%",
         "R&D expense is more than 3% of (revenue less R&D expense)"),
        ("revenue > 2 * rd_expense", "营业收入超过研发费用的2倍", "revenue is more than 2 times R&D expense"),
        ("above_scale", "属于规模以上", "above designated size"),
        ("not above_scale", "不属于规模以上", "not above designated size"),
        ("keeps_ledger = false", "尚未设置研发费用辅助账", "does not keep an R&D ledger"),
        ("above_scale and on_island", "属于规模以上，且位于人才岛范围内",
         "above designated size and on the talent island"),
        ("on_island and (above_scale or keeps_ledger)",
         "位于人才岛范围内，且（属于规模以上，或者设置研发费用辅助账）",
         "on the talent island and (above designated size or keeps an R&D ledger)"),
        ("not (on_island and above_scale)", "并非（位于人才岛范围内，且属于规模以上）",
         "it is not the case that (on the talent island and above designated size)"),
        ("at least 2 of [on_island, above_scale, keeps_ledger]",
         "下列3项中至少符合2项：位于人才岛范围内；属于规模以上；设置研发费用辅助账",
         "at least 2 of these 3: on the talent island; above designated size; keeps an R&D ledger"),
        ("true", "无条件成立", "always"),
    ],
)  # fmt: skip
def test_a_condition_is_read(text, zh, en):
    tree, findings = resolve_condition(parse_condition(text), VOCABULARY)
    assert not findings
    assert (read_zh(tree, VOCABULARY), read_en(tree, VOCABULARY)) == (zh, en)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("30万元", "30万元", "CNY 300,000"),
        ("up to 100万元", "最高100万元", "up to CNY 1,000,000"),
        ("unstated", "未明确金额", "an amount the text leaves open"),
        ("25% * rd_expense at most 50万元", "研发费用的25%，最高50万元",
         "25% of R&D expense, at most CNY 500,000"),
        ("50万元 if on_island, otherwise 30万元", "位于人才岛范围内的，50万元；其他情形，30万元",
         "CNY 500,000 where on the talent island; otherwise CNY 300,000"),
        ("(1元 if on_island, otherwise revenue) at least 2元",
         "（位于人才岛范围内的，1元；其他情形，营业收入），最低2元",
         "(CNY 1 where on the talent island; otherwise revenue), at least CNY 2"),
        ("revenue / 3 rounded down to 100元", "营业收入除以3，不足100元的部分舍去",
         "revenue divided by 3, rounded down to a multiple of CNY 100"),
    ],
)  # fmt: skip
def test_an_amount_is_read(text, zh, en):
    tree, findings = resolve_amount(parse_amount(text), VOCABULARY)
    assert not findings
    assert (read_zh(tree, VOCABULARY), read_en(tree, VOCABULARY)) == (zh, en)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("growth(revenue_by_year) >= 10%", "上一年度营业收入增长率不低于10%",
         "growth of revenue in the previous year is at least 10%"),
        ("growth(revenue_by_year[2021]) >= 10%", "2021年营业收入增长率不低于10%",
         "growth of revenue in 2021 is at least 10%"),
        ("increase(revenue_by_year) >= 1万元", "上一年度营业收入较前一年的增加额不低于1万元",
         "the increase of revenue in the previous year over the year before is at least CNY 10,000"),
        ("average(revenue_by_year, 3年) > 1万元", "上一年度及此前2年营业收入的年平均值超过1万元",
         "the average of revenue over the 3 years to the previous year is more than CNY 10,000"),
        ("8% < compound_growth(revenue_by_year[2021], 3年)",
         "截至2021年的3年营业收入年均复合增长率超过8%",
         "compound yearly growth of revenue over the 3 years to 2021 is more than 8%"),
        ("not compound_growth(revenue_by_year, 3年) >= 8%",
         "截至上一年度的3年营业收入年均复合增长率低于8%",
         "compound yearly growth of revenue over the 3 years to the previous year is less than 8%"),
        ("growing(revenue_by_year, 2年)", "截至上一年度营业收入连续2年增长",
         "revenue rose in each of the 2 years to the previous year"),
        ("revenue_by_year[前年] > revenue_by_year[本年]", "前年营业收入超过本年度营业收入",
         "revenue two years before is more than revenue in the year assessed"),
        ("count(hires where post = research) >= 3", "岗位为研发岗的新招用人员数量不少于3",
         "the number of new hires where post is research is at least 3"),
        ("count(hires where local and on_island) = 0",
         "（属于本地户籍，且位于人才岛范围内）的新招用人员数量为0",
         "the number of new hires where (registered locally and on the talent island) is 0"),
        ("sum(cost of hires) > 3万元", "新招用人员的用工成本合计超过3万元",
         "the total of cost over new hires is more than CNY 30,000"),
        ("years(established_on, as_of) >= 3", "成立日期至评估日已满3年",
         "at least 3 whole years lie between date of establishment and the day of assessment"),
        ("not years(established_on, as_of) >= 3", "成立日期至评估日不满3年",
         "fewer than 3 whole years lie between date of establishment and the day of assessment"),
        ("days(established_on, as_of) > 30", "成立日期至评估日的天数超过30",
         "the number of days from date of establishment to the day of assessment is more than 30"),
        ("established_on between 2021-01-01 and 2021-12-31", "成立日期在2021年1月1日至2021年12月31日期间",
         "date of establishment is from 1 January 2021 to 31 December 2021"),
        ("established_on between 4月1日 and 2月末", "成立日期在每年4月1日至2月末期间",
         "date of establishment falls between 1 April and the end of February of a year"),
        ("established_on not between 4月1日 and 5月31日", "成立日期不在每年4月1日至5月31日期间",
         "date of establishment does not fall between 1 April and 31 May of a year"),
        ("established_on within 6个月 after year_start", "成立日期在评估年度首日之后6个月内",
         "date of establishment is within 6 months after the first day of the year assessed"),
        ("established_on within 3年 before as_of", "成立日期在评估日之前3年内",
         "date of establishment is within 3 years before the day of assessment"),
        ("quality_enterprise", "符合“优质企业”", "“Quality enterprise” applies"),
        ("not quality_enterprise", "不符合“优质企业”", "“Quality enterprise” does not apply"),
        ("class_share >= 50%", "“兑付比例”不低于50%", "“Share by class” is at least 50%"),
        ("seat = talent_island", "注册地为人才岛", "place of registration is Talent Island"),
        ("(staff at most 36) > patents", "（职工人数，最多36）超过授权发明专利数",
         "(number of staff, at most 36) is more than invention patents granted"),
        ("(established_on at least 2020-01-01) < as_of", "（成立日期，最早2020年1月1日）早于评估日",
         "(date of establishment, not before 1 January 2020) is before the day of assessment"),
    ],
)  # fmt: skip
def test_a_condition_of_years_lists_days_and_names_is_read(text, zh, en):
    tree, findings = resolve_condition(parse_condition(text), VOCABULARY)
    assert not findings
    assert (read_zh(tree, VOCABULARY), read_en(tree, VOCABULARY)) == (zh, en)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("8% * ((rd_expense at least 100万元 at most 500万元) - 100万元)",
         "研发费用中超过100万元至500万元的部分的8%",
         "8% of the part of R&D expense above CNY 1,000,000 up to CNY 5,000,000"),
        ("10% * (rd_expense at most 1万元) + 8% * ((rd_expense at least 1万元 at most 5万元) - 1万元)"
         " + 5% * ((rd_expense at least 5万元) - 5万元)",
         "研发费用中不超过1万元的部分的10%、研发费用中超过1万元至5万元的部分的8%与研发费用中超过5万元的部分的5%之和",
         "the sum of 10% of the part of R&D expense up to CNY 10,000, 8% of the part of R&D expense above"
         " CNY 10,000 up to CNY 50,000 and 5% of the part of R&D expense above CNY 50,000"),
        ("class_share * base_award", "“兑付比例”与“基准奖励”之积", "“Share by class” times “Base award”"),
        ("80% * base_award at most 3元", "“基准奖励”的80%，最高3元", "80% of “Base award”, at most CNY 3"),
        ("2000元 * count(hires where local) at most 5万元", "属于本地户籍的新招用人员每项2000元，最高5万元",
         "CNY 2,000 for each of new hires where registered locally, at most CNY 50,000"),
        ("1000元 * months(established_on, as_of)", "成立日期至评估日每满一个月1000元",
         "CNY 1,000 for each whole month from date of establishment to the day of assessment"),
        ("sum((50% * cost at most 5000元) of hires)", "新招用人员按每项“用工成本的50%，最高5000元”计算的合计",
         "the total of (50% of cost, at most CNY 5,000) over new hires"),
        ("(20% * revenue at most 3元) + 1元", "（营业收入的20%，最高3元）与1元之和",
         "(20% of revenue, at most CNY 3) plus CNY 1"),
        ("(2元 if on_island, otherwise 1元) * 2", "（位于人才岛范围内的，2元；其他情形，1元）的2倍",
         "2 times (CNY 2 where on the talent island; otherwise CNY 1)"),
        ("100万元 - revenue at least 0元", "100万元减去营业收入之差，最低0元",
         "CNY 1,000,000 less revenue, at least CNY 0"),
    ],
)  # fmt: skip
def test_an_amount_of_parts_lists_and_names_is_read(text, zh, en):
    tree, findings = resolve_amount(parse_amount(text), VOCABULARY)
    assert not findings
    assert (read_zh(tree, VOCABULARY), read_en(tree, VOCABULARY)) == (zh, en)


def test_a_single_node_is_read_too():
    assert read_zh(parse_term("revenue"), VOCABULARY) == "营业收入"
    branch = next(
        node for node in descend(parse_amount("1元 if on_island, otherwise 2元")) if isinstance(node, Branch)
    )
    assert read_zh(branch, VOCABULARY) == "位于人才岛范围内的，1元"
    assert read_en(branch, VOCABULARY) == "CNY 1 where on the talent island"


def test_a_fact_nobody_defined_is_read_by_its_name():
    assert read_zh(parse_condition("某事实 > 3元"), Vocabulary(())) == "某事实超过3元"


@pytest.mark.parametrize(
    ("label", "denial"),
    [
        ("位于人才岛范围内", "不位于人才岛范围内"),
        ("有研发活动", "没有研发活动"),
        ("研发项目已备案申报", "研发项目尚未备案申报"),
        ("高新技术企业培育库入库", "高新技术企业培育库尚未入库"),
        ("整体迁入", "尚未整体迁入"),
        ("科技型中小企业", "不属于科技型中小企业"),
        ("拟挂牌上市", "不拟挂牌上市"),
        ("正在海门注册落户", "未在海门注册落户"),
        ("申报数据经核实弄虚作假", "不存在“申报数据经核实弄虚作假”的情形"),
    ],
)
def test_a_chinese_label_is_denied_as_its_verb_asks(label, denial):
    assert denied_zh(label) == denial


@pytest.mark.parametrize(
    ("label", "denial"),
    [
        ("Has an R&D institution", "does not have an R&D institution"),
        ("Carries on R&D", "does not carry on R&D"),
        ("Is listed", "is not listed"),
        ("Relocated as a whole", "not relocated as a whole"),
        ("Plans to be listed", "does not plan to be listed"),
        ("Technology enterprise", "not a technology enterprise"),
        ("Registered technology SME", "not a registered technology SME"),
        ("Leads and drives its industry", "does not lead or drive its industry"),
        ("In a library of technology enterprises", "not in a library of technology enterprises"),
        ("R&D projects filed", "not so: R&D projects filed"),
    ],
)
def test_an_english_label_is_denied_as_its_verb_asks(label, denial):
    assert denied_en(label) == denial


@given(conditions | amounts)
def test_every_node_of_every_tree_can_be_read(tree):
    for node in descend(tree):
        assert read_zh(node, VOCABULARY)
        assert read_en(node, VOCABULARY).strip() == read_en(node, VOCABULARY)
