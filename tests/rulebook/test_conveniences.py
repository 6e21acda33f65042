"""What the YAML offers beside text, and the nodes it is rewritten into."""

from fractions import Fraction

import pytest

from policyengine.language.parse import parse_amount, parse_condition
from policyengine.language.tree import ALWAYS, Literal
from policyengine.language.write import write
from policyengine.rulebook.choices import WhenShort
from policyengine.rulebook.paying import PAID_BY_NOBODY, Budget, Split

# Words that hold the figures of these rules.
QUOTE = "满足2项的按3倍给予30万元，取整到100元，不低于1元、1万元；资金200万元、1000万元；3年共5亿元"
CITED = [{"clause": "一", "quote": QUOTE}]


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
    folder.reward.update({"when": written, "cite": CITED})
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
        (
            {"amount": [{"when": "in_talent_island", "value": "30万元"}, {"otherwise": "0元"}]},
            "30万元 if in_talent_island, otherwise 0元",
        ),
        (
            {
                "amount": "3 * revenue",
                "at_most": [{"when": "in_talent_island", "amount": "30万元"}, {"otherwise": "1万元"}],
            },
            "3 * revenue at most (30万元 if in_talent_island, otherwise 1万元)",
        ),
        (
            {"amount": "3 * revenue", "at_most": {"amount": "2 * rd_expense", "at_most": "30万元"}},
            "3 * revenue at most (2 * rd_expense at most 30万元)",
        ),
        (
            {"amount": {"top_up_to": "30万元", "counting": "revenue"}},
            "30万元 - revenue at least 0元",
        ),
        (
            {
                "amount": {
                    "top_up_to": {"amount": "2 * rd_expense"},
                    "counting": "revenue",
                    "at_most": "30万元",
                }
            },
            "(2 * rd_expense - revenue at least 0元) at most 30万元",
        ),
    ],
)
def test_an_amount_as_structure_is_the_amount_as_text(folder, given, text):
    folder.reward.update({**given, "cite": CITED})
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
        ({"amount": {"top_up_to": "30万元"}}, "missing-key"),
        ({"amount": {"top_up_to": "30万元", "couting": "revenue"}}, "unknown-key"),
        ({"amount": {"amount": "30万元", "counting": "revenue"}}, "unknown-key"),
        (
            {"amount": [{"when": "in_talent_island", "amount": "1元", "value": "1元"}, {"otherwise": "0元"}]},
            "keys-exclude",
        ),
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


def test_a_rule_says_who_pays_and_leaves_to_nobody_what_it_does_not_say(folder):
    assert folder.the_reward().paid_by == PAID_BY_NOBODY
    folder.reward["paid_by"] = "city_finance"
    assert folder.the_reward().paid_by == (Split(ALWAYS, (("city_finance", Fraction(1)),)),)


def test_payers_that_do_not_add_up_are_refused(folder):
    folder.reward["paid_by"] = {"city_finance": "15万元", "county_finance": "5万元"}
    folder.reward["derived"] = "15万元 + 5万元 = 20万元"
    assert folder.codes() == ["payer-split"]


@pytest.mark.parametrize(
    ("written", "budget"),
    [
        ({"amount": "1000万元", "each": "year"}, Budget(Fraction(10_000_000), 1)),
        ({"at_least": "200万元", "each": "year"}, Budget(Fraction(2_000_000), 1, at_least=True)),
        ({"amount": "5亿元", "years": 3}, Budget(Fraction(500_000_000), 3)),
        (
            {"amount": "1000万元", "each": "year", "when_short": "pro_rata"},
            Budget(Fraction(10_000_000), 1, when_short=WhenShort.PRO_RATA),
        ),
        (
            {
                "amount": "1000万元",
                "each": "year",
                "when_short": "priority",
                "priority": ["above_scale", {"not": "in_hte_pool"}],
            },
            Budget(
                Fraction(10_000_000),
                1,
                when_short=WhenShort.PRIORITY,
                priority=(parse_condition("above_scale"), parse_condition("not in_hte_pool")),
            ),
        ),
    ],
)
def test_a_fund_has_a_size_and_a_period(folder, written, budget):
    folder.reward.update({"budget": written, "cite": CITED})
    assert folder.the_reward().budget == budget


@pytest.mark.parametrize(
    "written",
    [
        {"each": "year"},
        {"amount": "1元", "at_least": "1元", "each": "year"},
        {"amount": "1元", "each": "month"},
        {"amount": 5, "each": "year"},
        {"amount": "1元", "each": "year", "years": 2},
        {"amount": "1元", "each": "year", "when_short": "lottery"},
        {"amount": "1元", "each": "year", "when_short": "first_come", "priority": ["above_scale"]},
        {"amount": "1元", "each": "year", "when_short": "priority", "priority": []},
        {"amount": "1元", "each": "year", "when_short": "priority", "priority": "above_scale"},
    ],
)
def test_a_fund_without_either_is_refused(folder, written):
    folder.reward.update({"budget": written, "cite": CITED})
    assert set(folder.codes()) & {"keys-exclude", "wrong-value"}


def test_a_fund_by_priority_says_who_comes_first(folder):
    folder.reward.update(
        {"budget": {"amount": "1元", "each": "year", "when_short": "priority"}, "cite": CITED}
    )
    assert folder.codes() == ["missing-key"]
