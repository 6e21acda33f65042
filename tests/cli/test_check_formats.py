"""`check --format` and `check --explain`: reports for pipelines, and the manual on the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from policyengine.rulebook.load import policies_path
from policyengine.rulebook.manual import chapters
from tests.cli.running import run

WRONG = "hte_recogniton = first"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose rules have one mistake."""
    folder = tmp_path / "规则 库" / "policies"
    shutil.copytree(policies_path() / "jiangmen", folder / "jiangmen")
    for shared in policies_path().glob("*.yaml"):
        shutil.copy(shared, folder)
    rewards = folder / "jiangmen" / "2021" / "rewards.yaml"
    rewards.write_text(rewards.read_text("utf-8").replace("hte_recognition = first", WRONG, 1), "utf-8")
    (folder.parent / ".git").mkdir()
    return folder


def test_github_annotates_the_line_as_the_repository_names_it(repository: Path) -> None:
    ran = run("check", "--policies", repository, "--format", "github", "--lang", "en")
    assert ran.status == 1
    assert ran.out.startswith("::error file=policies/jiangmen/2021/rewards.yaml,line=")
    assert ran.out.endswith("%0Ahelp: did you mean `hte_recognition`?\n")
    assert ran.out.count("\n") == 1


def test_json_is_the_contract(repository: Path) -> None:
    ran = run("check", "--policies", repository, "--format", "json")
    result = json.loads(ran.out)
    assert ran.status == 1
    assert (result["schema"], result["plans"], result["totals"]["error"]) == ("policyengine/findings@1", 1, 1)
    (finding,) = result["findings"]
    line = (
        (repository.parent / finding["place"]["file"])
        .read_text("utf-8")
        .splitlines()[finding["place"]["line"] - 1]
    )
    assert line[finding["place"]["column"] - 1 : finding["place"]["end_column"] - 1] == "hte_recogniton"


def test_sarif_brings_the_manual_in_the_language_asked_for(repository: Path) -> None:
    for lang, why in (("zh", "原因"), ("en", "Why")):
        ran = run("check", "--policies", repository, "--format", "sarif", "--lang", lang)
        (sarif_run,) = json.loads(ran.out)["runs"]
        (rule,) = sarif_run["tool"]["driver"]["rules"]
        assert ran.status == 1
        assert rule["id"] == "unknown-fact"
        assert why in rule["help"]["markdown"]


@pytest.mark.parametrize("format", ["github", "json", "sarif"])
def test_sound_rules_give_an_empty_report_and_status_0(format: str) -> None:
    ran = run("check", "--format", format)
    assert ran.status == 0
    if format == "github":
        assert ran.out == ""
    else:
        told = json.loads(ran.out)
        assert (told["findings"] if format == "json" else told["runs"][0]["results"]) == []


def test_the_schema_of_the_findings_is_to_be_had() -> None:
    assert json.loads(run("schema", "findings").out)["title"] == "policyengine/findings@1"


@pytest.mark.parametrize("arguments", [("--format", "md"), ("--readings", "--format", "sarif")])
def test_a_format_of_something_else_is_refused(arguments: tuple[str, ...]) -> None:
    ran = run("check", *arguments)
    assert ran.status == 2
    assert "is not one of" in ran.err


def test_every_code_is_explained_in_both_languages() -> None:
    for code in ("unknown-fact", "quote-not-found"):
        (page,) = (each for chapter in chapters() for each in chapter.pages if each.code == code)
        assert page.mend in run("check", "--explain", code, "--lang", "en").out
        assert "解决办法：" in run("check", "--explain", code).out


def test_a_code_that_is_none_is_answered_with_the_nearest() -> None:
    ran = run("check", "--explain", "unknown-fct", "--lang", "en")
    assert ran.status == 2
    assert "`unknown-fact`" in ran.err
