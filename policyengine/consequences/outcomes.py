"""What rules come to for one enterprise, as plain data: statuses, amounts, sums."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

from policyengine.errors import Bilingual
from policyengine.evaluation.deciding.totals import Totals
from policyengine.evaluation.items import Item
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.interval import Interval, decimal_of, plain
from policyengine.language.tree import Entry, Value
from policyengine.language.types import TYPES


def value_words(value: Value, definition: FactDefinition, vocabulary: Vocabulary) -> Bilingual:
    """A value of a fact as people write it: 2000万元, 3%, the label of a choice, the name of an area."""
    if isinstance(value, tuple):
        return _entries(value, definition, vocabulary)
    area = vocabulary.area_name(value) if isinstance(value, str) else None
    if area is not None:
        return area
    type_ = TYPES[definition.kind]
    return Bilingual(type_.zh(value, definition), type_.en(value, definition))


def _entries(entries: tuple[Entry, ...], definition: FactDefinition, vocabulary: Vocabulary) -> Bilingual:
    """The entries of a list; of equal ones in a row, how many."""
    if not entries:
        return Bilingual("没有", "none")
    fields = {field.name: field for field in definition.fields}
    told = []
    for entry, run in groupby(entries):
        number = len(list(run))
        known = [(fields[name], value_words(value, fields[name], vocabulary)) for name, value in entry]
        zh = "，".join(f"{field.label.zh}{words.zh}" for field, words in known)
        en = ", ".join(f"{field.label.en} {words.en}" for field, words in known)
        told.append(Bilingual(f"{number}项（{zh}）", f"{number} with ({en})"))
    return Bilingual("；".join(each.zh for each in told), "; ".join(each.en for each in told))


def item_dict(item: Item) -> dict[str, Any]:
    """One result: its status, and what it comes to where it is money or has a day."""
    amount, due_on = getattr(item, "amount", None), getattr(item, "due_on", None)
    nature = getattr(item, "nature", None)
    paid_by = getattr(item, "paid_by", None)
    return {
        "id": item.id,
        "title": item.title.to_dict(),
        "status": item.status.value,
        "nature": None if nature is None else nature.value,
        "amount": amount.to_dict() if isinstance(amount, Interval) else None,
        "paid_by": None if paid_by is None else {payer: part.to_dict() for payer, part in paid_by.items()},
        "payments": [
            {"id": each.rule.id, "status": each.to_dict()["status"], "amount": each.to_dict()["amount"]}
            for each in getattr(item, "payments", ())
        ],
        "due_on": None if due_on is None else due_on.isoformat(),
    }


def sums_dict(totals: Totals) -> dict[str, str]:
    """What is assured and what is possible in all, in 元."""
    return {"assured": plain(totals.assured), "possible": plain(totals.possible)}


def moved(old: Decimal | Fraction, new: Decimal | Fraction) -> dict[str, str]:
    """A sum before and after, and by how much it moved, in 元; exact in any context."""
    was, is_ = Fraction(old), Fraction(new)
    told = {"old": was, "new": is_, "difference": is_ - was}
    return {name: plain(decimal_of(value)) for name, value in told.items()}
