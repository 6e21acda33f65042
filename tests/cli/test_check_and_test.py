"""`check` and `test`: silent on what is right, with status 1 on what is not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from policyengine.rulebook.load import policies_path
from tests.cli.running import ASKED, EXAMPLES, run


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    """A copy of one city's plan and of what it shares with the others."""
    folder = tmp_path / "policies"
    shutil.copytree(policies_path() / "jiangmen", folder / "jiangmen")
    for shared in policies_path().glob("*.yaml"):
        shutil.copy(shared, folder)
    return folder


def edited(policies: Path, file: str, old: str, new: str) -> None:
    path = policies / "jiangmen" / "2021" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_check_reports_nothing_on_the_bundled_plans() -> None:
    ran = run("check")
    assert (ran.status, ran.out) == (0, "")


def test_check_shows_the_place_the_words_and_the_way_out(policies: Path) -> None:
    edited(policies, "rewards.yaml", "hte_recognition = first", "hte_recogniton = first")
    ran = run("check", "--policies", policies, "--lang", "en")
    assert ran.status == 1
    assert "rewards.yaml:" in ran.out
    assert "^^^^" in ran.out
    assert "hte_recognition" in ran.out


def test_rules_that_do_not_load_are_refused_by_every_other_command(policies: Path, profile: Path) -> None:
    edited(policies, "rewards.yaml", "hte_recognition = first", "hte_recogniton = first")
    for command in (("evaluate", profile, *ASKED), ("plans",), ("test",), ("schema", "profile")):
        ran = run(*command, "--policies", policies)
        assert ran.status == 2
        assert len(ran.faults) == 2  # the mistake, and where to see it whole
        assert "rewards.yaml:" in ran.faults[0]


def test_sources_are_looked_up_where_they_are_given(policies: Path, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    ran = run("check", "--policies", policies, "--sources", tmp_path / "sources")
    assert ran.status == 1
    assert "jiangmen.txt" in ran.out


def test_the_cases_of_every_version_pass() -> None:
    ran = run("test")
    assert ran.status == 0
    assert ran.out.endswith("0例不符\n")


def test_a_case_that_fails_says_what_was_expected_and_what_was_got(policies: Path) -> None:
    edited(policies, "rewards.yaml", "100万元", "200万元")
    ran = run("test", "jiangmen", "--policies", policies, "--lang", "en")
    assert ran.status == 1
    assert "cases.yaml:" in ran.out
    assert "expected" in ran.out
    assert "2,000,000" in ran.out


def test_a_folder_without_cases_has_none_to_fail(policies: Path) -> None:
    (policies / "jiangmen" / "2021" / "cases.yaml").unlink()
    ran = run("test", "--policies", policies, "--lang", "en")
    assert (ran.status, ran.out) == (0, "0 cases, 0 failed\n")


def test_check_finds_an_enterprise_for_which_a_reading_matters() -> None:
    ran = run("check", "--policies", EXAMPLES, "--readings")
    assert ran.status == 0
    assert "云溪市 2024 · 升规奖励 · on_top" in ran.out
    (witness,) = json.loads(run("check", "--policies", EXAMPLES, "--readings", "--format", "json").out)[
        "witnesses"
    ]
    assert witness["outcome"]["differs"]


def test_the_cases_of_the_example_plans_are_tried() -> None:
    ran = run("test", "--policies", EXAMPLES, "--lang", "en")
    assert ran.status == 0, ran.out


def test_rules_with_mistakes_are_not_asked_for_readings(policies: Path) -> None:
    edited(policies, "rewards.yaml", "hte_recognition = first", "hte_recogniton = first")
    ran = run("check", "--policies", policies, "--readings", "--format", "json")
    assert ran.status == 1
    assert "rewards.yaml:" in ran.out
    assert "witnesses" not in ran.out
