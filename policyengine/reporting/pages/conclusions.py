"""What was concluded before, and what today's rules make of the same events."""

from __future__ import annotations

from collections.abc import Iterator

from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block, Column, Line, Page, Text, table
from policyengine.reporting.pages.watching import Result
from policyengine.reporting.terms import STATUSES, term
from policyengine.reporting.tone import Tone


def page(result: Result, lang: Lang) -> Page:
    """The report of a `policyengine/conclusions@1`."""
    return Page(
        lang.say("按现行规则重新得出的结论", "Conclusions drawn again"), lang, tuple(_blocks(result, lang))
    )


def _blocks(result: Result, lang: Lang) -> Iterator[Block]:
    replayed, changed = result["replayed"], result["changed"]
    words = lang.say(
        f"共{replayed}条结论，{result['rules_changed']}条所依据的规则有改动，{len(changed)}条的结果不同。",
        f"{replayed} conclusions, {result['rules_changed']} of them under rules that have changed, "
        f"{len(changed)} with another result.",
    )
    yield Line(Text(words, Tone.WARNING if changed else Tone.GOOD))
    rows = [_row(each, change, lang) for each in changed for change in each["changes"]]
    if rows:
        columns = [
            Column(lang.say("企业", "Enterprise"), whole=True),
            Column(lang.say("日期", "Day"), whole=True),
            Column(lang.say("义务", "Obligation")),
            Column(lang.say("原结论", "Before"), whole=True),
            Column(lang.say("现结论", "Now"), whole=True),
            Column(lang.say("条款", "Clauses")),
        ]
        yield table(columns, rows)


def _row(each: Result, change: Result, lang: Lang) -> tuple[str, ...]:
    return (
        each["enterprise"],
        each["as_of"],
        change["obligation"],
        _status(change["before"], lang),
        _status(change["now"], lang),
        lang.listed(change["clauses"]),
    )


def _status(status: str | None, lang: Lang) -> str:
    return lang.say("无此项", "not there") if status is None else term(STATUSES, status, lang)
