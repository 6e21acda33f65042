"""One enterprise in many cities: who promises what, who pays, what binds, what nobody has counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from policyengine.reporting import money
from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Bar, Bars, Block, Column, Heading, Line, Page, Text, Tone, table
from policyengine.reporting.pages.assessment import clauses, status_text, total_words, worth
from policyengine.reporting.terms import FORCES, LEVELS, MARKS, PAYERS, TONES, assumption, term

Result = Mapping[str, Any]

BLANK = "—"  # no promise found in the text, which is not the same as a promise of nothing
OPEN = " +?"  # and rewards besides whose amount the text leaves open


def page(result: Result, lang: Lang) -> Page:
    """The report of a `policyengine/comparison@1`."""
    blocks = [*_totals(result, lang), *_themes(result, lang), *_payers(result, lang)]
    blocks += [*_items(result, lang), *_questions(result, lang), *_not_counted(result, lang)]
    title = lang.say(f"城市对比 · {result['as_of']}", f"Cities compared · {result['as_of']}")
    return Page(title, lang, tuple(blocks))


def city_name(assessment: Result, lang: Lang) -> str:
    """The city in words."""
    return lang.of(assessment["plan"]["name"])


def _totals(result: Result, lang: Lang) -> Iterator[Block]:
    yield Heading(lang.say("各市合计", "Totals by city"))
    yield Bars(tuple(_bar(city, lang) for city in result["cities"]))
    columns = [
        Column(lang.say("城市", "City")),
        Column(lang.say("版本", "Version"), whole=True),
        Column(lang.say("效力", "Force")),
        Column(lang.say("确保", "Assured"), right=True, whole=True),
        Column(lang.say("最多可达", "Possible"), right=True, whole=True),
        Column(lang.say("金额未明确", "Amount open"), right=True),
        Column(lang.say("待问", "To ask"), right=True, whole=True),
    ]
    yield table(columns, [_city_row(city, lang) for city in result["cities"]])
    if any(city["totals"]["unquantified"] for city in result["cities"]):
        words = lang.say(
            "另有金额未明确的奖补，不计入合计。", "and rewards whose amounts are open, not in the totals."
        )
        yield Line(Text(f"{OPEN.strip()} {words}", Tone.QUIET))
    yield from _sums(result, lang)
    yield from _warnings(result, lang)


def _bar(city: Result, lang: Lang) -> Bar:
    plan, totals = city["plan"], city["totals"]
    mark, label = term(MARKS, plan["force"], lang), city_name(city, lang)
    if not plan["binding"]:
        label += lang.say(f"（{mark}）", f" ({mark})")
    sure, possible = Decimal(totals["assured"]), Decimal(totals["possible"])
    return Bar(label, sure, possible, promised(city, lang), not plan["binding"])


def promised(city: Result, lang: Lang) -> str:
    """What a city's totals come to, in words; a plan without any reward has not promised zero."""
    totals = city["totals"]
    if not city["rewards"]:
        return lang.say("方案未设奖补", "no reward in the plan")
    ends = {"low": totals["assured"], "high": totals["possible"]}
    return _with_open_ones(ends, totals["unquantified"], lang)


def _with_open_ones(ends: Mapping[str, str], unquantified: list[str], lang: Lang) -> str:
    """A settled part and an open one are both shown: 30万元 +?."""
    if not unquantified:
        return money.interval(ends, lang)
    if ends == {"low": "0", "high": "0"}:
        return lang.say("金额未明确", "amount not stated")
    return money.interval(ends, lang) + OPEN


def _city_row(city: Result, lang: Lang) -> tuple[Text | str, ...]:
    plan, totals = city["plan"], city["totals"]
    force = Text(term(FORCES, plan["force"], lang), Tone.GOOD if plan["binding"] else Tone.WARNING)
    return (
        Text(city_name(city, lang), strong=True),
        plan["version"],
        force,
        Text(money.amount(totals["assured"], lang) if city["rewards"] else BLANK, strong=True),
        money.amount(totals["possible"], lang) if city["rewards"] else BLANK,
        _counted(len(totals["unquantified"]), lang),
        _counted(len(city["questions"]), lang),
    )


def _counted(number: int, lang: Lang) -> str:
    return lang.say(f"{number}项", str(number)) if number else "–"


def _sums(result: Result, lang: Lang) -> Iterator[Block]:
    names = {city["city"]: city_name(city, lang) for city in result["cities"]}
    headings = {
        "binding": lang.say("有约束力的方案", "binding plans"),
        "other": lang.say(
            "不具约束力的方案（草案、已过期等）", "plans that do not bind (drafts, lapsed and others)"
        ),
    }
    for key, heading in headings.items():
        total = result["totals"][key]
        if total["cities"]:
            cities = lang.listed([names[city] for city in total["cities"]])
            words = lang.labelled(heading, f"{total_words(total, lang)} · {cities}")
            yield Line(Text(words, Tone.PLAIN if key == "binding" else Tone.QUIET, strong=key == "binding"))
        else:
            yield Line(Text(lang.labelled(heading, lang.say("无", "none")), Tone.QUIET))


