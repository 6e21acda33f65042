"""Values as a rule or a profile writes them: 30万元, 3%, 200万, 2021-12-31, 6个月, true. Needs no grammar.

The terminals of `grammar.lark` print the same shapes; a test holds the two together.
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from policyengine.language.tree import Duration, Kind, Literal, MonthDay, Value

LONGEST_LITERAL = 2000
"""Characters of a literal read on its own; anything longer is no number that a plan prints."""

_QUOTED_OR_WIDE = re.compile(r'"(?:\\.|[^"\\])*"|“[^”]*”|[！-～\u3000×÷、]')
_NARROW = {"\u3000": " ", "×": "*", "÷": "/", "、": ","}


def folded(text: str) -> str:
    """Full-width ASCII as half-width, one character for one, but within quotation marks."""
    return text if text.isascii() else _QUOTED_OR_WIDE.sub(_narrow, text)


def _narrow(match: re.Match[str]) -> str:
    found = match.group()
    if len(found) > 1:
        return found
    return _NARROW.get(found) or chr(ord(found) - 0xFEE0)


class Shape(StrEnum):
    """How a value is written, which says more than its kind: `0.03` and `3%` are both ratios."""

    MONEY = "money"
    PERCENT = "percent"
    NUMBER = "number"
    DATE = "date"
    DURATION = "duration"
    BOOLEAN = "boolean"
    TEXT = "text"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Written:
    """A value and the shape it was written in; `value` is None for a day the calendar does not have."""

    shape: Shape
    value: Value | None
    whole: bool = False  # a number without a decimal point, or with 万 or 亿 behind it

    def literal(self) -> Literal | None:
        """The literal a rule means by it; a bare decimal is a ratio, a bare whole number a count."""
        if self.value is None:
            return None
        if self.shape is Shape.NUMBER:
            return Literal(Kind.COUNT if self.whole else Kind.RATIO, self.value)
        return Literal(_KINDS[self.shape], self.value)


_KINDS = {
    Shape.MONEY: Kind.MONEY,
    Shape.PERCENT: Kind.RATIO,
    Shape.DATE: Kind.DATE,
    Shape.DURATION: Kind.DURATION,
    Shape.BOOLEAN: Kind.BOOLEAN,
    Shape.TEXT: Kind.TEXT,
    Shape.PLACE: Kind.JURISDICTION,
}
_UNITS = {"十": 10, "百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8}
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_GROUPED = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"
_MAGNITUDE = r"(?:\s*(?P<magnitude>[十百千]?万亿|[十百千]?[万亿]|[百千]))?"
_SHAPES = (
    rf"(?P<money>(?:{_GROUPED}|{_NUMBER})){_MAGNITUDE}\s*元"
    rf"|(?P<percent>{_NUMBER})\s*(?P<per>[%‰])"
    r"|(?P<place>[0-9]{6}/[^\W\d]\w*)"
    r"|(?P<iso>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})"
    r"|(?P<day>[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)"
    r"|(?P<duration>[0-9]+)\s*(?P<length>年|个月|天|日)"
    rf"|(?P<number>{_NUMBER}){_MAGNITUDE.replace('magnitude', 'times')}"
    r"|(?P<boolean>true|false)"
    r'|(?P<text>"(?:\\.|[^"\\\n])*"|“[^”\n]*”)'
)


def written(text: str) -> Written | None:
    """The value a text is, once folded and stripped of white space around it; None if it is none."""
    # Compiled by `re` when first needed, not on import: rules from a cache hold no text.
    match = re.fullmatch(_SHAPES, folded(text.strip())) if len(text) <= LONGEST_LITERAL else None
    return _written(match) if match else None


def _written(match: re.Match[str]) -> Written | None:
    part = match.groupdict()
    if part["money"]:
        return Written(Shape.MONEY, _exact(part["money"].replace(",", ""), part["magnitude"]))
    if part["percent"]:
        return Written(Shape.PERCENT, _exact(part["percent"]) / (100 if part["per"] == "%" else 1000))
    if part["number"]:
        whole = "." not in part["number"] or part["times"] is not None
        return Written(Shape.NUMBER, _exact(part["number"], part["times"]), whole)
    if part["duration"]:
        return Written(Shape.DURATION, _duration(int(part["duration"]), part["length"]))
    if part["boolean"]:
        return Written(Shape.BOOLEAN, part["boolean"] == "true")
    if part["text"]:
        return _quoted(part["text"])
    if part["place"]:
        return Written(Shape.PLACE, part["place"])
    return Written(Shape.DATE, _day(part["iso"] or part["day"]))


def _exact(digits: str, magnitude: str | None = None) -> Fraction:
    number = Fraction(digits)
    for unit in magnitude or "":
        number *= _UNITS[unit]
    return number


def _duration(number: int, unit: str) -> Duration:
    match unit:
        case "年":
            return Duration(months=12 * number)
        case "个月":
            return Duration(months=number)
        case _:
            return Duration(days=number)


def _day(text: str) -> date | None:
    try:
        return date(*map(int, re.findall(r"[0-9]+", text)))
    except ValueError:
        return None


END_OF_FEBRUARY = MonthDay(2, 29)
"""The last day of February, leap year or not."""

_MONTH_DAY = re.compile(r"([0-9]{1,2})月(?:([0-9]{1,2})日|[末底])")


def month_day(text: str) -> MonthDay | None:
    """A day of every year: `4月1日`, `6月末`; both `2月末` and `2月29日` are the end of February."""
    match = _MONTH_DAY.fullmatch(folded(text.strip()))
    if match is None or not 1 <= int(match[1]) <= 12:
        return None
    month = int(match[1])
    last = monthrange(_LEAP_YEAR, month)[1]
    day = int(match[2] or last)
    return MonthDay(month, day) if 1 <= day <= last else None


def month_day_written(what: MonthDay) -> str:
    """The same as text: `4月1日`, `2月末`."""
    return "2月末" if what == END_OF_FEBRUARY else f"{what.month}月{what.day}日"


_LEAP_YEAR = 2000


def _quoted(text: str) -> Written | None:
    if text[0] == "“":
        return Written(Shape.TEXT, text[1:-1])
    try:
        return Written(Shape.TEXT, str(json.loads(text, strict=False)))
    except json.JSONDecodeError:
        return None
