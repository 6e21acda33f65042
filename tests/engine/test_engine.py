"""The public face: what can be asked, by which names, and what is refused."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import policyengine
from policyengine import Engine, Profile, ProfileError, RequestError, RulebookError
from tests.conformance.suite import CITY, lay_out

INVENTED = Path(__file__).parents[2] / "examples" / "policies"
FIRST = {"registered_in": "440700", "hte_recognition": "first"}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return policyengine.load()


def words(error: pytest.ExceptionInfo[RequestError]) -> str:
    (finding,) = error.value.findings
    advice = finding.help()
    return finding.message().en + (f" ({advice.en})" if advice else "")


def test_the_bundled_plans_are_those_of_five_cities(engine: Engine) -> None:
    assert engine.cities == ("anyang", "gaoan", "haimen", "jiangmen", "xinxiang")
    assert {(plan.city, plan.version) for plan in engine.plans} >= {
        ("jiangmen", "2021"),
        ("xinxiang", "2017"),
    }
    assert {"hte_recognition", "revenue"} <= {fact.name for fact in engine.facts}


@pytest.mark.parametrize("city", ["jiangmen", "江门市", "Jiangmen"])
def test_a_city_is_known_by_its_id_and_its_names(engine: Engine, city: str) -> None:
    assert engine.evaluate(FIRST, city=city, as_of="2022-06-30").city == "jiangmen"


def test_a_day_may_be_text_date_or_datetime(engine: Engine) -> None:
    for day in ("2022-06-30", date(2022, 6, 30), datetime(2022, 6, 30, 9)):
        assert engine.evaluate(FIRST, city="jiangmen", as_of=day).as_of == date(2022, 6, 30)


@pytest.mark.parametrize(
    "day", ["2022-6-30", "20220630", "2022-W26-4", "2022-02-30", "", "２０２２-06-30", None, 2022]
)
def test_a_day_that_is_none_is_refused(engine: Engine, day: Any) -> None:
    with pytest.raises(RequestError, match="is not a date"):
        engine.evaluate(FIRST, city="jiangmen", as_of=day)


@pytest.mark.parametrize("year", ["2022", 2022.0, True, 0, 10_000])
def test_a_year_that_is_none_is_refused(engine: Engine, year: Any) -> None:
    with pytest.raises(RequestError, match="is not a year"):
        engine.evaluate(FIRST, city="jiangmen", as_of="2022-06-30", year=year)


def test_an_unknown_city_is_told_with_the_nearest(engine: Engine) -> None:
    with pytest.raises(RequestError) as error:
        engine.evaluate(FIRST, city="jiangme", as_of="2022-06-30")
    assert words(error) == "no city is named `jiangme` (did you mean `jiangmen`?)"


def test_an_unknown_version_is_told(engine: Engine) -> None:
    with pytest.raises(RequestError):
        engine.evaluate(FIRST, city="jiangmen", as_of="2022-06-30", version="2020")


def test_a_profile_may_be_a_mapping_or_a_profile(engine: Engine) -> None:
    given = Profile(FIRST)
    by_profile = engine.evaluate(given, city="jiangmen", as_of="2022-06-30").to_dict()
    assert by_profile == engine.evaluate(FIRST, city="jiangmen", as_of="2022-06-30").to_dict()


def test_every_fault_of_a_profile_is_told_at_once(engine: Engine) -> None:
    with pytest.raises(ProfileError) as error:
        engine.compare({"revenue": "NaN", "ip_owned": -1, "revenu": 3}, as_of="2022-06-30")
    assert len(error.value.findings) == 3


def test_an_engine_cannot_be_changed(engine: Engine) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        engine.rulebook = None  # type: ignore[misc, assignment]


def test_what_is_known_in_a_result_cannot_be_changed(engine: Engine) -> None:
    assessment = engine.evaluate(FIRST, city="jiangmen", as_of="2022-06-30")
    because = assessment.rewards["hte_first_recognition"].because["when"]
    assert because is not None
    for held in (assessment.case.facts.known, assessment.case.facts.given, because.facts):
        with pytest.raises(TypeError):
            held["hte_recognition"] = "none"  # type: ignore[index]


def test_an_engine_is_short_in_a_debugger(engine: Engine) -> None:
    assert repr(engine) == "Engine(5 plans of anyang, gaoan, haimen, jiangmen, xinxiang)"
    assert len(repr(engine.matrix())) < 100


def test_a_version_of_the_wrong_sort_is_told(engine: Engine) -> None:
    with pytest.raises(RequestError, match="no version is named `5`"):
        engine.evaluate(FIRST, city="jiangmen", as_of="2022-06-30", version=5)  # type: ignore[arg-type]


def test_a_place_that_is_none_is_told_what_would_do(engine: Engine) -> None:
    with pytest.raises(ProfileError, match="or the id or name of a city that has a plan"):
        engine.evaluate({"registered_in": "ANYANG"}, city="anyang", as_of="2020-06-30")


def test_threads_may_share_an_engine(engine: Engine) -> None:
    def ask(city: str) -> Any:
        return engine.evaluate(FIRST, city=city, as_of="2022-06-30").to_dict()

    alone = [ask(city) for city in engine.cities]
    with ThreadPoolExecutor(4) as pool:
        for _ in range(3):
            assert list(pool.map(ask, engine.cities)) == alone


def test_a_folder_that_does_not_load_raises_with_its_findings(tmp_path: Path) -> None:
    (tmp_path / "city" / "v1").mkdir(parents=True)
    (tmp_path / "city" / "v1" / "plan.yaml").write_text("title: {zh: 一}\n", "utf-8")
    with pytest.raises(RulebookError) as error:
        policyengine.load(tmp_path)
    assert error.value.findings


def test_show_gives_the_newest_version_and_names_any_other(engine: Engine) -> None:
    shown = engine.show("jiangmen")
    assert shown["schema"] == "policyengine/version@1"
    assert shown == engine.show("江门市", "2021")
    (award,) = (r for r in shown["rewards"] if r["id"] == "jiangmen.hte_first_recognition")
    assert award["when"]["text"] == "hte_recognition = first"
    assert award["amount"]["zh"]
    with pytest.raises(RequestError):
        engine.show("jiangmen", "1999")


def test_facts_can_be_listed_for_one_city(engine: Engine) -> None:
    every, of_one = engine.list_facts()["facts"], engine.list_facts("jiangmen")["facts"]
    assert set(of_one) < set(every)
    assert "in_talent_island" in of_one


def test_the_public_names_are_these() -> None:
    for name in policyengine.__all__:
        assert getattr(policyengine, name) is not None
    assert set(policyengine.__all__) <= set(dir(policyengine))
    with pytest.raises(AttributeError):
        _ = policyengine.nothing


# Areas without a code of their own, and words that can be read in two ways

ISLAND = {"areas": [{"id": "island", "name": {"zh": "科创岛", "en": "Science Island"}, "within": "440703"}]}
AWARDED = {
    "jurisdiction": "440700",
    "plan": ISLAND,
    "rewards": {
        "award": {
            "when": "registered_in = island",
            "amount": "10万元",
            "readings": [
                {"id": "ten", "zh": "十万元", "en": "ten", "chosen": True},
                {"id": "twenty", "zh": "二十万元", "en": "twenty", "instead": {"amount": "20万元"}},
            ],
        }
    },
}


@pytest.fixture
def islanders(tmp_path: Path) -> Engine:
    return policyengine.load(lay_out(AWARDED, tmp_path))


@pytest.mark.parametrize("place", ["island", "made_up.island", "科创岛", "Science Island", "440703/island"])
def test_an_area_is_known_by_its_id_with_or_without_its_city_and_by_its_names(
    islanders: Engine, place: str
) -> None:
    found = islanders.evaluate({"registered_in": place}, city="made_up", as_of="2022-06-30")
    assert found.rewards["award"].status == "eligible"


@pytest.mark.parametrize(
    ("place", "status"),
    [
        ("440703", "undetermined"),
        ("440700", "undetermined"),
        ("440705", "ineligible"),
        ("110000", "ineligible"),
    ],
)
def test_a_code_is_in_an_area_only_as_far_as_it_can_tell(islanders: Engine, place: str, status: str) -> None:
    found = islanders.evaluate({"registered_in": place}, city="made_up", as_of="2022-06-30")
    assert found.rewards["award"].status == status


def test_a_name_that_two_cities_areas_share_means_the_one_of_the_city_asked_about(tmp_path: Path) -> None:
    lay_out(AWARDED, tmp_path)
    (tmp_path / CITY).rename(tmp_path / "first")
    lay_out(AWARDED | {"jurisdiction": "410500", "plan": {"areas": [{"id": "island"}]}}, tmp_path)
    (tmp_path / CITY).rename(tmp_path / "second")
    engine = policyengine.load(tmp_path)
    for city in ("first", "second"):
        for named in ("island", f"{city}.island"):
            found = engine.evaluate({"registered_in": named}, city=city, as_of="2022-06-30")
            assert found.rewards["award"].status == "eligible"
    with pytest.raises(ProfileError):
        engine.compare({"registered_in": "island"}, as_of="2022-06-30", assume_registered=False)
    engine.compare({"registered_in": "first.island"}, as_of="2022-06-30", assume_registered=False)


def test_the_other_reading_of_a_rule_is_told_for_an_enterprise(islanders: Engine) -> None:
    (found,) = islanders.readings({"registered_in": "island"}, city="made_up", as_of="2022-06-30")
    assert (found.rule.id, found.reread.reading.id, found.difference) == (
        "award",
        "twenty",
        (100_000, 100_000),
    )


def test_the_smallest_enterprise_for_which_a_reading_matters_is_found(islanders: Engine) -> None:
    (found,) = islanders.reading_witnesses("made_up")
    assert found.to_dict()["profile"] == {"registered_in": "440703/island"}
    assert islanders.reading_witnesses(as_of="2022-06-30")[0].as_of == date(2022, 6, 30)


def test_every_other_reading_of_the_invented_plans_matters_to_someone() -> None:
    found = policyengine.load(INVENTED).reading_witnesses()
    assert found
    assert all(witness.found is not None and witness.found.differs for witness in found)
