"""How a version pays: by whom, in which payments, up to what, from which funds, on which application."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any

from policyengine.errors import Bilingual
from policyengine.reporting import money
from policyengine.reporting.calendar import day, length
from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block, Column, Heading, Text, table
from policyengine.reporting.pages.clauses import clauses
from policyengine.reporting.pages.together import fund_words
from policyengine.reporting.terms import CHOICES, CUTS, PAYMENT_KINDS, term

Result = Mapping[str, Any]
Names = Mapping[str, Bilingual]
"""What each payer is called."""

Row = tuple[Text | str, ...]


# Who pays


PaidBy = Mapping[str, str] | Sequence[Result]
"""Each payer's share; or a list of cases with the shares of each."""


def payers_words(paid_by: PaidBy, names: Names, lang: Lang) -> str:
    """The payers of a reward; where it depends, those of each case on a line of their own."""
    cases = [lang.listed([term(names, payer, lang) for payer in shares]) for _, shares in cases_of(paid_by)]
    return lang.say("\n否则", "\nelse ").join(dict.fromkeys(cases))


def cases_of(paid_by: PaidBy) -> list[tuple[Result | None, Mapping[str, str]]]:
    """Each case with its shares; the one of a split that does not depend has no condition."""
    if isinstance(paid_by, Mapping):
        return [(None, paid_by)]
    return [(split["when"], split["shares"]) for split in paid_by]


def otherwise(when: Result, lang: Lang) -> str:
    """The case in which a split holds; the last one holds in any other."""
    if when["text"] == "true":
        return lang.say("其他情形", "otherwise")
    return lang.say(f"{lang.of(when)}的", f"where {lang.of(when)}")


def shares_words(shares: Mapping[str, str], names: Names, lang: Lang) -> str:
    """Each payer with its share."""
    return lang.listed([f"{term(names, payer, lang)} {_share(part)}" for payer, part in shares.items()])


def _share(part: str) -> str:
    """A share as a percentage; a third and its like, which no decimal holds, as 1/3."""
    return str(Fraction(part)) if "/" in part else money.percent(part)


# In which payments


def in_payments(reward: Result, lang: Lang) -> str:
    """In how many payments a reward comes, shortly; nothing where it comes at once."""
    kinds = [payment["kind"] for payment in reward["payments"]]
    if "settlement" in kinds:
        return lang.say("预拨、清算，多退少补", "advance and settlement")
    return lang.say(f"分{len(kinds)}笔", f"in {len(kinds)} payments") if kinds else ""


def schedule(rewards: Sequence[Result], lang: Lang) -> Iterator[Block]:
    """The payments of every reward that has some, and what sends money back."""
    rows = [row for reward in rewards for row in (*_payments(reward, lang), *_clawbacks(reward, lang))]
    if not rows:
        return
    yield Heading(lang.say("拨付与退回", "Payments and returns"))
    columns = [
        Column(lang.say("事项", "Item")),
        Column(lang.say("款项", "Payment")),
        Column(lang.say("金额", "Amount")),
        Column(lang.say("条件", "Condition")),
        Column(lang.say("最早日期", "Not before")),
        Column(lang.say("条款", "Clause"), whole=True),
    ]
    yield table(columns, _titled_once(rows))


def _payments(reward: Result, lang: Lang) -> Iterator[Row]:
    alike = groupby(
        reward["payments"], key=lambda each: (each["kind"], each["amount"]["text"], each["when"]["text"])
    )
    for _, run in alike:
        payments = list(run)
        first, last = payments[0], payments[-1]
        title = lang.of(first["title"])
        if len(payments) > 1:
            title = lang.say(f"{title}至{last['title']['zh']}", f"{title} to {last['title']['en']}")
        yield (
            lang.of(reward["title"]),
            title,
            _amount(reward, first, len(payments), lang),
            "" if first["when"]["text"] == "true" else lang.of(first["when"]),
            "\n".join(dict.fromkeys(_from(each, lang) for each in (first, last))),
            clauses(first, lang),
        )


def _amount(reward: Result, payment: Result, times: int, lang: Lang) -> str:
    """What a payment comes to; of the amount that stands in the table of rewards, only the part."""
    if payment["kind"] == "settlement":
        return lang.say("奖补金额减去预拨", "the amount less the advance")
    share = re.fullmatch(
        rf"(\S+%) \* \(?{re.escape(reward['promised']['text'])}\)?", payment["amount"]["text"]
    )
    words = lang.of(payment["amount"])
    if share:
        words = lang.say(f"奖补金额的{share[1]}", f"{share[1]} of the amount")
    return words if times == 1 else lang.say(f"每次{words}", f"{words} each")


def _from(payment: Result, lang: Lang) -> str:
    return lang.of(payment["not_before"]) if payment["not_before"] else ""


