"""Days and years agree with the plan's period, its horizon, and one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policyengine.errors import Bilingual, Finding
from policyengine.language.tree import Literal
from policyengine.rulebook.checks.stated import place
from policyengine.rulebook.plan import Obligation, Period, Plan, Target


@dataclass(frozen=True, slots=True)
class PeriodReversed(Finding):
    """A plan's period ends before it starts.

    Why: no day lies in it, so the plan would never be in force.
    Mend: compare both ends with the document.
    """

    code = "period-reversed"
    start: date
    end: date

    def message(self) -> Bilingual:
        """Both ends."""
        return Bilingual(zh=f"{self.end}早于{self.start}", en=f"{self.end} lies before {self.start}")


@dataclass(frozen=True, slots=True)
class DayOutsidePeriod(Finding):
    """An obligation falls due, or a target ends, on a day outside the plan's period.

    Why: on that day the plan does not speak, so nobody would be asked.
    Mend: compare the day, and the plan's `period`, with the document.
    """

    code = "day-outside-period"
    day: date
    period: Period

    def message(self) -> Bilingual:
        """The day and the period."""
        end = self.period.end
        return Bilingual(
            zh=f"{self.day}不在方案期间{self.period.start}至{end or '（未载明）'}之内",
            en=f"{self.day} lies outside the plan's period, {self.period.start} to {end or 'no stated end'}",
        )


@dataclass(frozen=True, slots=True)
class HorizonInconsistent(Finding):
    """The plan's `horizon` is not the last year that its targets speak of.

    Why: past the horizon users are warned that the plan has run its course; a wrong year warns too early or
    too late.
    Mend: set `horizon` to the year of the last target, or correct the target.
    """

    code = "horizon-inconsistent"
    horizon: int
    other: int
    what: Bilingual

    def message(self) -> Bilingual:
        """The horizon and the year it does not go with."""
        return Bilingual(
            zh=f"目标年份horizon为{self.horizon}，与{self.what.zh}{self.other}年不符",
            en=f"the horizon is {self.horizon}, but {self.what.en} {self.other}",
        )


@dataclass(frozen=True, slots=True)
class BaselineTooLate(Finding):
    """A target's baseline year is not before the year the target is for.

    Why: growth is counted from the baseline on; from a later year there is nothing to count.
    Mend: compare both years with the quote.
    """

    code = "baseline-too-late"
    baseline: int
    year: int

    def message(self) -> Bilingual:
        """Both years."""
        return Bilingual(
            zh=f"基期{self.baseline}年不早于目标年份{self.year}年",
            en=f"the baseline year {self.baseline} is not before {self.year}, which the target is for",
        )


def dates(plan: Plan) -> Iterator[Finding]:
    """What is wrong with the days and years of a plan."""
    period = plan.period
    if period.end is not None and period.end < period.start:
        span = plan.written_at.get("period.to", plan.span)
        yield PeriodReversed(start=period.start, end=period.end, span=span)
        return
    for obligation in plan.obligations.values():
        yield from _of_obligation(obligation, period)
    for target in plan.targets.values():
        yield from _of_target(target, period)
    yield from _of_horizon(plan)


def _of_obligation(obligation: Obligation, period: Period) -> Iterator[Finding]:
    day = obligation.by.value if isinstance(obligation.by, Literal) else None
    if isinstance(day, date) and day not in period and not obligation.survives:
        yield DayOutsidePeriod(day=day, period=period, span=place(obligation, "by"))


def _of_target(target: Target, period: Period) -> Iterator[Finding]:
    start, end, by = target.start, target.end, target.by
    if by is not None and by not in period:
        yield DayOutsidePeriod(day=by, period=period, span=place(target, "by"))
    elif start is not None and start < period.start.year:
        yield DayOutsidePeriod(day=date(start, 1, 1), period=period, span=place(target, "from"))
    elif end is not None and period.end is not None and end > period.end.year:
        yield DayOutsidePeriod(day=date(end, 12, 31), period=period, span=place(target, "to"))
    year, baseline = last_year(target), target.baseline_year
    if year is not None and baseline is not None and year <= baseline:
        span = place(target, "baseline.year", "baseline")
        yield BaselineTooLate(baseline=baseline, year=year, span=span)


def last_year(target: Target) -> int | None:
    """The last year that a target speaks of, where it says one."""
    return target.by.year if target.by is not None else target.end


def _of_horizon(plan: Plan) -> Iterator[Finding]:
    horizon, span = plan.horizon, plan.written_at.get("horizon", plan.span)
    if horizon is None:
        return
    last = max((year for t in plan.targets.values() if (year := last_year(t)) is not None), default=horizon)
    start, end = plan.period.start.year, plan.period.end
    if last > horizon:
        what = Bilingual(zh="最后一项目标的", en="the last target is for")
        yield HorizonInconsistent(horizon=horizon, other=last, what=what, span=span)
    elif horizon < start:
        what = Bilingual(zh="方案开始的", en="the plan starts in")
        yield HorizonInconsistent(horizon=horizon, other=start, what=what, span=span)
    elif end is not None and horizon > end.year:
        what = Bilingual(zh="方案结束的", en="the plan ends in")
        yield HorizonInconsistent(horizon=horizon, other=end.year, what=what, span=span)
