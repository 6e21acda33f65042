"""Figures by year: how one is named, and what growth, increase and averages are rewritten into."""

import pytest

from policyengine.errors import Bilingual
from policyengine.language.facts import FactDefinition, Vocabulary, figure_in, figure_of
from policyengine.language.parse import LanguageError, parse_condition, parse_term
from policyengine.language.tree import Fact, Kind
from policyengine.language.write import write
from tests.strategies import VOCABULARY


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("x[year]", "x[0]"),
        ("x[year - 1]", "x[-1]"),
        ("x[year-2]", "x[-2]"),
        ("x[year + 1]", "x[1]"),
        ("x[本年]", "x[0]"),
        ("x[当年度]", "x[0]"),
        ("x[上年]", "x[-1]"),
        ("x[上一年度]", "x[-1]"),
        ("x［前年］", "x[-2]"),
        ("x[2021]", "x[2021]"),
        ("x[2021年]", "x[2021]"),
    ],
)
def test_a_year_s_figure_is_a_fact_of_its_own(text, name):
    assert parse_term(text) == Fact(name)
    assert parse_term(write(Fact(name))) == Fact(name)


def test_the_year_before_the_one_assessed_is_written_as_such():
    assert write(Fact(figure_of("revenue_by_year", -1))) == "revenue_by_year[year - 1]"
    assert figure_in("revenue_by_year[-1]") == ("revenue_by_year", -1)
    assert figure_in("revenue") is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("increase(x[2021])", "x[2021] - x[2020]"),
        ("increase(x)", "x[year - 1] - x[year - 2]"),
        ("growth(x[year])", "(x[year] - x[year - 1]) / x[year - 1]"),
        ("增长率(x)", "(x[year - 1] - x[year - 2]) / x[year - 2]"),
        ("growth(x + y)",
         "(x[year - 1] + y[year - 1] - (x[year - 2] + y[year - 2])) / (x[year - 2] + y[year - 2])"),
        ("average(x, 3年)", "(x[year - 1] + x[year - 2] + x[year - 3]) / 3"),
        ("average(x[2021], 1年)", "x[2021]"),
        ("average(x[2021], 24个月)", "(x[2021] + x[2020]) / 2"),
    ],
)  # fmt: skip
def test_a_term_over_years_is_arithmetic(text, written):
    assert write(parse_term(text)) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("compound_growth(x, 3年) >= 8%", "x[year - 1] / x[year - 4] >= 108% * 108% * 108%"),
        ("8% < compound_growth(x[2021], 2年)", "108% * 108% < x[2021] / x[2019]"),
        ("growing(x, 1年)", "x[year - 1] > x[year - 2]"),
        ("growing(x, 2年)", "x[year - 1] > x[year - 2] and x[year - 2] > x[year - 3]"),
        ("growing(x[2021], 2年) and b", "(x[2021] > x[2020] and x[2020] > x[2019]) and b"),
    ],
)
def test_a_condition_over_years_is_comparisons(text, written):
    assert write(parse_condition(text)) == written


@pytest.mark.parametrize(
    ("text", "code", "help_en"),
    [
        ("growht(x) > 1", "unknown-function", "did you mean `growth`?"),
        ("growth(3元) > 1", "misused-function", "write it as in `growth(revenue_by_year[year - 1])`"),
        ("growth(x, y) > 1", "misused-function", None),
        ("growth(years(x, y)) > 1", "misused-function", None),
        ("average(x) > 1", "misused-function", None),
        ("average(x, 3) > 1", "misused-function", None),
        ("average(x, 6个月) > 1", "misused-function", None),
        ("average(x, 31年) > 1", "misused-function", None),
        ("average(x[year - 98], 3年) > 1", "misused-function", None),
        ("growing(x) and b", "misused-function", None),
        ("growing(x, 2年) > 1", "misplaced-function", None),
        ("compound_growth(x, 3年) >= 3元", "uncompared-growth", None),
        ("compound_growth(x, 3年) + 1 >= 8%", "uncompared-growth", None),
        ("compound_growth(x, 3年) >= compound_growth(y, 3年)", "uncompared-growth", None),
        ("growth(x)", "not-a-condition", None),
        ("x[year - 100] > 1", "impossible-year", None),
        ("x[-1] > 1", "unexpected-word", None),
    ],
)
def test_what_is_no_figure_over_years_is_told(text, code, help_en):
    with pytest.raises(LanguageError) as caught:
        parse_condition(text)
    finding = caught.value.findings[0]
    assert finding.code == code
    assert help_en is None or finding.help().en == help_en


def test_a_figure_is_labelled_and_asked_for_by_its_year():
    previous, absolute = VOCABULARY["revenue_by_year[-1]"], VOCABULARY["revenue_by_year[2021]"]
    assert previous.label == Bilingual("上一年度营业收入", "Revenue in the previous year")
    assert absolute.label == Bilingual("营业收入（2021年）", "Revenue in 2021")
    assert absolute.question == Bilingual("2021年：各年度营业收入？", "Revenue by year? (in 2021)")
    assert (absolute.kind, absolute.by_year) == (Kind.MONEY, False)
    assert VOCABULARY.find("各年度营业收入[-1]") == previous


def test_only_a_series_has_figures():
    assert VOCABULARY.find("revenue[-1]") is None
    assert "revenue_by_year[2021]" in VOCABULARY
    assert "revenue_by_year[2021]" not in {each.name for each in VOCABULARY}


def test_a_figure_should_not_exceed_the_other_series_figure_of_the_same_year():
    one, other = (
        FactDefinition(
            name=name,
            kind=Kind.MONEY,
            label=Bilingual(name, name),
            question=Bilingual(name, name),
            by_year=True,
            plausible_at_most=bound,
        )
        for name, bound in (("rd", "revenue"), ("revenue", None))
    )
    assert Vocabulary((one, other))["rd[2021]"].plausible_at_most == "revenue[2021]"
