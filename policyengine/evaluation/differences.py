"""How a result differs from an older one, and the clause that made the difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policyengine.errors import Bilingual
from policyengine.reporting import money
from policyengine.reporting.lang import Lang
from policyengine.reporting.terms import FORCES, PAYERS, PAYMENT_STATUSES, STATUSES, term

Result = Mapping[str, Any]

KINDS = ("rewards", "supports", "obligations")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was.

    `where`: the id of an item with its city, or the part of the result; `what`: the key in it. `clauses`:
    what made the difference: the clauses cited otherwise than before, or else all that the item rests on.
    """

    where: str
    what: str
    old: Any
    new: Any
    clauses: tuple[str, ...]
    words: Bilingual

    def to_dict(self) -> dict[str, Any]:
        """The difference as data."""
        return {
            "where": self.where,
            "what": self.what,
            "old": self.old,
            "new": self.new,
            "clauses": list(self.clauses),
            **self.words.to_dict(),
        }


def differences(old: Result, new: Result) -> tuple[Difference, ...]:
    """Everything in which two assessments differ, but for their provenance; empty where they say the same."""
    items = [difference for kind in KINDS for difference in _of_items(old[kind], new[kind])]
    clauses = tuple(dict.fromkeys(clause for each in items for clause in each.clauses))
    return (*_of_plan(old, new), *items, *_of_whole(old, new, clauses))


# Of the plan


def _of_plan(old: Result, new: Result) -> Iterator[Difference]:
    for key, label in _ASKED.items():
        yield from _changed(key, key, old.get(key), new.get(key), (), label)
    for key in dict.fromkeys((*old["plan"], *new["plan"])):
        was, now = old["plan"].get(key), new["plan"].get(key)
        label = _PLAN.get(key, Bilingual(f"方案的{key}", f"the plan's {key}"))
        yield from _changed("plan", key, was, now, (), label)


_ASKED = {
    "city": Bilingual("城市", "the city"),
    "as_of": Bilingual("评估日", "the day"),
    "year": Bilingual("评估年度", "the year assessed"),
}
_PLAN = {
    "version": Bilingual("所用版本", "the version used"),
    "force": Bilingual("效力", "force"),
    "binding": Bilingual("约束力", "binding"),
    "period": Bilingual("有效期", "the plan's period"),
    "title": Bilingual("方案名称", "the plan's title"),
}

# Of single items


def _of_items(old: Iterable[Result], new: Iterable[Result]) -> Iterator[Difference]:
    were, are = ({item["id"]: item for item in items} for items in (old, new))
    for id_ in dict.fromkeys((*were, *are)):
        if id_ not in are:
            yield _gone(were[id_])
        elif id_ not in were:
            yield _come(are[id_])
        else:
            yield from _of_item(were[id_], are[id_])


def _gone(item: Result) -> Difference:
    title = item["title"]
    words = Bilingual(zh=f"“{title['zh']}”不再存在", en=f"“{title['en']}” is no longer there")
    return Difference(item["id"], "item", item["status"], None, _clauses(item), words)


def _come(item: Result) -> Difference:
    title = item["title"]
    words = Bilingual(zh=f"新增“{title['zh']}”", en=f"“{title['en']}” is new")
    return Difference(item["id"], "item", None, item["status"], _clauses(item), words)


_ITEM = {
    "status": Bilingual("结论", "the result"),
    "amount": Bilingual("金额", "the amount"),
    "working": Bilingual("金额的算法", "how the amount is come by"),
    "paid_by": Bilingual("出资", "the payment"),
    "due_on": Bilingual("期限", "the day it is due"),
    "standing": Bilingual("是否长期有效", "whether it stands"),
    "progress": Bilingual("进度", "progress"),
    "nature": Bilingual("性质", "its nature"),
    "cite": Bilingual("条文", "the citation"),
    "because": Bilingual("条件", "the condition"),
    "payments": Bilingual("拨付安排", "the payments"),
    "fund": Bilingual("资金总量", "the fund"),
    "apply": Bilingual("申报方式", "how to apply"),
    "from": Bilingual("起始日", "its first day"),
    "to": Bilingual("截止日", "its last day"),
    "missing": Bilingual("尚缺事实", "the facts missing"),
    "repairs": Bilingual("达到条件所需", "what it would take"),
    "departments": Bilingual("责任单位", "the departments"),
    "title": Bilingual("名称", "the title"),
    "theme": Bilingual("主题", "the theme"),
}


def _of_item(old: Result, new: Result) -> Iterator[Difference]:
    clauses = _telling_clauses(old, new)
    for key in dict.fromkeys((*_ITEM, *old, *new)):
        what = _ITEM.get(key, Bilingual(key, key))
        title = new["title"]
        label = Bilingual(f"“{title['zh']}”的{what.zh}", f"{what.en} of “{title['en']}”")
        if key in old:  # what an older engine did not tell yet has not become different
            yield from _changed(new["id"], key, _told(old[key]), _told(new.get(key)), clauses, label)


