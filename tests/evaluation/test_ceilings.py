"""What a ceiling leaves: fixed or computed, with what was received, and what others paid; and its cuts."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.deciding.ceilings import allotted
from policyengine.evaluation.meaning.amounts import Reach
from policyengine.rulebook.choices import Cut
from policyengine.rulebook.paying import Ceiling
from tests.evaluation.building import ask, between, ceiling, group, payment, plan, reach, reward, vocabulary

WORDS = vocabulary(q="boolean", tax="money", province="money")


def under(*ceilings: Ceiling, profile: dict[str, Any] | None = None, **options: Any) -> Assessment:
    """Two awards of 60万元 and 40万元 under some ceilings."""
    made = plan(
        WORDS,
        reward("a", WORDS, "60万元", "q"),
        reward("b", WORDS, "40万元", "q"),
        group("g", ["a", "b"], ceilings=ceilings),
    )
    return ask(made, {"q": True, **(profile or {})}, **options)


def total(found: Assessment) -> tuple[int, int]:
    return int(found.totals.assured), int(found.totals.possible)


def received(reward: str, amount: str | None = None, on: str | None = None) -> dict[str, Any]:
    return {"reward": reward, "amount": amount, "on": on}


def test_the_lowest_of_several_ceilings_binds() -> None:
    assert total(under(ceiling(WORDS, "90万元"), ceiling(WORDS, "70万元"))) == (700_000, 700_000)


@pytest.mark.parametrize(("tax", "expected"), [(300_000, (300_000, 300_000)), (None, (0, 1_000_000))])
def test_a_ceiling_computed_from_a_fact_is_open_while_the_fact_is(
    tax: int | None, expected: tuple[int, int]
) -> None:
    assert total(under(ceiling(WORDS, "tax"), profile={"tax": tax})) == expected


@pytest.mark.parametrize(
    ("province", "expected"),
    [(0, (800_000, 800_000)), (500_000, (300_000, 300_000)), (900_000, (0, 0)), (None, (0, 800_000))],
)
def test_what_others_paid_counts_under_a_ceiling(province: int | None, expected: tuple[int, int]) -> None:
    counting = ceiling(WORDS, "80万元", counting="province")
    assert total(under(counting, profile={"province": province})) == expected


@pytest.mark.parametrize(
    ("per", "entry", "expected"),
    [
        ("year", received("a", "50万元", "2021-03-01"), (300_000, 300_000)),
        ("year", received("a", "50万元", "2020-12-31"), (800_000, 800_000)),
        ("year", received("a", "50万元"), (300_000, 800_000)),
        ("year", received("a", None, "2021-03-01"), (0, 800_000)),
        ("year", received("a", None, "2020-03-01"), (800_000, 800_000)),
        ("ever", received("a", "50万元"), (300_000, 800_000)),
        ("ever", received("a", "50万元", "2021-01-01"), (300_000, 300_000)),
        ("ever", received("a", "50万元", "2020-12-31"), (800_000, 800_000)),  # before the plan began
        (None, received("a", "50万元", "2021-03-01"), (800_000, 800_000)),
    ],
)
def test_what_was_received_counts_in_the_year_assessed_or_since_the_plan_began(
    per: str | None, entry: dict[str, Any], expected: tuple[int, int]
) -> None:
    found = under(ceiling(WORDS, "80万元", per=per), profile={"received": [entry]})
    assert total(found) == expected


def test_what_was_received_of_another_reward_does_not_count() -> None:
    made = plan(
        WORDS,
        reward("a", WORDS, "60万元", "q"),
        reward("other", WORDS, "1元", "q"),
        group("g", ["a"], ceilings=[ceiling(WORDS, "50万元", per="ever")]),
    )
    found = ask(made, {"q": True, "received": [received("other", "50万元")]})
    assert total(found) == (500_001, 500_001)


def test_not_to_know_what_was_received_leaves_a_ceiling_open() -> None:
    found = under(ceiling(WORDS, "80万元", per="ever"), assume_not_received=False)
    assert total(found) == (0, 800_000)


def test_a_payment_received_counts_within_its_reward_and_not_beside_it() -> None:
    halves = (payment("p1", WORDS, "30万元"), payment("p2", WORDS, "30万元"))
    made = plan(
        WORDS,
        reward("a", WORDS, "60万元", "q", payments=halves),
        reward("b", WORDS, "40万元"),
        group("g", ["a", "b"], ceilings=[ceiling(WORDS, "80万元", per="ever")]),
    )
    paid = {"received": [{**received("a", "30万元", "2021-02-01"), "payment": "p1"}]}
    assert total(ask(made, {"q": True, **paid})) == (800_000, 800_000)
    # A reward that can no longer be had comes to nothing more, and what was paid of it counts.
    assert total(ask(made, {"q": False, **paid})) == (400_000, 400_000)
    more = {"received": [{**received("a", "50万元", "2021-02-01"), "payment": "p1"}]}
    assert total(ask(made, {"q": False, **more})) == (300_000, 300_000)


def test_totals_say_what_cut_them() -> None:
    (cut,) = under(
        ceiling(WORDS, "80万元", per="ever"), profile={"received": [received("a", "50万元", "2021-02-01")]}
    ).totals.cuts
    assert (cut.group, cut.by) == ("made_up.g", "ceiling")
    assert (cut.before, cut.after, cut.at_most) == (
        between(1_000_000, 1_000_000),
        between(300_000, 300_000),
        between(300_000, 300_000),
    )


def test_a_ceiling_that_is_not_reached_is_no_cut() -> None:
    assert under(ceiling(WORDS, "100万元")).totals.cuts == ()


# At whose cost


ends = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda e: reach(min(e), max(e)))
cuts = st.sampled_from(Cut)


def inside(draw: st.DataObject, wide: Reach) -> Fraction:
    assert wide.high is not None
    return Fraction(draw.draw(st.integers(int(wide.low), int(wide.high))))


@given(cuts, st.lists(ends, min_size=1, max_size=4), ends, st.data())
def test_what_each_member_is_paid_holds_and_adds_up(
    cut: Cut, members: list[Reach], limit: Reach, data: st.DataObject
) -> None:
    amounts, most = [inside(data, each) for each in members], inside(data, limit)
    exact = allotted(cut, [Reach(each, each) for each in amounts], Reach(most, most))
    assert sum(each.low for each in exact) == min(most, sum(amounts))
    for wide, paid, own in zip(allotted(cut, members, limit), exact, amounts, strict=True):
        assert paid.low <= own
        assert wide.low <= paid.low <= (wide.high or 0)


@given(cuts, st.lists(ends, min_size=1, max_size=3), ends)
def test_a_member_of_no_known_high_may_leave_the_others_nothing(
    cut: Cut, members: list[Reach], limit: Reach
) -> None:
    unknown = Reach(Fraction(0), None)
    paid = allotted(cut, [unknown, *members], limit)
    assert paid[0].high == limit.high
    assert all(each.low == 0 for each in paid[1:])


def test_a_payment_made_before_counts_once_its_condition_no_longer_holds() -> None:
    words = vocabulary(q="boolean", b="boolean")
    halves = (payment("p1", words, "30万元", "b"), payment("p2", words, "30万元"))
    made = plan(
        words,
        reward("a", words, "(30万元 if b, otherwise 0元) + 30万元", "q", payments=halves),
        group("g", ["a"], ceilings=[ceiling(words, "40万元", per="year")]),
    )
    paid = {"received": [{**received("a", "30万元", "2021-02-01"), "payment": "p1"}]}
    assert total(ask(made, {"q": True, "b": True, **paid})) == (400_000, 400_000)
    assert total(ask(made, {"q": True, "b": False, **paid})) == (100_000, 100_000)
