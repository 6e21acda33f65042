"""How long an analyst waits after a save: from the save to the last line that `--watch` prints.

For each of the five cities, `check --watch` and `test --watch CITY` are started on a copy of the bundled
plans, and the files of the city are saved in turn. Each save changes what a file says, a title, so that all
cases are tried again, and adds or removes a line above everything, so that every place moves; every other
one renames, as many editors do.
"""

from __future__ import annotations

import os
import queue
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.tables import Table

ROOT = Path(__file__).parents[1]
POLICIES = ROOT / "policies"
SAVES, FEW_SAVES = 20, 4
BOUND = 200
LAST_LINE = re.compile(r" · (\d+) ms$")
COMMENT = "# saved\n"
WORD = "Indeed "
QUIET = 0.15
"""Seconds between an answer and the next save."""


class Watched:
    """A watching command, and the lines it prints, each with the moment at which it came."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.lines: queue.Queue[tuple[float, str]] = queue.Queue()
        self._process = process
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self._process.stdout or ():
            self.lines.put((time.perf_counter(), line.rstrip("\n")))

    def forget(self) -> None:
        """Drop what has been printed: a file that is cut before it is written can be answered twice."""
        while not self.lines.empty():
            self.lines.get()

    def answered(self) -> tuple[float, int]:
        """When the last line of an answer came, and the milliseconds it says it took."""
        while True:
            at, line = self.lines.get(timeout=60)
            if found := LAST_LINE.search(line):
                return at, int(found[1])


@contextmanager
def watching(policies: Path, *command: str) -> Iterator[Watched]:
    """A command that watches a folder, up to the end of its first answer."""
    whole = [sys.executable, "-m", "policyengine", *command, "--watch", "--lang", "en"]
    with subprocess.Popen(
        [*whole, "--policies", str(policies)], cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            watched = Watched(process)
            watched.answered()
            time.sleep(1)  # by now the system tells it of changes
            yield watched
        finally:
            process.kill()


def save(path: Path, *, by_renaming: bool) -> float:
    """Save a file with a comment above it and a title changed, or both undone; when that began."""
    text = path.read_text("utf-8")
    if text.startswith(COMMENT):
        text = text.removeprefix(COMMENT).replace(f"en: {WORD}", "en: ", 1)
    else:
        text = COMMENT + re.sub(r"\ben: (?=[A-Z])", f"en: {WORD}", text, count=1)
    beside = path.with_name(f".{path.name}.new")
    began = time.perf_counter()
    if by_renaming:
        beside.write_text(text, "utf-8")
        os.replace(beside, path)
    else:
        path.write_text(text, "utf-8")
    return began


def milliseconds(policies: Path, city: str, saves: int, *command: str) -> list[float]:
    files = sorted((policies / city).glob("*/*.yaml"))
    taken: list[float] = []
    with watching(policies, *command) as watched:
        for number in range(saves):
            time.sleep(QUIET)
            watched.forget()
            # Two saves of each file in a row: one by either way, one that adds and one that removes.
            began = save(files[number // 2 % len(files)], by_renaming=number % 2 == 1)
            ended, _ = watched.answered()
            taken.append((ended - began) * 1000)
    return taken


def measure(quick: bool) -> Table:
    """The wait after a save, of each city and either command; of one city where it is to be quick."""
    cities = sorted({path.parent.parent.name for path in POLICIES.glob("*/*/plan.yaml")})
    saves = FEW_SAVES if quick else SAVES
    rows: list[list[str]] = []
    with tempfile.TemporaryDirectory() as folder:
        policies = Path(shutil.copytree(POLICIES, Path(folder) / "policies"))
        for city in cities[:1] if quick else cities:
            for command in (("check",), ("test", city)):
                taken = milliseconds(policies, city, saves, *command)
                rows.append([f"{' '.join(command)}, a file of {city} saved", *_told(taken)])
    return Table(
        title="How long an analyst waits after a save",
        columns=["", "median", "90%", "longest", f"over {BOUND} ms"],
        rows=rows,
        notes=[
            "From the save to the last line that `--watch` prints; all five plans are watched. "
            f"{saves} saves each, one after another in every file of the city.",
        ],
    )


def _told(taken: Sequence[float]) -> list[str]:
    longest = (
        statistics.median(taken),
        statistics.quantiles(taken, n=10, method="inclusive")[-1],
        max(taken),
    )
    return [*(f"{each:.0f} ms" for each in longest), f"{sum(each > BOUND for each in taken)} of {len(taken)}"]


if __name__ == "__main__":
    print(measure("--quick" in sys.argv).markdown())
