"""`check --watch` and `test --watch`: an answer after every save, whatever is done to the files."""

from __future__ import annotations

import os
import queue
import re
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from policyengine.cli.rechecking import Rechecking
from policyengine.cli.retrying import Retrying
from policyengine.cli.watching import STEP
from policyengine.reporting.lang import Lang
from policyengine.rulebook.load import policies_path
from policyengine.rulebook.rereading import Rereading
from tests.cli.running import run, start

PATIENCE = 60
"""Seconds to wait for an answer: a slow machine is no fault."""
LAST_LINE = re.compile(r" · \d+ ms$")
BOUND = 200
"""Milliseconds within which a save is answered (issue 4)."""


class Watched:
    """A watching command and what it prints."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line.rstrip("\n"))

    def answer(self) -> list[str]:
        """The lines of the next answer."""
        lines: list[str] = []
        while not lines or not LAST_LINE.search(lines[-1]):
            lines.append(self._lines.get(timeout=PATIENCE))
        return lines

    def answer_with(self, words: str) -> list[str]:
        """The next answer that says something; one that came when only half was done may stand before it."""
        while words not in "\n".join(lines := self.answer()):
            pass
        return lines

    def says_nothing_for(self, seconds: float) -> bool:
        try:
            self._lines.get(timeout=seconds)
        except queue.Empty:
            return True
        return False


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    """A copy of two cities' plans and of what they share."""
    folder = tmp_path / "policies"
    for city in ("jiangmen", "gaoan"):
        shutil.copytree(policies_path() / city, folder / city)
    for shared in policies_path().glob("*.yaml"):
        shutil.copy(shared, folder)
    return folder


