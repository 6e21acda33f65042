"""What the YAML offers beside text, and the nodes it is rewritten into."""

from fractions import Fraction

import pytest

from policyengine.language.parse import parse_amount, parse_condition
from policyengine.language.tree import Literal
from policyengine.language.write import write
from policyengine.rulebook.paying import Budget


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("in_hte_pool", "in_hte_pool"),
        (True, "true"),
        ({"all": ["in_hte_pool", "above_scale"]}, "in_hte_pool and above_scale"),
        ({"any": ["in_hte_pool", "above_scale"]}, "in_hte_pool or above_scale"),
        ({"not": "in_hte_pool"}, "not in_hte_pool"),
        ({"all": ["in_hte_pool"]}, "in_hte_pool"),
        (
            {"any": ["in_hte_pool", {"all": ["hte_status = valid", "above_scale"]}]},
            "in_hte_pool or (hte_status = valid and above_scale)",
        ),
        (
            {"at_least": {"count": 2, "of": ["in_hte_pool", "above_scale", {"not": "relocated_whole"}]}},
            "at least 2 of [in_hte_pool, above_scale, not relocated_whole]",
        ),
        ("高新技术企业培育库入库 且 规模以上", "in_hte_pool and above_scale"),
    ],
)
def test_a_condition_as_structure_is_the_condition_as_text(folder, written, text):
    folder.reward.update({"when": written, "derived": "测试"})
    when = folder.the_reward().when
    assert write(when) == text
    assert write(parse_condition(text)) == text


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"amount": "30万元"}, "30万元"),
        ({"amount": {"up_to": "30万元"}, "nature": "discretionary"}, "up to 30万元"),
        ({"amount": {"unstated": True}}, "unstated"),
        (
            {"amount": [{"when": "in_talent_island", "amount": "30万元"}, {"otherwise": "0元"}]},
            "30万元 if in_talent_island, otherwise 0元",
        ),
        ({"amount": "3 * revenue", "at_most": "30万元"}, "3 * revenue at most 30万元"),
        ({"amount": {"amount": "3 * revenue", "at_most": "30万元"}}, "3 * revenue at most 30万元"),
        (
            {
                "amount": "revenue / 3",
                "round": {"to": "100元", "direction": "down"},
                "at_least": "1元",
                "at_most": "30万元",
            },
            "(revenue / 3 rounded down to 100元) at least 1元 at most 30万元",
        ),
    ],
)
def test_an_amount_as_structure_is_the_amount_as_text(folder, given, text):
    folder.reward.update({**given, "derived": "测试"})
    amount = folder.the_reward().amount
    assert amount == parse_amount(text)


def test_a_list_with_nothing_but_otherwise_is_that_amount(folder):
    folder.reward.update({"amount": [{"otherwise": "30万元"}]})
    assert isinstance(folder.the_reward().amount, Literal)


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ({}, "wrong-value"),
        ({"all": []}, "wrong-value"),
        ({"all": "in_hte_pool"}, "wrong-value"),
        ({"all": ["in_hte_pool"], "any": ["in_hte_pool"]}, "wrong-value"),
        ({"alle": ["in_hte_pool"]}, "unknown-key"),
        ({"at_least": ["in_hte_pool"]}, "wrong-value"),
        ({"at_least": {"of": ["in_hte_pool"]}}, "missing-key"),
        ({"at_least": {"count": True, "of": ["in_hte_pool"]}}, "wrong-value"),
        ({"at_least": {"count": 3, "of": ["in_hte_pool", "above_scale"]}}, "impossible-count"),
        (["in_hte_pool"], "wrong-value"),
        (None, "wrong-value"),
        ({"not": None}, "wrong-value"),
    ],
)
def test_conditions_out_of_shape_are_refused(folder, when, code):
    folder.reward["when"] = when
    assert code in folder.codes()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"amount": []}, "wrong-value"),
        ({"amount": [{"when": "in_talent_island", "amount": "30万元"}]}, "missing-key"),
        ({"amount": [{"otherwise": "30万元"}, {"when": "in_talent_island", "amount": "1元"}]}, "wrong-value"),
        ({"amount": [{"when": "in_talent_island"}, {"otherwise": "30万元"}]}, "missing-key"),
        ({"amount": {"up_to": "30万元", "unstated": True}}, "wrong-value"),
        ({"amount": {"unstated": False}}, "wrong-value"),
        ({"amount": {"upto": "30万元"}}, "unknown-key"),
        ({"amount": 300000}, "missing-unit"),
        ({"amount": "30万元", "at_most": None}, "wrong-value"),
        ({"amount": "30万元", "at_most": "50%"}, "wrong-kind"),
        ({"amount": "30万元", "round": {"to": "100元"}}, "missing-key"),
        ({"amount": "30万元", "round": {"to": "100元", "direction": "dwon"}}, "wrong-value"),
    ],
)
def test_amounts_out_of_shape_are_refused(folder, given, code):
    folder.reward.update(given)
    assert code in folder.codes()


