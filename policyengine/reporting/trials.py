"""Cases tried, for a terminal: what departs and at which line it was expected, and the rule that decided.

✗ 首次认定，30万元
  policies/x/2021/cases.yaml:8:31 award.status（奖励结论）：应为 eligible（符合） · 实为 ineligible
  认定奖励 — 不符合，0元
    二(一)「对首次认定的高新技术企业」
    ✗ 条件：当年高新技术企业认定为首次认定 · hte_recognition = renewal
? 由--suggest写成的一例（待确认）
  policies/x/2021/cases.yaml:20:5
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Branch, printable
from policyengine.reporting.pages.reasons import why

Result = Mapping[str, Any]

STEP = "  "


def failures(trials: Iterable[Result], lang: Lang) -> str:
    """The cases that depart, and those not confirmed yet; every line ended, nothing where there are none."""
    lines = (line for trial in trials for line in _of_trial(trial, lang))
    return "".join(f"{printable(line)}\n" for line in lines)


def outcome(cases: int, failed: int, unconfirmed: int, lang: Lang) -> str:
    """How many cases there are, how many fail, and how many nobody has confirmed yet, in one line."""
    words = lang.say(f"{cases}例，{failed}例不符", f"{cases} cases, {failed} failed")
    open_ = lang.say(f"，{unconfirmed}例待确认", f", {unconfirmed} unconfirmed")
    return words + (open_ if unconfirmed else "")


def _of_trial(trial: Result, lang: Lang) -> Iterator[str]:
    if trial["passed"] and trial["confirmed"]:
        return
    open_ = "" if trial["confirmed"] else lang.say("（待确认）", " (to be confirmed)")
    yield f"{'✗' if trial['confirmed'] else '?'} {lang.of(trial['name'])}{open_}"
    if not trial["departures"]:
        yield STEP + _place(trial)
    for each in trial["departures"]:
        yield STEP + _departure(each, trial, lang)
    for item in trial["decided"]:
        yield from _tree(why(item, {}, lang), STEP)


def _departure(departure: Result, trial: Result, lang: Lang) -> str:
    expected, got = lang.of(departure["expected"]), lang.of(departure["got"])
    label = lang.of(departure["label"])
    what = departure["what"] + ("" if label == departure["what"] else lang.say(f"（{label}）", f" ({label})"))
    words = lang.say(f"应为 {expected} · 实为 {got}", f"expected {expected} · got {got}")
    return f"{_place(departure, trial)} {lang.labelled(what, words)}"


def _place(*told: Result) -> str:
    """Where the first of them stands that says it; else the version."""
    for each in told:
        if each["file"] is not None:
            column = f":{each['column']}" if "column" in each else ""
            return f"{each['file']}:{each['line']}{column}"
    return f"{told[-1]['city']}/{told[-1]['version']}"


def _tree(branch: Branch, pad: str) -> Iterator[str]:
    remark = f" · {branch.remark}" if branch.remark else ""
    yield f"{pad}{branch.text.words}{remark}"
    for below in branch.branches:
        yield from _tree(below, pad + STEP)
