"""Targets and rhythms decided by durable-rules: a second opinion on a government's own promises.

Each target is one case, each period of a duty another: figures and days are told, what follows is chained.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from policyengine.evaluation.kept import kept
from policyengine.language.tree import AllOf, Compare, Fact, Kind, Literal, Not, Relation, Value
from policyengine.monitoring.durable.program import Step, program
from policyengine.monitoring.durable.running import Machine
from policyengine.monitoring.rhythms import Kept, PeriodKept, RhythmStanding, gone
from policyengine.monitoring.targets import RATES, Course, TargetStanding, needed
from policyengine.rulebook.choices import Bound
from policyengine.rulebook.plan import Duty, Plan, Target

_BEGUN, _FIGURE, _LINE, _TODAY, _LAST = (Fact(name) for name in ("begun", "figure", "line", "as_of", "last"))
_WHOLE, _GONE, _LACKING, _DONE = (Fact(name) for name in ("whole", "gone", "lacking", "done"))
_OVER = Compare(_TODAY, Relation.GREATER, _LAST)


def decided_target(standing: TargetStanding) -> TargetStanding:
    """The standing with its status decided by durable-rules."""
    found = _targets(standing.plan)[standing.target.id].run(_told(standing))
    status = next((each for each in Course if each.value in found), None)
    if status is None:
        status = Course.OPEN if "short" in found else Course.UNREPORTED
    return replace(standing, status=status)


def decided_rhythm(standing: RhythmStanding) -> RhythmStanding:
    """The standing with the status of each period decided by durable-rules."""
    machine = _rhythms(standing.plan)[standing.duty.id]
    return replace(standing, periods=tuple(_decided(machine, each, standing) for each in standing.periods))


def _decided(machine: Machine, period: PeriodKept, standing: RhythmStanding) -> PeriodKept:
    told: dict[str, Value] = {
        _DONE.name: Fraction(len(period.done)),
        _LACKING.name: bool(period.lacking),
        _WHOLE.name: period.whole,
        _GONE.name: gone(period.period, standing.as_of, period.lacking),
    }
    found = machine.run(told)
    return replace(period, status=next(each for each in Kept if each.value in found))


@kept
def _targets(plan: Plan) -> dict[str, Machine]:
    return {rule.id: Machine(program(tuple(_target_steps(rule)))) for rule in plan.targets.values()}


@kept
def _rhythms(plan: Plan) -> dict[str, Machine]:
    duties = plan.duties.values()
    return {duty.id: Machine(program(tuple(_duty_steps(duty)))) for duty in duties if duty.rhythm is not None}


def _target_steps(rule: Target) -> Iterator[Step]:
    need = needed(rule)
    if need is None:
        return
    relation = Relation.GREATER if rule.figure.relation is Bound.ABOVE else Relation.AT_LEAST
    reached = Compare(_FIGURE, relation, Literal(rule.figure.kind, need))
    yield Step(Course.NOT_BEGUN, _BEGUN, negated=True)
    yield Step("running", _BEGUN)
    yield Step("reached", reached, ("running",))
    yield Step("short", reached, ("running",), negated=True)
    yield Step(Course.MISSED, _OVER, ("short",))
    yield Step("in time", _OVER, ("running",), negated=True)
    if rule.measure in RATES:
        yield Step(Course.MET, _OVER, ("reached",))
        yield Step(Course.ON_COURSE, _BEGUN, ("reached", "in time"))
        yield Step(Course.BEHIND, _BEGUN, ("short", "in time"))
    else:
        on_line = Compare(_FIGURE, Relation.AT_LEAST, _LINE)
        yield Step(Course.MET, _BEGUN, ("reached",))
        yield Step(Course.ON_COURSE, on_line, ("short", "in time"))
        yield Step(Course.BEHIND, on_line, ("short", "in time"), negated=True)


def _told(standing: TargetStanding) -> dict[str, Value]:
    begun = standing.status is not Course.NOT_BEGUN
    told: dict[str, Value] = {
        _BEGUN.name: begun,
        _TODAY.name: standing.as_of,
        _LAST.name: standing.period.last,
    }
    if standing.reports:
        told[_FIGURE.name] = standing.reports[-1].value
    if standing.expected is not None:
        told[_LINE.name] = standing.expected
    return told


def _duty_steps(duty: Duty) -> Iterator[Step]:
    assert duty.rhythm is not None
    often = Compare(_DONE, Relation.AT_LEAST, Literal(Kind.COUNT, Fraction(duty.rhythm.low)))
    whole = AllOf((often, Not(_LACKING)))
    yield Step(Kept.KEPT, whole)
    yield Step("wanting", whole, negated=True)
    yield Step(Kept.PARTIAL, _WHOLE, ("wanting",), negated=True)
    yield Step("owed", _WHOLE, ("wanting",))
    yield Step(Kept.MISSED, _GONE, ("owed",))
    yield Step(Kept.OPEN, _GONE, ("owed",), negated=True)
