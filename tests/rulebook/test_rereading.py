"""A folder read again: always what reading it for the first time would give, and nothing done twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from policyengine.rulebook import file_nodes, reading_city
from policyengine.rulebook.load import examine
from policyengine.rulebook.rereading import Reread, Rereading

BROKEN = Path(__file__).parent / "broken"
BASE = BROKEN / "base"
REWARDS = Path("linshui/2021/rewards.yaml")
HERE, OTHER = Path("linshui/2021"), Path("shanqian/2021")
SHARED = ("vocabulary.yaml", "themes.yaml", "departments.yaml")


def texts_of_examples() -> list[tuple[str, str | bytes]]:
    """Every file of every broken example, by name: sound ones, and each mistake there is."""
    texts: list[tuple[str, str | bytes]] = []
    for path in sorted(BROKEN.glob("*.yaml")):
        for name, content in YAML(typ="safe", pure=True).load(path.read_text("utf-8"))["files"].items():
            if isinstance(content, str) and name.count("/") != 1:
                texts.append((name.rpartition("/")[2], content))
    return texts


TEXTS = texts_of_examples()


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    return two_cities(tmp_path / "policies")


def two_cities(folder: Path) -> Path:
    """The small rulebook of the broken examples, and its plan a second time as another city's."""
    shutil.copytree(BASE, folder)
    shutil.copytree(folder / HERE, folder / OTHER)
    plan = folder / OTHER / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace('"410500"', '"410600"'), "utf-8")
    return folder


def said(reread: Reread) -> object:
    """All that reading gives, places too, which plans leave out when they are compared."""
    rules = reread.rulebook
    places = [
        (
            plan.city,
            plan.version,
            plan.digest,
            plan.span,
            plan.written_at,
            [rule.span for rule in plan.rules()],
        )
        for plan in reread.plans
    ]
    facts = [fact.name for fact in rules.vocabulary]
    return reread.findings, rules.plans, rules.themes, rules.roles, reread.flawed, reread.cases, facts, places


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, Path, str | None]:
    """What is done to which file: another text is saved, or held unsaved; or the file is deleted."""
    name, text = draw(st.sampled_from(TEXTS))
    folder = Path() if name in SHARED else draw(st.sampled_from([HERE, OTHER, Path("linshui/2022")]))
    how = draw(st.sampled_from(["save", "save", "hold", "let go", "delete", "delete folder"]))
    return how, folder / name, text


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(edits(), min_size=1, max_size=6))
def test_after_any_edits_it_says_what_a_first_reading_would(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, Path, str | bytes]]
) -> None:
    policies = two_cities(tmp_path_factory.mktemp("reread") / "policies")
    rereading, held = Rereading(policies), dict[Path, str]()
    rereading.examine()
    for how, name, text in steps:
        path = policies / name
        match how:
            case "save":
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
            case "hold":
                held[path] = text
            case "let go":
                held.pop(path, None)
            case "delete":
                path.unlink(missing_ok=True)
            case _ if name.parent != Path():
                shutil.rmtree(path.parent, ignore_errors=True)
        assert said(rereading.examine(held)) == said(Rereading(policies).examine(held))


def test_a_first_reading_says_what_checking_says(policies: Path) -> None:
    (policies / REWARDS).write_text("rewards: [", "utf-8")
    first, checked = Rereading(policies).examine(), examine(policies)
    assert first.findings == checked.findings
    assert first.rulebook.plans == checked.rulebook.plans
    assert {plan.city for plan in first.plans} == {"linshui", "shanqian"}


