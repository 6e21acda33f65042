"""What `check` finds, as editors show it: file by file, each with the way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from lsprotocol import types

from policyengine.errors import Finding, Severity
from policyengine.languageserver.positions import Text
from policyengine.languageserver.references import TextOf
from policyengine.reporting.lang import Lang

SOURCE = "policyengine"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
}
_BEGINNING = types.Range(types.Position(0, 0), types.Position(0, 0))


def diagnostics(
    findings: Iterable[Finding], text_of: TextOf, lang: Lang
) -> Mapping[str, list[types.Diagnostic]]:
    """The findings by the address of the file they stand in. What is said of a folder is said of its plan.

    A finding with neither place nor path, of which there is none among those of rules, is left out.
    """
    told: dict[str, list[types.Diagnostic]] = {}
    for finding in findings:
        file = file_of(finding)
        if file is not None:
            uri, text = text_of(file)
            told.setdefault(uri, []).append(_diagnostic(finding, text, lang))
    return told


def file_of(finding: Finding) -> str | None:
    """The file that a finding speaks of."""
    if finding.span is not None:
        return finding.span.file
    path = getattr(finding, "path", None)
    if not isinstance(path, str):
        return None
    return path if Path(path).suffix in (".yaml", ".yml", ".txt") else str(Path(path, "plan.yaml"))


def _diagnostic(finding: Finding, text: Text, lang: Lang) -> types.Diagnostic:
    said, advice = lang.of(finding.message().to_dict()), finding.help()
    if advice is not None:
        said += "\n" + lang.of(advice.to_dict())
    return types.Diagnostic(
        range=_BEGINNING if finding.span is None else text.range_of(finding.span),
        message=said,
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        source=SOURCE,
        data=_mend(finding),
    )


def _mend(finding: Finding) -> dict[str, Any] | None:
    """What was found and what was most likely meant, for `fixes`."""
    found, nearest = getattr(finding, "found", None), getattr(finding, "nearest", None)
    if isinstance(found, str) and isinstance(nearest, str) and found and nearest:
        return {"found": found, "nearest": nearest}
    return None
