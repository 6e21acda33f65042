"""One event as it is given: names resolved, values exact, every fault told."""

from __future__ import annotations

from typing import Any

import pytest

from policyengine.monitoring.reading import EventReader
from policyengine.monitoring.refusals import EventRefused
from policyengine.monitoring.register import Register
from tests.monitoring.building import FIRM, code, engine, event, reader

GOOD: dict[str, Any] = {
    "enterprise": FIRM,
    "kind": "ip_application_filed",
    "date": "2023-03-01",
    "class": "I",
}


def refused(**change: Any) -> list[str]:
    given = {**GOOD, **change}
    with pytest.raises(EventRefused) as refusal:
        reader().read({name: value for name, value in given.items() if value != "left out"})
    return [finding.message().en for finding in refusal.value.findings]


def test_a_kind_and_its_details_go_by_id_or_by_chinese_label() -> None:
    by_label = reader().read(
        {"enterprise": FIRM, "kind": "申报知识产权", "date": "2023-03-01", "类别": "Ⅰ类"}
    )
    assert by_label == reader().read(GOOD)


def test_details_stand_beside_the_other_fields_or_under_a_name_of_their_own() -> None:
    below = {name: value for name, value in GOOD.items() if name != "class"}
    assert reader().read({**below, "details": {"class": "I"}}) == reader().read(GOOD)


def test_an_event_without_an_id_bears_one_that_follows_from_what_it_says() -> None:
    assert reader().read(GOOD).id == reader().read(dict(GOOD)).id
    assert reader().read({**GOOD, "quantity": 2}).id != reader().read(GOOD).id


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "ip_aplication_filed"}, "not `ip_aplication_filed`"),
        ({"kind": "left out"}, "`kind` is missing"),
        ({"enterprise": "91320614000000001X"}, "check character"),
        ({"enterprise": "left out"}, "`enterprise` is missing"),
        ({"date": "2023-02-30"}, "not `2023-02-30`"),
        ({"date": "left out"}, "`date` is missing"),
        ({"quantity": 0}, "above zero"),
        ({"quantity": -1}, "above zero"),
        ({"quantity": "1.5"}, "above zero"),
        ({"quantity": True}, "above zero"),
        ({"class": "III"}, "I (Class I)"),
        ({"class": "left out"}, "`class` is missing"),
        ({"clas": "I"}, "no `clas`"),
        ({"department": "haimen/区科技局"}, "`enterprise`"),
        ({"source": "x" * 201}, "at most 200"),
        ({"id": "a\nb"}, "at most 200"),
        ({"details": "I"}, "names and values"),
    ],
)
def test_what_cannot_be_is_refused_with_what_is_wanted(change: dict[str, Any], words: str) -> None:
    assert any(words in said for said in refused(**change))


def test_every_fault_is_told_at_once() -> None:
    assert len(refused(enterprise="1", date="x", quantity=0, clas="I")) == 4


@pytest.mark.parametrize("given", [None, [], "event", 3, {1: 2}])
def test_what_is_no_mapping_is_no_event(given: object) -> None:
    with pytest.raises(EventRefused):
        reader().read(given)


def test_only_enterprises_of_the_roster_are_taken_where_there_is_one() -> None:
    rulebook = engine().rulebook
    strict = EventReader(
        rulebook.events, Register.of(rulebook, {code(2)}), rulebook.vocabulary, engine().facts_of
    )
    assert strict.read({**GOOD, "enterprise": code(2)}).subject == code(2)
    with pytest.raises(EventRefused, match="on the roster"):
        strict.read(GOOD)


def test_reported_facts_are_checked_like_a_profile_and_kept_in_the_form_of_the_contract() -> None:
    said = event("facts_reported", "2023-01-31", 营业收入="1200万元", registered_in="海门区", ip_owned="3")
    assert said.details == {"revenue": "12000000", "registered_in": "320614", "ip_owned": "3"}
    with pytest.raises(EventRefused, match="no fact is named `revenu`"):
        event("facts_reported", "2023-01-31", revenu="1200万元")


def test_figures_of_years_are_reported_year_by_year() -> None:
    said = event("facts_reported", "2023-01-31", revenue_by_year={2021: "1万元", 2022: 20000})
    assert said.details == {"revenue_by_year[2021]": "10000", "revenue_by_year[2022]": "20000"}


def test_a_duty_is_carried_out_by_a_department_of_its_city() -> None:
    done = event("meeting_held", "2023-03-05", department="海门区/区科技局", duty="haimen.regular_meetings")
    assert (done.subject, done.concerns) == ("haimen/区科技局", "haimen.regular_meetings")
    with pytest.raises(EventRefused, match="a department of haimen"):
        event("meeting_held", "2023-03-05", department="anyang/市科技局", duty="haimen.regular_meetings")
    with pytest.raises(EventRefused, match="not `haimen/区科技居`"):
        event("meeting_held", "2023-03-05", department="haimen/区科技居", duty="haimen.regular_meetings")
    with pytest.raises(EventRefused, match=r"not `haimen\.regular_meeting`"):
        event("meeting_held", "2023-03-05", department="haimen/区科技局", duty="haimen.regular_meeting")


def test_a_target_is_measured_in_its_own_kind_by_its_city_or_its_own_area() -> None:
    share = "haimen.high_tech_output_share"
    assert (
        event("indicator_reported", "2023-06-30", area="海门区", target=share, quantity="48%").quantity
        == "0.48"
    )
    with pytest.raises(EventRefused, match="`area`: haimen is wanted"):
        event("indicator_reported", "2023-06-30", area="anyang", target=share, quantity="48%")
    with pytest.raises(EventRefused, match="`quantity` is missing"):
        event("indicator_reported", "2023-06-30", area="haimen", target=share)
    with pytest.raises(EventRefused, match="not `hamen`"):
        event("indicator_reported", "2023-06-30", area="hamen", target=share, quantity="48%")
