"""What is known of an enterprise on a day, from what happened until then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from policyengine.evaluation.facts.derived import plain_value
from policyengine.language.days import moved
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.tree import Kind, Value
from policyengine.language.types import TYPES, Refused
from policyengine.monitoring.event import Event, standing_events
from policyengine.rulebook.event_kinds import DATE, QUANTITY, Change, Course, Effect, EventKind, EventKinds


@dataclass(frozen=True, slots=True)
class FactsOnDay:
    """The facts of an enterprise on a day, as a profile gives them.

    `assumed`: the facts of which no event says anything, and that are taken to be as they were before any.
    `contested`: those of which two events of one day say different things; they are not known.
    """

    profile: Mapping[str, Any]
    assumed: tuple[str, ...] = ()
    contested: tuple[str, ...] = ()


def facts_on(
    events: Iterable[Event], kinds: EventKinds, vocabulary: Vocabulary, day: date, year: int
) -> FactsOnDay:
    """The facts on a day that follow from the events up to it; facts of a year are those of `year`.

    INVARIANT: depends on the set of events alone. Of one day, what is reported counts as the whole up to its
    end: what is counted on the same day is in it.
    """
    courses: dict[str, _Course] = defaultdict(_Course)
    for event in standing_events(events, kinds):
        kind = kinds.kinds.get(event.kind)
        if kind is None or event.on > day:
            continue
        for fact, said in _said(event, kind, vocabulary):
            if not kinds.course(fact).yearly or event.on.year == year:
                courses[fact].add(event.on, said)
    return _known(courses, kinds, vocabulary, day)


def _known(
    courses: Mapping[str, _Course], kinds: EventKinds, vocabulary: Vocabulary, day: date
) -> FactsOnDay:
    profile: dict[str, Any] = {}
    assumed: list[str] = []
    contested: list[str] = []
    for definition in _definitions(vocabulary, (*kinds.courses, *courses)):
        name, course = definition.name, kinds.course(definition.name)
        found = courses.get(name)
        if found is None:
            if course.before is not None:
                assumed.append(name)
                profile[name] = plain_value(definition, course.before)
        elif found.contested:
            contested.append(name)
        elif (value := found.value(day, course)) is not None:
            profile[name] = value.given if isinstance(value, _Given) else plain_value(definition, value)
    return FactsOnDay(profile, tuple(assumed), tuple(contested))


def _definitions(vocabulary: Vocabulary, names: Iterable[str]) -> Iterator[FactDefinition]:
    for name in dict.fromkeys(names):
        found = vocabulary.find(name)
        if found is not None:  # rules may have changed since an event was recorded
            yield found


@dataclass(frozen=True, slots=True)
class _Given:
    """A value that only the profile's reader understands: the entries of a list."""

    given: Any


@dataclass(frozen=True, slots=True)
class _Set:
    """From its day on a fact is this; after the last day, if it has one, it is `then`. None: not known."""

    value: Value | _Given | None
    last: date | None = None
    then: Value | None = None


@dataclass(frozen=True, slots=True)
class _Added:
    """So many more."""

    count: Fraction


@dataclass(slots=True)
class _Course:
    """What events say of one fact, gathered in the order of their days."""

    set_on: date | None = None
    set_to: _Set | None = None
    contested: bool = False
    counted: list[tuple[date, Fraction]] = field(default_factory=list)

    def add(self, on: date, said: _Set | _Added) -> None:
        if isinstance(said, _Added):
            self.counted.append((on, said.count))
            return
        same_day = self.set_on == on
        self.contested = (self.contested and same_day) or (same_day and said != self.set_to)
        self.set_on, self.set_to = on, said

    def value(self, day: date, course: Course) -> Value | _Given | None:
        """What the fact is on a day; None while it is not known."""
        base = course.before if self.set_to is None else _now(self.set_to, day)
        since = [count for on, count in self.counted if self.set_on is None or on > self.set_on]
        if not since or base is None:
            return base
        return base + sum(since) if isinstance(base, Fraction) else None


def _now(said: _Set, day: date) -> Value | _Given | None:
    return said.value if said.last is None or day <= said.last else said.then


def _said(event: Event, kind: EventKind, vocabulary: Vocabulary) -> Iterator[tuple[str, _Set | _Added]]:
    """What an event says of facts."""
    if kind.effect is Effect.FACTS:
        for name, given in event.details.items():
            definition = vocabulary.find(name)
            if definition is not None:
                yield definition.name, _Set(_exact(definition, given))
        return
    for change in kind.changes:
        definition = vocabulary.find(change.fact)
        if definition is None or not _applies(change, event, kind):
            continue
        if change.adds:
            count = event.quantity if change.adds_quantity else change.added
            yield change.fact, _Added(Fraction(count or 0))
        else:
            value = _set_value(change, event, definition)
            yield change.fact, _Set(value, _last(change, event.on), change.then)


def _exact(definition: FactDefinition, given: Any) -> Value | _Given | None:
    """The value that was recorded; None where the rules have changed since and no longer know it."""
    try:
        return (
            _Given(given) if definition.kind is Kind.LIST else TYPES[definition.kind].read(given, definition)
        )
    except Refused:
        return None


def _applies(change: Change, event: Event, kind: EventKind) -> bool:
    """Whether the event's details are those that the change asks for; what is not said is none of them."""
    details = {detail.name: detail for detail in kind.details}
    for name, options in change.when:
        said = event.details.get(name)
        if said is None or name not in details or _exact(details[name], said) not in options:
            return False
    return True


def _set_value(change: Change, event: Event, definition: FactDefinition) -> Value | _Given | None:
    if change.copied is None:
        return change.value
    said: Any = {DATE: event.on, QUANTITY: event.quantity}.get(
        change.copied, event.details.get(change.copied)
    )
    return None if said is None else _exact(definition, said)


def _last(change: Change, on: date) -> date | None:
    """The last day on which the value holds; one past the end of the calendar ends nothing."""
    return None if change.lasts is None else moved(on, change.lasts, forward=True)
