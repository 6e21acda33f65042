"""`paid_by:` as one payer, as sums of money or as percentages → each payer's share of one.

paid_by: city_finance
paid_by: {city_finance: 15万元, county_finance: 15万元}
paid_by: {city_finance: 50%, county_finance: 50%}
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from policyengine.errors import Bilingual
from policyengine.language.facts import nearest
from policyengine.language.tree import Amount, Kind, Literal
from policyengine.language.write import write
from policyengine.rulebook.findings import PayerSplit, WrongValue
from policyengine.rulebook.shape import found_in, wrong
from policyengine.rulebook.sugar.reader import Reader
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar

PAYERS = ("province_finance", "city_finance", "county_finance", "unstated")
Shares: TypeAlias = tuple[tuple[str, Fraction], ...]

UNSTATED: Shares = (("unstated", Fraction(1)),)
"""The text assigns the amount to nobody."""


def payers(node: Node, amount: Amount | None, read: Reader) -> Shares | None:
    """Each payer's share, in the order written. Sums must make up a literal amount, percentages 100%."""
    if isinstance(node, Scalar):
        return ((node.text, Fraction(1)),) if _is_payer(node, read) else None
    if not isinstance(node, Mapping) or not node.items:
        read.note(wrong(node, "出资方", "a payer, or payers and their parts"))
        return None
    known = [_is_payer(key, read) for key in node.keys.values()]
    parts = [read.literal(item) for item in node.items.values()]
    literals = [part for part in parts if part is not None]
    for item, part in zip(node.items.values(), parts, strict=True):
        if part is not None and part.kind not in (Kind.MONEY, Kind.RATIO):
            read.note(wrong(item, "带单位的金额或百分比", "money or a percentage, with its unit"))
            return None
    if not all(known) or len(literals) != len(parts):
        return None
    return _shares(node, literals, amount, read)


def _shares(node: Mapping, parts: list[Literal], amount: Amount | None, read: Reader) -> Shares | None:
    kinds = {part.kind for part in parts}
    if kinds == {Kind.RATIO}:
        whole: Literal | None = Literal(Kind.RATIO, Fraction(1))
    elif kinds == {Kind.MONEY}:
        if amount is None:  # told already; without it the parts add up to nothing in particular
            return None
        whole = amount if isinstance(amount, Literal) and amount.kind is Kind.MONEY else None
    else:
        whole = None
    if whole is None:
        read.note(
            wrong(
                node,
                "百分比，或合计等于固定金额的各方金额",
                "percentages, or sums that make up a fixed amount",
            )
        )
        return None
    values = [part.value for part in parts if isinstance(part.value, Fraction)]
    total, entire = sum(values, Fraction(0)), whole.value
    if total != entire or not isinstance(entire, Fraction) or entire == 0:
        written = write(Literal(whole.kind, total))
        read.note(PayerSplit(parts=written, whole=write(whole), span=node.head))
        return None
    return tuple((payer, value / entire) for payer, value in zip(node.items, values, strict=True))


def _is_payer(node: Scalar, read: Reader) -> bool:
    if node.text in PAYERS:
        return True
    wanted = Bilingual(zh="出资方（" + "、".join(PAYERS) + "）", en="a payer: " + ", ".join(PAYERS))
    read.note(WrongValue(found_in(node), wanted, nearest(node.text, PAYERS), span=node.span))
    return False