def _told(value: Any) -> Any:
    """A value without the conditions that are not there: an older engine knew fewer kinds of them."""
    if isinstance(value, Mapping) and "scope" in value:
        return {key: tree for key, tree in value.items() if tree is not None}
    return value


def _telling_clauses(old: Result, new: Result) -> tuple[str, ...]:
    """The clauses cited otherwise than before; where the words are the same, all that the item rests on."""
    were, are = ({(c["clause"], c["quote"]) for c in item["cite"]} for item in (old, new))
    changed = {clause for clause, _ in were ^ are}
    every = tuple(dict.fromkeys((*_clauses(new), *_clauses(old))))
    return tuple(clause for clause in every if clause in changed) or every


def _clauses(item: Result) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cited["clause"] for cited in item["cite"]))


# Of the whole


TOTALS = {
    "assured": Bilingual("确定合计", "the assured total"),
    "possible": Bilingual("最多合计", "the possible total"),
    "unquantified": Bilingual("金额未明确的奖补", "the rewards of no known amount"),
    "by_payer": Bilingual("各方出资", "the sum by payer"),
}
_MORE_TOTALS = {
    "cuts": Bilingual("合计的削减", "what cuts the total"),
    "to_be_returned": Bilingual("应退回合计", "the sum to be returned"),
    "subject_to_fund": Bilingual("受资金总量限制的奖补", "the rewards subject to a fund"),
}
_REST = {
    "assumptions": Bilingual("假定", "the assumptions"),
    "warnings": Bilingual("提示", "the warnings"),
    "facts_used": Bilingual("所用事实", "the facts used"),
    "questions": Bilingual("待问事实", "the questions"),
}


def _of_whole(old: Result, new: Result, clauses: tuple[str, ...]) -> Iterator[Difference]:
    for key, label in TOTALS.items():
        yield from _changed("totals", key, old["totals"][key], new["totals"][key], clauses, label)
    for key, label in _MORE_TOTALS.items():
        if key in old["totals"]:
            yield from _changed("totals", key, old["totals"][key], new["totals"].get(key), clauses, label)
    for key, label in _REST.items():
        told = clauses if key == "questions" else ()
        yield from _changed(key, key, old.get(key), new.get(key), told, label)


def _changed(
    where: str, what: str, old: Any, new: Any, clauses: tuple[str, ...], label: Bilingual
) -> Iterator[Difference]:
    if old == new:
        return
    (zh_old, en_old), (zh_new, en_new) = ([_shown(what, v, lang) for lang in Lang] for v in (old, new))
    words = Bilingual(
        zh=f"{label.zh}由{zh_old}变为{zh_new}" if zh_old != zh_new else f"{label.zh}有变化",
        en=f"{label.en} was {en_old} and is {en_new}" if en_old != en_new else f"{label.en} changed",
    )
    yield Difference(where, what, old, new, clauses, words)


def _shown(what: str, value: Any, lang: Lang) -> str:
    """A value as a sentence names it; what is too long to name is left out of the sentence."""
    match what, value:
        case _, None:
            return lang.say("无", "nothing")
        case _, bool():
            return lang.say("有" if value else "无", "yes" if value else "no")
        case "status", str():
            return f"“{term(STATUSES, value, lang)}”"
        case "force", str():
            return f"“{term(FORCES, value, lang)}”"
        case (("amount" | "to_be_returned"), Mapping()):
            return money.interval(value, lang)
        case "payments", list():
            return lang.listed([_payment(payment, lang) for payment in value]) or lang.say("无", "nothing")
        case "paid_by" | "by_payer", Mapping():
            parts = [
                lang.labelled(term(PAYERS, payer, lang), money.interval(ends, lang))
                for payer, ends in value.items()
            ]
            return lang.listed(parts) or lang.say("无", "nobody")
        case "assured" | "possible", str():
            return money.amount(value, lang)
        case "because", Mapping():
            trees = [tree for tree in value.values() if tree is not None]
            return "；".join(lang.of(tree) for tree in trees)
        case "cite", list():
            return lang.listed([f"{cited['clause']}「{cited['quote']}」" for cited in value])
        case (("missing" | "facts_used" | "unquantified" | "subject_to_fund" | "departments"), list()):
            return lang.listed([str(each) for each in value]) or lang.say("无", "nothing")
        case _, str() | int():
            return str(value)
        case _:
            return ""


def _payment(payment: Mapping[str, Any], lang: Lang) -> str:
    status = term(PAYMENT_STATUSES, payment["status"], lang)
    return f"{lang.of(payment['title'])} {money.interval(payment['amount'], lang)} ({status})"
