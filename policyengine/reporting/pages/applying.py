"""How to apply: whether applications are taken now or when next, until which day, where and with what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block, Column, Heading, Text, table
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]


def applying(result: Result, lang: Lang) -> Iterator[Block]:
    """A row for everything that may still be had and whose text says how to apply for it."""
    items = [
        item
        for item in (*result["rewards"], *result["supports"])
        if item["apply"] is not None and item["status"] != "ineligible"
    ]
    if not items:
        return
    yield Heading(lang.say("申报", "How to apply"))
    columns = [
        Column(lang.say("事项", "Item")),
        Column(lang.say("受理时间", "When"), whole=True),
        Column(lang.say("状态", "Now"), whole=True),
        Column(lang.say("截止", "Deadline"), whole=True),
        Column(lang.say("受理单位", "Where")),
        Column(lang.say("材料", "With")),
    ]
    yield table(columns, [_row(item, result["as_of"], lang) for item in items])


def _row(item: Result, as_of: str, lang: Lang) -> tuple[Text | str, ...]:
    how = item["apply"]
    windows = [lang.say(f"{w['from']} 至 {w['to']}", f"{w['from']} to {w['to']}") for w in how["windows"]]
    return (
        lang.of(item["title"]),
        "\n".join(windows),
        _now(how["windows"], as_of, lang),
        _deadline(how["deadline"], as_of, lang),
        lang.of(how["where"]) if how["where"] else "",
        lang.listed([lang.of(each) for each in how["materials"]]),
    )


def _now(windows: list[Result], as_of: str, lang: Lang) -> Text | str:
    """Whether applications are taken today; days as 2024-05-01 compare as they follow."""
    if not windows:
        return ""
    if any(window["open"] for window in windows):
        return Text(lang.say("正在受理", "open now"), Tone.GOOD)
    if all(window["to"] < as_of for window in windows):
        return Text(lang.say("已截止", "closed"), Tone.BAD)
    return Text(lang.say("尚未开始", "not yet open"), Tone.OPEN)


def _deadline(day: str | None, as_of: str, lang: Lang) -> Text | str:
    if day is None:
        return ""
    return Text(lang.say(f"{day}（已过）", f"{day} (past)"), Tone.BAD) if day < as_of else day
