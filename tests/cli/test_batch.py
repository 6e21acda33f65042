"""`policyengine batch`: a table in, answers and rejects out; stopped, it goes on."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import run, start

ASKED = ("--city", "anyang", "--as-of", "2022-06-30")
LINES = ("enterprise_id,registered_in,revenue", "a,410522,1200万元", "b,410522,abc")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "e.csv"
    file.write_text("\n".join(LINES), "utf-8")
    return file


def test_it_says_how_many_were_answered_and_refused_and_ends_with_findings(table: Path) -> None:
    output = table.with_name("out.csv")
    ran = run("batch", table, *ASKED, "-o", output, "--lang", "en", "--quiet")
    assert (ran.status, ran.err) == (1, "")
    assert ran.out == (
        f"2 rows: 1 answered, see {output}; 1 refused, see {output.with_name('out.rejects.csv')}\n"
    )


def test_without_rejects_the_status_is_0(table: Path) -> None:
    table.write_text("\n".join(LINES[:2]), "utf-8")
    assert run("batch", table, *ASKED, "-o", table.with_name("out.jsonl")).status == 0


def test_all_cities_are_asked_by_one_word(table: Path) -> None:
    output = table.with_name("out.csv")
    asked = ("--city", "all", "--as-of", "2022-06-30", "--rejects", table.with_name("r.csv"))
    assert run("batch", table, *asked, "-o", output).status == 1
    heading = output.read_text("utf-8-sig").splitlines()[0]
    assert all(f"{city}__" in heading for city in ("anyang", "gaoan", "haimen", "jiangmen", "xinxiang"))
    assert table.with_name("r.csv").exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (("--map", "revenue"), "column=fact"),
        (("--map", "revenue=x"), "x"),
        (("--map", "revenue=rd_expense", "--map", "revenue=revenue"), "twice"),
        (("--key", "uscc"), "uscc"),
        (("--memory", "much"), "3GB"),
        (("--engine", "flink"), "duckdb"),
        (("--city", "anyang,nowhere"), "nowhere"),
        (("--city", "all", "--version", "2017"), "--version"),
        (("--as-of", "yesterday"), "yesterday"),
        (("--year", "0"), "0"),
        (("-o", "out.xlsx"), ".parquet"),
        (("-o", "none/out.csv"), "none/out.csv"),
    ],
)
def test_bad_usage_is_refused_in_words_and_nothing_is_written(
    table: Path, wrong: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(table.parent)
    ran = run("batch", table, *ASKED, "-o", "out.csv", *wrong)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err
    assert [each.name for each in table.parent.iterdir()] == ["e.csv"]


@pytest.mark.parametrize("library", ["sqlglot", "duckdb", "pyarrow"])
def test_without_a_library_it_says_what_to_install(
    table: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    ran = run("batch", table, *ASKED, "-o", table.with_name("out.csv"), "--lang", "en")
    assert ran.faults == [
        f"error: {library} is not installed (run: pip install 'hightech-policyengine[batch]')"
    ]


def begun(table: Path, output: Path, until: Callable[[], bool]) -> subprocess.Popen[bytes]:
    """A process of its own, at work until something is so."""
    asked = (*ASKED, "-o", output, "--part-rows", "500")
    process = start("batch", table, *asked, stdout=subprocess.PIPE)
    while process.poll() is None and not until():
        time.sleep(0.01)
    return process


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_killed_or_interrupted_goes_on_to_the_same_bytes(
    table: Path, how: signal.Signals
) -> None:
    rows = [f"e{number},410522,{number}万元" for number in range(4_000)]
    table.write_text("\n".join([LINES[0], *rows, LINES[2]]), "utf-8")
    output, folder = table.with_name("out.parquet"), table.with_name("out.parquet.parts")
    process = begun(table, output, (folder / "part-000001.json").exists)
    os.kill(process.pid, how)
    _, said = process.communicate(timeout=60)
    assert process.returncode == (-9 if how is signal.SIGKILL else 130)
    assert not output.exists()
    if how is signal.SIGINT:
        assert "已中断" in said.decode()
        assert "Traceback" not in said.decode()
    ran = run("batch", table, *ASKED, "-o", output, "--part-rows", "500", "--lang", "en")
    assert "done by an earlier run" in ran.out
    whole = table.with_name("whole.parquet")
    run("batch", table, *ASKED, "-o", whole, "--part-rows", "500")
    for one, other in (
        (output, whole),
        (output.with_name("out.rejects.csv"), table.with_name("whole.rejects.csv")),
    ):
        assert hashlib.sha256(one.read_bytes()).digest() == hashlib.sha256(other.read_bytes()).digest()
    assert not folder.exists()
