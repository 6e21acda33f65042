"""What a name means where it stands: definitions of the plan, its areas, and promises under a name."""

from fractions import Fraction

import pytest

from policyengine.errors import Bilingual
from policyengine.language.check import resolve_amount, resolve_condition, resolve_term
from policyengine.language.kinds import kind_of
from policyengine.language.parse import parse_amount, parse_condition, parse_term
from policyengine.language.sizes import amounting, compared, ends
from policyengine.language.tree import (
    AllOf,
    Compare,
    Kind,
    Literal,
    Named,
    Not,
    Relation,
    Unstated,
    UpTo,
)
from policyengine.language.types import TYPES
from policyengine.language.walk import atoms, facts_read, unnamed
from policyengine.language.write import write
from tests.strategies import DEFINITIONS, ISLAND, VOCABULARY

QUALITY, SHARE, AWARD = DEFINITIONS
PROMISED = Named("promised", Bilingual("承诺", "Promised"), parse_amount("up to 100万元"))
OPEN = Named("open", Bilingual("另行确定", "To be settled"), Unstated())
WITH_PROMISES = VOCABULARY.with_named([PROMISED, OPEN])


def condition(text):
    found, findings = resolve_condition(parse_condition(text), VOCABULARY)
    assert findings == ()
    return found


def mistakes(text, vocabulary=VOCABULARY):
    return [each.code for each in resolve_condition(parse_condition(text), vocabulary)[1]]


def amount_mistakes(text):
    return [each.code for each in resolve_amount(parse_amount(text), WITH_PROMISES)[1]]


@pytest.mark.parametrize("name", ["quality_enterprise", "优质企业", "quality_enterprise = true"])
def test_a_definition_is_named_by_id_or_title(name):
    assert condition(name) == QUALITY
    assert write(condition(name)) == "quality_enterprise"


def test_a_definition_said_not_to_hold_is_its_opposite():
    assert condition("优质企业 = false") == condition("quality_enterprise != true") == Not(QUALITY)


def test_an_amount_may_build_on_an_amount():
    amount, findings = resolve_amount(
        parse_amount("120% * class_share * base_award at most 60元"), VOCABULARY
    )
    assert findings == ()
    assert facts_read(amount) == ("status", "keeps_ledger", "rd_expense")
    assert kind_of(SHARE, VOCABULARY) is Kind.RATIO
    assert kind_of(QUALITY, VOCABULARY) is Kind.BOOLEAN


def test_readers_of_meaning_look_through_names():
    tree = AllOf((QUALITY, Compare(SHARE, Relation.EQUAL, Literal(Kind.RATIO, Fraction(1)))))
    assert [write(atom) for atom in atoms(tree)] == ["above_scale", "on_island", "class_share = 100%"]
    assert unnamed(QUALITY) == QUALITY.what
    assert not any(isinstance(each, Named) for each in (unnamed(tree).parts[1].left, unnamed(tree).parts[0]))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("quality_enterprise = on_island", "condition-as-value"),
        ("quality_enterprise in [true]", "condition-as-value"),
        ("(true if on_island, otherwise false) = true", "condition-as-value"),
        ("quality_enterprise > 3元", "mixed-units"),
        ("class_share", "not-a-condition"),
        ("qualty_enterprise", "unknown-fact"),
        ("base_award > 3", "missing-unit"),
        ("revenue_by_year > 3元", "series-without-year"),
        ("revenue[year - 1] > 3元", "not-a-series"),
        ("growth(revenue) > 3%", "not-a-series"),
        ("revenu_by_year[2021] > 3元", "unknown-fact"),
        ("revenue between 4月1日 and 5月1日", "wrong-kind"),
        ("years(revenue, as_of) > 3", "wrong-kind"),
        ("(3元 if on_island, otherwise 5) > 1元", "missing-unit"),
        ("(5 if on_island, otherwise 80%) > 1%", "missing-unit"),
        ("(revenue at most 3) > 1元", "missing-unit"),
        ("(above_scale at most 3) = 3", "no-order"),
    ],
)
def test_a_mistake_of_use_is_told(text, code):
    assert mistakes(text)[0] == code


