"""`check` and `test`: silent on what is right, with status 1 on what is not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
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


def test_a_case_that_fails_shows_the_rule_that_decided_with_its_clause_and_facts(policies: Path) -> None:
    edited(policies, "rewards.yaml", "when: relocated_whole", "when: relocated_whole and hte_status = valid")
    ran = run("test", "jiangmen", "--policies", policies, "--lang", "en")
    assert ran.status == 1
    head = next(line for line in ran.out.splitlines() if "whole_relocation.status" in line)
    file, line, column = head.split()[0].split(":")
    written = Path(file).read_text("utf-8").splitlines()[int(line) - 1]
    assert written[int(column) - 1 :].startswith(("status: eligible", "eligible"))
    decided = ran.out[ran.out.index(head) :]
    assert "  三(一)1「" in decided
    assert "✓ relocated as a whole · relocated_whole = true" in decided
    assert "? standing as a high-tech enterprise is valid · hte_status = ?" in decided


def test_coverage_of_the_bundled_plans_is_whole_and_says_what_cannot_come_about() -> None:
    ran = run("test", "--coverage", "--fail-under", "100", "--lang", "en")
    assert ran.status == 0
    assert "contradicts itself: never, so not counted" in ran.out
    assert "tried by no case" not in ran.out


def test_coverage_below_what_is_wanted_fails_and_names_what_is_missing_and_its_line(policies: Path) -> None:
    edited(policies, "cases.yaml", "enterprise, serves_in_jiangmen: true}", "enterprise}")
    ran = run("test", "jiangmen", "--coverage", "--fail-under", "100", "--policies", policies, "--lang", "en")
    assert ran.status == 1
    assert f"{policies / 'jiangmen' / '2021' / 'obligations.yaml'}\n" in ran.out
    missing = "8  agency_filing · Conditions · does not hold: type of organisation is service agency"
    assert missing in ran.out
    again = run("test", "jiangmen", "--coverage", "--policies", policies)
    assert again.status == 0


@pytest.mark.parametrize(
    "options",
    [
        ("--fail-under", "90"),
        ("--write",),
        ("--suggest", "--coverage"),
        ("--suggest", "--format", "json"),
        ("--coverage", "--fail-under", "101"),
        ("--watch", "--coverage"),
        ("--format", "html"),
    ],
)
def test_options_that_say_nothing_together_are_refused(options: tuple[str, ...]) -> None:
    assert run("test", *options).status == 2


def test_the_cases_tried_are_told_as_data(policies: Path) -> None:
    edited(policies, "rewards.yaml", "100万元", "200万元")
    ran = run("test", "jiangmen", "--coverage", "--format", "json", "--policies", policies)
    assert ran.status == 1
    told = json.loads(ran.out)
    jsonschema.validate(told, json.loads(run("schema", "trials").out))
    assert told["failed"] == sum(not case["passed"] for case in told["cases"]) > 0
    departure = next(case for case in told["cases"] if not case["passed"])["departures"][0]
    assert departure["file"].endswith("cases.yaml")
    assert departure["line"] > 0


def test_suggested_cases_are_written_behind_the_others_and_stay_open_until_confirmed(policies: Path) -> None:
    path = policies / "jiangmen" / "2021" / "cases.yaml"
    edited(policies, "cases.yaml", "enterprise, serves_in_jiangmen: true}", "enterprise}")
    before = path.read_text("utf-8")
    printed = run("test", "jiangmen", "--suggest", "--policies", policies)
    assert (printed.status, path.read_text("utf-8")) == (0, before)
    assert "confirmed: false" in printed.out

    wrote = run("test", "jiangmen", "--suggest", "--write", "--policies", policies)
    assert wrote.status == 0
    after = path.read_text("utf-8")
    assert after.startswith(before)
    assert run("fmt", "--check", path).status == 0

    open_ = run(
        "test", "jiangmen", "--coverage", "--fail-under", "100", "--policies", policies, "--lang", "en"
    )
    assert open_.status == 1
    assert "(to be confirmed)" in open_.out
    assert "1 unconfirmed" in open_.out
    assert "a case awaits confirmation" in open_.out

    path.write_text(after.replace("    confirmed: false\n", ""), "utf-8")
    whole = run("test", "jiangmen", "--coverage", "--fail-under", "100", "--policies", policies)
    assert whole.status == 0
    again = run("test", "jiangmen", "--suggest", "--policies", policies)
    assert again.out == ""


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


def test_the_cases_of_the_example_plans_pass_and_leave_little_untried() -> None:
    ran = run("test", "--policies", EXAMPLES, "--coverage", "--fail-under", "98", "--format", "json")
    assert ran.status == 0, ran.out
    missing = [goal for version in json.loads(ran.out)["coverage"] for goal in version["missing"]]
    # Growth by a fifth is growth: no enterprise shows that growth decides by itself, and nothing proves it.
    assert {(goal["of"], goal["area"]) for goal in missing} == {
        ("growth", "conditions"),
        ("growth", "boundaries"),
    }


def test_rules_with_mistakes_are_not_asked_for_readings(policies: Path) -> None:
    edited(policies, "rewards.yaml", "hte_recognition = first", "hte_recogniton = first")
    ran = run("check", "--policies", policies, "--readings", "--format", "json")
    assert ran.status == 1
    assert "rewards.yaml:" in ran.out
    assert "witnesses" not in ran.out
