"""Mistakes in the shape of rule files: each told once, in a few words, where it stands."""

import re

import pytest

from policyengine.errors import SHOWN


def told(folder, code):
    """The one finding of a code; there is no other of any error."""
    findings = folder.findings()
    assert [each.code for each in findings] == [code], [each.message().en for each in findings]
    return findings[0]


def word_at(folder, finding):
    lines = (
        (folder.path / finding.span.file.removeprefix(f"{folder.path}/"))
        .read_text(encoding="utf-8")
        .splitlines()
    )
    return lines[finding.span.line - 1][finding.span.column - 1 : finding.span.end_column - 1]


def test_the_folder_of_these_tests_has_no_mistake(folder):
    assert folder.findings() == []


def test_a_misspelt_key_is_told_with_the_nearest_and_its_place(folder):
    folder.reward["natur"] = folder.reward.pop("nature")
    finding = told(folder, "unknown-key")
    assert (finding.found, finding.nearest, word_at(folder, finding)) == ("natur", "nature", "natur")
    assert finding.help().zh == "是否指“nature”？"


def test_a_missing_key_points_at_its_rule(folder):
    del folder.reward["nature"]
    finding = told(folder, "missing-key")
    assert (finding.key, word_at(folder, finding)) == ("nature", "id")


def test_a_comma_in_a_text_without_quotes_is_explained(folder):
    folder.files["test/2020/rewards.yaml"] = """
rewards:
  - id: first
    title: {zh: 首次认定, en: Newly recognised, first award}
    theme: recognition
    cite: [{clause: 一, quote: 首次认定的给予30万元}]
    departments: [市科技局]
    when: hte_recognition = first
    amount: 30万元
    nature: entitlement
"""
    finding = told(folder, "unknown-key")
    assert "comma" in finding.help().en


@pytest.mark.parametrize(
    ("key", "value", "code", "shown"),
    [
        ("id", "First", "wrong-value", "First"),
        ("id", None, "wrong-value", ""),
        ("title", 30, "wrong-value", "30"),
        ("title", {"zh": "奖励"}, "missing-key", None),
        ("title", {"zh": "奖励", "en": "  "}, "wrong-value", "  "),
        ("theme", ["recognition"], "wrong-value", "[…]"),
        ("cite", [], "wrong-value", "[…]"),
        ("cite", {"clause": "一"}, "missing-key", None),
        ("cite", "一", "wrong-value", "一"),
        ("departments", "市科技局", "wrong-value", "市科技局"),
        ("nature", "entitlment", "wrong-value", "entitlment"),
        ("once", "yes", "wrong-value", "yes"),
        ("once", 1, "wrong-value", "1"),
        ("scope", "all", "wrong-value", "all"),
        ("interpretation", None, "wrong-value", ""),
    ],
)
def test_a_value_of_the_wrong_sort_is_shown_with_what_is_wanted(folder, key, value, code, shown):
    folder.reward[key] = value
    finding = told(folder, code)
    assert shown is None or finding.found == shown


def test_a_misspelt_word_is_told_with_the_nearest(folder):
    folder.reward["nature"] = "entitlment"
    assert told(folder, "wrong-value").help().en == "did you mean `entitlement`?"


@pytest.mark.parametrize(
    "text", ["12/31/2020", "2020-13-01", "2021-02-29", "2020", "20201231", "2020-1-1", "2020-01-01T00:00:00"]
)
def test_days_are_written_in_one_way_and_exist(folder, text):
    folder.plan["period"]["from"] = text
    assert told(folder, "wrong-value").found == text


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("99", "prefecture"),
        ("990000", "province"),
        ("410500", "county"),
        ("410522", "prefecture"),
        ("410000", "county"),
    ],
)
def test_a_code_is_a_government_of_its_level(folder, code, level):
    folder.plan |= {"jurisdiction": code, "level": level}
    told(folder, "wrong-value")


def test_a_parent_contains_its_plan(folder):
    folder.plan["parent"] = "320000"
    assert told(folder, "wrong-value").found == "320000"


def test_no_finding_speaks_of_the_tools_beneath(folder):
    folder.reward.update(
        {"id": 5, "title": [], "cite": [{"clause": {}, "quote": []}], "once": {}, "amount": {}}
    )
    folder.plan.update({"period": "2020", "clauses": {}, "level": [], "validity": None, "name": 7})
    findings = folder.findings()
    assert len(findings) > 8
    for finding in findings:
        words = finding.message().en + finding.message().zh
        assert not re.search(r"pydantic|ruamel|lark|valid |Input|type=|https?:|None|Traceback", words)
        assert len(words) < 300


def test_a_long_bad_value_is_shown_short(folder):
    folder.reward["nature"] = "长" * 5000
    assert len(told(folder, "wrong-value").message().zh) < SHOWN + 60


def test_all_mistakes_of_all_files_are_told_in_one_run(folder):
    folder.reward.update({"natur": "x", "when": "hte_recogniton = first", "amount": "30"})
    folder.plan["departments"][0]["role"] = "sciense"
    folder.files["test/2020/duties.yaml"] = "duties: [{id: D}]"
    folder.files["test/2020/targets.yaml"] = "targets:\n\t- x"
    folder.files["other/2021/plan.yaml"] = "title: x"
    codes = folder.codes()
    assert {
        "unknown-key",
        "unknown-fact",
        "missing-unit",
        "unknown-role",
        "missing-key",
        "yaml-syntax",
    } <= set(codes)
    files = [each.span.file for each in folder.findings()]
    assert files == sorted(files)


