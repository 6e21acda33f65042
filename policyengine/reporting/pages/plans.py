"""The plans there are: one line a version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Column, Page, Text, table
from policyengine.reporting.terms import period
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]


def page(result: Result, lang: Lang) -> Page:
    """The report of a `policyengine/plans@1`: one line a version."""
    columns = [
        Column(lang.say("编号", "Id"), whole=True),
        Column(lang.say("城市", "City"), whole=True),
        Column(lang.say("版本", "Version"), whole=True),
        Column(lang.say("方案", "Plan")),
        Column(lang.say("期间", "Period")),
        Column(lang.say("核实", "Checked"), whole=True),
    ]
    rows = [
        (
            Text(plan["city"], strong=True),
            lang.of(plan["name"]),
            plan["version"],
            lang.of(plan["title"]),
            _period(plan, lang),
            plan["validity"]["checked_on"] or Text(lang.say("未核实", "unchecked"), Tone.WARNING),
        )
        for plan in result["plans"]
    ]
    return Page(lang.say("方案", "Plans"), lang, (table(columns, rows),))


def _period(plan: Result, lang: Lang) -> Text:
    days = period(plan["period"], lang)
    return Text(lang.say(f"草案 · {days}", f"draft · {days}"), Tone.WARNING) if plan["draft"] else Text(days)
