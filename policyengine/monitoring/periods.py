"""Years, half-years, quarters, months and days as stretches of the calendar."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from policyengine.rulebook.choices import Every, Part
from policyengine.rulebook.due_days import end_of
from policyengine.rulebook.plan import MonthPart

_MONTHS = {Every.YEAR: 12, Every.HALF: 6, Every.QUARTER: 3, Every.MONTH: 1}


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one day to another, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def to_dict(self) -> dict[str, str]:
        """The two days."""
        return {"from": self.first.isoformat(), "to": self.last.isoformat()}


def period_of(every: Every, day: date) -> Stretch:
    """The year, half, quarter, month or day in which a day falls."""
    last = end_of(every, day)
    if every is Every.DAY:
        return Stretch(day, day)
    return Stretch(date(last.year, last.month - _MONTHS[every] + 1, 1), last)


def periods(every: Every, first: date, last: date) -> Iterator[Stretch]:
    """Every period that a stretch of days touches, in order."""
    day = first
    while day <= last:
        period = period_of(every, day)
        yield period
        if period.last == date.max:
            return
        day = period.last + timedelta(days=1)


def third_of(part: MonthPart, year: int) -> Stretch:
    """上旬, 中旬 or 下旬 of a month, or the whole month where no third is named."""
    end = monthrange(year, part.month)[1]
    first, last = {None: (1, end), Part.EARLY: (1, 10), Part.MIDDLE: (11, 20), Part.LATE: (21, end)}[
        part.part
    ]
    return Stretch(date(year, part.month, first), date(year, part.month, last))
