"""What is compared of each rule, and of what stands below one: payments, funds, how to apply."""

from __future__ import annotations

from policyengine.errors import Bilingual
from policyengine.reporting.terms import (
    EVERY,
    FIRMNESS,
    KINDS,
    NATURES,
    PAYMENT_KINDS,
    SHORT,
)
from policyengine.rulebook.difference import telling
from policyengine.rulebook.difference.change import ChangeKind as K
from policyengine.rulebook.difference.comparing import (
    Comparer,
    Field,
    Fields,
    NotCompared,
    by_hand,
    one,
    part,
    prose,
    trees,
)
from policyengine.rulebook.difference.lists import citations, in_order, keyed, several
from policyengine.rulebook.difference.telling import either


def field_of(kind: K, zh: str, en: str, compare: Comparer, key: str | None = None) -> Field:
    """A field that is compared: of which kind a change is, what it is called, how it is compared."""
    return Field(kind, Bilingual(zh, en), compare, key)


KEY = NotCompared("entries are paired by it, and a new one is told as renamed")
_PLACE = NotCompared("where it is written says nothing of what it says")
SPAN = {"span": _PLACE}
WRITTEN: Fields = {"span": _PLACE, "written_at": _PLACE}

_SOURCES: Fields = {
    "interpretation": field_of(K.INTERPRETATION, "解释说明", "the interpretation", prose),
    "derived": field_of(K.INTERPRETATION, "数字的推算", "the arithmetic", one(telling.text)),
}
ENTRY: Fields = {"id": KEY, "title": field_of(K.TITLE, "名称", "the title", prose)}
TAIL: Fields = {
    "cite": field_of(K.CITATION, "条文摘录", "the quotes", citations),
    **_SOURCES,
    **WRITTEN,
}
_RULE_TAIL: Fields = {
    "departments": field_of(K.DEPARTMENT, "责任单位", "the departments", in_order(telling.text)),
    "theme": field_of(K.THEME, "主题", "the theme", one(telling.text)),
    **TAIL,
}
WHEN = field_of(K.CONDITION, "条件", "the condition", trees)
_NATURE = field_of(K.NATURE, "性质", "the nature", one(telling.word_of(NATURES)))
_SCOPES = {
    "registered": Bilingual("限在本地注册的企业", "enterprises registered here"),
    "any": Bilingual("不限注册地", "enterprises registered anywhere"),
}
_SCOPE = field_of(K.SCOPE, "适用范围", "the scope", one(telling.word_of(_SCOPES)))
GOVERNS = field_of(K.DATE, "据以确定适用版本的日期", "the day that picks the version", one(telling.text))
_APPLY = field_of(K.APPLICATION, "申报", "how to apply", part(lambda: APPLICATION, telling.application))
_READINGS = field_of(
    K.INTERPRETATION,
    "读法",
    "the readings",
    keyed(lambda: READING, Bilingual("读法", "reading"), telling.reading),
)
FUND = field_of(K.BUDGET, "资金总量", "the fund", part(lambda: BUDGET, telling.budget))
_PER = {
    "year": Bilingual("每年一次", "once a year"),
    "ever": Bilingual("仅一次", "once only"),
}

