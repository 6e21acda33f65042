"""durable-rules decides as our own engine does, wherever the facts are known."""

from __future__ import annotations

import random
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policyengine
from policyengine import Engine
from policyengine.errors import RequestError
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.facts.dated import of_year
from policyengine.evaluation.meaning.kleene import truth_of
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.facts import CALENDAR, FactDefinition
from policyengine.language.tree import (
    AllOf,
    Among,
    AnyOf,
    Arithmetic,
    AtLeast,
    Bounded,
    Compare,
    Condition,
    Fact,
    Kind,
    Literal,
    Not,
    Operator,
    Relation,
    Value,
)
from policyengine.language.walk import facts_read
from policyengine.monitoring.durable import atoms
from policyengine.monitoring.durable.program import Step, program
from policyengine.monitoring.durable.running import Machine
from policyengine.monitoring.durable.second_opinion import second_opinion
from tests.monitoring.building import engine

pytest.importorskip("durable.engine")

NUMBERS, FLAGS, WORDS, DAYS = (("n0", "n1", "n2"), ("b0", "b1"), ("w0", "w1"), ("d0", "d1"))
fractions = st.builds(Fraction, st.integers(-4, 4), st.sampled_from([1, 3, 10]))
relations = st.sampled_from(list(Relation))
equalities = st.sampled_from([Relation.EQUAL, Relation.NOT_EQUAL])
words = st.sampled_from(["a", "b", "有效"])
days = st.dates(date(2024, 2, 27), date(2024, 3, 2))


def literal(kind: Kind, value: Value) -> Literal:
    return Literal(kind, value)


numbers = st.sampled_from(NUMBERS).map(Fact)
terms = st.one_of(
    numbers,
    st.builds(Arithmetic, numbers, st.sampled_from(list(Operator)), numbers),
)
atomic: st.SearchStrategy[Condition] = st.one_of(
    st.sampled_from(FLAGS).map(Fact),
    st.builds(Compare, terms, relations, fractions.map(lambda n: literal(Kind.RATIO, n))),
    st.builds(Compare, terms, relations, terms),
    st.builds(
        Compare, st.sampled_from(WORDS).map(Fact), equalities, words.map(lambda w: literal(Kind.CHOICE, w))
    ),
    st.builds(
        Among,
        st.sampled_from(WORDS).map(Fact),
        st.lists(words.map(lambda w: literal(Kind.CHOICE, w)), min_size=1, max_size=2).map(tuple),
    ),
    st.builds(Compare, st.sampled_from(DAYS).map(Fact), relations, days.map(lambda d: literal(Kind.DATE, d))),
    st.builds(Compare, st.sampled_from(DAYS).map(Fact), relations, st.sampled_from(DAYS).map(Fact)),
    st.sampled_from([literal(Kind.BOOLEAN, True), literal(Kind.BOOLEAN, False)]),
)


def joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    so_many = several.flatmap(lambda of: st.builds(AtLeast, st.integers(1, len(of)), st.just(of)))
    return st.one_of(st.builds(AllOf, several), st.builds(AnyOf, several), st.builds(Not, parts), so_many)


conditions = st.recursive(atomic, joined, max_leaves=10)
knowns = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(NUMBERS, fractions),
        **dict.fromkeys(FLAGS, st.booleans()),
        **dict.fromkeys(WORDS, words),
        **dict.fromkeys(DAYS, days),
    },
)


@given(conditions, st.lists(knowns, min_size=1, max_size=4))
def test_what_follows_of_a_condition_is_its_value_and_of_the_unknown_nothing(
    condition: Condition, cases: list[dict[str, Value]]
) -> None:
    machine = Machine(program([Step("yes", condition), Step("no", condition, negated=True)]))
    expected = {Truth.TRUE: {"yes"}, Truth.FALSE: {"no"}, Truth.UNKNOWN: set()}
    for known in cases:
        assert machine.run(known) == expected[truth_of(condition)(known)]


def test_what_is_derived_leads_on() -> None:
    steps = [
        Step("bound", Fact("b0")),
        Step("owed", Fact("b1"), ("bound",), negated=True),
        Step("late", Fact("b2"), ("owed",)),
        Step("in time", Fact("b2"), ("owed",), negated=True),
    ]
    machine = Machine(program(steps))
    assert machine.run({"b0": True, "b1": False, "b2": True}) == {"bound", "owed", "late"}
    assert machine.run({"b0": True, "b1": False}) == {"bound", "owed"}
    assert machine.run({"b0": False, "b1": False, "b2": True}) == frozenset()
    assert machine.run({}) == frozenset()


def test_a_value_past_64_bits_is_refused_and_the_largest_that_fits_is_not() -> None:
    condition = Compare(Fact("n0"), Relation.AT_LEAST, literal(Kind.COUNT, Fraction(atoms.MOST)))
    machine = Machine(program([Step("yes", condition)]))
    assert machine.run({"n0": Fraction(atoms.MOST)}) == {"yes"}
    assert machine.run({"n0": Fraction(atoms.MOST - 1)}) == frozenset()
    with pytest.raises(RequestError, match="past the 64 bits"):
        machine.run({"n0": Fraction(atoms.MOST + 1)})
    assert machine.run({"n0": Fraction(atoms.MOST)}) == {"yes"}


