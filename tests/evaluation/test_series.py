"""Figures by year: given by calendar year, read by the year assessed, unknown where no year is given."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from policyengine.errors import ProfileError
from policyengine.evaluation.facts.dated import known_on, of_year
from policyengine.evaluation.facts.derived import signed
from policyengine.evaluation.facts.profile import Facts, known_facts
from policyengine.evaluation.meaning.kleene import truth_of
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.facts import Vocabulary
from policyengine.language.tree import Duration, Value
from tests.evaluation.building import ceiling, clawback, group, obligation, payment, plan, reward, support
from tests.evaluation.wording import condition, vocabulary

MIDSUMMER = date(2022, 6, 30)
T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
WORDS = vocabulary(
    sales={"kind": "money", "by_year": True, "label": "分年度销售额"},
    tax={"kind": "money", "by_year": True, "label": "分年度纳税额"},
    income="money",
)


def read(profile: Any) -> Facts:
    return known_facts(profile, WORDS, {}, ())


def codes(profile: Any) -> list[str]:
    with pytest.raises(ProfileError) as refusal:
        read(profile)
    return [finding.code for finding in refusal.value.findings]


@pytest.mark.parametrize(
    "profile",
    [
        {"sales": {2020: "1万元", 2021: 12_000}},
        {"分年度销售额": {"2020": 10_000, "2021年": Decimal("12000.00")}},
        {"sales[2020]": 10_000, "sales[2021]": "1.2万元"},
        {"sales": {"2020年度": 10_000, "2019": None}, "分年度销售额[2021]": 12_000},
    ],
)
def test_a_series_is_given_as_a_mapping_or_year_by_year(profile: Any) -> None:
    facts = read(profile)
    assert facts.known == {"sales[2020]": Fraction(10_000), "sales[2021]": Fraction(12_000)}
    assert facts.digest == read({"sales": {"2021": 12_000, "2020": 10_000}}).digest


def test_the_digest_tells_the_years_apart() -> None:
    assert read({"sales": {2020: 1}}).digest != read({"sales": {2021: 1}}).digest
    assert read({"sales": {2020: 1}}).digest != read({"tax": {2020: 1}}).digest


@pytest.mark.parametrize(
    ("profile", "code"),
    [
        ({"sales": 5}, "bad-value"),
        ({"sales": [5, 6]}, "bad-value"),
        ({"sales": {"last": 5}}, "bad-value"),
        ({"sales": {21: 5}}, "bad-value"),
        ({"sales": {True: 5}}, "bad-value"),
        ({"sales": {2021: -5}}, "bad-value"),
        ({"sales": {2021: 5}, "sales[2021]": 5}, "given-twice"),
        ({"sales": {2021: 5, "2021": 5}}, "given-twice"),
        ({"sales[-1]": 5}, "worked-out"),
        ({"sales[0]": 5}, "worked-out"),
        ({"as_of": "2021-01-01"}, "worked-out"),
        ({"评估日": "2021-01-01"}, "worked-out"),
        ({"income[2021]": 5}, "no-such-fact"),
    ],
)
def test_what_is_no_figure_of_a_calendar_year_is_refused(profile: Any, code: str) -> None:
    assert codes(profile) == [code]


def test_a_bad_figure_is_named_with_its_year() -> None:
    with pytest.raises(ProfileError) as refusal:
        read({"sales": {2021: "很多"}})
    message = refusal.value.findings[0].message()
    assert "2021年" in message.zh
    assert "销售额" in message.zh
    assert "sales[2021]" in message.en


# What is known on a day


def known(text: str, profile: Any, year: int = 2022, words: Vocabulary | None = None) -> Any:
    words = words or WORDS
    asked = plan(words, support("help", words, text))
    return known_on(known_facts(profile, words, {}, ()), asked, year, MIDSUMMER)


def truth(text: str, sales: dict[int, object], year: int = 2022) -> Truth:
    return truth_of(condition(text, WORDS))(known(text, {"sales": sales}, year))


def test_a_plan_that_reads_no_day_and_no_relative_figure_is_given_what_is_known_as_it_is() -> None:
    facts = read({"sales": {2021: 5}})
    for text in ("income >= 5元", "sales[2021] >= 5元"):
        assert known_on(facts, plan(WORDS, support("help", WORDS, text)), 2022, MIDSUMMER) is facts.known


def test_the_previous_year_is_that_before_the_year_assessed() -> None:
    sales = {2019: 100, 2020: 110, 2021: 121}
    assert [truth("sales[year - 1] = 110元", sales, year) for year in (2020, 2021, 2022)] == [F, T, F]
    assert truth("sales[year] = 121元", sales, 2021) is T
    assert truth("sales[前年] = 110元", sales, 2022) is T
    assert truth("sales[2019] = 100元", sales) is T


def test_a_year_that_is_not_given_is_unknown() -> None:
    assert truth("sales[year - 1] >= 0元", {2020: 100}) is U
    assert truth("growth(sales) >= 0%", {2021: 100}) is U
    assert truth("growing(sales, 2年)", {2021: 100, 2020: 90}) is U
    assert truth("growing(sales, 2年)", {2021: 90, 2020: 90}) is F


def test_growth_over_one_and_over_three_years_holds_at_its_last_fen() -> None:
    growth, compound = "growth(sales) >= 10%", "compound_growth(sales, 3年) >= 10%"
    assert truth(growth, {2020: 100, 2021: 110}) is T
    assert truth(growth, {2020: 100, 2021: Fraction("109.99")}) is F
    assert truth(growth, {2020: 0, 2021: 110}) is U
    assert truth(compound, {2018: 1000, 2021: 1331}) is T
    assert truth(compound, {2018: 1000, 2021: Fraction("1330.99")}) is F
    assert truth("increase(sales) >= 10元", {2020: 100, 2021: 110}) is T
    assert truth("average(sales, 2年) >= 105元", {2020: 100, 2021: 110}) is T
    assert truth("average(sales, 2年) > 105元", {2020: 100, 2021: 110}) is F


def test_today_and_the_ends_of_the_year_assessed_are_known_of_everyone() -> None:
    found = known("as_of >= year_start", {}, 2021)
    days: dict[str, Value] = {
        "as_of": MIDSUMMER,
        "year_start": date(2021, 1, 1),
        "year_end": date(2021, 12, 31),
    }
    assert found == days


def test_every_tree_of_a_plan_is_looked_through_for_the_day() -> None:
    facts = read({})
    first = payment("first", WORDS, "1元", earliest="year_end")
    for rule in (
        reward("r", WORDS, "1元", payments=(first,)),
        reward("r", WORDS, "1元", clawbacks=(clawback("back", WORDS, "as_of >= 2022-01-01"),)),
        obligation("o", WORDS, "true", "true", by="year_end + 30天"),
        obligation("o", WORDS, "true", "true", standing=True, lasts=Duration(months=36)),
        group("g", (), ceilings=(ceiling(WORDS, "sales[year - 1]"),)),
    ):
        assert "as_of" in known_on(facts, plan(WORDS, rule), 2022, MIDSUMMER)


FOLLOWING = vocabulary(
    sales={"kind": "money", "by_year": True},
    rate={"kind": "ratio", "derived": "growth(sales)"},
    doubled={"kind": "ratio", "derived": "2 * rate"},
)


def test_what_follows_from_the_previous_years_figures_is_known_on_the_day() -> None:
    profile = {"sales": {2020: 100, 2021: 110}}
    found = known("doubled >= 20%", profile, words=FOLLOWING)
    assert (found["rate"], found["doubled"]) == (Fraction(1, 10), Fraction(1, 5))
    assert "rate" not in known("doubled >= 20%", profile, 2023, words=FOLLOWING)
    assert known("doubled >= 20%", {"rate": "10%"}, words=FOLLOWING)["doubled"] == Fraction(1, 5)


def test_a_rate_given_beside_figures_that_make_another_is_refused() -> None:
    profile = {"sales": {2020: 100, 2021: 110}, "rate": "12%"}
    with pytest.raises(ProfileError) as refusal:
        known("rate >= 10%", profile, words=FOLLOWING)
    assert [finding.code for finding in refusal.value.findings] == ["derived-differs"]
    assert known("rate >= 10%", profile, 2023, words=FOLLOWING)["rate"] == Fraction(12, 100)


def test_a_figure_is_named_by_its_calendar_year_where_it_is_asked_for() -> None:
    assert [of_year(name, 2022) for name in ("sales[-1]", "sales[0]", "sales[2019]", "income")] == [
        "sales[2021]",
        "sales[2022]",
        "sales[2019]",
        "income",
    ]


def test_only_what_is_a_difference_may_be_less_than_nothing() -> None:
    words = vocabulary(
        cost="money",
        income="money",
        intensity={"kind": "ratio", "derived": "cost / income"},
        profit={"kind": "money", "derived": "income - cost"},
        margin={"kind": "ratio", "derived": "profit / income"},
        sales={"kind": "money", "by_year": True},
        rate={"kind": "ratio", "derived": "growth(sales)"},
    )
    assert signed(words) == {"profit", "margin", "rate"}
