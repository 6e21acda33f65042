"""What a benchmark says: a table for people, with what they must know to read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Table:
    """One comparison, measured side by side in one run.

    `columns` are its headings and `rows` its cells, as they are shown; `notes` say how it was measured, with
    the versions of what it was measured against.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = field(default_factory=tuple)

    def markdown(self) -> str:
        """The table under its title, the first column to the left and figures to the right."""
        rule = ["---", *("---:" for _ in self.columns[1:])]
        lines = [f"| {' | '.join(each)} |" for each in (self.columns, rule, *self.rows)]
        return "\n".join((f"## {self.title}", "", *lines, *(f"\n{note}" for note in self.notes), ""))
