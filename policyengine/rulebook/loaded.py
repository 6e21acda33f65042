"""What loading gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from policyengine.errors import Finding, Span
from policyengine.rulebook.plan import Plan, Rulebook


class Loaded(NamedTuple):
    """The rules, and what was found wrong with them, in file order.

    `flawed`: plans that could be read and are kept out of the rulebook by an error.
    """

    rulebook: Rulebook
    findings: tuple[Finding, ...]
    flawed: tuple[Plan, ...] = ()


def in_file_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file, line and column, each once; those of no place first."""

    def place(finding: Finding) -> tuple[str, int, int]:
        span = finding.span
        return ("", 0, 0) if span is None else (span.file, span.line, span.column)

    ordered = sorted(findings, key=place)
    return tuple(each for before, each in zip([None, *ordered], ordered, strict=False) if each != before)


def without_consequences(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings but for those that a mark explains: that TODO is no date, or no clause's number."""
    told = list(findings)
    marked = {_start(each.span) for each in told if each.code == TO_BE_FILLED and each.span}
    for finding in told:
        if finding.code == TO_BE_FILLED or finding.span is None or _start(finding.span) not in marked:
            yield finding


TO_BE_FILLED = "to-be-filled"
"""The code of the finding that something is still to be written."""


def _start(span: Span) -> tuple[str, int, int]:
    return span.file, span.line, span.column
