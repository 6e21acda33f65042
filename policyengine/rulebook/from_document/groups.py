"""Groups: rewards that exclude each other, share ceilings, or draw on one fund."""

from __future__ import annotations

from policyengine.language.tree import Kind
from policyengine.rulebook.choices import Pay, Per, Weighed
from policyengine.rulebook.document import CeilingWritten, GroupWritten
from policyengine.rulebook.findings import KeysExclude, MissingKey
from policyengine.rulebook.from_document.entry import sources, titled, under
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.from_document.figures import budget
from policyengine.rulebook.paying import Ceiling
from policyengine.rulebook.provisions import Group
from policyengine.rulebook.shape import shaped, wrong
from policyengine.rulebook.text.nodes import Node

_OF_A_CEILING = ("each", "in_total", "counting")


def group(node: Node, read: Expressions) -> Group | None:
    """One entry of `groups:`; which is paid, ceilings, or both."""
    before = len(read.findings)
    written = shaped(GroupWritten, node, read.findings)
    if written is None:
        return None
    _check(written, read)
    ceilings = _ceilings(written, read)
    fund = budget(written.budget, read)
    if len(read.findings) > before:
        return None
    id = written.id or f"{written.rewards[0]}_group"
    return Group(
        id=id,
        title=titled(written.title, id, id),
        members=tuple(written.rewards),
        pay=written.pay,
        weighed=written.weighed or Weighed.TOTAL,
        ceilings=ceilings,
        cut=written.cut,
        budget=fund,
        **sources(written),
    )


def _check(written: GroupWritten, read: Expressions) -> None:
    """Something joins the rewards, and nothing is said of what is not there."""
    node, keys = written.node, ("pay", "at_most", "ceilings", "budget")
    given = tuple(key for key in keys if key in node.items)
    if not given or {"at_most", "ceilings"} <= set(given):
        wanted = ("at_most", "ceilings") if given else keys
        read.findings.append(KeysExclude(keys=wanted, found=given and wanted, span=node.head))
    wants = [(key, "at_most", "at_most" in given) for key in _OF_A_CEILING]
    wants += [
        ("cut", "at_most", "at_most" in given or "ceilings" in given),
        ("weighed", "pay", "pay" in given),
    ]
    for key, other, there in wants:
        if key in node.items and not there:
            read.findings.append(MissingKey(key=other, span=node.keys[key].span))
    if written.weighed is not None and written.pay not in (None, Pay.HIGHEST):
        read.findings.append(
            wrong(
                node.items["pay"],
                "highest（weighed说的是按什么就高）",
                "`highest`, which `weighed` goes with",
            )
        )


def _ceilings(written: GroupWritten, read: Expressions) -> tuple[Ceiling, ...]:
    listed: list[CeilingWritten | GroupWritten] = list(written.ceilings or ())
    if written.at_most is not None:
        listed.append(written)
    made = [_ceiling(each, read) for each in listed]
    return tuple(each for each in made if each is not None)


def _ceiling(written: CeilingWritten | GroupWritten, read: Expressions) -> Ceiling | None:
    """`each: year` or `in_total: true`: what was received this year, or ever, counts too."""
    node = written.node
    if written.each is not None and written.in_total:
        keys = ("each", "in_total")
        read.findings.append(KeysExclude(keys=keys, found=keys, span=node.keys["in_total"].span))
    at_most = read.amount(node.items["at_most"])
    counting_node = under(node, "counting")
    counting = None if counting_node is None else read.term(counting_node, Kind.MONEY)
    per = Per.YEAR if written.each is not None else Per.EVER if written.in_total else None
    return None if at_most is None else Ceiling(at_most, per, counting)
