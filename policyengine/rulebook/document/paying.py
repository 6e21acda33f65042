"""How a reward is paid and applied for, as it is written under its keys."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import Discriminator, Field, Tag, WithJsonSchema

from policyengine.language.tree import Direction
from policyengine.rulebook.choices import Every, WhenShort
from policyengine.rulebook.document.forms import SEVERAL, Amount, Condition, Term
from policyengine.rulebook.document.quotes import Cites
from policyengine.rulebook.written import (
    GIVEN,
    ONE_OR_MORE,
    Flag,
    Id,
    Items,
    Text,
    Words,
    Written,
    one_of,
    whole,
)


class RoundWritten(Written):
    """How the text rounds."""

    to: Term
    direction: Annotated[Direction, one_of(Direction)]


class BudgetWritten(Written):
    """A fund's size: `amount` or `at_least`, `each: year` or for a number of `years`.

    `when_short`: how it is shared out when it does not suffice; `priority`: who comes first, if by priority.
    """

    amount: Term = None
    at_least: Term = None
    each: Annotated[Every, one_of(Every)] | None = None
    years: Annotated[int, whole(1, 50)] | None = None
    when_short: Annotated[WhenShort, one_of(WhenShort)] | None = None
    priority: Annotated[Any, GIVEN, WithJsonSchema(SEVERAL)] = None


class PaymentWritten(Written):
    """One payment: a `share` of the reward, an `amount`, an `advance`, or the `settlement` of advances."""

    id: Id | None = None
    title: Words | None = None
    share: Term = None
    amount: Amount = None
    advance: Amount = None
    settlement: Flag = False
    when: Condition = None
    not_before: Term = None
    cite: Cites | None = None


class ScheduleWritten(Written):
    """Payments that come round: `ratio` 4:3:3 of the reward, or so many `times` one `amount`."""

    ratio: Text | None = None
    times: Annotated[int, whole(1, 600)] | None = None
    amount: Amount = None
    each: Annotated[Every, one_of(Every)] | None = None
    start: Term = Field(default=None, alias="from")
    when: Condition = None
    title: Words | None = None
    cite: Cites | None = None


def _listed_or_not(value: object) -> str:
    return "list" if isinstance(value, Items | list) else "schedule"


Payments: TypeAlias = Annotated[
    Annotated[list[PaymentWritten], Field(min_length=1), Tag("list")]
    | Annotated[ScheduleWritten, Tag("schedule")],
    Discriminator(_listed_or_not),
]


class ClawbackWritten(Written):
    """What sends a reward back: all of it, or a `share`."""

    id: Id | None = None
    title: Words | None = None
    when: Condition
    share: Term = None
    cite: Cites | None = None


class WindowWritten(Written):
    """From the first day to the last: days of every year, or two dates."""

    start: Term = Field(alias="from")
    end: Term = Field(alias="to")


class ApplyWritten(Written):
    """How to apply; `within` a length of time goes with `after` an event."""

    window: Annotated[list[WindowWritten], Field(min_length=1), ONE_OR_MORE] | None = None
    within: Term = None
    after: Term = None
    where: Words | None = None
    materials: list[Words] = Field(default=[])
    cite: Cites | None = None
