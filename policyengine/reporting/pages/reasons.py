"""Why: each item's clause and quote, then its condition as a tree of words, values and the facts read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policyengine.reporting import money
from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block, Branch, Heading, Text, Tree
from policyengine.reporting.terms import STATUSES, TONES, term
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]

SIGNS = {True: ("✓", Tone.GOOD), False: ("✗", Tone.BAD), None: ("?", Tone.OPEN)}


def reasons(result: Result, lang: Lang) -> list[Block]:
    """The reasons of every reward, support and obligation, in that order."""
    trees = [
        Tree(_item(item, lang)) for kind in ("rewards", "supports", "obligations") for item in result[kind]
    ]
    return [Heading(lang.say("理由", "Why")), *trees] if trees else []


def _item(item: Result, lang: Lang) -> Branch:
    status = item["status"]
    words = f"{lang.of(item['title'])} — {term(STATUSES, status, lang)}"
    if "amount" in item:
        words += lang.say("，", ", ") + money.interval(item["amount"], lang)
    return Branch(
        Text(words, TONES[status], strong=True),
        item["id"],
        (*_quotes(item), *_conditions(item["because"], lang)),
    )


def _quotes(item: Result) -> Iterator[Branch]:
    for cited in item["cite"]:
        yield Branch(Text(f"{cited['clause']}「{cited['quote']}」", Tone.QUIET))


def _conditions(because: Result, lang: Lang) -> Iterator[Branch]:
    headings = {
        "scope": lang.say("适用范围", "scope"),
        "when": lang.say("条件", "condition"),
        "requires": lang.say("要求", "requirement"),
        "received": lang.say("已领取", "received"),
    }
    for key, heading in headings.items():
        node = because.get(key)
        if node:
            yield _condition(node, lang, heading)


def _condition(node: Result, lang: Lang, heading: str = "") -> Branch:
    sign, tone = SIGNS[node["value"]]
    words = lang.labelled(heading, lang.of(node)) if heading else lang.of(node)
    parts = node["parts"]
    remark = "" if parts else _facts(node["facts"])
    below = tuple(_condition(part, lang) for part in parts)
    return Branch(Text(f"{sign} {words}", tone), remark, below)


def _facts(facts: Result) -> str:
    return ", ".join(f"{name} = {_shown(value)}" for name, value in facts.items())


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "?" if value is None else str(value)
