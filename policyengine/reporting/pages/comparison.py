"""One enterprise in many cities: who promises what, who pays, what binds, what nobody has counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from policyengine.reporting import money
from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Bar, Bars, Block, Column, Heading, Line, Page, Text, table
from policyengine.reporting.pages.assessment import no_reward, status_text, total_words, worth
from policyengine.reporting.pages.clauses import clauses
from policyengine.reporting.pages.payments import CLAWBACK, much, name, runs
from policyengine.reporting.pages.together import FUND_WARNING, funds, going_back
from policyengine.reporting.pages.uncounted import city_name, not_counted
from policyengine.reporting.terms import (
    FORCES,
    MARKS,
    PAYERS,
    PAYMENT_STATUSES,
    TONES,
    assumption,
    payer_names,
    term,
)
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]

BLANK = "—"  # no promise found in the text, which is not the same as a promise of nothing
MORE = "*"  # and documents that are not encoded
OPEN = " +?"  # and rewards besides whose amount the text leaves open


def page(result: Result, lang: Lang) -> Page:
    """The report of a `policyengine/comparison@1`."""
    blocks = [*_totals(result, lang), *_themes(result, lang), *_payers(result, lang)]
    blocks += [*_items(result, lang), *_questions(result, lang), *not_counted(result, lang)]
    title = lang.say(f"城市对比 · {result['as_of']}", f"Cities compared · {result['as_of']}")
    return Page(title, lang, tuple(blocks))


def _totals(result: Result, lang: Lang) -> Iterator[Block]:
    yield Heading(lang.say("各市合计", "Totals by city"))
    yield Bars(tuple(_bar(city, lang) for city in result["cities"]))
    columns = [
        Column(lang.say("城市", "City"), whole=True),
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
        return no_reward(lang)
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
        _possible(totals, lang) if city["rewards"] else BLANK,
        _counted(len(totals["unquantified"]), lang),
        _counted(len(city["questions"]), lang),
    )


def _possible(totals: Result, lang: Lang) -> str:
    return money.amount(totals["possible"], lang) + (OPEN if totals["unquantified"] else "")


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
            more = OPEN if total["unquantified"] else ""
            words = lang.labelled(heading, f"{total_words(total, lang)}{more} · {cities}")
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
            if warning["code"] != FUND_WARNING:
                warned.setdefault(lang.of(warning), []).append(name)
        for fund in funds(city, lang):
            warned.setdefault(fund.words, []).append(name)
        for fact in city["assumptions"]:
            assumed.setdefault(assumption(fact, lang), []).append(name)
        back = going_back(city, lang)
        if back is not None:
            yield Line(Text(f"{name} — {back.words}", back.tone, back.strong))
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
    columns += [Column(city_name(city, lang)) for city in result["cities"]]
    rows = [
        [
            lang.of(theme["label"]),
            *(_theme_cell(theme["cities"][city["city"]], lang) for city in result["cities"]),
        ]
        for theme in result["by_theme"].values()
    ]
    yield table(columns, rows)
    zh = "方案未就此承诺奖补，这与承诺为零不同。"
    en = "the plan promises no reward here, which is not the same as zero."
    yield Line(Text(f"{BLANK} {lang.say(zh, en)}", Tone.QUIET))
    if any(cell["notes"] for theme in result["by_theme"].values() for cell in theme["cities"].values()):
        zh = "另有未编码的相关文件，其中可能另有奖补，见文末。"
        en = "and documents that are not encoded, which may promise more; see the end."
        yield Line(Text(f"{MORE.strip()} {lang.say(zh, en)}", Tone.QUIET))


def _theme_cell(cell: Result, lang: Lang) -> str:
    words = BLANK if cell["amount"] is None else _with_open_ones(cell["amount"], cell["unquantified"], lang)
    if cell["notes"]:
        words += MORE
    number = len(cell["supports"])
    if number:
        words += lang.say(f"\n支持{number}项", f"\n{number} support{'s' if number > 1 else ''}")
    return words


def _payers(result: Result, lang: Lang) -> Iterator[Block]:
    payers = [p for p in PAYERS if any(p in city["totals"]["by_payer"] for city in result["cities"])]
    if not any(city["totals"]["by_payer"] for city in result["cities"]):
        return
    yield Heading(lang.say("由谁出资", "Who pays"))
    columns = [Column(lang.say("城市", "City"), whole=True)]
    columns += [Column(term(PAYERS, payer, lang), right=True, whole=True) for payer in payers]
    columns.append(Column(lang.say("其他", "Others")))
    rows = [
        [
            city_name(city, lang),
            *(_payer_cell(city, payer, lang) for payer in payers),
            "\n".join(_own_payers(city, lang)),
        ]
        for city in result["cities"]
    ]
    yield table(columns, rows)


def _own_payers(city: Result, lang: Lang) -> Iterator[str]:
    """The payers that only this city's plan names, each with its part."""
    names = payer_names(city["plan"]["payers"])
    for payer in city["totals"]["by_payer"]:
        if payer not in PAYERS:
            yield f"{term(names, payer, lang)} {_payer_cell(city, payer, lang)}"


