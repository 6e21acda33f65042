"""The front page: which plans there are, what each is worth today, and the ways into them."""

from __future__ import annotations

from collections.abc import Iterator

from policyengine.reporting.lang import Lang
from policyengine.reporting.rulebook.changes import changes_sheet
from policyengine.reporting.rulebook.sheet import Block, Line, Link, Note, Section, Sheet, grid
from policyengine.reporting.rulebook.volume import (
    DEPARTMENTS,
    FACTS,
    FRONT,
    ITEMS,
    RULES,
    THEMES,
    Volume,
    sheet_of,
)
from policyengine.reporting.terms import BRIEF, MARKS, period, term
from policyengine.reporting.tone import Tone


def sheet(volume: Volume, lang: Lang) -> Sheet:
    """The front page of the volume."""
    title = lang.say("高新技术企业政策规则汇编", "Rulebook of plans for high-tech enterprises")
    made = lang.say(
        f"效力状态以{volume.as_of}为准。本汇编由规则文件生成，摘录为文件原文。",
        f"What a plan is worth is told as of {volume.as_of}. Quotes are the documents' own words.",
    )
    return Sheet(FRONT, title, lang, (Note((made,), Tone.QUIET), _plans(volume, lang), *_ways(volume, lang)))


def _plans(volume: Volume, lang: Lang) -> Section:
    headings = (
        lang.say("城市", "City"),
        lang.say("方案", "Plan"),
        lang.say("文号", "Number"),
        lang.say("版本", "Version"),
        lang.say("期间", "Period"),
        lang.say("效力", "Force"),
        lang.say("条目", "Items"),
    )
    rows: list[tuple[Line, ...]] = []
    for version, force in zip(volume.versions, volume.forces, strict=True):
        plan = version["plan"]
        rows.append(
            (
                (lang.of(plan["name"]),),
                (Link(lang.of(plan["title"]), sheet_of(version)),),
                (plan["document_number"] or "",),
                (plan["version"],),
                (period(plan["period"], lang),),
                (term(MARKS, force, lang),),
                (lang.listed([f"{term(BRIEF, k, lang)} {len(version[k])}" for k in RULES if version[k]]),),
            )
        )
    return Section("plans", lang.say("方案", "Plans"), (grid(headings, tuple(rows)),))


def _ways(volume: Volume, lang: Lang) -> Iterator[Block]:
    ways = (
        (
            Link(lang.say("按主题查看", "By theme"), THEMES),
            lang.say("各地同一主题的规定并列", "what each city says under each heading"),
        ),
        (
            Link(lang.say("按部门查看", "By department"), DEPARTMENTS),
            lang.say("各部门角色负责的事项", "what each kind of department is named for"),
        ),
        (
            Link(lang.say("事实索引", "Facts"), FACTS),
            lang.say("规则所问的每一事实及其用处", "each fact the rules ask for, and where it is used"),
        ),
        (
            Link(lang.say("全部条目", "All items"), ITEMS),
            lang.say("可按文字筛选的总表", "one table that can be narrowed by typing"),
        ),
    )
    headings = (lang.say("入口", "Way in"), lang.say("内容", "What"))
    cells = tuple(((link,), (words,)) for link, words in ways)
    yield Section("ways", lang.say("查阅", "Look up"), (grid(headings, cells),))
    cities = list(dict.fromkeys(each["city"] for each in volume.changes))
    names = {each["city"]: lang.of(each["plan"]["name"]) for each in volume.versions}
    if cities:
        links = tuple(Note((Link(names[city], changes_sheet(city)),)) for city in cities)
        yield Section("changes", lang.say("版本变化", "Changes between versions"), links)
