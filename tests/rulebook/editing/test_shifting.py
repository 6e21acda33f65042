"""Cases moved by years: days, years of series, the year assessed; nothing that only looks like one."""

from __future__ import annotations

import pytest

from policyengine.rulebook.editing.shifting import moved

CASE = """\
cases:
  # 2020: as the text has it
  - name: {{zh: 2020年, en: "In 2020-06-30"}}
    as_of: {as_of}
    year: {year}
    profile: {{registered_in: "201900", revenue_by_year: {{{year}: 2019万元}}, staff: 2020, hired: {as_of}}}
    expect:
      reward: {{amount: 2020元, missing: ["revenue_by_year[{year}]"], payments: {{a: {{earliest: {as_of}}}}}}}
"""


def test_days_and_years_move_and_sums_counts_names_and_comments_do_not() -> None:
    before = CASE.format(as_of="2020-06-30", year=2020)
    assert moved(before, 7) == CASE.format(as_of="2027-06-30", year=2027)
    assert moved(moved(before, 7), -7) == before


@pytest.mark.parametrize(("years", "day"), [(4, "2024-02-29"), (1, "2021-02-28"), (80, "2100-02-28")])
def test_the_29th_of_february_moves_to_the_end_of_february(years: int, day: str) -> None:
    assert moved("cases:\n  - as_of: 2020-02-29\n", years) == f"cases:\n  - as_of: {day}\n"


def test_no_years_change_nothing() -> None:
    text = CASE.format(as_of="2020-06-30", year=2020)
    assert moved(text, 0) == text
