"""Areas without a code of GB/T 2260: a place in a plan's jurisdiction, told apart from what surrounds it."""

from __future__ import annotations

import pytest

from policyengine.errors import Bilingual
from policyengine.evaluation.meaning.jurisdictions import lies_in
from policyengine.evaluation.meaning.kleene import truth_of
from policyengine.evaluation.meaning.truth import Truth
from tests.evaluation.wording import condition, vocabulary

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
ISLAND, PARK, ZONE = "440703/talent_island", "440703/high_tech_park", "440700/new_zone"


@pytest.mark.parametrize(
    ("place", "territory", "expected"),
    [
        (ISLAND, ISLAND, T),
        (ISLAND, "440703", T),
        (ISLAND, "440700", T),
        (ISLAND, "440000", T),
        (ISLAND, "440705", F),
        (ISLAND, "410500", F),
        (ISLAND, PARK, F),
        (ISLAND, ZONE, F),
        ("440703", ISLAND, U),
        ("440700", ISLAND, U),
        ("440000", ISLAND, U),
        ("440705", ISLAND, F),
        ("410500", ISLAND, F),
        (ZONE, "440700", T),
        (ZONE, "440703", U),
        (ZONE, ISLAND, F),
        ("440703", ZONE, U),
        ("440700", ZONE, U),
        ("440800", ZONE, F),
    ],
)
def test_an_area_lies_in_its_code_and_a_code_leaves_its_areas_open(
    place: str, territory: str, expected: Truth
) -> None:
    assert lies_in(place, territory) is expected


def test_a_condition_names_an_area_by_its_id_and_by_its_name() -> None:
    words = vocabulary().with_places({ISLAND: Bilingual(zh="人才岛", en="Talent Island")})
    for text in (
        "registered_in = 440703/talent_island",
        "registered_in = 人才岛",
        "registered_in in [talent_island]",
    ):
        read = truth_of(condition(text, words))
        assert [read({"registered_in": code}) for code in (ISLAND, "440703", "440705")] == [T, U, F]
        assert read({}) is U
    assert truth_of(condition("registered_in != 人才岛", words))({"registered_in": PARK}) is T
