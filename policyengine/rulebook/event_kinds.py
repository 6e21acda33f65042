"""What can happen, and how it changes what is known: events.yaml as the law of the ledger.

A *kind* of event says what it does to facts of an enterprise, or that it is part of a duty, measures a target
or withdraws another event. A *course* says how one fact lives in time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from policyengine.errors import Bilingual, Span
from policyengine.language.facts import FactDefinition
from policyengine.language.tree import Duration, Value


class Subject(StrEnum):
    """Whom an event happens to."""

    ENTERPRISE = "enterprise"
    DEPARTMENT = "department"
    AREA = "area"


class Effect(StrEnum):
    """What an event does beside what its kind's `changes` say.

    Its details are facts that it reports; it is part of a duty; it measures a target; it withdraws another.
    """

    FACTS = "facts"
    DUTY = "duty"
    TARGET = "target"
    WITHDRAWAL = "withdrawal"


QUANTITY, DATE = "quantity", "date"
"""What every event has beside its details, under the names by which `copy` speaks of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an event does to one fact, where its details are those of `when`.

    From the day of the event the fact is `value`, or what the detail `copied` says; or so many more,
    `added`, or the event's quantity where `adds_quantity`. `lasts`: to the same day that much later, both
    included; then it is `then`, or not known.

    INVARIANT: one of `value`, `copied`, `added` and `adds_quantity` is set.
    """

    fact: str
    value: Value | None = None
    copied: str | None = None
    added: int | None = None
    adds_quantity: bool = False
    when: tuple[tuple[str, tuple[Value, ...]], ...] = ()
    lasts: Duration | None = None
    then: Value | None = None

    @property
    def adds(self) -> bool:
        """Whether it counts on instead of setting anew."""
        return self.added is not None or self.adds_quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKind:
    """One kind of event. `details` are what an event of it says; those not in `optional` it must say."""

    id: str
    label: Bilingual
    subject: Subject
    details: tuple[FactDefinition, ...] = ()
    optional: frozenset[str] = frozenset()
    changes: tuple[Change, ...] = ()
    effect: Effect | None = None
    note: Bilingual | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Course:
    """How a fact lives in time.

    `yearly`: it speaks of one calendar year, and with the next begins anew. `before`: what holds while no
    event says otherwise, because the register of such events is complete; None: it is not known.
    """

    fact: str
    yearly: bool = False
    before: Value | None = None


@dataclass(frozen=True, slots=True)
class EventKinds:
    """All kinds by id, and the courses of facts by name."""

    kinds: Mapping[str, EventKind] = field(default_factory=dict)
    courses: Mapping[str, Course] = field(default_factory=dict)

    def course(self, fact: str) -> Course:
        """How a fact lives in time: from one event to the next, where nothing else is said."""
        return self.courses.get(fact) or Course(fact)
