"""What a version says of its rules together: definitions, conditions for all, who pays, time and areas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block, Column, Heading, Line, Text, table
from policyengine.reporting.pages.clauses import clauses
from policyengine.reporting.pages.paying import Names, PaidBy, cases_of, otherwise, shares_words
from policyengine.reporting.terms import FACT_TYPES, KINDS_OF_RULE, NATURES, term
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]


def over_time(result: Result, lang: Lang) -> Iterator[Block]:
    """Which events a version governs, what it repeals, and when an earlier one goes on."""
    if result["governs"]:
        fact = lang.of(result["facts"][result["governs"]]["label"])
        words = lang.say(f"按{fact}确定适用的版本", f"which version governs goes by “{fact}”")
        yield Line(Text(words, Tone.QUIET))
    if result["repeals"]:
        earlier = lang.listed(list(result["repeals"]))
        yield Line(Text(lang.labelled(lang.say("废止版本", "repeals"), earlier), Tone.QUIET))
    for handed in result["transitions"]:
        words = lang.say(
            f"{lang.of(handed['when'])}的，按{handed['version']}版本执行",
            f"version {handed['version']} governs where {lang.of(handed['when'])}",
        )
        cited = lang.say(f"（{clauses(handed, lang)}）", f" ({clauses(handed, lang)})")
        yield Line(Text(lang.labelled(lang.of(handed["title"]), words) + cited, Tone.QUIET))


def provisions(result: Result, names: Names, lang: Lang) -> Iterator[Block]:
    """Definitions, conditions for many rules, payers by default, and areas."""
    yield from _definitions(result, lang)
    yield from _conditions(result, lang)
    yield from _payers(result, names, lang)
    yield from _areas(result, lang)


def _definitions(result: Result, lang: Lang) -> Iterator[Block]:
    if not result["definitions"]:
        return
    yield Heading(lang.say("定义", "Definitions"))
    columns = [
        Column(lang.say("名称", "Name")),
        Column(lang.say("类型", "Type"), whole=True),
        Column(lang.say("含义", "Meaning")),
        Column(lang.say("条款", "Clause"), whole=True),
    ]
    rows = [
        (
            Text(lang.of(each["title"]), strong=True),
            definition_type(each, lang),
            lang.of(each["what"]),
            clauses(each, lang),
        )
        for each in result["definitions"]
    ]
    yield table(columns, rows)


def definition_type(definition: Result, lang: Lang) -> str:
    """What a definition stands for: a condition, or a value of some type."""
    if definition["type"] == "boolean":
        return lang.say("条件", "condition")
    return term(FACT_TYPES, definition["type"], lang)


def _conditions(result: Result, lang: Lang) -> Iterator[Block]:
    if not result["conditions"]:
        return
    yield Heading(lang.say("共同条件", "Conditions for many rules"))
    columns = [
        Column(lang.say("名称", "Name")),
        Column(lang.say("条件", "Condition")),
        Column(lang.say("适用于", "For")),
        Column(lang.say("除外", "But not for")),
        Column(lang.say("条款", "Clause"), whole=True),
    ]
    titles = {
        rule["id"]: lang.of(rule["title"])
        for kind in ("rewards", "supports", "obligations")
        for rule in result[kind]
    }
    rows = [
        (
            Text(lang.of(each["title"]), strong=True),
            lang.of(each["require"]),
            lang.listed([selected(s, titles, lang) for s in each["applies_to"]]),
            lang.listed([selected(s, titles, lang) for s in each["except"]]),
            clauses(each, lang),
        )
        for each in result["conditions"]
    ]
    yield table(columns, rows)


def selected(selector: Result, titles: Mapping[str, str], lang: Lang) -> str:
    """Which rules a condition is for: one by its title, else those of a kind, nature or theme."""
    if selector["rule"]:
        return titles.get(selector["rule"], selector["rule"])
    nature = term(NATURES, selector["nature"], lang) if selector["nature"] else ""
    kind = term(KINDS_OF_RULE, selector["kind"], lang) if selector["kind"] else ""
    what = lang.say(f"{nature}{'的' if nature and kind else ''}{kind}", f"{nature} {kind}".strip())
    theme = selector["theme"]
    if not theme:
        return what
    about = lang.say(f"{theme}主题", f"theme {theme}")
    return lang.say(f"{about}{what}", f"{what} ({about})" if what else about)


def _payers(result: Result, names: Names, lang: Lang) -> Iterator[Block]:
    """The payers by default, then those of rewards by which who pays depends on something else."""
    default = result["paid_by"]
    own = [
        reward
        for reward in result["rewards"]
        if isinstance(reward["paid_by"], list) and (not default or reward["paid_by"] != default["shares"])
    ]
    if not default and not own:
        return
    yield Heading(lang.say("出资", "Who pays"))
    columns = [
        Column(lang.say("奖补", "Rewards")),
        Column(lang.say("情形", "Where")),
        Column(lang.say("分担", "Shares")),
        Column(lang.say("条款", "Clause"), whole=True),
    ]
    rows: list[tuple[str, ...]] = []
    if default:
        unless_said = lang.say("未另行规定的", "all that say nothing else")
        rows += _split(unless_said, default["shares"], clauses(default, lang), names, lang)
    for reward in own:
        rows += _split(lang.of(reward["title"]), reward["paid_by"], clauses(reward, lang), names, lang)
    yield table(columns, rows)


def _split(title: str, paid_by: PaidBy, where: str, names: Names, lang: Lang) -> Iterator[tuple[str, ...]]:
    for when, shares in cases_of(paid_by):
        case = "" if when is None else otherwise(when, lang)
        yield title, case, shares_words(shares, names, lang), where
        title = where = ""


def _areas(result: Result, lang: Lang) -> Iterator[Block]:
    if not result["areas"]:
        return
    named = [f"{lang.of(area['name'])} ({area['place']})" for area in result["areas"]]
    yield Heading(lang.say("片区", "Areas"))
    yield Line(Text(lang.listed(named)))
