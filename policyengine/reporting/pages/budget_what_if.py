"""Two versions over the same enterprises, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block, Column, Heading, Line, Text, table
from policyengine.reporting.pages.budget_figures import figure, signed, unit
from policyengine.reporting.terms import FORCES, MARKS, payer_names, term
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]
Row = tuple[Text | str, ...]
ENDS = (("assured", "确保", "Assured"), ("possible", "最多可达", "Possible"))


def what_if(result: Result, lang: Lang) -> Iterator[Block]:
    """What the other version makes of the totals, rewards, payers and themes, and what it is worth in law."""
    other, apart = result["what_if"], result["differences"]
    yield Heading(lang.say("如果改用另一版本", "What if another version applied"))
    words = lang.say(
        f"{_name(result, lang)} 对 {_name(other, lang)}",
        f"{_name(result, lang)} against {_name(other, lang)}",
    )
    yield Line(Text(words, strong=True))
    yield Line(
        Text(lang.labelled(_name(other, lang), term(FORCES, other["plan"]["force"], lang)), Tone.QUIET)
    )
    for warning in other["warnings"]:
        if warning not in result["warnings"]:
            yield Line(Text(f"⚠ {_name(other, lang)} — {lang.of(warning)}", Tone.WARNING))
    yield from _rewards(apart, result, lang)
    names = payer_names([*result["plan"]["payers"], *other["plan"]["payers"]])
    yield _moved(
        lang.say("出资方（合并计算后）", "Payer (after groups)"),
        [(_payer(each, names, lang), each) for each in apart["payers"]],
        lang,
    )
    yield _moved(
        lang.say("主题（合并计算前）", "Theme (before groups)"),
        [(lang.of(each["title"]), each) for each in apart["themes"]],
        lang,
    )
    words = lang.say(
        f"金额单位：{unit(lang)}。每格依次为前者、后者、增减。以下各表为前者。",
        f"In {unit(lang)}: the first, the second, the difference. The tables below are of the first.",
    )
    yield Line(Text(words, Tone.QUIET))


def _name(side: Result, lang: Lang) -> str:
    plan = side["plan"]
    mark = term(MARKS, plan["force"], lang)
    return lang.say(
        f"{lang.of(plan['name'])} {plan['version']}（{mark}）",
        f"{lang.of(plan['name'])} {plan['version']} ({mark})",
    )


def _rewards(apart: Result, result: Result, lang: Lang) -> Iterator[Block]:
    rows = [(_reward(each, lang), each) for each in apart["rewards"]]
    total = (Text(lang.say("合计（合并计算后）", "Total (after groups)"), strong=True), apart["totals"])
    yield _moved(lang.say("奖补（合并计算前）", "Reward (before groups)"), [*rows, total], lang)
    open_ = [side["totals"]["unquantified"] for side in (result, result["what_if"])]
    if any(open_):
        words = lang.say(
            f"另有金额未明确的奖补，未计入：前者 {open_[0]:,} 户，后者 {open_[1]:,} 户。",
            f"Money of no known amount, in no sum: {open_[0]:,} enterprises under the first, "
            f"{open_[1]:,} under the second.",
        )
        yield Line(Text(words, Tone.OPEN))


def _reward(each: Result, lang: Lang) -> Text:
    title = lang.of(each["title"])
    if not each["in_old"]:
        return Text(lang.say(f"{title}（新增）", f"{title} (new)"), Tone.GOOD)
    if not each["in_new"]:
        return Text(lang.say(f"{title}（取消）", f"{title} (dropped)"), Tone.BAD)
    return Text(title)


def _payer(each: Result, names: Mapping[str, Any], lang: Lang) -> Text:
    if each["id"] is None:
        return Text(lang.say("由谁出资取决于事实", "who pays hangs on facts"))
    return Text(term(names, each["id"], lang))


def _moved(heading: str, rows: Sequence[tuple[Text | str, Result]], lang: Lang) -> Block:
    columns = [Column(heading)]
    for _, zh, en in ENDS:
        columns += [
            Column(lang.say(f"{zh}，前者", f"{en}, first"), right=True, whole=True),
            Column(lang.say("后者", "second"), right=True, whole=True),
            Column(lang.say("增减", "difference"), right=True, whole=True),
        ]
    return table(columns, [(title, *_cells(each, lang)) for title, each in rows])


def _cells(each: Result, lang: Lang) -> Iterator[Text]:
    for name, _, _ in ENDS:
        for side in ("old", "new"):
            more = " +?" if name == "possible" and each["unquantified"][side] else ""
            yield Text(figure(each[name][side], lang) + more)
        yield Text(signed(each[name]["difference"], lang), strong=True)
