"""补足至: what others have paid is topped up to a sum → the sum less theirs, never below zero.

amount: {top_up_to: 100万元, counting: province_award + national_award}
"""

from __future__ import annotations

from fractions import Fraction

from policyengine.language.tree import Amount, Arithmetic, Bounded, Kind, Literal, Operator
from policyengine.rulebook.findings import MissingKey
from policyengine.rulebook.sugar.reader import Reader
from policyengine.rulebook.text.nodes import Mapping


def top_up(node: Mapping, read: Reader) -> Amount | None:
    """The sum in any form of an amount, and a term for what counts towards it."""
    whole = read.amount(node.items["top_up_to"])
    counting = node.get("counting")
    if counting is None:
        read.note(MissingKey(key="counting", span=node.head))
    others = None if counting is None else read.term(counting)
    if whole is None or others is None:
        return None
    missing = Arithmetic(whole, Operator.MINUS, others, span=node.span)
    return Bounded(missing, Literal(Kind.MONEY, Fraction(0), span=node.span), None, span=node.span)
