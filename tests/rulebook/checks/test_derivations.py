"""A `derived:` is worked out: its equations are true, start from the text, and show what they excuse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.language.parse import parse_amount, parse_condition
from policyengine.rulebook.checks.derivations import DerivationSilent, DerivationUngrounded, DerivationWrong
from policyengine.rulebook.checks.grounding import grounding
from policyengine.rulebook.checks.quoted.equations import equations_in
from policyengine.rulebook.plan import Target
from tests.hanging import no_hang
from tests.rulebook.checks.plans import codes, plan, reward, support, target


def paying(amount: str, derived: str, *quotes: str) -> list[str]:
    return codes(grounding(plan(reward(*quotes, amount=parse_amount(amount), derived=derived))))


def worked_out(derived: str) -> list[tuple[bool, str]]:
    return [(each.holds(), each.comes_to()) for each in equations_in(derived)]


# What is true


@pytest.mark.parametrize(
    "derived",
    [
        "50万元 + 30万元 = 80万元",
        "50 + 30 = 80万元",
        "50万元（首次认定）＋30万元（人才岛）＝80万元",
        "伍拾万元加三十万元 = 80万元",
        "30万元 × 120% = 36万元",
        "30万元 × (1 + 20%) = 36万元",
        "30万元×1.2=36万元",
        "20万元的一半 = 10万元",
        "90万元的三分之一 = 30万元",
        "100万元 ÷ 4 = 25万元",
        "1 - 60% = 40%",
        "100 - 60 = 40%",
        "3 ÷ 4 = 75%",
        "15 × 3年 = 45",
        "3000元 × 36个月 = 108000元",
        "3000元 × 3年 = 108000元",
        "2年 = 24个月",
        "首个整年为2023 + 1 = 2024年",
        "1,000元 + 1元 = 1,001元",
        "20家 - 5家 = 15家",
    ],
)
def test_equations_that_come_out(derived: str) -> None:
    assert [holds for holds, _ in worked_out(derived)] == [True]


@pytest.mark.parametrize(
    ("derived", "comes_to"),
    [
        ("50万元 + 30万元 = 90万元", "80万元"),
        ("50 + 30 = 90万元", "80万元"),
        ("30万元 × 120% = 35万元", "36万元"),
        ("100万元 ÷ 3 = 33.33万元", "100/3万元"),
        ("3 ÷ 4 = 70%", "75%"),
        ("3 ÷ 4 = 0.75%", "75%"),
        ("50万元 + 30万元 = 80", "800000"),
        ("10 - 20 = 10", "-10"),
        ("5 ÷ 0 = 5", "—"),
    ],
)
def test_equations_that_do_not(derived: str, comes_to: str) -> None:
    assert worked_out(derived) == [(False, comes_to)]


def test_several_equations_are_worked_out_one_by_one() -> None:
    derived = "50万元 + 30万元 = 80万元；80万元 × 50% = 41万元。另：2 + 2 = 4"
    assert [holds for holds, _ in worked_out(derived)] == [True, False, True]
    assert [holds for holds, _ in worked_out("30万元 × 120% = 30万元 × 1.2 = 36万元")] == [True, True]


@pytest.mark.parametrize(
    "derived",
    [
        "文中未写日期；方案期为2022—2024年（标题），取其末日2024-12-31。",
        "基数 × 120% = 36万元",
        "× 120% = 36万元",
        "30万元 + = 36万元",
        "(30万元 = 30万元",
        "甲 = 乙",
        "2021-12-31 = 末日",
        "",
    ],
)
def test_what_is_no_arithmetic_is_no_equation(derived: str) -> None:
    assert worked_out(derived) == []


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from("+-×"), st.integers(0, 10**6))
def test_an_equation_holds_when_and_only_when_it_is_true(
    one: int, other: int, sign: str, result: int
) -> None:
    true = {"+": one + other, "-": one - other, "×": one * other}[sign]
    assert worked_out(f"{one}元 {sign} {other}{'' if sign == '×' else '元'} = {result}元")[0][0] == (
        true == result
    )


@given(st.text(alphabet="0123456789+-×÷=()（）万元%年三分之一的半；，. ", max_size=80))
def test_no_text_breaks_the_arithmetic(derived: str) -> None:
    worked_out(derived)


@pytest.mark.parametrize("words", ["(", "1+", "1 × ", "9", "1亿", "1 = ", "（甲", "三分之", "1 ÷ "])
def test_a_huge_derivation_is_read(words: str) -> None:
    with no_hang():
        worked_out(words * 10_000 + "1 = 1元")


# What it says against a rule


def test_arithmetic_excuses_the_number_it_comes_to() -> None:
    assert paying("80万元", "50万元 + 30万元 = 80万元", "给予50万元，另给30万元") == []
    assert paying("80万元", "50 + 30 = 80万元", "给予50万元，另给30万元") == []


def test_a_false_equation_is_an_error_that_names_what_it_comes_to() -> None:
    rule = reward("给予50万元，另给30万元", amount=parse_amount("90万元"), derived="50万元 + 30万元 = 90万元")
    (finding,) = grounding(plan(rule))
    assert isinstance(finding, DerivationWrong)
    assert finding.comes_to == "80万元"
    assert "80万元" in finding.message().zh
    assert "80万元" in finding.message().en


def test_a_false_equation_is_found_even_where_all_numbers_are_quoted() -> None:
    assert paying("30万元", "10万元 + 10万元 = 30万元", "给予30万元、10万元") == ["derivation-wrong"]


def test_what_an_equation_starts_from_is_quoted() -> None:
    rule = reward("给予50万元", amount=parse_amount("80万元"), derived="50万元 + 30万元 = 80万元")
    (finding,) = grounding(plan(rule))
    assert isinstance(finding, DerivationUngrounded)
    assert finding.number == "30万元"


def test_an_equation_may_start_from_what_an_earlier_one_gave() -> None:
    derived = "50万元 + 30万元 = 80万元；80万元 × 50% = 40万元"
    assert paying("40万元", derived, "给予50万元，另给30万元，减半拨付") == []
    backwards = "80万元 × 50% = 40万元；50万元 + 30万元 = 80万元"
    assert paying("40万元", backwards, "给予50万元，另给30万元，减半拨付") == ["derivation-ungrounded"]


@pytest.mark.parametrize(
    ("derived", "quote"),
    [
        ("30万元 × (1 + 20%) = 36万元", "给予30万元，再加20%"),
        ("3000元 × 12 = 36000元", "每月3000元"),
        ("9000元 × 4 = 36000元", "每季度9000元"),
        ("12000元 × 3年 = 36000元", "每年12000元"),  # the plan runs from 2021 to 2023
    ],
)
def test_some_numbers_need_no_quote(derived: str, quote: str) -> None:
    amount = derived.rpartition("= ")[2]
    assert paying(amount, derived, quote) == []


def test_four_quarters_are_spoken_of_before_they_are_counted() -> None:
    assert paying("36000元", "9000元 × 4 = 36000元", "每次9000元") == ["derivation-ungrounded"]
    assert paying("36000元", "12元 × 3000 = 36000元", "每月3000元") == ["derivation-ungrounded"]


def test_money_counts_and_ratios_are_shown_by_an_equation_and_not_by_prose() -> None:
    prose = reward("给予30万元", amount=parse_amount("20万元"), derived="30万元减去县里的10万元，为20万元")
    (finding,) = grounding(plan(prose))
    assert isinstance(finding, DerivationSilent)
    assert paying("20万元", "见条文", "给予30万元") == ["derivation-silent"]
    assert paying("20万元", "30万元 - 10万元 = 20万元", "给予30万元，其中县财政10万元") == []


def test_a_kind_is_not_excused_by_another() -> None:
    some = support("30家、10家", when=parse_condition("cost >= 40元"), derived="30家 + 10家 = 40家")
    assert codes(grounding(plan(some))) == []  # a bare figure may stand for any kind
    money = support("30元、10元", when=parse_condition("patents >= 40"), derived="30元 + 10元 = 40元")
    assert codes(grounding(plan(money))) == ["derivation-silent"]


def test_days_may_be_named_in_prose_or_by_their_year_alone() -> None:
    rule: Target = target("三年内培育80家", by=date(2023, 12, 31), derived="2021年起三年，即至2023年")
    assert codes(grounding(plan(rule))) == []
    assert codes(grounding(plan(replace(rule, derived="2021 + 3 - 1 = 2023")))) == []
    assert codes(grounding(plan(replace(rule, derived="三年行动方案")))) == ["derivation-silent"]


@pytest.mark.parametrize(
    ("condition", "derived"),
    [("patents >= 1", "有专利，即至少1件"), ("cost > 0元", "有投入，即高于0元")],
)
def test_having_any_at_all_may_be_said_in_prose(condition: str, derived: str) -> None:
    rule = support("对企业投入给予补助", when=parse_condition(condition), derived=derived)
    assert codes(grounding(plan(rule))) == []
    assert codes(grounding(plan(replace(rule, derived="见条文")))) == ["derivation-silent"]


def test_a_count_of_a_target_is_shown_by_its_arithmetic() -> None:
    rule = target(
        "每年15家", value=Fraction(45), by=date(2023, 12, 31), derived="15 × 3年 = 45，至2023-12-31"
    )
    assert codes(grounding(plan(rule))) == []
    assert codes(grounding(plan(replace(rule, derived="15 × 3年 = 46，至2023-12-31")))) == [
        "derivation-wrong",
        "derivation-silent",
    ]
