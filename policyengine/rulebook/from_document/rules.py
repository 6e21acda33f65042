"""Rewards, supports and obligations: each entry of a rule file as the law it states.

Every part that can be read is read even where another part is wrong, so that one run tells all mistakes.
"""

from __future__ import annotations

from typing import Any

from policyengine.language.tree import Duration, Literal
from policyengine.rulebook.choices import Per
from policyengine.rulebook.document import ObligationWritten, RewardWritten, SupportWritten
from policyengine.rulebook.findings import KeysExclude, MissingKey
from policyengine.rulebook.from_document.applying import application
from policyengine.rulebook.from_document.clawback import clawbacks
from policyengine.rulebook.from_document.entry import common, condition, day, length, under
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.from_document.figures import budget
from policyengine.rulebook.from_document.governing import governing_fact
from policyengine.rulebook.from_document.local_ids import refuse_local_twins
from policyengine.rulebook.from_document.payments import payments
from policyengine.rulebook.from_document.readings import with_readings
from policyengine.rulebook.from_document.schedules import Schedule
from policyengine.rulebook.plan import Obligation, Reward, Support
from policyengine.rulebook.shape import shaped
from policyengine.rulebook.sugar.bounds import BOUNDS
from policyengine.rulebook.text.nodes import Mapping, Node


def _once(written: bool | Per) -> Per | None:
    if isinstance(written, Per):
        return written
    return Per.EVER if written else None


def reward(node: Node, read: Expressions) -> Reward | None:
    """One entry of `rewards:`, with its other readings."""
    return with_readings(node, read, _reward)


def support(node: Node, read: Expressions) -> Support | None:
    """One entry of `supports:`, with its other readings."""
    return with_readings(node, read, _support)


def obligation(node: Node, read: Expressions) -> Obligation | None:
    """One entry of `obligations:`, with its other readings."""
    return with_readings(node, read, _obligation)


def _reward(node: Node, read: Expressions) -> Reward | None:
    before = len(read.findings)
    written = shaped(RewardWritten, node, read.findings)
    when = condition(node, "when", read)
    amount_node = under(node, "amount")
    beside = node if isinstance(node, Mapping) else None
    named = None if amount_node is None else read.amount(amount_node, beside)
    if written is None:
        read.splits(under(node, "paid_by"), named)
        return None
    schedule = payments(written, named, read)
    _check_amount(written, schedule, before, read)
    shares = read.splits(under(node, "paid_by"), schedule.promised)
    back, how = clawbacks(written.clawback, read), application(written.apply, read)
    paid = written.payments if isinstance(written.payments, list) else []
    refuse_local_twins([each.node for each in (*paid, *(written.clawback or ()))], read)
    fund = budget(written.budget, read)
    governs = governing_fact(written.governs, written.node, read)
    promised = schedule.promised
    if len(read.findings) > before or promised is None or schedule.amount is None or shares is None:
        return None
    return Reward(
        **common(written),
        when=when,
        amount=schedule.amount,
        promised=promised,
        nature=written.nature,
        paid_by=shares,
        once=_once(written.once),
        scope=written.scope,
        budget=fund,
        payments=schedule.payments,
        clawbacks=back,
        apply=how,
        governs=governs,
    )


def _check_amount(written: RewardWritten, schedule: Schedule, before: int, read: Expressions) -> None:
    """Something says what the reward comes to, and nothing bounds an amount that is not written."""
    if written.amount is not None or len(read.findings) > before:
        return
    bounds = [key for key in BOUNDS if key in written.node.items]
    if schedule.promised is None or bounds:
        place = written.node.keys[bounds[0]].span if bounds else written.node.head
        read.findings.append(MissingKey(key="amount", span=place))


def _support(node: Node, read: Expressions) -> Support | None:
    before = len(read.findings)
    written = shaped(SupportWritten, node, read.findings)
    when = condition(node, "when", read)
    if written is None:
        return None
    how = application(written.apply, read)
    governs = governing_fact(written.governs, written.node, read)
    if len(read.findings) > before:
        return None
    return Support(
        **common(written),
        kind=written.kind,
        when=when,
        nature=written.nature,
        scope=written.scope,
        apply=how,
        governs=governs,
    )


def _obligation(node: Node, read: Expressions) -> Obligation | None:
    """Exactly one of `by`, `each` and `standing`."""
    before = len(read.findings)
    written = shaped(ObligationWritten, node, read.findings)
    bound, requires = condition(node, "bound", read), condition(node, "requires", read)
    times = _times(node, read)
    if written is not None:
        _check_times(written, read)
    if written is None or len(read.findings) > before:
        return None
    return Obligation(
        **common(written),
        **times,
        bound=bound,
        requires=requires,
        each=written.each,
        standing=written.standing,
        survives=written.survives,
        scope=written.scope,
    )


def _times(node: Node, read: Expressions) -> dict[str, Any]:
    return {
        "by": day(node, "by", read),
        "start": day(node, "from", read),
        "grace": _duration(length(node, "within", read)),
        "lasts": _duration(length(node, "for", read)),
    }


def _duration(literal: Literal | None) -> Duration | None:
    return literal.value if literal is not None and isinstance(literal.value, Duration) else None


def _check_times(written: ObligationWritten, read: Expressions) -> None:
    node = written.node
    times = {"by": written.by, "each": written.each, "standing": written.standing}
    given = tuple(key for key, value in times.items() if value)
    if len(given) != 1:
        read.findings.append(KeysExclude(keys=tuple(times), found=given, span=node.head))
    for key, other in (("within", "each"), ("for", "from")):
        if key in node.items and other not in node.items and (key != "within" or len(given) == 1):
            read.findings.append(MissingKey(key=other, span=node.keys[key].span))
