"""Amounts as a list of tiers, first match wins → Tiers.

amount:
  - {when: in_talent_island, amount: 50万元}
  - {otherwise: 30万元}
"""

from __future__ import annotations

from policyengine.language.tree import Amount, Branch, Tiers
from policyengine.rulebook.findings import MissingKey
from policyengine.rulebook.shape import wrong
from policyengine.rulebook.sugar.reader import Reader
from policyengine.rulebook.text.nodes import Mapping, Node, Sequence


def tiers(node: Sequence, read: Reader) -> Amount | None:
    """The list as one node. Its last item, and no other, is `otherwise`: no case is left to silence."""
    if not node.items:
        read.note(wrong(node, "金额的分档", "a list of tiers"))
        return None
    *branches, last = node.items
    read_branches = [_branch(item, read) for item in branches]
    if any(map(_is_otherwise, branches)) and not _is_otherwise(last):  # told by now: it is not the last
        _branch(last, read)
        return None
    otherwise = _otherwise(last, read)
    known = tuple(branch for branch in read_branches if branch is not None)
    if otherwise is None or len(known) != len(branches):
        return None
    return Tiers(known, otherwise, span=node.span) if known else otherwise


def _is_otherwise(node: Node) -> bool:
    return isinstance(node, Mapping) and "otherwise" in node.items


def _branch(node: Node, read: Reader) -> Branch | None:
    if isinstance(node, Mapping) and _is_otherwise(node):
        place = node.keys["otherwise"]
        read.note(
            wrong(place, "when（otherwise只写在最后一档）", "`when` (`otherwise` only in the last tier)")
        )
        return None
    if not isinstance(node, Mapping):
        read.note(wrong(node, "{when: 条件, amount: 金额}", "{when: condition, amount: amount}"))
        return None
    misspelt = read.only(node, "when", "amount")
    when, amount = node.get("when"), node.get("amount")
    for key, item in (("when", when), ("amount", amount)):
        if item is None and key not in misspelt:
            read.note(MissingKey(key=key, span=node.head))
    condition = None if when is None else read.condition(when)
    money = None if amount is None else read.amount(amount)
    return None if condition is None or money is None else Branch(condition, money, span=node.span)


def _otherwise(node: Node, read: Reader) -> Amount | None:
    if not isinstance(node, Mapping):
        read.note(MissingKey(key="otherwise", span=node.head))
        return None
    if "otherwise" not in node.items:
        if "when" in node.items or "amount" in node.items:  # a tier like those above it
            read.note(MissingKey(key="otherwise", span=node.head))
            _branch(node, read)
        elif not read.only(node, "otherwise"):
            read.note(MissingKey(key="otherwise", span=node.head))
        return None
    read.only(node, "otherwise")
    return read.amount(node.items["otherwise"])
