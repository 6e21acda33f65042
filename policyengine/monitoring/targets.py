"""Where a government stands with the figures it set itself: met, on course, behind, missed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from policyengine.evaluation.facts.derived import finite
from policyengine.language.types import TYPES
from policyengine.monitoring.event import Event
from policyengine.monitoring.periods import Stretch, period_of
from policyengine.rulebook.choices import Bound, Measure
from policyengine.rulebook.plan import Plan, Target


class Course(StrEnum):
    """How a target stands. `open`: not reached, and nothing tells whether it is on course."""

    MET = "met"
    ON_COURSE = "on_course"
    BEHIND = "behind"
    MISSED = "missed"
    OPEN = "open"
    UNREPORTED = "unreported"
    NOT_BEGUN = "not_begun"


class Origin(StrEnum):
    """Where the straight line begins: at the text's baseline, at nothing, or at the first figure reported."""

    TEXT = "text"
    ZERO = "zero"
    FIRST_REPORT = "first_report"


@dataclass(frozen=True, slots=True)
class Point:
    """A figure on a day."""

    on: date
    value: Fraction


@dataclass(frozen=True, slots=True)
class Line:
    """The straight line from where a target starts to where it must be."""

    start: Point
    end: Point
    origin: Origin

    def at(self, day: date) -> Fraction:
        """The figure that a day asks for; exact."""
        gone, whole = (day - self.start.on).days, (self.end.on - self.start.on).days
        return self.start.value + (self.end.value - self.start.value) * Fraction(gone, whole)


@dataclass(frozen=True, slots=True)
class TargetStanding:
    """A target in the period that a day asks about. `reports`: the figures of it until then, by day."""

    plan: Plan
    target: Target
    as_of: date
    period: Stretch
    reports: tuple[Point, ...]
    line: Line | None
    status: Course

    @property
    def expected(self) -> Fraction | None:
        """What the line asks for on the day of the latest figure."""
        return self.line.at(self.reports[-1].on) if self.line is not None and self.reports else None

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        rule, latest = self.target, self.reports[-1] if self.reports else None
        line = self.line
        return {
            "id": f"{self.plan.city}.{rule.id}",
            "title": rule.title.to_dict(),
            "departments": list(rule.departments),
            "cite": [{"clause": each.clause, "quote": each.quote} for each in rule.cite],
            "unit": rule.figure.unit,
            "kind": rule.figure.kind.value,
            "measure": rule.measure.value,
            "firmness": rule.firmness.value,
            "area": rule.area,
            "relation": rule.figure.relation.value,
            "need": self._plain(needed(rule)),
            "high": self._plain(rule.figure.high),
            "status": self.status.value,
            "period": self.period.to_dict(),
            "due_on": self.period.last.isoformat(),
            "days_left": (self.period.last - self.as_of).days,
            "have": None if latest is None else self._plain(latest.value),
            "measured_on": None if latest is None else latest.on.isoformat(),
            "expected": self._plain(self.expected),
            "line": None
            if line is None
            else {
                "origin": line.origin.value,
                "from": self._point(line.start),
                "to": self._point(line.end),
            },
            "reports": [self._point(each) for each in self.reports],
        }

    def _point(self, point: Point) -> dict[str, Any]:
        return {"on": point.on.isoformat(), "value": self._plain(point.value)}

    def _plain(self, value: Fraction | None) -> str | None:
        return None if value is None else str(TYPES[self.target.figure.kind].plain(finite(value)))


def targets(plan: Plan, events: Iterable[Event], as_of: date) -> tuple[TargetStanding, ...]:
    """Every target of a version as it stands on a day. `events`: those of the city and its areas."""
    reported: dict[str, dict[date, set[Fraction]]] = {}
    for event in events:
        if event.concerns is not None and event.quantity is not None and event.on <= as_of:
            figures = reported.setdefault(event.concerns, {}).setdefault(event.on, set())
            figures.add(Fraction(event.quantity))
    return tuple(
        _standing(plan, rule, as_of, reported.get(f"{plan.city}.{rule.id}", {}))
        for rule in plan.targets.values()
    )


def _standing(plan: Plan, rule: Target, as_of: date, reported: dict[date, set[Fraction]]) -> TargetStanding:
    # Two figures for one day contradict each other: neither counts.
    points = [Point(on, next(iter(values))) for on, values in sorted(reported.items()) if len(values) == 1]
    period, begun = _period(plan, rule, as_of)
    since = period.first if rule.each is not None or rule.measure is Measure.ADDED else date.min
    within = tuple(point for point in points if since <= point.on <= period.last)
    line = _line(rule, period, within)
    status = _course(rule, within, line, as_of, period.last) if begun else Course.NOT_BEGUN
    return TargetStanding(plan, rule, as_of, period, within, line, status)


def _period(plan: Plan, rule: Target, as_of: date) -> tuple[Stretch, bool]:
    """The stretch of days that a target speaks of on a day, and whether it has begun."""
    start, end = plan.period.start, plan.period.end
    if rule.each is None:
        assert rule.by is not None
        return Stretch(min(start, rule.by), rule.by), start <= as_of
    first = start if rule.start is None else date(rule.start, 1, 1)
    last = end if rule.end is None else date(rule.end, 12, 31)
    day = max(first, as_of if last is None else min(as_of, last))
    return period_of(rule.each, day), first <= as_of


RATES = (Measure.GROWTH, Measure.MEAN_GROWTH)
"""What is measured anew for each period and has no way from one figure to another."""


def _line(rule: Target, period: Stretch, reports: Sequence[Point]) -> Line | None:
    need = needed(rule)
    if need is None or rule.measure in RATES:
        return None
    start, origin = _start(rule, period, reports)
    if start is None or start.on >= period.last:
        return None
    return Line(start, Point(period.last, need), origin)


def _start(rule: Target, period: Stretch, reports: Sequence[Point]) -> tuple[Point | None, Origin]:
    if rule.baseline_year is not None and rule.baseline_value is not None:
        return Point(date(rule.baseline_year, 12, 31), rule.baseline_value), Origin.TEXT
    if rule.measure is Measure.ADDED:
        return Point(period.first, Fraction(0)), Origin.ZERO
    return (reports[0] if len(reports) > 1 else None), Origin.FIRST_REPORT


def needed(rule: Target) -> Fraction | None:
    """The figure that must be reached: the lower one of two; 左右 too asks for the figure itself."""
    return rule.figure.low if rule.figure.relation is Bound.BETWEEN else rule.figure.value


def _satisfied(rule: Target, value: Fraction) -> bool:
    need = needed(rule)
    if need is None:
        return False
    return value > need if rule.figure.relation is Bound.ABOVE else value >= need


def _course(rule: Target, reports: Sequence[Point], line: Line | None, as_of: date, due: date) -> Course:
    if not reports:
        return Course.UNREPORTED
    latest = reports[-1]
    if _satisfied(rule, latest.value):
        return Course.ON_COURSE if rule.measure in RATES and as_of <= due else Course.MET
    if as_of > due:
        return Course.MISSED
    if line is None:
        return Course.BEHIND if rule.measure in RATES else Course.OPEN
    return Course.ON_COURSE if latest.value >= line.at(latest.on) else Course.BEHIND
