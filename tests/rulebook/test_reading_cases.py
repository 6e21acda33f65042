"""cases.yaml: what authors expect, read exactly or refused with its place."""

from datetime import date
from decimal import Decimal

import pytest

from policyengine.errors import RulebookError
from policyengine.language.interval import Interval
from policyengine.rulebook.cases import load_cases
from policyengine.rulebook.expectations import ExpectedCut, ExpectedPayment, ExpectedTotals

CASE = """
cases:
  - name: {zh: 首次认定, en: First recognition}
    as_of: 2021-06-30
    profile: {registered_in: 410500, rd_intensity: 0.03, received: []}
    assume_registered: true
    expect:
      first: {status: eligible, amount: 30万元, missing: [revenue], due_on: 2021-12-31,
              paid_by: {city_finance: 30万元}}
    totals:
      assured: 30万元
      possible: {low: 0, high: null}
      unquantified: [first]
      by_payer: {city_finance: 30万元}
      to_be_returned: 0元
      subject_to_fund: []
      cuts: [{group: g, by: ceiling, before: 40万元, after: 30万元, at_most: 30万元}]
  - name: 一句话
    as_of: "2021-06-30"
    year: 2020
    profile: {}
    expect: {first: ineligible}
"""


def exactly(much: int) -> Interval:
    return Interval(Decimal(much), Decimal(much))


def test_a_case_is_read_exactly(folder):
    folder.files["test/2020/cases.yaml"] = CASE
    first, second = load_cases(folder.write())["test", "2020"]
    assert (first.as_of, first.assume_registered, first.year) == (date(2021, 6, 30), True, None)
    assert first.profile == {"registered_in": 410500, "rd_intensity": Decimal("0.03"), "received": []}
    expected = first.expect["first"]
    assert expected.amount == exactly(300_000)
    assert (expected.status, expected.missing, expected.due_on) == (
        "eligible",
        ("revenue",),
        date(2021, 12, 31),
    )
    award, nothing = exactly(300_000), exactly(0)
    assert expected.paid_by == {"city_finance": award}
    assert first.totals == ExpectedTotals(
        assured=award,
        possible=Interval(Decimal(0), None),
        unquantified=("first",),
        by_payer={"city_finance": award},
        to_be_returned=nothing,
        subject_to_fund=(),
        cuts=(ExpectedCut("g", "ceiling", exactly(400_000), award, award),),
    )
    assert (second.name.zh, second.year, second.expect["first"].status) == ("一句话", 2020, "ineligible")


def test_cases_in_good_shape_are_no_finding(folder):
    folder.files["test/2020/cases.yaml"] = CASE
    assert folder.codes() == []


PAID_IN_PARTS = """
cases:
  - name: 分期
    as_of: 2021-06-30
    profile: {revenue_by_year: {2020: 100万元}, patents: [{kind: invention}, {kind: null}]}
    expect:
      first:
        payments:
          payment_1: {status: due, amount: 15万元}
          payment_2: {status: not_yet, earliest: 2022-01-01}
          settled: conditional
"""


def test_what_is_expected_of_payments_is_read_and_a_bare_word_is_a_status(folder):
    folder.files["test/2020/cases.yaml"] = PAID_IN_PARTS
    (case,) = load_cases(folder.write())["test", "2020"]
    assert case.expect["first"].payments == {
        "payment_1": ExpectedPayment("due", exactly(150_000)),
        "payment_2": ExpectedPayment("not_yet", earliest=date(2022, 1, 1)),
        "settled": ExpectedPayment("conditional"),
    }
    assert case.profile == {
        "revenue_by_year": {"2020": "100万元"},
        "patents": [{"kind": "invention"}, {"kind": None}],
    }


def test_a_payment_that_the_reward_does_not_have_is_a_finding(folder):
    folder.files["test/2020/cases.yaml"] = PAID_IN_PARTS
    assert set(folder.codes()) == {"unknown-payment"}


def test_a_payments_wrong_id_is_told_at_the_id_with_those_that_are_valid(folder):
    folder.reward["payments"] = [{"id": "advance", "share": "50%"}, {"id": "rest", "share": "remainder"}]
    folder.reward["cite"][0]["quote"] = "首次认定的给予30万元，先拨付50%，其余部分满1年后拨付"
    folder.files["test/2020/cases.yaml"] = PAID_IN_PARTS
    found = [each for each in folder.findings() if each.code == "unknown-payment"]
    assert [(each.found, each.valid) for each in found] == [
        (id, ("advance", "rest")) for id in ("payment_1", "payment_2", "settled")
    ]
    assert [(each.span.line, each.span.column) for each in found] == [(9, 11), (10, 11), (11, 11)]
    assert found[0].help().en == "its payments: advance, rest"


def test_a_reward_paid_at_once_has_no_payments(folder):
    folder.files["test/2020/cases.yaml"] = PAID_IN_PARTS
    (first, *_) = [each for each in folder.findings() if each.code == "unknown-payment"]
    assert first.help().en == "it is not paid in parts"


def test_every_bundled_version_has_cases():
    assert {city for city, _ in load_cases()} == {"anyang", "gaoan", "haimen", "jiangmen", "xinxiang"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("status: eligible", "status: elligible", "wrong-value"),
        ("first: ineligible", "first: no", "wrong-value"),
        ("first: ineligible", "frist: ineligible", "unknown-rule"),
        ("amount: 30万元", "amount: many", "wrong-value"),
        ("paid_by: {city_finance: 30万元}", "paid_by: 30万元", "wrong-value"),
        ("by: ceiling", "by: roof", "wrong-value"),
        ("group: g, ", "", "missing-key"),
        ("to_be_returned: 0元", "to_be_returned: nothing", "wrong-value"),
        ("to_be_returned: 0元", "to_return: 0元", "unknown-key"),
        ("amount: 30万元", "amount: {low: 0}", "wrong-value"),
        ("profile: {}", "profile: []", "wrong-value"),
        ("as_of: 2021-06-30", "asof: 2021-06-30", "unknown-key"),
        ("    year: 2020", "    year: twenty", "wrong-value"),
    ],
)
def test_a_case_out_of_shape_is_a_finding(folder, old, new, code):
    assert old in CASE
    folder.files["test/2020/cases.yaml"] = CASE.replace(old, new)
    assert folder.codes() == [code]


def test_cases_that_cannot_be_read_raise_all_findings(folder):
    folder.files["test/2020/cases.yaml"] = CASE.replace("eligible", "x")
    with pytest.raises(RulebookError) as refused:
        load_cases(folder.write())
    assert [each.code for each in refused.value.findings] == ["wrong-value", "wrong-value"]
