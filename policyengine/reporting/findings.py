"""Findings for a terminal: place, code and words, the line at fault with its underline, and the way out.

    policies/x/2021/rewards.yaml:12:11 error unknown-fact: no fact is named `hte_recogniton`
       12 |     when: hte_recogniton = first
          |           ^^^^^^^^^^^^^^
       help: did you mean `hte_recognition`?

A finding takes four short lines at most, whatever stands in the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeAlias

from rich.cells import cell_len, set_cell_size

from policyengine.errors import Finding, Severity, Span
from policyengine.reporting.lang import Lang

LONGEST_WORDS = 160
"""Cells of a message or an advice printed."""

LONGEST_PATH = 80
"""Cells of a path printed; of a longer one the end is."""

CONTEXT = 90
"""Cells of a source line shown; a longer one is cut on both sides of what is underlined."""

SourceLine: TypeAlias = Callable[[str, int], str | None]
"""The text of a line of a file, lines counted from 1; None where it cannot be had."""

_SEVERITY = {Severity.ERROR: ("错误", "error"), Severity.WARNING: ("警告", "warning")}
_CUT = "…"


def render(findings: Iterable[Finding], lines: SourceLine, lang: Lang = Lang.ZH) -> str:
    """All findings, one after another in the order given; empty where there are none."""
    return "\n".join(line for finding in findings for line in _one(finding, lines, lang))


def summary(findings: Iterable[Finding], lang: Lang = Lang.ZH) -> str:
    """How many errors and warnings there are, in one line."""
    counted = Counter(finding.severity for finding in findings)
    errors, warnings = counted[Severity.ERROR], counted[Severity.WARNING]
    if lang is Lang.ZH:
        return f"{errors}个错误，{warnings}个警告"
    return f"{_plural(errors, 'error')}, {_plural(warnings, 'warning')}"


def underlined(line: str, span: Span) -> tuple[str, str]:
    """A source line and, beneath it, carets under the span's cells; both cut to `CONTEXT` cells around it."""
    whole = len(line) <= CONTEXT and cell_len(line) <= CONTEXT
    start = min(max(span.column - 1, 0), len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    end = min(max(end, start), len(line))
    marked = _cut_end(line[start:end], CONTEXT if whole else CONTEXT * 2 // 3)
    before = _cut_start(line[:start], CONTEXT if whole else (CONTEXT - cell_len(marked)) // 2)
    after = _cut_end(line[end:], CONTEXT if whole else CONTEXT - cell_len(before) - cell_len(marked))
    return (before + marked + after).rstrip(), " " * cell_len(before) + "^" * max(cell_len(marked), 1)


def _one(finding: Finding, lines: SourceLine, lang: Lang) -> Iterable[str]:
    span, severity = finding.span, lang.say(*_SEVERITY[finding.severity])
    place = f"{_cut_start(span.file, LONGEST_PATH)}:{span.line}:{span.column} " if span is not None else ""
    words = _cut_end(lang.of(finding.message().to_dict()), LONGEST_WORDS)
    yield f"{place}{severity} {finding.code}: {words}"
    line = lines(span.file, span.line) if span is not None else None
    if span is not None and line is not None and line.strip():
        source, carets = underlined(line, span)
        yield f"{span.line:>6} | {source}"
        yield f"{'':6} | {carets}"
    advice = finding.help()
    if advice is not None:
        head = lang.say("解决办法：", "help: ")
        yield f"{'':6} {head}{_cut_end(lang.of(advice.to_dict()), LONGEST_WORDS)}"


def _cut_end(text: str, cells: int) -> str:
    """The beginning of a text that fits so many cells, with … where the rest was."""
    kept = _printable(text[: cells + 1])  # a character takes a cell or two: no more than this can fit
    if len(kept) == len(text) and cell_len(kept) <= cells:
        return kept
    return set_cell_size(kept, max(cells - 1, 0)).rstrip() + _CUT


def _cut_start(text: str, cells: int) -> str:
    """The end of a text that fits so many cells, with … where the rest was."""
    kept = _printable(text[-cells - 1 :])
    if len(kept) == len(text) and cell_len(kept) <= cells:
        return kept
    while kept and cell_len(kept) > cells - 1:
        kept = kept[1:]
    return _CUT + kept


def _printable(text: str) -> str:
    """One line of it, without anything that would move the cursor; as many characters as before."""
    return "".join(character if character.isprintable() else " " for character in text)


def _plural(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
