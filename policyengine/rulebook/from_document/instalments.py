"""Instalments that make up the whole of a reward: by percentage, by ratio, in 元, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from policyengine.language.tree import Amount, Kind, Literal
from policyengine.language.write import write
from policyengine.rulebook.findings import PaymentSplit
from policyengine.rulebook.from_document.expressions import Expressions
from policyengine.rulebook.from_document.parts import Side, divided, had, sum_of
from policyengine.rulebook.from_document.payment_entries import Entry
from policyengine.rulebook.from_document.schedules import Schedule
from policyengine.rulebook.shape import wrong
from policyengine.rulebook.text.nodes import Node


def in_instalments(
    entries: Sequence[Entry], named: Amount | None, place: Node, read: Expressions
) -> Schedule:
    """The entries as parts of the amount the reward names; where it names none, of their own sum."""
    rests = [each for each in entries if each.is_rest]
    for each in rests[1:]:
        read.findings.append(wrong(each.place, "只有一笔为其余部分", "one `remainder` at most"))
    fixed = [each.amount for each in entries if each.amount is not None]
    promised = sum_of(fixed) if named is None and len(fixed) == len(entries) else named
    if promised is None or len(rests) > 1:  # the rule tells that its amount is missing
        return Schedule(None, None)
    shares = _shares(entries, read)
    if shares is None:
        return Schedule(None, None)
    fault = None if named is None else _fault(entries, shares, named, place)
    if fault is not None:
        read.findings.append(fault)
        return Schedule(None, None)
    sides = [
        Side(each.when, share, each.amount, each.place.span)
        for each, share in zip(entries, shares, strict=True)
    ]
    parts = divided(promised, sides)
    made = tuple(each.payment(part.amount) for each, part in zip(entries, parts, strict=True))
    return Schedule(promised, had(promised, parts), made)


def _shares(entries: Sequence[Entry], read: Expressions) -> list[Fraction | None] | None:
    """Each entry's share of one, None where it has none; the remainder has one if all the others have.

    Numbers are the sides of a ratio, which make up the whole by themselves.
    """
    stated = [each for each in entries if each.share is not None]
    kinds = {each.share.kind for each in stated if each.share is not None}
    if Kind.COUNT in kinds and (len(kinds) > 1 or len(stated) < len(entries)):
        one = next(each for each in stated if each.share is not None and each.share.kind is Kind.COUNT)
        read.findings.append(
            wrong(
                one.place, "百分比（比例须各笔都写）", "a percentage; in a ratio every payment has a number"
            )
        )
        return None
    values = [_number(each.share) for each in entries]
    total = sum((value for value in values if value is not None), Fraction(0))
    if Kind.COUNT in kinds:
        return [None if value is None else value / total for value in values]
    if any(each.amount is not None for each in entries):
        return values
    return [1 - total if each.is_rest else value for each, value in zip(entries, values, strict=True)]


def _fault(
    entries: Sequence[Entry], shares: Sequence[Fraction | None], named: Amount, place: Node
) -> PaymentSplit | None:
    """What the parts add up to, where that is not the whole, or leaves nothing where something is left."""
    has_rest = any(each.is_rest for each in entries)
    known = [share for share in shares if share is not None]
    if len(known) == len(entries):
        stated = [s for each, s in zip(entries, shares, strict=True) if s is not None and not each.is_rest]
        return _unless(sum(stated, Fraction(0)), Fraction(1), has_rest, Kind.RATIO, place)
    whole = _number(named)
    parts = [_number(each.amount) for each in entries if each.amount is not None]
    if whole is not None and None not in parts:
        total = sum((part for part in parts if part is not None), sum(known, Fraction(0)) * whole)
        return _unless(total, whole, has_rest, Kind.MONEY, place)
    amounts = [each.amount for each in entries if each.amount is not None]
    if has_rest or (len(amounts) == len(entries) and sum_of(amounts) == named):
        return None
    return PaymentSplit(parts=write(sum_of(amounts)), whole=write(named), span=place.head)


def _unless(total: Fraction, whole: Fraction, has_rest: bool, kind: Kind, place: Node) -> PaymentSplit | None:
    if total < whole if has_rest else total == whole:
        return None
    parts, all_of_it = (write(Literal(kind, each)) for each in (total, whole))
    return PaymentSplit(parts=parts, whole=all_of_it, span=place.head)


def _number(node: Amount | None) -> Fraction | None:
    value = node.value if isinstance(node, Literal) else None
    return value if isinstance(value, Fraction) else None
