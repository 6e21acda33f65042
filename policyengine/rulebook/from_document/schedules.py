"""`payments:` as a mapping: payments that come round, by a ratio or of one amount each.

payments: {ratio: "4:3:3", each: year, from: recognised_on, when: hte_status = valid}
payments: {each: month, times: 36, amount: 3000元, from: hired_on}
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from policyengine.language.tree import Amount, Arithmetic, Duration, Kind, Literal, Operator, Term
from policyengine.language.write import write
from policyengine.rulebook.choices import Every, PaymentKind
from policyengine.rulebook.document import RewardWritten, ScheduleWritten
from policyengine.rulebook.entries import MOST_ITEMS
from policyengine.rulebook.findings import KeysExclude, MissingKey, PaymentSplit
from policyengine.rulebook.from_document.entry import citations, condition, day
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.from_document.parts import Part, Side, divided, had
from policyengine.rulebook.from_document.payment_entries import title
from policyengine.rulebook.paying import Payment
from policyengine.rulebook.shape import wrong
from policyengine.rulebook.text.yaml_findings import TooMany

_PERIODS = {
    Every.YEAR: Duration(months=12),
    Every.HALF: Duration(months=6),
    Every.QUARTER: Duration(months=3),
    Every.MONTH: Duration(months=1),
    Every.DAY: Duration(days=1),
}


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is promised, what of it can be had, and the payments; None where any of it is wrong or missing."""

    promised: Amount | None
    amount: Amount | None
    payments: tuple[Payment, ...] = ()


NO_SCHEDULE = Schedule(None, None)


def scheduled(
    written: ScheduleWritten, reward: RewardWritten, named: Amount | None, read: Expressions
) -> Schedule:
    """Payments that come round; `named` is the amount the reward names, None where it is missing or wrong."""
    node, before = written.node, len(read.findings)
    forms = tuple(key for key in ("ratio", "times") if key in node.items)
    if len(forms) != 1:
        read.findings.append(KeysExclude(keys=("ratio", "times"), found=forms, span=node.head))
    else:
        _check_start(written, forms, read)
    when, start = condition(node, "when", read), day(node, "from", read)
    sides = _sides(written, read) if written.ratio is not None else []
    each = read.amount(written.amount) if forms == ("times",) and written.amount is not None else None
    if len(read.findings) > before:
        return NO_SCHEDULE
    if written.times is not None and each is not None:
        promised = _times(written.times, each, written, reward, named, read)
        parts = [Part(each, when) for _ in range(written.times)]
    else:
        promised = named
        span, whole = node.items["ratio"].span, sum(sides)
        shares = [Side(when, Fraction(side, whole), span=span) for side in sides]
        parts = [] if promised is None else divided(promised, shares)
    if promised is None:
        return NO_SCHEDULE
    made = tuple(_payment(part, at, start, written) for at, part in enumerate(parts))
    return Schedule(promised, had(promised, parts), made)


def _check_start(written: ScheduleWritten, forms: Sequence[str], read: Expressions) -> None:
    """Payments of one amount have a first day and a period; a ratio has both or neither."""
    node, keys = written.node, ["each", "from"]
    if "times" in forms:
        keys.append("amount")
    elif not any(key in node.items for key in keys):
        keys = []
    read.findings.extend(MissingKey(key=key, span=node.head) for key in keys if key not in node.items)
    if "ratio" in forms and "amount" in node.items:
        found = ("ratio", "amount")
        read.findings.append(KeysExclude(keys=found, found=found, span=node.keys["amount"].span))


def _sides(written: ScheduleWritten, read: Expressions) -> list[int]:
    sides = re.split(r"\s*[:∶：]\s*", (written.ratio or "").strip())
    if len(sides) < 2 or not all(re.fullmatch(r"[1-9][0-9]{0,5}", side) for side in sides):
        read.findings.append(wrong(written.node.items["ratio"], "4:3:3这样的比例", "a ratio such as 4:3:3"))
        return []
    if len(sides) > MOST_ITEMS:
        place = written.node.items["ratio"].span
        read.findings.append(TooMany(count=len(sides), limit=MOST_ITEMS, span=place))
    return [int(side) for side in sides]


def _times(
    times: int,
    each: Amount,
    written: ScheduleWritten,
    reward: RewardWritten,
    named: Amount | None,
    read: Expressions,
) -> Amount | None:
    """What so many payments come to; if the reward names an amount itself, that must be it."""
    count = Literal(Kind.COUNT, Fraction(times), span=written.node.items["times"].span)
    together = Arithmetic(count, Operator.TIMES, each, span=written.node.span)
    if reward.amount is None:
        return together
    swapped = Arithmetic(each, Operator.TIMES, count)
    if named in (None, together, swapped):
        return named
    fixed = each.value if isinstance(each, Literal) and isinstance(each.value, Fraction) else None
    if fixed is not None and isinstance(named, Literal) and named.value == times * fixed:
        return named
    read.findings.append(PaymentSplit(parts=write(together), whole=write(named), span=written.node.head))
    return None


def _payment(part: Part, at: int, start: Term | None, written: ScheduleWritten) -> Payment:
    return Payment(
        id=f"payment_{at + 1}",
        title=title(PaymentKind.INSTALMENT, at + 1),
        amount=part.amount,
        when=part.when,
        earliest=_earliest(start, written.each, at),
        cite=citations(written.cite),
        span=written.node.span,
    )


def _earliest(start: Term | None, each: Every | None, at: int) -> Term | None:
    if start is None or each is None or at == 0:
        return start
    period = _PERIODS[each]
    put_off = Literal(Kind.DURATION, Duration(at * period.months, at * period.days))
    return Arithmetic(start, Operator.PLUS, put_off)
