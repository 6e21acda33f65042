"""When each reward is paid, part by part, and what of it goes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from policyengine.reporting import money
from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block, Column, Heading, Line, Text, table
from policyengine.reporting.terms import PAYMENT_STATUSES, PAYMENT_TONES, term
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]

CLAWBACK = "clawback"
OPEN = ("conditional", "not_met", "to_be_returned")  # it matters what these turn on
DONE = ("paid", "to_be_returned")  # of these an enterprise is told though it can have nothing more


def payments(result: Result, lang: Lang) -> Iterator[Block]:
    """The payments of every reward that has some, those that differ only in their day in one row."""
    rows = [row for reward in result["rewards"] for row in _rows(reward, lang)]
    if not rows:
        return
    yield Heading(lang.say("拨付与退回", "Payments and returns"))
    columns = [
        Column(lang.say("事项", "Item")),
        Column(lang.say("款项", "Payment")),
        Column(lang.say("状态", "Status"), whole=True),
        Column(lang.say("金额", "Amount"), right=True, whole=True),
        Column(lang.say("最早日期", "Not before"), whole=True),
        Column(lang.say("取决于", "Turns on")),
    ]
    yield table(columns, rows)
    if result["totals"]["cuts"]:
        words = lang.say(
            "各项单独列示，合并计算见合计。", "Each reward by itself; what is taken together: see the totals."
        )
        yield Line(Text(words, Tone.QUIET))


def _rows(reward: Result, lang: Lang) -> Iterator[tuple[Text | str, ...]]:
    title = lang.of(reward["title"])
    for run in runs([each for each in reward["payments"] if _of_interest(each, reward)]):
        first, status = run[0], run[0]["status"]
        yield (
            title,
            name(run, lang),
            Text(term(PAYMENT_STATUSES, status, lang), PAYMENT_TONES[status]),
            Text(much(run, lang), PAYMENT_TONES[status], strong=status != "not_met"),
            _days(run, lang),
            lang.of(first["because"]) if first["because"] and status in OPEN else "",
        )
        title = ""  # once is enough


def _of_interest(payment: Result, reward: Result) -> bool:
    """Not a return that nothing calls for, nor the parts of what cannot be had."""
    if payment["kind"] == CLAWBACK:
        return bool(payment["status"] != "not_met")
    return bool(reward["status"] != "ineligible" or payment["status"] in DONE)


def runs(payments: Sequence[Result]) -> Iterator[list[Result]]:
    """Payments in a row that differ only in their day."""
    for _, run in groupby(payments, key=lambda each: (each["kind"], each["status"], str(each["amount"]))):
        yield list(run)


def name(run: Sequence[Result], lang: Lang) -> str:
    """What the text calls a payment, or the first and the last of several."""
    first, last = lang.of(run[0]["title"]), lang.of(run[-1]["title"])
    return first if len(run) == 1 else lang.say(f"{first}至{last}", f"{first} to {last}")


def much(run: Sequence[Result], lang: Lang) -> str:
    """What a payment comes to, or each of several."""
    amount = money.interval(run[0]["amount"], lang)
    return amount if len(run) == 1 else lang.say(f"每次{amount}", f"{amount} each")


def _days(run: Sequence[Result], lang: Lang) -> str:
    """The day from which it is paid, where that is still of interest."""
    first, last = run[0]["earliest"], run[-1]["earliest"]
    if first is None or run[0]["status"] in ("paid", "not_met"):
        return ""
    return first if first == last else lang.say(f"{first}\n至 {last}", f"{first}\nto {last}")
