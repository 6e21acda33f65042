"""Sums over a table are the sums of what the scalar engine answers, enterprise by enterprise."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyengine.budget.budget import Budget, budget
from policyengine.engine import Engine
from tests.budget.asking import Asking
from tests.budget.made_up import DAY, rows, table
from tests.conformance.suite import CITY

ENTERPRISES = rows(200, seed=7)
ASSUMED: tuple[dict[str, Any], ...] = (
    {},
    {"assume_registered": True},
    {"assume_not_received": True},
    {"assume_not_received": False},
)


def reckoned(engine: Engine, enterprises: list[dict[str, Any]], **assumed: Any) -> Budget:
    return budget(engine, table(enterprises), city=CITY, as_of=DAY, **assumed)


def summed(amounts: Any) -> Decimal:
    return sum(amounts, Decimal(0))


@pytest.mark.parametrize("assumed", ASSUMED, ids=str)
def test_totals_payers_rewards_and_statuses_are_those_of_evaluating_each(
    made_up_city: Engine, assumed: dict[str, Any]
) -> None:
    asking = Asking(made_up_city, **assumed)
    answers = [asking.answer(each) for each in ENTERPRISES]
    told = reckoned(made_up_city, ENTERPRISES, **assumed).side.reckoned
    assert told.total.assured == summed(each.totals.assured for each in answers)
    assert told.total.possible == summed(each.totals.possible for each in answers)
    assert told.total.unquantified == sum(bool(each.totals.unquantified) for each in answers)
    for payer, part in told.by_payer.items():
        ends = [each.totals.by_payer[payer] for each in answers if payer in each.totals.by_payer]
        assert part.assured == summed(each.low for each in ends)
        assert part.possible == summed(each.high for each in ends)
    for reward in told.rewards:
        items = [each.rewards[reward.rule.id] for each in answers]
        assert reward.outlay.assured == summed(item.amount.low for item in items)
        highs = [item.amount.low if item.amount.high is None else item.amount.high for item in items]
        assert reward.outlay.possible == summed(highs)
        assert reward.outlay.unquantified == sum(item.amount.high is None for item in items)
        for status, number in reward.statuses.items():
            assert number == sum(item.status == status for item in items)


def test_what_is_open_is_what_is_open_where_every_office_gives_all_it_may(made_up_city: Engine) -> None:
    asking = Asking(made_up_city)
    told = reckoned(made_up_city, ENTERPRISES).side.reckoned.total
    full = [answer.totals for each in ENTERPRISES if (answer := asking.in_full(each)) is not None]
    assert told.open == summed(each.possible - each.assured for each in full)
    assert told.assured + told.discretion + told.open == told.possible
    assert min(told.assured, told.discretion, told.open) > 0


def test_rewards_apart_and_what_groups_take_add_up_to_the_total(made_up_city: Engine) -> None:
    told = reckoned(made_up_city, ENTERPRISES).side.reckoned
    for part in ("assured", "discretion", "open", "possible"):
        taken = summed(getattr(g.after, part) - getattr(g.before, part) for g in told.groups)
        assert getattr(told.apart, part) + taken == getattr(told.total, part)
    themes = told.by_theme.values()
    assert summed(each.possible for each in themes) == told.apart.possible
    assert told.total.possible < told.apart.possible


@settings(max_examples=3, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(ASSUMED))
def test_any_few_enterprises_are_summed_as_they_are_evaluated(
    made_up_city: Engine, seed: int, assumed: dict[str, Any]
) -> None:
    enterprises = rows(6, seed)
    asking = Asking(made_up_city, **assumed)
    told = reckoned(made_up_city, enterprises, **assumed).to_dict()
    totals = [asking.answer(each).totals for each in enterprises]
    assert Fraction(told["totals"]["assured"]) == sum(Fraction(each.assured) for each in totals)
    assert Fraction(told["totals"]["possible"]) == sum(Fraction(each.possible) for each in totals)


def test_a_fund_is_used_by_its_own_rewards_after_the_groups_among_them(made_up_city: Engine) -> None:
    asking = Asking(made_up_city)
    answers = [asking.answer(each) for each in ENTERPRISES]
    funds = {each["id"]: each for each in reckoned(made_up_city, ENTERPRISES).to_dict()["funds"]}
    either, own = funds[f"{CITY}.either"], funds[f"{CITY}.interest"]
    highest = summed(
        max(each.rewards[id_].amount.low for id_ in ("recognition", "growth")) for each in answers
    )
    assert Decimal(either["outlay"]["assured"]) == highest
    assert Decimal(either["share"]["assured"]) == round(highest / 10_000_000, 4)
    interest = summed(each.rewards["interest"].amount.high or 0 for each in answers)
    assert Decimal(own["outlay"]["possible"]) == interest
    assert own["outlay"]["unquantified"] > 0
