"""The rule that decided, as data: its clauses, condition trees and payments, and how its amount came by."""

from __future__ import annotations

from typing import Any

from policyengine.evaluation.items import Item, ObligationResult, RewardResult


def because(item: Item) -> dict[str, Any]:
    """What an item's answer rests on, under the keys that `policyengine/assessment@1` has for it.

    Without what takes long to work out and explains nothing: what is missing, and what it would take.
    """
    told: dict[str, Any] = {
        "id": item.id,
        "title": item.title.to_dict(),
        "status": item.status.value,
        "cite": [{"clause": cited.clause, "quote": cited.quote} for cited in item.cite],
        "because": {key: None if tree is None else tree.to_dict() for key, tree in item.because.items()},
    }
    if isinstance(item, RewardResult):
        told["amount"] = item.amount.to_dict()
        told["working"] = item.working.to_dict()
        told["payments"] = [_payment(item, number) for number in range(len(item.payments))]
    if isinstance(item, ObligationResult):
        told["due_on"] = None if item.due_on is None else item.due_on.isoformat()
    return told


def _payment(item: RewardResult, number: int) -> dict[str, Any]:
    payment = item.payments[number]
    why = item.because_of(payment)
    return {**payment.to_dict(), "because": None if why is None else why.to_dict()}
