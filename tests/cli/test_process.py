"""The command as a process of its own: closed pipes, full disks, Ctrl-C, and how it starts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import ASKED, COMMAND, PROFILE, start


def test_a_reader_that_has_gone_is_left_quietly() -> None:
    process = start("show", "haimen", "--format", "json", stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_in_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        process = start("plans", stdout=full.fileno())
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert len(err.decode().splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_stops_without_a_word(tmp_path: Path) -> None:
    os.mkfifo(waited_for := tmp_path / "profile.yaml")
    process = start("evaluate", waited_for, *ASKED, stdout=subprocess.PIPE)
    with waited_for.open("w"):  # opens when the command does, which then waits for what is written
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")


def test_chinese_is_printed_whatever_the_locale(profile: Path) -> None:
    for encoding in ("utf-8", "ascii"):
        environment = os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": encoding}
        ran = subprocess.run(
            [*COMMAND, "evaluate", profile, *ASKED], env=environment, capture_output=True, timeout=60
        )
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert ("江门市".encode() in ran.stdout) is (encoding == "utf-8")


def test_only_the_command_that_is_asked_for_is_loaded(profile: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from policyengine.cli import main\n"
        f"sys.argv = ['policyengine', 'evaluate', {str(profile)!r}, *{ASKED!r}, '--format', 'json']\n"
        "try: main()\n"
        "except SystemExit: print(*sys.modules, file=sys.stderr)"
    )
    own_cache = os.environ | {"POLICYENGINE_CACHE": str(tmp_path)}
    for _ in ("rules read", "rules kept from before"):
        ran = subprocess.run([sys.executable, "-c", code], env=own_cache, capture_output=True, check=True)
    loaded = set(ran.stderr.decode().split())
    assert "policyengine.cli.evaluate" in loaded
    assert loaded.isdisjoint(
        {"policyengine.cli.compare", "lark", "ruamel.yaml", "matplotlib", "pandas", "rich"}
    )
    assert not any(name.startswith("policyengine.comparison") for name in loaded)


def test_a_profile_on_standard_input_is_answered() -> None:
    ran = subprocess.run(
        [*COMMAND, "evaluate", "-", *ASKED, "--format", "csv"],
        input=PROFILE.encode(),
        capture_output=True,
        timeout=60,
    )
    assert ran.returncode == 0
    assert b"jiangmen.hte_first_recognition" in ran.stdout
