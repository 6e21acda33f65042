"""Every number of a rule stands in one of its quotes, as a value of the same kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from policyengine.errors import Bilingual
from policyengine.language.parse import parse_amount, parse_condition
from policyengine.language.tree import ALWAYS, Kind, Literal
from policyengine.rulebook.checks.grounding import UngroundedNumber, grounding
from policyengine.rulebook.choices import Bound, Every, Measure
from policyengine.rulebook.paying import Budget, Split
from policyengine.rulebook.plan import Figure, MonthPart, Period, Rhythm
from tests.rulebook.checks.plans import duty, obligation, plan, reward, support, target


def missing(*rules: Any, **more: Any) -> list[str]:
    """The ungrounded numbers of some rules, as a rule would write them."""
    findings = grounding(plan(*rules, **more))
    return [str(each.number) for each in findings if isinstance(each, UngroundedNumber)]


def asking(condition: str, *quotes: str) -> list[str]:
    return missing(support(*quotes, when=parse_condition(condition)))


def paying(amount: str, *quotes: str, **more: Any) -> list[str]:
    return missing(reward(*quotes, amount=parse_amount(amount), **more))


def aiming(*quotes: str, **more: Any) -> list[str]:
    return missing(target(*quotes, **more))


def on(year: int, month: int, day: int) -> Literal:
    return Literal(Kind.DATE, date(year, month, day))


# Amounts


def test_an_amount_is_the_quoted_one() -> None:
    assert paying("30万元", "奖励30 万 元") == []
    assert paying("50万元", "奖励30万元") == ["50万元"]


def test_money_is_not_grounded_by_a_count() -> None:
    assert paying("30元", "奖励30家企业") == ["30元"]
    assert asking("patents >= 300000", "奖励30万元") == ["30万"]


def test_every_part_of_an_amount_is_grounded() -> None:
    tiers = "50万元 if revenue >= 1亿元, otherwise 30万元"
    assert paying(tiers, "营业收入1亿元以上的奖励50万元，其他的30万元") == []
    assert paying(tiers, "奖励50万元") == ["1亿元", "30万元"]
    assert paying("25% * cost at most 50万元", "按25%给予补助") == ["50万元"]
    assert paying("up to 100万元", "最高50万元") == ["100万元"]
    assert paying("25% * cost rounded down to 100元", "按25%补助，取整到百元") == []


def test_a_tier_that_pays_nothing_needs_no_words() -> None:
    assert paying("50万元 if large, otherwise 0元", "规模以上的奖励50万元") == []


def test_an_unstated_amount_states_no_number() -> None:
    assert paying("unstated", "给予奖补") == []


def test_several_quotes_hold_numbers_together() -> None:
    assert paying("25% * cost at most 50万元", "按25%给予补助", "最高50万元") == []


def test_the_finding_says_what_the_quotes_do_hold() -> None:
    (finding,) = grounding(plan(reward("给予30万元", "其中市财政15万元", amount=parse_amount("50万元"))))
    assert finding.message() == Bilingual(
        "“rule”所引一的条文中没有50万元（金额）", "no quote of `rule` holds 50万元 (money); searched 一"
    )
    assert finding.help() == Bilingual("条文中的金额有：15万元、30万元", "the quotes hold 15万元, 30万元")


# Payers and funds


@pytest.mark.parametrize(
    "quote",
    ["给予30万元（市财政15万元，县财政15万元）", "给予30万元，市县各承担50%", "给予30万元，各承担一半"],
)
def test_payers_parts_are_quoted_as_money_or_as_shares(quote: str) -> None:
    halves = (("city_finance", Fraction(1, 2)), ("county_finance", Fraction(1, 2)))
    assert paying("30万元", quote, paid_by=(Split(ALWAYS, halves),)) == []


def test_a_payers_part_that_no_quote_holds_is_found() -> None:
    parts = (("city_finance", Fraction(1, 3)), ("county_finance", Fraction(2, 3)))
    assert paying("30万元", "给予30万元", paid_by=(Split(ALWAYS, parts),)) == ["10万元", "20万元"]


def test_a_single_payer_states_no_part() -> None:
    assert (
        paying("30万元", "市财政给予30万元", paid_by=(Split(ALWAYS, (("city_finance", Fraction(1)),)),)) == []
    )


def test_a_funds_size_and_years_are_quoted() -> None:
    fund = Budget(Fraction(500_000_000), 3)
    assert paying("unstated", "三年安排5亿元财政资金", budget=fund) == []
    assert paying("unstated", "安排4亿元财政资金", budget=fund) == ["5亿元", "3年"]


def test_a_yearly_fund_states_no_number_of_years() -> None:
    assert paying("unstated", "每年安排1000万元", budget=Budget(Fraction(10_000_000), 1)) == []


# Conditions


def test_thresholds_are_grounded() -> None:
    assert asking("intensity >= 3%", "不低于3%") == []
    assert asking("intensity >= 0.03", "不低于3%") == []
    assert asking("intensity >= 4%", "不低于3%") == ["4%"]
    assert asking("founded >= 2021-01-01", "2021年1月1日后成立") == []
    assert asking("founded + 3年 <= 2021-12-31", "成立三年以上，截至2021年底") == []


@pytest.mark.parametrize("word", ["拥有", "全覆盖", "建立", "实现"])
@pytest.mark.parametrize("condition", ["patents >= 1", "patents > 0", "1 <= patents", "0 < patents"])
def test_words_of_having_ground_one_or_more(condition: str, word: str) -> None:
    assert asking(condition, f"{word}自主知识产权") == []


def test_words_of_having_ground_nothing_else() -> None:
    assert asking("patents >= 2", "拥有自主知识产权") == ["2"]
    assert asking("patents = 1", "拥有自主知识产权") == ["1"]
    assert asking("patents <= 1", "拥有自主知识产权") == ["1"]
    assert asking("patents >= 1", "引进一批企业") == ["1"]


def test_zero_that_is_not_any_must_be_quoted() -> None:
    assert asking("patents >= 0", "拥有自主知识产权") == ["0"]


def test_how_many_of_several_conditions_is_grounded() -> None:
    condition = "at least 2 of [large, old, patents >= 1]"
    assert asking(condition, "拥有自主知识产权，符合以下两项") == []
    assert asking(condition, "拥有自主知识产权，符合以下条件") == ["2"]


def test_choices_truths_and_texts_are_no_numbers() -> None:
    assert asking("standing = first and large = true and trade = 钢铁", "首次认定") == []


# Days


def test_an_obligations_day_is_quoted() -> None:
    requires = parse_condition("patents >= 1")
    assert missing(obligation("到2024年，实现全覆盖", requires=requires, by=on(2024, 12, 31))) == []
    assert missing(obligation("到2024年，实现全覆盖", requires=requires, by=on(2024, 6, 30))) == [
        "2024-06-30"
    ]
    assert missing(obligation("2024年6月底前实现全覆盖", requires=requires, by=on(2024, 6, 30))) == []


def test_every_year_grounds_the_last_day_of_every_year_of_the_plan() -> None:
    assert aiming("每年新增80家", by=date(2022, 12, 31)) == []
    assert aiming("年度新增80家", by=date(2023, 12, 31)) == []
    assert aiming("年均新增80家", by=date(2024, 12, 31)) == ["2024-12-31"]
    assert aiming("每年新增80家", by=date(2022, 6, 30)) == ["2022-06-30"]


def test_the_end_of_the_year_grounds_the_year_that_is_quoted_or_the_plans_own() -> None:
    assert aiming("年底前新增80家", by=date(2023, 12, 31)) == []
    assert aiming("年底前新增80家", by=date(2022, 12, 31)) == ["2022-12-31"]
    assert aiming("2022年度新增80家", by=date(2022, 12, 31)) == []
    assert aiming("2022年度新增80家", by=date(2021, 6, 30)) == ["2021-06-30"]


def test_a_year_compared_with_is_no_term() -> None:
    assert aiming("较2022年新增80家", by=date(2022, 12, 31)) == ["2022-12-31"]


# Targets


def test_a_targets_figure_and_stretch_are_of_one_kind() -> None:
    assert aiming("确保达到90家，力争100家以上", value=90, stretch=Fraction(100)) == []
    assert aiming("占比40%", value=Fraction(2, 5), kind=Kind.RATIO) == []
    assert aiming("40家", value=Fraction(2, 5), kind=Kind.RATIO) == ["40%"]
    assert aiming("确保达到90家", value=90, stretch=Fraction(100)) == ["100"]


def test_both_ends_of_a_range_are_quoted() -> None:
    def between(*quotes: str) -> list[str]:
        figure = Figure(Bound.BETWEEN, Kind.COUNT, "家", low=Fraction(5), high=Fraction(8))
        return missing(replace(target(*quotes), figure=figure))

    assert between("5-8家") == []
    assert between("5家") == ["8"]


def test_doubling_is_the_multiple_two() -> None:
    for kind in (Kind.COUNT, Kind.RATIO):
        assert aiming("实现倍增", value=2, kind=kind, measure=Measure.MULTIPLE) == []


def test_full_coverage_is_a_hundred_percent() -> None:
    assert aiming("研发机构全覆盖", value=1, kind=Kind.RATIO, measure=Measure.COVERAGE) == []
    assert aiming("研发机构建设", value=1, kind=Kind.RATIO, measure=Measure.COVERAGE) == ["100%"]


def test_the_plans_own_years_need_no_words() -> None:
    assert aiming("每年80家", each=Every.YEAR, start=2021, end=2023) == []
    assert aiming("每年80家", each=Every.YEAR, start=2022, end=2023) == ["2022年"]
    assert aiming("2022年起每年80家", each=Every.YEAR, start=2022, end=2023) == []


def test_the_horizon_stands_for_an_end_that_is_not_stated() -> None:
    open_ended = {"period": Period(date(2017, 12, 29), None), "horizon": 2021}
    assert missing(target("80家", each=Every.YEAR, start=2017, end=2021), **open_ended) == []


def test_a_baseline_is_quoted() -> None:
    assert aiming("较2020年的50家增加到80家", baseline_year=2020, baseline_value=Fraction(50)) == []
    assert aiming("较上年增加到80家", baseline_year=2020, baseline_value=Fraction(50)) == ["50", "2020年"]


# Duties


def meeting(quote: str, every: Every, low: int, high: int | None, *months: int) -> list[str]:
    rhythm = Rhythm(every, low, high, tuple(MonthPart(month) for month in months))
    return missing(duty(quote, rhythm=rhythm))


def test_times_and_months_of_a_rhythm_are_quoted() -> None:
    assert meeting("每年两次（每年9月上旬和3月上旬各召开一次）", Every.YEAR, 2, 2, 9, 3) == []
    assert meeting("每年开展2至3次培训", Every.YEAR, 2, 3) == []
    assert meeting("每年3次以上", Every.YEAR, 3, None) == []
    assert meeting("每年两次，9月上旬召开", Every.YEAR, 3, 3, 9, 4) == ["3", "4月"]


def test_once_needs_no_number_unless_another_is_quoted() -> None:
    assert meeting("每半年组织实施一次", Every.HALF, 1, 1) == []
    assert meeting("每季度召开会议", Every.QUARTER, 1, 1) == []
    assert meeting("每季度召开两次会议", Every.QUARTER, 1, 1) == ["1"]


def test_a_dutys_figure_is_quoted() -> None:
    figure = Figure(Bound.ABOVE, Kind.MONEY, "元", Fraction(850_000_000))
    assert missing(duty("贷款余额超8.5亿元", measure=figure)) == []
    assert missing(duty("贷款余额超8亿元", measure=figure)) == ["8.5亿元"]