REWARD: Fields = {
    **ENTRY,
    "when": WHEN,
    "promised": field_of(K.AMOUNT, "金额", "the amount", trees, "amount"),
    "amount": field_of(K.AMOUNT, "实际可得金额", "the amount that can be had", trees),
    "nature": _NATURE,
    "paid_by": field_of(K.PAYERS, "出资方", "who pays", one(telling.splits)),
    "once": field_of(K.SCOPE, "享受次数限制", "how often it is had", one(telling.word_of(_PER))),
    "scope": _SCOPE,
    "budget": FUND,
    "payments": field_of(
        K.PAYMENT,
        "款项",
        "a payment",
        keyed(lambda: PAYMENT, Bilingual("款项", "payment"), telling.payment, ordered=True),
    ),
    "clawbacks": field_of(
        K.CLAWBACK,
        "退回规定",
        "a clawback",
        keyed(lambda: CLAWBACK, Bilingual("退回规定", "clawback"), telling.clawback, ordered=True),
        "clawback",
    ),
    "apply": _APPLY,
    "governs": GOVERNS,
    "readings": _READINGS,
    **_RULE_TAIL,
}
SUPPORT: Fields = {
    **ENTRY,
    "kind": field_of(K.NATURE, "类别", "the kind", one(telling.word_of(KINDS))),
    "when": WHEN,
    "nature": _NATURE,
    "scope": _SCOPE,
    "apply": _APPLY,
    "governs": GOVERNS,
    "readings": _READINGS,
    **_RULE_TAIL,
}
_EACH = {key: Bilingual(words.zh, f"every {words.en.removeprefix('a ')}") for key, words in EVERY.items()}
OBLIGATION: Fields = {
    **ENTRY,
    "bound": field_of(K.CONDITION, "约束对象", "whom it binds", trees),
    "requires": field_of(K.CONDITION, "要求", "what it requires", trees),
    "by": field_of(K.DATE, "期限", "the deadline", one(telling.tree)),
    "each": field_of(K.RHYTHM, "周期", "the period", one(telling.word_of(_EACH))),
    "standing": field_of(
        K.DATE,
        "是否长期",
        "whether it stands",
        by_hand(either(Bilingual("“长期”", "standing"), Bilingual("“非长期”", "not standing"))),
    ),
    "grace": field_of(K.DATE, "期满后的宽限", "the time after the period", one(telling.duration), "within"),
    "start": field_of(K.DATE, "起始日", "the first day", one(telling.tree), "from"),
    "lasts": field_of(K.DATE, "约束期间", "how long it binds", one(telling.duration), "for"),
    "survives": field_of(
        K.DATE,
        "方案期满后的约束力",
        "its force beyond the plan's end",
        by_hand(either(Bilingual("“有”", "kept"), Bilingual("“无”", "lost"))),
    ),
    "scope": _SCOPE,
    "readings": _READINGS,
    **_RULE_TAIL,
}
DUTY: Fields = {
    **ENTRY,
    "area": field_of(K.TARGET, "区域", "the area", one(telling.text)),
    "rhythm": field_of(K.RHYTHM, "频次", "how often", one(telling.rhythm)),
    "measure": field_of(K.TARGET, "数量", "the figure", one(telling.figure)),
    **_RULE_TAIL,
}
_MEASURES = {
    "level": Bilingual("总量", "the level"),
    "added": Bilingual("新增量", "what is added"),
    "growth": Bilingual("增长率", "growth"),
    "mean_growth": Bilingual("年均增长率", "mean yearly growth"),
    "multiple": Bilingual("倍数", "a multiple"),
    "share": Bilingual("占比", "a share"),
    "coverage": Bilingual("覆盖率", "coverage"),
}
_FIRM = {
    key: words if words.zh else Bilingual("一般表述", "plainly stated")
    for key, words in ((k, Bilingual(w.zh, w.en.rstrip(":"))) for k, w in FIRMNESS.items())
}
TARGET: Fields = {
    **ENTRY,
    "measure": field_of(K.TARGET, "衡量方式", "what is measured", one(telling.word_of(_MEASURES))),
    "figure": field_of(K.TARGET, "目标值", "the figure", one(telling.figure), "value"),
    "stretch": field_of(K.TARGET, "力争值", "what is striven for", one(telling.number)),
    "firmness": field_of(K.TARGET, "力度", "how firmly it is held", one(telling.word_of(_FIRM))),
    "by": field_of(K.DATE, "完成日期", "the day it is due", one(telling.a_day)),
    "each": field_of(K.RHYTHM, "周期", "the period", one(telling.word_of(_EACH))),
    "start": field_of(K.DATE, "起始年份", "the first year", one(telling.bare), "from"),
    "end": field_of(K.DATE, "截止年份", "the last year", one(telling.bare), "to"),
    "baseline_year": field_of(
        K.TARGET, "基期年份", "the baseline's year", one(telling.bare), "baseline.year"
    ),
    "baseline_value": field_of(
        K.TARGET, "基期数值", "the baseline's figure", one(telling.number), "baseline.value"
    ),
    "area": field_of(K.TARGET, "区域", "the area", one(telling.text)),
    "part_of": field_of(K.TARGET, "所属的总目标", "the target it is part of", one(telling.text)),
    **_RULE_TAIL,
}

# Below a rule

READING: Fields = {
    "id": KEY,
    "words": field_of(K.INTERPRETATION, "表述", "the words", prose),
    "rule": NotCompared("the rule so read is compared like any rule, in `differences`"),
}
PAYMENT: Fields = {
    "id": KEY,
    "title": field_of(K.TITLE, "名称", "the title", prose),
    "kind": field_of(K.PAYMENT, "种类", "the kind", one(telling.word_of(PAYMENT_KINDS))),
    "amount": field_of(K.PAYMENT, "金额", "the amount", trees),
    "when": WHEN,
    "earliest": field_of(K.DATE, "最早日期", "the earliest day", one(telling.tree), "not_before"),
    "cite": field_of(K.CITATION, "条文摘录", "the quotes", citations),
    **SPAN,
}
CLAWBACK: Fields = {
    "id": KEY,
    "title": field_of(K.TITLE, "名称", "the title", prose),
    "when": WHEN,
    "share": field_of(K.CLAWBACK, "退回比例", "the share that goes back", one(telling.share)),
    "cite": field_of(K.CITATION, "条文摘录", "the quotes", citations),
    **SPAN,
}
BUDGET: Fields = {
    "amount": field_of(K.BUDGET, "数额", "the size", one(telling.yuan)),
    "years": field_of(K.BUDGET, "年数", "the number of years", one(telling.bare), "each"),
    "at_least": field_of(
        K.BUDGET,
        "数额的性质",
        "what the size is",
        by_hand(either(Bilingual("“下限”", "a floor"), Bilingual("“确数”", "exact"))),
    ),
    "when_short": field_of(
        K.BUDGET, "不足时的安排", "what happens if it runs short", one(telling.word_of(SHORT))
    ),
    "priority": field_of(K.BUDGET, "优先对象", "who comes first", in_order(telling.tree)),
}
APPLICATION: Fields = {
    "windows": field_of(K.APPLICATION, "受理时间", "the window", several(telling.window), "window"),
    "within": field_of(K.APPLICATION, "时限", "the deadline", one(telling.duration)),
    "after": field_of(K.APPLICATION, "时限的起算日", "the day the deadline runs from", one(telling.tree)),
    "where": field_of(K.APPLICATION, "受理单位", "where", prose),
    "materials": field_of(K.APPLICATION, "材料", "the materials", several(telling.words)),
    "cite": field_of(K.CITATION, "条文摘录", "the quotes", citations),
}
