"""What numbers a quote holds, each as a value of its kind, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.rulebook.checks.quoted.figures import read
from policyengine.rulebook.checks.quoted.number import NumberKind
from policyengine.rulebook.checks.quoted.numerals import value_of
from tests.hanging import no_hang


def numbers(quote: str) -> set[str]:
    return {f"{number.kind} {number}" for number in read(quote).numbers}


@pytest.mark.parametrize(
    "words", ["30万元", "30 万元", "300000元", "30万 元", "30 万 元", "300,000元", "三十万元", "３０万元"]
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
        ("一半以上", "50%"),
        ("四分之三", "75%"),
    ],
)
def test_ratios_in_other_words(quote: str, held: str) -> None:
    assert numbers(quote) == {f"ratio {held}"}


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
    ],
)
def test_what_only_looks_like_a_number_is_none(quote: str) -> None:
    assert numbers(quote) == set()


@pytest.mark.parametrize("quote", ["三年安排", "3年内", "36个月"])
def test_three_years_are_three_years(quote: str) -> None:
    assert numbers(quote) == {"duration 3年"}


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


@given(st.text(alphabet="0123456789一二十百千万亿年月日%元家、，-至到〔〕（）. \n", max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    "words", ["2021、", "1", "30万元、", "一", "5-", "〔2017〕", "百分之", "2021年", "一一", "1,111"]
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
