"""One profile in many cities: sums apart, blanks that are not zeros, levels that are not counted."""

from __future__ import annotations

import csv
import io
import sys
from decimal import Context, Decimal, Inexact, localcontext
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import policyengine
from policyengine import Comparison, Engine, RequestError
from policyengine.comparison.schema import comparison_schema
from tests.conformance.suite import lay_out

FIRST = {"hte_recognition": "first"}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return policyengine.load()


@pytest.fixture(scope="module")
def comparison(engine: Engine) -> Comparison:
    return engine.compare(FIRST, as_of="2022-06-30")


@pytest.fixture(scope="module")
def result(comparison: Comparison) -> dict[str, Any]:
    return comparison.to_dict()


def test_the_result_keeps_its_contract(result: dict[str, Any]) -> None:
    assert set(result) == {"schema", "as_of", "cities", "by_theme", "totals", "not_counted"}
    jsonschema.Draft202012Validator(comparison_schema()).validate(result)


def test_all_cities_are_compared_as_if_the_enterprise_were_registered_in_each(
    engine: Engine, result: dict[str, Any]
) -> None:
    assert [city["city"] for city in result["cities"]] == list(engine.cities)
    for city in result["cities"]:
        assert city["assumptions"][0]["fact"] == "registered_in"
        assert "registered_in" not in {question["fact"] for question in city["questions"]}


def test_registration_can_be_taken_as_the_profile_has_it(engine: Engine) -> None:
    elsewhere = engine.compare(
        FIRST | {"registered_in": "410500"}, as_of="2022-06-30", assume_registered=False
    )
    assured = {city: each.totals.assured for city, each in elsewhere.assessments.items()}
    assert assured["anyang"] == 300_000
    assert assured["jiangmen"] == 0


def test_cities_can_be_chosen_and_keep_their_order(engine: Engine) -> None:
    chosen = engine.compare(FIRST, as_of="2022-06-30", cities=["江门市", "anyang", "jiangmen"])
    assert list(chosen.assessments) == ["jiangmen", "anyang"]
    with pytest.raises(RequestError):
        engine.compare(FIRST, as_of="2022-06-30", cities=[])


def test_binding_plans_and_others_are_summed_apart(result: dict[str, Any]) -> None:
    binding, other = result["totals"]["binding"], result["totals"]["other"]
    assert binding["cities"] == ["anyang"]
    assert binding["assured"] == "300000"
    assert binding["by_payer"]["city_finance"]["low"] == "150000"
    assert set(other["cities"]) == {"gaoan", "haimen", "jiangmen", "xinxiang"}
    assert other["assured"] == "300000"  # Jiangmen's draft, which binds nobody


def test_a_theme_without_a_reward_is_null_and_says_what_the_text_leans_on(result: dict[str, Any]) -> None:
    cells = result["by_theme"]["recognition"]["cities"]
    assert cells["anyang"]["amount"] == {"low": "300000", "high": "300000"}
    assert cells["gaoan"]["amount"] is None
    assert cells["gaoan"]["notes"]


def test_a_promise_that_does_not_reach_the_enterprise_is_zero_and_not_null(engine: Engine) -> None:
    result = engine.compare({"hte_recognition": "none"}, as_of="2022-06-30").to_dict()
    assert result["by_theme"]["recognition"]["cities"]["anyang"]["amount"] == {"low": "0", "high": "0"}


def test_a_theme_counts_what_excludes_each_other_once(engine: Engine) -> None:
    """Jiangmen pays for one recognition a year: with neither settled, 50万元 is possible, not 70万元."""
    result = engine.compare({}, as_of="2022-06-30", cities=["jiangmen"]).to_dict()
    cell = result["by_theme"]["recognition"]["cities"]["jiangmen"]
    assert cell["amount"] == {"low": "0", "high": "500000"}


def test_levels_above_each_city_are_named(result: dict[str, Any]) -> None:
    above = {(level["city"], level["jurisdiction"], level["name"]["zh"]) for level in result["not_counted"]}
    assert above == {
        ("anyang", "410000", "河南省"),
        ("xinxiang", "410000", "河南省"),
        ("jiangmen", "440000", "广东省"),
        ("gaoan", "360900", "宜春市"),
        ("gaoan", "360000", "江西省"),
        ("haimen", "320600", "南通市"),
        ("haimen", "320000", "江苏省"),
    }


