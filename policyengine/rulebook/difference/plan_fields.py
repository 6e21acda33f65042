"""What is compared of what a plan says of its rules together, of the plan itself, and of its facts."""

from __future__ import annotations

from policyengine.errors import Bilingual
from policyengine.language.facts import Choice, FactDefinition
from policyengine.reporting.terms import (
    CHOICES,
    CUTS,
    FACT_TYPES,
    LEVELS,
)
from policyengine.rulebook.difference import telling
from policyengine.rulebook.difference.change import ChangeKind as K
from policyengine.rulebook.difference.comparing import (
    Fields,
    NotCompared,
    by_hand,
    one,
    part,
    prose,
    trees,
)
from policyengine.rulebook.difference.lists import citations, in_order, several
from policyengine.rulebook.difference.place import Side
from policyengine.rulebook.difference.rule_fields import (
    ENTRY,
    FUND,
    GOVERNS,
    KEY,
    SPAN,
    TAIL,
    WHEN,
    WRITTEN,
    field_of,
)
from policyengine.rulebook.difference.telling import either

_ELSEWHERE = NotCompared("its entries are compared one by one, in `differences`")

# About rules together

_WEIGHED = {
    "total": Bilingual("按总额比较", "by the whole"),
    "first_payment": Bilingual("按首笔比较", "by the first payment"),
}
GROUP: Fields = {
    **ENTRY,
    "members": field_of(K.GROUP, "成员", "the members", in_order(telling.text), "rewards"),
    "pay": field_of(K.GROUP, "享受方式", "which is paid", one(telling.word_of(CHOICES))),
    "weighed": field_of(K.GROUP, "比较方式", "how they are weighed", one(telling.word_of(_WEIGHED))),
    "ceilings": field_of(
        K.CEILING,
        "上限",
        "the ceiling",
        one(lambda value, side: telling.listed(telling.ceiling(each, side) for each in value)),
    ),
    "cut": field_of(K.GROUP, "超出时的核减", "what is cut", one(telling.word_of(CUTS))),
    "budget": FUND,
    **TAIL,
}
DEFINITION: Fields = {
    **ENTRY,
    "what": field_of(K.DEFINITION, "含义", "the meaning", trees),
    "kind": field_of(K.DEFINITION, "类型", "the type", one(telling.word_of(FACT_TYPES))),
    **TAIL,
}
PLAN_WIDE: Fields = {
    **ENTRY,
    "require": field_of(K.CONDITION, "要求", "what it requires", trees),
    "excludes": field_of(
        K.CONDITION,
        "写法",
        "how it is put",
        by_hand(either(Bilingual("“排除”", "as what shuts out"), Bilingual("“要求”", "as what is required"))),
    ),
    "applies_to": field_of(K.SCOPE, "适用规则", "the rules it holds for", several(telling.selector)),
    "exceptions": field_of(K.SCOPE, "除外规则", "the rules excepted", several(telling.selector), "except"),
    **TAIL,
}
TRANSITION: Fields = {
    **ENTRY,
    "version": field_of(K.DOCUMENT, "所适用的版本", "the version that governs", one(telling.text)),
    "when": WHEN,
    **TAIL,
}
PAYERS: Fields = {
    **ENTRY,
    "paid_by": field_of(K.PAYERS, "出资方", "who pays", one(telling.splits), "shares"),
    **TAIL,
}
AREA: Fields = {
    "id": KEY,
    "name": field_of(K.TITLE, "名称", "the name", prose),
    "place": field_of(K.SCOPE, "所在行政区划", "the code it lies in", one(telling.text), "within"),
}

# Of the plan

