"""The lines of the files that findings speak of."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from policyengine.reporting.findings import SourceLine
from policyengine.rulebook.folder import MOST_BYTES


def source_lines() -> SourceLine:
    """Lines as they are now, counted from 1; None where one cannot be had. Each file is read once."""

    @cache
    def lines(file: str) -> list[str]:
        path = Path(file)
        try:
            if not path.is_file():  # a pipe would be waited for without end
                return []
            with path.open("rb") as opened:
                return opened.read(MOST_BYTES).decode("utf-8", errors="replace").splitlines()
        except (OSError, ValueError):
            return []

    def line(file: str, number: int) -> str | None:
        return lines(file)[number - 1] if 0 < number <= len(lines(file)) else None

    return line