def _warnings(result: Result, lang: Lang) -> Iterator[Block]:
    """Each warning and assumption once, with the cities it speaks of."""
    warned: dict[str, list[str]] = {}
    assumed: dict[str, list[str]] = {}
    for city in result["cities"]:
        name = city_name(city, lang)
        for warning in city["warnings"]:
            warned.setdefault(lang.of(warning), []).append(name)
        for fact in city["assumptions"]:
            assumed.setdefault(assumption(fact, lang), []).append(name)
    for words, names in warned.items():
        yield Line(Text(f"⚠ {lang.listed(names)} — {words}", Tone.WARNING))
    for words, names in assumed.items():
        everywhere = len(names) == len(result["cities"])
        yield Line(Text(words if everywhere else f"{words} ({lang.listed(names)})", Tone.QUIET))


def _themes(result: Result, lang: Lang) -> Iterator[Block]:
    if not result["by_theme"]:
        return
    yield Heading(lang.say("按主题", "By theme"))
    columns = [Column(lang.say("主题", "Theme"))]
    columns += [Column(city_name(city, lang), right=True) for city in result["cities"]]
    notes: dict[str, int] = {}
    rows = []
    for theme in result["by_theme"].values():
        cells = [_theme_cell(theme["cities"][city["city"]], notes, lang) for city in result["cities"]]
        rows.append([lang.of(theme["label"]), *cells])
    yield table(columns, rows)
    zh = "方案未就此承诺奖补，这与承诺为零不同。"
    en = "the plan promises no reward here, which is not the same as zero."
    yield Line(Text(f"{BLANK} {lang.say(zh, en)}", Tone.QUIET))
    for words, number in notes.items():
        yield Line(Text(f"[{number}] {words}", Tone.QUIET))


def _theme_cell(cell: Result, notes: dict[str, int], lang: Lang) -> str:
    words = BLANK if cell["amount"] is None else _with_open_ones(cell["amount"], cell["unquantified"], lang)
    if cell["supports"]:
        number = len(cell["supports"])
        words += lang.say(f"\n支持{number}项", f"\n{number} support{'s' if number > 1 else ''}")
    numbers = [notes.setdefault(_note_words(note, lang), len(notes) + 1) for note in cell["notes"]]
    return words + "".join(f" [{number}]" for number in dict.fromkeys(numbers))


def _note_words(note: Result, lang: Lang) -> str:
    number = lang.say(f"（{note['number']}）", f" ({note['number']})") if note["number"] else ""
    return lang.labelled(f"{lang.of(note['title'])}{number}", lang.of(note["note"]))


def _payers(result: Result, lang: Lang) -> Iterator[Block]:
    payers = [p for p in PAYERS if any(p in city["totals"]["by_payer"] for city in result["cities"])]
    if not payers:
        return
    yield Heading(lang.say("由谁出资", "Who pays"))
    columns = [Column(lang.say("城市", "City"))]
    columns += [Column(term(PAYERS, payer, lang), right=True, whole=True) for payer in payers]
    rows = [
        [city_name(city, lang), *(_payer_cell(city["totals"]["by_payer"].get(p), lang) for p in payers)]
        for city in result["cities"]
    ]
    yield table(columns, rows)


def _payer_cell(ends: Mapping[str, str | None] | None, lang: Lang) -> str:
    return BLANK if ends is None else money.interval(ends, lang)


def _items(result: Result, lang: Lang) -> Iterator[Block]:
    rows = [
        (
            city_name(city, lang),
            lang.of(item["title"]),
            status_text(item, lang),
            Text(money.interval(item["amount"], lang), TONES[item["status"]]),
            clauses(item, lang),
        )
        for city in result["cities"]
        for item in city["rewards"]
        if item["status"] != "ineligible"
    ]
    if rows:
        yield Heading(lang.say("可得或可能获得的奖补", "Rewards within reach"))
        columns = [
            Column(lang.say("城市", "City")),
            Column(lang.say("事项", "Item")),
            Column(lang.say("结论", "Result"), whole=True),
            Column(lang.say("金额", "Amount"), right=True, whole=True),
            Column(lang.say("条款", "Clause"), whole=True),
        ]
        yield table(columns, rows)


def _questions(result: Result, lang: Lang) -> Iterator[Block]:
    """One row a fact, whichever cities ask for it, in the order in which they are first asked for."""
    asked: dict[str, Result] = {}
    cities: dict[str, list[str]] = {}
    for city in result["cities"]:
        for question in city["questions"]:
            asked.setdefault(question["fact"], question)
            words = f"{city_name(city, lang)} {worth(question['worth'], lang)}"
            cities.setdefault(question["fact"], []).append(words)
    if asked:
        yield Heading(lang.say("各市还需了解", "What each city would still need to know"))
        columns = [
            Column(lang.say("问题", "Question")),
            Column(lang.say("事实", "Fact")),
            Column(lang.say("最多影响", "Worth")),
        ]
        rows = [(lang.of(q["question"]), fact, "\n".join(cities[fact])) for fact, q in asked.items()]
        yield table(columns, rows)


def _not_counted(result: Result, lang: Lang) -> Iterator[Block]:
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
