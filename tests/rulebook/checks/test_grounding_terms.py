"""Numbers of the wider terms are said as texts say them: years of standing, figures by year, windows."""

from __future__ import annotations

from fractions import Fraction

import pytest

from policyengine.language.parse import parse_amount, parse_condition
from policyengine.language.tree import Arithmetic, Bounded, Fact, Kind, Literal, Named, Operator
from policyengine.language.tree import Duration as Length
from policyengine.rulebook.choices import Every
from tests.rulebook.checks.plans import obligation, reward, words
from tests.rulebook.checks.test_grounding import asking, missing, paying

# Time that has passed


@pytest.mark.parametrize("quote", ["成立满三年", "注册满36个月", "经营3年以上"])
def test_years_of_standing_are_a_length_of_time(quote: str) -> None:
    assert asking("years(founded, as_of) >= 3", quote) == []
    assert asking("3 <= years(founded, as_of)", quote) == []
    assert asking("months(founded, as_of) >= 36", quote) == []
    assert asking("years(founded, as_of) >= 2", quote) == ["2年"]


def test_months_that_count_may_be_bounded_by_years() -> None:
    amount = "3000元 * (months(founded, as_of) at most 36)"
    assert paying(amount, "每月3000元，最长三年") == []
    assert paying(amount, "每月3000元，最长36个月") == []
    assert paying(amount, "每月3000元，最长两年") == ["3年"]


def test_a_stretch_of_time_after_an_event_is_grounded() -> None:
    assert asking("applied within 12个月 after recognised", "认定后一年内申报") == []
    assert asking("applied within 12个月 after recognised", "认定后半年内申报") == ["1年"]


# Windows


@pytest.mark.parametrize(
    "quote",
    ["每年4月1日至5月31日", "4月1日-5月31日", "四月一日至五月三十一日", "每年4至5月", "4月、5月集中受理"],
)
def test_a_yearly_window_is_quoted(quote: str) -> None:
    assert asking("applied between 4月1日 and 5月31日", quote) == []


def test_a_window_that_no_quote_holds_is_found() -> None:
    assert asking("applied between 4月1日 and 5月31日", "每年4月1日起") == ["5月31日"]
    assert asking("applied between 9月1日 and 9月30日", "9月上旬") == ["9月30日"]
    assert asking("applied between 4月1日 and 5月31日", "2021年4月1日至2021年5月31日") == [
        "4月1日",
        "5月31日",
    ]


# Figures by year


def test_the_previous_year_is_no_number_but_a_calendar_year_is() -> None:
    assert asking("sales[year - 1] >= 1亿元", "上一年度营业收入1亿元以上") == []
    assert asking("sales[2021] >= 1亿元", "2021年营业收入1亿元以上") == []
    assert asking("sales[2021] >= 1亿元", "营业收入1亿元以上") == ["2021年"]


def test_growth_states_its_rate_alone() -> None:
    assert asking("growth(sales[year - 1]) >= 20%", "较上年增长20%以上") == []
    assert asking("increase(sales[year - 1]) >= 100万元", "比上年增加100万元") == []
    assert asking("growth(sales[year - 1]) > 0%", "比上年增长") == []
    assert asking("increase(sales[year - 1]) > 0元", "比上年增长") == []


def test_growing_states_for_how_many_years() -> None:
    assert asking("growing(sales[year - 1], 2年)", "连续两年增长") == []
    assert asking("growing(sales[year - 1], 3年) and large", "连续两年增长") == ["3年"]
    assert asking("growing(sales[year - 1], 1年)", "比上年增长") == []


def test_compound_growth_states_the_rate_that_its_author_wrote() -> None:
    condition = "compound_growth(sales[year - 1], 3年) >= 8%"
    assert asking(condition, "近三年复合增长率8%以上") == []
    assert asking(condition, "近三年复合增长率10%以上") == ["8%"]
    assert asking(condition, "近两年复合增长率8%以上") == ["3年"]


def test_an_average_states_over_how_many_years() -> None:
    assert asking("average(sales[year - 1], 3年) >= 1亿元", "近三年平均营业收入1亿元") == []
    assert asking("average(sales[year - 1], 3年) >= 1亿元", "近两年平均营业收入1亿元") == ["3年"]


# Lists, definitions, tiers and scales


