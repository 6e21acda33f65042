"""Rules as the texts have them, without a profile: one line each, for `show` and for the matrix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from policyengine.reporting import money
from policyengine.reporting.calendar import length
from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block, Column, Table, Text, table
from policyengine.reporting.pages.clauses import clauses
from policyengine.reporting.pages.paying import Names, in_payments, payers_words
from policyengine.reporting.terms import EVERY, FIRMNESS, KINDS, NATURES, RELATIONS, SECTIONS, term
from policyengine.reporting.tone import Tone

Rule = Mapping[str, Any]
Payers = Mapping[str, Names]
"""What the payers of each city are called."""


def section(kind: str, lang: Lang) -> str:
    """The heading of a kind of rule: `rewards` is 奖补."""
    return term(SECTIONS, kind, lang)


def rules_table(kind: str, named: Sequence[tuple[str, Rule]], payers: Payers, lang: Lang) -> Table:
    """Rules of one kind in a table, each with the city it is of, or with an empty name.

    `payers`: what they are called, by the id of the city.
    """
    columns = {
        "rewards": (
            Column(lang.say("条件", "Condition")),
            Column(lang.say("金额", "Amount")),
            Column(lang.say("出资方", "Paid by")),
        ),
        "supports": (Column(lang.say("条件", "Condition")), Column(lang.say("类别", "Kind"), whole=True)),
        "obligations": (
            Column(lang.say("适用于", "Binds")),
            Column(lang.say("要求", "Requires")),
            Column(lang.say("期限", "When"), whole=True),
            Column(lang.say("约束期间", "For")),
        ),
        "duties": (Column(lang.say("频次", "How often")), Column(lang.say("数量", "Figure"))),
        "targets": (Column(lang.say("数值", "Figure")), Column(lang.say("期限", "When"), whole=True)),
    }[kind]
    headings = [
        Column(lang.say("城市", "City"), whole=True),
        Column(lang.say("事项", "Item")),
        *columns,
        Column(lang.say("条款", "Clause"), whole=True),
        Column(lang.say("部门", "Departments")),
    ]
    rows: list[tuple[Text | str, ...]] = [
        (
            city,
            Text(lang.of(rule["title"]), strong=kind == "rewards"),
            *(
                _reward(rule, payers[rule["id"].partition(".")[0]], lang)
                if kind == "rewards"
                else CELLS[kind](rule, lang)
            ),
            clauses(rule, lang),
            Text(lang.listed(list(rule["departments"])), Tone.QUIET),
        )
        for city, rule in named
    ]
    return table(headings, rows)


def condition(expression: Rule, lang: Lang) -> str:
    """A condition in words; one that asks nothing is told as such."""
    return lang.say("不限", "none") if expression["text"] == "true" else lang.of(expression)


def _reward(rule: Rule, names: Names, lang: Lang) -> tuple[str, ...]:
    amount = lang.of(rule["promised"])
    remarks = [in_payments(rule, lang)]
    if rule["nature"] == "discretionary":
        remarks.insert(0, term(NATURES, "discretionary", lang))
    remark = lang.say("，", ", ").join(filter(None, remarks))
    if remark:
        amount += lang.say(f"（{remark}）", f" ({remark})")
    return condition(rule["when"], lang), amount, payers_words(rule["paid_by"], names, lang)


def _support(rule: Rule, lang: Lang) -> tuple[str, ...]:
    return condition(rule["when"], lang), term(KINDS, rule["kind"], lang)


def _obligation(rule: Rule, lang: Lang) -> tuple[str, ...]:
    return (
        condition(rule["bound"], lang),
        lang.of(rule["requires"]),
        _when_due(rule, lang),
        _binding(rule, lang),
    )


def _when_due(rule: Rule, lang: Lang) -> str:
    if rule["standing"]:
        return lang.say("长期", "standing")
    if rule["by"]:
        return rule["by"] if isinstance(rule["by"], str) else lang.of(rule["by"])
    every = term(EVERY, rule["each"], lang)
    if not rule["within"]:
        return every
    grace = length(rule["within"], lang)
    return lang.say(f"{every}\n期满后{grace}内", f"every{every.removeprefix('a')}\nwithin {grace} of its end")


def _binding(rule: Rule, lang: Lang) -> str:
    """From which day an obligation binds, how long, and whether it outlasts the plan."""
    words = []
    if rule["from"]:
        words.append(lang.say(f"自{lang.of(rule['from'])}起", f"from {lang.of(rule['from'])}"))
    if rule["for"]:
        words.append(lang.say(rule["for"], f"for {length(rule['for'], lang)}"))
    if rule["survives"]:
        words.append(lang.say("，方案期满后仍有约束力", ", beyond the plan's end"))
    return lang.say("", " ").join(words).replace(" ,", ",")


def _duty(rule: Rule, lang: Lang) -> tuple[str, ...]:
    rhythm = _rhythm(rule["rhythm"], lang) if rule["rhythm"] else ""
    return rhythm, figure(rule["measure"], lang) if rule["measure"] else ""


def _rhythm(rhythm: Rule, lang: Lang) -> str:
    low, high = rhythm["times"]["low"], rhythm["times"]["high"]
    often = (
        str(low) if low == high else f"{low}–{high}" if high else lang.say(f"至少{low}", f"at least {low}")
    )
    every = term(EVERY, rhythm["every"], lang)
    words = lang.say(f"{every}{often}次", f"{often}× {every}")
    months = lang.listed([_month(month, lang) for month in rhythm["in"]])
    return words + (lang.say(f"（{months}）", f" ({months})") if months else "")


def _month(place: Rule, lang: Lang) -> str:
    parts = {"early": ("上旬", "early"), "middle": ("中旬", "mid"), "late": ("下旬", "late"), None: ("", "")}
    zh, en = parts[place["part"]]
    return lang.say(f"{place['month']}月{zh}", f"{en} month {place['month']}".strip())


def _target(rule: Rule, lang: Lang) -> tuple[str, ...]:
    words = figure(rule, lang)
    if rule["stretch"]:
        stretch = _number(rule["stretch"], rule["type"], rule["unit"], lang)
        words += lang.say(f"，力争{stretch}", f", striving for {stretch}")
    if rule["firmness"] != "stated":
        words = f"{term(FIRMNESS, rule['firmness'], lang)}{lang.say('', ' ')}{words}"
    if rule["area"]:
        words += lang.say(f"（{rule['area']}）", f" ({rule['area']})")
    return words, _period(rule, lang)


def _period(rule: Rule, lang: Lang) -> str:
    if rule["by"]:
        return str(rule["by"])
    every = term(EVERY, rule["each"], lang) if rule["each"] else ""
    years = "–".join(dict.fromkeys(str(rule[end]) for end in ("from", "to") if rule[end]))
    return " ".join(word for word in (years, every) if word)


def figure(measure: Rule, lang: Lang) -> str:
    """A number with its unit and how it binds: 80家以上, ≥ 80 家."""
    kind, unit = measure["type"], measure["unit"]
    if measure["relation"] == "between":
        low, high = (_number(measure[end], kind, "", lang) for end in ("low", "high"))
        return f"{low}–{high}{lang.say('', ' ')}{_unit(kind, unit)}"
    return f"{term(RELATIONS, measure['relation'], lang)} {_number(measure['value'], kind, unit, lang)}"


def _number(value: str, kind: str, unit: str, lang: Lang) -> str:
    if kind == "money":
        return money.amount(value, lang)
    if kind == "ratio":
        return money.percent(value)
    return f"{value}{lang.say('', ' ')}{_unit(kind, unit)}".strip()


def _unit(kind: str, unit: str) -> str:
    return unit if kind == "count" else ""


CELLS = {
    "supports": _support,
    "obligations": _obligation,
    "duties": _duty,
    "targets": _target,
}


def listed_documents(documents: Sequence[Rule], lang: Lang) -> Iterator[Block]:
    """The documents a text leans on that are not encoded."""
    if documents:
        columns = [
            Column(lang.say("相关文件", "Related document")),
            Column(lang.say("文号", "Number")),
            Column(lang.say("说明", "Note")),
            Column(lang.say("条款", "Clause"), whole=True),
        ]
        rows = [
            (lang.of(d["title"]), d["number"] or "", lang.of(d["note"]), d["clause"] or "") for d in documents
        ]
        yield table(columns, rows)
