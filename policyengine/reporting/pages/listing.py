"""Lists: the plans there are, and the facts that can be known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Column, Page, Table, Text, table
from policyengine.reporting.terms import FACT_TYPES, LEVELS, period, term
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]


def plans(result: Result, lang: Lang) -> Page:
    """The report of a `policyengine/plans@1`: one line a version."""
    columns = [
        Column(lang.say("编号", "Id"), whole=True),
        Column(lang.say("城市", "City"), whole=True),
        Column(lang.say("版本", "Version"), whole=True),
        Column(lang.say("方案", "Plan")),
        Column(lang.say("级别", "Level"), whole=True),
        Column(lang.say("期间", "Period")),
        Column(lang.say("核实", "Checked"), whole=True),
    ]
    rows = [
        (
            Text(plan["city"], strong=True),
            lang.of(plan["name"]),
            plan["version"],
            lang.of(plan["title"]),
            term(LEVELS, plan["level"], lang),
            _period(plan, lang),
            plan["validity"]["checked_on"] or Text(lang.say("未核实", "unchecked"), Tone.WARNING),
        )
        for plan in result["plans"]
    ]
    return Page(lang.say("方案", "Plans"), lang, (table(columns, rows),))


def _period(plan: Result, lang: Lang) -> Text:
    days = period(plan["period"], lang)
    return Text(lang.say(f"草案 · {days}", f"draft · {days}"), Tone.WARNING) if plan["draft"] else Text(days)


def facts(result: Result, lang: Lang) -> Page:
    """The report of a `policyengine/facts@1`: one line a fact."""
    return Page(lang.say("事实词表", "Facts"), lang, (facts_table(result["facts"], lang),))


def facts_table(definitions: Mapping[str, Result], lang: Lang) -> Table:
    """Facts with their names, types and questions."""
    columns = [
        Column(lang.say("名称", "Name"), whole=True),
        Column(lang.say("标签", "Label")),
        Column(lang.say("类型", "Type")),
        Column(lang.say("问题", "Question")),
    ]
    rows = [
        (
            Text(name, strong=True),
            lang.of(fact["label"]),
            _type(fact, lang),
            lang.of(fact["question"]),
        )
        for name, fact in definitions.items()
    ]
    return table(columns, rows)


def _type(fact: Result, lang: Lang) -> str:
    kind = term(FACT_TYPES, fact["type"], lang)
    choices = ", ".join(choice["id"] for choice in fact["choices"])
    return f"{kind}: {choices}" if choices else kind
