"""The fixed terms of the result contract in words: statuses, forces, natures, payers, levels, periods.

Terms that rule writers choose (themes, facts, titles) carry their own labels and are not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from policyengine.errors import Bilingual
from policyengine.reporting.lang import Lang
from policyengine.reporting.tone import Tone

STATUSES = {
    "eligible": Bilingual("符合", "eligible"),
    "undetermined": Bilingual("尚不能确定", "cannot tell yet"),
    "ineligible": Bilingual("不符合", "not eligible"),
    "due": Bilingual("待完成", "due"),
    "unmet": Bilingual("未达到", "not met"),
    "met": Bilingual("已达到", "met"),
    "not_bound": Bilingual("不适用", "does not apply"),
}
TONES = {
    "eligible": Tone.GOOD,
    "undetermined": Tone.OPEN,
    "ineligible": Tone.QUIET,
    "due": Tone.WARNING,
    "unmet": Tone.BAD,
    "met": Tone.GOOD,
    "not_bound": Tone.QUIET,
}
PAYMENT_STATUSES = {
    "due": Bilingual("现可拨付", "due now"),
    "not_yet": Bilingual("尚未到期", "not yet"),
    "conditional": Bilingual("视条件而定", "conditional"),
    "not_met": Bilingual("条件未满足", "condition not met"),
    "paid": Bilingual("已拨付", "paid"),
    "to_be_returned": Bilingual("应退回", "to be returned"),
}
PAYMENT_TONES = {
    "due": Tone.GOOD,
    "not_yet": Tone.OPEN,
    "conditional": Tone.OPEN,
    "not_met": Tone.QUIET,
    "paid": Tone.PLAIN,
    "to_be_returned": Tone.BAD,
}
KINDS_OF_RULE = {
    "reward": Bilingual("奖补", "rewards"),
    "support": Bilingual("支持", "supports"),
    "obligation": Bilingual("义务", "obligations"),
}
PAYMENT_KINDS = {
    "instalment": Bilingual("分期", "instalment"),
    "advance": Bilingual("预拨", "advance"),
    "settlement": Bilingual("清算", "settlement"),
    "clawback": Bilingual("退回", "return"),
}
CHOICES = {
    "highest": Bilingual("就高不就低", "only the highest is paid"),
    "one": Bilingual("择一享受", "only one is paid"),
    "first": Bilingual("按先后次序只享受一项", "only the first to be had is paid"),
}
SHORT = {
    "pro_rata": Bilingual("不足时按比例核减", "shared out in proportion if it runs short"),
    "first_come": Bilingual("不足时先报先得", "first come, first served if it runs short"),
    "priority": Bilingual("不足时按优先次序安排", "given out by priority if it runs short"),
    "unstated": Bilingual("不足时如何安排文件未写明", "the text does not say what happens if it runs short"),
}
CUTS = {
    "pro_rata": Bilingual("按比例核减", "all are cut in proportion"),
    "last_first": Bilingual("从排在最后的起核减", "the last listed is cut first"),
    "unstated": Bilingual("从哪一项核减未写明", "the text does not say which is cut"),
}
FORCES = {
    "in_force": Bilingual("在施行期内", "in force"),
    "not_yet_in_force": Bilingual("尚未施行，不具约束力", "not yet in force, not binding"),
    "lapsed": Bilingual("施行期已过，不具约束力", "lapsed, not binding"),
    "draft": Bilingual("草案（征求意见稿），不具约束力", "draft, not binding"),
    "superseded": Bilingual("已被后来的版本取代，不具约束力", "superseded, not binding"),
}
MARKS = {
    "in_force": Bilingual("有效期内", "in force"),
    "not_yet_in_force": Bilingual("未施行", "not yet in force"),
    "lapsed": Bilingual("已过期", "lapsed"),
    "draft": Bilingual("草案", "draft"),
    "superseded": Bilingual("已取代", "superseded"),
}
NATURES = {
    "entitlement": Bilingual("应得", "entitlement"),
    "discretionary": Bilingual("酌定", "discretionary"),
}
PAYERS = {
    "central_finance": Bilingual("中央财政", "central government"),
    "province_finance": Bilingual("省财政", "province"),
    "city_finance": Bilingual("市财政", "city"),
    "county_finance": Bilingual("县（区）财政", "county or district"),
    "town_finance": Bilingual("乡镇（街道）财政", "town or subdistrict"),
    "unstated": Bilingual("文件未写明", "not stated"),
}
LEVELS = {
    "state": Bilingual("国家级", "national"),
    "province": Bilingual("省级", "province"),
    "prefecture": Bilingual("地市级", "prefecture"),
    "county": Bilingual("县（区）级", "county or district"),
}
KINDS = {
    "priority": Bilingual("优先", "priority"),
    "channel": Bilingual("绿色通道", "green channel"),
    "finance": Bilingual("金融", "finance"),
    "training": Bilingual("培训", "training"),
    "tax": Bilingual("税收", "tax"),
    "recognition": Bilingual("认定", "recognition"),
    "guidance": Bilingual("辅导", "guidance"),
    "platform": Bilingual("平台", "platform"),
}
SECTIONS = {
    "rewards": Bilingual("奖补", "Rewards"),
    "supports": Bilingual("支持措施", "Supports"),
    "obligations": Bilingual("义务", "Obligations"),
    "duties": Bilingual("部门任务", "Duties"),
    "targets": Bilingual("目标", "Targets"),
}
BRIEF = {
    "rewards": Bilingual("奖补", "rewards"),
    "supports": Bilingual("支持", "supports"),
    "obligations": Bilingual("义务", "obligations"),
    "duties": Bilingual("任务", "duties"),
    "targets": Bilingual("目标", "targets"),
}
EVERY = {
    "year": Bilingual("每年", "a year"),
    "half": Bilingual("每半年", "a half-year"),
    "quarter": Bilingual("每季度", "a quarter"),
    "month": Bilingual("每月", "a month"),
    "day": Bilingual("每日", "a day"),
}
FIRMNESS = {
    "ensured": Bilingual("确保", "ensured:"),
    "stated": Bilingual("", ""),
    "striven": Bilingual("力争", "striven for:"),
}
RELATIONS = {
    ">=": Bilingual("≥", "≥"),
    ">": Bilingual(">", ">"),
    "about": Bilingual("约", "about"),
}
FACT_TYPES = {
    "money": Bilingual("金额", "money"),
    "ratio": Bilingual("比率", "ratio"),
    "count": Bilingual("数量", "count"),
    "date": Bilingual("日期", "date"),
    "duration": Bilingual("期限", "duration"),
    "choice": Bilingual("选项", "choice"),
    "boolean": Bilingual("是否", "yes or no"),
    "text": Bilingual("文本", "text"),
    "jurisdiction": Bilingual("行政区划", "jurisdiction"),
    "credit_code": Bilingual("信用代码", "credit code"),
    "list": Bilingual("列表", "list"),
}
ASSUMPTIONS = {
    ("received", "none"): Bilingual("此前未获得过任何奖补", "no reward was received before"),
    ("registered_in", ""): Bilingual("企业在当地注册", "the enterprise is registered there"),
}


def payer_names(own: Iterable[Mapping[str, Any]]) -> Mapping[str, Bilingual]:
    """The payers every plan may name, and those of one plan's own."""
    return PAYERS | {each["id"]: Bilingual(each["name"]["zh"], each["name"]["en"]) for each in own}


