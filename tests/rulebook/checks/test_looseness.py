"""Conditions that are settled before they are read, or read looser than they are, are warned of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.evaluation.meaning import kleene
from policyengine.language.check import resolve_condition, resolve_term
from policyengine.language.parse import parse_amount, parse_condition, parse_term
from policyengine.language.tree import (
    AllOf,
    AnyOf,
    Arithmetic,
    Condition,
    Fact,
    Kind,
    Named,
    Operator,
    Term,
    Value,
)
from policyengine.rulebook.checks.completions import possible, truth_of, unknowns
from policyengine.rulebook.checks.looseness import looseness
from policyengine.rulebook.paying import Clawback
from policyengine.rulebook.provisions import Definition, PlanWide
from tests.hanging import no_hang
from tests.rulebook.checks.plans import (
    VOCABULARY,
    codes,
    fact,
    obligation,
    plan,
    reward,
    support,
    words,
    yuan,
)
from tests.strategies import VOCABULARY as SHARED
from tests.strategies import conditions, profiles


def resolved(text: str) -> Condition:
    condition, findings = resolve_condition(parse_condition(text), VOCABULARY)
    assert findings == ()
    return condition


def warned(text: str) -> list[str]:
    return codes(looseness(plan(support("", when=resolved(text)))))


@pytest.mark.parametrize(
    "text",
    [
        "true",
        "large",
        "not large",
        "patents >= 3",
        "patents >= 3 and intensity >= 3%",
        "patents >= 3 or patents = 1",
        "patents >= 1 and patents <= 5",
        "standing = first or standing = renewal",
        "standing in [first, renewal] and large",
        "revenue >= cost or large",
        "revenue >= 100万元 and cost >= 100万元",
        "large and patents >= 1 or old and patents >= 3",
        "at least 2 of [large, old, patents >= 1]",
        "founded >= 2021-01-01 and founded <= 2021-12-31",
        "founded + 3年 <= 2021-12-31",
        "place = 410500 or place = 410522",
        "trade = 钢铁 or trade = 化工",
        "cost / revenue >= 3%",
    ],
)
def test_sound_conditions_are_not_warned_of(text: str) -> None:
    assert warned(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "patents >= 3 or patents < 3",
        "patents > 3 or patents < 4",
        "large or not large",
        "standing != first or standing != renewal",
        "standing in [none, first, renewal]",
        "revenue >= cost or revenue < cost",
        "revenue >= cost or cost >= revenue",
        "revenue >= 0元",
        "founded < 2021-01-01 or founded > 2020-12-31",
        "2 * patents >= 6 or patents <= 2",
        "trade != 钢铁 or trade != 化工",
        "old and (patents >= 3 or patents < 3)",
    ],
)
def test_conditions_that_always_hold(text: str) -> None:
    assert warned(text) == ["condition-always-holds"]


@pytest.mark.parametrize(
    "text",
    [
        "standing = first and standing = renewal",
        "large and not large",
        "patents >= 5 and patents <= 3",
        "patents > 3 and patents < 4",
        "revenue > cost and revenue < cost",
        "revenue >= 100万元 and revenue < 50万元",
        "founded > 2021-01-01 and founded < 2021-01-02",
        "old or (standing = first and standing = renewal)",
        "at least 3 of [standing = none, standing = first, large]",
        "not (trade = 钢铁 and trade = 化工)",
    ],
)
def test_conditions_that_never_hold(text: str) -> None:
    assert warned(text) == ["condition-never-holds"]


@pytest.mark.parametrize(
    "text",
    [
        "large and patents >= 3 or large and patents < 3",
        "patents >= 3 and large or patents < 3 and large",
        "(large or patents >= 3) and (large or patents < 3)",
        "large and old or not large and old",
        "old and (large and patents >= 1 or not large and patents >= 1)",
    ],
)
def test_conditions_that_read_looser_than_they_are(text: str) -> None:
    assert warned(text) == ["loose-condition"]


HIRES = replace(fact("hires", Kind.LIST), fields=(fact("degree", Kind.CHOICE, ("phd", "msc")),))
SALES = replace(fact("sales", Kind.MONEY), by_year=True)
LARGE_ENOUGH = Named("able", words("有能力"), AnyOf((Fact("large"), resolved("patents >= 3"))))
WIDE = VOCABULARY.with_facts((HIRES, SALES)).with_named((LARGE_ENOUGH,))


NEVER, ALWAYS = ["condition-never-holds"], ["condition-always-holds"]


def wide(text: str) -> Condition:
    condition, findings = resolve_condition(parse_condition(text), WIDE)
    assert findings == ()
    return condition


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("founded between 4月1日 and 5月31日", []),
        (
            "founded between 4月1日 and 5月31日 and founded between 6月1日 and 7月31日",
            NEVER,
        ),
        (
            "founded between 4月1日 and 5月31日 or not founded between 4月1日 and 5月31日",
            ALWAYS,
        ),
        (
            "founded between 11月1日 and 2月末 and founded between 2021-03-01 and 2021-10-31",
            NEVER,
        ),
        ("founded between 11月1日 and 2月末 and founded between 2021-02-28 and 2021-10-31", []),
        ("founded + 3个月 between 4月1日 and 5月31日", []),
        ("years(founded, as_of) >= 3", []),
        ("years(founded, as_of) >= 3 or years(founded, as_of) < 3", ALWAYS),
        ("years(founded, as_of) > 3 and years(founded, as_of) < 4", NEVER),
        ("count(hires where degree = phd) >= 1", []),
        ("count(hires) >= 0", ALWAYS),
        ("count(hires) >= 3 and count(hires) < 3", NEVER),
        ("count(hires) >= 3 and count(hires where degree = phd) < 3", []),
        ("sales[year - 1] >= 100元 and sales[year - 2] < 100元", []),
        ("sales[year - 1] >= 100元 and sales[year - 1] < 100元", NEVER),
        ("growth(sales[year - 1]) >= 10%", []),
        ("(patents at most 5) >= 3", []),
        ("(100% if standing = first, otherwise 50%) >= 80%", []),
        ("able", []),
        ("able or patents >= 3", []),
        ("able and not large and patents < 3", NEVER),
        ("able or not able", ALWAYS),
        ("large and as_of < 2023-01-01", []),
    ],
)
def test_conditions_on_years_days_lists_and_definitions(text: str, found: list[str]) -> None:
    assert codes(looseness(plan(support("", when=wide(text)), vocabulary=WIDE))) == found


def test_a_definition_is_judged_where_it_is_defined_and_only_there() -> None:
    never = Named("never", words("不可能"), resolved("patents > 3 and patents < 4"))
    defined = definition("never", never.what, Kind.BOOLEAN)
    made = plan(support("", when=never), support("", id="other", when=never), definitions=(defined,))
    assert codes(looseness(made)) == ["condition-never-holds"]


def test_tiers_of_a_definition_are_judged_once() -> None:
    text = "(100% if patents >= 1, 80% if patents >= 3, otherwise 0%)"
    share, _ = resolve_term(parse_term(text), VOCABULARY, Kind.RATIO)
    named = Named("share", words("比例"), share)
    rules = [reward("", id=id_, amount=Arithmetic(yuan(1), Operator.TIMES, named)) for id_ in "ab"]
    made = plan(*rules, definitions=(definition("share", share, Kind.RATIO),))
    assert codes(looseness(made)) == ["unreachable-tier"]


def test_what_a_plan_asks_of_many_rules_is_looked_at() -> None:
    never = resolved("large and not large")
    wide_ = PlanWide(id="w", title=words("共同条件"), cite=(), require=never, applies_to=())
    back = Clawback(id="left", title=words("收回"), when=never)
    made = plan(reward("", clawbacks=(back,)), conditions=(wide_,))
    assert codes(looseness(made)) == ["condition-never-holds"] * 2


def definition(id_: str, what: Condition | Term, kind: Kind) -> Definition:
    return Definition(id=id_, title=words(id_), cite=(), what=what, kind=kind)


def test_both_conditions_of_an_obligation_are_looked_at() -> None:
    never, always = resolved("large and not large"), resolved("old or not old")
    found = looseness(plan(obligation("", bound=never, requires=always)))
    assert codes(found) == ["condition-never-holds", "condition-always-holds"]


@pytest.mark.parametrize(
    ("amount", "found"),
    [
        ("50万元 if revenue >= 5亿元, 30万元 if revenue >= 1亿元, otherwise 10万元", []),
        ("30万元 if revenue >= 1亿元, 50万元 if revenue >= 5亿元, otherwise 10万元", ["unreachable-tier"]),
        ("30万元 if large, 50万元 if not large, 10万元 if old, otherwise 0元", ["unreachable-tier"]),
        ("30万元 if large and not large, otherwise 0元", ["condition-never-holds"]),
    ],
)
def test_a_tier_that_nobody_reaches(amount: str, found: list[str]) -> None:
    assert codes(looseness(plan(reward("", amount=parse_amount(amount))))) == found


def test_many_facts_are_left_alone_quickly() -> None:
    # Every pair shares a fact, so nothing can be taken apart, and there are 3^40 ways to know some of it.
    text = " or ".join(f"(place = {410000 + i} and place = {410001 + i})" for i in range(1, 40))
    with no_hang():
        assert warned(text) == []


@given(conditions, st.data())
def test_what_is_said_of_a_condition_holds_for_every_completion(
    condition: Condition, data: st.DataObject
) -> None:
    found = possible(condition, SHARED)
    if found is None:
        return
    chosen = {
        atom: truth
        for each in unknowns(condition, SHARED).values()
        for atom, truth in zip(each.atoms, data.draw(st.sampled_from(each.cells)), strict=True)
    }
    assert truth_of(condition, chosen) in found.ends


@given(conditions)
def test_a_condition_and_itself_are_as_loose_as_one(condition: Condition) -> None:
    one, twice = possible(condition, SHARED), possible(AllOf((condition, condition)), SHARED)
    assert (one is None) == (twice is None)
    assert one is None or twice is None or one.ends == twice.ends


@given(conditions, profiles)
def test_no_enterprise_gets_an_answer_that_was_said_to_be_impossible(
    condition: Condition, profile: dict[str, Value]
) -> None:
    found, answer = possible(condition, SHARED), kleene.truth_of(condition)(profile)
    if found is not None and answer.settled is not None:
        assert answer.settled in found.ends


def test_a_huge_condition_is_left_alone_quickly() -> None:
    parts = tuple(resolved(f"patents >= {n}") for n in range(2_000))
    with no_hang():
        assert codes(looseness(plan(support("", when=AnyOf(parts))))) == []
        assert codes(looseness(plan(support("", when=AllOf((*parts, resolved("large"))))))) == []
