"""Where words can be read in several ways: what each reading comes to for one enterprise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policyengine.reporting import money
from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block, Column, Heading, Line, Page, Text, table
from policyengine.reporting.terms import NATURES, STATUSES, TONES, term
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]
NONE = ("所适用的规则没有标注另一读法。", "No rule of the plan is marked as readable in another way.")


def page(result: Result, lang: Lang) -> Page:
    """The report of a `policyengine/readings@1`."""
    plan = result["plan"]
    parts = (
        lang.of(plan["name"]),
        lang.say(f"版本 {plan['version']}", f"version {plan['version']}"),
        lang.say(f"评估日 {result['as_of']}", f"as of {result['as_of']}"),
        lang.say(f"评估年度 {result['year']}", f"year assessed {result['year']}"),
    )
    blocks: list[Block] = [Line(Text(" · ".join(parts), Tone.QUIET))]
    for each in result["readings"]:
        blocks += [Heading(lang.of(each["title"])), *compared(each, result["facts"], lang)]
    if not result["readings"]:
        blocks.append(Line(Text(lang.say(*NONE), Tone.QUIET)))
    return Page(lang.say("另一读法的结果", "What other readings come to"), lang, tuple(blocks))


def compared(each: Result, facts: Result, lang: Lang) -> Iterator[Block]:
    """Two readings of one rule side by side, what lies between them, and what that turns on."""
    columns = [
        Column(lang.say("读法", "Reading")),
        Column(lang.say("取舍", "Choice"), whole=True),
        Column(lang.say("结论", "Result"), whole=True),
        Column(lang.say("性质", "Nature"), whole=True),
        Column(lang.say("金额", "Amount"), right=True, whole=True),
        Column(lang.say("期限", "Due on"), whole=True),
        Column(lang.say("合计确保", "Assured in all"), right=True, whole=True),
        Column(lang.say("合计最多", "Possible in all"), right=True, whole=True),
    ]
    chosen, other = lang.say("采用", "chosen"), lang.say("未采用", "not chosen")
    sides = ((each["chosen"], chosen), (each["other"], other))
    nature, paid = each["chosen"]["nature"] != each["other"]["nature"], _paid(each)
    yield table(columns, [_side(side, mark, nature, paid, lang) for side, mark in sides])
    yield Line(_difference(each, lang))
    if each["differs"] and each["turns_on"]:
        labels = [lang.of(facts[fact]) if fact in facts else fact for fact in each["turns_on"]]
        words = lang.labelled(lang.say("差别取决于", "the difference turns on"), lang.listed(labels))
        yield Line(Text(words, Tone.QUIET))


def _paid(each: Result) -> bool:
    """Whether the rule is about money; for any other the totals say nothing."""
    return any(each[side]["amount"] is not None for side in ("chosen", "other"))


def _side(side: Result, mark: str, nature: bool, paid: bool, lang: Lang) -> tuple[Text | str, ...]:
    """One reading; its nature where it is another, and the totals where there is money."""
    status = side["status"]
    return (
        lang.of(side),
        mark,
        Text(term(STATUSES, status, lang), TONES[status]),
        term(NATURES, side["nature"], lang) if nature else "",
        Text(money.interval(side["amount"], lang), TONES[status], strong=True) if side["amount"] else "",
        side["due_on"] or "",
        money.amount(side["assured"], lang) if paid else "",
        money.amount(side["possible"], lang) if paid else "",
    )


def _difference(each: Result, lang: Lang) -> Text:
    """The difference of the totals; an item may differ where its plan's total does not."""
    if not each["differs"]:
        return Text(lang.say("对该企业没有差别。", "No difference to this enterprise."), Tone.QUIET)
    if not _paid(each):
        return Text(
            lang.say("本项有差别，不涉及金额。", "The item differs; no money hangs on it."), Tone.OPEN
        )
    ends = each["difference"]
    if ends == {"assured": "0", "possible": "0"}:
        words = lang.say(
            "本项有差别，合计不变（合并计算后相同）。",
            "The item differs; the total, after groups, does not.",
        )
        return Text(words, Tone.OPEN)
    sure, most = money.signed(ends["assured"], lang), money.signed(ends["possible"], lang)
    words = lang.say(f"合计差额：确保 {sure}，最多 {most}", f"the total: assured {sure}, possible {most}")
    return Text(words, Tone.OPEN, strong=True)
