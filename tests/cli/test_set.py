"""`policyengine set`: values changed in place, all or none, and only where the version still checks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from policyengine.rulebook.bundled import policies_path
from policyengine.rulebook.editing import files
from tests.cli.running import run

WHERE = "anyang/2017-12-29"
AMOUNT = "rewards.hte_first_recognition.amount"
QUOTE = "rewards.hte_first_recognition.cite[1].quote"
PAID = "rewards.hte_first_recognition.paid_by"
NEW_QUOTE = "资金奖励额度提高到40万元（其中市财政20万元，所在县区财政20万元）"
READINGS = "rewards.hte_first_recognition.readings"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(policies_path() / WHERE, tmp_path / "policies" / WHERE)
    return tmp_path / "policies"


def rewards(folder: Path) -> Path:
    return folder / WHERE / "rewards.yaml"


def changed_lines(before: str, after: str) -> list[str]:
    old = before.splitlines()
    return [line.strip() for line in after.splitlines() if line not in old]


def test_values_are_changed_in_place_and_nothing_else_is(folder: Path) -> None:
    before = rewards(folder).read_text("utf-8")
    halves = "{city_finance: 20万元, county_finance: 20万元}"
    ran = run("set", WHERE, AMOUNT, "40万元", QUOTE, NEW_QUOTE, PAID, halves, "--policies", folder)
    assert ran.status == 0
    assert ran.out.splitlines()[0] == f"{AMOUNT}: 30万元 → 40万元"
    assert changed_lines(before, rewards(folder).read_text("utf-8")) == [
        f"- {{clause: 三(一)1, quote: {NEW_QUOTE}}}",
        "amount: 40万元",
        f"paid_by: {halves}",
    ]
    assert run("check", "--policies", folder).status == 0


def test_a_number_that_no_quote_holds_is_refused_and_the_file_is_what_it_was(folder: Path) -> None:
    before = rewards(folder).read_bytes()
    amount, halves = "40万元", "{city_finance: 20万元, county_finance: 20万元}"
    ran = run("set", WHERE, AMOUNT, amount, PAID, halves, "--policies", folder, "--lang", "en")
    assert ran.status == 1
    assert "rewards.yaml:" in ran.out
    assert "ungrounded-number" in ran.out
    assert "amount: 40万元" in ran.out
    assert "nothing was changed" in ran.err
    assert rewards(folder).read_bytes() == before


def test_one_bad_value_keeps_all_others_from_being_set(folder: Path) -> None:
    before = rewards(folder).read_bytes()
    title = "rewards.hte_first_recognition.title.en"
    ran = run("set", WHERE, title, "Another title", AMOUNT, "much", "--policies", folder)
    assert ran.status == 1
    assert rewards(folder).read_bytes() == before


@pytest.mark.parametrize(
    ("path", "offered"),
    [
        ("rewards.hte_first_recognitoin.amount", AMOUNT),
        ("reward.hte_first_recognition.amount", AMOUNT),
        ("rewards.hte_first_recognition.paidby.city_finance", f"{PAID}.city_finance"),
        ("plan.periood.from", "plan.period.from"),
        ("rewards.hte_first_recognition.cite[7].quote", "[0], [1]"),
    ],
)
def test_a_path_that_leads_nowhere_is_refused_with_the_nearest(folder: Path, path: str, offered: str) -> None:
    ran = run("set", WHERE, path, "x", "--policies", folder, "--lang", "en")
    assert ran.status == 2
    assert offered in ran.err


def test_a_key_that_its_mapping_does_not_know_is_refused_with_the_nearest(folder: Path) -> None:
    ran = run("set", WHERE, "rewards.hte_first_recognition.amoutn", "1", "--policies", folder, "--lang", "en")
    assert ran.status == 1
    assert "did you mean `amount`?" in ran.out


def test_an_unknown_version_is_refused_with_the_nearest(folder: Path) -> None:
    ran = run("set", "anyang/2017-12-28", AMOUNT, "1元", "--policies", folder, "--lang", "en")
    assert ran.status == 2
    assert "did you mean `2017-12-29`?" in ran.err


def test_a_key_that_may_be_there_is_added_and_taken_away(folder: Path) -> None:
    before = rewards(folder).read_text("utf-8")
    once = "rewards.provincial_innovation_leader.interpretation"
    assert run("set", WHERE, once, "{zh: 甲, en: A}", "--policies", folder).status == 0
    assert changed_lines(before, rewards(folder).read_text("utf-8")) == ["interpretation: {zh: 甲, en: A}"]
    assert run("set", WHERE, "--unset", once, "--policies", folder).status == 0
    assert rewards(folder).read_text("utf-8") == before


def test_what_the_rules_need_cannot_be_taken_away(folder: Path) -> None:
    ran = run(
        "set", WHERE, "--unset", "rewards.hte_first_recognition.theme", "--policies", folder, "--lang", "en"
    )
    assert ran.status == 1
    assert "`theme` is missing" in ran.out


def test_a_version_that_does_not_check_yet_can_be_mended_one_value_at_a_time(folder: Path) -> None:
    text = rewards(folder).read_text("utf-8")
    text = text.replace("amount: 50万元", "amount: TODO").replace("nature: entitlement", "nature: TODO", 1)
    rewards(folder).write_text(text, "utf-8")
    leader = "rewards.provincial_innovation_leader.amount"
    assert run("set", WHERE, leader, "50万元", "--policies", folder).status == 0
    wrong = run("set", WHERE, "rewards.hte_first_recognition.nature", "gift", "--policies", folder)
    assert wrong.status == 1
    nature = run("set", WHERE, "rewards.hte_first_recognition.nature", "entitlement", "--policies", folder)
    assert nature.status == 0
    assert run("check", "--policies", folder).status == 0


def test_the_plan_and_cases_have_paths_too(folder: Path) -> None:
    given = (
        "plan.validity.by",
        "市科技局",
        "plan.validity.checked_on",
        "2026-11-23",
        "cases[0].as_of",
        "2019-06-30",
    )
    ran = run("set", WHERE, *given, "--policies", folder)
    assert ran.status == 0
    assert "as_of: 2019-06-30" in (folder / WHERE / "cases.yaml").read_text("utf-8")
    assert "validity: {checked_on: 2026-11-23, by: 市科技局}" in (folder / WHERE / "plan.yaml").read_text(
        "utf-8"
    )


@pytest.mark.parametrize(
    "arguments", [(WHERE,), (WHERE, AMOUNT), ("anyang", AMOUNT, "1元"), ("a/b/c", AMOUNT, "1元")]
)
def test_a_wish_that_is_not_whole_is_bad_usage(folder: Path, arguments: tuple[str, ...]) -> None:
    assert run("set", *arguments, "--policies", folder).status == 2


def test_a_file_that_is_no_yaml_is_shown_and_left(folder: Path) -> None:
    rewards(folder).write_text("rewards: [\n", "utf-8")
    ran = run("set", WHERE, AMOUNT, "1元", "--policies", folder)
    assert ran.status == 1
    assert "yaml-syntax" in ran.out
    assert rewards(folder).read_text("utf-8") == "rewards: [\n"


def test_the_plans_of_an_installed_package_are_not_edited(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(files, "policies_path", lambda: tmp_path / "site-packages" / "policies")
    ran = run("set", WHERE, AMOUNT, "40万元", "--lang", "en")
    assert ran.status == 2
    assert "belong to the installed software" in ran.err
