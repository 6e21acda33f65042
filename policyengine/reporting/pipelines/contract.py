"""Findings as plain data: `policyengine/findings@1`, and its JSON Schema."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Any

from policyengine.errors import Bilingual, Finding, Severity, Span

SCHEMA = "policyengine/findings@1"

Json = dict[str, Any]


def findings_dict(findings: Iterable[Finding], plans: int, base: Path) -> Json:
    """The findings in the order given. `plans`: how many were looked at.

    Files are told from `base`, usually the root of the repository, with `/` between folders; one that lies
    elsewhere by its whole path. Lines and columns count characters from 1; `end_column` is the first after.
    """
    told = [_finding(each, base) for each in findings]
    return {
        "schema": SCHEMA,
        "plans": plans,
        "totals": {str(each): sum(one["severity"] == each for one in told) for each in Severity},
        "findings": told,
    }


def _finding(finding: Finding, base: Path) -> Json:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "place": None if finding.span is None else _place(finding.span, base),
        "message": finding.message().to_dict(),
        "help": _words(finding.help()),
    }


def _place(span: Span, base: Path) -> Json:
    return {
        "file": told_from(base, span.file),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _words(text: Bilingual | None) -> dict[str, str] | None:
    return None if text is None else text.to_dict()


def told_from(base: Path, file: str | PurePath) -> str:
    """A file's path as seen from a folder; of one that is not below it the whole path."""
    whole = Path(os.path.abspath(file))
    try:
        return whole.relative_to(os.path.abspath(base)).as_posix()
    except ValueError:
        return whole.as_posix()


def findings_schema() -> Json:
    """The JSON Schema of the findings; a new copy each time."""
    count: Json = {"type": "integer", "minimum": 0}
    number: Json = {"type": "integer", "minimum": 1}
    words = _object({"zh": {"type": "string"}, "en": {"type": "string"}})
    ends = ("line", "column", "end_line", "end_column")
    place = _object({"file": {"type": "string"}, **dict.fromkeys(ends, number)})
    finding = {
        "code": {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"},
        "severity": {"enum": [str(each) for each in Severity]},
        "place": {"anyOf": [place, {"type": "null"}]},
        "message": words,
        "help": {"anyOf": [words, {"type": "null"}]},
    }
    properties = {
        "schema": {"const": SCHEMA},
        "plans": count,
        "totals": _object({str(each): count for each in Severity}),
        "findings": {"type": "array", "items": _object(finding)},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        **_object(properties),
    }


def _object(properties: Json) -> Json:
    """An object whose keys are all there, and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
