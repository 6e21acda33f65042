"""One enterprise, one version, one date: what it gets, what it owes, what is still to be asked, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from policyengine.reporting import money
from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block, Column, Heading, Line, Page, Text, table
from policyengine.reporting.pages.applying import applying
from policyengine.reporting.pages.clauses import clauses
from policyengine.reporting.pages.payments import payments
from policyengine.reporting.pages.reasons import reasons
from policyengine.reporting.pages.together import FUND_WARNING, cuts, funds, going_back
from policyengine.reporting.terms import (
    FORCES,
    NATURES,
    STATUSES,
    TONES,
    assumption,
    payer_names,
    period,
    term,
)
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]

ORDER = ("eligible", "unmet", "due", "undetermined", "met", "ineligible", "not_bound")
ASIDE = ("ineligible", "not_bound")  # told in one line below a table, not as rows of it


def page(result: Result, lang: Lang, *, explain: bool = False) -> Page:
    """The report of a `policyengine/assessment@1`; with `explain`, the reasons of every item too."""
    blocks = [*_head(result, lang), *_totals(result, lang), *_rewards(result, lang)]
    blocks += [*payments(result, lang), *_supports(result, lang), *applying(result, lang)]
    blocks += [*_obligations(result, lang), *_questions(result, lang)]
    blocks += [*_repairs(result, lang)]
    if explain:
        blocks += reasons(result, lang)
    blocks += [*_provenance(result, lang)]
    return Page(lang.of(result["plan"]["title"]), lang, tuple(blocks))


def _head(result: Result, lang: Lang) -> Iterator[Block]:
    plan = result["plan"]
    version = lang.say(f"版本 {plan['version']}", f"version {plan['version']}")
    asked = lang.say(f"评估日 {result['as_of']}", f"as of {result['as_of']}")
    year = lang.say(f"评估年度 {result['year']}", f"year assessed {result['year']}")
    number = [plan["document_number"]] if plan["document_number"] else []
    yield Line(Text(" · ".join([lang.of(plan["name"]), *number, version, asked, year]), Tone.QUIET))
    force = f"{term(FORCES, plan['force'], lang)} · {period(plan['period'], lang)}"
    yield Line(Text(force, Tone.GOOD if plan["binding"] else Tone.WARNING, strong=True))


def _totals(result: Result, lang: Lang) -> Iterator[Block]:
    totals = result["totals"]
    yield Heading(lang.say("合计", "Totals"))
    yield Line(Text(total_words(totals, lang) if result["rewards"] else no_reward(lang), strong=True))
    payers = payer_words(result, lang)
    if payers:
        yield Line(Text(lang.labelled(lang.say("出资", "paid by"), payers)))
    yield from cuts(totals, lang)
    back = going_back(result, lang)
    if back is not None:
        yield Line(back)
    if totals["unquantified"]:
        titles = [title_of(result, id_, lang) for id_ in totals["unquantified"]]
        yield Line(Text(_open_words(titles, lang), Tone.OPEN))
    for warning in result["warnings"]:
        if warning["code"] != FUND_WARNING:
            yield Line(Text(f"⚠ {lang.of(warning)}", Tone.WARNING))
    yield from map(Line, funds(result, lang))
    for assumed in result["assumptions"]:
        yield Line(Text(assumption(assumed, lang), Tone.QUIET))


def no_reward(lang: Lang) -> str:
    """A plan without any reward has promised nothing, which is not a promise of zero."""
    return lang.say("方案未设奖补", "no reward in the plan")


def total_words(totals: Result, lang: Lang) -> str:
    """What is sure and what is possible, in one line."""
    sure, possible = money.amount(totals["assured"], lang), money.amount(totals["possible"], lang)
    return lang.say(f"确保 {sure}，最多可达 {possible}", f"assured {sure}, possible {possible}")


def payer_words(result: Result, lang: Lang) -> str:
    """Who pays how much, in one line; payers of nothing are left out."""
    names, by_payer = payer_names(result["plan"]["payers"]), result["totals"]["by_payer"]
    paying = [(payer, ends) for payer, ends in by_payer.items() if ends != {"low": "0", "high": "0"}]
    return lang.listed([f"{term(names, payer, lang)} {money.interval(ends, lang)}" for payer, ends in paying])


def _open_words(titles: list[str], lang: Lang) -> str:
    named = lang.listed(titles)
    return lang.say(
        f"另有{len(titles)}项金额未明确，不计入合计：{named}",
        f"not in the totals, their amounts being open: {named}",
    )


def title_of(result: Result, id_: str, lang: Lang) -> str:
    """The title of a reward, support or obligation by its qualified id."""
    for item in (*result["rewards"], *result["supports"], *result["obligations"]):
        if item["id"] == id_:
            return lang.of(item["title"])
    return id_


def _rewards(result: Result, lang: Lang) -> Iterator[Block]:
    if not result["rewards"]:
        return
    names = payer_names(result["plan"]["payers"])
    yield Heading(lang.say("奖补", "Rewards"))
    columns = [
        Column(lang.say("事项", "Item")),
        Column(lang.say("结论", "Result"), whole=True),
        Column(lang.say("金额", "Amount"), right=True, whole=True),
        Column(lang.say("出资方", "Paid by")),
        Column(lang.say("条款", "Clause"), whole=True),
        Column(lang.say("部门", "Departments")),
    ]
    rows = [
        (
            lang.of(item["title"]),
            status_text(item, lang),
            Text(money.interval(item["amount"], lang), TONES[item["status"]], strong=True),
            lang.listed([term(names, payer, lang) for payer in item["paid_by"]]),
            clauses(item, lang),
            lang.listed(list(item["departments"])),
        )
        for item in _in_order(result["rewards"])
    ]
    yield table(columns, rows)
    for item in result["rewards"]:
        paid = item["because"].get("received")
        if paid and paid["value"] is False:
            yield Line(Text(lang.labelled(lang.of(item["title"]), lang.of(paid)), Tone.QUIET))
    yield from _shut_out(result["rewards"], lang)


def _shut_out(items: Sequence[Result], lang: Lang) -> Iterator[Block]:
    """What the plan asks of many rules and the enterprise does not meet, with the rules it shuts out of."""
    shut: dict[str, list[str]] = {}
    for item in items:
        asked = item["because"].get("plan_wide")
        for part in asked["parts"] if asked else ():
            if part["value"] is False:
                shut.setdefault(lang.of(part), []).append(lang.of(item["title"]))
    for words, titles in shut.items():
        named = lang.listed(titles)
        unmet = lang.say(
            f"因不满足共同条件而不享受：{named}（{words}）",
            f"shut out by a condition for many rules: {named} ({words})",
        )
        yield Line(Text(unmet, Tone.WARNING))


def _supports(result: Result, lang: Lang) -> Iterator[Block]:
    if not result["supports"]:
        return
    yield Heading(lang.say("支持措施", "Supports"))
    shown = [item for item in _in_order(result["supports"]) if item["status"] not in ASIDE]
    if shown:
        columns = [
            Column(lang.say("事项", "Item")),
            Column(lang.say("结论", "Result"), whole=True),
            Column(lang.say("条款", "Clause"), whole=True),
            Column(lang.say("部门", "Departments")),
        ]
        rows = [
            (
                lang.of(item["title"]),
                status_text(item, lang),
                clauses(item, lang),
                lang.listed(list(item["departments"])),
            )
            for item in shown
        ]
        yield table(columns, rows)
    yield from _aside(result["supports"], lang)


def _obligations(result: Result, lang: Lang) -> Iterator[Block]:
    if not result["obligations"]:
        return
    yield Heading(lang.say("义务", "Obligations"))
    shown = [item for item in _in_order(result["obligations"]) if item["status"] not in ASIDE]
    if shown:
        columns = [
            Column(lang.say("事项", "Item")),
            Column(lang.say("结论", "Result"), whole=True),
            Column(lang.say("期限", "Due on"), whole=True),
            Column(lang.say("约束期间", "Binds"), whole=True),
            Column(lang.say("要求", "Requirement")),
            Column(lang.say("进度", "So far"), whole=True),
            Column(lang.say("条款", "Clause"), whole=True),
        ]
        rows = [
            (
                lang.of(item["title"]),
                status_text(item, lang),
                _due(item, lang),
                _binding(item, lang),
                _requirement(item, lang),
                _progress(item["progress"], lang),
                clauses(item, lang),
            )
            for item in shown
        ]
        yield table(columns, rows)
    yield from _aside(result["obligations"], lang)


def status_text(item: Result, lang: Lang) -> Text:
    """The status in words; with what is promised, whether someone still selects."""
    status = item["status"]
    words = term(STATUSES, status, lang)
    if status == "eligible" and item.get("nature"):
        words = lang.say(f"{words}，{term(NATURES, item['nature'], lang)}", f"{words}, {item['nature']}")
    return Text(words, TONES[status])


def _progress(progress: Sequence[Result], lang: Lang) -> str:
    return lang.listed([f"{step['have'] or '?'}/{step['need']}" for step in progress])


def _due(item: Result, lang: Lang) -> str:
    """The last day to meet an obligation; one that stands has none, and of another it is not known yet."""
    # An older engine did not tell the two apart.
    if item["due_on"] or not item.get("standing", True):
        return item["due_on"] or lang.say("尚不能确定", "not known yet")
    return lang.say("长期", "standing")


def _binding(item: Result, lang: Lang) -> str:
    """The days from and to which an obligation binds, where the text says."""
    start, end = item["from"], item["to"]
    if start and end:
        return lang.say(f"{start}\n至 {end}", f"{start}\nto {end}")
    if start or end:
        return lang.say(f"{start} 起", f"from {start}") if start else lang.say(f"至 {end}", f"to {end}")
    return ""


def _requirement(item: Result, lang: Lang) -> str:
    required = item["because"].get("requires")
    return lang.of(required) if required else ""


def _in_order(items: Sequence[Result]) -> list[Result]:
    """What it has and what it must act on first, what does not concern it last."""
    return sorted(items, key=lambda item: ORDER.index(item["status"]))


def _aside(items: Sequence[Result], lang: Lang) -> Iterator[Block]:
    for status in ASIDE:
        titles = [lang.of(item["title"]) for item in items if item["status"] == status]
        if titles:
            words = lang.labelled(term(STATUSES, status, lang), lang.listed(titles))
            yield Line(Text(words, Tone.QUIET))


def _questions(result: Result, lang: Lang) -> Iterator[Block]:
    if not result["questions"]:
        return
    yield Heading(lang.say("还需了解", "Still to be asked"))
    columns = [
        Column(lang.say("问题", "Question")),
        Column(lang.say("事实", "Fact")),
        Column(lang.say("最多影响", "Worth"), right=True, whole=True),
        Column(lang.say("决定", "Decides")),
    ]
    rows = [
        (
            lang.of(asked["question"]),
            asked["fact"],
            worth(asked["worth"], lang),
            lang.listed([title_of(result, id_, lang) for id_ in asked["decides"]]),
        )
        for asked in result["questions"]
    ]
    yield table(columns, rows)


def worth(value: str | None, lang: Lang) -> str:
    """What knowing a fact can move the total by; None where an amount is open."""
    if value is None:
        return lang.say("金额未明确", "open amount")
    return "–" if value == "0" else money.amount(value, lang)


def _repairs(result: Result, lang: Lang) -> Iterator[Block]:
    rows = [
        (lang.of(item["title"]), lang.say("，并且", ", and ").join(lang.of(change) for change in changes))
        for item in (*result["rewards"], *result["supports"])
        for changes in item["repairs"]
    ]
    if rows:
        yield Heading(lang.say("怎样才能符合", "What would it take"))
        columns = Column(lang.say("事项", "Item")), Column(lang.say("所需变化", "Change"))
        yield table(columns, rows)


def _provenance(result: Result, lang: Lang) -> Iterator[Block]:
    made = result["provenance"]
    words = lang.say(
        f"引擎 {made['engine']} · 规则 {made['rules'][:19]}… · 画像 {made['profile'][:19]}…",
        f"engine {made['engine']} · rules {made['rules'][:19]}… · profile {made['profile'][:19]}…",
    )
    yield Heading(lang.say("可追溯信息", "Provenance"), level=3)
    yield Line(Text(words, Tone.QUIET))
