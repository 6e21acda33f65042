"""What the pages of monitoring share: their terms, and how progress and dates are put."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Any

from policyengine.errors import Bilingual
from policyengine.language.interval import plain
from policyengine.reporting.lang import Lang
from policyengine.reporting.page import Line, Text
from policyengine.reporting.terms import FORCES, term
from policyengine.reporting.tone import Tone

Result = Mapping[str, Any]

COURSES = {
    "met": Bilingual("已完成", "met"),
    "on_course": Bilingual("进度正常", "on course"),
    "behind": Bilingual("落后", "behind"),
    "missed": Bilingual("未完成", "missed"),
    "open": Bilingual("未达到，进度无从判断", "not reached, course unknown"),
    "unreported": Bilingual("未报送", "not reported"),
    "not_begun": Bilingual("尚未开始", "not begun"),
}
RHYTHMS = {
    "kept": Bilingual("按期", "kept"),
    "missed": Bilingual("未按期", "missed"),
    "open": Bilingual("首期未满", "first period still open"),
}
COURSE_TONES = {
    "met": Tone.GOOD,
    "kept": Tone.GOOD,
    "on_course": Tone.GOOD,
    "behind": Tone.WARNING,
    "missed": Tone.BAD,
    "open": Tone.OPEN,
    "unreported": Tone.OPEN,
    "not_begun": Tone.QUIET,
}
_TRUTHS = {"true": Bilingual("是", "yes"), "false": Bilingual("否", "no")}


def course(status: str, lang: Lang) -> Text:
    """How a target stands."""
    return Text(term(COURSES, status, lang), COURSE_TONES.get(status, Tone.PLAIN))


def rhythm(item: Result, lang: Lang) -> Text:
    """Whether a duty's rhythm is kept, and how many periods of it were missed."""
    missed = lang.say(f"（漏{item['missed']}期）", f" ({item['missed']} missed)") if item["missed"] else ""
    words = term(RHYTHMS, item["status"], lang)
    return Text(words + missed, COURSE_TONES.get(item["status"], Tone.PLAIN))


def progress(figures: Sequence[Result], lang: Lang) -> str:
    """Each figure as have / need, one a line."""
    return "\n".join(
        f"{lang.of(each['label'])} {_have(each['have'], lang)}/{_have(each['need'], lang)}"
        for each in figures
    )


def _have(value: str | None, lang: Lang) -> str:
    return lang.say("未知", "unknown") if value is None else term(_TRUTHS, value, lang)


def days(left: int | None, lang: Lang) -> str:
    """How many days are left, or by how many the day has passed."""
    if left is None:
        return ""
    if left < 0:
        return lang.say(f"逾期{-left}天", f"{-left} days over")
    return lang.say(f"剩{left}天", f"{left} days left")


def figure(number: str | None, item: Result) -> str:
    """A target's figure, a ratio in percent; cut after its second decimal, as it decides nothing here."""
    if number is None:
        return ""
    exact = Decimal(number) * (100 if item["kind"] == "ratio" else 1)
    cut = exact.quantize(Decimal("0.01"), rounding=ROUND_DOWN)
    return plain(cut) + ("%" if item["kind"] == "ratio" else "")


def plan_line(plan: Result, lang: Lang) -> Line:
    """The version that is asked, and what it is worth in law."""
    force = term(FORCES, plan["force"], lang)
    words = lang.say(
        f"{plan['title']['zh']} · 版本 {plan['version']} · {force}",
        f"{plan['title']['en']} · version {plan['version']} · {force}",
    )
    return Line(Text(words, Tone.QUIET if plan["binding"] else Tone.WARNING))
