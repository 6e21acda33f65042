"""Who pays, in how many parts, when, up to what, and what goes back: each as the text says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from policyengine.language.parse import parse_amount, parse_condition, parse_term
from policyengine.language.tree import (
    ALWAYS,
    Amount,
    Arithmetic,
    Bounded,
    Direction,
    Duration,
    Kind,
    Literal,
    MonthDay,
    Operator,
    Rounded,
    Term,
)
from policyengine.rulebook.applying import Application, Window
from policyengine.rulebook.choices import PaymentKind, Per, WhenShort
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.paying import Budget, Ceiling, Clawback, Payment, Split, Splits
from policyengine.rulebook.plan import Reading
from policyengine.rulebook.provisions import (
    Definition,
    Group,
    PlanPayers,
    PlanWide,
    RuleKind,
    Selector,
    Transition,
)
from tests.rulebook.checks.plans import quoting, reward, support, words, yuan
from tests.rulebook.checks.test_grounding import missing

WHOLE = parse_amount("40万元")


def split(**shares: Fraction) -> Splits:
    return (Split(ALWAYS, tuple(shares.items())),)


def paid(quote: str, splits: Splits) -> list[str]:
    return missing(reward(f"给予30万元，{quote}", paid_by=splits))


# Payers

SIXTY_FORTY = split(city_finance=Fraction(3, 5), county_finance=Fraction(2, 5))
THIRDS = split(city_finance=Fraction(1, 3), county_finance=Fraction(1, 3), town_finance=Fraction(1, 3))


@pytest.mark.parametrize(
    "quote",
    [
        "市、县按6∶4比例分担",
        "市县财政六四分担",
        "市财政承担60%，其余部分由县财政承担",
        "市财政承担18万元，剩余由县财政承担",
        "县财政承担四成",
    ],
)
def test_shares_are_percentages_ratios_or_what_is_left(quote: str) -> None:
    assert paid(quote, SIXTY_FORTY) == []


def test_shares_that_nothing_grounds_are_all_found() -> None:
    assert paid("市、县共同承担", SIXTY_FORTY) == ["18万元", "12万元"]
    assert paid("市、县按7∶3比例分担", SIXTY_FORTY) == ["18万元", "12万元"]


def test_one_share_alone_does_not_ground_two_others() -> None:
    three = split(city_finance=Fraction(1, 2), county_finance=Fraction(3, 10), town_finance=Fraction(1, 5))
    assert paid("市财政承担50%", three) == ["9万元", "6万元"]


@pytest.mark.parametrize("quote", ["由三级财政平均分担", "三级各承担三分之一", "按1∶1∶1比例分担"])
def test_equal_shares_may_be_said_to_be_equal(quote: str) -> None:
    assert paid(quote, THIRDS) == []


def test_equal_words_do_not_ground_unequal_shares() -> None:
    assert paid("由市县平均分担", SIXTY_FORTY) == ["18万元", "12万元"]


def test_each_case_of_a_split_is_grounded_by_itself() -> None:
    cases = (
        Split(
            parse_condition("large"), (("city_finance", Fraction(3, 10)), ("county_finance", Fraction(7, 10)))
        ),
        Split(ALWAYS, (("city_finance", Fraction(1, 2)), ("county_finance", Fraction(1, 2)))),
    )
    assert paid("规模以上的市承担30%，其他市、县各半", cases) == []
    assert paid("规模以上的市承担30%", cases) == ["15万元"]


def test_the_plans_default_is_grounded_where_it_is_said_and_not_in_each_reward() -> None:
    default = PlanPayers(**quoting("由市、县按6∶4分担"), paid_by=SIXTY_FORTY)
    silent = reward("给予30万元", paid_by=SIXTY_FORTY)
    assert missing(silent, payers_by_default=default) == []
    wrong = PlanPayers(**quoting("由市、县按7∶3分担"), paid_by=SIXTY_FORTY)
    assert missing(silent, payers_by_default=wrong) == ["60%", "40%"]
    said = replace(silent, written_at={"paid_by": None})  # type: ignore[dict-item]  # any place will do
    assert missing(said, payers_by_default=default) == ["18万元", "12万元"]


# Payments


def share(percent: int, **more: object) -> Payment:
    amount = Arithmetic(Literal(Kind.RATIO, Fraction(percent, 100)), Operator.TIMES, WHOLE)
    return payment(amount, **more)


def payment(amount: Amount, **more: object) -> Payment:
    return Payment(**{"id": "p", "title": words("拨付"), "amount": amount, **more})  # type: ignore[arg-type]


def in_parts(quote: str, *payments: Payment) -> list[str]:
    return missing(reward(f"给予40万元，{quote}", amount=WHOLE, payments=payments))


def test_instalments_are_grounded_as_shares_or_as_money() -> None:
    assert in_parts("先拨付50%，验收后拨付50%", share(50), share(50)) == []
    assert in_parts("分20万元、20万元两笔", share(50), share(50)) == []
    assert in_parts("先拨付60%，剩余验收后拨付", share(60), share(40)) == []
    assert in_parts("先拨付一半，验收后拨付", share(60), share(40)) == ["60%", "40%"]


def test_equal_instalments_may_be_said_to_be_equal() -> None:
    assert in_parts("分两次等额拨付", share(50), share(50)) == []


def test_three_instalments_need_two_that_are_grounded() -> None:
    parts = (share(40), share(30), share(30))
    assert in_parts("按4∶3∶3比例拨付", *parts) == []
    assert in_parts("先拨付40%", *parts) == ["30%"]


def test_a_remainder_in_money_states_nothing() -> None:
    rest = Bounded(Arithmetic(WHOLE, Operator.MINUS, yuan(100_000)), yuan(0), None)
    assert in_parts("先拨付10万元，其余验收后拨付", payment(yuan(100_000)), payment(rest)) == []


def test_a_share_that_no_decimal_holds_is_a_fraction() -> None:
    third = Rounded(
        Arithmetic(WHOLE, Operator.OVER, Literal(Kind.COUNT, Fraction(3))), Direction.DOWN, yuan(1)
    )
    rest = Bounded(Arithmetic(WHOLE, Operator.MINUS, third), yuan(0), None)
    assert in_parts("先拨付三分之一", payment(third), payment(rest)) == []
    assert in_parts("先拨付一半", payment(third), payment(rest)) == ["1/3"]


def test_a_payment_has_its_own_quotes_beside_its_rewards() -> None:
    later = share(50, when=parse_condition("patents >= 3"), cite=(Citation("二", "拥有3件专利的"),))
    assert in_parts("先拨付50%，其余次年拨付", share(50), later) == []
    assert in_parts("先拨付50%，其余次年拨付", share(50), replace(later, cite=())) == ["3"]


def test_an_earliest_day_states_how_far_it_lies() -> None:
    later = share(50, earliest=parse_term("recognised + 1年"))
    assert in_parts("先拨付50%，其余次年拨付", share(50), later) == []
    assert in_parts("先拨付50%，其余拨付", share(50), later) == ["1年"]


def test_an_advance_states_its_amount_and_a_settlement_none() -> None:
    ahead = payment(parse_amount("50% * cost"), kind=PaymentKind.ADVANCE)
    settled = payment(WHOLE, kind=PaymentKind.SETTLEMENT)
    assert in_parts("按计划投入的50%预拨，多退少补", ahead, settled) == []
    assert in_parts("预拨后多退少补", ahead, settled) == ["50%"]


# Payments that come round


def yearly(amounts: Sequence[Amount], months: int = 12) -> tuple[Payment, ...]:
    start = parse_term("recognised")
    days: list[Term] = [start]
    for at in range(1, len(amounts)):
        step = Literal(Kind.DURATION, Duration(months=at * months))
        days.append(Arithmetic(start, Operator.PLUS, step))
    return tuple(payment(each, earliest=day) for each, day in zip(amounts, days, strict=True))


@pytest.mark.parametrize("quote", ["分三年按4∶3∶3比例兑付", "按40%、30%、30%逐年兑付"])
def test_a_yearly_ratio_states_its_shares_and_its_period(quote: str) -> None:
    parts = [each.amount for each in (share(40), share(30), share(30))]
    assert in_parts(quote, *yearly(parts)) == []


def test_a_period_that_no_quote_holds_is_found() -> None:
    parts = [each.amount for each in (share(40), share(30), share(30))]
    assert in_parts("按4∶3∶3比例兑付", *yearly(parts)) == ["1年"]


def monthly(quote: str, times: int = 36) -> list[str]:
    each = yuan(3_000)
    whole = Arithmetic(Literal(Kind.COUNT, Fraction(times)), Operator.TIMES, each)
    return missing(reward(quote, amount=whole, payments=yearly([each] * times, months=1)))


def test_so_many_monthly_payments_are_months_or_years() -> None:
    assert monthly("每月3000元，最长36个月") == []
    assert monthly("按月发放3000元，期限三年") == []
    assert monthly("每月3000元，共36次") == []
    assert monthly("每月3000元，最长两年") == ["36"]
    assert monthly("补贴3000元，三年") == []


# What goes back, funds, ceilings, applying


def test_a_clawback_states_its_share_and_its_condition() -> None:
    back = Clawback(id="c", title=words("退回"), when=parse_condition("moved within 5年 after recognised"))
    assert missing(reward("给予30万元，五年内迁出的全部退回", clawbacks=(back,))) == []
    half = replace(back, share=Fraction(1, 2))
    assert missing(reward("给予30万元，五年内迁出的退回一半", clawbacks=(half,))) == []
    assert missing(reward("给予30万元，迁出的退回", clawbacks=(half,))) == ["5年", "50%"]


def test_a_funds_priorities_are_grounded() -> None:
    fund = Budget(
        Fraction(10_000_000), 1, when_short=WhenShort.PRIORITY, priority=(parse_condition("patents >= 5"),)
    )
    quote = "给予30万元，每年安排1000万元，不足时优先"
    assert missing(reward(quote, budget=fund)) == ["5"]
    assert missing(reward(f"{quote}有5件专利的企业", budget=fund)) == []


def test_a_groups_ceilings_are_in_the_groups_own_quotes() -> None:
    ceilings = (
        Ceiling(yuan(1_000_000), Per.YEAR),
        Ceiling(parse_amount("sales[year - 1] * 50%"), None, parse_term("cost")),
    )
    group = Group(
        **quoting("每年合计不超过100万元", "且不超过上年度销售收入的50%"),
        members=("rule",),
        ceilings=ceilings,
    )
    assert missing(reward("奖励30万元"), groups=(group,)) == []
    silent = replace(group, cite=(Citation("一", "合计不超过50万元"),))
    assert missing(reward("奖励30万元"), groups=(silent,)) == ["100万元", "50%"]


def applying(quote: str, apply: Application) -> list[str]:
    return missing(support(quote, apply=apply))


def test_the_days_on_which_one_applies_are_quoted() -> None:
    spring = Application((Window(MonthDay(4, 1), MonthDay(5, 31)),))
    assert applying("每年4月1日至5月31日受理", spring) == []
    assert applying("每年4—5月受理", spring) == []
    assert applying("每年4月受理", spring) == ["5月31日"]
    once = Application((Window(date(2022, 4, 1), date(2022, 5, 31)),))
    assert applying("2022年4月1日至2022年5月31日受理", once) == []
    assert applying("2022年4月1日起受理", once) == ["2022-05-31"]


def test_the_time_within_which_one_applies_is_quoted_in_its_own_clause() -> None:
    soon = Application(within=Duration(days=30), after=parse_term("recognised"))
    assert applying("认定后30日内申报", soon) == []
    assert applying("认定后申报", soon) == ["30天"]
    assert applying("认定后申报", replace(soon, cite=(Citation("二", "30日内提出"),))) == []


# Provisions and readings


def test_definitions_conditions_and_transitions_are_grounded_in_their_own_quotes() -> None:
    what = parse_condition("patents >= 3")
    defined = Definition(**quoting("有3件专利"), what=what, kind=Kind.BOOLEAN)
    wide = PlanWide(**quoting("有3件专利"), require=what, applies_to=(Selector(RuleKind.REWARD),))
    handed = Transition(**quoting("有3件专利"), when=what, version="2019")
    assert missing(definitions=(defined,), conditions=(wide,), transitions=(handed,)) == []
    silent = (Citation("一", "有专利"),)
    assert missing(definitions=(replace(defined, cite=silent),)) == ["3"]
    assert missing(conditions=(replace(wide, cite=silent),)) == ["3"]
    assert missing(transitions=(replace(handed, cite=silent),)) == ["3"]


def test_another_readings_own_numbers_are_grounded_and_the_shared_ones_told_once() -> None:
    chosen = reward("给予30万元", when=parse_condition("patents >= 3"))
    other = replace(chosen, amount=yuan(500_000), promised=yuan(500_000))
    both = replace(chosen, readings=(Reading("a", words("甲")), Reading("b", words("乙"), other)))
    assert missing(both) == ["3", "50万元"]
