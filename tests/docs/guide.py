"""A guide followed step by step: the files that its reader writes, and the commands that they run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.docs.snippets import Command, sessions

GUIDES = ("analyst-guide.zh-CN.md", "analyst-guide.md")
"""The guides, in 中文 and in English."""
ON_SPARK = ("scale.md", "scale.zh-CN.md")
"""The pages whose commands run Spark."""
FOLLOWED = (
    *GUIDES,
    *("monitoring.md", "monitoring.zh-CN.md"),
    *("batch.md", "batch.zh-CN.md"),
    *("budget.md", "budget.zh-CN.md"),
    *ON_SPARK,
)
"""Every page that is followed as a whole, in a folder of its own."""

_FENCE = re.compile(
    r"^```(?P<language>\w+)(?: (?P<file>\S+))?(?: (?P<mode>\+))?\n(?P<text>.*?)^```$", re.M | re.S
)


@dataclass(frozen=True)
class Write:
    """A file the reader writes, or, where it `adds`, what they put at its end."""

    file: str
    text: str
    adds: bool

    def into(self, folder: Path) -> None:
        """Do as the guide says."""
        path = folder / self.file
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text("utf-8") if self.adds else ""
        path.write_text(before + self.text, "utf-8")


def steps(page: Path) -> Iterator[Write | Command]:
    """What a guide has its reader do, from first to last.

    A block that names a file (```` ```yaml policies/…/plan.yaml ````) is written to it, with a `+` added
    to it; a `console` block is run.
    """
    text = page.read_text("utf-8")
    for fence in _FENCE.finditer(text):
        if fence["file"] is not None:
            yield Write(fence["file"], fence["text"], fence["mode"] is not None)
        elif fence["language"] == "console":
            yield from sessions(page, text.count("\n", 0, fence.start()) + 1, fence["text"])
