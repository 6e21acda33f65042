"""One run: slices of the source answered in turn, written down part by part, put in place at the end."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from policyengine.batch.runs.journal import Done, Journal, sync_folder
from policyengine.batch.runs.outlets import OUTLETS, CsvOutlet, Outlet
from policyengine.batch.runs.refusals import UnknownEnding, not_written
from policyengine.batch.runs.sources import Slice, Source, Unread
from policyengine.batch.runs.stopping import stoppable
from policyengine.errors import RequestError

if TYPE_CHECKING:
    import pyarrow as pa

PART_ROWS = 200_000
"""Rows of a part: what is done once more after a stop, and what is held in memory."""


class Answering(Protocol):
    """What answers slices of a table. `schema`: of its answers; `reject_schema`: of its rejects."""

    schema: pa.Schema
    reject_schema: pa.Schema
    key: str

    @property
    def columns(self) -> Sequence[str]:
        """The columns of the source that are read."""

    def answers(self, piece: Slice) -> Iterator[pa.Table]:
        """The answers to the good rows of a slice, in its order, in tables of a size that never varies."""

    def rejects(self, piece: Slice) -> pa.Table:
        """The other rows that could be read, each with the reason. Asked after the answers are taken."""


@dataclass(frozen=True, slots=True)
class Told:
    """How far a run is: rows of the source done, and the share of it, 0 to 1. `resumed`: rows done before."""

    rows: int
    share: float
    resumed: int


@dataclass(frozen=True, slots=True)
class Finished:
    """What a run came to. INVARIANT: rows == answers + rejects."""

    rows: int
    answers: int
    rejects: int
    resumed: int


@dataclass(frozen=True, slots=True)
class Places:
    """Where a run writes: the answers and the rejects."""

    output: Path
    rejects: Path

    @classmethod
    def of(cls, output: Path, rejects: Path | None) -> Places:
        """The rejects lie beside the output unless a place is named. RequestError for an unknown ending."""
        for path, known in ((output, tuple(OUTLETS)), (rejects, (".csv",))):
            if path is not None and path.suffix.lower() not in known:
                raise RequestError([UnknownEnding(str(path), known)])
        return cls(output, rejects or output.with_name(f"{output.stem}.rejects.csv"))


def run(
    source: Source,
    places: Places,
    question: Mapping[str, Any],
    answering: Callable[[Path], Answering],
    *,
    part_rows: int = PART_ROWS,
    restart: bool = False,
    told: Callable[[Told], None] = lambda _: None,
) -> Finished:
    """Answer every row of a source, or go on where an earlier run with the same question stopped.

    `answering` is given a folder for what does not fit in memory. RequestError where the source breaks off
    or the output cannot be written; then what is whole is kept, and nothing stands under the output's name.
    """
    with Journal(places.output, question, restart=restart) as journal:
        try:
            _check_room_for(places)
            if _is_in_place(journal):
                return _over(journal, journal.last.rows)
            with stoppable() as unless_stopped:
                return _Run(source, places, journal, answering, part_rows, told, unless_stopped).whole()
        except OSError as error:
            kept = journal.last.rows
            raise RequestError([not_written(str(places.output), error, kept)]) from None
        finally:
            if not journal.done:  # nothing to go on from
                journal.remove()


@dataclass(frozen=True)
class _Run:
    source: Source
    places: Places
    journal: Journal
    answering: Callable[[Path], Answering]
    part_rows: int
    told: Callable[[Told], None]
    unless_stopped: Callable[[], None]

    def whole(self) -> Finished:
        journal, outlet = self.journal, OUTLETS[self.places.output.suffix.lower()]()
        spill = journal.folder / "spill"
        answering = self.answering(spill)
        self._cut_back(outlet, answering)
        resumed = journal.last.rows
        self.told(Told(resumed, 0.0, resumed))
        slices = self.source.slices(answering.columns, answering.key, resumed, self.part_rows)
        for piece in slices:
            self._part(outlet, answering, piece)
            self.told(Told(journal.last.rows, piece.share, resumed))
        outlet.end(journal.answers, answering.schema, journal.footers())
        _put_in_place(journal, self.places)
        return _over(journal, resumed)

    def _cut_back(self, outlet: Outlet, answering: Answering) -> None:
        """What a part that was not whole has left is taken off."""
        journal = self.journal
        if not journal.done:
            outlet.begin(journal.answers, answering.schema)
            CsvOutlet().begin(journal.rejects, answering.reject_schema)
        else:
            os.truncate(journal.answers, journal.last.answers_end)
            os.truncate(journal.rejects, journal.last.rejects_end)

    def _part(self, outlet: Outlet, answering: Answering, piece: Slice) -> None:
        journal, before = self.journal, self.journal.last
        counted = _Counted(answering.answers(piece))
        footer = outlet.add(journal.answers, counted, answering.schema)
        rejects = _with_unread(answering.rejects(piece), piece.unread)
        CsvOutlet().add(journal.rejects, [rejects], answering.reject_schema)
        # INVARIANT: rows in = rows out + rejects, part by part.
        if counted.rows + len(rejects) != piece.rows:
            raise AssertionError(f"{piece.rows} rows in, {counted.rows} answers, {len(rejects)} rejects")
        done = Done(
            rows=before.rows + piece.rows,
            answers=before.answers + counted.rows,
            rejects=before.rejects + len(rejects),
            answers_end=journal.answers.stat().st_size,
            rejects_end=journal.rejects.stat().st_size,
        )
        self.unless_stopped()
        journal.note(done, footer)


class _Counted:
    """Tables, counted as they pass."""

    def __init__(self, tables: Iterable[pa.Table]) -> None:
        self._tables = tables
        self.rows = 0

    def __iter__(self) -> Iterator[pa.Table]:
        for table in self._tables:
            self.rows += len(table)
            yield table


def _with_unread(rejects: pa.Table, unread: Sequence[Unread]) -> pa.Table:
    """The rejects and the rows that could not be read, by their numbers."""
    import pyarrow as pa

    if not unread:
        return rejects
    rows = [[each.row for each in unread], [each.key for each in unread], [None] * len(unread)]
    rows += [[each.found for each in unread]]
    rows += [[each.reason.zh for each in unread], [each.reason.en for each in unread]]
    arrays = [pa.array(row, field.type) for row, field in zip(rows, rejects.schema, strict=True)]
    added = pa.table(arrays, schema=rejects.schema)
    return pa.concat_tables([rejects, added]).sort_by([(rejects.schema.names[0], "ascending")])


def _check_room_for(places: Places) -> None:
    """That both files can be put in their places, before hours are spent."""
    for path in (places.output, places.rejects):
        if path.is_dir():
            raise RequestError([not_written(str(path), IsADirectoryError())])
        with _beside(path):
            pass


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A new file in the folder of another, gone at the end unless it was put in a place."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    os.close(descriptor)
    try:
        yield Path(name)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def _put_in_place(journal: Journal, places: Places) -> None:
    """Both files under their names. The rejects first: when the answers are there, all is."""
    with _beside(places.rejects) as copy:
        shutil.copyfile(journal.rejects, copy)
        _sync(copy)
        _as_others(copy)
        os.replace(copy, places.rejects)
    sync_folder(places.rejects.parent)
    _as_others(journal.answers)
    os.replace(journal.answers, places.output)
    sync_folder(places.output.parent)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _as_others(path: Path) -> None:
    """The permissions of a file that was made in the ordinary way."""
    mask = os.umask(0)
    os.umask(mask)
    os.chmod(path, 0o666 & ~mask)


def _is_in_place(journal: Journal) -> bool:
    """Whether a run was stopped after its last deed, before its folder was removed."""
    if not journal.done or journal.answers.exists():
        return False
    with suppress(FileNotFoundError):
        if journal.output.stat().st_size >= journal.last.answers_end:
            return True
    journal.forget()
    return False


def _over(journal: Journal, resumed: int) -> Finished:
    last = journal.last
    journal.remove()
    return Finished(last.rows, last.answers, last.rejects, resumed)