@contextmanager
def watching(policies: Path, *command: str) -> Iterator[Watched]:
    """A command that watches, from its first answer to Ctrl-C, after which it must have ended well."""
    asked = (*command, "--watch", "--lang", "en", "--policies", policies)
    with start(*asked, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        try:
            yield Watched(process)
            process.send_signal(signal.SIGINT)
            process.wait(timeout=PATIENCE)
        finally:
            process.kill()
        assert process.stderr is not None
        assert (process.returncode, process.stderr.read()) == (130, "")


def rewards_of(policies: Path) -> Path:
    return policies / "jiangmen" / "2021" / "rewards.yaml"


def by_writing(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def by_renaming(path: Path, text: str) -> None:
    """As vim and most editors: another file is written, and takes the place of the first."""
    beside = path.with_name(f"{path.name}~")
    beside.write_text(text, "utf-8")
    os.replace(beside, path)


def by_way_of_a_backup(path: Path, text: str) -> None:
    """As others: the old file is put aside, and a new one written under its name."""
    path.rename(path.with_name(f"{path.name}.bak"))
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("save", [by_writing, by_renaming, by_way_of_a_backup])
def test_check_says_what_is_wrong_after_a_save_and_that_it_was_mended(
    policies: Path, save: Callable[[Path, str], None]
) -> None:
    path = rewards_of(policies)
    text = path.read_text("utf-8")
    with watching(policies, "check") as watched:
        assert "0 errors, 0 warnings · plans 2" in watched.answer()[-1]
        save(path, text.replace("hte_recognition = first", "hte_recogniton = first"))
        lines = watched.answer_with("1 error")
        assert lines[0].endswith(" jiangmen/2021/rewards.yaml")
        assert re.search(r"/jiangmen/2021/rewards\.yaml:\d+:11 error unknown-fact: ", lines[1])
        assert "did you mean `hte_recognition`?" in lines[4]
        save(path, text)
        assert "0 errors, 0 warnings" in watched.answer_with("0 errors")[-1]


def test_a_file_cut_off_and_mended_is_followed(policies: Path) -> None:
    path = rewards_of(policies)
    content = path.read_bytes()
    with watching(policies, "check") as watched:
        watched.answer()
        for broken in (content[:1200], b"", content.decode().encode("gb18030"), b"\0" * 100):
            path.write_bytes(broken)
            assert "/jiangmen/2021/rewards.yaml:" in "\n".join(watched.answer_with("1 error"))
            path.write_bytes(content)
            watched.answer_with("0 errors")


def test_a_burst_of_saves_ends_with_the_last_of_them(policies: Path) -> None:
    path = rewards_of(policies)
    text = path.read_text("utf-8")
    with watching(policies, "check") as watched:
        watched.answer()
        for number in range(30):
            by_renaming(path, f"{text}oops{number}: 1\n")
        lines = watched.answer_with("oops29")
        assert "oops28" not in "\n".join(lines)


def test_files_and_folders_may_come_and_go(policies: Path, tmp_path: Path) -> None:
    with watching(policies, "check") as watched:
        watched.answer()
        cases = policies / "gaoan" / "2023-12-06" / "cases.yaml"
        cases.unlink()
        assert watched.answer()[0].endswith(" gaoan/2023-12-06/cases.yaml")
        (cases.parent / "reward.yaml").write_text("rewards: []\n", "utf-8")
        assert "reward.yaml" in "\n".join(watched.answer_with("unknown-file"))
        shutil.rmtree(policies / "gaoan")
        watched.answer_with("0 errors, 0 warnings · plans 1")
        shutil.copytree(policies_path() / "gaoan", policies / "gaoan")
        watched.answer_with("0 errors, 0 warnings · plans 2")
        policies.rename(tmp_path / "elsewhere")
        watched.answer_with("unreadable-file")
        (tmp_path / "elsewhere").rename(policies)
        watched.answer_with("0 errors, 0 warnings · plans 2")
        by_writing(rewards_of(policies), "rewards: [")
        watched.answer_with("1 error")


def test_a_file_that_cannot_be_one_is_told(policies: Path) -> None:
    path = rewards_of(policies)
    with watching(policies, "check") as watched:
        watched.answer()
        text = path.read_text("utf-8")
        path.unlink()
        path.symlink_to(path)
        watched.answer_with("rewards.yaml:1:1 error unreadable-file")
        path.unlink()
        by_writing(path, text)
        watched.answer_with("0 errors")
        path.unlink()
        path.mkdir()
        watched.answer_with("rewards.yaml:1:1 error unreadable-file")


def test_nothing_is_said_where_nothing_changed(policies: Path) -> None:
    path = rewards_of(policies)
    with watching(policies, "check") as watched:
        watched.answer()
        path.touch()
        by_renaming(path, path.read_text("utf-8"))
        (path.parent / ".rewards.yaml.swp").write_text("what an editor keeps", "utf-8")
        assert watched.says_nothing_for(2)


def test_what_stands_in_another_version_is_not_listed_again(policies: Path) -> None:
    by_writing(rewards_of(policies), "rewards: [")
    path = policies / "gaoan" / "2023-12-06" / "rewards.yaml"
    with watching(policies, "check") as watched:
        assert "yaml-syntax" in "\n".join(watched.answer())
        by_writing(path, path.read_text("utf-8") + "# nothing\n")
        head, last = watched.answer()
        assert head.endswith(" gaoan/2023-12-06/rewards.yaml")
        assert "1 error, 0 warnings (1 as before, not listed again)" in last


def test_quotes_are_looked_up_again_when_a_document_changes(policies: Path, tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    for city in ("jiangmen", "gaoan"):
        (sources / f"{city}.txt").write_text("无", "utf-8")
    with watching(policies, "check", "--sources", str(sources)) as watched:
        first = watched.answer()[-1]
        quotes = re.findall(r"quote: (.*?)\}", rewards_of(policies).read_text("utf-8"))
        (sources / "jiangmen.txt").write_text("\n".join(quotes), "utf-8")
        head, *_, last = watched.answer()
        assert head.endswith(f" {sources}")
        assert int(last.split()[1]) < int(first.split()[1])


def test_the_cases_of_the_city_touched_are_tried_again(policies: Path) -> None:
    path = rewards_of(policies)
    text = path.read_text("utf-8")
    with watching(policies, "test") as watched:
        assert "0 failed" in watched.answer()[-1]
        by_writing(path, text.replace("100万元", "200万元"))
        lines = watched.answer_with("✗ ")
        assert "jiangmen/2021/cases.yaml:" in "\n".join(lines)
        assert re.search(r"\d+ cases, 3 failed \(in all \d+ cases, 3 failed\)", lines[-1])
        other = policies / "gaoan" / "2023-12-06" / "duties.yaml"
        by_writing(other, other.read_text("utf-8") + "# nothing\n")
        assert "3 failed" in watched.answer()[-1]
        by_writing(path, text.replace("100万元", "100万"))
        assert "not tried for errors: jiangmen/2021" in watched.answer_with(" error ")[-1]
        by_writing(path, text)
        assert "0 failed" in watched.answer()[-1]


def test_only_the_cities_named_are_tried(policies: Path) -> None:
    with watching(policies, "test", "gaoan") as watched:
        assert re.search(r" \d+ cases, 0 failed ·", watched.answer()[-1])
        path = rewards_of(policies)
        by_writing(path, path.read_text("utf-8").replace("100万元", "200万元"))
        assert "0 failed (as before)" in watched.answer()[-1]


def test_a_city_that_is_not_there_is_refused(policies: Path) -> None:
    ran = run("test", "jiangme", "--watch", "--policies", policies, "--lang", "en")
    assert ran.status == 2
    assert "jiangmen" in ran.faults[0]


def test_what_does_not_go_with_watching_is_refused() -> None:
    for more in (("--readings",), ("--format", "json")):
        ran = run("check", "--watch", *more)
        assert ran.status == 2
        assert f"--watch does not go with {more[0]}" in ran.err


def test_where_watchfiles_is_not_installed_one_sentence_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    for command in ("check", "test"):
        ran = run(command, "--watch", "--lang", "en")
        assert ran.status == 2
        assert ran.faults == [
            "error: watchfiles is not installed (run: pip install 'hightech-policyengine[watch]')"
        ]


@pytest.mark.parametrize("city", sorted(path.parts[-3] for path in policies_path().glob("*/*/plan.yaml")))
def test_the_work_after_a_save_of_one_city_fits_the_bound(city: str, tmp_path: Path) -> None:
    """Processor time, which other programs lengthen less than time; and the best of a few medians."""
    folder = Path(shutil.copytree(policies_path(), tmp_path / "policies"))
    for look in (
        Rechecking(Rereading(folder), None, Lang.ZH),
        Retrying(Rereading(folder), [city], Lang.ZH),
    ):
        look()
        medians = (milliseconds_of_saves(folder / city, look) for _ in range(3))
        # A burst is over after one step without a change, so after two at most.
        assert any(2 * STEP + median < BOUND for median in medians)


def milliseconds_of_saves(city: Path, look: Callable[[], object]) -> float:
    taken = []
    for path in sorted(city.glob("*/*.yaml")):
        by_writing(path, "# saved\n" + path.read_text("utf-8"))
        began = time.process_time()
        assert look() is not None
        taken.append((time.process_time() - began) * 1000)
    return statistics.median(taken)
