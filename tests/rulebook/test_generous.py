"""What the design shows or leaves unsaid is read as a stranger would write it."""

import pytest

from policyengine.language.write import write
from policyengine.rulebook.load import examine

PLAN = """
title: 安阳市加快培育高新技术企业行动计划
jurisdiction: {code}
level: prefecture
period: {{from: 2017-12-29}}
clauses:
  - 三(一)1
  - {{id: 三(一)2, reason: 只谈原则，不给予也不要求什么。}}
departments:
  - {{name: 市科技局, role: science_technology}}
  - {{name: 市财政局, role: finance}}
  - {{name: 市国税局, role: tax}}
  - {{name: 市地税局, role: tax}}
"""
QUOTED = "对新认定的高新技术企业，资金奖励额度提高到30万元（其中市财政15万元，所在县区财政15万元）"
# As section 4 of the design prints it.
EXAMPLE = """
rewards:
  - id: hte_first_recognition
    title: {zh: 新认定高新技术企业奖励, en: Award for a newly recognised high-tech enterprise}
    theme: recognition
    cite:
      - {clause: 三(一)1, quote: QUOTED}
    when: hte_recognition = first
    amount: 30万元
    paid_by: {city_finance: 15万元, county_finance: 15万元}
    departments: [市科技局, 市财政局, 市国税局, 市地税局]
    nature: entitlement          # or discretionary: the text selects (择优, 遴选, 评选)
    once: true
    interpretation: …            # where the words allow two readings: which one is encoded, and why
""".replace("QUOTED", QUOTED)


def plan_of(path, rewards, code="410500"):
    version = path / "anyang" / "2017-12-29"
    version.mkdir(parents=True)
    (version / "plan.yaml").write_text(PLAN.format(code=code), "utf-8")
    (version / "rewards.yaml").write_text(rewards, "utf-8")
    loaded = examine(path)
    unasked = ("borrowed-file", "unused-department")
    told = [each.message().en for each in loaded.findings if each.code not in unasked]
    assert told == []
    return loaded.rulebook.plans["anyang"][0]


def test_the_printed_example_loads_as_it_is_printed(tmp_path):
    reward = plan_of(tmp_path, EXAMPLE).rewards["hte_first_recognition"]
    assert reward.once
    assert reward.interpretation is not None
    assert (reward.interpretation.zh, reward.interpretation.en) == ("…", "…")


def test_what_a_plan_does_not_say_is_taken_from_its_folder(tmp_path):
    plan = plan_of(tmp_path, EXAMPLE, code='"410500"')
    assert (plan.name.zh, plan.issuer.zh, plan.source) == ("anyang", "anyang", "anyang.txt")
    assert (plan.document_number, plan.period.end, plan.validity.checked_on) == (None, None, None)
    assert [clause.heading.zh for clause in plan.clauses] == ["三(一)1", "三(一)2"]


QUOTE = "两项，3%，25%，1000万元，2021年12月31日，30万元，50万元，1万元，100万元，5亿元，每年"


def entry(id, when="when: in_hte_pool", amount="amount: 30万元"):
    return f"""
  - id: {id}
    title: 奖励
    theme: recognition
    cite: {{clause: 三(一)1, quote: "{QUOTE}"}}
    {when}
    {amount}
    nature: discretionary
"""


@pytest.mark.parametrize(
    "when",
    [
        "when: hte_recognition = first",
        "when: 当年高新技术企业认定 = 首次认定",
        "when: hte_status ≠ none 且 （in_hte_pool 或 非 above_scale）",
        "when: organisation_type in [incubator, makerspace]",
        "when: revenue ≥ 30万元",
        "when: revenue <= 5亿元 and 成立日期 <= 2021-12-31",
        "when: rd_expense / revenue >= 3%",
        "when: {any: [above_scale, {all: [in_hte_pool, not: tech_sme_registered]}]}",
        "when: {not: hte_status = none}",
        "when: {at_least: {count: 2, of: [above_scale, in_hte_pool, hte_status = valid]}}",
        "when: true",
    ],
)
def test_every_condition_of_the_design_is_read(tmp_path, when):
    plan_of(tmp_path, "rewards:" + entry("award", when=when))


@pytest.mark.parametrize(
    "amount",
    [
        "amount: 30万元",
        "amount: {up_to: 100万元}",
        "amount: {unstated: true}",
        "amount: 25% * rd_super_deduction\n    at_least: 1万元\n    at_most: 100万元",
        "amount: [{when: in_talent_island, amount: 50万元}, {otherwise: 30万元}]",
        "amount: [{when: above_scale, amount: {up_to: 100万元}}, {otherwise: 30万元}]\n    at_most: 100万元",
        "amount: 30万元\n    scope: any\n    budget: {amount: 1000万元, each: year}",
    ],
)
def test_every_amount_of_the_design_is_read(tmp_path, amount):
    plan_of(tmp_path, "rewards:" + entry("award", amount=amount))


def test_a_group_needs_no_name_of_its_own(tmp_path):
    cite = f'{{clause: 三(一)1, quote: "{QUOTE}"}}'
    groups = f"groups:\n  - {{rewards: [a, b], pay: highest, at_most: 50万元, cite: {cite}}}\n"
    (group,) = plan_of(tmp_path, "rewards:" + entry("a") + entry("b") + groups).groups
    (ceiling,) = group.ceilings
    assert (group.id, group.pay, write(ceiling.at_most)) == ("a_group", "highest", "50万元")
