"""`clawback:`, what sends money back, and how much of it.

clawback:
  when: moved_out and moved_out_on < recognised_on + 5年
  share: 50%
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from policyengine.language.tree import Kind
from policyengine.rulebook.document import ClawbackWritten
from policyengine.rulebook.from_document.entry import citations, condition, titled, under
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.paying import Clawback
from policyengine.rulebook.shape import wrong


def clawbacks(written: Sequence[ClawbackWritten] | None, read: Expressions) -> tuple[Clawback, ...]:
    """Each reason for taking a reward back; those without an id are `clawback_1` and so on."""
    return tuple(_clawback(each, number, read) for number, each in enumerate(written or (), 1))


def _clawback(written: ClawbackWritten, number: int, read: Expressions) -> Clawback:
    return Clawback(
        id=written.id or f"clawback_{number}",
        title=titled(written.title, "退回", "Return"),
        when=condition(written.node, "when", read),
        share=_share(written, read),
        cite=citations(written.cite),
        span=written.node.span,
    )


def _share(written: ClawbackWritten, read: Expressions) -> Fraction:
    below = under(written.node, "share")
    literal = None if below is None else read.literal(below)
    if below is None or literal is None:
        return Fraction(1)
    share = literal.value
    if literal.kind is Kind.RATIO and isinstance(share, Fraction) and 0 < share <= 1:
        return share
    read.findings.append(wrong(below, "大于0且不超过100%的百分比", "a percentage above 0 and up to 100%"))
    return Fraction(1)
