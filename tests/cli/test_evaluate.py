"""`evaluate`: the same answer as the engine's, in every format, from files and from standard input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import policyengine
from tests.cli.running import ASKED, EXAMPLES, PROFILE, run


def test_json_is_what_the_engine_answers(profile: Path) -> None:
    ran = run("evaluate", profile, *ASKED, "--format", "json")
    assert ran.status == 0
    answer = policyengine.load().evaluate(json.loads(PROFILE), city="jiangmen", as_of="2022-06-30")
    assert json.loads(ran.out) == answer.to_dict()


@pytest.mark.parametrize("format", ["table", "json", "md", "html", "csv"])
def test_every_format_is_printed(profile: Path, format: str) -> None:
    ran = run("evaluate", profile, *ASKED, "--format", format)
    assert (ran.status, ran.err) == (0, "")
    assert "300000" in ran.out or "30万–50万元" in ran.out


def test_standard_input_may_be_json_or_yaml() -> None:
    by_json = run("evaluate", "-", *ASKED, "--format", "csv", given=PROFILE)
    by_yaml = run(
        "evaluate", "-", *ASKED, "--format", "csv", given="注册地: 江门市\nhte_recognition: 首次认定\n"
    )
    assert by_json.out == by_yaml.out != ""


def test_the_language_is_chinese_unless_english_is_asked_for(profile: Path) -> None:
    assert "确保 30万元" in run("evaluate", profile, *ASKED).out
    assert "assured CNY 300,000" in run("evaluate", profile, *ASKED, "--lang", "en").out


def test_explaining_adds_clauses_and_quotes(profile: Path) -> None:
    quote = "三(一)1「对初次认定和重新认定的高企，分别给予30万元、10万元奖补」"
    assert quote not in run("evaluate", profile, *ASKED).out
    assert quote in run("evaluate", profile, *ASKED, "--explain").out


def test_version_and_year_can_be_named(profile: Path) -> None:
    ran = run("evaluate", profile, *ASKED, "--version", "2021", "--year", "2021", "--format", "json")
    answer = json.loads(ran.out)
    assert (answer["plan"]["version"], answer["year"]) == ("2021", 2021)


def assumptions(*arguments: str | Path) -> list[str]:
    ran = run("evaluate", *arguments, "--format", "json")
    return [assumed["fact"] for assumed in json.loads(ran.out)["assumptions"]]


def test_assumptions_are_made_only_when_asked_for(profile: Path) -> None:
    assert assumptions(profile, *ASKED) == ["received"]
    assert assumptions(profile, *ASKED, "--assume-registered") == ["registered_in", "received"]
    assert assumptions(profile, *ASKED, "--no-assume-not-received") == []


def test_a_record_can_be_replayed_and_shows_what_became_different(profile: Path, tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    assert run("evaluate", profile, *ASKED, "--record", record).status == 0
    same = run("replay", record)
    assert (same.status, same.out) == (0, "结果与存档一致。\n")
    record.write_text(record.read_text("utf-8").replace('"low": "300000"', '"low": "200000"'), "utf-8")
    different = run("replay", record, "--lang", "en")
    assert different.status == 1
    assert "was CNY 200,000–500,000 and is CNY 300,000–500,000 (三(一)1)" in different.out


def test_other_readings_are_told_instead_of_the_answer_where_asked_for(tmp_path: Path) -> None:
    zone = tmp_path / "zone.yaml"
    zone.write_text("registered_in: 云溪高新区\nhte_status: valid\nabove_scale_this_year: true\n", "utf-8")
    asked = (
        "evaluate",
        zone,
        "--city",
        "yunxi",
        "--as-of",
        "2024-06-30",
        "--policies",
        EXAMPLES,
        "--readings",
    )
    assert "得8万元" in run(*asked).out
    (reading,) = json.loads(run(*asked, "--format", "json").out)["readings"]
    assert (reading["chosen"]["reading"], reading["other"]["reading"]) == ("instead", "on_top")
    assert "| not chosen |" in run(*asked, "--format", "md", "--lang", "en").out


def test_a_plan_read_in_one_way_has_no_other_readings(profile: Path) -> None:
    asked = ("--city", "linjiang", "--as-of", "2024-06-30", "--policies", EXAMPLES)
    assert "没有标注另一读法" in run("evaluate", profile, *asked, "--readings").out