def test_three_percent_of_revenue_holds_at_its_last_fen() -> None:
    share = Arithmetic(Fact("rd"), Operator.OVER, Fact("revenue"))
    machine = Machine(
        program([Step("yes", Compare(share, Relation.AT_LEAST, literal(Kind.RATIO, Fraction(3, 100))))])
    )
    revenue = Fraction(99_999_999_999_999)
    at, below = revenue * 3 / 100, revenue * 3 / 100 - Fraction(1, 100)
    assert machine.run({"rd": at, "revenue": revenue}) == {"yes"}
    assert machine.run({"rd": below, "revenue": revenue}) == frozenset()
    assert machine.run({"rd": at, "revenue": Fraction(0)}) == frozenset()


def test_a_comparison_settled_by_a_range_is_settled_for_durable_rules_too() -> None:
    held = Bounded(Fact("n0"), literal(Kind.COUNT, Fraction(5)), None)
    condition = Compare(held, Relation.AT_LEAST, literal(Kind.COUNT, Fraction(3)))
    assert Machine(program([Step("yes", condition)])).run({}) == {"yes"}


def test_a_condition_with_too_many_ways_is_refused() -> None:
    parts = tuple(Fact(f"b{number}") for number in range(20))
    with pytest.raises(RequestError, match="too many ways"):
        program([Step("yes", AtLeast(10, parts))])


# Whole plans --------------------------------------------------------------------------------------

PROFILES = 20_000
EXAMPLES = Path(__file__).parents[2] / "examples" / "policies"


def some_value(definition: FactDefinition, chance: random.Random) -> Any:
    match definition.kind:
        case Kind.BOOLEAN:
            return chance.random() < 0.5
        case Kind.CHOICE:
            return chance.choice(definition.choices).id
        case Kind.MONEY:
            return str(Fraction(chance.choice([0, 1, 99, 10**6, 2 * 10**7, 10**14])))
        case Kind.COUNT:
            return chance.randrange(7)
        case Kind.DATE:
            return date(chance.randrange(2018, 2025), chance.randrange(1, 13), chance.randrange(1, 29))
        case Kind.JURISDICTION:
            return chance.choice(["410522", "410700", "440703", "320614", "360983", "320600", "110101"])
        case _:
            return None


def asked(rules: Engine, chance: random.Random) -> tuple[Assessment, dict[str, Any]]:
    city = chance.choice(rules.cities)
    plan = chance.choice(rules.rulebook.plans[city])
    names = {
        name
        for rule in (*plan.rewards.values(), *plan.obligations.values())
        for name in facts_read(rule.when if hasattr(rule, "when") else AllOf((rule.bound, rule.requires)))
    } | {"registered_in"}
    day = date(chance.randrange(2017, 2027), chance.randrange(1, 13), chance.randrange(1, 29))
    given = {
        name: some_value(plan.vocabulary[name], chance)
        for name in sorted({of_year(name, day.year) for name in names})
        if name not in CALENDAR and "." not in name and plan.vocabulary[name].derived is None
    }
    known = {name: value for name, value in given.items() if value is not None and chance.random() < 0.9}
    if chance.random() < 0.6:
        known["registered_in"] = plan.jurisdiction
    return rules.evaluate(known, city=city, as_of=day, version=plan.version), known


def test_both_engines_agree_on_every_rule_of_twenty_thousand_profiles() -> None:
    chance, settled, open_ = random.Random(20_000), 0, 0
    for _ in range(PROFILES):
        own, _given = asked(engine(), chance)
        second = second_opinion(own)
        for mine, other in zip(own.items(), second.items(), strict=True):
            assert mine.status is other.status, (mine.id, own.as_of, _given)
            settled += mine.status.value != "undetermined"
            open_ += mine.status.value == "undetermined"
        for id_, reward in own.rewards.items():
            assert reward.amount == second.rewards[id_].amount
    assert settled > open_ > 0


def test_both_engines_agree_on_invented_plans_that_use_the_whole_language() -> None:
    rules, chance, settled, refused = policyengine.load(EXAMPLES), random.Random(7), set[str](), 0
    for _ in range(400):
        own, given_ = asked(rules, chance)
        try:
            second = second_opinion(own)
        except RequestError as refusal:  # one hundred million million to one: more than 64 bits of 10^-8
            refused += refusal.findings == (atoms.TooLarge(),)
            continue
        for mine, other in zip(own.items(), second.items(), strict=True):
            assert mine.status is other.status, (mine.id, own.as_of, given_)
            settled.add(mine.status.value)
    assert settled >= {"eligible", "ineligible", "undetermined"}
    assert refused < 300


def test_the_engine_is_chosen_by_name() -> None:
    rules, profile = engine(), {"registered_in": "440703", "hte_recognition": "first"}
    mine = rules.evaluate(profile, city="jiangmen", as_of="2022-06-30")
    other = rules.evaluate(profile, city="jiangmen", as_of="2022-06-30", engine="durable")
    assert other.to_dict() == mine.to_dict()
    with pytest.raises(RequestError, match="no engine is named `durabel`"):
        rules.evaluate(profile, city="jiangmen", as_of="2022-06-30", engine="durabel")


def test_without_the_library_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable.engine", None)
    with pytest.raises(RequestError, match="durable-rules is not installed") as refusal:
        Machine(program([Step("yes", Fact("b0"))]))
    help_ = refusal.value.findings[0].help()
    assert help_ is not None
    assert "[durable]" in help_.en


def test_on_python_313_one_sentence_says_which_python_to_use(monkeypatch: pytest.MonkeyPatch) -> None:
    class Version(tuple[int, ...]):
        major, minor = 3, 13

    monkeypatch.setattr(sys, "version_info", Version((3, 13, 0)))
    with pytest.raises(RequestError, match=r"does not run on Python 3\.13: use Python 3\.11 or 3\.12"):
        Machine(program([Step("yes", Fact("b0"))]))