def term(terms: Mapping[str, Bilingual], key: str, lang: Lang) -> str:
    """A fixed term in words; a term this version does not know is shown as it stands."""
    known = terms.get(key)
    return key if known is None else lang.say(known.zh, known.en)


def assumption(assumed: Mapping[str, object], lang: Lang) -> str:
    """What was taken for granted where the profile did not say it, or said otherwise."""
    fact, value = str(assumed["fact"]), str(assumed["value"])
    known = ASSUMPTIONS.get((fact, value)) or ASSUMPTIONS.get((fact, ""))
    words = lang.say(known.zh, known.en) if known else f"{fact} = {value}"
    return lang.labelled(lang.say("假定", "assumed"), words)


def period(ends: Mapping[str, str | None], lang: Lang) -> str:
    """The days from and to which a version speaks, both inclusive."""
    start, end = ends["from"], ends["to"]
    if end is None:
        return lang.say(f"{start} 起，未写明终止日期", f"from {start}, no end stated")
    return lang.say(f"{start} 至 {end}", f"{start} to {end}")


SIGNS = {True: ("✓", Tone.GOOD), False: ("✗", Tone.BAD), None: ("?", Tone.OPEN)}
"""What a condition that holds, fails or is unknown is marked with."""


def read(facts: Mapping[str, str | bool | None], areas: Mapping[str, str]) -> str:
    """The facts that something read, with their values. `areas`: what those of a plan's own are called."""
    return ", ".join(f"{name} = {_value(value, areas)}" for name, value in facts.items())


def _value(value: str | bool | None, areas: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "?" if value is None else areas.get(value, value)
