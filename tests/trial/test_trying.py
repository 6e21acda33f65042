"""A version's own cases: all are tried, and a departure says what was expected and what was got."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import policyengine
from policyengine import Bilingual, Engine, Interval
from policyengine.rulebook.cases import Case, load_cases
from policyengine.rulebook.expectations import Expected, ExpectedCut, ExpectedPayment, ExpectedTotals
from policyengine.trial import Departure, Trial, tried
from tests.conformance.suite import lay_out

FIRST = {"registered_in": "440700", "hte_recognition": "first"}
AWARD = "hte_first_recognition"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return policyengine.load()


def departures(engine: Engine, **changes: Any) -> tuple[Departure, ...]:
    plain = Case(name=Bilingual("例", "case"), as_of=date(2022, 6, 30), profile=FIRST, expect={})
    (trial,) = tried(engine, {("jiangmen", "2021"): (replace(plain, **changes),)})
    assert trial.passed is not bool(trial.departures)
    return trial.departures


def exactly(much: int) -> Interval:
    return Interval(Decimal(much), Decimal(much))


def told(found: tuple[Departure, ...]) -> list[tuple[str, str, str]]:
    return [(each.what, each.expected.en, each.got.en) for each in found]


def test_what_is_as_expected_passes(engine: Engine) -> None:
    between = Interval(Decimal(300_000), Decimal(500_000))
    paid_by = {"unstated": between}
    expected = Expected("eligible", between, ("in_talent_island",), paid_by=paid_by)
    totals = ExpectedTotals(
        assured=exactly(300_000),
        possible=exactly(1_500_000),
        unquantified=("rd_expense_subsidy", "innovation_pacesetter"),
        by_payer={"unstated": Interval(Decimal(300_000), Decimal(1_500_000))},
        to_be_returned=exactly(0),
        subject_to_fund=(AWARD, "rd_expense_subsidy", "innovation_pacesetter"),
        cuts=(),
    )
    assert departures(engine, expect={AWARD: expected}, totals=totals) == ()


def test_a_departure_says_what_was_expected_and_what_was_got(engine: Engine) -> None:
    expected = Expected("ineligible", exactly(1), (), paid_by={"city_finance": exactly(1)})
    assert told(departures(engine, expect={AWARD: expected})) == [
        (f"{AWARD}.status", "ineligible", "eligible"),
        (f"{AWARD}.amount", "CNY 1", "CNY 300,000–500,000"),
        (f"{AWARD}.missing", "none", "in_talent_island"),
        (f"{AWARD}.paid_by.city_finance", "CNY 1", "CNY 0"),
    ]


def test_a_departure_calls_the_item_by_its_title(engine: Engine) -> None:
    profile = FIRST | {"hte_recognition": "none"}
    (found,) = departures(engine, profile=profile, expect={AWARD: Expected("eligible")})
    assert "高新技术企业" in found.label.zh
    assert (found.expected.zh, found.got.zh) == ("eligible（符合）", "ineligible（不符合）")
    assert found.item == AWARD


def test_a_trial_that_failed_tells_the_rule_that_decided_with_its_clauses_and_conditions(
    engine: Engine,
) -> None:
    case = Case(
        name=Bilingual("例", "case"),
        as_of=date(2022, 6, 30),
        profile=FIRST | {"hte_recognition": "none"},
        expect={AWARD: Expected("eligible"), "hte_renewal": Expected("ineligible")},
    )
    (trial,) = tried(engine, {("jiangmen", "2021"): (case,)})
    (decided,) = trial.to_dict()["decided"]
    assert decided["id"] == f"jiangmen.{AWARD}"
    assert decided["cite"][0]["clause"] == "三(一)1"
    assert decided["because"]["when"]["value"] is False
    assert decided["because"]["when"]["facts"] == {"hte_recognition": "none"}


def test_totals_are_compared_too(engine: Engine) -> None:
    totals = ExpectedTotals(
        assured=exactly(0),
        unquantified=(),
        by_payer={"unstated": exactly(0)},
        to_be_returned=exactly(1),
        cuts=(ExpectedCut("recognition_once_a_year", "highest"),),
    )
    assert told(departures(engine, totals=totals)) == [
        ("totals.assured", "CNY 0", "CNY 300,000"),
        ("totals.unquantified", "none", "innovation_pacesetter, rd_expense_subsidy"),
        ("totals.by_payer.unstated", "CNY 0", "CNY 300,000–1,500,000"),
        ("totals.to_be_returned", "CNY 1", "CNY 0"),
        ("totals.cuts", "recognition_once_a_year", "none"),
    ]


def test_what_differs_by_less_than_a_fen_is_not_shown_alike(engine: Engine) -> None:
    just_off = Interval(Decimal("300000.001"), Decimal("500000"))
    (found,) = departures(engine, expect={AWARD: Expected(amount=just_off)})
    assert found.expected.zh == "300000.001..500000元"


def test_an_item_that_is_not_there_departs(engine: Engine) -> None:
    (departure,) = departures(engine, expect={"nothing": Expected("eligible")})
    assert departure.got.en == "no such item"


def test_a_payment_that_is_not_there_departs(engine: Engine) -> None:
    (found,) = departures(engine, expect={AWARD: Expected(payments={"payment_1": ExpectedPayment("due")})})
    assert (found.what, found.got.en) == (f"{AWARD}.payments.payment_1", "no such payment")


def test_a_profile_that_is_refused_departs(engine: Engine) -> None:
    (departure,) = departures(engine, profile={"revenu": 1})
    assert "revenu" in departure.got.en


# Payments and cuts, which no bundled plan has

SCHEDULED = {
    "facts": {"recognised": "boolean", "recognised_on": "date", "passed": "boolean", "moved": "boolean"},
    "rewards": {
        "award": {
            "when": "recognised",
            "amount": "30万元",
            "paid_by": {"city_finance": 6, "county_finance": 4},
            "payments": [
                {"share": "50%"},
                {"share": "remainder", "when": "passed", "not_before": "recognised_on + 1年"},
            ],
            "clawback": {"when": "moved"},
        },
        "more": {"when": "recognised", "amount": "20万元"},
    },
    "groups": [{"id": "both", "rewards": ["award", "more"], "at_most": "40万元", "cut": "last_first"}],
}
CASE = """
cases:
  - name: 分期拨付
    as_of: 2021-06-30
    profile: {registered_in: "410500", recognised: true, recognised_on: 2021-03-01, passed: true,
              moved: false}
    expect:
      award:
        amount: 30万元
        paid_by: {city_finance: 18万元, county_finance: 12万元}
        payments:
          payment_1: {status: due, amount: 15万元}
          payment_2: {status: not_yet, amount: 15万元, earliest: 2022-03-01}
    totals:
      possible: 40万元
      cuts: [{group: both, by: ceiling, before: 50万元, after: 40万元, at_most: 40万元}]