def test_only_what_changed_is_read_and_checked_again(policies: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rereading = Rereading(policies)
    before = rereading.examine()
    read: list[str] = []
    checked: list[str] = []
    read_yaml, check_plan = file_nodes.read_yaml, reading_city.check_plan
    monkeypatch.setattr(
        file_nodes, "read_yaml", lambda content, file: read.append(file) or read_yaml(content, file)
    )
    monkeypatch.setattr(
        reading_city, "check_plan", lambda plan, *more: checked.append(plan.city) or check_plan(plan, *more)
    )
    path = policies / REWARDS
    path.write_text("# a line above\n" + path.read_text("utf-8"), "utf-8")
    after = rereading.examine()
    assert (read, checked) == ([str(path)], ["linshui"])
    assert after.changed == (str(path),)
    assert after.rulebook.plans["shanqian"][0] is before.rulebook.plans["shanqian"][0]
    assert after.rulebook.plans["linshui"][0] is not before.rulebook.plans["linshui"][0]
    themes = policies / "themes.yaml"
    themes.write_text("# a line above\n" + themes.read_text("utf-8"), "utf-8")
    assert rereading.examine().changed == (str(themes),)
    assert (read[1:], checked[1:]) == ([str(themes)], ["linshui", "shanqian"])


def test_nothing_is_done_where_nothing_changed(policies: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rereading = Rereading(policies)
    before = rereading.examine()
    (policies / REWARDS).touch()
    (policies / "linshui/2021/.rewards.yaml.swp").write_text("what an editor keeps", "utf-8")
    (policies / "linshui/2021/rewards.yaml~").write_text("what an editor leaves", "utf-8")
    after = rereading.examine()
    assert after.changed == ()
    assert after.findings is before.findings
    assert after.rulebook is before.rulebook


def test_a_file_broken_half_way_and_mended_is_as_it_was(policies: Path) -> None:
    rereading = Rereading(policies)
    before, path = rereading.examine(), policies / REWARDS
    text = path.read_text("utf-8")
    path.write_text(text[: len(text) // 2], "utf-8")
    assert [each.span.file for each in rereading.examine().findings if each.span] == [str(path)]
    path.write_text(text, "utf-8")
    assert said(rereading.examine()) == said(before)


def test_an_unsaved_text_is_read_in_place_of_its_file(policies: Path) -> None:
    rereading, path = Rereading(policies), policies / REWARDS
    saved = rereading.examine()
    held = path.read_text("utf-8").replace("hte_recognition", "hte_recogniton")
    (finding,) = rereading.examine({path: held}).findings
    assert (finding.code, finding.span and finding.span.file) == ("unknown-fact", str(path))
    assert said(rereading.examine()) == said(saved)


@pytest.mark.parametrize(
    "name", ["linshui/2022/plan.yaml", "shuinan/2021/plan.yaml", "linshui/2021/facts.yaml"]
)
def test_an_unsaved_text_may_be_of_a_file_that_is_not_there_yet(policies: Path, name: str) -> None:
    held = "facts: {}\n" if name.endswith("facts.yaml") else "title: 方案\n"
    unsaved = Rereading(policies).examine({policies / name: held})
    (policies / name).parent.mkdir(parents=True, exist_ok=True)
    (policies / name).write_text(held, "utf-8")
    assert unsaved.findings == Rereading(policies).examine().findings
    assert str(policies / name) in unsaved.changed


def test_unsaved_texts_are_found_however_their_paths_are_written(
    policies: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to(policies)
    for root in (Path("policies"), policies, Path("link")):
        for path in (policies / REWARDS, Path("policies") / REWARDS, Path("link/themes.yaml/..") / REWARDS):
            findings = Rereading(root).examine({path: "rewards: ["}).findings
            assert [each.span.file for each in findings if each.span] == [str(root / REWARDS)], (root, path)


def test_unsaved_texts_that_lie_elsewhere_are_left_out(policies: Path, tmp_path: Path) -> None:
    held = {
        tmp_path / "rewards.yaml": "[",
        policies / ".git/2021/plan.yaml": "[",
        policies / "a/b/c/d.yaml": "[",
    }
    assert Rereading(policies).examine(held).findings == ()


def test_a_folder_that_goes_away_is_a_finding_until_it_is_back(policies: Path, tmp_path: Path) -> None:
    rereading = Rereading(policies)
    before = rereading.examine()
    policies.rename(tmp_path / "elsewhere")
    assert [each.code for each in rereading.examine().findings] == ["unreadable-file"]
    assert rereading.examine().changed == ()
    (tmp_path / "elsewhere").rename(policies)
    assert said(rereading.examine()) == said(before)


def test_a_city_that_is_removed_is_named_and_forgotten(policies: Path) -> None:
    rereading = Rereading(policies)
    rereading.examine()
    shutil.rmtree(policies / "shanqian")
    after = rereading.examine()
    assert str(policies / OTHER / "plan.yaml") in after.changed
    assert list(after.rulebook.plans) == ["linshui"]
    assert {city for city, _ in after.cases} == {"linshui"}
