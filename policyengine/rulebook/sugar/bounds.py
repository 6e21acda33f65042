"""`at_least:`, `at_most:` and `round:` beside an amount → Bounded, Rounded.

    amount: 25% * rd_super_deduction
    round: {to: 100元, direction: down}
    at_most: 50万元

Rounding comes first and the bounds hold what it gives. Either bound may itself be any form of amount.
"""

from __future__ import annotations

from policyengine.language.facts import nearest
from policyengine.language.tree import Amount, Bounded, Direction, Literal, Rounded
from policyengine.rulebook.findings import MissingKey, WrongValue
from policyengine.rulebook.shape import wrong
from policyengine.rulebook.sugar.reader import Reader
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar

BOUNDS = ("at_least", "at_most", "round")


def bounded(amount: Amount | None, node: Mapping, read: Reader) -> Amount | None:
    """The amount under the bounds that stand beside it in its mapping, if any do."""
    rounding = _rounding(node.get("round"), read)
    floor, ceiling = (None if (item := node.get(key)) is None else read.amount(item) for key in BOUNDS[:2])
    lost = any(
        key in node.items and part is None
        for key, part in zip(BOUNDS, (floor, ceiling, rounding), strict=True)
    )
    if amount is None or lost:
        return None
    if rounding is not None:
        amount = Rounded(amount, rounding[0], rounding[1], span=node.span)
    if floor is None and ceiling is None:
        return amount
    return Bounded(amount, floor, ceiling, span=node.span)


def _rounding(node: Node | None, read: Reader) -> tuple[Direction, Literal] | None:
    if node is None:
        return None
    if not isinstance(node, Mapping):
        read.note(wrong(node, "{to: 100元, direction: down}", "{to: 100元, direction: down}"))
        return None
    misspelt = read.only(node, "to", "direction")
    for key in ("to", "direction"):
        if key not in node.items and key not in misspelt:
            read.note(MissingKey(key=key, span=node.head))
    to = read.literal(node.items["to"]) if "to" in node.items else None
    direction = _direction(node.items["direction"], read) if "direction" in node.items else None
    return None if to is None or direction is None else (direction, to)


def _direction(node: Node, read: Reader) -> Direction | None:
    text, valid = node.text if isinstance(node, Scalar) else "", [each.value for each in Direction]
    if text in valid:
        return Direction(text)
    finding = wrong(node, "、".join(valid), " or ".join(valid))
    read.note(WrongValue(finding.found, finding.wanted, nearest(text, valid), span=finding.span))
    return None
