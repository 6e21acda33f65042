"""cases.yaml: what authors expect, read exactly or refused with its place."""

from datetime import date
from decimal import Decimal

import pytest

from policyengine.errors import RulebookError
from policyengine.language.interval import Interval
from policyengine.rulebook.cases import load_cases

CASE = """
cases:
  - name: {zh: 首次认定, en: First recognition}
    as_of: 2021-06-30
    profile: {registered_in: 410500, rd_intensity: 0.03, received: []}
    assume_registered: true
    expect:
      first: {status: eligible, amount: 30万元, missing: [revenue], due_on: 2021-12-31}
    totals: {assured: 30万元, possible: {low: 0, high: null}}
  - name: 一句话
    as_of: "2021-06-30"
    year: 2020
    profile: {}
    expect: {first: ineligible}
"""


def test_a_case_is_read_exactly(folder):
    folder.files["test/2020/cases.yaml"] = CASE
    first, second = load_cases(folder.write())["test", "2020"]
    assert (first.as_of, first.assume_registered, first.year) == (date(2021, 6, 30), True, None)
    assert first.profile == {"registered_in": 410500, "rd_intensity": Decimal("0.03"), "received": []}
    expected = first.expect["first"]
    assert expected.amount == Interval(Decimal(300000), Decimal(300000))
    assert (expected.status, expected.missing, expected.due_on) == (
        "eligible",
        ("revenue",),
        date(2021, 12, 31),
    )
    assert (first.assured.low, first.possible) == (Decimal(300000), Interval(Decimal(0), None))
    assert (second.name.zh, second.year, second.expect["first"].status) == ("一句话", 2020, "ineligible")


def test_cases_in_good_shape_are_no_finding(folder):
    folder.files["test/2020/cases.yaml"] = CASE
    assert folder.codes() == []


def test_every_bundled_version_has_cases():
    assert {city for city, _ in load_cases()} == {"anyang", "gaoan", "haimen", "jiangmen", "xinxiang"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("status: eligible", "status: elligible", "wrong-value"),
        ("first: ineligible", "first: no", "wrong-value"),
        ("first: ineligible", "frist: ineligible", "unknown-rule"),
        ("amount: 30万元", "amount: many", "wrong-value"),
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
