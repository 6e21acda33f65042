"""How an amount is come by: the promise in words, and what each definition it leans on comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policyengine.reporting import money
from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Branch, Text
from policyengine.reporting.terms import SIGNS, read
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]
Areas = Mapping[str, str]


def working(item: Result, areas: Areas, lang: Lang) -> Iterator[Branch]:
    """The promise and the definitions, of a reward that can be had; a bare figure says itself what it is."""
    told = item.get("working")
    if told is None or item["status"] == "ineligible":
        return
    if told["facts"] or told["definitions"] or lang.of(told) != money.interval(item["amount"], lang):
        words = lang.labelled(lang.say("标准", "rate"), lang.of(told))
        yield Branch(Text(words), read(told["facts"], areas))
    for definition in told["definitions"]:
        yield _definition(definition, areas, lang)


def _definition(definition: Result, areas: Areas, lang: Lang) -> Branch:
    title, value = lang.of(definition["title"]), definition["value"]
    words, tone = lang.labelled(title, lang.of(definition)), Tone.PLAIN
    if definition["kind"] == "boolean":
        sign, tone = SIGNS[value]
        words = f"{sign} {words}"
    else:
        equal = f"{title} = {comes_to(value, definition['kind'], lang)}"
        words = lang.say(f"{equal}，即{lang.of(definition)}", f"{equal}, being {lang.of(definition)}")
    quotes = tuple(
        Branch(Text(f"{cited['clause']}「{cited['quote']}」", Tone.QUIET)) for cited in definition["cite"]
    )
    return Branch(Text(words, tone), read(definition["facts"], areas), quotes)


def comes_to(value: str | Mapping[str, str | None] | None, kind: str, lang: Lang) -> str:
    """What a definition comes to: exact, between two ends, or not known yet."""
    if value is None:
        return lang.say("尚不能确定", "not known yet")
    if isinstance(value, str):
        return _exact(value, kind, lang)
    low, high = (_end(value[end], kind, lang) for end in ("low", "high"))
    if low is None or value["low"] == "0":
        if high is None:
            return lang.say("尚不能确定", "not known yet")
        return lang.say(f"最高{high}", f"up to {high}")
    if high is None:
        return lang.say(f"至少{low}", f"at least {low}")
    return lang.say(f"{low}至{high}", f"{low} to {high}")


def _end(end: str | None, kind: str, lang: Lang) -> str | None:
    return None if end is None else _exact(end, kind, lang)


def _exact(value: str, kind: str, lang: Lang) -> str:
    if kind == "money":
        sign, much = ("−", value[1:]) if value.startswith("-") else ("", value)
        return sign + money.amount(much, lang)
    return money.percent(value) if kind == "ratio" else value
