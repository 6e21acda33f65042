"""What a fact would narrow: as when each enterprise that lacks it is evaluated with each of its values."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from policyengine.budget.budget import budget
from policyengine.budget.narrowing import Narrowing
from policyengine.budget.values import is_within
from policyengine.engine import Engine
from policyengine.language.interval import decimal_of
from tests.budget.asking import Asking
from tests.budget.made_up import DAY, VALUES, rows, table
from tests.conformance.suite import CITY

EXACT = ("registered_in", "first", "island", "chosen", "class", "loan", "since")
"""What turns rules by itself; sales and research turn one by their share of one another."""


@dataclass
class Sums:
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    ended_low: int = 0
    ended_high: int = 0

    def add(self, before: tuple[Decimal, int], after: list[tuple[Decimal, int]]) -> None:
        widths, opens = [width for width, _ in after], [open_ for _, open_ in after]
        if {before[1]} == set(opens):
            self.low += before[0] - max(widths)
            self.high += before[0] - min(widths)
        if before[1]:
            self.ended_low += max(opens) == 0
            self.ended_high += min(opens) == 0


def lacks(enterprise: dict[str, Any], fact: str) -> bool:
    return fact not in enterprise or (fact == "registered_in" and enterprise[fact] == "410000")


def given_values(narrowing: Narrowing, enterprise: dict[str, Any]) -> Iterator[Any]:
    known = enterprise.get(narrowing.fact.fact) if narrowing.fact.fact == "registered_in" else None
    for way in narrowing.fact.ways:
        if way.known == known:
            for value in way.values:
                yield (
                    decimal_of(value)
                    if hasattr(value, "numerator") and not isinstance(value, bool)
                    else value
                )


def narrowed(engine: Engine, enterprises: list[dict[str, Any]], **assumed: Any) -> dict[str, Narrowing]:
    told = budget(engine, table(enterprises), city=CITY, as_of=DAY, **assumed)
    return {each.fact.fact: each for each in told.side.narrowings}


def by_brute_force(asking: Asking, enterprises: list[dict[str, Any]], narrowing: Narrowing) -> Sums:
    fact, sums = narrowing.fact.fact, Sums()
    for enterprise in enterprises:
        before = asking.open(enterprise)
        if lacks(enterprise, fact) and before is not None:
            values = (value for value in given_values(narrowing, enterprise))
            answers = (open_of(asking, enterprise, fact, value) for value in values)
            sums.add(before, [each for each in answers if each is not None])
    return sums


def open_of(asking: Asking, enterprise: dict[str, Any], fact: str, value: Any) -> tuple[Decimal, int] | None:
    # A place that stands for all others in a territory has no code of its own.
    if fact == "registered_in":
        value = REAL.get(value, value)
    return asking.open(enterprise | {fact: value})


REAL = {"4105??/?": "410502", "41????/?": "411102", "??????/?": "110101"}


def test_each_exact_fact_narrows_what_evaluating_every_completion_narrows(made_up_city: Engine) -> None:
    enterprises = rows(60, seed=3)
    asking, found = Asking(made_up_city), narrowed(made_up_city, enterprises)
    assert set(EXACT) - {"loan"} <= set(found)
    for fact in EXACT:
        if fact in found:
            narrowing = found[fact]
            assert narrowing.fact.exact
            assert narrowing.missing == sum(lacks(each, fact) for each in enterprises)
            sums = by_brute_force(asking, enterprises, narrowing)
            told = Sums(
                narrowing.at_least, narrowing.at_most, narrowing.bounded_at_least, narrowing.bounded_at_most
            )
            assert told == sums, fact


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10**6))
def test_no_value_of_a_fact_narrows_less_or_more_than_is_told(made_up_city: Engine, seed: int) -> None:
    """Any value at all, not only those that the budget tried, be the fact exact or not."""
    chance, asking = random.Random(seed), Asking(made_up_city)
    before = [(each, asking.open(each)) for each in rows(16, seed)]
    bounded = [(each, open_[0]) for each, open_ in before if open_ is not None and open_[1] == 0]
    found = narrowed(made_up_city, [each for each, _ in bounded])
    for fact in VALUES.keys() & found.keys():
        shrunk = Decimal(0)
        for enterprise, width in bounded:
            if lacks(enterprise, fact):
                options = [v for v in VALUES[fact] if may_be(enterprise.get(fact), v) and v != "410000"]
                after = asking.open(enterprise | {fact: chance.choice(options)})
                assert after is not None
                shrunk += width - after[0]
        assert found[fact].at_least <= shrunk <= found[fact].at_most


def may_be(known: Any, value: Any) -> bool:
    return known is None or is_within(value, known)


def test_a_number_compared_with_a_share_of_another_is_told_as_a_bound(made_up_city: Engine) -> None:
    enterprises = rows(60, seed=11)
    found = narrowed(made_up_city, enterprises)
    research = found["research"]
    assert not research.fact.exact
    asking = Asking(made_up_city)
    open_ = [asking.open(each) for each in enterprises if "research" not in each]
    assert research.at_least == 0
    assert research.at_most <= sum(each[0] for each in open_ if each is not None)


def test_the_most_telling_fact_comes_first(made_up_city: Engine) -> None:
    told = budget(made_up_city, table(rows(60, seed=3)), city=CITY, as_of=DAY).to_dict()["facts"]
    middles = [Decimal(each["narrows_by"]["low"]) + Decimal(each["narrows_by"]["high"]) for each in told]
    assert middles == sorted(middles, reverse=True)
    assert middles[0] > 0


def test_nothing_is_asked_where_nothing_is_missing(made_up_city: Engine) -> None:
    known = [each | {"registered_in": "410502"} for each in rows(30, seed=5, unknown=0) if each["sales"]]
    told = budget(made_up_city, table(known), city=CITY, as_of=DAY).to_dict()
    assert told["facts"] == []
    assert told["totals"]["open"] == "0"
    assert told["totals"]["possible"] != "0"
