"""Amounts, or values of another kind, as a list of tiers, first match wins → Tiers.

amount:
  - {when: in_talent_island, amount: 50万元}
  - {otherwise: 30万元}
value:
  - {when: performance_class = A, value: 100%}
  - {otherwise: 0%}
"""

from __future__ import annotations

from policyengine.language.tree import Amount, Branch, Tiers
from policyengine.rulebook.findings import KeysExclude, MissingKey
from policyengine.rulebook.shape import wrong
from policyengine.rulebook.sugar.reader import Meant, Reader
from policyengine.rulebook.text.nodes import Mapping, Node, Sequence

AMOUNT = ("amount", "value")
"""Two names for what a tier or bracket gives: the first suits money, the second any kind."""


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
    misspelt = read.only(node, "when", *AMOUNT)
    when = node.get("when")
    if when is None and "when" not in misspelt:
        read.note(MissingKey(key="when", span=node.head))
    condition = None if when is None else read.condition(when)
    amount = paid(node, misspelt, read)
    return None if condition is None or amount is None else Branch(condition, amount, span=node.span)


def paid(node: Mapping, misspelt: Meant, read: Reader) -> Amount | None:
    """What a tier or bracket gives, under either of its names."""
    found = tuple(key for key in AMOUNT if key in node.items)
    if len(found) > 1:
        read.note(KeysExclude(keys=AMOUNT, found=found, span=node.keys[found[1]].span))
        return None
    if not found:
        if misspelt.isdisjoint(AMOUNT):
            read.note(MissingKey(key=AMOUNT[0], span=node.head))
        return None
    return read.amount(node.items[found[0]])


def _otherwise(node: Node, read: Reader) -> Amount | None:
    if not isinstance(node, Mapping):
        read.note(MissingKey(key="otherwise", span=node.head))
        return None
    if "otherwise" not in node.items:
        if not {"when", *AMOUNT}.isdisjoint(node.items):  # a tier like those above it
            read.note(MissingKey(key="otherwise", span=node.head))
            _branch(node, read)
        elif not read.only(node, "otherwise"):
            read.note(MissingKey(key="otherwise", span=node.head))
        return None
    read.only(node, "otherwise")
    return read.amount(node.items["otherwise"])
