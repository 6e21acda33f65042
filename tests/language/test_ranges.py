"""Stretches of values in words, as Chinese drafting rules mean them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.errors import Span
from policyengine.language.parse import LanguageError
from policyengine.language.ranges import read_range
from policyengine.language.write import write


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("100万元以上", "[100万元", None),
        ("不低于100万元", "[100万元", None),
        ("达到100万元", "[100万元", None),
        ("100万元及以上", "[100万元", None),
        ("100万元（含）以上", "[100万元", None),
        ("超过100万元", "(100万元", None),
        ("高于3%", "(3%", None),
        ("100万元以上（不含）", "(100万元", None),
        ("100万元以下", None, "100万元]"),
        ("不超过100万元", None, "100万元]"),
        ("至多5项", None, "5]"),
        ("3个月以内", None, "3个月]"),
        ("不足100万元", None, "100万元)"),
        ("低于3%", None, "3%)"),
        ("未满3年", None, "3年)"),
        ("100万元以下（不含）", None, "100万元)"),
        ("100万元以上不足500万元", "[100万元", "500万元)"),
        ("100万元以上、500万元以下", "[100万元", "500万元]"),
        ("超过100万元，不超过500万元", "(100万元", "500万元]"),
        ("超过100万元至500万元的部分", "(100万元", "500万元]"),
        ("满1年不满3年", "[1年", "3年)"),
        ("500万元以下100万元以上", "[100万元", "500万元]"),
        ("100万元至500万元", "[100万元", "500万元]"),
        ("100万元（含）至500万元（不含）", "[100万元", "500万元)"),
        ("100-500万元", "[100万元", "500万元]"),
        ("100万-500万元", "[100万元", "500万元]"),
        ("5%～10%", "[5%", "10%]"),
        ("1-3年", "[1年", "3年]"),
        ("20人以上50人以下", "[20", "50]"),
        ("2021-01-01至2021-12-31", "[2021-01-01", "2021-12-31]"),
        ("at least 3元", "[3元", None),
    ],
)
def test_a_range_in_words(text, lower, upper):
    low, with_low, high, with_high = read_range(text)
    assert (low and "(["[with_low] + write(low)) == lower
    assert (high and write(high) + ")]"[with_high]) == upper


@pytest.mark.parametrize(
    "text",
    ["", "100万元", "若干", "500万元以上100万元以上", "超过100万元以下", "100万圆以上", "9" * 3000,
     "100万元以上500万元以下800万元以下", "2021-02-30以上"],
)  # fmt: skip
def test_words_that_state_no_range_are_told(text):
    with pytest.raises(LanguageError) as caught:
        read_range(text)
    assert [each.code for each in caught.value.findings] == ["unreadable-range"]


def test_the_number_may_be_said_again_in_the_brackets():
    low, with_low, *_ = read_range("500万元以上（不含500万元）")
    assert (write(low), with_low) == ("500万元", False)


def test_each_end_knows_where_it_stands():
    low, _, high, _ = read_range("100万元以上不足500万元")
    assert low.span == Span("", 1, 1, 1, 6)
    assert high.span == Span("", 1, 10, 1, 15)


@given(st.text("0159万元年%以上下不足超过至-（含）() .,", max_size=20))
def test_no_words_raise_anything_but_our_own_error(text):
    try:
        ends = read_range(text)
    except LanguageError:
        return
    assert any(end is not None for end in ends[::2])
