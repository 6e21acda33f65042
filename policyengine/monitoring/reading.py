"""One event as it was given → the event, every name in it resolved and every value exact."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from policyengine.errors import Bilingual, Finding, ProfileError
from policyengine.evaluation.facts.derived import plain_value
from policyengine.evaluation.facts.profile import Facts
from policyengine.language.facts import FactDefinition, Vocabulary, nearest
from policyengine.language.kinds import NUMBERS
from policyengine.language.tree import Kind
from policyengine.language.types import TYPES, Refused
from policyengine.monitoring.event import Event, with_id
from policyengine.monitoring.refusals import BadField, EventRefused, NotAnEvent, UnknownField
from policyengine.monitoring.register import Register, Unnamed
from policyengine.rulebook.event_kinds import Effect, EventKind, EventKinds, Subject

HEAD = ("id", "enterprise", "department", "area", "kind", "date", "quantity", "source", "details")
CONCERNS = {Effect.DUTY: "duty", Effect.TARGET: "target", Effect.WITHDRAWAL: "event"}
"""Under which name an event says what it is part of, measures or withdraws."""
LONGEST = 200
"""Characters of an id, a source or a name."""

_MAPPING = Bilingual("应为若干“名称：值”", "names and values are wanted")
_TEXT = Bilingual(f"不超过{LONGEST}个字的文字", f"text of at most {LONGEST} characters")
_SUBJECT = Bilingual("主体", "whom it happened to")
_KIND = Bilingual("events.yaml中的事件种类", "a kind of event from events.yaml")
_DATE = Bilingual("日期，如2024-03-01", "a date, such as 2024-03-01")
_COUNT = Bilingual("正整数", "a whole number above zero")
_DUTY = Bilingual(
    "部门任务的编号，如haimen.regular_meetings", "the id of a duty, such as haimen.regular_meetings"
)
_TARGET = Bilingual("目标的编号，如haimen.valid_hte", "the id of a target, such as haimen.valid_hte")
_EVENT = Bilingual("被撤销事件的编号", "the id of the event that is withdrawn")
_FIGURE = Bilingual("指标值", "the figure")


@dataclass(frozen=True)
class EventReader:
    """Reads events against one rulebook. `facts_of`: what a profile says, or ProfileError."""

    kinds: EventKinds
    register: Register
    vocabulary: Vocabulary
    facts_of: Callable[[Mapping[str, Any]], Facts]

    def read(self, given: object) -> Event:
        """The event. EventRefused with every fault in it."""
        if not isinstance(given, Mapping) or not all(isinstance(name, str) for name in given):
            raise EventRefused([NotAnEvent(_MAPPING)])
        reading = _Reading(self, {name: value for name, value in given.items() if not _empty(value)})
        event = reading.event()
        if event is None or reading.faults:
            raise EventRefused(reading.faults)
        return event


def _empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


class _Reading:
    """One pass over one event, gathering its faults."""

    def __init__(self, by: EventReader, given: Mapping[str, Any]) -> None:
        self.by, self.given = by, given
        self.faults: list[Finding] = []

    def event(self) -> Event | None:
        kind = self.kind()
        if kind is None:
            return None
        on, subject = self.day(), self.subject(kind)
        details, concerns = self.details(kind), self.concerns(kind)
        if subject is not None and concerns is not None:
            self.check_concern(kind, subject, concerns)
        quantity = self.quantity(kind, concerns)
        id_, source = self.text("id"), self.text("source")
        if self.faults or on is None or subject is None:
            return None
        made = Event(id_, kind.subject, subject, kind.id, on, quantity, details, concerns, source)
        return with_id(made)

    def kind(self) -> EventKind | None:
        kinds, given = self.by.kinds.kinds, self.text("kind")
        labels = {label: kind for kind in kinds.values() for label in (kind.id, kind.label.zh, kind.label.en)}
        if given in labels:
            return labels[given]
        if not self.faults:
            self.refuse("kind", given or None, _KIND, nearest(given, labels))
        return None

    def day(self) -> date | None:
        given = self.given.get("date")
        if isinstance(given, date) and not isinstance(given, datetime):
            return given
        try:
            day = TYPES[Kind.DATE].read(given)
        except Refused:
            self.refuse("date", None if given is None else str(given), _DATE)
            return None
        assert isinstance(day, date)
        return day

    def subject(self, kind: EventKind) -> str | None:
        names = [each.value for each in Subject if each.value in self.given]
        if names != [kind.subject.value]:
            wanted = Bilingual(
                f"{kind.subject.value}（{_SUBJECT.zh}）", f"`{kind.subject.value}`, {_SUBJECT.en}"
            )
            self.refuse(kind.subject.value, "、".join(names) or None, wanted)
            return None
        named, register = self.text(kind.subject.value), self.by.register
        find = {
            Subject.ENTERPRISE: register.enterprise,
            Subject.DEPARTMENT: register.department,
            Subject.AREA: register.area,
        }[kind.subject]
        return self.found(lambda: find(named)) if named else None

    def concerns(self, kind: EventKind) -> str | None:
        field = CONCERNS.get(kind.effect) if kind.effect is not None else None
        if field is None:
            return None
        named, register = self.text(field), self.by.register
        if field == "event":
            return named or self.refused(field, None, _EVENT)
        known, wanted = (register.duties, _DUTY) if field == "duty" else (register.targets, _TARGET)
        if not named:
            return self.refused(field, None, wanted)
        return self.found(lambda: register.named(field, named, known, wanted))

    def check_concern(self, kind: EventKind, subject: str, concerns: str) -> None:
        """A duty and its department are of one city; a target is measured by its city or its own area."""
        city, _, area = subject.partition("/")
        of = concerns.partition(".")[0]
        if kind.effect is Effect.DUTY and city != of:
            self.refuse("department", subject, Bilingual(f"{of}的部门", f"a department of {of}"))
        if kind.effect is Effect.TARGET:
            own = self.by.register.targets[concerns].area
            if city != of or area not in ("", own):
                places = of if own is None else f"{of}、{of}/{own}"
                self.refuse("area", subject, Bilingual(places, places.replace("、", " or ")))

    def quantity(self, kind: EventKind, concerns: str | None) -> str | None:
        given = self.given.get("quantity")
        if kind.effect is Effect.TARGET:
            return None if concerns is None else self.figure(given, concerns)
        if given is None:
            return "1" if any(change.adds_quantity for change in kind.changes) else None
        try:
            count = TYPES[Kind.COUNT].plain(TYPES[Kind.COUNT].read(_number(given)))
        except Refused:
            count = "0"
        return str(count) if count != "0" else self.refused("quantity", str(given), _COUNT)

    def figure(self, given: object, target: str) -> str | None:
        if given is None:
            return self.refused("quantity", None, _FIGURE)
        kind = TYPES[self.by.register.targets[target].figure.kind]
        try:
            return str(kind.plain(kind.read(_number(given))))
        except Refused as refusal:
            return self.refused("quantity", str(given), refusal.wanted)

    def details(self, kind: EventKind) -> dict[str, Any]:
        given = dict(self.more(kind))
        if kind.effect is Effect.FACTS:
            return self.facts(given)
        known = {name: detail for detail in kind.details for name in (detail.name, detail.label.zh)}
        details: dict[str, Any] = {}
        for name, value in given.items():
            if name not in known:
                valid = (*(detail.name for detail in kind.details), *self.own(kind))
                self.faults.append(UnknownField(name, valid, nearest(name, valid)))
            elif (read := self.detail(known[name], value)) is not None:
                details[known[name].name] = read
        for detail in kind.details:
            said = {name for name, each in known.items() if each is detail}
            if detail.name not in kind.optional and not said & given.keys():
                self.refuse(detail.name, None, detail.label)
        return details

    def more(self, kind: EventKind) -> Iterator[tuple[str, Any]]:
        """What is given beside the fields that every event has, or under `details`."""
        below = self.given.get("details", {})
        if isinstance(below, Mapping):
            yield from ((str(name), value) for name, value in below.items() if not _empty(value))
        else:
            self.refuse("details", str(below), _MAPPING)
        own = self.own(kind)
        yield from ((name, value) for name, value in self.given.items() if name not in (*HEAD, *own))

    def own(self, kind: EventKind) -> tuple[str, ...]:
        return (CONCERNS[kind.effect],) if kind.effect in CONCERNS else ()

    def detail(self, detail: FactDefinition, given: object) -> str | bool | None:
        try:
            return plain_value(detail, TYPES[detail.kind].read(_number(given), detail))
        except Refused as refusal:
            return self.refused(detail.name, str(given), refusal.wanted)

    def facts(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Facts by vocabulary name, in the contract's form; lists as they are given."""
        try:
            facts = self.by.facts_of({name: self.number_of(name, value) for name, value in given.items()})
        except ProfileError as refusal:
            self.faults.extend(refusal.findings)
            return {}
        lists = {definition.name for definition in facts.vocabulary if definition.kind is Kind.LIST}
        as_given = {each.name: given[n] for n in given if (each := facts.vocabulary.find(n)) is not None}
        return {
            name: as_given[name] if name in lists else plain_value(facts.vocabulary[name], value)
            for name, value in facts.given.items()
        }

    def number_of(self, name: str, value: object) -> object:
        """A number written as text, where the fact is one."""
        definition = self.by.vocabulary.find(name)
        return _number(value) if definition is not None and definition.kind in NUMBERS else value

    def text(self, name: str) -> str:
        given = self.given.get(name, "")
        text = given.strip() if isinstance(given, str) else str(given) if isinstance(given, int) else None
        if text is None or len(text) > LONGEST or not text.isprintable():
            self.refuse(name, str(given), _TEXT)
            return ""
        return text

    def found(self, find: Callable[[], str]) -> str | None:
        try:
            return find()
        except Unnamed as unnamed:
            self.faults.append(unnamed.finding)
            return None

    def refused(self, name: str, found: str | None, wanted: Bilingual) -> str | None:
        """A fault is noted, and there is no value."""
        self.refuse(name, found, wanted)
        return None

    def refuse(self, name: str, found: str | None, wanted: Bilingual, near: str | None = None) -> None:
        self.faults.append(BadField(name, found, wanted, near))


def _number(given: object) -> object:
    """A number as CSV writes it: digits alone. Anything else as it is."""
    if not isinstance(given, str):
        return given
    text = given.strip()
    digits = text.replace(".", "", 1)
    if not digits.isascii() or not digits.isdigit() or len(digits) > 30:
        return text
    return Decimal(text) if "." in text else int(text)
