"""Who pays: in money, percent, ratio or what is left; by condition; the plan's own payers."""

from fractions import Fraction

import pytest

from policyengine.language.tree import ALWAYS
from policyengine.language.write import write
from tests.rulebook.said import paid_by

HALF = Fraction(1, 2)
FIXED = "amount: 30万元"
BY_ISLAND = "amount: [{when: on_island, amount: 50万元}, {otherwise: 30万元}]"


def shares(text, **given):
    splits, codes = paid_by(f"paid_by: {text}", **given)
    assert codes == []
    return [(write(split.when), dict(split.shares)) for split in splits]


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("city_finance", {"city_finance": 1}),
        ("central_finance", {"central_finance": 1}),
        (
            "{city_finance: 30%, unstated: 70%}",
            {"city_finance": Fraction(3, 10), "unstated": Fraction(7, 10)},
        ),
        (
            "{city_finance: 6, county_finance: 4}",
            {"city_finance": Fraction(3, 5), "county_finance": Fraction(2, 5)},
        ),
        (
            "{city_finance: 60%, county_finance: remainder}",
            {"city_finance": Fraction(3, 5), "county_finance": Fraction(2, 5)},
        ),
        (
            "{city_finance: remainder, county_finance: 25%, town_finance: 25%}",
            {"city_finance": HALF, "county_finance": Fraction(1, 4), "town_finance": Fraction(1, 4)},
        ),
        (
            "{city_finance: 1, county_finance: 1, town_finance: 1}",
            dict.fromkeys(("city_finance", "county_finance", "town_finance"), Fraction(1, 3)),
        ),
    ],
)
def test_a_split_of_whatever_the_amount_is(written, parts):
    assert shares(written) == [("true", parts)]


@pytest.mark.parametrize(
    ("written", "city"),
    [
        ("{city_finance: 15万元, county_finance: 15万元}", HALF),
        ("{city_finance: 10万元, county_finance: remainder}", Fraction(1, 3)),
    ],
)
def test_sums_split_an_amount_that_is_fixed(written, city):
    [(_, parts)] = shares(written, amount=FIXED)
    assert parts == {"city_finance": city, "county_finance": 1 - city}


def test_payers_stand_in_the_order_written():
    [split], _ = paid_by("paid_by: {county_finance: remainder, city_finance: 60%}")
    assert [payer for payer, _ in split.shares] == ["county_finance", "city_finance"]


def test_another_split_for_another_district():
    written = (
        "[{when: registered_in = 410522, shares: {city_finance: 3, county_finance: 7}},"
        " {otherwise: city_finance}]"
    )
    assert shares(written) == [
        ("registered_in = 410522", {"city_finance": Fraction(3, 10), "county_finance": Fraction(7, 10)}),
        ("true", {"city_finance": 1}),
    ]


def test_by_condition_sums_may_split_the_amount_of_any_tier():
    written = (
        "[{when: on_island, shares: {city_finance: 30万元, county_finance: 20万元}},"
        " {otherwise: {city_finance: 15万元, county_finance: 15万元}}]"
    )
    assert shares(written, amount=BY_ISLAND) == [
        ("on_island", {"city_finance": Fraction(3, 5), "county_finance": Fraction(2, 5)}),
        ("true", {"city_finance": HALF, "county_finance": HALF}),
    ]


def test_a_case_that_is_otherwise_alone_always_holds():
    [split], _ = paid_by("paid_by: [{otherwise: city_finance}]")
    assert split.when == ALWAYS


def test_a_plan_may_have_payers_of_its_own():
    assert shares("zone_finance", payers=["zone_finance"]) == [("true", {"zone_finance": 1})]
    assert paid_by("paid_by: zone_finance")[1] == ["wrong-value"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("{city_finance: 15万元, county_finance: 5万元}", "payer-split"),
        ("{city_finance: 30万元, county_finance: remainder}", "payer-split"),
        ("{city_finance: 50%, county_finance: 40%}", "payer-split"),
        ("{city_finance: 100%, county_finance: remainder}", "payer-split"),
        ("{city_finance: 50%, county_finance: 15万元}", "wrong-value"),
        ("{city_finance: 6, county_finance: remainder}", "wrong-value"),
        ("{city_finance: 6, county_finance: 40%}", "wrong-value"),
        ("{city_finance: 0, county_finance: 0}", "wrong-value"),
        ("{city_finance: remainder}", "wrong-value"),
        ("{city_finance: remainder, county_finance: remainder}", "wrong-value"),
        ("{city_finance: 3年}", "wrong-value"),
        ("{city_finence: 100%}", "wrong-value"),
        ("市财政", "wrong-value"),
        ("{}", "wrong-value"),
        ("[]", "wrong-value"),
        ("[city_finance]", "wrong-value"),
        ("[{when: on_island, shares: city_finance}]", "missing-key"),
        ("[{when: on_island}, {otherwise: city_finance}]", "missing-key"),
        ("[{when: on_island, share: city_finance}, {otherwise: city_finance}]", "unknown-key"),
        ("[{otherwise: city_finance}, {otherwise: county_finance}]", "wrong-value"),
        ("[{when: on_moon, shares: city_finance}, {otherwise: city_finance}]", "unknown-fact"),
    ],
)
def test_what_does_not_add_up_is_refused_once(written, code):
    assert paid_by(f"paid_by: {written}", amount=FIXED) == (None, [code])


@pytest.mark.parametrize("amount", ["amount: 3 * revenue", BY_ISLAND, None])
def test_sums_cannot_split_an_amount_that_varies(amount):
    assert paid_by("paid_by: {city_finance: 15万元, county_finance: 15万元}", amount) == (
        None,
        ["wrong-value"],
    )


def test_of_an_amount_that_could_not_be_read_nothing_more_is_said():
    splits, codes = paid_by("paid_by: {city_finance: 15万元}", "amount: 三十万")
    assert splits is None
    assert len(codes) == 1
