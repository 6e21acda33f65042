"""What falls due in the days to come."""

from __future__ import annotations

from policyengine.errors import Bilingual
from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block, Column, Line, Page, Text, table
from policyengine.reporting.pages.watching import Result, days, progress
from policyengine.reporting.terms import term

KINDS = {
    "obligation": Bilingual("企业义务", "obligation"),
    "target": Bilingual("政府目标", "target"),
    "duty": Bilingual("部门任务", "duty"),
}


def page(result: Result, lang: Lang) -> Page:
    """The report of a `policyengine/due@1`."""
    within = result["within"]
    title = lang.say(
        f"{result['as_of']}起{within}天内到期", f"Due within {within} days from {result['as_of']}"
    )
    return Page(title, lang, (_entries(result, lang),))


def _entries(result: Result, lang: Lang) -> Block:
    if not result["due"]:
        return Line(Text(lang.say("没有到期的事项。", "Nothing falls due.")))
    columns = [
        Column(lang.say("日期", "Day"), whole=True),
        Column(lang.say("剩余", "Left"), whole=True),
        Column(lang.say("类别", "Kind"), whole=True),
        Column(lang.say("主体", "Who")),
        Column(lang.say("事项", "What")),
        Column(lang.say("还差（现有／应有）", "Lacking (have / need)")),
        Column(lang.say("责任单位", "Departments")),
    ]
    return table(columns, [_entry(entry, lang) for entry in result["due"]])


def _entry(entry: Result, lang: Lang) -> tuple[str, ...]:
    return (
        entry["due_on"],
        days(entry["days_left"], lang),
        term(KINDS, entry["kind"], lang),
        entry["name"] or entry["who"],
        lang.of(entry["title"]),
        progress(entry["lacking"], lang),
        lang.listed(entry["departments"]) if entry["kind"] != "obligation" else "",
    )
