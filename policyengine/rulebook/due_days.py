"""On which day what recurs falls due."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from policyengine.language.days import moved
from policyengine.language.tree import Duration
from policyengine.rulebook.choices import Every

MONTHS = {Every.YEAR: 12, Every.HALF: 6, Every.QUARTER: 3, Every.MONTH: 1}
"""How many months a period has; that of a day has none."""


def recurring(
    every: Every, grace: Duration | None, term: tuple[date, date | None], day: date, *, grace_runs: bool
) -> date | None:
    """The day on which the first period that is not overdue on `day` falls due.

    `grace_runs`: whether a period that ended before may still be open.
    """
    start, last = term
    begun = max(day, start)
    end = end_of(every, begun if last is None else min(begun, last))
    while grace_runs and grace is not None:
        before = before_end(every, end)
        if before is None or before < start or (put_off(before, grace) or day) < day:
            break
        end = before
    closed = end if last is None else min(end, last)
    return closed if grace is None else put_off(closed, grace)


def put_off(day: date, grace: Duration) -> date | None:
    """A day put off by a time of grace: whole months from the end of a month end with a month."""
    later = moved(day, grace, forward=True)
    month_ends = grace.months and day.day == monthrange(day.year, day.month)[1]
    if later is None or not month_ends:
        return later
    return later.replace(day=monthrange(later.year, later.month)[1])


def before_end(every: Every, end: date) -> date | None:
    """The end of the period before the one that ends on a day."""
    if every is Every.DAY:
        return None if end == date.min else end - timedelta(days=1)
    month = end.year * 12 + end.month - 1 - MONTHS[every]
    year, month = divmod(month, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1]) if year >= 1 else None


def within_year(day: date, year: int) -> date:
    """The day of that year nearest to a day."""
    return max(date(year, 1, 1), min(day, date(year, 12, 31)))


def end_of(every: Every, day: date) -> date:
    """The last day of the year, half, quarter or month in which a day falls; the day itself for a day."""
    if every is Every.DAY:
        return day
    span = MONTHS[every]
    month = -(-day.month // span) * span
    return date(day.year, month, monthrange(day.year, month)[1])
