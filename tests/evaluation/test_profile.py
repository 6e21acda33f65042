"""Facts in: read exactly, by any of their names, or refused by their label, all faults at once."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.errors import ProfileError
from policyengine.evaluation.facts.profile import Facts, Profile, known_facts
from policyengine.evaluation.facts.received import Received
from policyengine.language.facts import Vocabulary
from policyengine.rulebook.plan import Asked
from tests.evaluation.wording import REGISTERED_IN, both, fact, vocabulary

WORDS = vocabulary(
    income={"kind": "money", "label": "营业收入", "aliases": ("收入",)},
    rd={"kind": "money", "label": "研发费用"},
    intensity={"kind": "ratio", "derived": "rd / income", "label": "研发强度"},
    doubled={"kind": "ratio", "derived": "2 * intensity"},
    n={"kind": "count", "label": "专利数"},
    grade={"kind": "choice", "choices": ("low", "high")},
    on="date",
    q="boolean",
    name="text",
)
CITIES = {"anyang": "410500", "安阳市": "410500", "jiangmen": "440700"}
REWARDS = ("anyang.hte", "anyang.giant", "jiangmen.hte")


def read(profile: Any, city: str | None = None) -> Facts:
    return known_facts(profile, WORDS, CITIES, REWARDS, city)


def faults(profile: Any, city: str | None = None) -> list[str]:
    with pytest.raises(ProfileError) as refusal:
        read(profile, city)
    return [finding.code for finding in refusal.value.findings]


@pytest.mark.parametrize("name", ["income", "营业收入", "Fact income", "收入"])
def test_a_fact_goes_by_name_label_and_alias(name: str) -> None:
    assert read({name: 5}).known == {"income": 5}


def test_null_is_not_known() -> None:
    assert read({"income": None, "received": None}).known == {}
    assert read({"received": None}).received is None


@pytest.mark.parametrize(
    ("given", "exact"),
    [
        ("1200万元", 12_000_000),
        (300_000, 300_000),
        (Decimal("0.10"), Fraction(1, 10)),
        (0.1, Fraction(1, 10)),
        ("1,000.25元", Fraction(100_025, 100)),
    ],
)
def test_money_is_read_exactly(given: object, exact: Fraction) -> None:
    assert read({"income": given}).known["income"] == exact


@pytest.mark.parametrize(
    ("fact", "given"),
    [
        ("income", -1),
        ("income", float("nan")),
        ("income", float("inf")),
        ("income", Decimal("NaN")),
        ("income", True),
        ("income", "0.001"),
        ("income", 10**15),
        ("income", "很多"),
        ("income", [5]),
        ("intensity", "-3%"),
        ("intensity", "0.000000001"),
        ("n", 1.5),
        ("n", True),
        ("n", "5家"),
        ("grade", "middle"),
        ("on", "2021-02-30"),
        ("on", datetime(2021, 1, 1)),
        ("q", 1),
        ("q", "也许"),
        ("name", ""),
        ("registered_in", "41050"),
        ("registered_in", "990000"),
        ("registered_in", "atlantis"),
    ],
)
def test_a_bad_value_is_refused_by_its_label_with_what_came_and_what_is_wanted(
    fact: str, given: object
) -> None:
    with pytest.raises(ProfileError) as refusal:
        read({fact: given})
    (finding,) = refusal.value.findings
    assert finding.code == "bad-value"
    assert WORDS[fact].label.zh in finding.message().zh
    assert WORDS[fact].label.en in finding.message().en


@pytest.mark.parametrize(
    "given",
    ["很" * 10**6, list(range(10**5)), 10**5000, {"a": "b" * 10**6}],
    ids=["text", "list", "number", "mapping"],
)
def test_one_bad_value_never_makes_a_long_error(given: object) -> None:
    with pytest.raises(ProfileError) as refusal:
        read({"income": given, "很" * 10**5: 1})
    assert len(str(refusal.value)) < 1000


def test_a_hundred_faults_are_told_and_the_rest_counted_quickly() -> None:
    profile = {f"unknown_{n}": n for n in range(50_000)}
    with pytest.raises(ProfileError) as refusal:
        read(profile)
    *told, last = refusal.value.findings
    assert (len(told), last.message().en) == (100, "and 49900 more")
    assert faults({"received": [{"reward": "anyang.giant"}] * 1001}) == ["bad-value"]


def test_all_faults_are_told_at_once() -> None:
    assert faults({"income": -1, "revenu": 5, "n": 1.5, "q": 3, 7: 8, "received": 5}) == [
        "bad-value",
        "no-such-fact",
        "bad-value",
        "bad-value",
        "no-such-fact",
        "bad-value",
    ]


def test_an_unknown_fact_is_offered_the_nearest() -> None:
    with pytest.raises(ProfileError) as refusal:
        read({"营业收": 5})
    (finding,) = refusal.value.findings
    assert "营业收入" in str(finding.help())


@pytest.mark.parametrize("profile", [None, 5, "income", [("income", 5)]])
def test_what_is_no_mapping_is_no_profile(profile: object) -> None:
    assert faults(profile) == ["not-a-profile"]


def test_a_fact_under_two_of_its_names_is_refused_even_if_equal() -> None:
    assert faults({"income": 5, "营业收入": 5}) == ["given-twice"]
    assert faults({"received": [], "已获奖补": []}) == ["given-twice"]
    assert read({"income": 5, "营业收入": None}).known == {"income": 5}


@pytest.mark.parametrize("given", ["anyang", "安阳市", "410500", 410500, " 410500 "])
def test_a_place_goes_by_code_and_by_the_names_of_cities(given: object) -> None:
    assert read({"registered_in": given}).known == {"registered_in": "410500"}


# Derived facts


def test_a_derived_fact_follows_exactly_from_its_sources() -> None:
    known = read({"income": 3, "rd": 1}).known
    assert (known["intensity"], known["doubled"]) == (Fraction(1, 3), Fraction(2, 3))


@pytest.mark.parametrize("profile", [{}, {"rd": 1}, {"income": 3}, {"rd": 1, "income": 0}])
def test_it_is_unknown_while_a_source_is_or_a_divisor_is_zero(profile: Mapping[str, Any]) -> None:
    assert not {"intensity", "doubled"} & set(read(profile).known)


def test_given_alone_it_stands_and_others_follow_from_it() -> None:
    assert read({"intensity": "3%"}).known == {"intensity": Fraction(3, 100), "doubled": Fraction(6, 100)}
    assert read({"intensity": "3%", "income": 5}).known["intensity"] == Fraction(3, 100)
    assert read({"intensity": "3%", "income": 0, "rd": 5}).known["intensity"] == Fraction(3, 100)


def test_given_beside_its_sources_it_must_be_what_they_make() -> None:
    assert read({"income": 100, "rd": 3, "intensity": "3%"}).known["intensity"] == Fraction(3, 100)
    assert faults({"income": 100, "rd": 3, "intensity": "4%"}) == ["derived-differs"]
    assert faults({"income": 100, "rd": 3, "doubled": "7%"}) == ["derived-differs"]


def test_an_endless_quotient_may_be_given_to_its_eighth_decimal_and_counts_exactly() -> None:
    assert read({"income": 3, "rd": 1, "intensity": "0.33333333"}).known["intensity"] == Fraction(1, 3)
    assert read({"income": 3, "rd": 2, "intensity": "0.66666667"}).known["intensity"] == Fraction(2, 3)
    assert faults({"income": 3, "rd": 2, "intensity": "0.66666666"}) == ["derived-differs"]


def test_three_percent_is_not_a_rounding_of_one_fen_less() -> None:
    profile = {"income": 300_000_000, "rd": "8999999.99"}
    assert faults({**profile, "intensity": "3%"}) == ["derived-differs"]
    assert faults({**profile, "intensity": "2.999999%"}) == ["derived-differs"]


def test_a_contradiction_names_the_fact_its_sources_and_both_values() -> None:
    with pytest.raises(ProfileError) as refusal:
        read({"income": 100, "rd": 3, "intensity": "4%"})
    said = refusal.value.findings[0].message().zh
    assert all(part in said for part in ("研发强度", "研发费用", "营业收入", "0.04", "0.03"))


# Rewards already received


def test_payments_are_read_with_amount_and_day() -> None:
    paid = {"reward": "anyang.giant", "amount": "30万元", "on": "2018-03-01"}
    assert read({"received": [paid]}).received == (
        Received("anyang.giant", Fraction(300_000), date(2018, 3, 1)),
    )
    assert read({"已获奖补": [{"reward": "anyang.giant"}]}).received == (
        Received("anyang.giant", None, None),
    )
    assert read({"received": []}).received == ()


def test_a_local_id_is_of_the_city_asked_or_of_the_only_city_that_has_it() -> None:
    def rewards(named: str, city: str | None) -> list[str]:
        return [paid.reward for paid in read({"received": [{"reward": named}]}, city).received or ()]

    assert rewards("hte", "jiangmen") == ["jiangmen.hte"]
    assert rewards("giant", None) == ["anyang.giant"]
    assert faults({"received": [{"reward": "hte"}]}) == ["unknown-reward"]


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ("none", ["bad-value"]),
        ({"reward": "anyang.giant"}, ["bad-value"]),
        ([5], ["bad-value"]),
        ([{"amount": 5}], ["bad-value"]),
        ([{"reward": "anyang.giant", "when": "2018"}], ["bad-value"]),
        (
            [{"reward": "anyang.gaint", "amount": -1, "on": "2018"}],
            ["unknown-reward", "bad-value", "bad-value"],
        ),
    ],
)
def test_a_bad_record_of_payments_is_refused(given: object, codes: list[str]) -> None:
    assert faults({"received": given}) == codes


def test_an_unknown_reward_is_offered_the_nearest() -> None:
    for named in ("anyang.gaint", "gaint", "giant2"):
        with pytest.raises(ProfileError) as refusal:
            read({"received": [{"reward": named}]})
        assert "anyang.giant" in str(refusal.value.findings[0].help())


PAYMENTS = {"anyang.hte": (), "anyang.giant": ("advance", "settlement")}


def paid(*payments: object) -> Facts:
    received = [{"reward": "giant", "payment": payment} for payment in payments]
    return known_facts({"received": received}, WORDS, CITIES, PAYMENTS, "anyang")


def test_a_payment_is_told_apart_from_the_whole_reward() -> None:
    assert [each.payment for each in paid("advance", None).received or ()] == ["advance", None]
    digests = {paid(*each).digest for each in ((), ("advance",), ("settlement",), (None,), ("advance", None))}
    assert len(digests) == 5
    assert paid("advance", "settlement").digest == paid("settlement", "advance").digest


def test_a_payment_that_the_reward_does_not_have_is_refused_and_the_nearest_offered() -> None:
    with pytest.raises(ProfileError) as refusal:
        paid("advanse", 5)
    misspelt, number = refusal.value.findings
    assert (misspelt.code, number.code) == ("unknown-payment", "bad-value")
    assert "anyang.giant" in misspelt.message().zh
    assert "advance" in str(misspelt.help())


def test_the_record_is_asked_for_as_the_vocabulary_says() -> None:
    asked = Asked(both("领过的钱", "Money had"), both("领过什么？", "What was had?"))
    facts = known_facts({"领过的钱": []}, WORDS, CITIES, REWARDS, None, asked)
    assert (facts.received, facts.asked) == ((), asked)


# The profile as a mapping, and its digest


def test_a_profile_is_made_like_a_dict_and_grows_by_or() -> None:
    profile = Profile({"income": 5}, name="某公司")
    assert dict(profile) == {"income": 5, "name": "某公司"}
    assert dict(profile | {"income": 6, "n": 1}) == {"income": 6, "name": "某公司", "n": 1}
    assert profile == Profile({"income": 5, "name": "某公司"})
    assert hash(profile) == hash(Profile({"income": 5, "name": "某公司"}))
    assert pickle.loads(pickle.dumps(profile)) == profile
    assert eval(repr(profile)) == profile


def test_a_profile_does_not_change_with_the_dict_it_was_made_of() -> None:
    facts: dict[str, object] = {"income": 5}
    profile = Profile(facts)
    facts["income"] = 6
    assert profile["income"] == 5
    with pytest.raises(TypeError):
        profile["income"] = 7  # type: ignore[index]


@pytest.mark.parametrize(
    "same",
    [
        {"income": "30万元", "grade": "high"},
        {"grade": "选high", "营业收入": Decimal("300000.00")},
        {"income": 300000.0, "grade": "high", "rd": None},
    ],
)
def test_the_digest_is_of_what_is_meant(same: Mapping[str, Any]) -> None:
    assert read(same).digest == read({"income": 300_000, "grade": "high"}).digest


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"income": 300_001},
        {"rd": 300_000},
        {"income": 300_000, "received": []},
        {"income": 300_000, "q": False},
    ],
)
def test_the_digest_tells_different_profiles_apart(other: Mapping[str, Any]) -> None:
    assert read(other).digest != read({"income": 300_000}).digest


@given(
    st.dictionaries(
        st.text(max_size=8) | st.sampled_from(["income", "n", "q", "received"]),
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers()
            | st.floats()
            | st.text(max_size=8)
            | st.binary(max_size=3),
            lambda parts: (
                st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=4), parts, max_size=3)
            ),
            max_leaves=5,
        ),
        max_size=4,
    )
)
def test_whatever_comes_is_read_or_refused(profile: dict[str, Any]) -> None:
    try:
        facts = read(profile)
    except ProfileError as error:
        refusal = error
    else:
        assert all(isinstance(value, Fraction | str | bool | date) for value in facts.known.values())
        return
    assert refusal.findings
    assert all(finding.message().zh and finding.message().en for finding in refusal.findings)


def test_a_vocabulary_of_circles_is_still_read() -> None:
    a, b = (replace(fact(name, "money"), derived=WORDS["intensity"].derived) for name in ("rd", "income"))
    assert known_facts({}, Vocabulary((REGISTERED_IN, a, b)), {}, ()).known == {}
