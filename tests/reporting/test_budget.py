"""A budget as people read it: what is said of it whatever it comes to, in every format and as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from policyengine.budget.amounts import Outlay
from policyengine.reporting import FORMATS, render
from policyengine.reporting.budget_chart import plot
from policyengine.reporting.lang import Lang
from policyengine.reporting.pages.budget_figures import figure, share, signed

NOTHING = Outlay().to_dict()
HUGE = {"assured": "1", "discretion": "0", "open": "9" * 20, "possible": "1" + "0" * 20, "unquantified": 0}
OPEN = {**NOTHING, "unquantified": 3}


def side(outlays: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """One side of a budget whose rewards come to this, each of a theme of its own."""
    total = next(iter(outlays.values()), NOTHING)
    plan = {
        "title": {"zh": "方案", "en": "Plan"},
        "name": {"zh": "某市", "en": "Some city"},
        "document_number": None,
        "version": "v1",
        "level": "prefecture",
        "force": "in_force",
        "binding": True,
        "period": {"from": "2021-01-01", "to": None},
        "payers": [],
    }
    return {
        "city": "some",
        "as_of": "2022-06-30",
        "year": 2022,
        "plan": plan,
        "provenance": {"engine": "0", "rules": "sha256:0"},
        "assumptions": [],
        "warnings": [],
        "rewards": [
            {
                "id": f"some.{name}",
                "title": {"zh": f"奖补{name}", "en": f"Reward {name}"},
                "theme": name,
                "nature": "entitlement",
                "enterprises": {"eligible": 0, "undetermined": 0, "ineligible": 0},
                "outlay": outlay,
                "paid_by": {"unstated": outlay},
            }
            for name, outlay in outlays.items()
        ],
        "themes": [
            {"theme": name, "label": {"zh": name, "en": name}, "outlay": outlay}
            for name, outlay in outlays.items()
        ],
        "apart": total,
        "groups": [],
        "totals": total,
        "payers": [],
        "funds": [],
        "facts": [],
    }


def result(outlays: dict[str, dict[str, Any]]) -> dict[str, Any]:
    taken = {"rows": 0, "counted": 0, "left_out": 0, "repeated": 0, "reasons": []}
    return {
        "schema": "policyengine/budget@1",
        "enterprises": taken,
        **side(outlays),
        "what_if": None,
        "differences": None,
    }


BUDGETS = {
    "no reward": result({}),
    "all ineligible": result({"a": NOTHING, "b": NOTHING}),
    "one huge": result({"a": HUGE, "b": NOTHING}),
    "nothing stated": result({"a": OPEN}),
}


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("name", BUDGETS)
def test_every_format_tells_of_any_budget(name: str, lang: Lang) -> None:
    for format in FORMATS:
        assert render(BUDGETS[name], format, lang).strip()


@pytest.mark.parametrize("name", BUDGETS)
def test_a_picture_is_drawn_of_any_budget(name: str, tmp_path: Path) -> None:
    plot(BUDGETS[name], tmp_path / "budget.svg")
    assert "<svg" in (tmp_path / "budget.svg").read_text("utf-8")


def test_a_plan_without_rewards_has_not_promised_zero() -> None:
    page = render(BUDGETS["no reward"], "md", Lang.ZH)
    assert "方案未设奖补" in page
    assert "确保 0元" not in page


def test_a_total_without_an_upper_end_is_told_as_a_least() -> None:
    assert "至少可达" in render(BUDGETS["nothing stated"], "md", Lang.ZH)
    assert "最多可达 1,000,000,000,000亿元" in render(BUDGETS["one huge"], "md", Lang.ZH)


def test_figures_are_in_ten_thousands_in_chinese_and_in_yuan_in_english() -> None:
    assert figure("1234567.89", Lang.ZH) == "123.46"
    assert figure("1234567.89", Lang.EN) == "1,234,567.89"
    assert figure("0", Lang.ZH) == "0"
    assert figure("1", Lang.ZH) == "0.00"
    assert signed("-20000", Lang.ZH) == "−2.00"
    assert signed("20000", Lang.EN) == "+20,000"
    assert share("0.0004", Lang.ZH) == "不足0.1%"
    assert share("27.2", Lang.EN) == "2,720%"
    assert share(None, Lang.EN) == "–"
