"""Plans side by side: the newest of each city, under the same headings, without a profile."""

from __future__ import annotations

import csv
import io

import pytest

import policyengine
from policyengine import Engine, RequestError


@pytest.fixture(scope="module")
def engine() -> Engine:
    return policyengine.load()


def test_one_theme_holds_the_rules_of_every_city_under_it(engine: Engine) -> None:
    result = engine.matrix("recognition").to_dict()
    assert result["schema"] == "policyengine/matrix@1"
    (row,) = result["rows"]
    assert set(row["cities"]) == set(engine.cities)
    ids = {rule["id"] for rule in row["cities"]["jiangmen"]["rewards"]}
    assert {"jiangmen.hte_first_recognition", "jiangmen.hte_renewal"} <= ids
    assert row["cities"]["gaoan"]["related_documents"]


def test_all_themes_together_hold_every_rule_once(engine: Engine) -> None:
    rows = list(csv.DictReader(io.StringIO(engine.matrix().to_csv())))
    every = sorted(f"{plan.city}.{rule.id}" for plan in engine.plans for rule in plan.rules())
    assert sorted(row["id"] for row in rows) == every


def test_a_theme_may_be_named_by_its_label(engine: Engine) -> None:
    assert engine.matrix("税收").theme == "tax"


def test_a_department_role_is_compared_across_cities(engine: Engine) -> None:
    result = engine.matrix(role="finance", cities=["anyang"]).to_dict()
    roles = {department.name: department.role for department in engine.plans[0].departments}
    rules = [
        rule
        for row in result["rows"]
        for kind in ("rewards", "supports", "obligations", "duties", "targets")
        for rule in row["cities"]["anyang"][kind]
    ]
    assert rules
    assert all("finance" in {roles[name] for name in rule["departments"]} for rule in rules)


def test_unknown_themes_and_roles_are_refused(engine: Engine) -> None:
    with pytest.raises(RequestError, match="no theme is named"):
        engine.matrix("recogniton")
    with pytest.raises(RequestError, match="no department role is named"):
        engine.matrix(role="nobody")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_reports_can_be_made_of_it(engine: Engine, lang: str) -> None:
    matrix = engine.matrix("recognition")
    assert "<table>" in matrix.to_html(lang)
    assert matrix.to_markdown(lang).startswith("# ")
