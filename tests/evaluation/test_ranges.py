"""What is not known leaves a range: it holds every completion and narrows with every fact."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.evaluation.meaning.amounts import amount_of
from policyengine.evaluation.meaning.kleene import range_of, truth_of, value_of
from policyengine.evaluation.meaning.ranges import ANYTHING, NOT_NEGATIVE, Possible, Range
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.interval import Interval
from policyengine.language.tree import (
    Among,
    Branch,
    Compare,
    Condition,
    Duration,
    Fact,
    Kind,
    Literal,
    Relation,
    Term,
    Tiers,
    Value,
)
from tests.evaluation.wording import amount, between, condition, exactly, named, term, vocabulary
from tests.evaluation.worlds import Undefined, conditions, days, holds, money, parts, worlds, worth

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN

WORDS = named(
    vocabulary(
        x="money",
        paid="money",
        planned="money",
        months_hired="count",
        on="date",
        listed="boolean",
        grade={"kind": "choice", "choices": ("A", "B", "C")},
        profit={"kind": "money", "derived": "x - paid"},
        patents={
            "kind": "list",
            "fields": {"kind": {"kind": "choice", "choices": ("invention", "design")}, "cost": "money"},
        },
    ),
    share="100% if grade = A, 80% if grade = B, otherwise 0%",
    award="25% * x at most 100万元",
    standing="listed and x >= 100万元",
)


def exact(known: dict[str, object]) -> dict[str, Value]:
    return {k: Fraction(v) if type(v) is int else v for k, v in known.items()}  # type: ignore[misc]


def comes_to(text: str, **known: object) -> Interval:
    return amount_of(amount(text, WORDS))(exact(known)).interval


def truth(text: str, **known: object) -> Truth:
    return truth_of(condition(text, WORDS))(exact(known))


def patents(*kinds: str | None) -> tuple[tuple[tuple[str, str], ...], ...]:
    return tuple(() if kind is None else (("kind", kind),) for kind in kinds)


# Amounts


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("30万元 + 25% * x", 300_000, None),
        ("100万元 - paid", 0, 1_000_000),
        ("100万元 - (paid at least 30万元)", 0, 700_000),
        ("share * award", 0, 1_000_000),
        ("120% * award at most 110万元", 0, 1_100_000),
        ("3000元 * (months_hired at most 36)", 0, 108_000),
        ("3000元 * (months(on, 2021-12-31) at most 36)", 0, 108_000),
        ("(x at most 10万元) + (paid at least 1万元 at most 5万元)", 10_000, 150_000),
        ("(100万元 if listed, otherwise 40万元) - (paid at most 50万元)", 0, 1_000_000),
        ("(100万元 if listed, otherwise 60万元) - (paid at most 50万元)", 100_000, 1_000_000),
        ("2000元 * count(patents where kind = invention)", 0, None),
        ("sum((50% * cost at most 5000元) of patents) at most 2万元", 0, 20_000),
        ("80% * (x rounded down to 1万元 at most 50万元)", 0, 400_000),
    ],
)
def test_arithmetic_on_what_is_bounded_stays_bounded(text: str, low: int, high: int | None) -> None:
    assert comes_to(text) == between(low, high)


def test_a_class_share_is_applied_after_the_items_own_ceiling() -> None:
    assert comes_to("share * award", grade="B", x=5_000_000) == exactly(800_000)
    assert comes_to("share * award", grade="C") == exactly(0)
    assert comes_to("share * award", x=5_000_000) == between(0, 1_000_000)
    assert comes_to("share * award", grade="B") == between(0, 800_000)


def test_each_marginal_rate_counts_on_its_own_part() -> None:
    rates = "10% * (x at most 100万元) + 8% * ((x at least 100万元 at most 500万元) - 100万元)"
    sums = [(999_999, "99999.9"), (1_000_000, 100_000), (1_000_001, "100000.08"), (9_000_000, 420_000)]
    assert [comes_to(rates, x=x) for x, _ in sums] == [exactly(much) for _, much in sums]
    assert comes_to(rates) == between(0, 420_000)


def test_the_last_fen_tells() -> None:
    text = "(10万元 if x >= 100万元, otherwise 5万元) + 1元"
    assert comes_to(text, x=Fraction("999999.99")) == exactly(50_001)
    assert comes_to(text, x=1_000_000) == exactly(100_001)
    assert truth("(x at most 100万元) >= 100万元", x=Fraction("999999.99")) is F
    assert truth("(x at most 100万元) >= 100万元", x=1_000_000) is T


def test_no_conditional_part_of_a_sum_falls_below_zero() -> None:
    text = "30万元 + (x - 100万元 if listed, otherwise 0元)"
    assert comes_to(text, listed=True, x=500_000) == exactly(300_000)
    assert comes_to(text, listed=True, x=1_500_000) == exactly(800_000)


def test_a_derived_fact_that_may_be_a_loss_bounds_nothing_from_below_while_it_is_unknown() -> None:
    text = amount("30万元 + profit", WORDS)
    assert amount_of(text, {"profit"})({}).interval == between(0, None)
    assert amount_of(amount("30万元 + x", WORDS), {"profit"})({}).interval == between(300_000, None)


# Conditions


def test_a_plain_fact_that_is_unknown_leaves_a_comparison_unknown() -> None:
    assert truth("x >= 0元") is U
    assert truth("x + paid >= 0元", x=3) is U


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (("invention",) * 3 + (None, None), T),
        (("invention", "invention", None, "design"), U),
        (("invention", None, "design", "design"), F),
        ((), F),
    ],
)
def test_three_sure_entries_are_three_whatever_the_open_ones_are(
    kinds: tuple[str | None, ...], expected: Truth
) -> None:
    assert truth("count(patents where kind = invention) >= 3", patents=patents(*kinds)) is expected


def test_of_a_list_not_given_nothing_is_known_but_that_it_is_not_less_than_empty() -> None:
    assert truth("count(patents) >= 1") is U
    assert truth("count(patents) >= 0") is T
    assert truth("sum(cost of patents) < 0元") is F
    assert truth("sum((cost - 5元) of patents) < 0元") is U


def test_what_a_term_is_bounded_to_settles_a_comparison() -> None:
    assert truth("(x at most 36元) <= 36元") is T
    assert truth("(x at most 36元) > 36元") is F
    assert truth("(x at most 36元) = 36元") is U
    assert truth("share * award <= 100万元") is T
    assert truth("(on at least 2021-01-01) < 2021-01-01") is F


def test_a_share_of_nothing_is_unknown() -> None:
    half = "count(patents where kind = invention) / count(patents) >= 50%"
    assert truth(half, patents=()) is U
    assert truth(half, patents=patents("invention", "design")) is T
    assert truth(half, patents=patents("design", None, "design")) is F


def _grade(id_: str) -> Literal:
    return Literal(Kind.CHOICE, id_)


def test_a_divisor_that_may_be_less_than_nothing_leaves_not_even_the_sign() -> None:
    assert truth("(x at most 5元) / (x - 1元) >= 0%") is U
    assert truth("(x at most 5元) / (x - 1元) >= 0%", x=Fraction("0.5")) is F


def test_a_value_of_no_order_in_tiers_is_one_of_a_few() -> None:
    rating = Tiers((Branch(Fact("listed"), Fact("grade")),), _grade("C"))
    asked = (
        Compare(rating, Relation.EQUAL, _grade("C")),
        Among(rating, (_grade("A"), _grade("C"))),
        Compare(rating, Relation.EQUAL, _grade("B")),
    )
    rated = [truth_of(each) for each in asked]
    assert [read({}) for read in rated] == [U, U, U]
    assert [read({"grade": "A"}) for read in rated] == [U, T, F]
    assert [read({"listed": False}) for read in rated] == [T, T, F]


def test_a_named_condition_is_what_it_stands_for() -> None:
    assert truth("standing", listed=False) is F
    assert truth("not standing", listed=True, x=2_000_000) is F
    assert truth("standing = true", listed=True, x=2_000_000) is T


# What holds of every term


def within(inner: Possible, outer: Possible) -> bool:
    if isinstance(outer, frozenset):
        return isinstance(inner, frozenset) and inner <= outer
    if isinstance(inner, frozenset):
        return outer == ANYTHING
    above = outer.low is None or (inner.low is not None and outer.low <= inner.low)  # type: ignore[operator]
    return above and (outer.high is None or (inner.high is not None and inner.high <= outer.high))  # type: ignore[operator]


@given(money, worlds, st.data())
def test_a_range_holds_what_the_term_is_worth_in_every_world_it_leaves_open(
    each: Term, world: dict[str, Value], data: st.DataObject
) -> None:
    some = data.draw(parts(world))
    try:
        value = worth(each, world)
    except Undefined:
        return
    possible = range_of(each, NOT_NEGATIVE)
    assert possible(world) == Range(value, value)
    assert value_of(each)(world) == value
    assert within(possible(world), possible(some))


@given(days, worlds, st.data())
def test_a_day_lies_where_its_range_says(each: Term, world: dict[str, Value], data: st.DataObject) -> None:
    value = worth(each, world)
    assert value_of(each)(world) == value
    assert within(Range(value, value), range_of(each, ANYTHING)(data.draw(parts(world))))


@given(money, worlds, st.data())
def test_every_further_fact_entry_or_field_only_narrows_a_range_and_an_amount(
    each: Term, world: dict[str, Value], data: st.DataObject
) -> None:
    more = data.draw(parts(world))
    fewer = data.draw(parts(more))
    possible, reach = range_of(each, NOT_NEGATIVE), amount_of(each)
    assert within(possible(more), possible(fewer))
    assert within(Range(*reach(more)), Range(*reach(fewer)))


@given(conditions, worlds, st.data())
def test_a_condition_once_settled_holds_in_every_world_that_is_left(
    each: Condition, world: dict[str, Value], data: st.DataObject
) -> None:
    more = data.draw(parts(world))
    fewer = data.draw(parts(more))
    read = truth_of(each)
    assert read(fewer) in (read(more), U)
    assert read(more) in (read(world), U)
    try:
        expected = holds(each, world)
    except Undefined:
        return
    assert read(world) is (T if expected else F)


def test_a_day_past_the_calendar_is_known_to_lie_past_it() -> None:
    later = range_of(term("(on at least 9999-12-01) + 1年", WORDS), ANYTHING)
    assert later({"on": date(9999, 12, 31)}) == Range(date.max, None)
    earlier = range_of(term("(on at most 0001-06-30) - 1年", WORDS), ANYTHING)
    assert earlier({"on": date(1, 1, 1)}) == Range(None, date.min)


def test_a_length_of_time_that_is_not_known_is_none_or_more() -> None:
    words = vocabulary(on="date", long="duration")
    lasts = truth_of(condition("(on at least 2021-01-01) + long >= 2021-01-01", words))
    assert lasts({}) is T
    assert lasts({"long": Duration(months=1)}) is T
