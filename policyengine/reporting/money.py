"""Money as people write it: 30万元 in Chinese, CNY 300,000 in English; ranges; what nothing bounds.

Amounts are never rounded but here: a report rounds to the 分, half up.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal

from policyengine.reporting.lang import Lang

FEN = Decimal("0.01")
# Wide enough for any amount; the caller's own context must not round what is printed.
EXACT = Context(prec=80)
UNITS = ((Decimal(100_000_000), "亿"), (Decimal(10_000), "万"))


def amount(value: str, lang: Lang) -> str:
    """An exact amount in 元, given as a plain number: `300000` is 30万元 or CNY 300,000."""
    rounded = _to_fen(value)
    return f"{_chinese(rounded)}元" if lang is Lang.ZH else f"CNY {_grouped(rounded)}"


def interval(ends: Mapping[str, str | None], lang: Lang) -> str:
    """An amount between two ends; `high` is None where nothing bounds it."""
    low, high = ends["low"], ends["high"]
    assert low is not None
    if high is None:
        return _without_end(low, lang)
    if low == high:
        return amount(low, lang)
    if Decimal(low) == 0:
        return lang.say(f"最高{amount(high, lang)}", f"up to {amount(high, lang)}")
    if lang is Lang.ZH:
        return f"{_chinese(_to_fen(low))}–{_chinese(_to_fen(high))}元"
    return f"CNY {_grouped(_to_fen(low))}–{_grouped(_to_fen(high))}"


def open_ended(ends: Mapping[str, str | None]) -> bool:
    """Whether nothing at all is known of an amount: it may be nothing, and nothing bounds it."""
    return ends["low"] == "0" and ends["high"] is None


def _without_end(low: str, lang: Lang) -> str:
    if Decimal(low) == 0:
        return lang.say("金额未明确", "amount not stated")
    return lang.say(f"至少{amount(low, lang)}", f"at least {amount(low, lang)}")


def signed(value: str, lang: Lang) -> str:
    """A difference in 元 with its sign: +5万元, −5万元."""
    if Decimal(value) == 0:
        return amount(value, lang)
    return ("−" if value.startswith("-") else "+") + amount(value.removeprefix("-"), lang)


def percent(ratio: str) -> str:
    """A ratio as a percentage, exact: `0.035` is 3.5%."""
    return f"{_grouped(EXACT.multiply(Decimal(ratio), Decimal(100)))}%"


def _to_fen(value: str) -> Decimal:
    return Decimal(value).quantize(FEN, ROUND_HALF_UP, EXACT)


def _chinese(value: Decimal) -> str:
    """In 亿 or 万 where that is exact at two decimals, else in bare 元."""
    for size, name in UNITS:
        if value >= size and not EXACT.remainder(value, EXACT.divide(size, Decimal(100))):
            return f"{_grouped(EXACT.divide(value, size))}{name}"
    return _grouped(value)


def _grouped(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
