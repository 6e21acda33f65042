"""What a profile may give for each type of fact, and how its values are shown, spoken and written."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.language.parse import parse_literal
from policyengine.language.tree import Duration, Kind
from policyengine.language.types import TYPES, Refused, Storage
from tests.strategies import VOCABULARY, codes, counts, dates, durations, money, ratios, texts

STATUS = VOCABULARY["status"]


@pytest.mark.parametrize(
    ("kind", "given", "value"),
    [
        (Kind.MONEY, 300000, Fraction(300000)),
        (Kind.MONEY, "30万元", Fraction(300000)),
        (Kind.MONEY, " 1200 万元 ", Fraction(12000000)),
        (Kind.MONEY, "1,000元", Fraction(1000)),
        (Kind.MONEY, "0", Fraction(0)),
        (Kind.MONEY, "200万", Fraction(2000000)),
        (Kind.MONEY, 0.1, Fraction(1, 10)),
        (Kind.MONEY, Decimal("1E+3"), Fraction(1000)),
        (Kind.MONEY, Decimal("1.500"), Fraction(3, 2)),
        (Kind.MONEY, numpy.float64(0.25), Fraction(1, 4)),
        (Kind.MONEY, numpy.int64(7), Fraction(7)),
        (Kind.RATIO, "3%", Fraction(3, 100)),
        (Kind.RATIO, "0.03", Fraction(3, 100)),
        (Kind.RATIO, 0.03, Fraction(3, 100)),
        (Kind.RATIO, 1, Fraction(1)),
        (Kind.RATIO, "３％", Fraction(3, 100)),
        (Kind.COUNT, 5, Fraction(5)),
        (Kind.COUNT, 5.0, Fraction(5)),
        (Kind.COUNT, "5", Fraction(5)),
        (Kind.COUNT, Decimal("5.0"), Fraction(5)),
        (Kind.DATE, "2021-12-31", date(2021, 12, 31)),
        (Kind.DATE, "2021年12月31日", date(2021, 12, 31)),
        (Kind.DATE, date(2021, 12, 31), date(2021, 12, 31)),
        (Kind.DURATION, "3年", Duration(months=36)),
        (Kind.DURATION, "P90D", Duration(days=90)),
        (Kind.CHOICE, "valid", "valid"),
        (Kind.CHOICE, "有效期内", "valid"),
        (Kind.BOOLEAN, False, False),
        (Kind.BOOLEAN, "是", True),
        (Kind.BOOLEAN, "false", False),
        (Kind.BOOLEAN, numpy.bool_(True), True),
        (Kind.TEXT, "某公司", "某公司"),
        (Kind.JURISDICTION, "410500", "410500"),
        (Kind.JURISDICTION, 410522, "410522"),
        (Kind.CREDIT_CODE, "91110000600037341l", "91110000600037341L"),
    ],
)
def test_a_profile_may_give(kind, given, value):
    read = TYPES[kind].read(given, STATUS)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        *[(kind, given) for kind in (Kind.MONEY, Kind.RATIO, Kind.COUNT) for given in (
            True, "", "三", -1, "-1", float("nan"), float("inf"), Decimal("sNaN"), Decimal("-Infinity"),
            Decimal("1E+999999999"), Decimal("1E-999999999"), 10**20, 1e300, [], {}, b"5", None,
            numpy.bool_(True), "1e5", "5元/年", "2021-12-31", "9" * 5000)],
        (Kind.MONEY, "3%"),
        (Kind.MONEY, 0.001),
        (Kind.MONEY, 10**15),
        (Kind.RATIO, "3元"),
        (Kind.RATIO, Decimal("0.123456789")),
        (Kind.COUNT, 5.5),
        (Kind.COUNT, "5元"),
        (Kind.DATE, datetime(2021, 12, 31)),
        (Kind.DATE, "2021-02-30"),
        (Kind.DATE, "2021"),
        (Kind.DATE, 20211231),
        (Kind.DURATION, "P1Y2D"),
        (Kind.DURATION, "P"),
        (Kind.DURATION, 3),
        (Kind.CHOICE, "unheard_of"),
        (Kind.CHOICE, True),
        (Kind.BOOLEAN, 1),
        (Kind.BOOLEAN, "yes"),
        (Kind.TEXT, "  "),
        (Kind.TEXT, "x" * 1001),
        (Kind.TEXT, 5),
        (Kind.JURISDICTION, "990000"),
        (Kind.JURISDICTION, "41050"),
        (Kind.JURISDICTION, True),
        (Kind.JURISDICTION, 410500.5),
        (Kind.CREDIT_CODE, "911100006000373411"),
        (Kind.CREDIT_CODE, 911100006000373411),
    ],
)  # fmt: skip
def test_a_profile_may_not_give(kind, given):
    with pytest.raises(Refused) as refused:
        TYPES[kind].read(given, STATUS)
    assert refused.value.wanted.zh
    assert refused.value.wanted.en


def test_a_refused_choice_is_told_what_there_is():
    with pytest.raises(Refused) as refused:
        TYPES[Kind.CHOICE].read("unheard_of", STATUS)
    assert refused.value.wanted.zh == "下列之一：none（无资格）、valid（有效期内）、expired（已过期）"


@pytest.mark.parametrize(
    ("kind", "value", "literal", "plain", "zh", "en"),
    [
        (Kind.MONEY, Fraction(300000), "30万元", "300000", "30万元", "CNY 300,000"),
        (Kind.MONEY, Fraction(8.5) * 10**8, "8.5亿元", "850000000", "8.5亿元", "CNY 850,000,000"),
        (Kind.MONEY, Fraction(123456), "123456元", "123456", "123456元", "CNY 123,456"),
        (Kind.MONEY, Fraction(1, 2), "0.5元", "0.5", "0.5元", "CNY 0.5"),
        (Kind.RATIO, Fraction(3, 100), "3%", "0.03", "3%", "3%"),
        (Kind.RATIO, Fraction(1, 10**8), "0.000001%", "0.00000001", "0.000001%", "0.000001%"),
        (Kind.COUNT, Fraction(2000000), "200万", "2000000", "200万", "2,000,000"),
        (Kind.DATE, date(2021, 12, 1), "2021-12-01", "2021-12-01", "2021年12月1日", "1 December 2021"),
        (Kind.DURATION, Duration(months=36), "3年", "P3Y", "3年", "3 years"),
        (Kind.DURATION, Duration(months=1), "1个月", "P1M", "1个月", "1 month"),
        (Kind.DURATION, Duration(), "0天", "P0D", "0天", "0 days"),
        (Kind.CHOICE, "valid", "valid", "valid", "有效期内", "valid"),
        (Kind.BOOLEAN, True, "true", True, "是", "yes"),
        (Kind.TEXT, '某"公司', '"某\\"公司"', '某"公司', '“某"公司”', '“某"公司”'),
        (Kind.JURISDICTION, "410500", "410500", "410500", "410500", "410500"),
    ],
)
def test_a_value_is_written_shown_and_spoken(kind, value, literal, plain, zh, en):
    type_ = TYPES[kind]
    spoken = (type_.zh(value, STATUS), type_.en(value, STATUS))
    assert (type_.literal(value), type_.plain(value), *spoken) == (literal, plain, zh, en)


@pytest.mark.parametrize(
    ("kind", "values"),
    [(Kind.MONEY, money), (Kind.RATIO, ratios), (Kind.COUNT, counts), (Kind.DATE, dates),
     (Kind.DURATION, durations), (Kind.BOOLEAN, st.booleans()), (Kind.JURISDICTION, codes),
     (Kind.CHOICE, st.sampled_from(["none", "valid", "expired"]))],
)  # fmt: skip
@given(data=st.data())
def test_what_a_type_writes_it_reads_again(kind, values, data):
    value = data.draw(values)
    assert TYPES[kind].read(TYPES[kind].literal(value), STATUS) == value
    assert TYPES[kind].read(TYPES[kind].plain(value), STATUS) == value


@given(money | ratios)
def test_the_plain_notation_has_no_exponent_and_no_trailing_zero(number):
    plain = TYPES[Kind.RATIO].plain(number)
    assert Fraction(plain) == number
    assert "E" not in plain
    assert not ("." in plain and plain.endswith("0"))


@given(texts)
def test_a_text_is_written_as_the_rule_language_quotes_it(text):
    assert parse_literal(TYPES[Kind.TEXT].literal(text)).value == text


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**6))
def test_a_float_is_what_its_shortest_form_says(number):
    try:
        read = TYPES[Kind.RATIO].read(number)
    except Refused:
        assert Decimal(repr(number)).as_tuple().exponent < -8
    else:
        assert read == Fraction(repr(number))


def test_every_kind_has_a_type_and_every_type_a_storage():
    assert set(TYPES) == set(Kind)
    assert {each.storage for each in TYPES.values()} == set(Storage)
