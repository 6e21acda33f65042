"""Cases added at the end of a file: it begins as it did, and reads as before and then the new ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.trial.appending import NowhereToAdd, appended

NEW = """\
cases:
  # 一(一)「奖励」
  - name: {zh: 新, en: new}
    as_of: 2022-06-30
    profile:
      revenue: 1万元
    confirmed: false
"""
OLD = "- name: 旧\n  as_of: 2021-06-30  # 说明\n  profile: {}\n"


def old(indent: int) -> str:
    return "# 标题\ncases:\n" + "".join(f"{' ' * indent}{line}\n" for line in OLD.splitlines())


@pytest.mark.parametrize("indent", [0, 2, 4])
def test_the_new_entries_stand_as_far_in_as_the_old(indent: int) -> None:
    made = appended(old(indent), NEW, "cases.yaml")
    assert made.startswith(old(indent))
    assert f"\n{' ' * indent}- name: {{zh: 新" in made


@given(st.integers(0, 6), st.sampled_from(["", "\n", "\n\n", "# 完\n"]))
def test_not_a_character_of_the_file_changes(indent: int, end: str) -> None:
    before = old(indent) + end
    assert appended(before, NEW, "cases.yaml").startswith(before)


def test_a_last_line_without_its_end_gets_one() -> None:
    assert appended(old(2).rstrip("\n"), NEW, "cases.yaml").startswith(old(2))


@pytest.mark.parametrize("before", ["", "\n"])
def test_an_empty_file_becomes_the_new_cases(before: str) -> None:
    assert appended(before, NEW, "cases.yaml") == NEW


@pytest.mark.parametrize(
    "before",
    [
        "cases: []\n",
        "cases: [{name: 旧, as_of: 2021-06-30, profile: {}}]\n",
        "cases:\n",
        "{}\n",
    ],
)
def test_a_file_with_nothing_to_add_to_is_left_alone(before: str) -> None:
    with pytest.raises(NowhereToAdd):
        appended(before, NEW, "cases.yaml")
