"""What a comparison leaves out, and says so: the levels above each city, documents not encoded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block, Column, Heading, Line, Text, table
from policyengine.reporting.terms import LEVELS, term
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]


def not_counted(result: Result, lang: Lang) -> Iterator[Block]:
    """Both, as sections at the end of a comparison."""
    yield from _levels(result, lang)
    yield from _documents(result, lang)


def city_name(assessment: Result, lang: Lang) -> str:
    """The city in words."""
    return lang.of(assessment["plan"]["name"])


def _levels(result: Result, lang: Lang) -> Iterator[Block]:
    if not result["not_counted"]:
        return
    yield Heading(lang.say("未计入的上级政策", "Levels above that are not counted"))
    names = {city["city"]: city_name(city, lang) for city in result["cities"]}
    above: dict[str, list[str]] = {}
    for level in result["not_counted"]:
        above.setdefault(level["city"], []).append(
            lang.say(
                f"{term(LEVELS, level['level'], lang)}（{lang.of(level['name'])}）",
                f"{term(LEVELS, level['level'], lang)} ({lang.of(level['name'])})",
            )
        )
    for city, levels in above.items():
        yield Line(Text(lang.labelled(names[city], lang.listed(levels)), Tone.QUIET))


def _documents(result: Result, lang: Lang) -> Iterator[Block]:
    """The documents behind the marks, each once with the city and the themes it speaks of."""
    themes: dict[tuple[str, str, str], list[str]] = {}
    for theme in result["by_theme"].values():
        for city in result["cities"]:
            for note in theme["cities"][city["city"]]["notes"]:
                key = city_name(city, lang), _title(note, lang), lang.of(note["note"])
                themes.setdefault(key, []).append(lang.of(theme["label"]))
    if not themes:
        return
    yield Heading(lang.say("未编码的相关文件", "Related documents that are not encoded"))
    columns = [
        Column(lang.say("城市", "City"), whole=True),
        Column(lang.say("文件", "Document")),
        Column(lang.say("主题", "Themes")),
        Column(lang.say("说明", "Note")),
    ]
    order = [city_name(city, lang) for city in result["cities"]]
    keys = sorted(themes, key=lambda key: order.index(key[0]))
    yield table(
        columns, [(city, title, lang.listed(themes[city, title, note]), note) for city, title, note in keys]
    )


def _title(document: Result, lang: Lang) -> str:
    number = document["number"]
    return lang.of(document["title"]) + (lang.say(f"（{number}）", f" ({number})") if number else "")