def test_the_nearest_definition_is_offered():
    (finding,) = resolve_condition(parse_condition("base_awrd > 3元"), VOCABULARY)[1]
    assert finding.help().en == "did you mean `base_award`?"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("promised", []),
        ("80% * promised", []),
        ("promised at most 3元", []),
        ("(up to 3元 if on_island, otherwise unstated)", []),
        ("2 * (up to 3元)", ["promise-as-value"]),
        ("3元 at most promised", ["promise-as-value"]),
        ("up to promised", ["promise-as-value"]),
        ("3元 if promised > 1元, otherwise open", ["promise-as-value"]),
        ("sum((promised) of hires)", ["promise-as-value"]),
    ],
)
def test_a_promise_is_calculated_with_only_under_a_name_and_where_money_is_paid(text, codes):
    assert amount_mistakes(text) == codes


def test_a_promise_is_no_value_of_another_kind():
    findings = resolve_term(parse_term("unstated"), VOCABULARY, Kind.DATE)[1]
    assert "promise-as-value" in [each.code for each in findings]
    assert resolve_term(parse_term("up to 3元"), VOCABULARY, None) == (
        UpTo(Literal(Kind.MONEY, Fraction(3))),
        (),
    )


def test_definitions_that_swell_beyond_reading_are_refused():
    vocabulary, codes = VOCABULARY, []
    for number in range(20):
        below = f"d{number - 1}" if number else "revenue"
        twice = parse_amount(f"{below} if on_island, otherwise {below}")
        swollen, findings = resolve_amount(twice, vocabulary)
        codes = [each.code for each in findings]
        if codes:
            break
        vocabulary = vocabulary.with_named(
            [Named(f"d{number}", Bilingual(f"定{number}", f"D{number}"), swollen)]
        )
    assert codes == ["too-intricate"]


@pytest.mark.parametrize(
    "text", ["seat = 人才岛", "seat = talent_island", f"seat = {ISLAND}", "seat in [人才岛]"]
)
def test_an_area_of_the_plan_is_a_place_of_registration(text):
    found = condition(text)
    literal = found.right if isinstance(found, Compare) else found.options[0]
    assert literal == Literal(Kind.JURISDICTION, ISLAND)
    assert VOCABULARY.area_name(ISLAND).zh == "人才岛"
    assert TYPES[Kind.JURISDICTION].read(ISLAND) == ISLAND


@pytest.mark.parametrize("text", ["seat = 440703/elsewhere", "seat = 人材岛", "seat in [人材岛]"])
def test_an_area_nobody_named_is_told(text):
    assert mistakes(text) == ["unknown-area"]


def test_a_count_divided_by_a_fact_is_no_area_where_spaces_stand():
    assert condition("440703 / staff > 0.5") == Compare(
        parse_term("440703 / staff"), Relation.GREATER, parse_term("0.5")
    )


@pytest.mark.parametrize(
    ("text", "digits"),
    [("sum(cost of hires)", 15 + 5 + 2), ("count(hires)", 5), ("days(established_on, as_of)", 7)],
)
def test_a_list_makes_a_sum_five_digits_longer(text, digits):
    term, _ = resolve_term(parse_term(text), VOCABULARY, None)
    assert amounting(term, VOCABULARY) == digits
    assert ends(term, VOCABULARY)


def test_what_is_rounded_or_held_is_as_long_as_its_parts():
    rounded, _ = resolve_term(parse_term("revenue / 3 rounded down to 1元"), VOCABULARY, None)
    assert ends(rounded, VOCABULARY)
    held, _ = resolve_term(parse_term("revenue / 3 at most 1元"), VOCABULARY, None)
    assert not ends(held, VOCABULARY)


def test_ten_years_of_compound_growth_still_fit_a_decimal_of_38_digits():
    tree = condition("compound_growth(revenue_by_year, 10年) >= 10%")
    assert compared(tree.left, tree.right, VOCABULARY) <= 38


def test_the_same_mistake_in_what_was_rewritten_is_told_once():
    assert mistakes("growth(revenu_by_year) > 3%") == ["unknown-fact"]
