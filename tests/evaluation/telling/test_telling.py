"""What the generated function of a plan tells is what each item tells by itself, and is the caller's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policyengine
from policyengine.engine import Engine
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.kept import forget
from policyengine.evaluation.telling.program import telling
from policyengine.rulebook.cases import load_cases
from tests.evaluation.building import ask, obligation, plan, reward, support, vocabulary

EXAMPLES = Path(__file__).parents[3] / "examples" / "policies"
DAYS = {
    "anyang": "2018-06-30",
    "gaoan": "2024-06-30",
    "haimen": "2023-06-30",
    "jiangmen": "2022-06-30",
    "xinxiang": "2018-06-30",
}
KINDS = ("rewards", "supports", "obligations")
WORDS = vocabulary(a="boolean", b="boolean", n="count", income="money")


@cache
def engine(path: Path | None = None) -> Engine:
    return policyengine.load(path)


def told_one_by_one(found: Assessment) -> dict[str, list[dict[str, Any]]]:
    items = {"rewards": found.rewards, "supports": found.supports, "obligations": found.obligations}
    return {kind: [each.to_dict() for each in of_kind.values()] for kind, of_kind in items.items()}


def assert_told_alike(found: Assessment) -> None:
    wanted, whole = told_one_by_one(found), found.to_dict()
    assert {kind: whole[kind] for kind in KINDS} == wanted
    assert list(whole["supports"][0]) == list(wanted["supports"][0]) if whole["supports"] else True
    for item in (item for kind in KINDS for item in wanted[kind]):
        del item["missing"], item["repairs"]
    assert found.reasons() == wanted


@cache
def values_of(city: str) -> dict[str, st.SearchStrategy[Any]]:
    by_kind = {
        "boolean": st.booleans(),
        "money": st.sampled_from([0, "0.01", 300_000, "1234567.89", 10**14]),
        "count": st.integers(0, 6),
        "ratio": st.sampled_from(["0", "0.02999999", "0.03", "1.5"]),
    }
    plan_, names = engine().plans, engine().evaluate({}, city=city, as_of=DAYS[city]).facts_used
    vocabulary_ = next(each.vocabulary for each in plan_ if each.city == city)
    found: dict[str, st.SearchStrategy[Any]] = {}
    for definition in (vocabulary_.find(name) for name in names if name != "received"):
        assert definition is not None
        if definition.kind == "choice":
            found[definition.name] = st.sampled_from([each.id for each in definition.choices])
        elif definition.kind == "jurisdiction":
            found[definition.name] = st.sampled_from([city, "320600", "110105", "440000"])
        elif definition.derived is None and definition.kind.value in by_kind:
            found[definition.name] = by_kind[definition.kind.value]
    return found


def profiles_of(city: str) -> st.SearchStrategy[Mapping[str, Any]]:
    return st.deferred(lambda: st.fixed_dictionaries({}, optional=values_of(city)))


@pytest.mark.parametrize("city", DAYS)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_a_plan_tells_what_its_items_tell(city: str, data: st.DataObject) -> None:
    profile = data.draw(profiles_of(city))
    registered, unpaid = data.draw(st.booleans()), data.draw(st.sampled_from([None, True, False]))
    asked = {"assume_registered": registered, "assume_not_received": unpaid}
    found = engine().evaluate(profile, city=city, as_of=DAYS[city], **asked)
    assert_told_alike(found)
    decider = engine().decider(city=city, as_of=DAYS[city], **asked)
    assert decider.decide(profile).reasons() == found.reasons()


@pytest.mark.parametrize("city", DAYS)
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_what_was_remembered_of_others_changes_nothing(city: str, data: st.DataObject) -> None:
    profile = data.draw(profiles_of(city))
    remembered = engine().evaluate(profile, city=city, as_of=DAYS[city]).to_dict()
    forget()
    assert engine().evaluate(profile, city=city, as_of=DAYS[city]).to_dict() == remembered


@pytest.mark.parametrize(("city", "version"), [("linjiang", "2024"), ("yunxi", "2021"), ("yunxi", "2024")])
def test_plans_with_everything_in_them_tell_their_reasons(city: str, version: str) -> None:
    for case in load_cases(EXAMPLES)[city, version][::4]:
        asked: dict[str, Any] = {
            "city": city,
            "version": version,
            "as_of": case.as_of,
            "year": case.year,
            "assume_registered": case.assume_registered,
            "assume_not_received": case.assume_not_received,
        }
        found = engine(EXAMPLES).evaluate(case.profile, **asked)
        wanted = told_one_by_one_without_next(found)
        assert found.reasons() == wanted
        assert engine(EXAMPLES).decider(**asked).decide(case.profile).reasons() == wanted


def told_one_by_one_without_next(found: Assessment) -> dict[str, Any]:
    # Working out what is missing takes seconds in these plans.
    class Nothing:
        def missing(self, local: str) -> tuple[str, ...]:
            return ()

    for item in found.items():
        object.__setattr__(item, "inquiry", Nothing())
        item.__dict__["repairs"] = ()
    told = told_one_by_one(found)
    for item in (item for kind in KINDS for item in told[kind]):
        del item["missing"], item["repairs"]
    return told


def test_what_is_told_is_the_callers_own() -> None:
    found = engine().evaluate({"registered_in": "440703"}, city="jiangmen", as_of="2022-06-30")
    for tell in (found.to_dict, found.reasons):
        first, again = tell(), tell()
        spoil(first)
        assert tell() == again


def spoil(told: Any) -> None:
    for each in list(told.values()) if isinstance(told, dict) else told:
        if isinstance(each, dict | list):
            spoil(each)
    told.clear()


def test_conditions_nested_deeper_than_python_reads_are_told_too() -> None:
    when = "a"
    for _ in range(16):
        when = f"not ({when} and b) or a"
    made = plan(WORDS, support("deep", WORDS, when), reward("r", WORDS, "30万元", "n >= 2"))
    found = ask(made, {"a": True, "b": False, "n": 1})
    assert_told_alike(found)


def test_no_word_of_a_rule_stands_in_the_code() -> None:
    made = plan(
        WORDS,
        reward('x"]}; import os #', WORDS, "income * 3%", "n >= 2"),
        obligation("duty\nimport os", WORDS, "a", "n >= 3", by=date(2021, 12, 31)),
    )
    lines = [line.strip() for line in telling(made).source.splitlines()]
    assert not any("import os" in line for line in lines if not line.startswith("#"))
    assert_told_alike(ask(made, {"a": True, "income": 7}))
