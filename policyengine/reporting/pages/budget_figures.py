"""Figures of a budget: in Chinese in 万元 to the hundred 元, as finance offices print; in English in CNY."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from policyengine.errors import Bilingual
from policyengine.reporting.lang import Lang
from policyengine.reporting.money import EXACT

WAN, CENT = Decimal(10_000), Decimal("0.01")
AT_LEAST = Bilingual("至少", "at least ")


def unit(lang: Lang) -> str:
    """What the figures of a table are in."""
    return lang.say("万元", "CNY")


def figure(value: str, lang: Lang) -> str:
    """An exact amount in 元 as a figure of a table, rounded half up; nothing is a bare 0."""
    number = Decimal(value)
    if number == 0:
        return "0"
    if lang is Lang.ZH:
        number = EXACT.divide(number, WAN)
    text = f"{number.quantize(CENT, ROUND_HALF_UP, EXACT):,f}"
    return (text if lang is Lang.ZH else text.removesuffix(".00")).replace("-", "−")


def signed(value: str, lang: Lang) -> str:
    """A difference with its sign."""
    text = figure(value, lang)
    return text if text.startswith("−") or text == "0" else f"+{text}"


def counted(number: int) -> str:
    """A number of enterprises or rows."""
    return f"{number:,}"


def share(ratio: str | None, lang: Lang) -> str:
    """A ratio as a percentage, to a tenth, half up; – of what is none."""
    if ratio is None:
        return "–"
    percent = EXACT.multiply(Decimal(ratio), Decimal(100))
    rounded = percent.quantize(Decimal("0.1"), ROUND_HALF_UP, EXACT)
    if rounded == 0 and percent:
        return lang.say("不足0.1%", "below 0.1%")
    return f"{rounded:,f}".removesuffix(".0") + "%"
