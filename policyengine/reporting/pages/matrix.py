"""Many plans side by side: how much each says under each theme, then the rules themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block, Column, Heading, Line, Page, Text, table
from policyengine.reporting.pages.rules import listed_documents, rules_table, section
from policyengine.reporting.terms import BRIEF, SECTIONS, payer_names, period, term
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]


def page(result: Result, lang: Lang) -> Page:
    """The report of a `policyengine/matrix@1`: every rule of one theme or role, else every reward."""
    narrowed = result["theme"] or result["role"]
    kinds = tuple(SECTIONS) if narrowed else ("rewards",)
    blocks = [*_plans(result, lang), *_overview(result, lang)]
    for row in result["rows"]:
        blocks += _theme(row, kinds, result, lang)
    if not narrowed:
        hint = lang.say(
            "此处只列奖补；指定主题可看全部条目。",
            "Rewards only; name a theme to see all of it.",
        )
        blocks.append(Line(Text(hint, Tone.QUIET)))
    return Page(lang.say("方案对照", "Plans side by side"), lang, tuple(blocks))


def _plans(result: Result, lang: Lang) -> Iterator[Block]:
    columns = [
        Column(lang.say("城市", "City"), whole=True),
        Column(lang.say("方案", "Plan")),
        Column(lang.say("版本", "Version"), whole=True),
        Column(lang.say("期间", "Period")),
    ]
    rows = [
        (
            Text(lang.of(plan["name"]), strong=True),
            lang.of(plan["title"]),
            plan["version"],
            Text(period_or_draft(plan, lang), Tone.WARNING if plan["draft"] else Tone.PLAIN),
        )
        for plan in result["plans"]
    ]
    yield table(columns, rows)


def period_or_draft(plan: Result, lang: Lang) -> str:
    """The days a version speaks of, and whether it is only a draft."""
    days = period(plan["period"], lang)
    return lang.say(f"草案 · {days}", f"draft · {days}") if plan["draft"] else days


def _overview(result: Result, lang: Lang) -> Iterator[Block]:
    yield Heading(lang.say("各主题条目数", "Rules by theme"))
    columns = [Column(lang.say("主题", "Theme"))]
    columns += [Column(lang.of(plan["name"])) for plan in result["plans"]]
    rows = [
        [lang.of(row["label"]), *(_counts(row["cities"][plan["city"]], lang) for plan in result["plans"])]
        for row in result["rows"]
    ]
    yield table(columns, rows)


def _counts(cell: Result, lang: Lang) -> str:
    counted = [(term(BRIEF, kind, lang), len(cell[kind])) for kind in SECTIONS if cell[kind]]
    return "\n".join(f"{heading} {number}" for heading, number in counted) or "—"


def _theme(row: Result, kinds: tuple[str, ...], result: Result, lang: Lang) -> Iterator[Block]:
    names = {plan["city"]: lang.of(plan["name"]) for plan in result["plans"]}
    payers = {plan["city"]: payer_names(plan["payers"]) for plan in result["plans"]}
    blocks: list[Block] = []
    for kind in kinds:
        named = [(names[city], rule) for city, cell in row["cities"].items() for rule in cell[kind]]
        if named:
            blocks += [Heading(section(kind, lang), level=3), rules_table(kind, named, payers, lang)]
    for city, cell in row["cities"].items():
        if cell["related_documents"]:
            heading = lang.labelled(
                names[city], lang.say("未编码的相关文件", "related documents, not encoded")
            )
            blocks += [Heading(heading, level=3), *listed_documents(cell["related_documents"], lang)]
    if blocks:
        yield Heading(lang.of(row["label"]))
        yield from blocks