def test_what_follows_from_a_rule_that_could_not_be_read_is_not_told(folder):
    folder.reward["nature"] = "?"
    assert folder.codes() == ["wrong-value"]


def test_ids_are_unique_across_the_files_of_a_version(folder):
    folder.files["test/2020/supports.yaml"] = {
        "supports": [
            {key: folder.reward[key] for key in ("id", "title", "theme", "cite", "departments", "nature")}
            | {"kind": "priority"}
        ]
    }
    finding = told(folder, "duplicate-id")
    assert finding.span.file.endswith("supports.yaml")
    assert "rewards.yaml" in finding.first


def obligation(**given):
    common = {
        "id": "owed",
        "title": {"zh": "义务", "en": "Duty"},
        "theme": "recognition",
        "departments": ["市科技局"],
    }
    return {**common, "cite": [{"clause": "一", "quote": "应当建账"}], "requires": "has_rd_ledger", **given}


@pytest.mark.parametrize(
    ("when", "valid"),
    [
        ({"standing": True}, True),
        ({"each": "year"}, True),
        ({"by": "2021-12-31", "derived": "甲"}, True),
        ({}, False),
        ({"standing": False}, False),
        ({"standing": True, "each": "year"}, False),
    ],
)
def test_an_obligation_has_one_day_one_rhythm_or_neither(folder, when, valid):
    folder.files["test/2020/obligations.yaml"] = {"obligations": [obligation(**when)]}
    assert ("keys-exclude" not in folder.codes()) is valid


def target(**given):
    common = {"id": "aim", "title": {"zh": "目标", "en": "Target"}, "theme": "recognition", "departments": []}
    figure = {"unit": "家", "measure": "level", "relation": ">=", "value": 80, "by": "2021-12-31"}
    return {
        **common,
        "cite": [{"clause": "一", "quote": "到2021年达到80家"}],
        "derived": "测试",
        **figure,
        **given,
    }


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []),
        ({"relation": "between"}, ["keys-exclude"]),
        ({"value": None}, ["wrong-value"]),
        ({"value": "2021-12-31"}, ["wrong-value"]),
        ({"value": "很多"}, ["wrong-value"]),
        ({"stretch": 100}, []),
        ({"stretch": "40%"}, ["wrong-value"]),
        ({"baseline": {"year": 2020, "value": 60}}, []),
        ({"baseline": {"year": 2020, "value": "60元"}}, ["wrong-value"]),
        ({"each": "year"}, ["keys-exclude"]),
    ],
)
def test_a_target_has_one_figure_of_one_kind(folder, given, codes):
    folder.files["test/2020/targets.yaml"] = {"targets": [target(**given)]}
    assert [code for code in folder.codes() if code in ("keys-exclude", "wrong-value")] == codes


def test_a_range_runs_upwards(folder):
    between = {
        key: value for key, value in target(relation="between", low=8, high=5).items() if key != "value"
    }
    folder.files["test/2020/targets.yaml"] = {"targets": [between]}
    assert told(folder, "wrong-value").found == "5"


@pytest.mark.parametrize(
    ("times", "valid"),
    [
        (2, True),
        ({"low": 2, "high": 3}, True),
        ({"low": 2, "high": None}, True),
        ({"low": 3, "high": 2}, False),
        (0, False),
    ],
)
def test_a_rhythm_says_how_often(folder, times, valid):
    common = {
        "id": "meet",
        "title": {"zh": "会议", "en": "Meetings"},
        "theme": "governance",
        "departments": ["市科技局"],
    }
    duty = {**common, "cite": [{"clause": "一", "quote": "每年召开会议"}], "derived": "测试"}
    folder.files["test/2020/duties.yaml"] = {
        "duties": [{**duty, "rhythm": {"every": "year", "times": times}}]
    }
    assert ("wrong-value" not in folder.codes()) is valid


def test_a_group_pays_the_highest_or_has_a_ceiling(folder):
    group = {
        "id": "one",
        "title": {"zh": "组", "en": "Group"},
        "rewards": ["first"],
        "cite": folder.reward["cite"],
    }
    folder.rewards["groups"] = [group]
    assert "keys-exclude" in folder.codes()
    group["pay"] = "highest"
    assert "keys-exclude" not in folder.codes()


@pytest.mark.parametrize("name", ["reward.yaml", "plan.yml", "notes.yaml"])
def test_a_file_that_nothing_reads_is_told(folder, name):
    folder.files[f"test/2020/{name}"] = "x: y"
    assert folder.codes() == ["unknown-file"]


def test_rules_in_a_file_of_another_kind_are_told(folder):
    folder.files["test/2020/supports.yaml"] = "rewards: []"
    assert told(folder, "unknown-key").found == "rewards"


@pytest.mark.parametrize("content", ["# nothing yet\n", "rewards:\n", "rewards: []\n"])
def test_a_rule_file_may_be_empty(folder, content):
    folder.files["test/2020/rewards.yaml"] = content
    assert folder.codes() == ["uncovered-clause", "unused-department"]


@pytest.mark.parametrize("content", ["", "\n  \n"])
def test_a_rule_file_without_a_word_is_taken_for_one_cut_off(folder, content):
    folder.files["test/2020/rewards.yaml"] = content
    assert told(folder, "missing-key").key == "rewards"
