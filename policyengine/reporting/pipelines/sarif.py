"""Findings as SARIF 2.1.0, which code review and editors read: rules and results."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from policyengine.reporting.lang import Lang
from policyengine.reporting.page import printable
from policyengine.reporting.pipelines.github import words_of

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "policyengineFinding/v1"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RuleText:
    """What the manual says of one code, in the language of the report."""

    what: str
    why: str
    mend: str


def render(
    result: Mapping[str, Any], manual: Mapping[str, RuleText], lang: Lang, *, version: str, folder: str
) -> str:
    """A `policyengine/findings@1` as one SARIF run, as JSON text.

    `manual`: its pages by code; a code without one is a rule without help. `folder`: what was checked, which
    a finding that has no place of its own is placed at.
    """
    findings = result["findings"]
    codes = list(dict.fromkeys(each["code"] for each in findings))
    driver = {
        "name": "policyengine",
        "semanticVersion": version,
        "language": lang.say("zh-CN", "en"),
        "rules": [_rule(code, manual.get(code), lang) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "language": lang.say("zh-CN", "en"),
        # As the places of findings count: a rare character such as 𠮷 is one column, not two.
        "columnKind": "unicodeCodePoints",
        "results": _results(findings, codes, lang, folder),
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str, text: RuleText | None, lang: Lang) -> Json:
    if text is None:
        return {"id": code}
    why, mend = lang.say("原因", "Why"), lang.say("解决办法", "Mend")
    plain = "\n\n".join((text.what, lang.labelled(why, text.why), lang.labelled(mend, text.mend)))
    marked = "\n\n".join((text.what, f"**{why}**　{text.why}", f"**{mend}**　{text.mend}"))
    return {
        "id": code,
        "shortDescription": {"text": text.what},
        "help": {"text": plain, "markdown": marked.replace("　", lang.say("　", " "))},
    }


def _results(findings: Sequence[Mapping[str, Any]], codes: list[str], lang: Lang, folder: str) -> list[Json]:
    told: Counter[str] = Counter()
    results = []
    for finding in findings:
        of_kind = "\n".join((finding["code"], _file(finding, folder), finding["message"]["en"]))
        told[of_kind] += 1
        results.append(
            {
                "ruleId": finding["code"],
                "ruleIndex": codes.index(finding["code"]),
                "level": finding["severity"],
                "message": {"text": printable(words_of(finding, lang))},
                "locations": [{"physicalLocation": _location(finding, folder)}],
                # Without the line: a finding that moves because lines were added above it is the same one.
                "partialFingerprints": {FINGERPRINT: _digest(f"{of_kind}\n{told[of_kind]}")},
            }
        )
    return results


def _file(finding: Mapping[str, Any], folder: str) -> str:
    return str(finding["place"]["file"]) if finding["place"] else folder


def _location(finding: Mapping[str, Any], folder: str) -> Json:
    location: Json = {"artifactLocation": _artifact(_file(finding, folder))}
    place = finding["place"]
    if place is not None:
        location["region"] = {
            "startLine": place["line"],
            "startColumn": place["column"],
            "endLine": place["end_line"],
            "endColumn": place["end_column"],
        }
    return location


def _artifact(file: str) -> Json:
    """A file below the repository's root by its path from there, any other by its whole address."""
    if PurePath(file).is_absolute():
        return {"uri": PurePath(file).as_uri()}
    return {"uri": quote(file), "uriBaseId": "%SRCROOT%"}


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()
