"""Amounts as a mapping → UpTo, Unstated, a scale, a top-up, or another amount under bounds.

amount: {up_to: 100万元}
amount: {unstated: true}
amount: {amount: 25% * rd_super_deduction, at_most: 50万元}
amount: {by: revenue, brackets: […], otherwise: 0元}
amount: {marginal: rd_expense, brackets: […], at_most: 50万元}
amount: {top_up_to: 100万元, counting: province_award}
"""

from __future__ import annotations

from policyengine.language.tree import Amount, Unstated, UpTo
from policyengine.rulebook.shape import wrong
from policyengine.rulebook.sugar.bounds import BOUNDS, bounded
from policyengine.rulebook.sugar.brackets import brackets
from policyengine.rulebook.sugar.marginal import marginal
from policyengine.rulebook.sugar.reader import Reader
from policyengine.rulebook.sugar.top_up import top_up
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar

# Each form's key, and those that belong to it alone.
FORMS: dict[str, tuple[str, ...]] = {
    "amount": (),
    "value": (),
    "up_to": (),
    "unstated": (),
    "by": ("brackets", "otherwise"),
    "marginal": ("brackets",),
    "top_up_to": ("counting",),
}


def mapped_amount(node: Mapping, read: Reader) -> Amount | None:
    """The mapping as an amount; exactly one of its forms, with or without bounds beside it."""
    forms = [form for form in FORMS if form in node.items]
    below = FORMS[forms[0]] if len(forms) == 1 else tuple(key for keys in FORMS.values() for key in keys)
    misspelt = read.only(node, *FORMS, *dict.fromkeys(below), *BOUNDS)
    if misspelt & set(below) if forms else misspelt:
        return None
    if len(forms) != 1:
        names = ", ".join(f"`{form}`" for form in FORMS)
        read.note(wrong(node, f"{'、'.join(FORMS)}之一", f"one of {names}"))
        return None
    return bounded(_form(forms[0], node, read), node, read)


def _form(form: str, node: Mapping, read: Reader) -> Amount | None:
    below: Node = node.items[form]
    match form:
        case "by":
            return brackets(node, read)
        case "marginal":
            return marginal(node, read)
        case "top_up_to":
            return top_up(node, read)
        case "up_to":
            ceiling = read.term(below)
            return None if ceiling is None else UpTo(ceiling, span=below.span)
        case "unstated" if isinstance(below, Scalar) and below.value is True:
            return Unstated(span=below.span)
        case "unstated":
            read.note(wrong(below, "true", "true"))
            return None
        case _:
            return read.amount(below)