"""


def trial_in(folder: Path, cases: str) -> Trial:
    lay_out(SCHEDULED, folder)
    (folder / "made_up" / "v1" / "cases.yaml").write_text(cases, "utf-8")
    (trial,) = tried(policyengine.load(folder), load_cases(folder))
    return trial


def tried_in(folder: Path, cases: str) -> list[tuple[str, str, str]]:
    return told(trial_in(folder, cases).departures)


def test_payments_payers_and_cuts_are_compared(tmp_path: Path) -> None:
    assert tried_in(tmp_path, CASE) == []


@pytest.mark.parametrize(
    ("old", "new", "departure"),
    [
        ("status: due", "status: paid", ("award.payments.payment_1.status", "paid", "due")),
        (
            "earliest: 2022-03-01",
            "earliest: 2022-01-01",
            ("award.payments.payment_2.earliest", "2022-01-01", "2022-03-01"),
        ),
        (
            "payment_1: {status: due, amount: 15万元}",
            "payment_1: {status: due, amount: 10万元}",
            ("award.payments.payment_1.amount", "CNY 100,000", "CNY 150,000"),
        ),
        (
            "county_finance: 12万元",
            "county_finance: 10万元",
            ("award.paid_by.county_finance", "CNY 100,000", "CNY 120,000"),
        ),
        ("by: ceiling", "by: highest", ("totals.cuts.both.by", "highest", "ceiling")),
        ("before: 50万元", "before: 60万元", ("totals.cuts.both.before", "CNY 600,000", "CNY 500,000")),
    ],
)
def test_a_payment_payer_or_cut_that_departs_is_named(
    old: str, new: str, departure: tuple[str, str, str], tmp_path: Path
) -> None:
    assert old in CASE
    assert tried_in(tmp_path, CASE.replace(old, new)) == [departure]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("status: due", "status: paid"),
        ("earliest: 2022-03-01", "earliest: 2022-01-01"),
        ("county_finance: 12万元", "county_finance: 10万元"),
        ("possible: 40万元", "possible: 41万元"),
        ("before: 50万元", "before: 60万元"),
        ("amount: 30万元", "amount: 31万元"),
    ],
)
def test_a_departure_stands_at_the_very_expectation(old: str, new: str, tmp_path: Path) -> None:
    wrong = CASE.replace(old, new)
    lines = [number for number, line in enumerate(wrong.splitlines(), 1) if new in line]
    (found,) = trial_in(tmp_path, wrong).departures
    assert found.span is not None
    assert [found.span.line] == lines
    text = wrong.splitlines()[found.span.line - 1]
    assert text[found.span.column - 1 :].startswith(new.partition(":")[0])


def test_a_case_nobody_has_confirmed_never_fails(tmp_path: Path) -> None:
    trial = trial_in(
        tmp_path, CASE.replace("possible: 40万元", "possible: 41万元") + "    confirmed: false\n"
    )
    assert (trial.passed, trial.failed) == (False, False)
