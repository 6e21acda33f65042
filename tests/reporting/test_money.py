from __future__ import annotations

from decimal import Context, Inexact, Rounded, localcontext

import pytest

from policyengine.reporting import money
from policyengine.reporting.lang import Lang

ZH, EN = Lang.ZH, Lang.EN


@pytest.mark.parametrize(
    ("yuan", "zh", "en"),
    [
        ("0", "0元", "CNY 0"),
        ("300000", "30万元", "CNY 300,000"),
        ("305000", "30.5万元", "CNY 305,000"),
        ("10000", "1万元", "CNY 10,000"),
        ("9999", "9,999元", "CNY 9,999"),
        ("123456.78", "123,456.78元", "CNY 123,456.78"),
        ("123400", "12.34万元", "CNY 123,400"),
        ("123450", "123,450元", "CNY 123,450"),
        ("500000000", "5亿元", "CNY 500,000,000"),
        ("99999999", "99,999,999元", "CNY 99,999,999"),
        ("0.005", "0.01元", "CNY 0.01"),
        ("2.675", "2.68元", "CNY 2.68"),
    ],
)
def test_an_amount_is_written_as_people_write_it_and_rounded_to_the_fen(yuan: str, zh: str, en: str) -> None:
    assert money.amount(yuan, ZH) == zh
    assert money.amount(yuan, EN) == en


@pytest.mark.parametrize(
    ("low", "high", "zh", "en"),
    [
        ("300000", "300000", "30万元", "CNY 300,000"),
        ("300000", "500000", "30万–50万元", "CNY 300,000–500,000"),
        ("0", "1000000", "最高100万元", "up to CNY 1,000,000"),
        ("0", None, "金额未明确", "amount not stated"),
        ("200000", None, "至少20万元", "at least CNY 200,000"),
        ("0", "0", "0元", "CNY 0"),
    ],
)
def test_an_interval_says_what_is_sure_and_what_is_open(low: str, high: str | None, zh: str, en: str) -> None:
    assert money.interval({"low": low, "high": high}, ZH) == zh
    assert money.interval({"low": low, "high": high}, EN) == en


def test_a_ratio_is_a_percentage_and_stays_exact() -> None:
    assert money.percent("0.03") == "3%"
    assert money.percent("0.02999999") == "2.999999%"


@pytest.mark.parametrize("context", [Context(prec=3), Context(prec=2, traps=[Inexact, Rounded])])
def test_the_callers_decimal_context_rounds_nothing(context: Context) -> None:
    with localcontext(context):
        assert money.amount("123456789012345.675", EN) == "CNY 123,456,789,012,345.68"
        assert money.amount("1234500000", ZH) == "123,450万元"
        assert money.percent("0.12345678") == "12.345678%"
