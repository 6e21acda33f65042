"""Amounts as a mapping → UpTo, Unstated, or another amount under bounds.

amount: {up_to: 100万元}
amount: {unstated: true}
amount: {amount: 25% * rd_super_deduction, at_most: 50万元}
"""

from __future__ import annotations

from policyengine.language.tree import Amount, Unstated, UpTo
from policyengine.rulebook.shape import wrong
from policyengine.rulebook.sugar.bounds import BOUNDS, bounded
from policyengine.rulebook.sugar.reader import Reader
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar

FORMS = ("amount", "up_to", "unstated")


def mapped_amount(node: Mapping, read: Reader) -> Amount | None:
    """The mapping as an amount; exactly one of its forms, with or without bounds beside it."""
    misspelt = read.only(node, *FORMS, *BOUNDS)
    forms = [form for form in FORMS if form in node.items]
    if not forms and misspelt:
        return None
    if len(forms) != 1:
        read.note(wrong(node, "amount、up_to、unstated之一", "one of `amount`, `up_to`, `unstated`"))
        return None
    return bounded(_form(forms[0], node.items[forms[0]], read), node, read)


def _form(form: str, node: Node, read: Reader) -> Amount | None:
    if form == "amount":
        return read.amount(node)
    if form == "up_to":
        ceiling = read.term(node)
        return None if ceiling is None else UpTo(ceiling, span=node.span)
    if isinstance(node, Scalar) and node.value is True:
        return Unstated(span=node.span)
    read.note(wrong(node, "true", "true"))
    return None
