"""新科〔2017〕21号 三(三): 对列入省级“科技小巨人”的企业给予奖补
二: 2017年…高新技术企业确保达到90家，力争100家以上（其中高新区高企占比35%）"""

from __future__ import annotations

from typing import Any

import pytest

from tests.law.asking import OPEN, ask, engine, exactly

HERE = {"registered_in": "410700"}


def xinxiang(*facts: dict[str, Any], as_of: str = "2018-06-30", **options: Any) -> Any:
    return ask("xinxiang", as_of, *facts, **options)


def test_a_provincial_little_giant_is_entitled_to_money_of_no_stated_amount() -> None:
    award = xinxiang(HERE, {"little_giant": "provincial"}).rewards["provincial_little_giant"]
    assert (award.status, award.nature, award.amount) == ("eligible", "entitlement", OPEN)


@pytest.mark.parametrize("grade", ["none", "cultivation"])
def test_no_other_grade_is_promised_money(grade: str) -> None:
    award = xinxiang(HERE, {"little_giant": grade}).rewards["provincial_little_giant"]
    assert (award.status, award.amount) == ("ineligible", exactly(0))


@pytest.mark.parametrize(
    ("day", "force"),
    [
        ("2016-12-31", "not_yet_in_force"),
        ("2017-01-01", "in_force"),
        ("2021-12-31", "in_force"),
        ("2022-01-01", "lapsed"),
    ],
)
def test_the_plan_runs_from_2017_to_2021(day: str, force: str) -> None:
    assert xinxiang(HERE, as_of=day).force == force


def test_90_are_ensured_and_100_striven_for_in_2017() -> None:
    targets = engine().show("xinxiang")["targets"]
    (ensured,) = [t for t in targets if t["stretch"] == "100"]
    assert (ensured["value"], ensured["firmness"], ensured["by"]) == ("90", "ensured", "2017-12-31")


def test_of_them_35_percent_in_the_high_tech_zone() -> None:
    (zone,) = [
        t for t in engine().show("xinxiang")["targets"] if t["area"] == "高新区" and t["by"] == "2017-12-31"
    ]
    assert (zone["value"], zone["measure"]) == ("0.35", "share")
    assert zone["part_of"]


def test_county_trainings_are_three_a_year_or_more() -> None:
    rhythms = [d["rhythm"]["times"] for d in engine().show("xinxiang")["duties"] if d["rhythm"]]
    assert {"low": "2", "high": "3"} in rhythms
    assert {"low": "3", "high": None} in rhythms
