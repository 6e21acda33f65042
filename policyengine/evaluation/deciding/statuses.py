"""What the three values come to in words of the result: for rewards and supports, and for obligations."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from policyengine.evaluation.meaning.amounts import NIL, Reach
from policyengine.evaluation.meaning.truth import Truth
from policyengine.rulebook.choices import Nature


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


_ELIGIBILITY = (Status.INELIGIBLE, Status.UNDETERMINED, Status.ELIGIBLE)


def eligibility(truth: Truth) -> Status:
    """The status of a reward or support whose conditions, scope included, have this value."""
    return _ELIGIBILITY[truth]


def settled_amount(reach: Reach, status: Status, nature: Nature) -> Reach:
    """What a reward can come to: nothing assured while its conditions are open, or where someone selects."""
    if status is Status.INELIGIBLE:
        return NIL
    assured = status is Status.ELIGIBLE and nature is Nature.ENTITLEMENT
    return reach if assured else reach.from_zero


def obligation_status(bound: Truth, requires: Truth, due_on: date | None, as_of: date) -> ObligationStatus:
    """The status of an obligation; without a day it is due on, it stands, and is unmet at once."""
    if bound is Truth.FALSE:
        return ObligationStatus.NOT_BOUND
    if bound is Truth.UNKNOWN or requires is Truth.UNKNOWN:
        return ObligationStatus.UNDETERMINED
    if requires is Truth.TRUE:
        return ObligationStatus.MET
    in_time = due_on is not None and as_of <= due_on
    return ObligationStatus.DUE if in_time else ObligationStatus.UNMET
