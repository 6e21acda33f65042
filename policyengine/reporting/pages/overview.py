"""A government's or a district's whole picture: who is behind, targets, rhythms."""

from __future__ import annotations

from collections.abc import Iterator

from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block, Column, Heading, Line, Page, Text, table
from policyengine.reporting.pages.watching import (
    COURSES,
    Result,
    course,
    days,
    figure,
    plan_line,
    progress,
    rhythm,
)
from policyengine.reporting.terms import EVERY, RELATIONS, STATUSES, TONES, term
from policyengine.reporting.tone import Tone

MOST_ROWS = 200
"""Enterprises that a page lists; the JSON and CSV forms have all of them."""
_ORIGINS = {
    "text": ("按文件所载基数与目标之间的直线", "straight line from the text's baseline to the target"),
    "zero": ("按期初为零与目标之间的直线", "straight line from nothing to the target"),
    "first_report": (
        "文件未载基数，按首次报送值与目标之间的直线",
        "no baseline in the text: straight line from the first figure",
    ),
}


def page(result: Result, lang: Lang) -> Page:
    """The report of a `policyengine/overview@1`."""
    plan = result["plan"]
    place = lang.of(plan["name"]) + (f" · {result['district']}" if result["district"] else "")
    title = lang.say(f"{place}监测（{result['as_of']}）", f"{place}, monitored on {result['as_of']}")
    return Page(title, lang, tuple(_blocks(result, lang)))


def _blocks(result: Result, lang: Lang) -> Iterator[Block]:
    yield plan_line(result["plan"], lang)
    if "enterprises" in result:
        yield from _enterprises(result, lang)
    yield from _targets(result, lang)
    yield from _duties(result, lang)


def _enterprises(result: Result, lang: Lang) -> Iterator[Block]:
    counted = result["enterprises"]
    yield Heading(lang.say("企业", "Enterprises"))
    yield Line(
        Text(
            lang.say(
                f"登记企业{counted['watched']}家，有未完成义务的{counted['behind']}家",
                f"{counted['watched']} enterprises, {counted['behind']} of them still owe something",
            )
        )
    )
    if counted["refused"]:
        words = lang.say(
            f"{counted['refused']}家的事件相互矛盾，无法评估",
            f"{counted['refused']} cannot be assessed, their events contradict one another",
        )
        yield Line(Text(words, Tone.BAD))
    yield from _counts(result, lang)
    yield from _behind(result, lang)


def _counts(result: Result, lang: Lang) -> Iterator[Block]:
    statuses = ("met", "due", "unmet", "undetermined")
    columns = [
        Column(lang.say("义务", "Obligation")),
        *(Column(term(STATUSES, status, lang), right=True, whole=True) for status in statuses),
    ]
    rows = [
        (lang.of(item["title"]), *(str(item["statuses"].get(status, 0)) for status in statuses))
        for item in result["obligations"]
        if any(item["statuses"].get(status) for status in statuses)
    ]
    if rows:
        yield table(columns, rows)


def _behind(result: Result, lang: Lang) -> Iterator[Block]:
    rows = [_owing(each, item, lang) for each in result["behind"] for item in each["obligations"]]
    if not rows:
        return
    yield Heading(lang.say("谁落后、差多少", "Who is behind, and by what"), level=3)
    columns = [
        Column(lang.say("企业", "Enterprise")),
        Column(lang.say("义务", "Obligation")),
        Column(lang.say("状态", "Status"), whole=True),
        Column(lang.say("还差（现有／应有）", "Lacking (have / need)")),
        Column(lang.say("剩余", "Left"), whole=True),
    ]
    yield table(columns, rows[:MOST_ROWS])
    if len(rows) > MOST_ROWS:
        words = lang.say(
            f"另有{len(rows) - MOST_ROWS}行，见json或csv格式", f"{len(rows) - MOST_ROWS} more in json and csv"
        )
        yield Line(Text(words, Tone.QUIET))


def _owing(each: Result, item: Result, lang: Lang) -> tuple[Text | str, ...]:
    status = item["status"]
    return (
        "\n".join(filter(None, (each["name"], each["enterprise"]))),
        lang.of(item["title"]),
        Text(term(STATUSES, status, lang), TONES.get(status, Tone.PLAIN)),
        progress(item["lacking"], lang),
        days(item["days_left"], lang),
    )


def _targets(result: Result, lang: Lang) -> Iterator[Block]:
    told = [item for item in result["targets"] if item["have"] is not None]
    silent = [lang.of(item["title"]) for item in result["targets"] if item["status"] == "unreported"]
    if not told and not silent:
        return
    yield Heading(lang.say("目标", "Targets"))
    if told:
        yield from _reported(told, lang)
    if silent:
        words = lang.labelled(term(COURSES, "unreported", lang), lang.listed(silent))
        yield Line(Text(words, Tone.OPEN))


def _reported(told: list[Result], lang: Lang) -> Iterator[Block]:
    columns = [
        Column(lang.say("目标", "Target")),
        Column(lang.say("状态", "Status"), whole=True),
        Column(lang.say("现值", "Figure"), right=True, whole=True),
        Column(lang.say("此时应有", "Line"), right=True, whole=True),
        Column(lang.say("目标值", "Goal"), right=True, whole=True),
        Column(lang.say("期限", "By"), whole=True),
        Column(lang.say("责任单位", "Departments")),
    ]
    yield table(columns, [_target(item, lang) for item in told])
    for origin in dict.fromkeys(item["line"]["origin"] for item in told if item["line"] and item["have"]):
        zh, en = _ORIGINS[origin]
        yield Line(Text(lang.labelled(lang.say("此时应有", "line"), lang.say(zh, en)), Tone.QUIET))


def _target(item: Result, lang: Lang) -> tuple[Text | str, ...]:
    sign = term(RELATIONS, item["relation"], lang) if item["relation"] != "between" else ""
    need = figure(item["need"], item)
    goal = f"{need}–{figure(item['high'], item)}" if item["high"] else f"{sign}{need}"
    on = f"\n{item['measured_on']}" if item["measured_on"] else ""
    return (
        lang.of(item["title"]) + (f"（{item['area']}）" if item["area"] else ""),
        course(item["status"], lang),
        f"{figure(item['have'], item)}{on}",
        figure(item["expected"], item),
        goal,
        item["due_on"],
        lang.listed(item["departments"]),
    )


def _duties(result: Result, lang: Lang) -> Iterator[Block]:
    if not result["duties"]:
        return
    yield Heading(lang.say("部门任务的周期", "Rhythms of duties"))
    columns = [
        Column(lang.say("任务", "Duty")),
        Column(lang.say("周期", "Rhythm"), whole=True),
        Column(lang.say("状态", "Status"), whole=True),
        Column(lang.say("本期", "This period"), whole=True),
        Column(lang.say("下次期限", "Next due"), whole=True),
        Column(lang.say("责任单位", "Departments")),
    ]
    yield table(columns, [_duty(item, lang) for item in result["duties"]])


def _duty(item: Result, lang: Lang) -> tuple[Text | str, ...]:
    times, last = item["times"], item["periods"][-1] if item["periods"] else None
    often = str(times["low"]) if times["low"] == times["high"] else f"{times['low']}–{times['high'] or ''}"
    return (
        lang.of(item["title"]),
        lang.say(
            f"{term(EVERY, item['every'], lang)}{often}次", f"{often} {term(EVERY, item['every'], lang)}"
        ),
        rhythm(item, lang),
        "" if last is None else f"{last['done']} / {last['need']}",
        item["next_due"] or "",
        lang.listed(item["departments"]),
    )
