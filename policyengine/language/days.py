"""Days moved by lengths of time."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from policyengine.language.tree import Duration


def moved(day: date, by: Duration, *, forward: bool) -> date | None:
    """The day so much later or earlier; None past the calendar's ends.

    A month later is the same day of that month, or its last day where it has no such day.
    """
    sign = 1 if forward else -1
    try:
        if by.days:
            return day + timedelta(days=sign * by.days)
        year, month = divmod(day.year * 12 + day.month - 1 + sign * by.months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError, IndexError):
        return None
