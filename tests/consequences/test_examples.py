"""For each changed rule, a smallest enterprise that fares differently."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from policyengine.consequences.changed import changed, decides
from policyengine.consequences.examples import examples
from policyengine.language.tree import AllOf, Kind, Literal
from policyengine.rulebook.difference import differences
from policyengine.rulebook.load import load_rulebook

DAY = date(2018, 6, 30)


def told(old, new, day=DAY):
    return {
        each.changed.id: each.to_dict(new.city) for each in examples(old, new, differences(old, new), day)
    }


def test_a_threshold_finds_the_enterprise_that_meets_the_old_one_alone(anyang, stricter):
    example = told(anyang, stricter)["little_giant_filing"]
    assert example["profile"]["rd_intensity"] == "0.03"
    assert [example[side]["items"][0]["status"] for side in ("old", "new")] == ["eligible", "ineligible"]
    assert example["facts"]["rd_intensity"]["value"]["zh"] == "3%"


def test_an_amount_finds_an_enterprise_of_one_fact(anyang, stricter):
    example = told(anyang, stricter)["hte_first_recognition"]
    assert example["profile"] == {"hte_recognition": "first"}
    assert [example[side]["assured"] for side in ("old", "new")] == ["300000", "400000"]


def test_an_example_is_found_for_no_rule_that_did_not_change(anyang, stricter):
    assert set(told(anyang, stricter)) == {"little_giant_filing", "hte_first_recognition"}


def test_what_is_merely_worded_otherwise_needs_no_example(anyang):
    first = anyang.rewards["hte_first_recognition"]
    renamed = replace(first, title=replace(first.title, zh="另一名称"), departments=("市科技局",))
    new = replace(anyang, rewards={**anyang.rewards, first.id: renamed})
    changes = differences(anyang, new)
    assert changes
    assert not any(map(decides, changes))
    assert changed(changes, anyang, new) == ()


def test_a_rule_under_another_id_is_still_the_same_rule(anyang, stricter):
    first = stricter.rewards["hte_first_recognition"]
    rest = {id_: each for id_, each in stricter.rewards.items() if id_ != first.id}
    new = replace(stricter, rewards={**rest, "first": replace(first, id="first")})
    example = told(anyang, new)["first"]
    assert [example[side]["items"][0]["id"] for side in ("old", "new")] == [
        "anyang.hte_first_recognition",
        "anyang.first",
    ]


def test_a_rule_that_is_gone_finds_somebody_who_had_it(anyang):
    rest = {id_: each for id_, each in anyang.rewards.items() if id_ != "hte_first_recognition"}
    example = told(anyang, replace(anyang, rewards=rest))["hte_first_recognition"]
    assert example["old"]["items"][0]["status"] == "eligible"
    assert example["new"]["items"] == []


def test_a_change_that_no_enterprise_can_feel_says_that_none_was_found(anyang, stricter):
    """Two amounts of a reward whose condition never holds."""

    def never(plan):
        first = plan.rewards["hte_first_recognition"]
        when = AllOf((first.when, replace(first.when, right=Literal(Kind.CHOICE, "renewal"))))
        return replace(plan, rewards={first.id: replace(first, when=when)}, supports={})

    example = told(never(anyang), never(stricter))["hte_first_recognition"]
    assert example["profile"] is None
    assert example["old"] is None


def test_a_new_group_finds_two_rewards_that_exclude_each_other():
    plan = load_rulebook("examples/policies", cities=["yunxi"]).rulebook.plans["yunxi"][-1]
    [group] = [each for each in plan.groups if each.id == "recognition_or_scale"]
    alone = replace(plan, groups=(group,))
    example = told(replace(plan, groups=()), alone, date(2024, 6, 30))[group.id]
    assert example["group"]
    assert int(example["new"]["assured"]) < int(example["old"]["assured"])
