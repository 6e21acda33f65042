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
