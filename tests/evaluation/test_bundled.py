"""The five plans that come with the library, asked about an enterprise with any of its facts left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from policyengine.evaluation.assess import assess
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.deciding.force import choose
from policyengine.evaluation.facts.profile import known_facts
from policyengine.evaluation.inquiry.changes import Change
from policyengine.evaluation.profile_schema import profile_schema
from policyengine.evaluation.schema import assessment_schema
from policyengine.rulebook.load import load_rulebook
from policyengine.rulebook.plan import Rulebook

AS_OF = date(2022, 10, 31)
CITIES = ("anyang", "gaoan", "haimen", "jiangmen", "xinxiang")
SCHEMA = jsonschema.Draft202012Validator(assessment_schema())
ENTERPRISE: Mapping[str, Any] = YAML(typ="safe", pure=True).load(
    (Path(__file__).parents[2] / "examples" / "enterprise.yaml").read_text("utf-8")
)
some_facts = st.sets(st.sampled_from(sorted(ENTERPRISE))).map(lambda names: {n: ENTERPRISE[n] for n in names})


@cache
def rulebook() -> Rulebook:
    return load_rulebook()[0]


def ask(city: str, profile: Mapping[str, Any], **options: Any) -> Assessment:
    book = rulebook()
    rewards = {
        f"{plan.city}.{id_}" for plans in book.plans.values() for plan in plans for id_ in plan.rewards
    }
    facts = known_facts(profile, book.vocabulary, book.jurisdictions(), rewards, city)
    chosen = choose(book.plans[city], AS_OF)
    return assess(chosen.plan, chosen.force, facts, AS_OF, **options)


def test_the_enterprise_is_valid_against_the_schema_of_profiles() -> None:
    profile = {name: str(value) if isinstance(value, date) else value for name, value in ENTERPRISE.items()}
    jsonschema.validate(profile, profile_schema(rulebook().vocabulary))


@pytest.mark.parametrize("city", CITIES)
@settings(max_examples=15, deadline=None)
@given(profile=some_facts, registered=st.booleans())
def test_every_answer_is_valid_and_every_question_is_about_a_fact_used(
    city: str, profile: Mapping[str, Any], registered: bool
) -> None:
    found = ask(city, profile, assume_registered=registered)
    SCHEMA.validate(found.to_dict())
    asked = {question.fact for question in found.questions}
    assert asked == {fact for item in found.items() for fact in item.missing}
    assert asked <= set(found.facts_used)
    assert not asked & (set(profile) - {"registered_in"})


@pytest.mark.parametrize("city", CITIES)
@settings(max_examples=25, deadline=None)
@given(profile=some_facts, learned=some_facts)
def test_more_facts_never_contradict_and_never_bring_up_a_reward(
    city: str, profile: Mapping[str, Any], learned: Mapping[str, Any]
) -> None:
    before, after = ask(city, profile), ask(city, {**learned, **profile})
    for was, is_ in zip(before.items(), after.items(), strict=True):
        assert was.status in (is_.status, "undetermined")
    assert before.totals.assured <= after.totals.assured
    assert set(after.totals.unquantified) <= set(before.totals.unquantified)


@pytest.mark.parametrize("city", CITIES)
@settings(max_examples=10, deadline=None)
@given(profile=some_facts)
def test_what_an_answer_settles_is_not_asked_again(city: str, profile: Mapping[str, Any]) -> None:
    for question in ask(city, profile).questions:
        if question.fact in ENTERPRISE:
            learned = ask(city, {**profile, question.fact: ENTERPRISE[question.fact]})
            assert question.fact not in {again.fact for again in learned.questions}


@pytest.mark.parametrize("city", CITIES)
@settings(max_examples=15, deadline=None)
@given(profile=some_facts)
def test_every_repair_repairs(city: str, profile: Mapping[str, Any]) -> None:
    for item in ask(city, profile, assume_registered=True).items():
        for repair in item.repairs:
            changed = {c["fact"]: c["to"] for c in map(Change.to_dict, repair)}
            kept = {name: value for name, value in profile.items() if name not in changed}
            after = {each.id: each for each in ask(city, {**kept, **changed}, assume_registered=True).items()}
            assert after[item.id].status in ("eligible", "met")