def _payer_cell(city: Result, payer: str, lang: Lang) -> str:
    ends = city["totals"]["by_payer"].get(payer)
    if ends is None:
        return BLANK
    unquantified = [
        item["id"]
        for item in city["rewards"]
        if item["id"] in city["totals"]["unquantified"] and payer in item["paid_by"]
    ]
    return _with_open_ones(ends, unquantified, lang)


def _items(result: Result, lang: Lang) -> Iterator[Block]:
    rows = [
        (
            city_name(city, lang),
            lang.of(item["title"]),
            status_text(item, lang),
            Text(money.interval(item["amount"], lang), TONES[item["status"]]),
            "\n".join(_paid_out(item, lang)),
            clauses(item, lang),
        )
        for city in result["cities"]
        for item in city["rewards"]
        if item["status"] != "ineligible"
    ]
    if rows:
        yield Heading(lang.say("可得或可能获得的奖补", "Rewards within reach"))
        columns = [
            Column(lang.say("城市", "City"), whole=True),
            Column(lang.say("事项", "Item")),
            Column(lang.say("结论", "Result"), whole=True),
            Column(lang.say("金额", "Amount"), right=True, whole=True),
            Column(lang.say("拨付", "Payments")),
            Column(lang.say("条款", "Clause"), whole=True),
        ]
        yield table(columns, rows)


def _paid_out(item: Result, lang: Lang) -> Iterator[str]:
    """Each payment shortly: what, how much, and whether now."""
    for run in runs([each for each in item["payments"] if each["kind"] != CLAWBACK]):
        status = term(PAYMENT_STATUSES, run[0]["status"], lang)
        words = lang.say(f"{much(run, lang)}，{status}", f"{much(run, lang)}, {status}")
        yield lang.labelled(name(run, lang), words)


def _questions(result: Result, lang: Lang) -> Iterator[Block]:
    """What can move money, one row a fact, most valuable first; the rest by city in a line."""
    asked = [(city, question) for city in result["cities"] for question in city["questions"]]
    if not asked:
        return
    yield Heading(lang.say("各市还需了解", "What each city would still need to know"))
    paying = sorted((pair for pair in asked if pair[1]["worth"] != "0"), key=lambda pair: _rank(pair[1]))
    cities: dict[str, list[str]] = {}
    words: dict[str, str] = {}
    for city, question in paying:
        words.setdefault(question["fact"], lang.of(question["question"]))
        worth_there = f"{city_name(city, lang)} {worth(question['worth'], lang)}"
        cities.setdefault(question["fact"], []).append(worth_there)
    columns = [
        Column(lang.say("问题", "Question")),
        Column(lang.say("事实", "Fact")),
        Column(lang.say("最多影响", "Worth")),
    ]
    if paying:
        yield table(columns, [(text, fact, "\n".join(cities[fact])) for fact, text in words.items()])
    yield from _other_questions(result, lang)


def _rank(question: Result) -> tuple[bool, Fraction]:
    """Known amounts first, the greatest first; then what turns an amount that is open."""
    value = question["worth"]
    return value is None, -Fraction(value or 0)


def _other_questions(result: Result, lang: Lang) -> Iterator[Block]:
    for city in result["cities"]:
        labels = [lang.of(q["label"]) for q in city["questions"] if q["worth"] == "0"]
        if labels:
            what = lang.say("只关系到支持措施或义务", "for supports and obligations only")
            heading = f"{city_name(city, lang)} · {what}"
            yield Line(Text(lang.labelled(heading, lang.listed(labels)), Tone.QUIET))