def _clawbacks(reward: Result, lang: Lang) -> Iterator[Row]:
    for clawback in reward["clawback"]:
        share = _share(clawback["share"])
        back = lang.say(
            f"{term(PAYMENT_KINDS, 'clawback', lang)}所获的{share}", f"{share} of what was received goes back"
        )
        yield (
            lang.of(reward["title"]),
            lang.of(clawback["title"]),
            back,
            lang.of(clawback["when"]),
            "",
            clauses(clawback, lang),
        )


def _titled_once(rows: Sequence[Row]) -> list[Row]:
    """The rows of one reward under its title, which is not repeated."""
    shown: list[Row] = []
    before: Text | str = ""
    for title, *rest in rows:
        shown.append(("" if title == before else title, *rest))
        before = title
    return shown


# Together


def groups(result: Result, lang: Lang) -> Iterator[Block]:
    """Rewards that exclude each other or share ceilings."""
    if not result["groups"]:
        return
    titles = {each["id"]: lang.of(each["title"]) for each in (*result["rewards"], *result["groups"])}
    yield Heading(lang.say("合并计算", "Taken together"))
    columns = [
        Column(lang.say("规定", "Provision")),
        Column(lang.say("奖补", "Rewards")),
        Column(lang.say("方式", "How")),
        Column(lang.say("条款", "Clause"), whole=True),
    ]
    rows = [
        (
            Text(lang.of(group["title"]), strong=True),
            lang.listed([titles.get(member, member) for member in group["rewards"]]),
            "\n".join(_together(group, lang)),
            clauses(group, lang),
        )
        for group in result["groups"]
    ]
    yield table(columns, rows)


def _together(group: Result, lang: Lang) -> Iterator[str]:
    if group["pay"]:
        by_first = group["weighed"] == "first_payment"
        weighed = lang.say("（按首笔比较）", " (by the first payment)") if by_first else ""
        yield f"{term(CHOICES, group['pay'], lang)}{weighed}"
    for ceiling in group["ceilings"]:
        yield _ceiling(ceiling, lang)
    if group["ceilings"] and group["cut"]:
        yield term(CUTS, group["cut"], lang)


def _ceiling(ceiling: Result, lang: Lang) -> str:
    most = lang.of(ceiling["at_most"])
    per = {"year": ("每年合计", "in a year"), "ever": ("累计", "in all"), None: ("合计", "together")}
    zh, en = per[ceiling["per"]]
    words = lang.say(f"{zh}不超过{most}", f"at most {most} {en}")
    if ceiling["counting"]:
        other = lang.of(ceiling["counting"])
        words += lang.say(f"（连同{other}）", f" (counting {other})")
    return words


def budgets(result: Result, lang: Lang) -> Iterator[Block]:
    """The funds whose running short the text provides for."""
    funded = [
        each
        for each in (*result["rewards"], *result["groups"])
        if each["budget"] and each["budget"]["when_short"]
    ]
    if not funded:
        return
    yield Heading(lang.say("资金", "Funds"))
    columns = [Column(lang.say("事项", "Item")), Column(lang.say("资金", "Fund"))]
    yield table(columns, [(lang.of(each["title"]), _budget(each["budget"], lang)) for each in funded])


def _budget(budget: Result, lang: Lang) -> str:
    words = fund_words(budget, lang)
    if budget["priority"]:
        order = lang.say("；", "; ").join(lang.of(each) for each in budget["priority"])
        words = lang.labelled(words, order)
    return words


def applications(result: Result, lang: Lang) -> Iterator[Block]:
    """When, where and with what to apply."""
    items = [each for each in (*result["rewards"], *result["supports"]) if each["apply"]]
    if not items:
        return
    yield Heading(lang.say("申报", "How to apply"))
    columns = [
        Column(lang.say("事项", "Item")),
        Column(lang.say("受理时间", "When")),
        Column(lang.say("受理单位", "Where")),
        Column(lang.say("材料", "With")),
        Column(lang.say("条款", "Clause"), whole=True),
    ]
    rows = [
        (
            lang.of(each["title"]),
            "\n".join(_times(each["apply"], lang)),
            lang.of(each["apply"]["where"]) if each["apply"]["where"] else "",
            lang.listed([lang.of(material) for material in each["apply"]["materials"]]),
            clauses(each["apply"], lang),
        )
        for each in items
    ]
    yield table(columns, rows)


def _times(apply: Result, lang: Lang) -> Iterator[str]:
    for window in apply["windows"]:
        first, last = day(window["from"], lang), day(window["to"], lang)
        yield lang.say(f"{first}至{last}", f"{first} to {last}")
    if apply["within"] and apply["after"]:
        event, within = lang.of(apply["after"]), length(apply["within"], lang)
        yield lang.say(f"{event}起{within}内", f"within {within} after {event}")
