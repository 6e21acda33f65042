"""`payments:`, how a reward is paid out over time → what is promised, and what of it can be had.

payments:
  - {title: 首笔, share: 50%}
  - {share: remainder, when: inspection = passed, not_before: recognised_on + 1年}

payments: [{advance: 50% * planned_cost}, {settlement: true, when: accepted}]
"""

from __future__ import annotations

from collections.abc import Sequence

from policyengine.language.tree import Amount
from policyengine.rulebook.document import RewardWritten, ScheduleWritten
from policyengine.rulebook.findings import KeysExclude, MissingKey
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.from_document.instalments import in_instalments
from policyengine.rulebook.from_document.parts import gated, sum_of
from policyengine.rulebook.from_document.payment_entries import FORMS, Entry, entry
from policyengine.rulebook.from_document.schedules import Schedule, scheduled
from policyengine.rulebook.shape import wrong
from policyengine.rulebook.text.nodes import Node

_SETTLING = ("advance", "settlement")


def payments(written: RewardWritten, named: Amount | None, read: Expressions) -> Schedule:
    """The reward's payments; `named` is the amount it names, None where it names none or it is wrong."""
    listed = written.payments
    if listed is None:
        return Schedule(named, named)
    if isinstance(listed, ScheduleWritten):
        return scheduled(listed, written, named, read)
    before = len(read.findings)
    entries = [entry(each, number, read) for number, each in enumerate(listed, 1)]
    if len(read.findings) > before or (named is None and written.amount is not None):
        return Schedule(None, None)
    known = [each for each in entries if each is not None]
    if any(each.form in _SETTLING for each in known):
        return _settled(known, named, written.node.items["payments"], read)
    return in_instalments(known, named, written.node.items["payments"], read)


def _settled(entries: Sequence[Entry], named: Amount | None, place: Node, read: Expressions) -> Schedule:
    """Advances, and one settlement that pays what they fall short of, or takes back what they exceed."""
    for each in entries:
        if each.form not in _SETTLING:
            found = (each.form, "settlement")
            read.findings.append(KeysExclude(keys=FORMS, found=found, span=each.node.keys[each.form].span))
            return Schedule(None, None)
    settlements = [each for each in entries if each.form == "settlement"]
    advances = [each for each in entries if each.form == "advance"]
    if not advances or not settlements:
        missing = "settlement" if advances else "advance"
        read.findings.append(MissingKey(key=missing, span=place.head))
    for each in settlements[1:]:
        read.findings.append(wrong(each.place, "只有一次清算", "one settlement"))
    for each in settlements if len(settlements) == 1 else ():
        if advances and entries[-1] is not each:
            read.findings.append(wrong(each.place, "清算列在预拨之后", "the settlement after the advances"))
    if named is None or not advances or len(settlements) != 1:
        return Schedule(None, None)
    ahead = sum_of([gated(each.amount, each.when) for each in advances if each.amount is not None])
    made = tuple(each.payment(each.amount or named) for each in entries)
    return Schedule(named, gated(named, settlements[0].when, ahead), made)
