"""What bears on the sum of all rewards: what groups cut, what goes back, which funds may not suffice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policyengine.reporting import money
from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Block, Line, Text
from policyengine.reporting.terms import CHOICES, SHORT, term
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]

NOTHING = {"low": "0", "high": "0"}
FUND_WARNING = "subject-to-fund"
"""The warning that the lines of the funds say in full."""


def cuts(totals: Result, lang: Lang) -> Iterator[Block]:
    """A line for each group that took something away."""
    for cut in totals["cuts"]:
        before, after = so_far(cut["before"], lang), so_far(cut["after"], lang)
        why = _why(cut, lang)
        words = lang.say(f"{why}，由{before}减为{after}", f"{why}, from {before} to {after}")
        yield Line(Text(lang.labelled(lang.of(cut["title"]), words)))


def _why(cut: Result, lang: Lang) -> str:
    if cut["at_most"] is None:
        return term(CHOICES, cut["by"], lang)
    if money.open_ended(cut["at_most"]):
        return lang.say("限额尚不能确定", "the ceiling is not known yet")
    limit = money.interval(cut["at_most"], lang)
    return lang.say(f"合计以{_least_said(limit)}为限", f"together no more than {_least_said(limit)}")


def so_far(ends: Mapping[str, str | None], lang: Lang) -> str:
    """A sum between two ends; one of which nothing is known is not one that the text leaves open."""
    if money.open_ended(ends):
        return lang.say("尚不能确定的数额", "an amount not known yet")
    return money.interval(ends, lang)


def _least_said(limit: str) -> str:
    """A limit that is itself open says 最高 or `up to` only once."""
    return limit.removeprefix("最高").removeprefix("up to ")


def going_back(result: Result, lang: Lang) -> Text | None:
    """What has to be returned, or may have to, and of which rewards; it is in no sum."""
    back = result["totals"]["to_be_returned"]
    if back == NOTHING:
        return None
    certain = back["low"] != "0"
    label = (
        lang.say("应退回（不计入合计）", "to be returned (in no sum)")
        if certain
        else lang.say("可能须退回（不计入合计）", "may have to be returned (in no sum)")
    )
    much = money.interval(back, lang)
    if money.open_ended(back):
        much = lang.say("金额尚不能确定", "how much is not known yet")
    rewards = [lang.of(reward["title"]) for reward in result["rewards"] if _goes_back(reward)]
    if rewards:
        named = lang.listed(rewards)
        much = lang.say(f"{much}（{named}）", f"{much} ({named})")
    words = lang.labelled(label, much)
    return Text(words, Tone.BAD if certain else Tone.OPEN, strong=certain)


def _goes_back(reward: Result) -> bool:
    return any(
        payment["amount"] != NOTHING
        and (
            payment["status"] == "to_be_returned"
            or (payment["kind"] == "clawback" and payment["status"] == "conditional")
        )
        for payment in reward["payments"]
    )


def funds(result: Result, lang: Lang) -> Iterator[Text]:
    """A line for each fund whose running short the text provides for, with the rewards paid from it."""
    subject = set(result["totals"]["subject_to_fund"])
    sharing: dict[frozenset[str], tuple[str, list[str]]] = {}
    for reward in result["rewards"]:
        fund = reward["fund"]
        if reward["id"] in subject and fund["when_short"] is not None:
            shared = frozenset((reward["id"], *fund["shared_with"]))
            sharing.setdefault(shared, (fund_words(fund, lang), []))[1].append(lang.of(reward["title"]))
    for words, titles in sharing.values():
        label = lang.say(f"{lang.listed(titles)}所用资金", f"fund for {lang.listed(titles)}")
        yield Text(lang.labelled(label, words), Tone.WARNING)


def fund_words(fund: Result, lang: Lang) -> str:
    """A fund's size, and what happens when it runs short."""
    short = term(SHORT, fund["when_short"] or "unstated", lang)
    return lang.say(f"{size(fund, lang)}，{short}", f"{size(fund, lang)}, {short}")


def size(fund: Result, lang: Lang) -> str:
    """A fund's size and the time it is for."""
    much, years = money.amount(fund["amount"], lang), fund["years"]
    least = lang.say("不少于", "at least ") if fund["at_least"] else ""
    if years is None:
        return lang.say(f"共{least}{much}", f"{least}{much} in all")
    span = lang.say("每年" if years == 1 else f"{years}年共", "a year" if years == 1 else f"in {years} years")
    return lang.say(f"{span}{least}{much}", f"{least}{much} {span}")