@pytest.mark.parametrize(
    ("paid_by", "shares"),
    [
        ("city_finance", (("city_finance", Fraction(1)),)),
        (
            {"city_finance": "15万元", "county_finance": "15万元"},
            (("city_finance", Fraction(1, 2)), ("county_finance", Fraction(1, 2))),
        ),
        (
            {"city_finance": "30%", "unstated": "70%"},
            (("city_finance", Fraction(3, 10)), ("unstated", Fraction(7, 10))),
        ),
    ],
)
def test_payers_get_their_shares(folder, paid_by, shares):
    folder.reward.update({"paid_by": paid_by, "derived": "测试"})
    assert folder.the_reward().paid_by == shares


def test_a_rule_that_names_no_payer_leaves_it_unstated(folder):
    assert folder.the_reward().paid_by == (("unstated", Fraction(1)),)


@pytest.mark.parametrize(
    ("paid_by", "code"),
    [
        ({"city_finance": "15万元", "county_finance": "5万元"}, "payer-split"),
        ({"city_finance": "50%", "county_finance": "40%"}, "payer-split"),
        ({"city_finance": "50%", "county_finance": "15万元"}, "wrong-value"),
        ({"city_finence": "100%"}, "wrong-value"),
        ("市财政", "wrong-value"),
        ({}, "wrong-value"),
        (["city_finance"], "wrong-value"),
    ],
)
def test_payers_that_do_not_add_up_are_refused(folder, paid_by, code):
    folder.reward.update({"paid_by": paid_by, "derived": "测试"})
    assert code in folder.codes()


def test_sums_of_money_cannot_split_an_amount_that_varies(folder):
    folder.reward.update({"amount": "3 * revenue", "paid_by": {"city_finance": "15万元"}, "derived": "测试"})
    assert "wrong-value" in folder.codes()


@pytest.mark.parametrize(
    ("written", "budget"),
    [
        ({"amount": "1000万元", "each": "year"}, Budget(Fraction(10_000_000), 1)),
        ({"at_least": "200万元", "each": "year"}, Budget(Fraction(2_000_000), 1, at_least=True)),
        ({"amount": "5亿元", "years": 3}, Budget(Fraction(500_000_000), 3)),
    ],
)
def test_a_fund_has_a_size_and_a_period(folder, written, budget):
    folder.reward.update({"budget": written, "derived": "测试"})
    assert folder.the_reward().budget == budget


@pytest.mark.parametrize(
    "written",
    [
        {"amount": "1元"},
        {"each": "year"},
        {"amount": "1元", "at_least": "1元", "each": "year"},
        {"amount": "1元", "each": "month"},
        {"amount": 5, "each": "year"},
        {"amount": "1元", "each": "year", "years": 2},
    ],
)
def test_a_fund_without_either_is_refused(folder, written):
    folder.reward.update({"budget": written, "derived": "测试"})
    assert set(folder.codes()) & {"keys-exclude", "wrong-value"}
