"""Conditions as `all:`, `any:`, `not:` and `at_least:` over conditions → AllOf, AnyOf, Not, AtLeast.

when:
  any:
    - in_hte_pool
    - all: [hte_status = valid, above_scale]
"""

from __future__ import annotations

from policyengine.language.tree import AllOf, AnyOf, AtLeast, Condition, Not
from policyengine.rulebook.findings import MissingKey
from policyengine.rulebook.shape import wrong
from policyengine.rulebook.sugar.reader import Reader
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar, Sequence

FORMS = ("all", "any", "not", "at_least")


def structured(node: Mapping, read: Reader) -> Condition | None:
    """The mapping as one node of the tree. A list of one is that one; none of none is made."""
    misspelt = read.only(node, *FORMS)
    forms = [form for form in FORMS if form in node.items]
    if not forms and misspelt:
        return None
    if len(forms) != 1:
        read.note(wrong(node, "all、any、not、at_least之一", "one of `all`, `any`, `not`, `at_least`"))
        return None
    below = node.items[forms[0]]
    match forms[0]:
        case "not":
            part = read.condition(below)
            return None if part is None else Not(part, span=node.span)
        case "at_least":
            return _at_least(below, read)
        case form:
            return _joined(AllOf if form == "all" else AnyOf, below, read)


def _joined(kind: type[AllOf] | type[AnyOf], node: Node, read: Reader) -> Condition | None:
    parts = _parts(node, read)
    if parts is None:
        return None
    return parts[0] if len(parts) == 1 else kind(parts, span=node.span)


def _at_least(node: Node, read: Reader) -> Condition | None:
    if not isinstance(node, Mapping):
        read.note(wrong(node, "{count: 2, of: […]}", "{count: 2, of: […]}"))
        return None
    misspelt = read.only(node, "count", "of")
    for key in ("count", "of"):
        if key not in node.items and key not in misspelt:
            read.note(MissingKey(key=key, span=node.head))
    count, of = node.get("count"), node.get("of")
    number = count.value if isinstance(count, Scalar) else None
    if count is not None and (not isinstance(number, int) or isinstance(number, bool)):
        read.note(wrong(count, "整数", "a whole number"))
    parts = None if of is None else _parts(of, read)
    if parts is None or not isinstance(number, int) or isinstance(number, bool):
        return None
    return AtLeast(number, parts, span=node.span)


def _parts(node: Node, read: Reader) -> tuple[Condition, ...] | None:
    if not isinstance(node, Sequence) or not node.items:
        read.note(wrong(node, "条件的列表", "a list of conditions"))
        return None
    parts = [read.condition(item) for item in node]
    known = tuple(part for part in parts if part is not None)
    return known if len(known) == len(parts) else None
