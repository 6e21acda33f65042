"""Made-up plans: what the code generated from them decides is what the plain evaluator decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policyengine.evaluation.facts.derived import with_derived
from policyengine.evaluation.facts.profile import Facts
from policyengine.evaluation.facts.received import Received
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.tree import (
    ALWAYS,
    Amount,
    Arithmetic,
    Branch,
    Compare,
    Condition,
    Fact,
    Kind,
    Literal,
    Operator,
    Relation,
    Tiers,
    Value,
)
from policyengine.rulebook.choices import Cut, Nature, Pay, Per, Scope, SupportKind, Weighed
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.paying import Ceiling
from policyengine.rulebook.plan import Obligation, Plan, Reward, Support
from policyengine.rulebook.provisions import Group, PlanWide, Selector
from tests import strategies
from tests.evaluation.building import CITY, CODE, REGISTERED_IN, both, cite, plan
from tests.evaluation.generated.alike import assert_alike

AS_OF = date(2021, 6, 30)
REWARDS = ("first", "second", "third")
OWN = FactDefinition(
    name="margin",
    kind=Kind.MONEY,
    label=both("利润", "Margin"),
    question=both("利润是多少？"),
    derived=Arithmetic(Fact("revenue"), Operator.MINUS, Fact("rd_expense")),
)
"""A derived fact that may come to less than zero."""
WORDS = strategies.VOCABULARY.with_facts([REGISTERED_IN, OWN])
assert isinstance(WORDS, Vocabulary)

_of_margin = st.builds(
    Compare,
    st.just(Fact("margin")),
    st.sampled_from(Relation),
    strategies.literals(Kind.MONEY) | st.just(Fact("rd_expense")),
)
_of_today = st.builds(Compare, st.just(Fact("as_of")), st.sampled_from(Relation), strategies.facts(Kind.DATE))
conditions: st.SearchStrategy[Condition] = st.one_of(
    strategies.conditions, _of_margin, _of_today, st.just(ALWAYS)
)
_parts = st.builds(
    Tiers,
    st.builds(Branch, strategies.conditions, strategies.money_terms).map(lambda each: (each,)),
    strategies.money_terms,
)
amounts: st.SearchStrategy[Amount] = st.one_of(
    strategies.amounts,
    st.just(Fact("margin")),
    st.builds(
        Arithmetic,
        _parts,
        st.sampled_from([Operator.PLUS, Operator.MINUS]),
        _parts | strategies.facts(Kind.MONEY),
    ),
)


@st.composite
def rewards(draw: st.DrawFn, id_: str) -> Reward:
    amount = draw(amounts)
    return Reward(
        **cite(id_),
        when=draw(conditions),
        amount=amount,
        promised=amount,
        nature=draw(st.sampled_from(Nature)),
        once=draw(st.sampled_from([None, Per.EVER, Per.YEAR])),
        scope=draw(st.sampled_from(Scope)),
    )


@st.composite
def obligations(draw: st.DrawFn) -> Obligation:
    when: dict[str, Any] = draw(
        st.sampled_from(
            [
                {"standing": True},
                {"by": Literal(Kind.DATE, date(2021, 12, 31))},
                {"by": Literal(Kind.DATE, date(2021, 3, 31))},
                {"by": Fact("established_on")},
                {"standing": True, "start": Fact("established_on")},
            ]
        )
    )
    return Obligation(**cite("duty"), bound=draw(conditions), requires=draw(conditions), **when)


@st.composite
def groups(draw: st.DrawFn) -> tuple[Group, ...]:
    """None, one over some of the rewards, or one of these in another."""
    made = [_group(draw, "inner", REWARDS[:2]), _group(draw, "outer", ("inner", REWARDS[2]))]
    return tuple(made[: draw(st.integers(0, 2))])


def _group(draw: st.DrawFn, id_: str, members: tuple[str, ...]) -> Group:
    figures = st.sampled_from([0, 1, 50, 120]).map(lambda n: Literal(Kind.MONEY, Fraction(n)))
    at_most = figures | figures | st.just(Fact("rd_expense"))
    ceilings = st.lists(st.builds(Ceiling, at_most, st.none() | st.sampled_from(Per)), max_size=2)
    return Group(
        id=id_,
        title=both(id_),
        cite=(Citation("一", "条文"),),
        members=members,
        pay=draw(st.none() | st.sampled_from(Pay)),
        weighed=draw(st.sampled_from(Weighed)),
        ceilings=tuple(draw(ceilings)),
        cut=draw(st.none() | st.sampled_from(Cut)),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    first, second, third = (draw(rewards(id_)) for id_ in REWARDS)
    # Rules often ask the same.
    third = replace(third, when=draw(st.sampled_from([first.when, third.when])))
    help_ = Support(
        **cite("help"), kind=SupportKind.GUIDANCE, nature=Nature.ENTITLEMENT, when=draw(conditions)
    )
    whole = PlanWide(**_beside(), require=draw(conditions), applies_to=(Selector(nature=Nature.ENTITLEMENT),))
    return plan(
        WORDS,
        *(first, second, third, help_, draw(obligations()), *draw(groups())),
        conditions=draw(st.sampled_from([(), (whole,)])),
    )


def _beside() -> dict[str, Any]:
    return {"id": "whole", "title": both("全部"), "cite": (Citation("一", "条文"),)}


@st.composite
def profiles(draw: st.DrawFn) -> Facts:
    known: dict[str, Value] = dict(draw(strategies.profiles))
    place = draw(st.sampled_from([CODE, CODE, CODE, "410522", "410000", "410500/none", "440703", None]))
    if place is not None:
        known["registered_in"] = place
    if draw(st.booleans()):
        known["rd_intensity"] = Fraction(3, 100)
    paid = st.builds(
        Received,
        st.sampled_from([f"{CITY}.{id_}" for id_ in REWARDS]),
        st.none() | st.just(Fraction(20)),
        st.none() | st.sampled_from([date(2020, 5, 1), date(2021, 5, 1)]),
    )
    received = draw(st.none() | st.lists(paid, max_size=2).map(tuple))
    given_, all_ = MappingProxyType(known), MappingProxyType(dict(with_derived(known, WORDS)))
    return Facts(given_, all_, received, WORDS)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    plans(), st.lists(profiles(), min_size=3, max_size=3), st.booleans(), st.sampled_from([None, True, False])
)
def test_a_plan_as_code_decides_what_the_plain_evaluator_does(
    asked: Plan, enterprises: list[Facts], registered: bool, not_received: bool | None
) -> None:
    for facts in enterprises:
        assert_alike(asked, facts, AS_OF, assume_registered=registered, assume_not_received=not_received)


def test_a_part_of_a_sum_that_is_paid_on_a_condition_does_not_fall_below_zero() -> None:
    short = Arithmetic(Fact("revenue"), Operator.MINUS, Literal(Kind.MONEY, Fraction(50)))
    part = Tiers((Branch(Fact("above_scale"), short),), Literal(Kind.MONEY, Fraction(0)))
    amount = Arithmetic(part, Operator.PLUS, Literal(Kind.MONEY, Fraction(20)))
    bonus = Reward(**cite("first"), amount=amount, promised=amount, nature=Nature.ENTITLEMENT)
    asked = plan(WORDS, bonus)
    for revenue in (10, 60):
        known = {"registered_in": CODE, "revenue": Fraction(revenue), "above_scale": True}
        assert_alike(asked, Facts(known, known, None, WORDS), AS_OF)


def test_a_ceiling_that_counts_what_was_received_is_decided_alike() -> None:
    sums = (Literal(Kind.MONEY, Fraction(80)), Literal(Kind.MONEY, Fraction(60)))
    first, second = (
        Reward(**cite(id_), amount=amount, promised=amount, nature=Nature.ENTITLEMENT)
        for id_, amount in zip(REWARDS, sums, strict=False)
    )
    under = Ceiling(Literal(Kind.MONEY, Fraction(100)), Per.EVER)
    both_ = Group(id="whole", title=both("合计"), cite=(), members=REWARDS[:2], ceilings=(under,))
    asked = plan(WORDS, first, second, both_)
    known = {"registered_in": CODE}
    paid = Received(f"{CITY}.first", Fraction(50), date(2021, 3, 1))
    for received in (None, (), (paid,)):
        assert_alike(asked, Facts(known, known, received, WORDS), AS_OF)
