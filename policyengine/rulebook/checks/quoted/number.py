"""Numbers as law has them: a value is only ever equal to a value of its own kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from policyengine.errors import Bilingual
from policyengine.language.tree import Duration, Kind, MonthDay
from policyengine.language.types import TYPES


class NumberKind(StrEnum):
    """What a number counts. Years and months of the calendar are no counts, and no durations."""

    MONEY = "money"
    RATIO = "ratio"
    COUNT = "count"
    DATE = "date"
    YEAR = "year"
    MONTH = "month"
    MONTH_DAY = "day of the year"
    DURATION = "duration"

    @property
    def label(self) -> Bilingual:
        """The kind by its name in a message."""
        return Bilingual(_ZH[self], self.value)


_ZH = {
    NumberKind.MONEY: "金额",
    NumberKind.RATIO: "比例",
    NumberKind.COUNT: "数量",
    NumberKind.DATE: "日期",
    NumberKind.YEAR: "年份",
    NumberKind.MONTH: "月份",
    NumberKind.MONTH_DAY: "月日",
    NumberKind.DURATION: "期限",
}

_CALENDAR = {NumberKind.YEAR: "年", NumberKind.MONTH: "月"}

# Money in 元, ratios as fractions of one; a year and a month are whole numbers.
NumberValue: TypeAlias = Fraction | date | Duration | MonthDay


@dataclass(frozen=True, slots=True)
class Number:
    """One value of one kind. Numbers are equal when both are: 30万元 is not the count 300,000."""

    kind: NumberKind
    value: NumberValue

    def __str__(self) -> str:
        """As a rule would write it: 30万元, 3%, 6个月; a year and a month with 年 and 月 behind them."""
        match self.kind, self.value:
            case (NumberKind.YEAR | NumberKind.MONTH) as kind, Fraction() as value:
                return f"{value.numerator}{_CALENDAR[kind]}"
            case _, MonthDay(month, day):
                return f"{month}月{day}日"
            case _, Fraction() as value if not finite(value):
                return f"{value.numerator}/{value.denominator}"
            case kind, value:
                return TYPES[Kind(kind.value)].literal(value)


def finite(value: Fraction) -> bool:
    """Whether a decimal can write the number: a third of three payers has none."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator == 1


@dataclass(frozen=True, slots=True)
class Reading:
    """What the numbers of some quotes are.

    `days`: days of a year that is not said beside them, as (month, day): 每年 and 年底 mean 12-31.
    `ends`: the first and last days of months that are said whole (4月至5月), and `days` besides.
    `every_year`: they speak of each year alike (每年, 年均, 年度), not of one.
    `some`: the quotes speak of having something (拥有, 全覆盖, 建立, 实现), which is one or more of it.
    `occasions`: how often something takes place: 两次 is 2.
    `splits`: ratios that divide something, 6∶4 as (6, 4). `equal_parts`: it is divided evenly (平均分担).
    `periods`: the months of what comes round (按月, 每季度, 逐年), 1, 3, 6 or 12.
    """

    numbers: frozenset[Number] = frozenset()
    days: frozenset[tuple[int, int]] = frozenset()
    some: bool = False
    occasions: frozenset[Fraction] = frozenset()
    every_year: bool = False
    splits: frozenset[tuple[int, ...]] = frozenset()
    equal_parts: bool = False
    periods: frozenset[int] = frozenset()
    ends: frozenset[tuple[int, int]] = frozenset()

    def __contains__(self, number: Number) -> bool:
        return number in self.numbers

    def holds(self, kind: NumberKind, value: NumberValue | int) -> bool:
        """Whether that value of that kind is among the numbers."""
        return Number(kind, Fraction(value) if isinstance(value, int) else value) in self.numbers

    def of(self, kind: NumberKind) -> tuple[Number, ...]:
        """The numbers of one kind, in a settled order."""
        return tuple(sorted((n for n in self.numbers if n.kind is kind), key=str))


def together(readings: Iterable[Reading]) -> Reading:
    """What several quotes hold between them."""
    every = tuple(readings)
    return Reading(
        frozenset().union(*(r.numbers for r in every)),
        frozenset().union(*(r.days for r in every)),
        any(r.some for r in every),
        frozenset().union(*(r.occasions for r in every)),
        any(r.every_year for r in every),
        frozenset().union(*(r.splits for r in every)),
        any(r.equal_parts for r in every),
        frozenset().union(*(r.periods for r in every)),
        frozenset().union(*(r.ends for r in every)),
    )
