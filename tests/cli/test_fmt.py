"""`policyengine fmt`: files laid out in place, or only named; nothing is lost whatever stands in them."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from policyengine.rulebook.bundled import policies_path
from policyengine.rulebook.editing import files
from tests.cli.running import EXAMPLES, run
from tests.hanging import no_hang
from tests.rulebook.test_mutations import KINDS

MESSY = "rewards:\r\n- {id: a,title: 'x'}   \r\n\r\n\r\n-   id: b # 说明\r\n"
TIDY = 'rewards:\n  - {id: a, title: "x"}\n\n  - id: b  # 说明\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    version = tmp_path / "policies" / "somewhere" / "2026"
    version.mkdir(parents=True)
    (version / "rewards.yaml").write_bytes(MESSY.encode())
    (version / "notes.txt").write_bytes(MESSY.encode())
    return tmp_path / "policies"


def rewards(folder: Path) -> Path:
    return folder / "somewhere" / "2026" / "rewards.yaml"


def test_a_folder_is_laid_out_and_then_there_is_nothing_left_to_do(folder: Path) -> None:
    ran = run("fmt", "--policies", folder, "--lang", "en")
    assert ran.status == 0
    assert ran.out == f"laid out: {rewards(folder)}\n"
    assert ran.err == "files 1 · laid out 1\n"
    assert rewards(folder).read_bytes() == TIDY.encode()
    assert run("fmt", "--check", "--policies", folder).status == 0


def test_check_names_what_would_change_and_changes_nothing(folder: Path) -> None:
    ran = run("fmt", "--check", folder)
    assert ran.status == 1
    assert ran.out == f"版式不合：{rewards(folder)}\n"
    assert rewards(folder).read_bytes() == MESSY.encode()


def test_only_rule_files_of_a_folder_are_touched_but_any_file_that_is_named(folder: Path) -> None:
    notes = rewards(folder).with_name("notes.txt")
    assert run("fmt", folder).status == 0
    assert notes.read_bytes() == MESSY.encode()
    assert run("fmt", notes).status == 0
    assert notes.read_bytes() == TIDY.encode()


def test_a_file_that_is_no_yaml_is_shown_and_left_and_the_others_are_laid_out(folder: Path) -> None:
    broken = rewards(folder).with_name("duties.yaml")
    broken.write_text("duties: [\n", "utf-8")
    ran = run("fmt", "--policies", folder, "--lang", "en")
    assert ran.status == 1
    assert "duties.yaml:1:10 error yaml-syntax" in ran.out
    assert broken.read_text("utf-8") == "duties: [\n"
    assert rewards(folder).read_bytes() == TIDY.encode()


def test_a_path_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    ran = run("fmt", tmp_path / "none.yaml", "--lang", "en")
    assert (ran.status, ran.out) == (2, "")
    assert "no such file or folder" in ran.err


def test_paths_and_a_folder_of_policies_do_not_go_together(folder: Path) -> None:
    assert run("fmt", folder, "--policies", folder).status == 2


def test_a_link_stays_one_and_a_file_keeps_its_permissions(folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(rewards(folder))
    rewards(folder).chmod(0o640)
    assert run("fmt", link).status == 0
    assert link.is_symlink()
    assert rewards(folder).read_bytes() == TIDY.encode()
    assert rewards(folder).stat().st_mode & 0o777 == 0o640


def test_a_file_that_cannot_be_put_in_its_place_is_what_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(files.os, "replace", full)
    ran = run("fmt", folder, "--lang", "en")
    assert ran.status == 2
    assert rewards(folder).read_bytes() == MESSY.encode()
    assert sorted(each.name for each in rewards(folder).parent.iterdir()) == ["notes.txt", "rewards.yaml"]


def test_the_plans_of_an_installed_package_are_not_edited(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(files, "policies_path", lambda: tmp_path / "site-packages" / "policies")
    ran = run("fmt", "--lang", "en")
    assert ran.status == 2
    assert "belong to the installed software" in ran.err
    assert "--policies" in ran.err


def test_the_bundled_plans_and_the_examples_are_laid_out() -> None:
    ran = run("fmt", "--check", policies_path(), EXAMPLES)
    assert (ran.status, ran.out) == (0, "")


@pytest.mark.parametrize("batch", range(8))
def test_a_mutated_file_is_laid_out_or_refused_with_its_place(batch: int, tmp_path: Path) -> None:
    sources = sorted(policies_path().rglob("[!c]*.yaml"), key=lambda path: path.stat().st_size)[:24]
    file = tmp_path / "rewards.yaml"
    for number in range(batch, 96, 8):
        draw = random.Random(number)
        source = draw.choice(sources)
        changed = KINDS[number % len(KINDS)](source.read_text("utf-8"), draw)
        content = changed if isinstance(changed, bytes) else changed.encode("utf-8", "surrogatepass")
        file.write_bytes(content)
        with no_hang():
            ran = run("fmt", file)
        assert ran.status in (0, 1), (number, source)
        if ran.status == 1:
            assert "/rewards.yaml:" in ran.out.partition("\n")[0], (number, source)
            assert file.read_bytes() == content, (number, source)
        else:
            assert run("fmt", "--check", file).status == 0, (number, source)


def test_a_huge_value_is_refused_at_once(tmp_path: Path) -> None:
    file = tmp_path / "rewards.yaml"
    file.write_text("a: " + "长" * 5_000_000, "utf-8")
    with no_hang():
        ran = run("fmt", file, "--lang", "en")
    assert ran.status == 1
    assert "file-too-large" in ran.out


def test_aliases_that_explode_are_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    file = tmp_path / "rewards.yaml"
    shutil.copy(EXAMPLES / "yunxi/2024/rewards.yaml", file)
    file.write_text("\n".join(lines), "utf-8")
    with no_hang():
        assert run("fmt", file).status == 1
