"""Loading some cities: what they answer is the same, and nothing of any other is read until it is named."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policyengine
from policyengine import Engine, ProfileError, RequestError, RulebookError
from policyengine.language.tree import Kind
from policyengine.rulebook import folder as reading
from policyengine.rulebook.load import policies_path

INVENTED = Path(__file__).parents[2] / "examples" / "policies"
CITIES = ("anyang", "gaoan", "haimen", "jiangmen", "xinxiang")
VALUES: dict[Kind, list[object]] = {
    Kind.BOOLEAN: [True, False],
    Kind.MONEY: ["0", "30万元", "1.2亿元"],
    Kind.RATIO: ["0", "3%", "150%"],
    Kind.COUNT: [0, 1, 5],
    Kind.DATE: ["2018-01-01", "2021-06-30"],
    Kind.TEXT: ["甲"],
}
PLACES = [
    *CITIES,
    *("新乡市", "Gao'an", "江门市", "440703", "410500", "talent_island", "jiangmen.talent_island", "人才岛"),
    *("上城", "nowhere"),
]


@cache
def loaded(folder: Path | None, cities: tuple[str, ...] | None = None) -> Engine:
    return policyengine.load(folder, cities)


def profiles(folder: Path | None, places: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Profiles that name facts, places and rewards of any city, and now and then what there is not."""
    engine = loaded(folder)
    values: dict[str, st.SearchStrategy[object]] = {
        fact.name: st.sampled_from([choice.id for choice in fact.choices] or VALUES[fact.kind])
        for fact in engine.facts
        if not fact.by_year and (fact.choices or fact.kind in VALUES) and fact.name != "uscc"
    }
    rewards = [f"{plan.city}.{id_}" for plan in engine.plans for id_ in plan.rewards]
    named = st.sampled_from([*rewards, *(reward.partition(".")[2] for reward in rewards), "nothing"])
    some = st.lists(st.sampled_from([*values, "revenu"]), max_size=8, unique=True).flatmap(
        lambda names: st.fixed_dictionaries({name: values.get(name, st.just(1)) for name in names})
    )
    lent = st.fixed_dictionaries(
        {},
        optional={
            "registered_in": st.sampled_from(places),
            "received": st.lists(st.fixed_dictionaries({"reward": named}), max_size=2),
        },
    )
    return st.builds(lambda facts, more: {**facts, **more}, some, lent)


def answered(engine: Engine, profile: dict[str, Any], city: str, day: str) -> object:
    try:
        return engine.evaluate(profile, city=city, as_of=day).to_dict()
    except ProfileError as refused:
        return [(each.message(), each.help()) for each in refused.findings]


def decided(engine: Engine, profile: dict[str, Any], city: str) -> object:
    """What was read and what it comes to, without the questions, which take long for the invented plans."""
    try:
        answer = engine.evaluate(profile, city=city, as_of="2024-06-30")
    except ProfileError as refused:
        return [(each.message(), each.help()) for each in refused.findings]
    statuses = {item.id: str(item.status) for item in answer.items()}
    return answer.case.facts.known, answer.case.facts.received, statuses, answer.totals, answer.warnings


@settings(max_examples=30, deadline=None)
@given(st.data(), st.sampled_from(CITIES), st.sampled_from(["2017-06-30", "2022-06-30", "2024-06-30"]))
def test_a_city_loaded_alone_answers_as_it_does_among_all(data: st.DataObject, city: str, day: str) -> None:
    profile = data.draw(profiles(None, PLACES))
    alone = answered(loaded(None, (city,)), profile, city, day)
    assert alone == answered(loaded(None), profile, city, day)


@settings(max_examples=30, deadline=None)
@given(st.data(), st.sampled_from(["linjiang", "yunxi"]))
def test_so_does_one_of_a_folder_that_borrows_the_vocabulary(data: st.DataObject, city: str) -> None:
    profile = data.draw(profiles(INVENTED, ["yunxi", "linjiang", "临江市", "hitech_zone", "nowhere"]))
    alone = decided(loaded(INVENTED, (city,)), profile, city)
    assert alone == decided(loaded(INVENTED), profile, city)


