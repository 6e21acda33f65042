"""Why: each item's clause and quote, then its condition as a tree of words, values and the facts read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policyengine.reporting import money
from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block, Branch, Heading, Text, Tree
from policyengine.reporting.pages.payments import CLAWBACK, much, name, runs
from policyengine.reporting.pages.together import fund_words
from policyengine.reporting.terms import PAYMENT_STATUSES, PAYMENT_TONES, STATUSES, TONES, term
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]
Areas = Mapping[str, str]
"""What the areas of a plan's own are called, by place."""

SIGNS = {True: ("✓", Tone.GOOD), False: ("✗", Tone.BAD), None: ("?", Tone.OPEN)}


def reasons(result: Result, lang: Lang) -> list[Block]:
    """The reasons of every reward, support and obligation, in that order."""
    areas = {area["place"]: lang.of(area["name"]) for area in result["plan"]["areas"]}
    kinds = ("rewards", "supports", "obligations")
    trees = [Tree(_item(item, areas, lang)) for kind in kinds for item in result[kind]]
    return [Heading(lang.say("理由", "Why")), *trees] if trees else []


def _item(item: Result, areas: Areas, lang: Lang) -> Branch:
    status = item["status"]
    words = f"{lang.of(item['title'])} — {term(STATUSES, status, lang)}"
    if "amount" in item:
        words += lang.say("，", ", ") + money.interval(item["amount"], lang)
    return Branch(
        Text(words, TONES[status], strong=True),
        item["id"],
        (*_quotes(item), *_conditions(item["because"], areas, lang), *_money(item, areas, lang)),
    )


def _money(item: Result, areas: Areas, lang: Lang) -> Iterator[Branch]:
    """What asks for a condition of its own: each payment; and the fund that may not suffice."""
    for run in runs(item.get("payments", ())):
        first, status = run[0], run[0]["status"]
        label = lang.say("退回", "going back") if first["kind"] == CLAWBACK else lang.say("拨付", "payment")
        idle = first["kind"] == CLAWBACK and status == "not_met"
        standing = (
            lang.say("目前无须退回", "nothing to return now")
            if idle
            else term(PAYMENT_STATUSES, status, lang)
        )
        words = lang.labelled(name(run, lang), standing)
        if status != "not_met":
            words += lang.say("，", ", ") + much(run, lang)
        why = () if idle or first["because"] is None else (_condition(first["because"], areas, lang),)
        yield Branch(Text(f"{label} · {words}", PAYMENT_TONES[status]), "", why)
    if item.get("fund") is not None:
        words = lang.labelled(lang.say("资金", "fund"), fund_words(item["fund"], lang))
        yield Branch(Text(words, Tone.QUIET))


def _quotes(item: Result) -> Iterator[Branch]:
    for cited in item["cite"]:
        yield Branch(Text(f"{cited['clause']}「{cited['quote']}」", Tone.QUIET))


def _conditions(because: Result, areas: Areas, lang: Lang) -> Iterator[Branch]:
    headings = {
        "scope": lang.say("适用范围", "scope"),
        "plan_wide": "",  # its words say themselves what it is
        "when": lang.say("条件", "condition"),
        "requires": lang.say("要求", "requirement"),
        "received": lang.say("已领取", "received"),
    }
    for key, heading in headings.items():
        node = because.get(key)
        if node:
            yield _condition(node, areas, lang, heading)


def _condition(node: Result, areas: Areas, lang: Lang, heading: str = "") -> Branch:
    sign, tone = SIGNS[node["value"]]
    words = lang.labelled(heading, lang.of(node)) if heading else lang.of(node)
    parts = node["parts"]
    remark = "" if parts else _facts(node["facts"], areas)
    below = tuple(_condition(part, areas, lang) for part in parts)
    return Branch(Text(f"{sign} {words}", tone), remark, below)


def _facts(facts: Result, areas: Areas) -> str:
    return ", ".join(f"{name} = {_shown(value, areas)}" for name, value in facts.items())


def _shown(value: object, areas: Areas) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "?" if value is None else areas.get(str(value), str(value))
