"""`paid_by:` as one payer, or payers and their parts, perhaps by condition → who pays which share of one.

paid_by: city_finance
paid_by: {city_finance: 15万元, county_finance: 15万元}
paid_by: {city_finance: 60%, county_finance: remainder}
paid_by: {city_finance: 6, county_finance: 4}
paid_by:
  - {when: registered_in = 410522, shares: {city_finance: 30%, county_finance: remainder}}
  - {otherwise: city_finance}
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from policyengine.errors import Bilingual
from policyengine.language.facts import nearest
from policyengine.language.tree import ALWAYS, Amount, Condition, Kind, Literal, Named, Tiers
from policyengine.language.write import write
from policyengine.rulebook.findings import MissingKey, PayerSplit, WrongValue
from policyengine.rulebook.paying import Shares, Split, Splits
from policyengine.rulebook.shape import found_in, wrong
from policyengine.rulebook.sugar.reader import Reader
from policyengine.rulebook.text.nodes import Mapping, Node, Scalar, Sequence

PAYERS = (
    "central_finance",
    "province_finance",
    "city_finance",
    "county_finance",
    "town_finance",
    "unstated",
)
"""Those that every plan knows; `unstated` is what the text assigns to nobody."""

REMAINDER = "remainder"

# The fixed sums a rule's amount may come to; None where the amount could not be read.
_Sums: TypeAlias = tuple[Fraction, ...] | None


def payers(node: Node, amount: Amount | None, read: Reader) -> Splits | None:
    """Who pays which share, the first whose condition holds; payers in the order written.

    Percentages must make up 100%, sums of money the amount, which must then be fixed, or one of the fixed
    amounts of its tiers. `amount` is None where it could not be read, which has been told.
    """
    sums = None if amount is None else tuple(sum for sum in dict.fromkeys(_sums(amount) or ()) if sum)
    if not isinstance(node, Sequence):
        shares = _shares(node, sums if sums is None or len(sums) == 1 else (), read)
        return None if shares is None else (Split(ALWAYS, shares),)
    if not node.items:
        read.note(wrong(node, "各方分担的情形", "a list of cases and who pays in each"))
        return None
    last = len(node.items) - 1
    splits = [_split(each, at == last, sums, read) for at, each in enumerate(node.items)]
    known = tuple(split for split in splits if split is not None)
    return known if len(known) == len(splits) else None


def _split(node: Node, is_last: bool, sums: _Sums, read: Reader) -> Split | None:
    """One case; the last one, and no other, is `otherwise`: no case is left to silence."""
    if not isinstance(node, Mapping):
        read.note(wrong(node, "{when: 条件, shares: 各方份额}", "{when: condition, shares: payers' shares}"))
        return None
    if "otherwise" in node.items and not is_last:
        wanted = "when（otherwise只写在最后）", "`when` (`otherwise` only in the last case)"
        read.note(wrong(node.keys["otherwise"], *wanted))
        return None
    if "otherwise" in node.items:
        read.only(node, "otherwise")
        shares = _shares(node.items["otherwise"], sums, read)
        return None if shares is None else Split(ALWAYS, shares)
    misspelt = read.only(node, *(("otherwise", "when", "shares") if is_last else ("when", "shares")))
    wanted_keys = ("otherwise",) if is_last else ("when", "shares")
    missing = [key for key in wanted_keys if key not in node.items and key not in misspelt]
    for key in missing:
        read.note(MissingKey(key=key, span=node.head))
    when = read.condition(node.items["when"]) if "when" in node.items else None
    shares = _shares(node.items["shares"], sums, read) if "shares" in node.items else None
    return None if is_last or when is None or shares is None else Split(when, shares)


def _shares(node: Node, sums: _Sums, read: Reader) -> Shares | None:
    if isinstance(node, Scalar):
        return ((node.text, Fraction(1)),) if _is_payer(node, read) else None
    if not isinstance(node, Mapping) or not node.items:
        read.note(wrong(node, "出资方", "a payer, or payers and their parts"))
        return None
    known = [_is_payer(key, read) for key in node.keys.values()]
    rest = [payer for payer, item in node.items.items() if _is_rest(item)]
    parts = {payer: _part(item, read) for payer, item in node.items.items() if payer not in rest}
    literals = {payer: part for payer, part in parts.items() if part is not None}
    if not all(known) or len(literals) != len(parts):
        return None
    if len(rest) > 1:
        read.note(wrong(node.items[rest[1]], "只有一方承担其余部分", "one `remainder` at most"))
        return None
    return _of_one(node, literals, bool(rest), sums, read)


def _of_one(node: Mapping, parts: dict[str, Literal], rest: bool, sums: _Sums, read: Reader) -> Shares | None:
    """Parts as fractions of the whole; whoever has no part of his own takes the rest of it."""
    kinds = {part.kind for part in parts.values()}
    if sums is None and Kind.MONEY in kinds:  # told already; nothing can be said of what they make up
        return None
    values = {payer: part.value for payer, part in parts.items() if isinstance(part.value, Fraction)}
    total = sum(values.values(), Fraction(0))
    wholes = _wholes(kinds, total, rest, sums or ())
    if not wholes:
        zh = "百分比、比例，或合计等于固定金额的各方金额"
        read.note(wrong(node, zh, "percentages, a ratio, or sums that make up a fixed amount"))
        return None
    whole = wholes[0] if rest else next((each for each in wholes if each == total), None)
    if not whole or (rest and total >= whole):
        kind = next(iter(kinds))
        written = [write(Literal(kind, each)) for each in (total, *wholes)]
        read.note(PayerSplit(parts=written[0], whole="或".join(written[1:]), span=node.head))
        return None
    return tuple((payer, values.get(payer, whole - total) / whole) for payer in node.items)


def _wholes(
    kinds: set[Kind], total: Fraction, rest: bool, sums: tuple[Fraction, ...]
) -> tuple[Fraction, ...]:
    """What the parts may make up; nothing where they are of several kinds, or parts of what varies."""
    if kinds == {Kind.RATIO}:
        return (Fraction(1),)
    if kinds == {Kind.COUNT} and not rest and total:  # 6∶4 makes up ten tenths
        return (total,)
    return sums if kinds == {Kind.MONEY} and (len(sums) == 1 or not rest) else ()


def _sums(amount: Amount | Condition) -> tuple[Fraction, ...] | None:
    """The fixed sums an amount may come to; None where any of it varies."""
    match amount:
        case Literal(Kind.MONEY, Fraction() as value):
            return (value,)
        case Named(_, _, what):
            return _sums(what)
        case Tiers(branches, otherwise):
            tiers = [_sums(each) for each in (*(branch.amount for branch in branches), otherwise)]
            known = [sums for sums in tiers if sums is not None]
            return tuple(value for sums in known for value in sums) if len(known) == len(tiers) else None
    return None


def _is_rest(node: Node) -> bool:
    return isinstance(node, Scalar) and node.text.strip() == REMAINDER


def _part(node: Node, read: Reader) -> Literal | None:
    part = read.literal(node)
    if part is not None and part.kind not in (Kind.MONEY, Kind.RATIO, Kind.COUNT):
        read.note(wrong(node, "金额、百分比或比例", "money, a percentage or a number of parts"))
        return None
    return part


def _is_payer(node: Scalar, read: Reader) -> bool:
    if node.text in read.payers:
        return True
    known = read.payers
    wanted = Bilingual(zh="出资方（" + "、".join(known) + "）", en="a payer: " + ", ".join(known))
    read.note(WrongValue(found_in(node), wanted, nearest(node.text, known), span=node.span))
    return False