@settings(max_examples=8, deadline=None)
@given(st.data())
def test_two_cities_loaded_compare_as_they_do_among_all(data: st.DataObject) -> None:
    profile = data.draw(profiles(None, PLACES))

    def compared(engine: Engine) -> object:
        try:
            return engine.compare(profile, as_of="2022-06-30", cities=["gaoan", "anyang"]).to_dict()
        except ProfileError as refused:
            return [each.message() for each in refused.findings]

    assert compared(loaded(None, ("gaoan", "anyang"))) == compared(loaded(None))


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    """The bundled plans, to be changed."""
    return Path(shutil.copytree(policies_path(), tmp_path / "policies"))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The cities of which a file has been opened."""
    cities: set[str] = set()
    real = reading._read

    def noted(path: Path) -> reading.FileText:
        cities.add(path.parent.parent.name)
        return real(path)

    monkeypatch.setattr(reading, "_read", noted)
    return cities


def test_asking_one_city_opens_no_file_of_another(policies: Path, read: set[str]) -> None:
    engine = policyengine.load(policies, "jiangmen")
    profile = {"registered_in": "440703", "in_talent_island": True, "received": [{"reward": "hte_renewal"}]}
    assert engine.evaluate(profile, city="江门市", as_of="2022-06-30").city == "jiangmen"
    assert {*CITIES} & read == {"jiangmen"}


def test_naming_another_city_by_its_id_or_name_finds_it(policies: Path, read: set[str]) -> None:
    engine = policyengine.load(policies, "jiangmen")
    for name in ("xinxiang", "新乡市"):
        facts = engine.evaluate({"registered_in": name}, city="jiangmen", as_of="2022-06-30").case.facts
        assert facts.given == {"registered_in": "410700"}
    assert {*CITIES} <= read


def test_a_mistake_elsewhere_stops_all_cities_and_no_other_alone(policies: Path) -> None:
    (policies / "gaoan/2023-12-06/rewards.yaml").write_text("rewards: [", "utf-8")
    with pytest.raises(RulebookError):
        policyengine.load(policies)
    engine = policyengine.load(policies, ["anyang", "haimen"])
    assert engine.cities == ("anyang", "haimen")
    assert engine.evaluate({"registered_in": "新乡市"}, city="anyang", as_of="2020-06-30").city == "anyang"
    with pytest.raises(RulebookError):
        policyengine.load(policies, "gaoan")


def test_a_city_is_asked_for_by_its_name_too() -> None:
    assert policyengine.load(cities="江门市").cities == ("jiangmen",)
    assert policyengine.load(cities=["Anyang", "anyang"]).cities == ("anyang",)


@pytest.mark.parametrize("name", ["nowhere", "..", "", "a/b", "_x", "jiangmen/2021"])
def test_a_city_that_is_not_there_is_refused_as_ever(name: str) -> None:
    with pytest.raises(RequestError) as refused:
        policyengine.load(cities=name)
    with pytest.raises(RequestError) as as_ever:
        loaded(None).evaluate({}, city=name, as_of="2022-06-30")
    assert refused.value.findings == as_ever.value.findings


def test_no_city_at_all_is_refused() -> None:
    with pytest.raises(RequestError):
        policyengine.load(cities=[])


def test_a_folder_that_is_not_there_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="does not exist"):
        policyengine.load(tmp_path / "gone", "jiangmen")


def test_events_are_read_with_the_facts_of_every_city(tmp_path: Path) -> None:
    some = policyengine.load(cities="jiangmen").monitor(str(tmp_path / "some.db"))
    every = policyengine.load().monitor(str(tmp_path / "every.db"))
    assert some.asking.rulebook.events == every.asking.rulebook.events


OWN = """facts:
  revenue:
    type: money
    label: {zh: 营收, en: Turnover}
    question: {zh: 营收是多少？, en: What is the turnover?}
"""


def test_a_borrowed_vocabulary_gives_way_in_the_city_that_defines_a_fact_anew(tmp_path: Path) -> None:
    invented = Path(shutil.copytree(INVENTED, tmp_path / "policies"))
    for file in invented.glob("*.yaml"):
        file.unlink()
    (facts,) = invented.glob("linjiang/*/facts.yaml")
    facts.write_text(OWN + facts.read_text("utf-8").replace("facts:\n", ""), "utf-8")
    for engine in (policyengine.load(invented), policyengine.load(invented, ["linjiang", "yunxi"])):
        names = {plan.city: plan.vocabulary["revenue"].label.zh for plan in engine.plans}
        assert names == {"linjiang": "营收", "yunxi": "营业收入"}
