"""Both readings of words that allow two: what each comes to for an enterprise, and for whom it matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from policyengine.evaluation.readings import OtherReading, readings
from policyengine.evaluation.witnesses import Witness, witnesses
from policyengine.language.facts import Vocabulary
from policyengine.rulebook.choices import Nature
from policyengine.rulebook.plan import Obligation, Plan, Reading, Reward, Support
from tests.evaluation.building import ask, both, group, known, obligation, plan, reward, support, vocabulary

WORDS = vocabulary(
    recognised="boolean",
    on_the_island="boolean",
    spent={"kind": "money"},
    revenue={"kind": "money"},
    intensity={"kind": "ratio", "derived": "spent / revenue"},
    n="count",
    grade={"kind": "choice", "choices": ("a", "b", "c")},
    recognised_on="date",
    applied_on="date",
    revenue_by_year={"kind": "money", "by_year": True},
    patents={"kind": "list", "fields": {"kind": {"kind": "choice", "choices": ("invention", "design")}}},
)


def either(chosen: Reward | Support | Obligation, other: Reward | Support | Obligation) -> Any:
    told = (Reading("so", both("如此")), Reading("otherwise", both("另一种读法"), other))
    return replace(chosen, readings=told)


def award(pays: str, when: str = "recognised", words: Vocabulary = WORDS, **more: Any) -> Reward:
    return reward("award", words, pays, when, **more)


REPLACES = award("500000元")
ADDS = award("800000元")
AMOUNTS = plan(WORDS, either(REPLACES, ADDS))


def read(made: Plan, profile: dict[str, Any], as_of: date = date(2021, 6, 30)) -> OtherReading:
    (found,) = readings(ask(made, profile, as_of))
    return found


def sums(found: OtherReading) -> tuple[Decimal, Decimal]:
    return found.difference


def test_an_enterprise_is_told_what_it_would_get_under_either_reading() -> None:
    found = read(AMOUNTS, {"recognised": True})
    told = found.to_dict()
    assert told["rule"] == "made_up.award"
    assert (told["chosen"]["reading"], told["chosen"]["amount"]["low"]) == ("so", "500000")
    assert (told["other"]["reading"], told["other"]["amount"]["low"]) == ("otherwise", "800000")
    assert told["difference"] == {"assured": "300000", "possible": "300000"}
    assert (told["differs"], told["turns_on"]) == (True, ["recognised"])


def test_a_reading_that_gives_less_has_a_negative_difference() -> None:
    assert sums(read(plan(WORDS, either(ADDS, REPLACES)), {"recognised": True})) == (-300_000, -300_000)


def test_what_the_enterprise_cannot_have_makes_no_difference_but_names_what_it_turns_on() -> None:
    found = read(AMOUNTS, {"recognised": False})
    assert (found.differs, sums(found), found.turns_on) == (False, (0, 0), ("recognised",))


def test_while_facts_are_missing_the_sums_differ_only_as_far_as_they_are_assured() -> None:
    assert sums(read(AMOUNTS, {})) == (0, 300_000)


def test_what_is_cut_from_the_total_makes_no_difference_to_it() -> None:
    capped = plan(WORDS, either(REPLACES, ADDS), group("g", ["award"], at_most=500_000))
    found = read(capped, {"recognised": True})
    assert (found.differs, sums(found)) == (True, (0, 0))


def test_readings_of_a_support_or_obligation_differ_in_their_status() -> None:
    first = support("help", WORDS, "n >= 3")
    helped = plan(WORDS, either(first, support("help", WORDS, "n > 3")))
    assert read(helped, {"n": 3}).to_dict()["other"]["status"] == "ineligible"
    assert read(helped, {"n": 3}).turns_on == ("n",)
    owed = obligation("duty", WORDS, "recognised", "n >= 5", by=date(2021, 12, 31))
    later = obligation("duty", WORDS, "recognised", "n >= 5", by=date(2022, 12, 31))
    found = read(plan(WORDS, either(owed, later)), {"recognised": True, "n": 0})
    assert (found.to_dict()["chosen"]["due_on"], found.to_dict()["other"]["due_on"]) == (
        "2021-12-31",
        "2022-12-31",
    )


def test_a_plan_read_in_one_way_only_has_no_other_reading() -> None:
    assert readings(ask(plan(WORDS, REPLACES), {"recognised": True})) == ()


# For whom it matters


def witness(chosen: Any, other: Any, **more: Any) -> Witness:
    made = plan(WORDS, either(chosen, other), **more)
    (found,) = witnesses(made, known({}, made))
    return found


def given(found: Witness) -> dict[str, Any]:
    profile = found.to_dict()["profile"]
    assert profile is not None
    assert found.found is not None
    assert found.found.differs
    return dict(profile)


def test_the_witness_gives_no_more_facts_than_it_takes() -> None:
    found = witness(REPLACES, ADDS)
    assert given(found) == {"recognised": True}
    assert found.found is not None
    assert found.found.difference == (300_000, 300_000)


@pytest.mark.parametrize(
    ("chosen", "other", "facts"),
    [
        (award("1元", "n >= 3"), award("1元", "n > 3"), {"n": "3"}),
        (award("1元", "intensity >= 3%"), award("1元", "intensity > 3%"), {"intensity": "0.03"}),
        (award("1元", "grade = a"), award("1元", "grade in [a, b]"), {"grade": "b"}),
        (
            award("1元", "applied_on <= 2022-12-31"),
            award("1元", "applied_on < 2022-12-31"),
            {"applied_on": "2022-12-31"},
        ),
        (
            award("1元", "applied_on between 4月1日 and 5月31日"),
            award("1元", "applied_on between 4月1日 and 5月30日"),
            {"applied_on": "2022-05-31"},
        ),
        (
            award("25% * spent at most 50万元"),
            award("25% * spent at most 60万元"),
            {"recognised": True, "spent": "2400000"},
        ),
    ],
)
def test_the_witness_stands_where_the_readings_part(chosen: Any, other: Any, facts: dict[str, Any]) -> None:
    assert given(witness(chosen, other)) == facts


def test_a_witness_may_take_facts_of_which_one_is_measured_against_the_other() -> None:
    found = witness(
        award("1元", "revenue_by_year[year - 1] >= revenue_by_year[year - 2]"),
        award("1元", "revenue_by_year[year - 1] > revenue_by_year[year - 2]"),
    )
    figures = given(found)
    assert set(figures) == {"revenue_by_year[2020]", "revenue_by_year[2019]"}
    assert len(set(figures.values())) == 1


@pytest.mark.parametrize(
    ("chosen", "other", "figures"),
    [
        (
            "growth(revenue_by_year[year - 1]) >= 10%",
            "growth(revenue_by_year[year - 1]) > 10%",
            {"revenue_by_year[2019]": "1000000", "revenue_by_year[2020]": "1100000"},
        ),
        (
            "growth(revenue_by_year[year - 1]) >= 10% and revenue_by_year[year - 1] >= 2000万元",
            "growth(revenue_by_year[year - 1]) > 10% and revenue_by_year[year - 1] >= 2000万元",
            {"revenue_by_year[2019]": "20000000", "revenue_by_year[2020]": "22000000"},
        ),
        (
            "compound_growth(revenue_by_year[year - 1], 3年) >= 15%",
            "compound_growth(revenue_by_year[year - 1], 3年) > 15%",
            {"revenue_by_year[2017]": "1000000", "revenue_by_year[2020]": "1520875"},
        ),
        (
            "revenue_by_year[year] >= revenue_by_year[2019]",
            "revenue_by_year[year] > revenue_by_year[2019]",
            {"revenue_by_year[2019]": "1000000", "revenue_by_year[2021]": "1000000"},
        ),
    ],
)
def test_a_witness_may_grow_just_as_much_as_it_takes(
    chosen: str, other: str, figures: dict[str, str]
) -> None:
    assert given(witness(award("1元", chosen), award("1元", other))) == figures


def test_a_witness_may_be_a_list_long_enough_to_tell_the_readings_apart() -> None:
    found = witness(
        award("1元", "count(patents where kind = invention) >= 3"), award("1元", "count(patents) >= 3")
    )
    assert given(found) == {"patents": [{"kind": "design"}] * 3}


def test_readings_that_come_to_the_same_for_everyone_have_no_witness() -> None:
    found = witness(award("1元", "n >= 3"), award("1元", "not n < 3"))
    assert found.to_dict()["profile"] is None
    assert found.to_dict()["outcome"] is None


def test_a_difference_in_what_someone_may_select_counts_too() -> None:
    chosen, other = (award(f"up to {much}", nature=Nature.DISCRETIONARY) for much in ("50万元", "80万元"))
    assert given(witness(chosen, other)) == {"recognised": True}
