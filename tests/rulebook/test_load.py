"""A folder of policies as a rulebook: what is taken from where, and what a folder may lack."""

import os

import pytest

from policyengine.errors import RulebookError
from policyengine.rulebook.load import examine, load_rulebook, policies_path

CITIES = ["anyang", "gaoan", "haimen", "jiangmen", "xinxiang"]


def test_the_bundled_plans_load_without_a_finding():
    loaded = load_rulebook()
    assert list(loaded.rulebook.plans) == CITIES
    assert [each.message().zh for each in loaded.findings] == []


def test_the_bundled_plans_bear_the_codes_and_periods_of_their_governments():
    plans = {city: versions[-1] for city, versions in load_rulebook().rulebook.plans.items()}
    assert {city: plan.jurisdiction for city, plan in plans.items()} == {
        "anyang": "410500",
        "gaoan": "360983",
        "haimen": "320614",
        "jiangmen": "440700",
        "xinxiang": "410700",
    }
    periods = {
        city: (str(plan.period.start), plan.period.end and str(plan.period.end))
        for city, plan in plans.items()
    }
    assert periods == {
        "anyang": ("2017-12-29", None),
        "xinxiang": ("2017-01-01", "2021-12-31"),
        "jiangmen": ("2021-01-01", "2023-12-31"),
        "haimen": ("2022-10-12", "2024-12-31"),
        "gaoan": ("2023-12-06", None),
    }


def test_some_cities_alone_can_be_loaded():
    rulebook = load_rulebook(cities=["haimen", "anyang", "nowhere"]).rulebook
    assert list(rulebook.plans) == ["anyang", "haimen"]


def test_the_record_of_rewards_received_is_asked_for_in_two_languages():
    received = load_rulebook().rulebook.received
    assert received.label.zh == "已获奖补"


def test_an_error_keeps_all_rules_from_loading_and_tells_warnings_too(folder):
    folder.reward["natur"] = 1
    with pytest.raises(RulebookError) as refused:
        load_rulebook(folder.write())
    assert {each.code for each in refused.value.findings} == {"unknown-key", "borrowed-file"}


def test_a_plan_with_a_mistake_is_left_out_of_what_is_examined(folder):
    folder.files["good/2020/plan.yaml"] = {**folder.plan, "jurisdiction": "410600"}
    folder.files["good/2020/rewards.yaml"] = folder.files["test/2020/rewards.yaml"]
    folder.files["test/2020/duties.yaml"] = "duties: 1"
    assert list(folder.load().rulebook.plans) == ["good"]


def test_a_folder_without_shared_files_uses_the_bundled_ones_and_says_so(folder):
    loaded = folder.load()
    assert [each.code for each in loaded.findings] == ["borrowed-file"]
    assert all(each.severity == "warning" for each in loaded.findings)
    assert "revenue" in loaded.rulebook.vocabulary
    assert "recognition" in [theme.id for theme in loaded.rulebook.themes]


def test_a_folders_own_shared_files_are_used_alone(folder):
    folder.files["themes.yaml"] = {"themes": {"recognition": {"zh": "认定", "en": "Recognition"}}}
    folder.files["departments.yaml"] = {"roles": {"science_technology": {"zh": "科技", "en": "Science"}}}
    loaded = folder.load()
    assert [theme.id for theme in loaded.rulebook.themes] == ["recognition"]
    # The borrowed vocabulary names roles that this folder does not have.
    assert {each.code for each in loaded.findings} == {"borrowed-file", "wrong-value"}


def test_versions_stand_oldest_first(folder):
    for version, start in (("2010", "2023-01-01"), ("2030", "2010-01-01")):
        folder.files[f"test/{version}/plan.yaml"] = {**folder.plan, "period": {"from": start, "to": None}}
        folder.files[f"test/{version}/rewards.yaml"] = folder.rewards
    versions = folder.load().rulebook.plans["test"]
    assert [plan.version for plan in versions] == ["2030", "2020", "2010"]


def test_places_are_told_by_the_path_the_user_gave(folder, monkeypatch):
    folder.reward["natur"] = 1
    folder.write()
    monkeypatch.chdir(folder.path.parent)
    finding = next(each for each in examine("policies").findings if each.code == "unknown-key")
    assert finding.span.file == os.path.join("policies", "test", "2020", "rewards.yaml")


def test_a_folder_that_is_not_there_is_a_finding(tmp_path):
    findings = examine(tmp_path / "nowhere").findings
    assert [each.code for each in findings] == ["unreadable-file"]
    assert "不存在" in findings[0].message().zh


def test_a_path_that_no_system_has_is_a_finding():
    assert [each.code for each in examine("a\0b").findings] == ["unreadable-file"]


def test_a_file_in_place_of_a_folder_is_a_finding(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert [each.code for each in examine(tmp_path / "file").findings] == ["unreadable-file"]


def test_a_folder_without_plans_is_told_once(folder):
    folder.files = {"docs/notes.txt": "x", "themes.yaml": "themes: {}"}
    assert folder.codes() == ["nothing-there"]


def test_a_city_without_a_version_and_a_version_without_a_plan_are_told(folder):
    folder.files["empty/.keep"] = ""
    folder.files["half/2020/rewards.yaml"] = "rewards: []"
    assert folder.codes() == ["nothing-there", "nothing-there"]


def test_hidden_folders_are_no_cities(folder):
    folder.files[".git/2020/x.yaml"] = "x"
    folder.files["__pycache__/2020/x.yaml"] = "x"
    assert folder.codes() == []


def test_a_folder_that_is_named_like_no_city_is_told(folder):
    folder.files["测试/2020/plan.yaml"] = folder.plan
    assert "unusable-id" in folder.codes()


def test_versions_of_one_city_bear_one_code(folder):
    folder.files["test/2021/plan.yaml"] = {**folder.plan, "jurisdiction": "410600"}
    folder.files["test/2021/rewards.yaml"] = folder.rewards
    findings = folder.findings()
    assert [each.code for each in findings] == ["jurisdiction-clash"]
    assert (findings[0].found, "410500" in findings[0].other) == ("410600", True)


def test_two_cities_cannot_bear_one_code(folder):
    folder.files["twin/2021/plan.yaml"] = folder.plan
    folder.files["twin/2021/rewards.yaml"] = folder.rewards
    assert folder.codes() == ["jurisdiction-clash"]


def test_a_file_that_cannot_be_read_is_told(folder):
    folder.write()
    (folder.path / "test" / "2020" / "duties.yaml").mkdir()
    assert folder.codes() == ["unreadable-file"]


def test_a_pipe_in_place_of_a_file_is_not_waited_for(folder):
    folder.write()
    os.mkfifo(folder.path / "test" / "2020" / "duties.yaml")
    assert folder.codes() == ["unreadable-file"]


def test_the_policies_of_a_checkout_lie_beside_the_package():
    assert (policies_path() / "vocabulary.yaml").is_file()
