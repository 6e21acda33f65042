"""`policyengine new`: a version begun; it does not check until every hole is filled."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from policyengine.rulebook.bundled import policies_path
from tests.cli.running import EXAMPLES, run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(policies_path() / "anyang", tmp_path / "policies" / "anyang")
    return tmp_path / "policies"


def marks(version: Path) -> list[str]:
    """Where a value, not a comment, says TODO."""
    return sorted(
        f"{path.name}:{number}"
        for path in version.glob("*.yaml")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        for _ in re.findall("TODO", line.partition("#")[0] if not line.startswith("#") else "")
    )


def told(out: str) -> list[str]:
    return sorted(re.findall(r"(\w+\.yaml:\d+):\d+ \S+ to-be-filled", out))


def test_a_version_begun_from_an_older_one_has_its_rules_and_comments(folder: Path) -> None:
    ran = run("new", "anyang", "2027-03-01", "--from", "2017-12-29", "--policies", folder)
    assert ran.status == 0
    old, new = folder / "anyang/2017-12-29", folder / "anyang/2027-03-01"
    assert ran.out.splitlines()[0] == str(new / "plan.yaml")
    for name in ("rewards.yaml", "supports.yaml", "duties.yaml", "targets.yaml", "facts.yaml"):
        # The first line names the schema of the version.
        was, now = ((each / name).read_text("utf-8").splitlines() for each in (old, new))
        assert now[1:] == was[1:]
    plan = (new / "plan.yaml").read_text("utf-8")
    assert "title: {zh: TODO, en: TODO}" in plan
    assert "period: {from: 2027-03-01, to: TODO}" in plan
    assert "flaws" not in plan


def test_every_hole_is_a_finding_on_its_line_and_nothing_else_is(folder: Path) -> None:
    run("new", "anyang", "2027-03-01", "--from", "anyang/2017-12-29", "--policies", folder)
    ran = run("check", "--policies", folder)
    assert ran.status == 1
    assert told(ran.out) == marks(folder / "anyang/2027-03-01")
    assert set(re.findall(r"\d+:\d+ 错误 ([\w-]+)", ran.out)) == {"to-be-filled"}


def test_a_version_whose_holes_are_filled_checks_and_its_moved_cases_hold(folder: Path) -> None:
    run("new", "anyang", "2018-03-01", "--from", "2017-12-29", "--policies", folder)
    filled = run(
        "set",
        "anyang/2018-03-01",
        *("plan.title", "{zh: 安阳市新办法, en: New measures of Anyang}"),
        *("plan.document_number", "null"),
        *("plan.period.to", "null"),
        *("plan.horizon", "2021"),
        *("plan.source", "anyang.txt"),
        *("--policies", folder),
    )
    assert filled.status == 0
    assert run("check", "--policies", folder).status == 0
    cases = (folder / "anyang/2018-03-01/cases.yaml").read_text("utf-8")
    assert "as_of: 2019-06-30" in cases
    assert "as_of: 2018-06-30" not in cases
    assert run("test", "anyang", "--policies", folder).out.endswith("0例不符\n")


def test_without_a_first_day_cases_keep_their_days(folder: Path) -> None:
    run("new", "anyang", "next", "--from", "2017-12-29", "--policies", folder)
    assert "as_of: 2018-06-30" in (folder / "anyang/next/cases.yaml").read_text("utf-8")
    assert "period: {from: TODO, to: TODO}" in (folder / "anyang/next/plan.yaml").read_text("utf-8")


def test_years_of_a_series_move_with_the_cases(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "policies")
    run(
        "new",
        "yunxi",
        "2027",
        "--from",
        "2024",
        "--starts",
        "2027-01-01",
        "--policies",
        tmp_path / "policies",
    )
    cases = (tmp_path / "policies/yunxi/2027/cases.yaml").read_text("utf-8")
    assert "revenue_by_year: {2026: 1999.99万元}" in cases or "2026: 1999.99万元" in cases
    assert 'missing: ["revenue_by_year[2026]"]' in cases
    assert "earliest: 2028-05-10" in cases
    plan = (tmp_path / "policies/yunxi/2027/plan.yaml").read_text("utf-8")
    assert "repeals" not in plan.replace("`repeals`", "").replace("写 repeals", "")


def test_a_new_city_is_begun_from_a_skeleton_that_says_what_is_missing(folder: Path) -> None:
    ran = run("new", "zhengzhou", "2026", "--code", "410100", "--name", "郑州市", "--policies", folder)
    assert ran.status == 0
    plan = (folder / "zhengzhou/2026/plan.yaml").read_text("utf-8")
    assert 'jurisdiction: "410100"' in plan
    assert "name: {zh: 郑州市, en: Zhengzhou}" in plan
    assert "level: prefecture" in plan
    assert 'parent: "410000"' in plan
    checked = run("check", "--policies", folder)
    assert checked.status == 1
    assert told(checked.out) == marks(folder / "zhengzhou/2026")


def test_the_skeleton_filled_in_checks(folder: Path) -> None:
    run("new", "zhengzhou", "2026", "--code", "410100", "--name", "郑州市", "--policies", folder)
    filled = run(
        "set",
        "zhengzhou/2026",
        *("plan.title", "{zh: 办法, en: Measures}", "plan.issuer", "{zh: 郑州市人民政府, en: Zhengzhou}"),
        *("plan.document_number", "null", "plan.period", "{from: 2026-01-01, to: null}"),
        *("plan.source", "zhengzhou.txt", "plan.departments", "[]"),
        *(
            "plan.clauses[0]",
            "{id: 一, heading: {zh: 总则, en: General}, reason: {zh: 只述原则。, en: Principles only.}}",
        ),
        *("--policies", folder),
    )
    assert filled.status == 0
    assert run("check", "--policies", folder).status == 0


def test_what_is_begun_is_laid_out(folder: Path) -> None:
    run("new", "zhengzhou", "2026", "--policies", folder)
    run("new", "anyang", "2027-03-01", "--from", "2017-12-29", "--policies", folder)
    assert run("fmt", "--check", "--policies", folder).status == 0


def test_the_examples_in_the_skeleton_are_yaml_once_their_signs_are_taken_away(folder: Path) -> None:
    run("new", "zhengzhou", "2026", "--code", "410100", "--policies", folder)
    version = folder / "zhengzhou/2026"
    for path in sorted(version.glob("*.yaml")):
        text = re.sub(r"^#(?=  |groups)", "", path.read_text("utf-8"), flags=re.MULTILINE)
        path.write_text(text.replace("related_documents: []", "related_documents:"), "utf-8")
    out = run("check", "--policies", folder).out
    assert not re.search("yaml-|unknown-key|missing-key", out)


def test_what_is_there_is_never_overwritten(folder: Path) -> None:
    before = (folder / "anyang/2017-12-29/plan.yaml").read_bytes()
    ran = run("new", "anyang", "2017-12-29", "--policies", folder, "--lang", "en")
    assert ran.status == 2
    assert "is there already" in ran.err
    assert (folder / "anyang/2017-12-29/plan.yaml").read_bytes() == before
    assert sorted(each.name for each in (folder / "anyang").iterdir()) == ["2017-12-29"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("Anyang", "2026"),
        ("anyang", "../2026"),
        ("anyang", ".2026"),
        ("anyang", "2026", "--code", "4105"),
        ("anyang", "2026", "--starts", "2026-02-30"),
        ("anyang", "2026", "--name", "{x"),
        ("anyang", "2026", "--from", "2018"),
    ],
)
def test_names_that_cannot_be_used_are_refused(folder: Path, arguments: tuple[str, ...]) -> None:
    assert run("new", *arguments, "--policies", folder).status == 2
    assert sorted(each.name for each in (folder / "anyang").iterdir()) == ["2017-12-29"]
