"""Whether departments keep the rhythm that a plan sets their duties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from policyengine.monitoring.event import Event
from policyengine.monitoring.periods import Stretch, periods, third_of
from policyengine.rulebook.plan import Duty, Plan, Rhythm

MOST_SHOWN = 12
"""Periods of one duty that its standing lists, the latest ones."""


class Kept(StrEnum):
    """How a period stands: kept, missed, still open, or not owed because the plan covers only part of it."""

    KEPT = "kept"
    MISSED = "missed"
    OPEN = "open"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class PeriodKept:
    """One period of a rhythm: how often the duty was carried out in it, and in which months it was not.

    `whole`: the plan covers all of it.
    """

    period: Stretch
    done: tuple[date, ...]
    need: int
    status: Kept
    lacking: tuple[Stretch, ...] = ()
    whole: bool = True

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            **self.period.to_dict(),
            "done": len(self.done),
            "need": self.need,
            "on": [day.isoformat() for day in self.done],
            "lacking": [each.to_dict() for each in self.lacking],
            "status": self.status.value,
        }


@dataclass(frozen=True, slots=True)
class RhythmStanding:
    """A duty and its periods until a day."""

    plan: Plan
    duty: Duty
    rhythm: Rhythm
    periods: tuple[PeriodKept, ...]
    as_of: date

    @property
    def status(self) -> Kept:
        """Whether the rhythm was kept when it was last due; open before there is such a period."""
        ended = [each.status for each in self.periods if each.status in (Kept.KEPT, Kept.MISSED)]
        return ended[-1] if ended else Kept.OPEN

    @property
    def next_due(self) -> date | None:
        """The last day on which the present period asks for something that has not been done."""
        open_ = next((each for each in self.periods if self.as_of in each.period), None)
        if open_ is None or open_.status in (Kept.KEPT, Kept.MISSED):
            return None
        coming = [each.last for each in open_.lacking if each.last >= self.as_of]
        if coming:
            return min(coming)
        return open_.period.last if len(open_.done) < open_.need else None

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        duty, due = self.duty, self.next_due
        return {
            "id": f"{self.plan.city}.{duty.id}",
            "title": duty.title.to_dict(),
            "departments": list(duty.departments),
            "cite": [{"clause": each.clause, "quote": each.quote} for each in duty.cite],
            "every": self.rhythm.every.value,
            "times": {"low": self.rhythm.low, "high": self.rhythm.high},
            "status": self.status.value,
            "missed": sum(each.status is Kept.MISSED for each in self.periods),
            "next_due": None if due is None else due.isoformat(),
            "days_left": None if due is None else (due - self.as_of).days,
            "periods": [each.to_dict() for each in self.periods[-MOST_SHOWN:]],
        }


def rhythms(
    plan: Plan, events: Iterable[Event], as_of: date, until: date | None = None
) -> tuple[RhythmStanding, ...]:
    """Every duty of a version that has a rhythm, as it stands on a day. `events`: those of departments.

    `until`: the last day of the version, where another takes its place before its own end.
    """
    done: dict[str, list[date]] = {}
    for event in events:
        if event.concerns is not None and event.on <= as_of:
            done.setdefault(event.concerns, []).append(event.on)
    ends = [each for each in (plan.period.end, until) if each is not None]
    in_force = Stretch(plan.period.start, min(ends, default=date.max))
    made: list[RhythmStanding] = []
    for duty in plan.duties.values():
        if duty.rhythm is not None:
            days = sorted(done.get(f"{plan.city}.{duty.id}", ()))
            kept = tuple(_kept(duty.rhythm, days, in_force, as_of))
            made.append(RhythmStanding(plan, duty, duty.rhythm, kept, as_of))
    return tuple(made)


def _kept(rhythm: Rhythm, done: Sequence[date], in_force: Stretch, as_of: date) -> Iterator[PeriodKept]:
    for period in periods(rhythm.every, in_force.first, min(as_of, in_force.last)):
        within = tuple(day for day in done if day in period and day in in_force)
        thirds = [
            third_of(part, year)
            for year in range(period.first.year, period.last.year + 1)
            for part in rhythm.in_months
        ]
        asked = [each for each in thirds if each.first in period]
        lacking = tuple(each for each in asked if not any(day in each for day in within))
        whole = period.first in in_force and period.last in in_force
        status = _status(len(within) >= rhythm.low and not lacking, period, whole, as_of, lacking)
        yield PeriodKept(period, within, rhythm.low, status, lacking, whole)


def _status(satisfied: bool, period: Stretch, whole: bool, as_of: date, lacking: Sequence[Stretch]) -> Kept:
    if satisfied:
        return Kept.KEPT
    if not whole:
        return Kept.PARTIAL
    return Kept.MISSED if gone(period, as_of, lacking) else Kept.OPEN


def gone(period: Stretch, as_of: date, lacking: Sequence[Stretch]) -> bool:
    """Whether it is too late: the period is over, or a month in which the duty was to be carried out."""
    return as_of > period.last or any(each.last < as_of for each in lacking)
