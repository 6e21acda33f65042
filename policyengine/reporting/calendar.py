"""Lengths of time and days of every year, as the contract writes them in Chinese, in either language."""

from __future__ import annotations

import calendar
import re

from policyengine.reporting.lang import Lang

UNITS = {"年": "year", "个月": "month", "天": "day"}


def length(written: str, lang: Lang) -> str:
    """A length of time such as `3年`, `6个月` or `30天`."""
    found = re.fullmatch(r"(\d+)(年|个月|天)", written)
    if lang is Lang.ZH or found is None:
        return written
    number, unit = int(found[1]), UNITS[found[2]]
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def day(written: str, lang: Lang) -> str:
    """A day as `2021-12-31`, or one of every year such as `4月1日` or `2月末`."""
    found = re.fullmatch(r"(\d+)月(?:(\d+)日|末)", written)
    if lang is Lang.ZH or found is None:
        return written
    month = calendar.month_name[int(found[1])]
    return f"{found[2]} {month}" if found[2] else f"the end of {month}"
