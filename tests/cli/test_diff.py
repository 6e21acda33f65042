"""`policyengine diff`, as a user runs it: versions, folders, git revisions; with enterprises and without."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pytest

from tests.cli.running import EXAMPLES, run

QUOTE = "提高到50万元（其中市财政25万元，所在县区财政25万元）"
PAYS = "amount: 50万元\n    paid_by: {city_finance: 25万元, county_finance: 25万元}"
YUNXI = ("--policies", EXAMPLES)
FIRMS = [
    {"id": "甲", "registered_in": "410522", "hte_recognition": "first"},
    {"id": "乙", "registered_in": "410522", "hte_recognition": "none"},
]


def git(folder: Path, *arguments: str) -> None:
    me = ("-c", "user.name=nobody", "-c", "user.email=nobody@invalid", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *me, *arguments], check=True, capture_output=True)


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the plan of Anyang in a folder of it."""
    top = tmp_path_factory.mktemp("repository")
    bundled = Path(__file__).parents[2] / "policies"
    shutil.copytree(bundled / "anyang", top / "rules" / "anyang")
    git(top, "init", "-q")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "as issued")
    return top / "rules"


@pytest.fixture(scope="module")
def edited(committed: Path) -> Path:
    """The same, its award raised to 500,000 and little giants asked for 5%, neither committed."""
    for name, changes in EDITS.items():
        file = committed / "anyang" / "2017-12-29" / name
        text = file.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        file.write_text(text, "utf-8")
    return committed


EDITS = {
    "rewards.yaml": [
        ("提高到30万元（其中市财政15万元，所在县区财政15万元）", QUOTE),
        ("amount: 30万元\n    paid_by: {city_finance: 15万元, county_finance: 15万元}", PAYS),
    ],
    "supports.yaml": [("不低于3%", "不低于5%"), ("rd_intensity >= 3%", "rd_intensity >= 5%")],
}


def test_a_revision_is_compared_with_the_files_as_they_are(edited: Path) -> None:
    ran = run("diff", "HEAD", "--policies", edited, "--format", "json")
    assert (ran.status, ran.err) == (0, "")
    [plan] = json.loads(ran.out)["plans"]
    told = [change["zh"] for change in plan["changes"]]
    assert "奖补“新认定高新技术企业奖励”：金额由30万元改为50万元。" in told
    assert any("由不低于3%改为不低于5%" in sentence for sentence in told)
    place = plan["changes"][0]["at"]["old"]["file"]
    assert place.startswith("HEAD:")
    assert place.endswith("anyang/2017-12-29/rewards.yaml")
    found = {each["rule"]: each["profile"] for each in plan["examples"]}
    assert found["anyang.hte_first_recognition"] == {"hte_recognition": "first"}


@pytest.mark.parametrize(
    "asked",
    [
        ("HEAD", "anyang"),
        ("HEAD:anyang/2017-12-29",),
        ("anyang/2017-12-29", "--git", "HEAD"),
        ("--git", "HEAD"),
    ],
    ids=" ".join,
)
def test_however_the_two_sides_are_named_the_changes_are_the_same(
    edited: Path, asked: tuple[str, ...]
) -> None:
    told = [
        json.loads(run("diff", *words, "--policies", edited, "--no-examples", "--format", "json").out)[
            "plans"
        ]
        for words in (("HEAD",), asked)
    ]
    assert told[0] == told[1]


def test_enterprises_are_told_from_and_to_and_so_are_the_payers(edited: Path, tmp_path: Path) -> None:
    file = tmp_path / "firms.json"
    file.write_text(json.dumps(FIRMS), "utf-8")
    ran = run("diff", "HEAD", "--policies", edited, "--on", file, "--as-of", "2018-06-30", "--lang", "en")
    assert ran.status == 0
    assert "the outcome changes for 1 of 2 enterprises" in ran.out
    assert "+CNY 200,000" in ran.out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("firms.jsonl", "\n".join(json.dumps(each, ensure_ascii=False) for each in FIRMS)),
        ("firms.csv", "id,registered_in,hte_recognition\n甲,410522,首次认定\n乙,410522,none\n"),
        (
            "firms.yaml",
            "- {id: 甲, registered_in: '410522', hte_recognition: first}\n"
            "- {id: 乙, hte_recognition: 未获认定}\n",
        ),
    ],
)
def test_enterprises_may_stand_in_files_of_several_kinds(
    edited: Path, tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    asked = ("--on", tmp_path, "--as-of", "2018-06-30", "--format", "json")
    ran = run("diff", "HEAD", "--policies", edited, *asked)
    effects = json.loads(ran.out)["plans"][0]["effects"]
    assert (effects["enterprises"], [each["id"] for each in effects["profiles"]]) == (2, ["甲"])


def test_two_versions_of_one_city_hold_to_the_schema_in_every_format(tmp_path: Path) -> None:
    schema = json.loads(run("schema", "diff").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    nobody = tmp_path / "nobody.json"
    nobody.write_text('[{"registered_in": "yunxi", "hte_recognition": "first"}]', "utf-8")
    on = ("--on", nobody)
    for format in ("table", "json", "md", "html", "csv"):
        for lang in ("zh", "en"):
            ran = run("diff", "yunxi", *YUNXI, *on, "--format", format, "--lang", lang)
            assert (ran.status, ran.err) == (0, "")
            assert ran.out
            if format == "json":
                jsonschema.Draft202012Validator(schema).validate(json.loads(ran.out))


def test_the_examples_hold_to_the_schema(edited: Path) -> None:
    told = json.loads(run("diff", "HEAD", "--policies", edited, "--format", "json").out)
    jsonschema.Draft202012Validator(json.loads(run("schema", "diff").out)).validate(told)
    assert told["plans"][0]["examples"]


def test_what_means_the_same_says_so_and_exits_with_0() -> None:
    ran = run("diff", "yunxi/2024", EXAMPLES / "yunxi" / "2024", *YUNXI, "--exit-code")
    assert (ran.status, "含义没有差别" in ran.out) == (0, True)


def test_exit_code_tells_scripts_that_something_changed() -> None:
    assert run("diff", "yunxi", *YUNXI, "--no-examples", "--exit-code").status == 1
    assert run("diff", "yunxi", *YUNXI, "--no-examples").status == 0


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("yunxi/2023",), "did you mean"),
        (("nosuch",), "linjiang, yunxi"),
        (("yunxi/2024",), "other version to compare with"),
        (("yunxi", "--git", "no-such-revision"), "no rules at no-such-revision"),
        (("yunxi", "--on", "nowhere.json"), "nowhere.json"),
        (("yunxi", "--as-of", "yesterday"), "is not a date"),
        ((), "give OLD or --git"),
        (("yunxi", "linjiang", "--git", "HEAD"), "goes with one version"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_line(asked: tuple[str, ...], words: str) -> None:
    ran = run("diff", *asked, *YUNXI, "--lang", "en")
    assert ran.status == 2
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_a_folder_outside_any_repository_says_so(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "rules")
    ran = run("diff", "yunxi", "--git", "HEAD", "--policies", tmp_path / "rules", "--lang", "en")
    assert (ran.status, "is in no git repository" in ran.err) == (2, True)


def test_a_file_of_enterprises_that_holds_none_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.json"
    empty.write_text("[]", "utf-8")
    ran = run("diff", "yunxi", *YUNXI, "--on", empty, "--lang", "en")
    assert (ran.status, "holds no profile" in ran.err) == (2, True)