PERIOD: Fields = {
    "start": field_of(K.DATE, "起始日", "the first day", one(telling.a_day), "from"),
    "end": field_of(K.DATE, "截止日", "the last day", one(telling.a_day), "to"),
}
VALIDITY: Fields = {
    "checked_on": field_of(K.DOCUMENT, "核实日期", "the day it was confirmed", one(telling.a_day)),
    "by": field_of(K.DOCUMENT, "核实人", "who confirmed it", one(telling.text)),
}
CLAUSE: Fields = {
    "id": KEY,
    "heading": field_of(K.DOCUMENT, "标题", "the heading", prose),
    "reason": field_of(K.DOCUMENT, "未编码的原因", "why nothing cites it", prose),
}
DEPARTMENT: Fields = {
    "name": KEY,
    "role": field_of(K.DEPARTMENT, "职能", "the role", one(telling.text)),
}
RELATED: Fields = {
    "title": KEY,
    "number": field_of(K.DOCUMENT, "文号", "the number", one(telling.text)),
    "themes": field_of(K.THEME, "主题", "the themes", several(telling.text)),
    "note": field_of(K.DOCUMENT, "说明", "the note", prose),
    "clause": field_of(K.CITATION, "条款", "the clause", one(telling.text)),
}
PLAN: Fields = {
    "city": field_of(K.DOCUMENT, "城市", "the city", one(telling.bare)),
    "version": NotCompared("it is the name under which the two are asked for"),
    "title": field_of(K.TITLE, "名称", "the title", prose),
    "document_number": field_of(K.DOCUMENT, "文号", "the document number", one(telling.text)),
    "issuer": field_of(K.DOCUMENT, "发文机关", "the issuer", prose),
    "jurisdiction": field_of(K.SCOPE, "行政区划代码", "the jurisdiction", one(telling.bare)),
    "name": field_of(K.TITLE, "地名", "the name of the place", prose),
    "level": field_of(K.DOCUMENT, "层级", "the level", one(telling.word_of(LEVELS))),
    "parent": field_of(K.SCOPE, "上级行政区划", "the jurisdiction above", one(telling.bare)),
    "draft": field_of(
        K.DOCUMENT,
        "文件状态",
        "its standing",
        by_hand(either(Bilingual("“草案”", "a draft"), Bilingual("“正式文件”", "an issued text"))),
    ),
    "period": field_of(K.DATE, "有效期", "the period", part(lambda: PERIOD, telling.bare)),
    "horizon": field_of(K.TARGET, "目标的最后年份", "the last year of its targets", one(telling.bare)),
    "validity": field_of(K.DOCUMENT, "效力核实", "the confirmation", part(lambda: VALIDITY, telling.bare)),
    "source": field_of(K.DOCUMENT, "原文出处", "the source", one(telling.text)),
    "cite": field_of(K.CITATION, "条文摘录", "the quotes", citations),
    "governs": GOVERNS,
    "repeals": field_of(K.DOCUMENT, "废止的版本", "the versions repealed", several(telling.text)),
    "flaws": field_of(K.DOCUMENT, "文本缺陷", "the flaws of the copy", several(telling.words)),
    "reconstructions": field_of(K.DOCUMENT, "复原文字", "the words reconstructed", several(telling.text)),
    **dict.fromkeys(
        (
            *("clauses", "departments", "rewards", "groups", "supports", "obligations", "duties", "targets"),
            *("own_facts", "related_documents", "vocabulary", "definitions", "conditions", "areas", "payers"),
            *("payers_by_default", "transitions"),
        ),
        _ELSEWHERE,
    ),
    "digest": NotCompared("it is made of all the rest"),
    **WRITTEN,
}

# Facts


def _with_id(value: Choice | FactDefinition, side: Side) -> Bilingual:
    id_ = value.id if isinstance(value, Choice) else value.name
    return Bilingual(f"“{value.label.zh}”（{id_}）", f"“{value.label.en}” ({id_})")


FACT: Fields = {
    "name": KEY,
    "kind": field_of(K.FACT, "类型", "the type", one(telling.word_of(FACT_TYPES)), "type"),
    "label": field_of(K.FACT, "标签", "the label", prose),
    "question": field_of(K.FACT, "提问", "the question", prose),
    "choices": field_of(K.FACT, "选项", "the choices", several(_with_id)),
    "aliases": field_of(K.FACT, "别名", "the aliases", several(telling.text)),
    "changeable": field_of(
        K.FACT,
        "能否由企业改变",
        "whether the enterprise can change it",
        by_hand(either(Bilingual("“能”", "yes"), Bilingual("“不能”", "no"))),
    ),
    "held_by": field_of(K.FACT, "掌握数据的部门", "who has it on record", one(telling.text)),
    "derived": field_of(K.FACT, "推算方法", "what it follows from", trees),
    "plausible_at_most": field_of(K.FACT, "合理上限", "what it should not exceed", one(telling.text)),
    "note": field_of(K.FACT, "说明", "the note", prose),
    "by_year": field_of(
        K.FACT,
        "是否分年度",
        "whether it is by year",
        by_hand(either(Bilingual("“是”", "yes"), Bilingual("“否”", "no"))),
    ),
    "fields": field_of(K.FACT, "字段", "the fields", several(_with_id)),
    **SPAN,
}
