"""For each reading that a plan did not choose, the smallest enterprise for which it makes a difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block, Column, Heading, Line, Page, Text, table
from policyengine.reporting.pages.readings import NONE, compared
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]


def page(result: Result, lang: Lang) -> Page:
    """The report of a `policyengine/witnesses@1`."""
    blocks = [block for each in result["witnesses"] for block in _witness(each, lang)]
    if not blocks:
        blocks.append(Line(Text(lang.say(*NONE), Tone.QUIET)))
    title = lang.say("另一读法影响哪些企业", "For whom another reading matters")
    return Page(title, lang, tuple(blocks))


def _witness(each: Result, lang: Lang) -> Iterator[Block]:
    where = f"{lang.of(each['name'])} {each['version']}"
    yield Heading(f"{where} · {lang.of(each['title'])} · {each['reading']}")
    if each["profile"] is None:
        words = lang.say(
            "在条文所列界限附近的取值中，未找到受影响的企业；这不等于没有影响。",
            "Among values at and beside the rule's own bounds no enterprise was found for which it matters; "
            "that does not prove that there is none.",
        )
        yield Line(Text(lang.labelled(lang.of(each), words), Tone.QUIET))
        return
    asked = lang.say(
        f"评估日{each['as_of']}，企业具有以下情况时两种读法结果不同：",
        f"On {each['as_of']} the two differ for an enterprise of which this is known:",
    )
    yield Line(Text(asked))
    columns = [
        Column(lang.say("事实", "Fact"), whole=True),
        Column(lang.say("标签", "Label")),
        Column(lang.say("取值", "Value")),
    ]
    rows = [
        (name, lang.of(each["facts"][name]) if name in each["facts"] else "", _shown(value))
        for name, value in each["profile"].items()
    ]
    yield table(columns, rows)
    yield Heading(lang.say("两种读法", "The two readings"), level=3)
    yield from compared(each["outcome"], each["facts"], lang)


def _shown(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return "\n".join(", ".join(f"{k}: {_shown(v)}" for k, v in entry.items()) for entry in value)
        case _:
            return str(value)
