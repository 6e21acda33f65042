"""Names, kinds, units and sizes: what is resolved, and what is said of what does not fit."""

import inspect
from fractions import Fraction

import pytest
from hypothesis import given

from policyengine.errors import Finding
from policyengine.language import findings as of_meaning
from policyengine.language import misreadings, misuses
from policyengine.language.check import resolve_amount, resolve_condition, resolve_term
from policyengine.language.facts import Vocabulary
from policyengine.language.kinds import kind_of
from policyengine.language.parse import parse_amount, parse_condition, parse_term
from policyengine.language.tree import Among, Compare, Fact, Kind, Literal, Relation
from tests.strategies import VOCABULARY, money_terms, written_amounts, written_conditions


def mistakes(text):
    return [finding.code for finding in resolve_condition(parse_condition(text), VOCABULARY)[1]]


def amount_mistakes(text):
    return [finding.code for finding in resolve_amount(parse_amount(text), VOCABULARY)[1]]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("status = valid", Compare(Fact("status"), Relation.EQUAL, Literal(Kind.CHOICE, "valid"))),
        ("有效期内 ＝ 高新技术企业资格",
         Compare(Literal(Kind.CHOICE, "valid"), Relation.EQUAL, Fact("status"))),
        ("status in [有效期内, expired]",
         Among(Fact("status"), (Literal(Kind.CHOICE, "valid"), Literal(Kind.CHOICE, "expired")))),
        ("seat = 410500", Compare(Fact("seat"), Relation.EQUAL, Literal(Kind.JURISDICTION, "410500"))),
        ("title = 某公司", Compare(Fact("title"), Relation.EQUAL, Literal(Kind.TEXT, "某公司"))),
        ("销售收入 > 3元", Compare(Fact("revenue"), Relation.GREATER, Literal(Kind.MONEY, Fraction(3)))),
    ],
)  # fmt: skip
def test_names_are_resolved(text, tree):
    assert resolve_condition(parse_condition(text), VOCABULARY) == (tree, ())


@pytest.mark.parametrize(
    "text",
    [
        "rd_intensity >= 3% and rd_intensity >= 0.03",
        "rd_expense / revenue >= 3%",
        "rd_expense >= 3% * revenue",
        "rd_intensity >= staff_share",
        "rd_intensity / 2 + 1 >= 1 + 25%",
        "patents / staff > 0.5",
        "patents * 2 - 1 > staff",
        "established_on + 3年 > 2021-12-31",
        "revenue / 3 > 1元",
        "above_scale = true",
        "true",
    ],
)
def test_like_may_be_set_against_like(text):
    assert mistakes(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("revenu > 3元", "unknown-fact"),
        ("revenue in [foo]", "unknown-fact"),
        ("status = valld", "unknown-choice"),
        ("status in [valld]", "unknown-choice"),
        ("revenue > patents", "mixed-units"),
        ("revenue > 2021-12-31", "mixed-units"),
        ("status = 3%", "mixed-units"),
        ("revenue in [3%]", "mixed-units"),
        ("standng = first", "unknown-fact"),
        ("patents in [3元]", "mixed-units"),
        ("patents >= 1.5", "mixed-units"),
        ("revenue > 5", "missing-unit"),
        ("0.5 < revenue", "mixed-units"),
        ("rd_intensity > 3", "missing-unit"),
        ("revenue + 5 > 3元", "missing-unit"),
        ("revenue * revenue > 3元", "impossible-arithmetic"),
        ("revenue + rd_intensity * 2 > 3元", "impossible-arithmetic"),
        ("established_on - established_on > 3年", "impossible-arithmetic"),
        ("status > valid", "no-order"),
        ("above_scale < true", "no-order"),
        ("revenue", "not-a-condition"),
        ("above_scale and 3元", "not-a-condition"),
        ("seat = 990000", "impossible-value"),
        ("seat = anyang", "unknown-area"),
        ("established_on + 9999999年 > 2021-12-31", "impossible-value"),
        ("at least 3 of [above_scale, on_island]", "impossible-count"),
        ("at least 0 of [above_scale]", "impossible-count"),
        ("revenue > 1000万亿元", "too-large"),
        ("patents * staff * patents > 1", "too-large"),
        ("revenue > 0.005元", "too-precise"),
        ("rd_intensity > 0.123456789", "too-precise"),
        ("patents > 1.2345百", "too-precise"),
        ("revenue / 0 > 3元", "division-by-zero"),
    ],
)
def test_a_mistake_of_meaning_is_told_once(text, code):
    assert mistakes(text) == [code]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("25% * revenue at most 50万元", []),
        ("revenue / 8", []),
        ("revenue / 3 rounded down to 1元", []),
        ("revenue / 3", ["endless-division"]),
        ("rd_intensity * 3万元", ["endless-division"]),  # derived: its quotient need not end
        ("staff_share * 3万元", []),
        ("5", ["missing-unit"]),
        ("revenue at most 2", ["missing-unit"]),
        ("rd_intensity", ["wrong-kind"]),
        ("up to patents", ["wrong-kind"]),
        ("status", ["wrong-kind"]),
        ("revenue rounded down to 0元", ["impossible-rounding"]),
        ("3元 if revenue, otherwise revenu", ["not-a-condition", "unknown-fact"]),
        ("staff * patents * revenue", ["too-large"]),
    ],
)
def test_the_mistakes_of_an_amount(text, codes):
    assert amount_mistakes(text) == codes