def test_a_copy_is_given_each_time(comparison: Comparison) -> None:
    comparison.to_dict()["cities"].clear()
    assert comparison.to_dict()["cities"]


def test_reports_come_in_both_languages(comparison: Comparison) -> None:
    assert "江门市（草案）" in comparison.to_html("zh")
    assert "not binding" in comparison.to_markdown("en")


def test_another_language_is_refused(comparison: Comparison) -> None:
    with pytest.raises(RequestError, match="no language is named"):
        comparison.to_html("fr")


def test_csv_and_data_frame_have_the_same_rows_with_exact_amounts(comparison: Comparison) -> None:
    rows = list(csv.DictReader(io.StringIO(comparison.to_csv())))
    frame = comparison.to_dataframe()
    assert len(frame) == len(rows)
    award = frame[frame["id"] == "anyang.hte_first_recognition"].iloc[0]
    assert award["low"] == Decimal(300_000)
    assert award["city_finance_low"] == Decimal(150_000)
    assert award["title_zh"]


def test_without_pandas_the_extra_is_named(comparison: Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(RequestError, match="pandas is not installed"):
        comparison.to_dataframe()


def test_a_chart_is_drawn(comparison: Comparison, tmp_path: Path) -> None:
    comparison.plot(tmp_path / "c.svg", "en")
    comparison.plot(str(tmp_path / "c.png"))
    assert (tmp_path / "c.svg").stat().st_size > 5_000
    assert (tmp_path / "c.png").stat().st_size > 5_000


def test_the_callers_decimal_context_changes_no_sum_and_no_report(engine: Engine) -> None:
    def reports() -> list[object]:
        asked = engine.compare(
            FIRST | {"claims_super_deduction": True, "rd_super_deduction": "123456789012.33"},
            as_of="2022-06-30",
        )
        return [asked.to_dict(), asked.to_markdown("en"), asked.to_html(), asked.to_csv()]

    usual = reports()
    with localcontext(Context(prec=3, traps=[Inexact])):
        assert reports() == usual


def test_a_comparison_cannot_be_changed_and_is_short_in_a_debugger(comparison: Comparison) -> None:
    for held in (comparison.assessments, comparison.plans):
        with pytest.raises(TypeError):
            held["anyang"] = None  # type: ignore[index]
    assert repr(comparison).startswith("Comparison(2022-06-30, anyang")
    assert len(repr(comparison)) < 100


CEILINGS = {
    "facts": {"q": "boolean", "moved": "boolean", "tax": "money"},
    "rewards": {
        "first": {"when": "q", "amount": "30万元", "clawback": {"when": "moved"}},
        "second": {
            "when": "q",
            "amount": "20万元",
            "budget": {"amount": "100万元", "each": "year", "when_short": "pro_rata"},
        },
    },
    "groups": [{"id": "both", "rewards": ["first", "second"], "at_most": "tax"}],
}


def test_a_theme_is_summed_under_the_ceilings_of_its_groups_as_the_totals_are(tmp_path: Path) -> None:
    engine = policyengine.load(lay_out(CEILINGS, tmp_path))
    result = engine.compare({"q": True, "moved": False, "tax": "35万元"}, as_of="2022-06-30").to_dict()
    jsonschema.Draft202012Validator(comparison_schema()).validate(result)
    (cell,) = result["by_theme"]["recognition"]["cities"].values()
    assert cell["amount"] == {"low": "350000", "high": "350000"}
    assert result["totals"]["binding"]["possible"] == "350000"


def test_what_is_to_be_returned_and_what_a_fund_may_not_suffice_for_are_told_beside_the_sums(
    tmp_path: Path,
) -> None:
    engine = policyengine.load(lay_out(CEILINGS, tmp_path))
    paid = {"received": [{"reward": "first", "amount": "30万元", "on": "2021-06-30"}]}
    moved = {"q": True, "moved": True, "tax": "35万元"} | paid
    totals = engine.compare(moved, as_of="2022-06-30").to_dict()["totals"]["binding"]
    assert totals["to_be_returned"] == {"low": "300000", "high": "300000"}
    assert totals["subject_to_fund"] == ["made_up.second"]
