"""Enterprises under two versions, and what each payer bears."""

from __future__ import annotations

from datetime import date

import pytest

from policyengine.consequences.effects import Enterprise, effects_dict
from policyengine.errors import ProfileError

DAY = date(2018, 6, 30)
HERE = {"registered_in": "410522"}
FIRMS = (
    Enterprise("a", {**HERE, "name": "甲公司", "hte_recognition": "first"}),
    Enterprise("b", {**HERE, "hte_recognition": "none"}),
    Enterprise("c", {**HERE, "hte_recognition": "first"}),
)


@pytest.fixture
def effects(anyang, stricter, version):
    return effects_dict(version(anyang), version(stricter), FIRMS, DAY, {})


def test_only_enterprises_whose_outcome_changes_are_listed(effects):
    assert (effects["enterprises"], effects["changed"]) == (3, 2)
    assert [(each["id"], each["name"]) for each in effects["profiles"]] == [("a", "甲公司"), ("c", None)]


def test_each_changed_item_is_told_from_and_to(effects):
    [item] = effects["profiles"][0]["items"]
    assert item["id"] == "anyang.hte_first_recognition"
    assert item["old"]["amount"] == {"low": "300000", "high": "300000"}
    assert item["new"]["amount"] == {"low": "400000", "high": "400000"}
    assert effects["profiles"][0]["assured"] == {"old": "300000", "new": "400000", "difference": "100000"}


def test_the_payers_bear_together_what_the_enterprises_get(effects):
    payers = {each["payer"]: each["assured"] for each in effects["payers"]}
    assert payers["city_finance"] == {"old": "300000", "new": "400000", "difference": "100000"}
    for side in ("old", "new", "difference"):
        whole = int(effects["totals"]["assured"][side])
        assert sum(int(each[side]) for each in payers.values()) == whole
        assert sum(int(each["assured"][side]) for each in effects["profiles"]) == whole


def test_the_same_version_changes_nothing_for_anybody(anyang, version):
    effects = effects_dict(version(anyang), version(anyang), FIRMS, DAY, {})
    assert effects["changed"] == 0
    assert all(each["assured"]["difference"] == "0" for each in effects["payers"])


def test_a_faulty_profile_is_refused_by_the_enterprise(anyang, stricter, version):
    firms = [*FIRMS, Enterprise("d", {"revenue": "许多"})]
    with pytest.raises(ProfileError) as refused:
        effects_dict(version(anyang), version(stricter), firms, DAY, {})
    assert refused.value.findings[0].message().zh.startswith("d：")
