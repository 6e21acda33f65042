"""Rewards, supports, obligations, duties, targets and groups: each entry of a rule file as the law it states.

Every part that can be read is read even where another part is wrong, so that one run tells all mistakes.
"""

from __future__ import annotations

from typing import Any

from policyengine.errors import Bilingual
from policyengine.language.tree import ALWAYS, Condition
from policyengine.rulebook.citing import Citation
from policyengine.rulebook.document import (
    DutyWritten,
    GroupWritten,
    ObligationWritten,
    RewardWritten,
    RhythmWritten,
    RuleWritten,
    SupportWritten,
    TargetWritten,
)
from policyengine.rulebook.findings import KeysExclude
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.from_document.figures import budget, figure, money, same_kind
from policyengine.rulebook.from_document.written_at import written_at
from policyengine.rulebook.plan import Duty, MonthPart, Obligation, Reward, Rhythm, Support, Target
from policyengine.rulebook.provisions import Group
from policyengine.rulebook.shape import shaped, wrong
from policyengine.rulebook.text.nodes import Mapping, Node
from policyengine.rulebook.written import is_null


def reward(node: Node, read: Expressions) -> Reward | None:
    """One entry of `rewards:`."""
    before = len(read.findings)
    written = shaped(RewardWritten, node, read.findings)
    when = _condition(node, "when", read)
    amount_node = _under(node, "amount")
    beside = node if isinstance(node, Mapping) else None
    amount = None if amount_node is None else read.amount(amount_node, beside)
    shares = read.payers(_under(node, "paid_by"), amount)
    if written is None:
        return None
    fund = budget(written.budget, read)
    if len(read.findings) > before or amount is None or shares is None:
        return None
    return Reward(
        **_common(written),
        when=when,
        amount=amount,
        nature=written.nature,
        paid_by=shares,
        once=written.once,
        scope=written.scope,
        budget=fund,
    )


def support(node: Node, read: Expressions) -> Support | None:
    """One entry of `supports:`."""
    before = len(read.findings)
    written = shaped(SupportWritten, node, read.findings)
    when = _condition(node, "when", read)
    if written is None or len(read.findings) > before:
        return None
    return Support(
        **_common(written), kind=written.kind, when=when, nature=written.nature, scope=written.scope
    )


def obligation(node: Node, read: Expressions) -> Obligation | None:
    """One entry of `obligations:`; exactly one of `by`, `each` and `standing`."""
    before = len(read.findings)
    written = shaped(ObligationWritten, node, read.findings)
    bound, requires = _condition(node, "bound", read), _condition(node, "requires", read)
    if written is not None:
        times = {"by": written.by, "each": written.each, "standing": written.standing}
        given = tuple(key for key, value in times.items() if value)
        if len(given) != 1:
            read.findings.append(KeysExclude(keys=tuple(times), found=given, span=node.head))
    if written is None or len(read.findings) > before:
        return None
    return Obligation(
        **_common(written),
        bound=bound,
        requires=requires,
        by=written.by,
        each=written.each,
        standing=written.standing,
        scope=written.scope,
    )


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
    return Duty(**_common(written), area=written.area, rhythm=rhythm, measure=measure)


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
        **_common(written),
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


def group(node: Node, read: Expressions) -> Group | None:
    """One entry of `groups:`; `pay: highest`, `at_most`, or both."""
    before = len(read.findings)
    written = shaped(GroupWritten, node, read.findings)
    if written is None:
        return None
    ceiling = money(written.at_most, read)
    fund = budget(written.budget, read)
    if written.pay is None and written.at_most is None:
        read.findings.append(KeysExclude(keys=("pay", "at_most"), found=(), span=node.head))
    if len(read.findings) > before:
        return None
    id = written.id or f"{written.rewards[0]}_group"
    return Group(
        id=id,
        title=written.title.bilingual() if written.title else Bilingual(zh=id, en=id),
        rewards=tuple(written.rewards),
        highest=written.pay is not None,
        at_most=ceiling,
        budget=fund,
        **_sources(written),
    )


def _under(node: Node, key: str) -> Node | None:
    """What stands under a key; that nothing stands there has been told."""
    below = node.get(key) if isinstance(node, Mapping) else None
    return None if is_null(below) else below


def _condition(node: Node, key: str, read: Expressions) -> Condition:
    """The condition under a key. Where it is absent or wrong the rule says so elsewhere, or asks nothing."""
    below = _under(node, key)
    return ALWAYS if below is None else read.condition(below) or ALWAYS


def _common(written: RuleWritten) -> dict[str, Any]:
    return {
        "id": written.id,
        "title": written.title.bilingual(),
        "theme": written.theme,
        "departments": tuple(written.departments),
        **_sources(written),
    }


def _sources(written: RuleWritten | GroupWritten) -> dict[str, Any]:
    return {
        "cite": tuple(
            Citation(each.clause, each.quote.text.strip(), each.quote.span) for each in written.cite
        ),
        "interpretation": written.interpretation.bilingual() if written.interpretation else None,
        "derived": written.derived,
        "span": written.node.span,
        "written_at": written_at(written.node),
    }


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
