"""全额 and 超额累进: scales in brackets, open and closed as drafting has it; gaps and overlaps named."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.evaluation.meaning.amounts import amount_of
from policyengine.language.parse import parse_amount
from tests.rulebook.said import amount, value


def whole(*brackets: str, by: str = "revenue", more: str = "") -> str:
    return f"amount: {{by: {by}, brackets: [{', '.join(brackets)}]{more}}}"


def marginal(*brackets: str, of: str = "rd_expense") -> str:
    return f"amount: {{marginal: {of}, brackets: [{', '.join(brackets)}]}}"


def test_the_bracket_decides_about_the_whole():
    scale = whole("{below: 100万元, amount: 5万元}", "{from: 100万元, below: 500万元, amount: 1% * revenue}")
    assert amount(scale).text == (
        "5万元 if revenue < 100万元, 1% * revenue if revenue >= 100万元 and revenue < 500万元, otherwise 0元"
    )


@pytest.mark.parametrize(
    ("ends", "condition"),
    [
        ("from: 100万元", "revenue >= 100万元"),
        ("above: 100万元", "revenue > 100万元"),
        ("to: 100万元", "revenue <= 100万元"),
        ("below: 100万元", "revenue < 100万元"),
        ("from: 100万元, to: 100万元", "revenue = 100万元"),
        ("range: 100万元以上", "revenue >= 100万元"),
        ("range: 超过100万元", "revenue > 100万元"),
        ("range: 100万元以下", "revenue <= 100万元"),
        ("range: 不足100万元", "revenue < 100万元"),
        ("range: 100万元以上不足500万元", "revenue >= 100万元 and revenue < 500万元"),
        ("range: 100-500万元", "revenue >= 100万元 and revenue <= 500万元"),
    ],
)
def test_keys_and_words_include_their_number_as_drafting_does(ends, condition):
    assert amount(whole(f"{{{ends}, amount: 5万元}}")).text == f"5万元 if {condition}, otherwise 0元"


def test_outside_all_brackets_otherwise_holds():
    assert amount(whole("{from: 1万元, amount: 5万元}", more=", otherwise: 1万元")).text == (
        "5万元 if revenue >= 1万元, otherwise 1万元"
    )


def test_where_the_brackets_leave_nothing_out_the_last_listed_is_what_is_left():
    scale = whole(
        "{from: 100万元, amount: 5万元}", "{below: 100万元, amount: 3万元}", more=", otherwise: 0元"
    )
    assert amount(scale).text == "5万元 if revenue >= 100万元, otherwise 3万元"


def test_brackets_may_be_listed_from_the_highest_down():
    scale = whole("{from: 500万元, amount: 3元}", "{from: 100万元, below: 500万元, amount: 2元}")
    assert amount(scale).codes == []


def test_a_bracket_may_give_a_share_and_nothing_is_then_no_share():
    assert value("value: {by: staff, brackets: [{from: 10, value: 80%}]}").text == (
        "80% if staff >= 10, otherwise 0%"
    )


def test_a_scale_has_bounds_like_any_amount():
    assert amount(whole("{from: 1万元, amount: 1% * revenue}") + "\nat_most: 50万元").text == (
        "(1% * revenue if revenue >= 1万元, otherwise 0元) at most 50万元"
    )


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("to: 100万元", "from: 150万元", "100万元至150万元之间没有档次"),
        ("to: 1000000元", "above: 1500000元", "1000000元至1500000元之间没有档次"),
        ("below: 100万元", "above: 100万元", "恰为100万元的，没有档次"),
        ("range: 不足100万元", "range: 超过100万元", "恰为100万元的，没有档次"),
        ("to: 100万元", "from: 100万元", "100万元同属两档"),
        ("range: 100万元以下", "range: 100万元以上", "100万元同属两档"),
        ("to: 200万元", "above: 100万元", "100万元至200万元同属两档"),
        ("above: 100万元", "above: 200万元", "200万元以上同属两档"),
        ("to: 100万元", "to: 200万元", "100万元以下同属两档"),
        ("from: 100万元", "from: 100万元", "100万元以上同属两档"),
    ],
)
def test_gaps_and_overlaps_are_named_in_the_authors_unit(first, second, words):
    said = amount(whole(f"{{{first}, amount: 1元}}", f"{{{second}, amount: 2元}}"))
    assert (said.text, said.words) == (None, [words])


@pytest.mark.parametrize(
    ("by", "first", "second", "codes"),
    [
        ("staff", "to: 5", "from: 6", []),
        ("staff", "below: 6", "above: 5", []),
        ("staff", "to: 5", "from: 7", ["bracket-gap"]),
        ("staff", "to: 5", "from: 5", ["bracket-overlap"]),
        ("established_on", "to: 2020-12-31", "from: 2021-01-01", []),
        ("established_on", "to: 2020-12-31", "from: 2021-01-02", ["bracket-gap"]),
        ("lease", "below: 12个月", "from: 1年", []),
        ("rd_intensity", "below: 3%", "from: 3%", []),
        ("rd_intensity", "below: 3%", "from: 3.1%", ["bracket-gap"]),
    ],
)
def test_people_and_days_are_counted_shares_and_lengths_are_measured(by, first, second, codes):
    scale = whole(f"{{{first}, amount: 1元}}", f"{{{second}, amount: 2元}}", by=by)
    assert amount(scale).codes == codes


@pytest.mark.parametrize(
    ("brackets", "code"),
    [
        ("[]", "wrong-value"),
        ("5万元", "wrong-value"),
        ("[5万元]", "wrong-value"),
        ("[{amount: 5万元}]", "wrong-value"),
        ("[{from: 1万元}]", "missing-key"),
        ("[{from: 1万元, amount: 1元, value: 1元}]", "keys-exclude"),
        ("[{from: 1万元, above: 1万元, amount: 1元}]", "keys-exclude"),
        ("[{to: 1万元, below: 1万元, amount: 1元}]", "keys-exclude"),
        ("[{range: 1万元以上, to: 3万元, amount: 1元}]", "keys-exclude"),
        ("[{from: 3万元, to: 1万元, amount: 1元}]", "wrong-value"),
        ("[{above: 3万元, to: 3万元, amount: 1元}]", "wrong-value"),
        ("[{from: revenue, amount: 1元}]", "wrong-value"),
        ("[{from: true, amount: 1元}]", "wrong-value"),
        ("[{from: 1, amount: 1元}]", "missing-unit"),
        ("[{from: 1万元, below: 3, amount: 1元}]", "wrong-value"),
        ("[{form: 1万元, amount: 1元}]", "unknown-key"),
        ("[{from: 1万元, amout: 1元}]", "unknown-key"),
        ("[{range: 很多, amount: 1元}]", "unreadable-range"),
        ("[{from: 1万元, amount: 5%}]", "wrong-kind"),
    ],
)
def test_brackets_out_of_shape_are_refused_once(brackets, code):
    assert amount(f"amount: {{by: revenue, brackets: {brackets}}}").codes == [code]


def test_what_is_wrong_with_the_figure_is_told_once_however_many_brackets_there_are():
    scale = whole("{to: 1万元, amount: 1元}", "{above: 1万元, amount: 2元}", by="revneue")
    assert amount(scale).codes == ["unknown-fact"]


def test_each_rate_applies_to_its_own_part():
    scale = marginal(
        "{to: 100万元, rate: 10%}", "{above: 100万元, to: 500万元, rate: 8%}", "{above: 500万元, rate: 5%}"
    )
    assert amount(scale).text == (
        "10% * (rd_expense at most 100万元)"
        " + 8% * ((rd_expense at least 100万元 at most 500万元) - 100万元)"
        " + 5% * ((rd_expense at least 500万元) - 500万元)"
    )


def test_at_the_margin_it_is_all_one_who_holds_the_common_end():
    included = amount(marginal("{to: 100万元, rate: 10%}", "{from: 100万元, rate: 8%}"))
    excluded = amount(marginal("{below: 100万元, rate: 10%}", "{above: 100万元, rate: 8%}"))
    assert included == excluded
    assert included.codes == []


def test_what_lies_below_the_lowest_bracket_counts_for_nothing():
    assert amount(marginal("{above: 100万元, rate: 8%}")).text == (
        "8% * ((rd_expense at least 100万元) - 100万元)"
    )


def test_the_sixth_person_is_the_first_of_the_second_bracket():
    scale = marginal("{to: 5, rate: 1000元}", "{from: 6, rate: 2000元}", of="staff")
    assert amount(scale).text == "1000元 * (staff at most 5) + 2000元 * ((staff at least 5) - 5)"


@pytest.mark.parametrize(
    ("brackets", "code"),
    [
        ("[{to: 100万元, rate: 10%}, {above: 150万元, rate: 8%}]", "bracket-gap"),
        ("[{to: 200万元, rate: 10%}, {above: 150万元, rate: 8%}]", "bracket-overlap"),
        ("[{to: 100万元}]", "missing-key"),
        ("[{to: 100万元, rate: 10%, amount: 1元}]", "unknown-key"),
        ("[{rate: 10%}]", "wrong-value"),
        ("[{to: 100万元, rate: 10万元}]", "impossible-arithmetic"),
    ],
)
def test_marginal_brackets_out_of_shape_are_refused_once(brackets, code):
    assert amount(f"amount: {{marginal: rd_expense, brackets: {brackets}}}").codes == [code]


@given(st.integers(1, 400), st.integers(1, 400), st.integers(0, 1000))
def test_two_marginal_rates_come_to_what_one_works_out_by_hand(first, width, expense):
    """10% of the part up to the first end, 8% of the next, 5% of what lies above."""
    low, high = first, first + width
    said = amount(
        marginal(
            f"{{to: {low}万元, rate: 10%}}",
            f"{{above: {low}万元, to: {high}万元, rate: 8%}}",
            f"{{above: {high}万元, rate: 5%}}",
        )
    )
    by_hand = (
        Fraction(10, 100) * min(expense, low)
        + Fraction(8, 100) * max(min(expense, high) - low, 0)
        + Fraction(5, 100) * max(expense - high, 0)
    )
    reach = amount_of(parse_amount(said.text))({"rd_expense": Fraction(expense * 10_000)})
    assert (reach.low, reach.high) == (by_hand * 10_000, by_hand * 10_000)
