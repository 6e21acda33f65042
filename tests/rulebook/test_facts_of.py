"""Which facts a plan reads: wherever a rule looks at one, and nothing else."""

import pytest

from policyengine.rulebook.facts_of import facts_of

TITLE = {"zh": "标题", "en": "Title"}
CITE = {"clause": "一", "quote": "分3年、50%、100%、10万元、4月、一次性给予30万元"}


def read_by(folder):
    return {each.name for each in facts_of(folder.the_plan())}


def test_a_plan_reads_what_its_conditions_name_and_what_that_is_derived_from(folder):
    folder.reward.update({"when": "rd_intensity >= 50%", "cite": CITE})
    assert read_by(folder) == {"rd_intensity", "rd_expense", "revenue"}


@pytest.mark.parametrize(
    ("given", "also"),
    [
        ({"amount": "50% * revenue"}, {"revenue"}),
        ({"at_most": "revenue"}, {"revenue"}),
        (
            {"amount": "revenue_by_year[year - 1] - revenue_by_year[2019]", "derived": "2019"},
            {"revenue_by_year"},
        ),
        ({"payments": [{"share": "50%"}, {"share": "remainder", "when": "above_scale"}]}, {"above_scale"}),
        (
            {"payments": [{"share": "50%"}, {"share": "remainder", "not_before": "recognised_on + 3年"}]},
            {"recognised_on"},
        ),
        ({"clawback": {"title": TITLE, "when": "relocated_whole", "cite": CITE}}, {"relocated_whole"}),
        (
            {
                "paid_by": [
                    {"when": "in_talent_island", "shares": "city_finance"},
                    {"otherwise": "county_finance"},
                ]
            },
            {"in_talent_island"},
        ),
        (
            {
                "budget": {
                    "amount": "10万元",
                    "each": "year",
                    "when_short": "priority",
                    "priority": ["above_scale"],
                }
            },
            {"above_scale"},
        ),
        ({"governs": "recognised_on"}, {"recognised_on"}),
        (
            {
                "readings": [
                    {"id": "whole", "zh": "一种", "en": "one", "chosen": True},
                    {"id": "half", "zh": "另一种", "en": "other", "instead": {"amount": "50% * rd_expense"}},
                ]
            },
            {"rd_expense"},
        ),
        ({"when": "hte_recognition = first and established_on <= as_of - 3年"}, {"established_on"}),
    ],
)
def test_a_reward_reads_facts_in_all_its_parts(folder, given, also):
    folder.reward.update({"cite": CITE, **given})
    assert read_by(folder) == {"hte_recognition"} | also


def test_a_definition_is_read_through_and_one_that_nothing_uses_is_not(folder):
    folder.files["test/2020/definitions.yaml"] = {
        "definitions": [
            {"id": "base", "title": "基数", "amount": "50% * rd_expense", "cite": CITE},
            {"id": "idle", "title": "闲置", "condition": "above_scale", "cite": CITE},
        ]
    }
    folder.reward.update({"amount": "基数", "cite": CITE})
    assert read_by(folder) == {"hte_recognition", "rd_expense"}


def test_what_holds_for_all_rules_is_read(folder):
    folder.files["test/2020/conditions.yaml"] = {
        "conditions": [{"id": "moved", "title": TITLE, "exclude": "relocated_whole", "cite": CITE}]
    }
    assert read_by(folder) == {"hte_recognition", "relocated_whole"}
