"""What is said of several rules: which of them are paid, under which ceilings, and what all of them ask."""

import pytest

from policyengine.language.write import write
from policyengine.rulebook.choices import Cut, Nature, Pay, Per, RuleKind, Weighed
from policyengine.rulebook.provisions import Selector
from tests.rulebook.entries import group, plan_wide, told


@pytest.mark.parametrize("pay", ["highest", "one", "first"])
def test_a_group_pays_one_of_its_rewards(pay):
    made = told(group(f"pay: {pay}"))
    assert (made.members, made.pay, made.weighed) == (("a", "b"), Pay(pay), Weighed.TOTAL)


def test_the_higher_may_be_told_by_the_first_payment():
    assert told(group("pay: highest\nweighed: first_payment")).weighed is Weighed.FIRST_PAYMENT


def test_a_ceiling_of_a_year_counts_what_was_received_in_it():
    (ceiling,) = told(group("at_most: 300万元\neach: year")).ceilings
    assert (write(ceiling.at_most), ceiling.per, ceiling.counting) == ("300万元", Per.YEAR, None)


def test_a_ceiling_in_total_counts_what_was_ever_received():
    (ceiling,) = told(group("at_most: 300万元\nin_total: true\ncounting: province_award")).ceilings
    assert (ceiling.per, write(ceiling.counting)) == (Per.EVER, "province_award")


def test_several_ceilings_hold_at_once_and_may_follow_from_facts():
    made = told(group("ceilings: [{at_most: 100万元, each: year}, {at_most: 50% * tax}]\ncut: last_first"))
    assert [write(each.at_most) for each in made.ceilings] == ["100万元", "50% * tax"]
    assert made.cut is Cut.LAST_FIRST


def test_a_ceiling_may_be_any_form_of_amount():
    (ceiling,) = told(group("at_most: [{when: accepted, amount: 10万元}, {otherwise: 5万元}]")).ceilings
    assert write(ceiling.at_most) == "10万元 if accepted, otherwise 5万元"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("at_most: 1元\nceilings: [{at_most: 1元}]", "keys-exclude"),
        ("at_most: 1元\neach: year\nin_total: true", "keys-exclude"),
        ("ceilings: [{at_most: 1元, each: year, in_total: true}]", "keys-exclude"),
        ("at_most: 1元\neach: month", "wrong-value"),
        ("at_most: 1", "missing-unit"),
        ("at_most: 1元\ncounting: 30%", "wrong-kind"),
        ("pay: highest\neach: year", "missing-key"),
        ("pay: highest\ncut: pro_rata", "missing-key"),
        ("at_most: 1元\nweighed: first_payment", "missing-key"),
        ("pay: one\nweighed: first_payment", "wrong-value"),
        ("pay: lowest", "wrong-value"),
    ],
)
def test_a_group_says_nothing_of_what_it_does_not_have(text, code):
    assert group(text).codes == [code]


def test_a_condition_for_all_asks_it_of_rewards_and_supports():
    made = told(plan_wide("require: accepted"))
    assert (write(made.require), made.excludes) == ("accepted", False)
    assert made.applies_to == (Selector(kind=RuleKind.REWARD), Selector(kind=RuleKind.SUPPORT))


def test_what_excludes_is_required_not_to_hold():
    made = told(plan_wide("exclude: dishonest"))
    assert (write(made.require), made.excludes) == ("not dishonest", True)


def test_rules_are_selected_by_kind_nature_theme_or_id():
    made = told(
        plan_wide("""\
exclude: dishonest
applies_to: [obligations, discretionary, first_award]
except: [{kind: support, nature: discretionary}, {theme: talent}]
""")
    )
    assert made.applies_to == (
        Selector(kind=RuleKind.OBLIGATION),
        Selector(nature=Nature.DISCRETIONARY),
        Selector(rule="first_award"),
    )
    assert made.exceptions == (
        Selector(kind=RuleKind.SUPPORT, nature=Nature.DISCRETIONARY),
        Selector(theme="talent"),
    )


def test_one_selector_may_stand_without_a_list():
    assert told(plan_wide("require: accepted\napplies_to: rewards")).applies_to == (
        Selector(kind=RuleKind.REWARD),
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("applies_to: rewards", "keys-exclude"),
        ("require: accepted\nexclude: dishonest", "keys-exclude"),
        ("require: accepted\napplies_to: []", "wrong-value"),
        ("require: accepted\nexcept: [{kind: duty}]", "wrong-value"),
        ("require: accepted\nexcept: [{}]", "wrong-value"),
        ("require: accepted\nexcept: [{kin: support}]", "unknown-key"),
        ("require: acepted", "unknown-fact"),
        ("require:", "wrong-value"),
    ],
)
def test_a_condition_for_all_requires_or_excludes_and_selects_something(text, code):
    assert plan_wide(text).codes == [code]
