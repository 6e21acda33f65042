"""`Engine.decider`: asked like `evaluate`, shared, carried about, and answering for its code."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

import policyengine
from policyengine.errors import RequestError
from policyengine.evaluation.assess import assess
from policyengine.evaluation.decider import Decider
from policyengine.evaluation.deciding.force import Force
from policyengine.evaluation.deciding.statuses import Status
from policyengine.evaluation.facts.profile import known_facts
from policyengine.language.interval import Interval
from tests.evaluation.building import AS_OF, CODE, plan, reward
from tests.evaluation.generated.alike import told
from tests.evaluation.wording import between, exactly, vocabulary

FIRST = {"registered_in": "440703", "hte_recognition": "first", "in_talent_island": True}


@pytest.fixture(scope="module")
def engine() -> policyengine.Engine:
    return policyengine.load()


def test_a_decision_tells_statuses_amounts_and_totals(engine: policyengine.Engine) -> None:
    decider = engine.decider(city="jiangmen", as_of="2022-06-30")
    decision = decider.decide(FIRST)
    assert decision.statuses["hte_first_recognition"] is Status.ELIGIBLE
    assert decision.amounts["hte_first_recognition"] == exactly(500_000)
    assert (decision.assured, decision.possible) == (500_000, decision.totals.possible)
    assert decision.binding is False
    unsure = decider.decide({**FIRST, "in_talent_island": None})
    assert unsure.amounts["hte_first_recognition"] == between(300_000, 500_000)


def test_a_city_may_be_named_as_people_name_it(engine: policyengine.Engine) -> None:
    assert engine.decider(city="江门市", as_of="2022-06-30").decide(FIRST).assured == 500_000


def test_what_was_read_before_is_decided_too(engine: policyengine.Engine) -> None:
    decider = engine.decider(city="jiangmen", as_of="2022-06-30")
    facts = engine.facts_of(FIRST, "jiangmen")
    assert decider.decide(facts).statuses == decider.decide(FIRST).statuses
    assert decider.decide(policyengine.Profile(FIRST)).assured == 500_000


def test_the_reasons_are_those_of_the_full_assessment(engine: policyengine.Engine) -> None:
    question: dict[str, Any] = {"city": "jiangmen", "as_of": "2022-06-30", "year": 2023}
    decision = engine.decider(**question).decide(FIRST)
    assessment = engine.evaluate(FIRST, **question)
    assert decision.assessment().to_dict() == assessment.to_dict()
    assert decision.explain("en", "hte_renewal") == assessment.explain("en", "hte_renewal")


@pytest.mark.parametrize(
    "wrong", [{"city": "nowhere"}, {"as_of": "tomorrow"}, {"version": "1999"}, {"year": "2022"}], ids=str
)
def test_a_question_that_cannot_be_asked_is_refused_at_once(
    engine: policyengine.Engine, wrong: dict[str, Any]
) -> None:
    question = {"city": "jiangmen", "as_of": "2022-06-30"} | wrong
    with pytest.raises(RequestError) as refusal:
        engine.decider(**question)
    with pytest.raises(RequestError) as same:
        engine.evaluate({}, **question)
    assert refusal.value.findings == same.value.findings


def test_threads_may_share_a_decider(engine: policyengine.Engine) -> None:
    decider = engine.decider(city="jiangmen", as_of="2022-06-30")
    profiles = [FIRST | {"in_talent_island": bool(number % 2)} for number in range(400)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda profile: decider.decide(profile).assured, profiles))
    assert found == [500_000 if number % 2 else 300_000 for number in range(400)]


def test_a_decider_can_be_pickled_and_decides_the_same(engine: policyengine.Engine) -> None:
    decider = engine.decider(city="jiangmen", as_of="2022-06-30")
    decider.decide(FIRST)
    again = pickle.loads(pickle.dumps(decider))
    assert again.decide(FIRST).amounts == decider.decide(FIRST).amounts
    assert (
        again.decide({"registered_in": "江门市"}).statuses
        == decider.decide({"registered_in": "江门市"}).statuses
    )


def test_every_rule_stands_in_the_code_under_its_id_and_clause(engine: policyengine.Engine) -> None:
    for each in engine.plans:
        source = engine.decider(city=each.city, as_of=each.period.start).source
        for rule in (*each.rewards.values(), *each.supports.values(), *each.obligations.values()):
            assert f"# {rule.id} · {rule.cite[0].clause}" in source


def test_intervals_are_equal_in_writing_too(engine: policyengine.Engine) -> None:
    asked: dict[str, Any] = {"city": "jiangmen", "as_of": date(2022, 6, 30)}
    profile = {"registered_in": "440700", "claims_super_deduction": True, "rd_super_deduction": 100.1}
    found = engine.decider(**asked).decide(profile).amounts["rd_expense_subsidy"]
    assert isinstance(found, Interval)
    assert str(found) == str(engine.evaluate(profile, **asked).rewards["rd_expense_subsidy"].amount)


def test_a_fact_that_two_versions_derive_otherwise_is_decided_plainly() -> None:
    elder = vocabulary(a="money", b="money", s={"kind": "money", "derived": "a + b"})
    words = vocabulary(a="money", b="money", s={"kind": "money", "derived": "a - b"})
    asked = plan(words, reward("bonus", words, "s"), reward("other", words, "b"))
    facts = known_facts({"a": 30, "b": 10, "registered_in": CODE}, elder, {}, ())
    decider = Decider((asked,), AS_OF, None, None, False, None, elder, {}, lambda profile: facts)
    wanted = told(assess(asked, Force.IN_FORCE, facts, AS_OF))
    assert told(decider.decide({"a": 30, "b": 10, "registered_in": CODE})) == wanted
    assert told(decider.decide(facts)) == wanted
