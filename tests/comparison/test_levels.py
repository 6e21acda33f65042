from __future__ import annotations

from dataclasses import replace

import policyengine
from policyengine.comparison.levels import levels_above
from policyengine.rulebook.choices import Level

PLAN = policyengine.load().plans[0]


def above(level: Level, jurisdiction: str, parent: str | None) -> list[str]:
    plan = replace(PLAN, level=level, jurisdiction=jurisdiction, parent=parent)
    return [each.jurisdiction for each in levels_above(plan)]


def test_a_county_has_its_prefecture_and_its_province_above_it() -> None:
    assert above(Level.COUNTY, "320614", "320600") == ["320600", "320000"]


def test_a_prefecture_has_its_province_above_it_even_where_the_plan_names_no_parent() -> None:
    assert above(Level.PREFECTURE, "410500", None) == ["410000"]


def test_a_county_under_the_province_itself_has_only_that_above_it() -> None:
    assert above(Level.COUNTY, "469001", "460000") == ["460000"]


def test_a_province_has_no_level_above_it_that_is_named() -> None:
    assert above(Level.PROVINCE, "410000", None) == []


def test_a_code_that_nobody_knows_is_its_own_name() -> None:
    (level,) = levels_above(replace(PLAN, jurisdiction="990100", parent="990000"))
    assert level.name.zh == "990000"


def test_in_english_a_province_has_its_name_and_a_prefecture_its_code() -> None:
    plan = replace(PLAN, level=Level.COUNTY, jurisdiction="320614", parent="320600")
    assert [level.name.en for level in levels_above(plan)] == ["320600", "Jiangsu"]
    assert [level.name.zh for level in levels_above(plan)] == ["南通市", "江苏省"]
