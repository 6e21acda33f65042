"""Design, section 5: three values, and exact comparison."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.evaluation.meaning.kleene import truth_of, value_of
from policyengine.evaluation.meaning.terms import Known
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.parse import parse_term
from policyengine.language.tree import (
    AllOf,
    AnyOf,
    AtLeast,
    Compare,
    Condition,
    Duration,
    Fact,
    Kind,
    Literal,
    Not,
    Relation,
)
from tests.evaluation.wording import condition, vocabulary
from tests.strategies import conditions, profiles

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
A, B = Fact("a"), Fact("b")
GIVEN = {F: False, T: True}
WORDS = vocabulary(
    x="money", y="money", n="count", on="date", long="duration", seat="jurisdiction", q="boolean"
)


def facts(**truths: Truth) -> Known:
    return {name: GIVEN[truth] for name, truth in truths.items() if truth is not U}


def truth(text: str, **known: object) -> Truth:
    return truth_of(condition(text, WORDS))(known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        (F, F, F, F),
        (F, U, F, U),
        (F, T, F, T),
        (U, U, U, U),
        (U, T, U, T),
        (T, T, T, T),
    ],
)
def test_and_is_the_least_and_or_the_greatest(a: Truth, b: Truth, both: Truth, either: Truth) -> None:
    for known in (facts(a=a, b=b), facts(a=b, b=a)):
        assert truth_of(AllOf((A, B)))(known) is both
        assert truth_of(AnyOf((A, B)))(known) is either


@pytest.mark.parametrize(("a", "negated"), [(F, T), (U, U), (T, F)])
def test_not_turns_true_and_false_round_and_leaves_unknown(a: Truth, negated: Truth) -> None:
    assert truth_of(Not(A))(facts(a=a)) is negated


@pytest.mark.parametrize(
    ("known", "truth"),
    [("TTF", T), ("TTU", T), ("TUF", U), ("TFF", F), ("UUF", U), ("UFF", F), ("TUU", U)],
)
def test_at_least_two_of_three_goes_by_the_second_best(known: str, truth: Truth) -> None:
    condition = AtLeast(2, (A, B, Fact("c")))
    values = dict(zip("abc", map({"T": T, "U": U, "F": F}.get, known), strict=True))
    assert truth_of(condition)(facts(**values)) is truth  # type: ignore[arg-type]


def test_a_truth_refuses_to_be_a_bool() -> None:
    with pytest.raises(TypeError, match="unknown is neither"):
        bool(Truth.UNKNOWN)


@pytest.mark.parametrize("text", ["x >= 5元", "x != 5元", "x + y > 1元", "x / y >= 3%", "n in [1, 2]"])
def test_comparison_and_arithmetic_with_an_unknown_are_unknown(text: str) -> None:
    assert truth(text, y=Fraction(3)) is U


@pytest.mark.parametrize("relation", ["=", "!=", "<", "<=", ">", ">="])
def test_a_zero_denominator_is_unknown_whatever_is_asked(relation: str) -> None:
    assert truth(f"x / y {relation} 3%", x=Fraction(3), y=Fraction(0)) is U
    assert truth("x / (y - y) >= 3%", x=Fraction(3), y=Fraction(7)) is U


@given(st.integers(1, 10**15), st.sampled_from([3, 7, 10, 25]))
def test_a_share_of_revenue_holds_at_its_last_fen_and_fails_one_below(fen: int, percent: int) -> None:
    revenue = Fraction(fen, 100)
    least = Fraction(-(-fen * percent // 100), 100)  # the first 分 at or above the share
    text = f"x / y >= {percent}%"
    assert truth(text, x=least, y=revenue) is T
    assert truth(text, x=least - Fraction(1, 100), y=revenue) is F
    assert truth(f"x >= {percent}% * y", x=least, y=revenue) is T
    assert truth(f"x >= {percent}% * y", x=least - Fraction(1, 100), y=revenue) is F


@pytest.mark.parametrize(
    ("relation", "below", "at", "above"),
    [
        (">=", F, T, T),
        (">", F, F, T),
        ("<=", T, T, F),
        ("<", T, F, F),
        ("=", F, T, F),
        ("!=", T, F, T),
    ],
)
def test_every_relation_turns_exactly_at_its_value(
    relation: str, below: Truth, at: Truth, above: Truth
) -> None:
    for kind, unit, literal in (("x", Fraction(1, 100), "300元"), ("n", Fraction(1), "300")):
        found = [truth(f"{kind} {relation} {literal}", **{kind: 300 + step * unit}) for step in (-1, 0, 1)]
        assert found == [below, at, above]


def test_dates_are_compared_as_days_and_moved_by_months_and_days() -> None:
    day = date(2021, 12, 31)
    assert truth("on <= 2021-12-31", on=day) is T
    assert truth("on <= 2021-12-31", on=date(2022, 1, 1)) is F
    assert truth("on + 1年 = 2022-12-31", on=day) is T
    assert truth("on - 3年 >= 2019-01-01", on=day) is F
    assert truth("on + 90天 = 2022-03-31", on=day) is T


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
        (date(2021, 12, 15), 1, date(2022, 1, 15)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_months_last(day: date, months: int, moved: date) -> None:
    assert value_of(parse_term(f"{day} + {months}个月"))({}) == moved


def test_a_day_past_the_calendar_is_unknown() -> None:
    assert value_of(parse_term("9999-12-31 + 1天"))({}) is None
    assert value_of(parse_term("9999-12-31 + 1年"))({}) is None
    assert value_of(parse_term("0001-01-01 - 1年"))({}) is None


@pytest.mark.parametrize(
    ("a", "relation", "b", "expected"),
    [
        (Duration(months=12), Relation.AT_LEAST, Duration(months=11), T),
        (Duration(days=30), Relation.LESS, Duration(days=31), T),
        (Duration(months=1), Relation.AT_LEAST, Duration(days=30), U),  # February, or not
        (Duration(months=12), Relation.GREATER, Duration(days=300), T),
        (Duration(months=12), Relation.EQUAL, Duration(days=400), F),
        (Duration(), Relation.LESS, Duration(days=1), T),
    ],
)
def test_months_against_days_are_settled_only_where_every_calendar_agrees(
    a: Duration, relation: Relation, b: Duration, expected: Truth
) -> None:
    found = Compare(Literal(Kind.DURATION, a), relation, Literal(Kind.DURATION, b))
    assert truth_of(found)({}) is expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [("410500", T), ("410522", T), ("410700", F), ("410000", U), ("110000", F), (None, U)],
)
def test_a_place_is_in_a_territory_that_covers_it(code: str | None, expected: Truth) -> None:
    known = {} if code is None else {"seat": code}
    assert truth("seat = 410500", **known) is expected
    assert truth("seat in [410500]", **known) is expected
    assert truth("seat != 410500", **known) is ~expected


@given(conditions, profiles, profiles)
def test_more_facts_never_contradict(condition: Condition, known: Known, learned: Known) -> None:
    before, after = truth_of(condition)(known), truth_of(condition)({**learned, **known})
    assert before in (after, Truth.UNKNOWN)


@given(conditions, profiles)
def test_a_condition_and_its_opposite_are_opposite(condition: Condition, known: Known) -> None:
    assert truth_of(Not(condition))(known) is ~truth_of(condition)(known)
