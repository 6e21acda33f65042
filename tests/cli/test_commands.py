"""The other commands: compare, matrix, show, plans, facts, schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import policyengine
from policyengine.cli.app import COMMANDS
from policyengine.cli.schema import NAMES
from tests.cli.running import ASKED, EXAMPLES, run


def test_comparing_prints_every_city_and_draws_a_chart(profile: Path, tmp_path: Path) -> None:
    chart = tmp_path / "chart.svg"
    ran = run("compare", profile, "--as-of", "2022-06-30", "--plot", chart)
    assert ran.status == 0
    for city in ("安阳市", "高安市", "海门区", "江门市（草案）", "新乡市（已过期）"):
        assert city in ran.out
    assert chart.read_bytes().startswith(b"<?xml")


def test_comparing_can_be_narrowed_and_printed_in_every_format(profile: Path) -> None:
    narrowed = ("compare", profile, "--as-of", "2022-06-30", "--city", "jiangmen", "--city", "安阳市")
    for format in ("table", "json", "md", "html", "csv"):
        assert run(*narrowed, "--format", format).status == 0
    cities = json.loads(run(*narrowed, "--format", "json").out)["cities"]
    assert [city["city"] for city in cities] == ["jiangmen", "anyang"]


@pytest.mark.parametrize("format", ["table", "json", "md", "html", "csv"])
@pytest.mark.parametrize(
    "command", [("show", "haimen"), ("matrix", "--theme", "recognition"), ("plans",), ("facts",)]
)
def test_lists_are_printed_in_every_format_and_language(command: tuple[str, ...], format: str) -> None:
    for lang in ("zh", "en"):
        ran = run(*command, "--format", format, "--lang", lang)
        assert (ran.status, ran.err) == (0, "")
        assert ran.out


def test_the_version_and_the_commands_are_told() -> None:
    assert run("--version").out == f"{policyengine.__version__}\n"
    assert all(command in run("--help").out for command in COMMANDS)


def test_show_prints_the_whole_version() -> None:
    shown = json.loads(run("show", "jiangmen", "--format", "json").out)
    assert shown["schema"] == "policyengine/version@1"
    assert shown["clauses"]
    assert shown["duties"]
    assert shown["targets"]


def test_schemas_are_valid_and_hold_for_what_is_printed(profile: Path) -> None:
    schemas = {name: json.loads(run("schema", name).out) for name in NAMES}
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    outputs = {
        "profile": profile.read_text("utf-8"),
        "assessment": run("evaluate", profile, *ASKED, "--format", "json").out,
        "comparison": run("compare", profile, "--as-of", "2022-06-30", "--format", "json").out,
        "version": run("show", "xinxiang", "--format", "json").out,
    }
    for name, output in outputs.items():
        jsonschema.Draft202012Validator(schemas[name]).validate(json.loads(output))


@pytest.mark.parametrize("city", ["anyang", "gaoan", "haimen", "jiangmen", "xinxiang"])
def test_every_version_holds_to_its_schema(city: str) -> None:
    schema = json.loads(run("schema", "version").out)
    jsonschema.Draft202012Validator(schema).validate(json.loads(run("show", city, "--format", "json").out))


@pytest.mark.parametrize("city", ["yunxi", "linjiang"])
def test_versions_and_answers_of_the_example_plans_hold_to_their_schemas(city: str, tmp_path: Path) -> None:
    policies = ("--policies", EXAMPLES)
    shown = json.loads(run("show", city, *policies, "--format", "json").out)
    jsonschema.Draft202012Validator(json.loads(run("schema", "version", *policies).out)).validate(shown)
    nobody = tmp_path / "nobody.yaml"
    nobody.write_text("{}\n", "utf-8")
    answered = run(
        "evaluate", nobody, "--city", city, "--as-of", "2024-06-30", *policies, "--format", "json"
    ).out
    schema = json.loads(run("schema", "assessment", *policies).out)
    jsonschema.Draft202012Validator(schema).validate(json.loads(answered))


@pytest.mark.parametrize("file", ["plan.yaml", "definitions.yaml", "conditions.yaml", "rewards.yaml"])
def test_a_file_of_rules_has_a_schema_to_complete_by(file: str) -> None:
    schema = json.loads(run("schema", file).out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"] == file


def test_an_unknown_schema_is_refused_with_the_nearest_one() -> None:
    ran = run("schema", "definition.yaml", "--lang", "en")
    assert ran.status == 2
    assert "definitions.yaml" in ran.err


def test_every_list_of_the_example_plans_is_printed_in_every_format() -> None:
    for command in (("show", "yunxi"), ("matrix",), ("plans",), ("facts", "--city", "linjiang")):
        for format in ("table", "json", "md", "html", "csv"):
            ran = run(*command, "--policies", EXAMPLES, "--format", format, "--lang", "en")
            assert (ran.status, ran.err) == (0, "")
            assert ran.out
