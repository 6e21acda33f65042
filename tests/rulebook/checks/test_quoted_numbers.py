"""What numbers a quote holds, each as a value of its kind, and what only looks like one."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.rulebook.checks.quoted.figures import read
from policyengine.rulebook.checks.quoted.number import Number, NumberKind
from policyengine.rulebook.checks.quoted.numerals import value_of
from tests.hanging import no_hang


def numbers(quote: str) -> set[str]:
    return {f"{number.kind} {number}" for number in read(quote).numbers}


@pytest.mark.parametrize(
    "words",
    [
        "30万元",
        "30 万元",
        "300000元",
        "30万 元",
        "30 万 元",
        "300,000元",
        "三十万元",
        "３０万元",
        "叁拾万元",
        "叁拾万圆",
        "叁拾万",
        "人民币叁拾万元",
    ],
)
def test_money_is_one_amount_however_it_is_written(words: str) -> None:
    assert numbers(f"给予一次性奖励{words}。") == {"money 30万元"}


@pytest.mark.parametrize(
    ("quote", "held"),
    [
        ("贷款余额超8.5亿元", "8.5亿元"),
        ("一百二十万元", "120万元"),
        ("1亿5000万元", "1.5亿元"),
        ("四舍五入到百元", "100元"),
        ("壹佰贰拾叁万肆仟元整", "123.4万元"),
        ("贰拾万元", "20万元"),
        ("伍仟元", "5000元"),
    ],
)
def test_money_of_every_size(quote: str, held: str) -> None:
    assert numbers(quote) == {f"money {held}"}


def test_foreign_money_is_no_money_in_yuan_and_no_count() -> None:
    assert numbers("投资30万美元") == set()


@pytest.mark.parametrize("words", ["40%", "40％", "百分之四十", "40个百分点"])
def test_percentages(words: str) -> None:
    assert numbers(f"比重达到{words}左右") == {"ratio 40%"}


@pytest.mark.parametrize(
    ("quote", "held"),
    [
        ("百分之三点五", "3.5%"),
        ("千分之三", "0.3%"),
        ("3‰", "0.3%"),
        ("百分之15.5", "15.5%"),
        ("万分之五", "0.05%"),
        ("五成", "50%"),
        ("3成以上", "30%"),
        ("一半以上", "50%"),
        ("减半征收", "50%"),
        ("按八折计", "80%"),
        ("八五折", "85%"),
        ("按8.5折计", "85%"),
        ("全额拨付", "100%"),
        ("等额配套", "100%"),
        ("减按15%征收", "15%"),
        ("提高到20%", "20%"),
        ("提高20个百分点", "20%"),
    ],
)
def test_ratios_in_other_words(quote: str, held: str) -> None:
    assert numbers(quote) == {f"ratio {held}"}


@pytest.mark.parametrize("words", ["四分之三", "3/4", "4分之3"])
def test_a_fraction_is_a_ratio_and_the_two_numbers_of_a_division(words: str) -> None:
    assert numbers(f"拨付{words}") == {"ratio 75%", "count 3", "count 4"}


# What a change comes to


@pytest.mark.parametrize(
    ("quote", "share", "left"),
    [
        ("在此基础上上浮20%", "20%", "120%"),
        ("按20%上浮", "20%", "120%"),
        ("奖励标准提高百分之二十", "20%", "120%"),
        ("营业收入增长率不低于8%", "8%", "108%"),
        ("上浮两成", "20%", "120%"),
        ("下浮20%", "20%", "80%"),
        ("减少10%", "10%", "90%"),
        ("降低5%", "5%", "95%"),
        ("减征60%", "60%", "40%"),
        ("按30%的比例核减", "30%", "70%"),
    ],
)
def test_a_change_by_a_share_is_the_share_and_what_is_then_had(quote: str, share: str, left: str) -> None:
    assert numbers(quote) == {f"ratio {share}", f"ratio {left}"}


def test_less_by_a_third_leaves_two_thirds() -> None:
    assert {"ratio 1/3", "ratio 2/3"} <= numbers("奖补金额减少三分之一")


@pytest.mark.parametrize(
    ("quote", "times"),
    [
        ("翻一番", "2"),
        ("翻番", "2"),
        ("翻两番", "4"),
        ("增长一倍", "2"),
        ("增长1.5倍", "2.5"),
        ("达到2倍", "2"),
    ],
)
def test_multiples_are_counts_and_ratios(quote: str, times: str) -> None:
    assert {f"count {times}", f"ratio {float(times):.0%}"} <= numbers(quote)


def test_factors_in_a_row_are_ratios_together() -> None:
    assert {"ratio 120%", "ratio 100%", "ratio 80%"} <= numbers("系数分别为1.2、1、0.8")


def test_an_end_that_is_reached_is_no_change() -> None:
    assert numbers("占比由10%提高到15%") == {"ratio 10%", "ratio 15%"}
    assert numbers("三倍以上") == {"count 3", "ratio 300%"}


# Ratios that split


@pytest.mark.parametrize(
    "quote",
    [
        "市、县财政按6∶4比例分担",
        "按照6：4的比例分担",
        "市与区6:4分担",
        "按六四比例承担",
        "六四分担",
        "按6比4分担",
    ],
)
def test_six_to_four_is_sixty_and_forty_percent(quote: str) -> None:
    assert numbers(quote) == {"ratio 60%", "ratio 40%", "count 6", "count 4"}
    assert read(quote).splits == {(6, 4)}


def test_a_ratio_may_have_more_than_two_parts() -> None:
    assert {"ratio 40%", "ratio 30%"} <= numbers("按4∶3∶3的比例分三年拨付")
    assert {"ratio 50%", "ratio 30%", "ratio 20%"} <= numbers("按五三二比例分成")


@pytest.mark.parametrize(
    "quote",
    [
        "上午8:30按时到场",
        "每日9:10按规定开放",
        "杠杆放大比例1:20",
        "见附件1:2",
        "按十四五比例",
        "一对一分配导师",
        "8:30",
        "按3:7家",
    ],
)
def test_what_splits_nothing_is_no_ratio(quote: str) -> None:
    assert read(quote).splits == frozenset()
    assert not any(each.startswith("ratio") for each in numbers(quote))


def test_a_matching_share_is_a_share_of_what_the_other_pays() -> None:
    assert "ratio 100%" in numbers("按1:1配套")
    assert "ratio 50%" in numbers("按1∶0.5比例给予配套")


@pytest.mark.parametrize("words", ["由三级财政平均分担", "分三年等额拨付", "各半承担", "均摊"])
def test_equal_parts(words: str) -> None:
    assert read(words).equal_parts
    assert not read("平均增长，平均工资").equal_parts


# Nothing, all, and rounding


@pytest.mark.parametrize("words", ["D类不予兑付", "取消奖励", "不再享受", "不予支持", "免收"])
def test_a_refusal_is_nothing(words: str) -> None:
    assert {"ratio 0%", "money 0元"} <= numbers(words)


def test_nothing_of_the_sort_is_a_count_of_none() -> None:
    assert "count 0" in numbers("上年度未发生安全事故")


@pytest.mark.parametrize(
    ("quote", "unit"),
    [
        ("不足百元部分舍去", "100元"),
        ("不足1万元的部分不计", "1万元"),
        ("取整到万元", "1万元"),
        ("以万元为单位，四舍五入", "1万元"),
        ("按千元取整", "1000元"),
        ("精确到元", "1元"),
        ("保留到角", "0.1元"),
        ("精确到分", "0.01元"),
        ("四舍五入保留整数", "1元"),
        ("按百元向下取整", "100元"),
    ],
)
def test_the_unit_to_which_a_text_rounds(quote: str, unit: str) -> None:
    assert numbers(quote) == {f"money {unit}"}


def test_a_unit_that_rounds_nothing_is_no_money() -> None:
    assert numbers("单位：万元") == set()
    assert numbers("注册资本以万元计，该部分舍去") == set()


@pytest.mark.parametrize(
    ("quote", "held"),
    [
        ("高新技术企业80家", {"80"}),
        ("创新龙头企业5-8家", {"5", "8"}),
        ("培育创新龙头企业1-2家", {"1", "2"}),
        ("集中开展2至3次培训", {"2", "3"}),
        ("分别达到40、10和2家", {"40", "10", "2"}),
        ("在孵场地面积达200万平方米", {"200万"}),
        ("不少于二十", {"20"}),
        ("二十家以上", {"20"}),
        ("实现倍增", {"2"}),
        ("翻一番", {"2"}),
        ("一般每年两次", {"2"}),
        ("三至五家", {"3", "5"}),
        ("建立一支高效的队伍", {"1"}),
        ("百家中心促百家高企", {"100"}),
        ("达到40，100家", {"40", "100"}),
        ("“7群12链”", {"7", "12"}),
        ("10多家", {"10"}),
        ("Ⅰ类知识产权至少1项", {"1"}),
        ("第6人起每人2000元", {"6"}),
    ],
)
def test_counts(quote: str, held: set[str]) -> None:
    counts = {number for number in numbers(quote) if number.startswith("count")}
    assert counts == {f"count {each}" for each in held}


@pytest.mark.parametrize(
    "quote",
    [
        "引进一批高新技术企业",
        "给予一次性奖励",
        "进一步加强",
        "一站式金融服务",
        "“一企一策”模式",
        "实施一对一专人帮扶",
        "百花齐放、千方百计",
        "大众创业、万众创新",
        "统一组织，唯一渠道，之一",
        "十四五规划，党的二十大",
        "国家一级中药保护品种",
        "第三条第2款",
        "国科发火〔2016〕32号",
        "豫政办〔2017〕86号",
        "（一）加强组织领导",
        "1.大力推动高企认定",
        "13. 培育发展科技服务机构",
        "数十家企业",
        "高层次人才倍增计划",
        "人才队伍建设，大陆企业，队伍圆满",
        "一类新药、三类医疗器械",
        "世界500强",
        "“985”“211”高校",
        "《关于支持100家企业的三十条措施》",
        "科技创新二十条措施",
        "第一、二款和第三、四项",
        "专家组由五成员组成",
        "三甲医院，二级以上资质",
    ],
)
def test_what_only_looks_like_a_number_is_none(quote: str) -> None:
    assert numbers(quote) == set()


@pytest.mark.parametrize(
    "quote", ["三年安排", "3年内", "36个月", "前三年", "连续三个会计年度", "满三周年", "３６个月"]
)
def test_three_years_are_three_years(quote: str) -> None:
    assert numbers(quote) == {"duration 3年"}


@pytest.mark.parametrize(
    ("quote", "length"),
    [
        ("半年内", "6个月"),
        ("一年半", "18个月"),
        ("1.5年", "18个月"),
        ("12个月", "1年"),
        ("12个自然月", "1年"),
        ("次年拨付", "1年"),
        ("第三年兑现", "2年"),
        ("连续两年", "2年"),
        ("次月起", "1个月"),
    ],
)
def test_lengths_of_time_in_other_words(quote: str, length: str) -> None:
    assert numbers(quote) == {f"duration {length}"}


@pytest.mark.parametrize("quote", ["上半年", "下半年", "三年级学生", "八十年代"])
def test_times_that_are_no_lengths(quote: str) -> None:
    assert numbers(quote) == set()


@pytest.mark.parametrize(
    ("quote", "months"),
    [("按月发放", 1), ("每月", 1), ("按季", 3), ("每半年", 6), ("逐年兑付", 12), ("按年度", 12)],
)
def test_what_comes_round_comes_round_after_so_many_months(quote: str, months: int) -> None:
    assert read(quote).periods == {months}


def test_months_days_and_weeks_are_durations() -> None:
    assert numbers("6个月内，90天内，两周内") == {"duration 6个月", "duration 90天", "duration 14天"}


def test_working_days_are_not_days() -> None:
    assert numbers("30个工作日内") == set()


@pytest.mark.parametrize(
    "quote",
    [
        "到2021年，力争",
        "2021年底",
        "2021年年底前",
        "至2021年末",
        "2021年，全市",
        "二〇二一年底",
        "2021年12月31日",
    ],
)
def test_a_term_is_the_last_day_of_its_year(quote: str) -> None:
    assert numbers(quote) == {"date 2021-12-31", "year 2021年"}


@pytest.mark.parametrize("quote", ["较2020年净增", "在2020年基础上", "2020年度", "自2020年以来的"])
def test_a_year_compared_with_is_no_term(quote: str) -> None:
    assert "date 2020-12-31" not in numbers(quote)
    assert "year 2020年" in numbers(quote)


def test_years_from_one_to_another() -> None:
    assert numbers("（2017-2021年）") == {"year 2017年", "year 2021年"}
    assert numbers("方案（2021-2023）") == {"year 2021年", "year 2023年"}


def test_the_end_of_a_month_is_a_day() -> None:
    assert "date 2021-06-30" in numbers("2021年6月底前")


@pytest.mark.parametrize("quote", ["年底前完成", "每年申报", "年度余额", "年均增长"])
def test_every_year_means_its_last_day(quote: str) -> None:
    assert (12, 31) in read(quote).days


def test_months_of_the_calendar() -> None:
    assert numbers("每年9月上旬和3月上旬召开") == {"month 9月", "month 3月"}
    assert numbers("五月、九月") == {"month 5月", "month 9月"}


@pytest.mark.parametrize(
    "quote", ["每年4月1日至5月31日", "4月1日—5月31日", "四月一日至五月三十一日", "４月１日到５月３１日"]
)
def test_days_of_every_year(quote: str) -> None:
    assert {(4, 1), (5, 31)} <= read(quote).days
    assert not any(each.startswith(("duration", "month")) for each in numbers(quote))


def test_the_last_day_of_a_window_may_share_its_month() -> None:
    assert {(4, 1), (4, 30)} <= read("4月1日至30日受理").days
    assert {(4, 1), (4, 30)} <= read("四月一日至三十日受理").days


def test_thirds_of_a_month_and_the_end_of_february_are_days() -> None:
    assert {(9, 1), (9, 10)} <= read("9月上旬").days
    assert {(2, 28), (2, 29)} <= read("2月底前").days


def test_whole_months_open_and_close_windows() -> None:
    assert {(4, 1), (5, 31)} <= read("每年4至5月集中受理").ends
    assert {(4, 1), (5, 31)} <= read("4月至5月").ends
    assert (9, 30) not in read("9月上旬").ends


@pytest.mark.parametrize("words", ["拥有", "全覆盖", "建立", "实现"])
def test_words_of_having(words: str) -> None:
    assert read(f"企业{words}自主知识产权").some


def test_full_coverage_is_a_hundred_percent() -> None:
    assert "ratio 100%" in numbers("研发机构全覆盖")


@given(st.integers(1, 99_999))
def test_every_number_is_read_in_both_scripts(number: int) -> None:
    assert value_of(in_chinese(number)) == number
    assert read(f"达到{number}家").holds(NumberKind.COUNT, number)


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_in_both_writings(day: date) -> None:
    for words in (f"{day.year}年{day.month}月{day.day}日", day.isoformat()):
        assert f"date {day}" in numbers(f"自{words}起施行")


@given(st.integers(1, 99_999))
def test_sums_in_the_numerals_of_accounts_are_sums(number: int) -> None:
    in_accounts = in_chinese(number).translate(
        str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
    )
    assert read(f"奖励{in_accounts}元").holds(NumberKind.MONEY, number)


@given(st.integers(1, 9), st.integers(1, 9))
def test_both_sides_of_a_ratio_are_its_shares(one: int, other: int) -> None:
    held = read(f"市县财政按{one}∶{other}的比例分担")
    assert held.holds(NumberKind.RATIO, Fraction(one, one + other))
    assert held.holds(NumberKind.RATIO, Fraction(other, one + other))


@given(st.integers(1, 99))
def test_more_and_less_by_a_share_are_never_taken_for_each_other(percent: int) -> None:
    more, less, to = read(f"上浮{percent}%"), read(f"下浮{percent}%"), read(f"上浮至{percent}%")
    share = Fraction(percent, 100)
    assert more.holds(NumberKind.RATIO, 1 + share)
    assert less.holds(NumberKind.RATIO, 1 - share)
    assert not less.holds(NumberKind.RATIO, 1 + share)
    assert not to.holds(NumberKind.RATIO, 1 + share)


@given(st.integers(1, 31), st.sampled_from(["条", "款", "项", "章", "批", "届"]))
def test_ordinals_count_nothing(number: int, of: str) -> None:
    for written in (str(number), in_chinese(number)):
        assert not any(each.kind is NumberKind.COUNT for each in read(f"第{written}{of}规定").numbers)


@given(st.integers(1950, 2099))
def test_a_year_counts_nothing_and_lasts_no_time(year: int) -> None:
    kinds = {each.kind for each in read(f"{year}年、{year}年度、{year}年底").numbers}
    assert kinds <= {NumberKind.YEAR, NumberKind.DATE}


_WORDS = (
    "0123456789一二十百千万亿年月日%元家、，-至到〔〕（）. \n∶:比例按分担上浮减折半成倍贰拾佰取整不足次每/点"
)


@given(st.text(alphabet=_WORDS, max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    "words",
    [
        "2021、",
        "1",
        "30万元、",
        "一",
        "5-",
        "〔2017〕",
        "百分之",
        "2021年",
        "一一",
        "1,111",
        "贰",
        "贰拾",
        "6∶",
        "亿",
        "1亿",
        "按6:4",
        "上浮",
        "《",
        "4月1日至",
        "第1、",
        "年半",
        "不足",
    ],
)
def test_a_huge_quote_is_read(words: str) -> None:
    with no_hang():
        read(words * 100_000)


def in_chinese(number: int) -> str:
    """A number below 100,000 as it is read aloud."""
    digits = "零一二三四五六七八九"
    if number >= 10_000:
        rest = number % 10_000
        zero = "零" if 0 < rest < 1000 else ""
        return in_chinese(number // 10_000) + "万" + zero + (in_chinese(rest) if rest else "")
    for size, name in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            rest = number % size
            zero = "零" if 0 < rest < size // 10 else ""
            return digits[number // size] + name + zero + (in_chinese(rest) if rest else "")
    return digits[number]


@pytest.mark.parametrize("quote", ["一次性奖励30万", "给予最高30万补助", "奖励资金30万，分两年拨付"])
def test_a_sum_that_a_text_pays_is_money_though_it_leaves_out_the_yuan(quote: str) -> None:
    assert Number(NumberKind.MONEY, Fraction(300_000)) in read(quote)


@pytest.mark.parametrize("quote", ["服务企业30万家", "面积达30万平方米", "覆盖30万人"])
def test_other_large_numbers_are_no_money(quote: str) -> None:
    assert Number(NumberKind.MONEY, Fraction(300_000)) not in read(quote)
