"""Duties of departments and targets of the government: each entry as the law it states."""

from __future__ import annotations

from policyengine.rulebook.document import DutyWritten, RhythmWritten, TargetWritten
from policyengine.rulebook.findings import KeysExclude
from policyengine.rulebook.from_document.entry import common
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.from_document.figures import figure, same_kind
from policyengine.rulebook.plan import Duty, MonthPart, Rhythm, Target
from policyengine.rulebook.shape import shaped, wrong
from policyengine.rulebook.text.nodes import Node


def duty(node: Node, read: Expressions) -> Duty | None:
    """One entry of `duties:`."""
    before = len(read.findings)
    written = shaped(DutyWritten, node, read.findings)
    if written is None:
        return None
    measure = None if written.measure is None else figure(written.measure, read)
    rhythm = None if written.rhythm is None else _rhythm(written.rhythm, read)
    if len(read.findings) > before:
        return None
    return Duty(**common(written), area=written.area, rhythm=rhythm, measure=measure)


def target(node: Node, read: Expressions) -> Target | None:
    """One entry of `targets:`; `by` a day or `each` period."""
    before = len(read.findings)
    written = shaped(TargetWritten, node, read.findings)
    if written is None:
        return None
    main = figure(written, read)
    kind = None if main is None else main.kind
    stretch = None if kind is None else same_kind(written.stretch, kind, read)
    base = written.baseline
    start_value = None if kind is None or base is None else same_kind(base.value, kind, read)
    _check_target_times(written, read)
    if main is None or len(read.findings) > before:
        return None
    return Target(
        **common(written),
        measure=written.measure,
        figure=main,
        stretch=stretch,
        firmness=written.firmness,
        by=written.by,
        each=written.each,
        start=written.start,
        end=written.end,
        baseline_year=None if base is None else base.year,
        baseline_value=start_value,
        area=written.area,
        part_of=written.part_of,
    )


def _rhythm(written: RhythmWritten, read: Expressions) -> Rhythm:
    times = written.times
    low, high = (1, 1) if times is None else (times.low, times.high)
    if high is not None and low > high:
        read.findings.append(wrong(written.node.items["times"], "low不大于high", "`low` not above `high`"))
    months = tuple(MonthPart(each.month, each.part) for each in written.in_months)
    return Rhythm(written.every, low, high, months)


def _check_target_times(written: TargetWritten, read: Expressions) -> None:
    given = tuple(key for key in ("by", "each") if written.node.get(key) is not None)
    if len(given) != 1:
        read.findings.append(KeysExclude(keys=("by", "each"), found=given, span=written.node.head))
    if written.start is not None and written.end is not None and written.start > written.end:
        read.findings.append(wrong(written.node.items["to"], "不早于from的年份", "a year not before `from`"))
