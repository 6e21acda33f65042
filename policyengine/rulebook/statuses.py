"""The words of a result for where an enterprise stands, which every engine gives."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Whether an enterprise may have a reward or support."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    UNDETERMINED = "undetermined"


class ObligationStatus(StrEnum):
    """Where an enterprise stands with what is expected of it."""

    NOT_BOUND = "not_bound"
    UNDETERMINED = "undetermined"
    MET = "met"
    DUE = "due"
    UNMET = "unmet"


class PaymentStatus(StrEnum):
    """Where a payment stands. Money that goes back is `to_be_returned`, on a condition `conditional`."""

    DUE = "due"
    NOT_YET = "not_yet"
    CONDITIONAL = "conditional"
    NOT_MET = "not_met"
    PAID = "paid"
    TO_BE_RETURNED = "to_be_returned"
