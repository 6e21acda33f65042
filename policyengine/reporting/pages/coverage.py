"""What the cases of each version try: how much of all there is to try, and what is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from policyengine.errors import Bilingual
from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Column, Page, Table, Text, printable, table
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]

AREAS = {
    "rules": Bilingual("规则", "Rules"),
    "conditions": Bilingual("条件", "Conditions"),
    "tiers": Bilingual("档次", "Tiers"),
    "boundaries": Bilingual("界限", "Bounds"),
    "payers": Bilingual("出资", "Payers"),
    "payments": Bilingual("拨付", "Payments"),
    "groups": Bilingual("合并", "Groups"),
}
"""What there is to try; the words of the columns."""


def page(coverage: Sequence[Result], lang: Lang) -> Page:
    """The tables of `coverage` of a `policyengine/trials@1`; what is left is told by `untried`."""
    title = lang.say("用例试到了哪些规定", "What the cases try")
    return Page(title, lang, (_table(coverage, lang),))


def percent(tally: Result) -> str:
    """Reached of all there is, in whole percent, never rounded up to 100%; a dash where there is nothing."""
    if not tally["of"]:
        return "–"
    return f"{tally['reached'] * 100 // tally['of']}%"


def _table(coverage: Sequence[Result], lang: Lang) -> Table:
    columns = [Column(lang.say("方案", "Plan")), Column(lang.say("版本", "Version"), whole=True)]
    columns += [Column(lang.of(words.to_dict()), right=True, whole=True) for words in AREAS.values()]
    columns.append(Column(lang.say("合计", "All"), right=True, whole=True))
    rows = [
        (
            lang.of(each["name"]),
            each["version"],
            *(_cell(each["areas"][area]) for area in AREAS),
            _cell(each["all"]),
        )
        for each in coverage
    ]
    return table(columns, rows)


def _cell(tally: Result) -> Text:
    whole = tally["reached"] == tally["of"]
    return Text(percent(tally), Tone.PLAIN if whole else Tone.BAD)


def untried(coverage: Sequence[Result], lang: Lang) -> str:
    """What no case tries, and what cannot come about, each with its file and line; every line ended."""
    lines = (printable(line) for each in coverage for line in _untried(each, lang))
    return "".join(f"{line}\n" for line in lines)


def _untried(each: Result, lang: Lang) -> Iterator[str]:
    where = f"{lang.of(each['name'])} {each['version']}"
    headings = {
        "missing": lang.say("没有用例试到", "tried by no case"),
        "unreachable": lang.say(
            "条件互相矛盾，不可能出现，不计", "contradicts itself: never, so not counted"
        ),
    }
    for key, heading in headings.items():
        if each[key]:
            yield ""
            yield f"{where} · {heading}"
            ordered = sorted(each[key], key=lambda goal: (goal["file"] or "", goal["line"] or 0))
            for file, goals in groupby(ordered, lambda goal: goal["file"] or ""):
                yield file
                yield from (_goal(goal, lang) for goal in goals)


def _goal(goal: Result, lang: Lang) -> str:
    area, line = lang.of(AREAS[goal["area"]].to_dict()), goal["line"] or ""
    awaiting = lang.say("（有用例待确认）", " (a case awaits confirmation)") if goal.get("awaiting") else ""
    return f"  {line:>4}  {goal['of']} · {area} · {lang.of(goal)}{awaiting}"
