"""The result in words: payments, funds, how to apply, cuts, and what the plan asks of many rules."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import jsonschema
import pytest

from policyengine.errors import Bilingual
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.schema import assessment_schema
from policyengine.language.tree import Duration, Fact, MonthDay
from policyengine.rulebook.applying import Application, Window
from policyengine.rulebook.choices import RuleKind, WhenShort
from policyengine.rulebook.paying import Budget
from policyengine.rulebook.provisions import Selector
from tests.evaluation.building import (
    ask,
    both,
    ceiling,
    clawback,
    group,
    payment,
    plan,
    plan_wide,
    reward,
    support,
    vocabulary,
)

WORDS = vocabulary(
    q={"kind": "boolean", "label": "符合条件"},
    passed={"kind": "boolean", "label": "验收合格"},
    moved={"kind": "boolean", "label": "迁出"},
    dishonest={"kind": "boolean", "label": "失信"},
    recognised_on={"kind": "date", "label": "认定日期"},
    revenue={"kind": "money", "by_year": True, "label": "营业收入"},
)
HOW = Application(
    windows=(Window(MonthDay(4, 1), MonthDay(5, 31)),),
    within=Duration(days=30),
    after=Fact("recognised_on"),
    where=Bilingual("市科技局窗口", "the window of the science bureau"),
    materials=(Bilingual("申请表", "the form"), Bilingual("认定证书", "the certificate")),
)
MONTHS = tuple(payment(f"第{k}个月", WORDS, "3000元", earliest=f"recognised_on + {k}个月") for k in (1, 2, 3))
MADE = plan(
    WORDS,
    reward(
        "award",
        WORDS,
        "15万元 + (15万元 if passed, otherwise 0元)",
        "q",
        promised="30万元",
        payments=(
            payment("首笔", WORDS, "15万元"),
            payment("尾款", WORDS, "15万元", "passed", earliest="recognised_on + 1年"),
        ),
        clawbacks=(clawback("迁出退回", WORDS, "moved"),),
        apply=HOW,
        paid_by=(("park_finance", Fraction(1)),),
    ),
    reward("wages", WORDS, "9000元", "q", payments=MONTHS),
    support("help", WORDS, "q", apply=HOW),
    group(
        "sum",
        ["award", "wages"],
        ceilings=[ceiling(WORDS, "20万元", per="year")],
        budget=Budget(Fraction(10_000_000), 1, when_short=WhenShort.PRO_RATA),
    ),
    conditions=(plan_wide("诚信", WORDS, "not dishonest", [Selector(kind=RuleKind.REWARD)]),),
    payers=(("park_finance", both("高新区财政", "the park")),),
)
RECOGNISED: dict[str, Any] = {"q": True, "recognised_on": "2021-01-10", "dishonest": False, "passed": True}
RECEIVED = {"received": [{"reward": "award", "amount": "15万元", "on": "2021-02-01", "payment": "首笔"}]}
PROFILES: list[dict[str, Any]] = [
    {},
    RECOGNISED,
    {**RECOGNISED, **RECEIVED, "moved": True},
    {**RECOGNISED, "received": [{"reward": "award"}]},
    {**RECOGNISED, "dishonest": True},
]


@pytest.mark.parametrize("profile", PROFILES)
def test_every_key_is_there_and_as_the_schema_says(profile: dict[str, Any]) -> None:
    result = ask(MADE, profile).to_dict()
    jsonschema.Draft202012Validator(assessment_schema()).validate(result)
    assert json.loads(json.dumps(result)) == result


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_whatever_is_known_the_result_explains_itself(profile: dict[str, Any], lang: str) -> None:
    assert "None" not in ask(MADE, profile).explain(lang)


def told(profile: dict[str, Any], lang: str = "zh", as_of: date = date(2021, 4, 20)) -> str:
    found: Assessment = ask(MADE, profile, as_of)
    return found.explain(lang)


@pytest.mark.parametrize(
    "words",
    [
        "出资：高新区财政 19.1万–20万元、文件未写明 最高9,000元",
        "合并计算：sum：合计上限余20万元，由30.9万元减为20万元",
        "拨付：首笔：15万元，现可拨付",
        "拨付：尾款：15万元，尚未到期，最早2022年1月10日",
        "    ✓ 属于验收合格",
        "拨付：第1个月至第3个月：每次3,000元，现可拨付，最早2021年2月10日",
        "退回：迁出退回：目前无须退回",
        "资金：每年1,000万元，不足时按比例核减，与wages共用",
        "申报：2021年4月1日至2021年5月31日（正在受理）；截止2021年2月9日；市科技局窗口；材料：申请表、认定证书",
        "✓ 方案的共同规定：诚信",
    ],
)
def test_the_explanation_says_when_from_what_and_how(words: str) -> None:
    assert words in told(RECOGNISED)


@pytest.mark.parametrize(
    "words",
    [
        "sum: together at most CNY 200,000 is left, from CNY 309,000 to CNY 200,000",
        "Payment: 尾款: CNY 150,000, not yet, not before 10 January 2022",
        "Fund: CNY 10,000,000 a year, shared out in proportion if it runs short, shared with wages",
        "How to apply: 1 April 2021 to 31 May 2021 (open now); by 9 February 2021; the window",
    ],
)
def test_the_explanation_in_english_says_the_same(words: str) -> None:
    assert words in told(RECOGNISED, "en")


def test_what_has_to_go_back_stands_with_the_totals() -> None:
    assert "应退回：15万元" in told({**RECOGNISED, **RECEIVED, "moved": True})


def test_what_the_plan_asks_of_many_rules_shuts_out_apart_from_the_rules_own_condition() -> None:
    award = ask(MADE, {**RECOGNISED, "dishonest": True}).rewards["award"]
    beside, own = award.because["plan_wide"], award.because["when"]
    assert (award.status, beside and beside.value, own and own.value) == ("ineligible", False, True)
    assert ask(MADE, {**RECOGNISED, "dishonest": True}).supports["help"].status == "eligible"


def test_a_plan_that_asks_nothing_of_many_rules_says_nothing_of_it() -> None:
    made = plan(WORDS, reward("r", WORDS, "1元"))
    assert ask(made, {}).to_dict()["rewards"][0]["because"]["plan_wide"] is None
