"""The files of a version that nobody has written yet, each key explained in 中文 and English."""

from __future__ import annotations

_PLAN = """# @CITY@/@VERSION@：方案本身。凡标 TODO 之处须填写；policyengine check 逐处列出还缺什么。
# The plan itself. Fill in every TODO; `policyengine check` lists what is still missing.

# 标题，照文件印的写 · the title as printed
title: {zh: TODO, en: TODO}
# 文号；未印的填 null · the document's number; null where none is printed
document_number: TODO
# 发文机关；未印的删去此行 · who issued it; take the line away where it is not printed
issuer: {zh: TODO, en: TODO}
# 六位行政区划代码（GB/T 2260），加引号 · six-digit code of the jurisdiction, in quotes
jurisdiction: @CODE@
name: {zh: @ZH@, en: @EN@}
# province 省级，prefecture 地市级，county 县级 · the level of the government that issued it
level: @LEVEL@
# 上一级的区划代码；省级填 null · the code one level up; null for a province
parent: @PARENT@
# 征求意见稿填 true · true for a draft that has not been issued
draft: false
# 起止日期，首尾两日均计入；文中未写截止的，to 填 null · first and last day; `to: null` where no end is stated
period: {from: @STARTS@, to: TODO}
# 原文的文件名，check --sources 据此逐字核对摘录 · the file of the document, for `check --sources`
source: TODO.txt
# 全部条款，编号照印、半角；无规则引用的写明原因 · every clause; where nothing cites one, `reason` says why
clauses:
  - {id: TODO, heading: {zh: TODO, en: TODO}}
#  - {id: 二, heading: {zh: 工作原则, en: Principles}, reason: {zh: 只述原则。, en: Principles only.}}
# 文中出现的部门，名称照印；role 取自 departments.yaml · departments as printed; roles are in departments.yaml
departments:
  - {name: TODO, role: science_technology}
# 文中所依而未编入的文件 · documents that the text leans on and that are not encoded
related_documents: []
#  - title: {zh: …, en: …}
#    number: null
#    themes: [recognition]
#    note: {zh: 未编入，不等于没有。, en: "Not encoded, which does not mean nothing."}
# 还可以写 · also: areas, payers, paid_by, governs, repeals, transitions, flaws, validity（docs/language.md）
"""

_REWARDS = """# 奖补：给钱的条款 · money. 没有的，删去本文件 · take the file away if there is none
rewards:
#  - id: hte_first_recognition        # 英文编号，本版本内不重复 · an id, once in the version
#    title: {zh: 首次认定奖励, en: Award for first recognition}
#    theme: recognition               # 取自 themes.yaml · one of themes.yaml
#    cite:                            # 条款和原文摘录，规则中的数字都要在摘录里 · every number is in a quote
#      - {clause: 三(一)1, quote: 对首次认定的高新技术企业，一次性奖励30万元}
#    when: hte_recognition = first    # 条件；事实见 policyengine facts · the condition
#    amount: 30万元                   # 金额：定额、比例、分档、最高 · a sum, a share, tiers, {up_to: …}
#    paid_by: city_finance            # 或 {city_finance: 15万元, county_finance: 15万元}
#    departments: [市科技局]          # 照 plan.yaml 所列 · as listed in plan.yaml
#    nature: entitlement              # 符合即得；择优的写 discretionary · discretionary where they select
#    once: true                       # 只奖一次 · paid once
#    interpretation: {zh: 文义有疑处取何义。, en: Which reading is encoded where the words leave a doubt.}
# 互斥、就高、合计上限 · which exclude each other or share a ceiling
#groups:
#  - id: higher_of_two
#    title: {zh: 就高不重复, en: The higher of two}
#    rewards: [hte_first_recognition, other_award]
#    pay: highest
#    cite: [{clause: 三(二), quote: 就高不重复}]
"""

_SUPPORTS = """# 支持：给钱以外的帮助 · help other than money
supports:
#  - id: guidance
#    title: {zh: 申报辅导, en: Guidance in applying}
#    theme: recognition
#    kind: guidance                   # priority channel finance training tax recognition guidance platform
#    cite: [{clause: 三(一)2, quote: …}]
#    when: tech_sme_registered
#    nature: discretionary
#    departments: [市科技局]
"""

_OBLIGATIONS = """# 义务：对企业的要求 · what the text expects of the enterprise
obligations:
#  - id: yearly_report
#    title: {zh: 按年报送统计报表, en: Yearly statistics}
#    theme: governance
#    cite: [{clause: 四(一), quote: …}]
#    bound: hte_status = valid        # 约束谁 · who is bound
#    requires: statistics_filed       # 要做到什么 · what must hold
#    each: year                       # 或 by: 2024-12-31，或 standing: true
#    departments: [市科技局]
"""

_DUTIES = """# 部门任务 · what the text tells departments to do
duties:
#  - id: policy_training
#    title: {zh: 开展政策培训, en: Train enterprises in the policy}
#    theme: training
#    cite: [{clause: 三(一)3, quote: …}]
#    departments: [市科技局]
#    rhythm: {every: year, times: 2}  # 每年两次；文中未写的不写 · only where the text says it
"""

_TARGETS = """# 目标：政府给自己定的数 · figures the government sets itself
targets:
#  - id: hte_total
#    title: {zh: 高新技术企业数量, en: Number of high-tech enterprises}
#    theme: recognition
#    cite: [{clause: 二, quote: 到2026年，高新技术企业达到100家}]
#    departments: []
#    unit: 家
#    measure: level                   # level added growth share
#    relation: ">="
#    value: 100
#    firmness: stated                 # 力争的写 striven · `striven` where they strive for it
#    by: 2026-12-31
"""

_CASES = """# 用例：某企业某日应得什么，policyengine test 逐例核对 · what an enterprise should get on a day
cases:
#  - name: {zh: 首次认定，30万元, en: "First recognition, 300,000 yuan"}
#    as_of: 2026-06-30
#    profile: {registered_in: @CODE@, hte_recognition: first}
#    expect: {hte_first_recognition: {status: eligible, amount: 30万元}}
#    totals: {assured: 30万元, possible: 30万元}
"""

SKELETON = {
    "plan.yaml": _PLAN,
    "rewards.yaml": _REWARDS,
    "supports.yaml": _SUPPORTS,
    "obligations.yaml": _OBLIGATIONS,
    "duties.yaml": _DUTIES,
    "targets.yaml": _TARGETS,
    "cases.yaml": _CASES,
}
"""Texts by file name. `@NAME@` stands for what is known of the version."""
