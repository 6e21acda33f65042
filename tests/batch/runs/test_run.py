"""A run stopped anywhere and begun again gives the bytes of one that was not, and redoes at most one part."""

from __future__ import annotations

import csv
import errno
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from policyengine.batch.runs import journal as journal_module
from policyengine.batch.runs import outlets
from policyengine.batch.runs import run as run_module
from policyengine.batch.runs.journal import Journal
from policyengine.batch.runs.run import Finished, Told
from policyengine.errors import RequestError
from tests.batch.runs.running import QUESTION, Halving, Stopped, halved, table

ROWS = 950
FORMATS = ("parquet", "csv", "jsonl")


def files(folder: Path) -> dict[str, bytes]:
    """Everything a run left behind, beside the table."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name.startswith("out")}


@pytest.fixture(params=FORMATS)
def output(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / "runs" / f"out.{request.param}"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "runs").mkdir()
    return table(tmp_path / "e.csv", ROWS)


def wanted(source: Path, output: Path) -> dict[str, bytes]:
    """What a run leaves that nothing stops."""
    aside = output.parent.with_name("undisturbed")
    aside.mkdir()
    halved(source, aside / output.name)
    return files(aside)


def test_rows_in_are_rows_out_and_rejects(source: Path, output: Path) -> None:
    assert halved(source, output) == Finished(rows=950, answers=475, rejects=475, resumed=0)
    with output.with_name("out.rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["row"]) for row in rows] == sorted({8, *(n + 1 for n in range(1, 950, 2))})
    assert rows[3]["found"] == "ragged,1,2,3"
    assert set(files(output.parent)) == {output.name, "out.rejects.csv"}


def test_answers_are_in_the_order_of_the_table(source: Path, tmp_path: Path) -> None:
    halved(source, tmp_path / "out.parquet")
    found = pq.read_table(tmp_path / "out.parquet")
    assert found["half"].to_pylist() == list(range(475))
    assert found["enterprise_id"].to_pylist() == [f"企业{2 * n}" for n in range(475)]


@pytest.mark.parametrize("stop_at", [0, 98, 100, 514, 948])
def test_a_run_stopped_within_a_part_goes_on_with_that_part(source: Path, output: Path, stop_at: int) -> None:
    undisturbed = wanted(source, output)
    with pytest.raises(Stopped):
        halved(source, output, Halving(stop_at))
    assert not output.exists()
    again = Halving()
    done = halved(source, output, again)
    assert done.resumed == stop_at // 100 * 100
    assert len(again.asked) == 10 - stop_at // 100
    assert files(output.parent) == undisturbed


PLACES: tuple[tuple[Any, str], ...] = (
    (journal_module, "write_durably"),
    (journal_module, "sync_folder"),
    (run_module.os, "replace"),
    (run_module.os, "truncate"),
    (run_module.shutil, "copyfile"),
    (outlets.CsvOutlet, "begin"),
    (outlets.CsvOutlet, "add"),
    (outlets.ParquetOutlet, "add"),
    (outlets.ParquetOutlet, "end"),
    (outlets, "_cut_footer"),
    (Journal, "note"),
    (Journal, "remove"),
)


@pytest.mark.parametrize(("owner", "name"), PLACES)
@pytest.mark.parametrize("call", [0, 1, 5])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_run_stopped_at_any_deed_goes_on(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, call: int, when: str
) -> None:
    output = tmp_path / "runs" / "out.parquet"
    undisturbed = wanted(source, output)
    deed, calls = getattr(owner, name), iter(range(1000))

    def stopping(*args: Any, **kwargs: Any) -> Any:
        here = next(calls) == call
        if here and when == "before":
            raise Stopped
        found = deed(*args, **kwargs)
        if here:
            raise Stopped
        return found

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, stopping)
        # Where the deed is done less often than this, the run is over; then it is simply run again.
        try:
            halved(source, output)
        except Stopped:
            assert not output.exists() or output.read_bytes() == undisturbed[output.name]
    halved(source, output)
    assert files(output.parent) == undisturbed


@pytest.mark.parametrize(("owner", "name"), PLACES[:-1])
def test_a_disk_that_is_full_leaves_nothing_under_the_name_and_the_run_goes_on_when_there_is_room(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str
) -> None:
    output = tmp_path / "runs" / "out.parquet"
    undisturbed = wanted(source, output)

    def full(*_: Any, **__: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, full)
        if name == "truncate":  # is done only where a run goes on
            with pytest.raises(Stopped):
                halved(source, output, Halving(stop_at=514))
        with pytest.raises(RequestError, match="no space is left on the disk"):
            halved(source, output)
    assert not output.exists()
    halved(source, output)
    assert files(output.parent) == undisturbed


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [100, 1_000, 2_500, 5_000])
def test_a_write_that_the_system_cuts_short_is_told_and_made_good(
    source: Path, output: Path, size: int
) -> None:
    undisturbed = wanted(source, output)
    with no_file_longer_than(size), pytest.raises(RequestError, match="cannot be written"):
        halved(source, output)
    assert not output.exists()
    halved(source, output)
    assert files(output.parent) == undisturbed


def test_another_question_is_refused_and_what_differs_is_said(source: Path, output: Path) -> None:
    with pytest.raises(Stopped):
        halved(source, output, Halving(stop_at=514))
    other = QUESTION | {"asked": {"as_of": "2023-06-30"}, "source": 2}
    with pytest.raises(RequestError, match="the table of enterprises, the options"):
        halved(source, output, question=other)
    assert halved(source, output, question=other, restart=True).resumed == 0
    assert output.exists()


def test_two_runs_at_once_on_one_output_are_not_allowed(source: Path, output: Path) -> None:
    refused: list[RequestError] = []

    def second(now: Told) -> None:
        if now.rows == 300:
            with pytest.raises(RequestError, match="another run is writing") as caught:
                halved(source, output)
            refused.append(caught.value)

    halved(source, output, told=second)
    assert len(refused) == 1


def test_a_run_that_cannot_begin_leaves_no_folder(source: Path, output: Path) -> None:
    with pytest.raises(Stopped):
        halved(source, output, Halving(stop_at=0))
    assert files(output.parent) == {}


@pytest.mark.parametrize("rows", [0, 1, 100])
def test_a_table_of_no_row_or_one_or_a_whole_part_is_answered(
    tmp_path: Path, output: Path, source: Path, rows: int
) -> None:
    small = table(tmp_path / "small.parquet", rows)
    assert halved(small, output).rows == rows
    if output.suffix == ".parquet":
        assert pq.read_table(output).schema.names == ["enterprise_id", "half"]
        assert pq.read_table(output).num_rows == (rows + 1) // 2


def test_what_stood_under_the_name_stays_until_the_run_is_whole(source: Path, output: Path) -> None:
    output.write_bytes(b"of yesterday")
    with pytest.raises(Stopped):
        halved(source, output, Halving(stop_at=514))
    assert output.read_bytes() == b"of yesterday"
    halved(source, output)
    assert output.read_bytes() != b"of yesterday"


@pytest.mark.parametrize("place", ["none/out.parquet", "out.xlsx", "folder.parquet"])
def test_an_output_that_cannot_be_is_refused_before_anything_is_read(source: Path, place: str) -> None:
    (source.parent / "folder.parquet").mkdir()
    with pytest.raises(RequestError):
        halved(source, source.parent / place)


def test_a_folder_whose_question_was_removed_already_answers_no_other(source: Path, output: Path) -> None:
    undisturbed = wanted(source, output)
    with pytest.raises(Stopped):
        halved(source, output, Halving(stop_at=514))
    (output.parent / f"{output.name}.parts" / "question.json").unlink()
    assert halved(source, output).resumed == 0
    assert files(output.parent) == undisturbed


def test_a_lost_file_of_answers_is_made_again(source: Path, output: Path) -> None:
    undisturbed = wanted(source, output)
    with pytest.raises(Stopped):
        halved(source, output, Halving(stop_at=514))
    (output.parent / f"{output.name}.parts" / "answers").unlink()
    assert halved(source, output).resumed == 0
    assert files(output.parent) == undisturbed
