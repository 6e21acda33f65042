"""What hangs on a reading: side by side for one enterprise, and the enterprise for which it matters."""

from __future__ import annotations

from typing import Any

import pytest

import policyengine
from policyengine.cli.readings import readings_dict, witnesses_dict
from policyengine.reporting import FORMATS, money, render
from policyengine.reporting.lang import Lang
from tests.reporting.plans import INCUBATED, ZONE, engine

UNCUT = {
    **{name: ZONE[name] for name in ("registered_in", "recognised_on", "listed_dishonest", "hte_status")},
    "above_scale_this_year": True,
    "hte_recognition": "none",
    "tax_paid_by_year": {2023: "100万元"},
    "revenue_by_year": {2021: 1, 2022: 1, 2023: 1},
    "rd_intensity": "0%",
    "has_provincial_platform": False,
    "patents": [],
}


def readings(profile: dict[str, Any], city: str = "yunxi") -> dict[str, Any]:
    assessment = engine().evaluate(profile, city=city, as_of="2024-06-30")
    return readings_dict(assessment, engine().readings(profile, city=city, as_of="2024-06-30"))


def text(result: dict[str, Any], lang: Lang = Lang.ZH) -> str:
    return render(result, "table", lang, width=140)


def test_two_readings_stand_side_by_side_with_their_difference() -> None:
    shown = text(readings(UNCUT))
    (chosen,) = (line for line in shown.splitlines() if "代替5万元" in line)
    (other,) = (line for line in shown.splitlines() if "另得8万元" in line)
    assert chosen.split()[1:] == ["采用", "符合", "8万元", "8万元", "8万元"]
    assert other.split()[1:] == ["未采用", "符合", "13万元", "13万元", "13万元"]
    assert "合计差额：确保 +5万元，最多 +5万元" in shown
    assert "差别取决于：注册地、" in shown
    assert "the total: assured +CNY 50,000, possible +CNY 50,000" in text(readings(UNCUT), Lang.EN)


def test_a_difference_that_a_group_swallows_is_told_as_such() -> None:
    assert "本项有差别，合计不变" in text(readings(ZONE))


def test_a_difference_in_help_is_told_without_sums_and_with_its_nature_where_that_is_another() -> None:
    facts = {"registered_in": "360983", "main_product_field": "electronics"}
    bundled, day = policyengine.load(), "2024-06-30"
    assessment = bundled.evaluate(facts, city="gaoan", as_of=day)
    shown = text(readings_dict(assessment, bundled.readings(facts, city="gaoan", as_of=day)))
    entry = shown[shown.index("纳入高新技术企业培育库") : shown.index("作为重点招引对象")]
    assert entry.splitlines()[1].split() == ["读法", "取舍", "结论", "性质"]
    assert "本项有差别，不涉及金额。" in entry
    assert [line.split()[-1] for line in entry.splitlines()[3:5]] == ["酌定", "应得"]


def test_a_reading_without_a_difference_is_told_as_such() -> None:
    assert "对该企业没有差别。" in text(readings({**UNCUT, "registered_in": "419801"}))


def test_a_plan_with_one_reading_says_so() -> None:
    assert "没有标注另一读法" in text(readings(INCUBATED, "linjiang"))


def test_a_witness_gives_the_facts_of_an_enterprise_and_both_amounts() -> None:
    shown = text(witnesses_dict(engine().reading_witnesses(["yunxi"])))
    assert "云溪市 2024 · 升规奖励 · on_top" in shown
    assert "registered_in           注册地                 419802/hitech_zone" in shown
    assert "8万元" in shown
    assert "13万元" in shown


def test_a_reading_for_which_no_enterprise_was_found_says_so() -> None:
    (witness,) = witnesses_dict(engine().reading_witnesses(["yunxi"]))["witnesses"]
    result = {
        "schema": "policyengine/witnesses@1",
        "witnesses": [witness | {"profile": None, "outcome": None}],
    }
    assert "未找到受影响的企业；这不等于没有影响。" in text(result)
    assert "does not prove that there is none" in text(result, Lang.EN)


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_sets_readings_and_witnesses(format: str) -> None:
    for result in (readings(ZONE), witnesses_dict(engine().reading_witnesses(["yunxi"]))):
        assert "on_top" in render(result, format) or "另得8万元" in render(result, format)


@pytest.mark.parametrize(
    ("value", "zh"), [("50000", "+5万元"), ("-50000", "−5万元"), ("0", "0元"), ("-0.5", "−0.5元")]
)
def test_a_difference_has_its_sign(value: str, zh: str) -> None:
    assert money.signed(value, Lang.ZH) == zh
