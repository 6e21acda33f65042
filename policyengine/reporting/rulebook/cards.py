"""A card for each entry: the words of the document beside what the rule says, and where its readings part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policyengine.reporting.lang import Lang
from policyengine.reporting.rulebook.entries import said
from policyengine.reporting.rulebook.names_in import definitions_in, facts_in
from policyengine.reporting.rulebook.sheet import Block, Card, Line, Link, Quote, Rows, joined, rows
from policyengine.reporting.rulebook.volume import (
    DEPARTMENTS,
    FACTS,
    KINDS,
    PROVISIONS,
    RULES,
    THEMES,
    Result,
    Volume,
)
from policyengine.reporting.terms import term


def entries_of(version: Result) -> Iterator[tuple[str, Result]]:
    """Everything in a version that quotes the document, with its kind: provisions first, then rules."""
    plan = version["plan"]
    if plan["cite"]:
        yield "plan", {"id": f"{version['city']}.plan", "title": plan["title"], "cite": plan["cite"]}
    for kind in (*PROVISIONS[:2], "paid_by", *RULES, *PROVISIONS[2:]):
        if kind != "paid_by":
            yield from ((kind, entry) for entry in version[kind])
        elif version["paid_by"]:
            title = {"zh": "未另行规定的奖补由谁出资", "en": "Who pays where a reward says nothing else"}
            yield kind, {"id": f"{version['city']}.paid_by", "title": title, **version["paid_by"]}


def cites_of(entry: Result) -> list[Result]:
    """The citations of an entry and of its payments, returns and application, each once."""
    parts = [
        entry,
        *entry.get("payments", ()),
        *entry.get("clawback", ()),
        entry.get("apply") or {"cite": []},
    ]
    every = [cited for part in parts for cited in part["cite"]]
    return [each for place, each in enumerate(every) if each not in every[:place]]


def clause_anchor(clause: str) -> str:
    """The place of a clause on its sheet."""
    return f"clause-{clause}"


def card(kind: str, entry: Result, version: Result, volume: Volume, lang: Lang) -> Card:
    """One entry of a version."""
    quotes = [
        Quote(Link(each["clause"], anchor=clause_anchor(each["clause"])), each["quote"])
        for each in cites_of(entry)
    ]
    blocks = (
        *quotes,
        *said(kind, entry, version, lang),
        *rows(*_around(entry, version, volume, lang)),
        *_doubts(kind, entry, version, lang),
    )
    return Card(entry["id"], term(KINDS, kind, lang), lang.of(entry["title"]), blocks)


def _around(entry: Result, version: Result, volume: Volume, lang: Lang) -> Iterator[tuple[str, Line | str]]:
    """Where the entry belongs and what it leans on."""
    comma = lang.say("、", ", ")
    if entry.get("derived"):
        yield lang.say("推算", "Arithmetic"), entry["derived"]
    together = [group for group in version["groups"] if entry["id"] in group["rewards"]]
    yield lang.say("合并计算", "Taken together"), joined((_to(each, lang) for each in together), comma)
    if entry.get("part_of"):
        whole = next((each for each in version["targets"] if each["id"] == entry["part_of"]), None)
        yield lang.say("属于", "Part of"), entry["part_of"] if whole is None else _to(whole, lang)
    used = set(definitions_in(entry))
    leaned = [each for each in version["definitions"] if each["id"].partition(".")[2] in used]
    yield lang.say("所用定义", "Definitions used"), joined((_to(each, lang) for each in leaned), comma)
    yield lang.say("所用事实", "Facts read"), joined(_facts(entry, version, lang), comma)
    if entry.get("departments"):
        roles = {each["name"]: each["role"] for each in version["departments"]}
        named = ((Link(each, DEPARTMENTS, roles.get(each, "")),) for each in entry["departments"])
        yield lang.say("部门", "Departments"), joined(named, comma)
    if entry.get("theme"):
        theme = entry["theme"]
        label = lang.of(volume.themes[theme]) if theme in volume.themes else theme
        yield lang.say("主题", "Theme"), (Link(label, THEMES, theme),)


def _to(entry: Result, lang: Lang) -> Line:
    return (Link(lang.of(entry["title"]), anchor=entry["id"]),)


def _facts(entry: Result, version: Result, lang: Lang) -> Iterator[Line]:
    """The facts of the rule itself; what the readings not chosen ask for besides is theirs."""
    own: dict[str, Any] = {key: part for key, part in entry.items() if key != "readings"}
    for name in facts_in(own):
        if name in version["facts"]:
            yield (Link(lang.of(version["facts"][name]["label"]), FACTS, name),)


# Where words leave a doubt


def _doubts(kind: str, entry: Result, version: Result, lang: Lang) -> Iterator[Block]:
    if entry.get("interpretation"):
        yield from rows((lang.say("解释", "Interpretation"), lang.of(entry["interpretation"]).strip()))
    for reading in entry.get("readings", ()):
        chosen = reading["chosen"]
        label = lang.say("采用的读法", "Reading chosen") if chosen else lang.say("未采用的读法", "Not chosen")
        words = lang.of(reading["words"])
        if reading["rule"] is not None:
            otherwise = list(_otherwise(kind, entry, reading["rule"], version, lang))
            words = "\n".join((words, *otherwise))
        yield from rows((label, words))


def _otherwise(kind: str, chosen: Result, other: Result, version: Result, lang: Lang) -> Iterator[str]:
    """What the rule would say under another reading, as far as that differs."""
    now = {
        row for block in said(kind, chosen, version, lang) if isinstance(block, Rows) for row in block.rows
    }
    for block in said(kind, other, version, lang):
        if isinstance(block, Rows):
            for label, words in block.rows:
                if (label, words) not in now:
                    told = "".join(each if isinstance(each, str) else each.words for each in words)
                    yield f"→ {lang.labelled(label, told)}"
