"""Lists of a profile: every entry read by its number and field, counted and summed as far as it is known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.errors import ProfileError
from policyengine.evaluation.facts.profile import Facts, known_facts
from policyengine.evaluation.meaning.amounts import amount_of
from policyengine.evaluation.meaning.kleene import truth_of
from policyengine.evaluation.meaning.truth import Truth
from tests.evaluation.wording import amount, between, condition, exactly, vocabulary

WORDS = vocabulary(
    hires={
        "kind": "list",
        "label": "新引进人才",
        "fields": {
            "level": {"kind": "choice", "choices": ("A", "B"), "label": "层次"},
            "cost": {"kind": "money", "label": "年薪", "aliases": ("工资",)},
            "hired_on": {"kind": "date", "label": "入职日期"},
            "lives_in": {"kind": "jurisdiction", "label": "居住地"},
        },
    },
    ceiling="money",
    abroad="boolean",
)
PLACES = {"jiangmen": "440700", "江门市": "440700", "人才岛": "440703/talent_island"}


def read(hires: object, **more: object) -> Facts:
    return known_facts({"hires": hires, **more}, WORDS, PLACES, ())


def said(hires: object) -> list[str]:
    with pytest.raises(ProfileError) as refusal:
        read(hires)
    return [finding.message().zh for finding in refusal.value.findings]


def test_an_entry_is_given_by_fields_or_their_labels_and_what_is_null_is_not_known() -> None:
    hires = [
        {"level": "选A", "年薪": "30万元", "hired_on": "2021-03-01"},
        {"层次": "B", "工资": Decimal("0.10"), "入职日期": None},
        {"居住地": "人才岛"},
        {},
    ]
    assert read(hires).known["hires"] == (
        (("level", "A"), ("cost", Fraction(300_000)), ("hired_on", date(2021, 3, 1))),
        (("level", "B"), ("cost", Fraction(1, 10))),
        (("lives_in", "440703/talent_island"),),
        (),
    )


def test_an_empty_list_is_known_and_null_is_not() -> None:
    assert read([]).known == {"hires": ()}
    assert read(None).known == {}


def test_a_list_may_come_as_json_text_with_its_numbers_exact() -> None:
    assert read('[{"cost": 0.1}, {"cost": 12345678901234.10}]').known["hires"] == (
        (("cost", Fraction(1, 10)),),
        (("cost", Fraction("12345678901234.10")),),
    )


def test_every_bad_entry_is_named_by_label_number_and_field_with_what_is_wanted() -> None:
    hires: list[Any] = [
        {"level": "C"},
        {"cost": -1, "hired_on": "2021-02-30"},
        7,
        {"salary": 5, "leval": "A"},
        {"cost": 1, "年薪": 1},
        {"lives_in": "atlantis"},
    ]
    level, cost, day, entry, salary, leval, twice, place = said(hires)
    assert level.startswith("“新引进人才”（hires）第1项的“层次”（level）无效：所给为'C'，应为下列之一：A")
    assert cost.startswith("“新引进人才”（hires）第2项的“年薪”（cost）无效：所给为-1，应为")
    assert day.startswith("“新引进人才”（hires）第2项的“入职日期”（hired_on）无效")
    assert entry.startswith("“新引进人才”（hires）第3项无效：所给为7，应为“栏目：值”的对应")
    assert salary == "“新引进人才”（hires）第4项：没有名为“salary”的栏目"
    assert leval == "“新引进人才”（hires）第4项：没有名为“leval”的栏目"
    assert twice == "“新引进人才第5项的年薪”（hires.cost）给出了两次：cost、年薪"
    assert place.startswith("“新引进人才”（hires）第6项的“居住地”（lives_in）无效：所给为'atlantis'")


def test_a_misspelt_field_is_offered_the_nearest() -> None:
    with pytest.raises(ProfileError) as refusal:
        read([{"leval": "A"}])
    help_ = refusal.value.findings[0].help()
    assert help_ is not None
    assert help_.en == "did you mean `level`?"


@pytest.mark.parametrize("given", ["张三", 5, {"level": "A"}, b"[]", "[" * 100_000, [{}] * 10_001])
def test_what_is_no_list_or_has_more_than_ten_thousand_entries_is_refused_whole(given: object) -> None:
    (message,) = said(given)
    assert "至多10000项" in message
    assert len(message) < 300


def test_ten_thousand_entries_are_read_and_summed() -> None:
    known = read([{"cost": 1, "level": "A"}] * 10_000).known
    assert amount_of(amount("sum(cost of hires where level = A)", WORDS))(known).interval == exactly(10_000)


def test_of_ten_thousand_bad_entries_a_hundred_are_told() -> None:
    assert len(said([{"nonsense": 1}] * 10_000)) == 101


def test_a_field_is_not_a_fact_of_the_enterprise() -> None:
    with pytest.raises(ProfileError) as refusal:
        known_facts({"hires.cost": 5}, WORDS, PLACES, ())
    assert [finding.code for finding in refusal.value.findings] == ["no-such-fact"]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.binary(max_size=3),
    lambda each: (
        st.lists(each, max_size=3)
        | st.dictionaries(
            st.sampled_from(["level", "cost", "年薪", "hired_on"]) | st.integers(), each, max_size=3
        )
    ),
    max_leaves=6,
)


@given(st.lists(anything, max_size=3) | anything)
def test_whatever_comes_for_a_list_is_read_or_refused_in_both_languages(given_: Any) -> None:
    try:
        known, faults = read(given_).known, ()
    except ProfileError as refusal:
        known, faults = {"hires": ()}, refusal.findings
    assert all(fault.message().zh and fault.message().en for fault in faults)
    entries: Any = known.get("hires", ())
    assert all(dict(entry).keys() <= {"level", "cost", "hired_on"} for entry in entries)


# What they come to


def comes_to(text: str, hires: object, **more: object) -> Any:
    return amount_of(amount(text, WORDS))(read(hires, **more).known).interval


FOUR = [{"level": "A", "cost": 100}, {"level": "B", "cost": 100}, {"cost": 100}, {"level": "A"}]


def test_what_may_count_counts_in_the_high_only() -> None:
    assert comes_to("10元 * count(hires where level = A)", FOUR) == between(20, 30)
    assert comes_to("10元 * count(hires)", FOUR) == exactly(40)
    assert comes_to("sum(cost of hires where level = B)", FOUR) == between(100, 200)
    assert comes_to("sum(cost of hires where level = A)", FOUR) == between(100, None)


def test_each_entry_has_its_ceiling_and_all_have_another() -> None:
    each, every = (
        "sum((50% * cost at most 40元) of hires)",
        "sum((50% * cost at most 40元) of hires) at most 130元",
    )
    assert comes_to(each, FOUR) == between(120, 160)
    assert comes_to(every, FOUR) == between(120, 130)


def test_an_entry_may_be_set_against_a_fact_of_the_enterprise() -> None:
    text = "10元 * count(hires where cost <= ceiling and not abroad)"
    assert comes_to(text, FOUR) == between(0, 40)
    assert comes_to(text, FOUR, ceiling=100) == between(0, 40)
    assert comes_to(text, FOUR, ceiling=100, abroad=False) == between(30, 40)
    assert comes_to(text, FOUR, ceiling=99, abroad=False) == between(0, 10)
    assert comes_to(text, FOUR, abroad=True) == exactly(0)


def test_the_fields_of_one_entry_are_never_those_of_another() -> None:
    assert comes_to(
        "sum(cost of hires where level = A)", [{"level": "A", "cost": 5}, {"cost": 7}]
    ) == between(5, 12)
    read_ = truth_of(condition("count(hires where hired_on >= 2021-01-01) >= 1", WORDS))
    assert read_(read([{"hired_on": "2020-12-31"}, {}]).known) is Truth.UNKNOWN
    assert read_(read([{"hired_on": "2020-12-31"}]).known) is Truth.FALSE


def test_the_digest_is_of_the_entries_in_any_order() -> None:
    one, other = {"level": "A", "cost": "30万元"}, {"cost": 1}
    assert read([one, other]).digest == read([other, {"层次": "选A", "cost": 300_000}]).digest
    assert read([one, other]).digest != read([one]).digest
    assert read([one, one]).digest != read([one]).digest
    assert read([]).digest != read(None).digest
