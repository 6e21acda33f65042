"""The fenced blocks of a Markdown page that claim to be true: `console` sessions and `pycon` sessions."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
A_HANG = 300
"""Seconds that no command of a page takes; Spark needs half a minute where nothing else runs."""


@dataclass(frozen=True)
class Command:
    """One shell command of a page and the output printed beneath it; `…` there stands for anything."""

    page: str
    line: int
    command: str
    output: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line} {self.command}"


def blocks(page: Path, language: str) -> Iterator[tuple[int, str]]:
    """The fenced blocks of one language, each with the line it starts at."""
    text = page.read_text("utf-8")
    for fence in _FENCE.finditer(text):
        if fence[1] == language:
            yield text.count("\n", 0, fence.start()) + 1, fence[2]


def commands(page: Path) -> Iterator[Command]:
    """Every command of a page's `console` blocks."""
    for line, block in blocks(page, "console"):
        yield from sessions(page, line, block)


def sessions(page: Path, line: int, block: str) -> Iterator[Command]:
    """The commands of one `console` block that begins on a line."""
    for session in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = session.partition("\n")
        yield Command(page.name, line, command, output.strip())


def shell(command: str, folder: Path) -> str:
    """What a command of a page prints in a folder, as its reader would see it."""
    scripts = str(Path(sys.executable).parent)
    environment = os.environ | {
        "PATH": scripts + os.pathsep + os.environ["PATH"],
        "COLUMNS": "110",
        "NO_COLOR": "1",
        "PYTHONUTF8": "1",
    }
    ran = subprocess.run(
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, timeout=A_HANG
    )
    return ran.stdout + ran.stderr


def agrees(claimed: str, printed: str) -> bool:
    """Whether what was printed is what the page claims, trailing blanks and `…` aside."""

    def lines(text: str) -> str:
        return "\n".join(line.rstrip() for line in text.strip().splitlines())

    pattern = ".*?".join(map(re.escape, lines(claimed).split("…")))
    return re.fullmatch(pattern, lines(printed), re.DOTALL) is not None
