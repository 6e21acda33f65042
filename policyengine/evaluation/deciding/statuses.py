"""What the three values come to in words of the result: for rewards and supports, and for obligations."""

from __future__ import annotations

from policyengine.evaluation.meaning.amounts import NIL, Reach
from policyengine.evaluation.meaning.truth import Truth
from policyengine.rulebook.choices import Nature
from policyengine.rulebook.statuses import ObligationStatus as ObligationStatus
from policyengine.rulebook.statuses import Status as Status

_ELIGIBILITY = (Status.INELIGIBLE, Status.UNDETERMINED, Status.ELIGIBLE)
_IN_TIME = (ObligationStatus.DUE, ObligationStatus.UNDETERMINED, ObligationStatus.UNMET)


def eligibility(truth: Truth) -> Status:
    """The status of a reward or support whose conditions, scope included, have this value."""
    return _ELIGIBILITY[truth]


def truth_behind(status: Status) -> Truth:
    """The value of the conditions of a reward or support of this status."""
    return Truth(_ELIGIBILITY.index(status))


def settled_amount(reach: Reach, status: Status, nature: Nature) -> Reach:
    """What a reward can come to: nothing assured while its conditions are open, or where someone selects."""
    if status is Status.INELIGIBLE:
        return NIL
    assured = status is Status.ELIGIBLE and nature is Nature.ENTITLEMENT
    return reach if assured else reach.from_zero


def obligation_status(bound: Truth, requires: Truth, over: Truth) -> ObligationStatus:
    """The status of an obligation. `over`: whether its day has passed, or it stands and has none."""
    if bound is Truth.FALSE:
        return ObligationStatus.NOT_BOUND
    if bound is Truth.UNKNOWN or requires is Truth.UNKNOWN:
        return ObligationStatus.UNDETERMINED
    return ObligationStatus.MET if requires is Truth.TRUE else _IN_TIME[over]
