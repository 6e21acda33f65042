"""One version as it stands: what it says of itself, its rules, its clauses, its facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block, Column, Heading, Line, Page, Text, table
from policyengine.reporting.pages.facts import facts_table
from policyengine.reporting.pages.matrix import period_or_draft
from policyengine.reporting.pages.paying import applications, budgets, groups, schedule
from policyengine.reporting.pages.provisions import over_time, provisions
from policyengine.reporting.pages.rules import listed_documents, rules_table, section
from policyengine.reporting.terms import LEVELS, SECTIONS, payer_names, term
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]


def page(result: Result, lang: Lang) -> Page:
    """The report of a `policyengine/version@1`."""
    names = payer_names(result["payers"])
    blocks = [*_head(result, lang), *over_time(result, lang), *provisions(result, names, lang)]
    for kind in SECTIONS:
        if result[kind]:
            rules = rules_table(kind, [("", r) for r in result[kind]], {result["city"]: names}, lang)
            blocks += [Heading(section(kind, lang)), rules]
        if kind == "rewards":
            blocks += [*schedule(result["rewards"], lang), *groups(result, lang), *budgets(result, lang)]
            blocks += [*applications(result, lang)]
    blocks += [*_readings(result, lang), *_interpretations(result, lang), *_clauses(result, lang)]
    if result["related_documents"]:
        blocks += [Heading(lang.say("未编码的相关文件", "Related documents, not encoded"))]
        blocks += listed_documents(result["related_documents"], lang)
    blocks += [Heading(lang.say("所用事实", "Facts read")), facts_table(result["facts"], lang)]
    return Page(lang.of(result["plan"]["title"]), lang, tuple(blocks))


def _head(result: Result, lang: Lang) -> Iterator[Block]:
    plan = result["plan"]
    parts = [
        lang.of(plan["name"]),
        term(LEVELS, plan["level"], lang),
        plan["document_number"],
        plan["version"],
    ]
    yield Line(Text(" · ".join(part for part in parts if part), Tone.QUIET))
    yield Line(Text(period_or_draft(plan, lang), Tone.WARNING if plan["draft"] else Tone.PLAIN, strong=True))
    if plan["validity"]["checked_on"] is None:
        words = lang.say(
            "尚无人核实本版本是否仍然有效。", "Nobody has confirmed that this version still holds."
        )
        yield Line(Text(f"⚠ {words}", Tone.WARNING))
    for flaw in plan["flaws"]:
        yield Line(Text(lang.labelled(lang.say("文本缺陷", "flaw of the copy"), lang.of(flaw)), Tone.QUIET))


def _readings(result: Result, lang: Lang) -> Iterator[Block]:
    """The ways in which the words of a rule can be read, and which one was chosen."""
    read = [
        (rule, reading)
        for kind in ("rewards", "supports", "obligations")
        for rule in result[kind]
        for reading in rule["readings"]
    ]
    if not read:
        return
    yield Heading(lang.say("可作不同理解之处", "What can be read in several ways"))
    columns = [
        Column(lang.say("事项", "Item")),
        Column(lang.say("读法", "Reading")),
        Column(lang.say("取舍", "Choice"), whole=True),
        Column(lang.say("金额", "Amount")),
    ]
    rows = []
    for rule, reading in read:
        chosen = lang.say("采用", "chosen") if reading["chosen"] else lang.say("未采用", "not chosen")
        promised = (reading["rule"] or rule).get("promised")
        rows.append(
            (
                "" if reading is not rule["readings"][0] else lang.of(rule["title"]),
                lang.of(reading["words"]),
                Text(chosen, strong=reading["chosen"]),
                lang.of(promised) if promised else "",
            )
        )
    yield table(columns, rows)


def _interpretations(result: Result, lang: Lang) -> Iterator[Block]:
    kinds = ("definitions", "conditions", *SECTIONS, "groups", "transitions")
    read = [rule for kind in kinds for rule in result[kind] if rule["interpretation"]]
    if read:
        yield Heading(lang.say("解释说明", "Interpretations"))
        columns = Column(lang.say("事项", "Item")), Column(lang.say("说明", "Reading"))
        yield table(columns, [(lang.of(rule["title"]), lang.of(rule["interpretation"])) for rule in read])


def _clauses(result: Result, lang: Lang) -> Iterator[Block]:
    yield Heading(lang.say("条款", "Clauses"))
    columns = [
        Column(lang.say("条款", "Clause"), whole=True),
        Column(lang.say("标题", "Heading")),
        Column(lang.say("对应条目，或没有条目的原因", "Rules, or why there are none")),
    ]
    rows = [
        (
            clause["id"],
            lang.of(clause["heading"]),
            _covered(clause, lang),
        )
        for clause in result["clauses"]
    ]
    yield table(columns, rows)


def _covered(clause: Result, lang: Lang) -> str:
    local = [id_.partition(".")[2] for id_ in clause["covered_by"]]
    return ", ".join(local) or (lang.of(clause["reason"]) if clause["reason"] else "")
