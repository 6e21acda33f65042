"""What each kind of entry says, as labelled rows: in the words that reports use too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from policyengine.reporting.lang import Lang
from policyengine.reporting.pages.paying import (
    Names,
    PaidBy,
    applications,
    budgets,
    cases_of,
    groups,
    otherwise,
    payers_words,
    schedule,
    shares_words,
)
from policyengine.reporting.pages.provisions import definition_type, selected
from policyengine.reporting.pages.rules import rules_table
from policyengine.reporting.rulebook.sheet import Block, Line, Link, cells_of, grid_of, joined, rows
from policyengine.reporting.rulebook.volume import RULES, Result
from policyengine.reporting.terms import NATURES, payer_names, period, term

Row = tuple[str, Line | str]

TOLD_ELSEWHERE = (
    "事项",
    "Item",
    "规定",
    "Provision",
    "条款",
    "Clause",
    "部门",
    "Departments",
    "奖补",
    "Rewards",
)
"""Columns of reports that a card has in its heading, its quotes or as links."""


def said(kind: str, entry: Result, version: Result, lang: Lang) -> tuple[Block, ...]:
    """What one entry of a version says."""
    names = payer_names(version["payers"])
    if kind in RULES:
        return tuple(_rule(kind, entry, version, names, lang))
    match kind:
        case "definitions":
            return rows(
                (lang.say("类型", "Type"), definition_type(entry, lang)),
                (lang.say("含义", "Meaning"), lang.of(entry["what"])),
            )
        case "conditions":
            return _condition(entry, version, lang)
        case "groups":
            return rows(*_group(entry, version, lang))
        case "transitions":
            return _transition(entry, lang)
        case "paid_by":
            return rows((lang.say("分担", "Shares"), split(entry["shares"], names, lang)))
        case _:
            return rows(
                (lang.say("期间", "Period"), period(version["plan"]["period"], lang)),
                (lang.say("废止版本", "Repeals"), lang.listed(list(version["repeals"]))),
            )


# Rules


def _rule(kind: str, rule: Result, version: Result, names: Names, lang: Lang) -> Iterator[Block]:
    table = rules_table(kind, [("", rule)], {version["city"]: names}, lang)
    payer = lang.say("出资方", "Paid by")
    cells = list(cells_of([table], (*TOLD_ELSEWHERE, payer)))
    if kind == "rewards":
        cells.append((payer, split(rule["paid_by"], names, lang)))
    yield from rows(*cells, *_more(rule, lang))
    if kind == "rewards":
        yield from grid_of(schedule([rule], lang), TOLD_ELSEWHERE)


def _more(rule: Result, lang: Lang) -> Iterator[Row]:
    """What only some kinds of rule say."""
    if "nature" in rule:
        yield lang.say("性质", "Nature"), term(NATURES, rule["nature"], lang)
    if rule.get("once"):
        often = rule["once"] == "year"
        words = lang.say("每年一次", "once a year") if often else lang.say("仅限一次", "once only")
        yield lang.say("次数", "How often"), words
    if rule.get("scope") == "any":
        words = lang.say("不限于在本地注册的企业", "not only enterprises registered here")
        yield lang.say("范围", "Scope"), words
    if rule.get("budget"):
        yield from cells_of(budgets({"rewards": [rule], "groups": []}, lang), TOLD_ELSEWHERE)
    if rule.get("apply"):
        yield from cells_of(applications({"rewards": [rule], "supports": []}, lang), TOLD_ELSEWHERE)
    if rule.get("baseline"):
        year, value = rule["baseline"]["year"], rule["baseline"]["value"]
        counted = str(year) if value is None else lang.say(f"{year}年为{value}", f"{value} in {year}")
        yield lang.say("基期", "Baseline"), counted
    if rule.get("area") and "measure" in rule and "rhythm" in rule:
        yield lang.say("片区", "Area"), rule["area"]


def split(paid_by: PaidBy, names: Names, lang: Lang) -> str:
    """Who pays which share; where it depends, each case on a line of its own."""
    cases = cases_of(paid_by)
    if len(cases) == 1 and len(cases[0][1]) == 1:
        return payers_words(paid_by, names, lang)
    told = [
        (None if when is None else otherwise(when, lang), shares_words(shares, names, lang))
        for when, shares in cases
    ]
    return "\n".join(
        shares if case is None else lang.say(f"{case}，{shares}", f"{case}: {shares}")
        for case, shares in told
    )


# Provisions


def _condition(entry: Result, version: Result, lang: Lang) -> tuple[Block, ...]:
    titles = {rule["id"]: lang.of(rule["title"]) for kind in RULES for rule in version[kind]}

    def listed(selectors: list[Result]) -> str:
        return lang.listed([selected(each, titles, lang) for each in selectors])

    return rows(
        (lang.say("条件", "Condition"), lang.of(entry["require"])),
        (lang.say("适用于", "For"), listed(entry["applies_to"])),
        (lang.say("除外", "But not for"), listed(entry["except"])),
    )


def _group(entry: Result, version: Result, lang: Lang) -> Iterator[Row]:
    titles = {each["id"]: lang.of(each["title"]) for each in chain(version["rewards"], version["groups"])}
    members = ((Link(titles.get(each, each), anchor=each),) for each in entry["rewards"])
    yield lang.say("所含奖补", "Of"), joined(members, lang.say("、", ", "))
    yield from cells_of(groups({**version, "groups": [entry]}, lang), TOLD_ELSEWHERE)
    yield from cells_of(budgets({"rewards": [], "groups": [entry]}, lang), TOLD_ELSEWHERE)


def _transition(entry: Result, lang: Lang) -> tuple[Block, ...]:
    return rows(
        (lang.say("情形", "Where"), lang.of(entry["when"])),
        (lang.say("适用版本", "Version that governs"), entry["version"]),
    )
