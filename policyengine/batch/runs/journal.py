"""The folder of a run that is not over: its question, what is written so far, and one note for each part.

    OUT.parquet.parts/
      lock                  held while a run lives
      question.json         what is asked; another question is refused
      answers  rejects.csv  growing, part by part
      part-000007.json      that part 7 is whole, and how far both files reached with it
      part-000007.footer    where its row groups lie (Parquet only)

INVARIANT: a note is written after its part lies on the disk. What the files hold beyond the last note is cut
off when the run goes on, so that a run stopped anywhere ends with the bytes of one that was not.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from policyengine.batch.runs.refusals import AlreadyRunning, OtherQuestion, not_written
from policyengine.errors import Bilingual, RequestError

SUFFIX = ".parts"
ASPECTS: Mapping[str, Bilingual] = {
    "source": Bilingual("企业表", "the table of enterprises"),
    "rules": Bilingual("规则", "the rules"),
    "statement": Bilingual("SQL语句", "the statement"),
    "asked": Bilingual("参数", "the options"),
    "software": Bilingual("软件版本", "the versions of the software"),
}
"""What a question is made of, in words."""


@dataclass(frozen=True, slots=True)
class Done:
    """What lies on the disk with one part: rows in, out and refused so far, and how long both files are."""

    rows: int = 0
    answers: int = 0
    rejects: int = 0
    answers_end: int = 0
    rejects_end: int = 0
    footer: str = ""


class Journal:
    """The folder of one run, held by one process. `done`: the notes of the parts that are whole, in order."""

    def __init__(self, output: Path, question: Mapping[str, Any], *, restart: bool = False) -> None:
        """Begins, or goes on where an earlier run with the same question stopped.

        RequestError where another process holds it, where the question is another one, and where nothing
        can be written.
        """
        self.output = output
        self.folder = output.with_name(output.name + SUFFIX)
        try:
            self._lock = _locked(self.folder, output)
            try:
                if restart:
                    self._empty()
                # Notes without a question are of a run whose folder was half removed.
                self.done = self._notes() if self._ask(question) else []
                self._drop_stale()
            except BaseException:
                self.release()
                raise
        except OSError as error:
            raise RequestError([not_written(str(self.folder), error)]) from None

    @property
    def answers(self) -> Path:
        """Where the answers grow."""
        return self.folder / "answers"

    @property
    def rejects(self) -> Path:
        """Where the rejects grow."""
        return self.folder / "rejects.csv"

    @property
    def last(self) -> Done:
        """How far the run is."""
        return self.done[-1] if self.done else Done()

    def note(self, done: Done, footer: bytes) -> None:
        """Say that one more part is whole. Its rows lie on the disk."""
        number = len(self.done)
        if footer:
            name = f"part-{number:06}.footer"
            write_durably(self.folder / name, footer)
            done = Done(**{**asdict(done), "footer": name})
        write_durably(self.folder / f"part-{number:06}.json", json.dumps(asdict(done)).encode())
        self.done.append(done)

    def footers(self) -> list[bytes]:
        """Where the row groups of each part lie."""
        return [(self.folder / each.footer).read_bytes() for each in self.done if each.footer]

    def forget(self) -> None:
        """Begin again: the notes speak of files that are gone."""
        self.done = []
        self._drop_stale()

    def remove(self) -> None:
        """The run is over: the folder goes."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def release(self) -> None:
        """Let another process go on."""
        os.close(self._lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def _empty(self) -> None:
        for each in self.folder.iterdir():
            if each.name != "lock":
                shutil.rmtree(each) if each.is_dir() else each.unlink()

    def _ask(self, question: Mapping[str, Any]) -> bool:
        """Whether the same was asked before; it is written down otherwise."""
        path = self.folder / "question.json"
        wanted = json.loads(json.dumps(question))
        try:
            asked = json.loads(path.read_bytes())
        except (FileNotFoundError, ValueError):
            write_durably(path, json.dumps(wanted, ensure_ascii=False, indent=1).encode())
            return False
        differs = [words for name, words in ASPECTS.items() if asked.get(name) != wanted.get(name)]
        if differs:
            raise RequestError([OtherQuestion(str(self.folder), tuple(differs))])
        return True

    def _notes(self) -> list[Done]:
        notes: list[Done] = []
        while True:
            path = self.folder / f"part-{len(notes):06}.json"
            try:
                notes.append(Done(**json.loads(path.read_bytes())))
            except FileNotFoundError:
                return notes

    def _drop_stale(self) -> None:
        """Remove notes that do not follow on the last: a beginning again may have been stopped among them."""
        for path in self.folder.glob("part-*"):
            number = path.name.removeprefix("part-").partition(".")[0]
            if int(number) >= len(self.done):
                path.unlink()


def _locked(folder: Path, output: Path) -> int:
    """The folder's lock, taken: the system lets go of it when the process ends, however it ends."""
    import fcntl  # there is none on Windows, where the rest of the library runs

    while True:
        folder.mkdir(exist_ok=True)
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # The run that held it may have removed the folder in between.
            if os.path.samestat(os.stat(folder / "lock"), os.fstat(lock)):
                return lock
        except FileNotFoundError:
            pass
        except BlockingIOError:
            os.close(lock)
            raise RequestError([AlreadyRunning(str(output))]) from None
        except BaseException:
            os.close(lock)
            raise
        os.close(lock)


def write_durably(path: Path, content: bytes) -> None:
    """Put a small file in its place whole, so that it is there after a power cut as well."""
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
