"""Days in conditions: windows of every year, days near others, time elapsed, and the calendar's own days."""

from datetime import date, timedelta

import pytest

from policyengine.evaluation.meaning.days import day_of
from policyengine.evaluation.meaning.kleene import value_of
from policyengine.language.check import resolve_condition
from policyengine.language.facts import CALENDAR
from policyengine.language.literals import month_day, month_day_written
from policyengine.language.parse import LanguageError, parse_condition, parse_term
from policyengine.language.tree import Elapsed, Fact, MonthDay, Not, Unit, Yearly
from policyengine.language.write import write
from policyengine.language.zh import read_zh
from tests.strategies import VOCABULARY

A = Fact("a")
EVERY_DAY = [
    MonthDay(each.month, each.day) for n in range(366) if (each := date(2000, 1, 1) + timedelta(days=n))
]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a between 4月1日 and 5月31日", Yearly(A, MonthDay(4, 1), MonthDay(5, 31))),
        ("a 介于 4月1日 至 5月31日", Yearly(A, MonthDay(4, 1), MonthDay(5, 31))),
        ("a between 11月1日 and 2月末", Yearly(A, MonthDay(11, 1), MonthDay(2, 29))),
        ("a between 1月1日 and 2月29日", Yearly(A, MonthDay(1, 1), MonthDay(2, 29))),
        ("a between 6月1日 and 6月底", Yearly(A, MonthDay(6, 1), MonthDay(6, 30))),
        ("a not between 4月1日 and 5月31日", Not(Yearly(A, MonthDay(4, 1), MonthDay(5, 31)))),
    ],
)
def test_a_window_opens_every_year(text, tree):
    assert parse_condition(text) == tree
    assert parse_condition(write(tree)) == tree


@pytest.mark.parametrize(
    ("text", "counted", "zh"),
    [
        ("3月31日", "year_start + 2个月 + 30天", "评估年度3月31日"),
        ("4月1日", "year_start + 3个月", "评估年度4月1日"),
        ("6月底", "year_start + 5个月 + 29天", "评估年度6月30日"),
        ("2月末", "year_start + 2个月 - 1天", "评估年度2月末"),
    ],
)
def test_a_day_without_a_year_is_one_of_the_year_assessed(text, counted, zh):
    assert parse_term(text) == parse_term(counted)
    assert parse_term(write(parse_term(counted))) == parse_term(text)
    assert read_zh(parse_term(text), VOCABULARY) == zh


@pytest.mark.parametrize("day", EVERY_DAY, ids=month_day_written)
def test_every_day_of_the_year_is_the_day_it_says(day):
    for year in (2023, 2024):
        first = date(year, 1, 1)
        found = value_of(parse_term(month_day_written(day)))({"year_start": first})
        assert found == day_of(day, year)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a between 2021-01-01 and 2021-12-31", "a >= 2021-01-01 and a <= 2021-12-31"),
        ("a between 1元 and 3元 or c", "(a >= 1元 and a <= 3元) or c"),
        ("a not between b and c", "not (a >= b and a <= c)"),
        ("a within 12个月 after b", "b <= a and a <= b + 1年"),
        ("a within 30天 after b and c", "(b <= a and a <= b + 30天) and c"),
        ("a within 3年 before as_of", "as_of - 3年 <= a and a <= as_of"),
        ("a not within 3年 before b", "not (b - 3年 <= a and a <= b)"),
    ],
)
def test_what_happens_once_is_two_comparisons_with_both_ends_in(text, written):
    assert write(parse_condition(text)) == written


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a between 4月1日 and 2021-05-31", "half-a-window"),
        ("a between 4月31日 and 5月31日", "impossible-date"),
        ("a between 2月30日 and 5月31日", "impossible-date"),
        ("a between 4月1日", "unfinished"),
        ("a within 3年", "unfinished"),
        ("a within 3年 of b", "unexpected-word"),
    ],
)
def test_what_is_no_window_is_told(text, code):
    with pytest.raises(LanguageError) as caught:
        parse_condition(text)
    assert [each.code for each in caught.value.findings] == [code]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4月1日", MonthDay(4, 1)),
        (" ２月28日 ", MonthDay(2, 28)),
        ("2月29日", MonthDay(2, 29)),
        ("12月末", MonthDay(12, 31)),
        ("2月30日", None),
        ("13月1日", None),
        ("0月1日", None),
        ("4月", None),
    ],
)
def test_a_day_of_every_year(text, day):
    assert month_day(text) == day


def test_the_end_of_february_is_written_so_in_every_year():
    assert month_day_written(MonthDay(2, 29)) == "2月末"
    assert month_day_written(MonthDay(2, 28)) == "2月28日"


@pytest.mark.parametrize(
    ("text", "unit"), [("years(a, b)", Unit.YEAR), ("满月数(a, b)", Unit.MONTH), ("days(a, b)", Unit.DAY)]
)
def test_elapsed_time_is_counted_in_whole_units(text, unit):
    assert parse_term(text) == Elapsed(A, Fact("b"), unit)


def test_the_calendar_is_known_to_every_vocabulary_and_listed_in_none():
    assert VOCABULARY.find("评估日") == VOCABULARY["as_of"] == CALENDAR["as_of"]
    assert not {each.name for each in VOCABULARY} & set(CALENDAR)
    assert resolve_condition(parse_condition("established_on + 1年 <= 评估年度末日"), VOCABULARY)[1] == ()
