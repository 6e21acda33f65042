"""One fault is one finding, at the place that needs mending: nothing that only follows from it is told."""

import pytest

from policyengine.language.facts import nearest
from policyengine.rulebook.bundled import policies_path

TIERS = [{"when": "in_talent_island", "amount": "30万元"}, {"otherwise": "30万元"}]


def underlined(folder, finding):
    path = folder.path / finding.span.file.removeprefix(f"{folder.path}/")
    line = path.read_text(encoding="utf-8").splitlines()[finding.span.line - 1]
    return line[finding.span.column - 1 : finding.span.end_column - 1]


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"amount": [{"when": "above_scale", "amout": "30万元"}, TIERS[1]]}, "unknown-key", "amout"),
        ({"amount": [TIERS[0], {"otherwize": "30万元"}]}, "unknown-key", "otherwize"),
        ({"amount": [TIERS[1], TIERS[0]]}, "wrong-value", "otherwise"),
        ({"amount": [TIERS[1], TIERS[1]]}, "wrong-value", "otherwise"),
        ({"amount": {"upto": "30万元"}}, "unknown-key", "upto"),
        ({"amount": {"unstatd": True}}, "unknown-key", "unstatd"),
        ({"when": {"al": ["above_scale"]}}, "unknown-key", "al"),
        ({"when": {"at_least": {"cuont": 2, "of": ["above_scale"]}}}, "unknown-key", "cuont"),
        ({"round": {"to": "100元", "direction": "down"}}, "ungrounded-number", "100元"),
        ({"paid_by": {"city_finance": 15, "county_finance": "15万元"}}, "wrong-value", "city_finance"),
        ({"when": "ip_owned >= 99999999999999999999999999999999999999999"}, "too-large", "9" * 41),
        ({"when": "ip_owned >= 5项"}, "unreadable-literal", "5项"),
    ],
)
def test_a_fault_within_a_rule(folder, change, code, words):
    folder.reward.update(change)
    (finding,) = folder.findings()
    assert (finding.code, underlined(folder, finding)) == (code, words)


@pytest.mark.parametrize("key", ["when", "amount", "paid_by", "nature"])
def test_a_key_with_nothing_after_it_is_told_once(folder, key):
    folder.reward[key] = None
    assert folder.codes() == ["wrong-value"]


def test_a_quote_of_nothing_is_not_searched_for_numbers(folder):
    folder.reward["cite"][0]["quote"] = ""
    assert folder.codes() == ["empty-quote"]


def test_a_single_citation_keeps_its_place(folder):
    folder.reward["cite"] = {"clause": "二", "quote": "首次认定的给予30万元"}
    finding = next(each for each in folder.findings() if each.code == "unknown-clause")
    assert underlined(folder, finding) == "二"


def test_a_reward_without_a_condition_is_warned_of_and_one_for_everybody_is_not(folder):
    del folder.reward["when"]
    assert folder.codes() == ["no-condition"]
    folder.reward["when"] = True
    assert folder.codes() == []


@pytest.mark.parametrize("name", ["themes.yaml", "departments.yaml", "vocabulary.yaml"])
@pytest.mark.parametrize("content", ["", "x: [", "tehmes: {}", b"\xff\xfe", "- a"])
def test_a_shared_file_that_cannot_be_read_makes_no_rule_wrong(folder, name, content):
    folder.files[name] = content
    (finding,) = folder.findings()
    assert finding.span.file.endswith(name)


def test_a_theme_that_cannot_be_read_makes_no_rule_wrong(folder):
    text = (policies_path() / "themes.yaml").read_text(encoding="utf-8")
    folder.files["themes.yaml"] = text.replace("recognition: {zh:", "recognition: {ch:")
    assert folder.codes() == ["unknown-key"]


def test_a_rule_is_checked_though_the_plan_cannot_be_read(folder):
    folder.plan["levle"] = folder.plan.pop("level")
    folder.reward["amount"] = "31万元"
    assert folder.codes() == ["unknown-key", "ungrounded-number"]


def test_rules_under_a_name_that_nothing_reads_are_not_missed_elsewhere(folder):
    folder.files["test/2020/rewards.yml"] = folder.files.pop("test/2020/rewards.yaml")
    folder.files["test/2020/cases.yaml"] = (
        "cases:\n  - {title: 甲, profile: {}, as_of: 2021-01-01, expect: {first: ineligible}}\n"
    )
    assert "unknown-rule" not in folder.codes()
    assert "unknown-file" in folder.codes()


@pytest.mark.parametrize("name", ["rewards.yaml.txt", "Rewards.YAML", "reward.yaml"])
def test_a_file_named_nearly_right_is_told_with_its_name_and_place(folder, name):
    folder.files[f"test/2020/{name}"] = "rewards: []\n"
    (finding,) = folder.findings()
    assert (finding.code, finding.nearest) == ("unknown-file", "rewards.yaml")
    assert (finding.span.line, finding.span.column) == (1, 1)


def test_a_department_struck_off_the_list_is_one_finding_that_counts_its_places(folder):
    folder.plan["departments"] = []
    folder.rewards["rewards"] = [{**folder.reward, "id": f"award_{n}"} for n in range(5)]
    (finding,) = folder.findings()
    assert "5处" in finding.message().zh
    assert "5 places" in finding.message().en


def test_a_few_misspelt_names_are_told_one_by_one(folder):
    folder.rewards["rewards"] = [
        {**folder.reward, "id": f"award_{n}", "theme": "recogniton"} for n in range(3)
    ]
    assert folder.codes() == ["unknown-theme"] * 3


@pytest.mark.parametrize("space", ["\u3000", "\xa0"])
def test_a_wide_space_that_indents_is_named(folder, space):
    folder.files["test/2020/rewards.yaml"] = (
        f"rewards:\n  - id: first\n{space}{space}theme: x\n    when: true\n"
    )
    finding = next(each for each in folder.findings() if each.code == "yaml-syntax")
    assert (finding.span.line, finding.span.column) == (3, 1)
    assert "full-width" in finding.message().en


def test_a_tag_that_the_parser_stumbles_over_is_refused_as_a_tag(folder):
    folder.files["test/2020/rewards.yaml"] = "rewards: !!python/object/apply:os.system [ls]\n"
    finding = next(each for each in folder.findings() if each.span.file.endswith("rewards.yaml"))
    assert finding.code == "yaml-refused"


def test_keys_are_listed_where_none_is_near(folder):
    folder.reward["xyzzy"] = 1
    (finding,) = folder.findings()
    assert "paid_by" in finding.help().en


def test_swapped_characters_are_nearest_of_all():
    assert nearest("=>", [">", ">=", "about"]) == ">="
    assert nearest("hte_first_recognition", ["major_project_precondition"]) is None
