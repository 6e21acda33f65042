"""Where an enterprise stands with what is expected of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block, Column, Line, Page, Text, table
from policyengine.reporting.pages.watching import Result, days, plan_line, progress
from policyengine.reporting.terms import STATUSES, TONES, term
from policyengine.reporting.tone import Tone

ORDER = ("unmet", "due", "undetermined", "met", "not_bound")


def page(result: Result, lang: Lang) -> Page:
    """The report of a `policyengine/standing@1`."""
    who = result["name"] or result["enterprise"]
    title = lang.say(f"{who}的义务（{result['as_of']}）", f"Obligations of {who} on {result['as_of']}")
    return Page(title, lang, tuple(_blocks(result, lang)))


def _blocks(result: Result, lang: Lang) -> Iterator[Block]:
    if result["plan"] is not None:
        yield plan_line(result["plan"], lang)
    for reason in result["refused"]:
        words = lang.labelled(
            lang.say("事件相互矛盾，无法评估", "the events contradict one another"), lang.of(reason)
        )
        yield Line(Text(words, Tone.BAD))
    bound = [item for item in result["obligations"] if item["status"] != "not_bound"]
    if bound:
        yield obligations(sorted(bound, key=lambda item: ORDER.index(item["status"])), lang)
    elif result["plan"] is not None:
        yield Line(Text(lang.say("没有须履行的义务。", "Nothing is expected of it.")))
    yield from _remarks(result, lang)


def obligations(items: list[Result], lang: Lang) -> Block:
    """Obligations with their progress and their days."""
    columns = [
        Column(lang.say("义务", "Obligation")),
        Column(lang.say("状态", "Status"), whole=True),
        Column(lang.say("进度", "Progress")),
        Column(lang.say("期限", "Due"), whole=True),
        Column(lang.say("剩余", "Left"), whole=True),
        Column(lang.say("条款", "Clause"), whole=True),
    ]
    return table(columns, [_row(item, lang) for item in items])


def _row(item: Result, lang: Lang) -> tuple[Text | str, ...]:
    status = item["status"]
    owed = status in ("due", "undetermined")
    standing = lang.say("长期", "standing") if item["standing"] else ""
    return (
        lang.of(item["title"]),
        Text(term(STATUSES, status, lang), TONES.get(status, Tone.PLAIN)),
        progress(item["progress"], lang),
        item["due_on"] or standing,
        days(item["days_left"], lang) if owed or status == "unmet" else "",
        "\n".join(dict.fromkeys(cited["clause"] for cited in item["cite"])),
    )


def _remarks(result: Result, lang: Lang) -> Iterator[Block]:
    asked = (name for item in result["obligations"] for name in item["missing"])
    words_of = {each["fact"]: lang.of(each["label"]) for i in result["obligations"] for each in i["progress"]}
    missing = list(dict.fromkeys(words_of.get(name, name) for name in asked))
    if missing:
        words = lang.labelled(lang.say("还需了解", "still to be asked"), lang.listed(missing))
        yield Line(Text(words, Tone.OPEN))
    for key, zh, en in (
        ("assumed", "没有相关事件，视为此前的状态", "no event says otherwise, taken as before"),
        ("contested", "同一天的事件说法不一，视为未知", "events of one day disagree, taken as unknown"),
    ):
        named: list[Any] = result[key]
        if named:
            words = lang.labelled(lang.say(zh, en), lang.listed([lang.of(each) for each in named]))
            yield Line(Text(words, Tone.QUIET if key == "assumed" else Tone.WARNING))