def test_the_nearest_name_is_offered():
    (finding,) = resolve_condition(parse_condition("营业收 > 3元"), VOCABULARY)[1]
    assert finding.help().zh == "是否指“营业收入”？"


def test_a_missing_unit_is_offered_with_the_units_it_may_have_meant():
    (finding,) = resolve_condition(parse_condition("revenue > 5"), VOCABULARY)[1]
    assert finding.help().en == "did you mean `5万元` or `5元`?"


def test_a_derived_term_must_be_of_the_kind_of_its_fact():
    term = parse_term("rd_expense / revenue")
    assert resolve_term(term, VOCABULARY, Kind.RATIO)[1] == ()
    assert [f.code for f in resolve_term(term, VOCABULARY, Kind.MONEY)[1]] == ["wrong-kind"]


def test_facts_derived_from_each_other_do_not_hang_the_checker():
    one, other = VOCABULARY["rd_intensity"], VOCABULARY["staff_share"]
    loop = [
        type(one)(name=a.name, kind=a.kind, label=a.label, question=a.question, derived=Fact(b.name))
        for a, b in ((one, other), (other, one))
    ]
    assert resolve_condition(parse_condition("rd_intensity > 3%"), Vocabulary(tuple(loop)))[1] == ()


@given(written_conditions, written_amounts)
def test_no_tree_makes_the_checker_raise(condition, amount):
    resolve_condition(condition, VOCABULARY)
    resolve_amount(amount, VOCABULARY)


@given(money_terms)
def test_the_kind_of_a_checked_term_is_known(term):
    assert kind_of(term, VOCABULARY) is Kind.MONEY


EVERY = [
    each
    for module in (of_meaning, misreadings, misuses)
    for _, each in inspect.getmembers(module, inspect.isclass)
    if issubclass(each, Finding) and each is not Finding
]


@pytest.mark.parametrize("mistake", EVERY, ids=lambda each: each.code)
def test_every_mistake_has_a_page_of_the_manual(mistake):
    sentence, *rest = inspect.getdoc(mistake).split("\n\n")
    assert sentence.endswith(".")
    assert "Why: " in rest[0]
    assert "Mend: " in rest[0]


def test_no_two_mistakes_share_a_code():
    assert len({each.code for each in EVERY}) == len(EVERY)