def test_what_is_counted_in_a_list_is_grounded() -> None:
    condition = "count(staff where hired >= 2021-01-01) >= 10"
    assert asking(condition, "2021年1月1日后新招员工10人以上") == []
    assert asking(condition, "新招员工10人以上") == ["2021-01-01"]


def test_that_a_list_holds_any_such_entry_needs_no_number() -> None:
    assert asking("count(staff where employed) >= 1", "对企业引进的人才") == []
    assert asking("count(staff where employed) > 0", "对企业引进的人才") == []
    assert asking("count(staff where employed) >= 2", "对企业引进的人才") == ["2"]


def test_what_stands_under_a_name_is_grounded_where_it_is_defined() -> None:
    named = Named("share", words("系数"), parse_amount("80%"))
    amount = Arithmetic(named, Operator.TIMES, parse_amount("30万元"))
    assert missing(reward("奖励30万元", amount=amount)) == []


def test_a_class_that_gets_nothing_needs_no_words_last_and_a_refusal_first() -> None:
    last = "(100% if standing = first, 80% if standing = renewal, otherwise 0%) * cost"
    first = "(0% if standing = none, 100% if standing = first, otherwise 80%) * cost"
    assert paying(last, "A类全额兑付，B类按80%兑付") == []
    assert paying(first, "A类全额兑付，B类按80%兑付，D类不予兑付") == []
    assert paying(first, "A类全额兑付，B类按80%兑付") == ["0%"]


def test_a_floor_of_nothing_needs_no_words() -> None:
    assert paying("(100万元 - cost) at least 0元", "补足至100万元") == []
    assert paying("(100万元 - cost) at least 1万元", "补足至100万元") == ["1万元"]


def test_the_ends_of_a_scale_are_each_grounded_once() -> None:
    scale = "10% * (cost at most 100万元) + 8% * ((cost at least 100万元 at most 500万元) - 100万元)"
    assert paying(scale, "100万元以内的部分按10%，超过100万元至500万元的部分按8%") == []
    assert paying(scale, "100万元以内的部分按10%，超出部分按8%") == ["500万元"]


def test_the_first_of_a_bracket_of_people_is_the_one_that_is_printed() -> None:
    fifth = Literal(Kind.COUNT, Fraction(5))
    beyond = Arithmetic(Bounded(Fact("patents"), fifth, None), Operator.MINUS, fifth)
    amount = Arithmetic(parse_amount("1万元"), Operator.TIMES, beyond)
    assert missing(reward("6人以上的部分每人1万元", amount=amount)) == []
    assert missing(reward("第6人起每人1万元", amount=amount)) == []
    assert missing(reward("5人以上的部分每人1万元", amount=amount)) == []
    assert missing(reward("8人以上的部分每人1万元", amount=amount)) == ["5"]


def test_parts_in_words_ground_the_numbers_of_a_division() -> None:
    assert paying("cost * 1 / 3 rounded down to 1万元", "按三分之一补助，取整到万元") == []
    assert paying("cost * 1 / 3 rounded down to 1万元", "按三分之一补助") == ["1万元"]


def test_a_raise_grounds_both_ways_of_writing_it() -> None:
    assert paying("120% * cost", "标准上浮20%") == paying("cost + 20% * cost", "标准上浮20%") == []
    assert paying("80% * cost", "标准下浮20%") == []
    assert paying("120% * cost", "提高到20%") == ["120%"]


# Obligations


def test_the_terms_of_an_obligation_are_quoted() -> None:
    requires = parse_condition("large")
    report = obligation(
        "每季度终了后15日内报送，期限三年",
        requires=requires,
        each=Every.QUARTER,
        grace=Length(days=15),
        lasts=Length(36),
    )
    assert missing(report) == []
    silent = obligation(
        "每季度报送", requires=requires, each=Every.QUARTER, grace=Length(days=15), lasts=Length(36)
    )
    assert missing(silent) == ["15天", "3年"]


def test_a_day_counted_from_an_event_states_how_far() -> None:
    by = Arithmetic(Fact("recognised"), Operator.PLUS, Literal(Kind.DURATION, Length(days=30)))
    requires = parse_condition("large")
    assert missing(obligation("认定后30日内备案", requires=requires, by=by)) == []
    assert missing(obligation("认定后及时备案", requires=requires, by=by)) == ["30天"]
