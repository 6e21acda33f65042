"""What loading gives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from policyengine.errors import Finding
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
