"""The calendar as rules read it: whole years, months and days gone by, and windows that open every year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import NamedTuple, assert_never

from policyengine.evaluation.meaning.terms import moved
from policyengine.language.tree import Duration, MonthDay, Unit


def elapsed(start: date, end: date, unit: Unit) -> int:
    """How many whole years, months or days lie between two days; 0 where the end is not after the start."""
    match unit:
        case Unit.DAY:
            return max(0, (end - start).days)
        case Unit.MONTH:
            return max(0, _months(start, end))
        case Unit.YEAR:
            # Twelve months from 29 February are up on 28 February, and so is the year.
            return max(0, _months(start, end)) // 12
        case unread:
            assert_never(unread)


def _months(start: date, end: date) -> int:
    begun = (end.year - start.year) * 12 + end.month - start.month
    if begun <= 0:
        return 0
    day = moved(start, Duration(months=begun), forward=True)
    return begun if day is not None and day <= end else begun - 1


class Opening(NamedTuple):
    """One time at which a window is open, both days included."""

    first: date
    last: date


def opening(first: MonthDay, last: MonthDay, day: date) -> Opening | None:
    """The opening of a yearly window in which a day lies, or else the next; None past the calendar's end."""
    over_the_turn = (last.month, last.day) < (first.month, first.day)
    # A window over the turn of the year may have opened in the year before.
    for year in (day.year - 1, day.year, day.year + 1):
        closes = year + over_the_turn
        if date.min.year <= year and closes <= date.max.year and day <= day_of(last, closes):
            return Opening(day_of(first, year), day_of(last, closes))
    return None


def day_of(day: MonthDay, year: int) -> date:
    """The day in one year; 29 February is the end of February, leap year or not."""
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))
