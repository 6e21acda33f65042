"""Findings for pipelines: commands that GitHub reads back, a contract with a schema, and valid SARIF."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.errors import Bilingual, Finding, Severity, Span
from policyengine.reporting.lang import Lang
from policyengine.reporting.page import printable
from policyengine.reporting.pipelines import contract, github, sarif

# SARIF 2.1.0 as SchemaStore has it, from the npm package @microsoft/jest-sarif (MIT).
SARIF_SCHEMA = json.loads(Path(__file__).with_name("sarif-2.1.0-rtm.5.json").read_text("utf-8"))
HERE = Path("/somewhere/rules")
MANUAL = {"some-mistake": sarif.RuleText("What.", "why.", "mend.")}


@dataclass(frozen=True, slots=True)
class SomeMistake(Finding):
    """Something is wrong."""

    code = "some-mistake"
    words: str = "wrong"
    way_out: str | None = None

    def message(self) -> Bilingual:
        return Bilingual(self.words, self.words)

    def help(self) -> Bilingual | None:
        return None if self.way_out is None else Bilingual(self.way_out, self.way_out)


@dataclass(frozen=True, slots=True)
class SomeDoubt(SomeMistake):
    """Something may be wrong."""

    code = "some-doubt"
    severity = Severity.WARNING


names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1).filter(
    lambda name: name not in (".", "..")
)
spans = st.builds(
    lambda name, line, column, lines, columns: Span(
        str(HERE / "x" / name), line, column, line + lines, column + columns
    ),
    names,
    *[st.integers(1, 900)] * 2,
    *[st.integers(0, 9)] * 2,
)
mistakes = st.builds(
    lambda kind, words, way_out, span: kind(words=words, way_out=way_out, span=span),
    st.sampled_from([SomeMistake, SomeDoubt]),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.none() | st.text(st.characters(exclude_categories=["Cs"])),
    st.none() | spans,
)


def told(*findings: Finding) -> dict[str, Any]:
    return contract.findings_dict(findings, 1, HERE)


def run_of(*findings: Finding) -> dict[str, Any]:
    log = json.loads(sarif.render(told(*findings), MANUAL, Lang.EN, version="1.2.3", folder="policies"))
    run: dict[str, Any] = log["runs"][0]
    return run


def read_back(command: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as GitHub's runner parses it: split first, then unescape."""
    head, _, message = command.removeprefix("::").partition("::")
    kind, _, properties = head.partition(" ")
    escapes = (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%"))

    def plain(text: str) -> str:
        for escaped, sign in escapes:
            text = text.replace(escaped, sign)
        return text

    pairs = (each.partition("=") for each in properties.split(","))
    return kind, {name: plain(value) for name, _, value in pairs}, plain(message)


@given(st.lists(mistakes, max_size=4))
def test_the_contract_keeps_its_schema(findings: list[Finding]) -> None:
    schema = contract.findings_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(told(*findings))


@given(st.lists(mistakes, min_size=1, max_size=4))
def test_every_sarif_log_is_valid(findings: list[Finding]) -> None:
    log = json.loads(sarif.render(told(*findings), MANUAL, Lang.ZH, version="1.2.3", folder="规则"))
    jsonschema.Draft4Validator(SARIF_SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)


@given(mistakes)
def test_a_workflow_command_is_one_line_that_reads_back(finding: Finding) -> None:
    (line, rest) = github.render(told(finding), Lang.EN).split("\n")
    kind, properties, message = read_back(line)
    assert rest == ""
    assert (kind, properties["title"]) == (str(finding.severity), finding.code)
    wanted = finding.message().en if finding.help() is None else None
    assert wanted is None or message == printable(wanted)
    if finding.span is not None:
        assert properties["file"] == printable(contract.told_from(HERE, finding.span.file))
        assert int(properties["line"]) == finding.span.line
        assert ("col" in properties) == (finding.span.line == finding.span.end_line)


@given(mistakes.filter(lambda finding: finding.span is not None))
def test_sarif_names_the_file_from_the_root_and_the_stretch_by_characters(finding: Finding) -> None:
    run = run_of(finding)
    span = finding.span
    assert span is not None
    location = run["results"][0]["locations"][0]["physicalLocation"]
    assert unquote(location["artifactLocation"]["uri"]) == contract.told_from(HERE, span.file)
    assert location["region"] == {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    assert run["columnKind"] == "unicodeCodePoints"


def test_a_rule_of_the_manual_comes_with_its_help() -> None:
    run = run_of(SomeMistake(), SomeDoubt(), SomeMistake())
    known, unknown = run["tool"]["driver"]["rules"]
    assert known["help"]["text"] == "What.\n\nWhy: why.\n\nMend: mend."
    assert unknown == {"id": "some-doubt"}
    assert [each["ruleIndex"] for each in run["results"]] == [0, 1, 0]
    assert [each["level"] for each in run["results"]] == ["error", "warning", "error"]


def test_a_finding_without_a_place_is_placed_at_what_was_checked() -> None:
    location = run_of(SomeMistake())["results"][0]["locations"][0]["physicalLocation"]
    assert location == {"artifactLocation": {"uri": "policies", "uriBaseId": "%SRCROOT%"}}


def test_a_finding_that_moves_down_keeps_its_fingerprint_and_its_twin_has_another() -> None:
    def prints(*lines: int) -> list[str]:
        found = [SomeMistake(span=Span(str(HERE / "a.yaml"), line, 1, line, 2)) for line in lines]
        return [each["partialFingerprints"][sarif.FINGERPRINT] for each in run_of(*found)["results"]]

    assert prints(3) == prints(30)
    assert len(set(prints(3, 4))) == 2


@pytest.mark.parametrize(
    ("file", "seen"),
    [
        ("/somewhere/rules/x/a.yaml", "x/a.yaml"),
        ("/elsewhere/a.yaml", "/elsewhere/a.yaml"),
        ("/somewhere/rules/../rules/a.yaml", "a.yaml"),
    ],
)
def test_files_are_told_from_the_root(file: str, seen: str) -> None:
    assert contract.told_from(HERE, file) == seen


def test_a_file_elsewhere_is_a_whole_address_in_sarif() -> None:
    found = SomeMistake(span=Span("/else where/a.yaml", 1, 1, 1, 2))
    location = run_of(found)["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "file:///else%20where/a.yaml"}
