"""Facts of one enterprise: as given, and as known once they are read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from policyengine.errors import Bilingual, Finding, ProfileError
from policyengine.evaluation.facts.derived import contradictions, plain_value, with_derived
from policyengine.evaluation.facts.faults import (
    BadValue,
    GivenTwice,
    MoreFaults,
    NoSuchFact,
    NotAProfile,
    shown,
)
from policyengine.evaluation.facts.list_faults import WorkedOut
from policyengine.evaluation.facts.lists import read_list
from policyengine.evaluation.facts.received import ASKED, RECEIVED, Received, read_received
from policyengine.evaluation.facts.series import WANTED, WANTED_YEAR, calendar_year, relative_figure
from policyengine.evaluation.meaning.terms import Known
from policyengine.language.facts import CALENDAR, FactDefinition, Vocabulary, figure_of
from policyengine.language.interval import decimal_of, plain
from policyengine.language.tree import Kind, Value
from policyengine.language.types import Refused
from policyengine.language.values import exact_value
from policyengine.rulebook.plan import Asked


class Profile(Mapping[str, object]):
    """The facts of one enterprise as given, by name, label or alias; one left out, or None, is not known.

    Made like a dict: `Profile({"revenue": "1200万元"}, ip_owned=3)`. Immutable; `|` gives one with
    more facts. Nothing is checked before an engine reads it.
    """

    __slots__ = ("_given",)

    def __init__(self, facts: Mapping[str, object] = MappingProxyType({}), /, **more: object) -> None:
        self._given: Mapping[str, object] = MappingProxyType({**facts, **more})

    def __getitem__(self, name: str) -> object:
        return self._given[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)

    def __or__(self, more: Mapping[str, object]) -> Profile:
        return Profile({**self._given, **more})

    def __hash__(self) -> int:
        return hash(frozenset(self._given))

    def __reduce__(self) -> tuple[type[Profile], tuple[dict[str, object]]]:
        return Profile, (dict(self._given),)

    def __repr__(self) -> str:
        return f"Profile({dict(self._given)!r})"


@dataclass(frozen=True)
class Facts:
    """What is known of one enterprise, read and exact.

    `given`: what the profile says; `known`: that and what follows from it. `received`: None where the
    profile says nothing about rewards already paid, and `asked` how one asks for them.
    """

    given: Known
    known: Known
    received: tuple[Received, ...] | None
    vocabulary: Vocabulary
    asked: Asked = ASKED

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what is given: 30万元 and 300000, a label and a name, are the same."""
        told = {
            "facts": {name: self._plain(name) for name in sorted(self.given)},
            "received": self._payments(),
        }
        canonical = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def _plain(self, name: str) -> str | bool | list[str | bool]:
        definition, value = self.vocabulary[name], self.given[name]
        if isinstance(value, tuple):
            # In what order the entries of a list come says nothing.
            return sorted(str(plain_value(definition, (entry,))) for entry in value)
        return plain_value(definition, value)

    def _payments(self) -> list[list[str | None]] | None:
        if self.received is None:
            return None
        told = ([*_told(paid), *([] if paid.payment is None else [paid.payment])] for paid in self.received)
        return sorted(told, key=lambda payment: [each or "" for each in payment])


def _told(paid: Received) -> list[str | None]:
    amount = None if paid.amount is None else plain(decimal_of(paid.amount))
    return [paid.reward, amount, None if paid.on is None else paid.on.isoformat()]


LONGEST = 1000
"""Characters of a name that is looked up; no fact bears a longer one."""
MOST_TOLD = 100
"""Faults that one refusal tells; a profile with more is no profile, and every word of it would cost."""


def known_facts(
    profile: Mapping[str, Any],
    vocabulary: Vocabulary,
    jurisdictions: Mapping[str, str],
    rewards: Collection[str],
    city: str | None = None,
    asked: Asked | None = None,
) -> Facts:
    """The facts of a profile, read. ProfileError with every fault in it, each naming the fact by its label.

    `vocabulary` holds the facts of every plan; `jurisdictions` maps the ids and names of cities and areas to
    places; `rewards` are all ids with their cities, best with the ids of each one's payments; `city` is the
    one asked, so that `received` may leave its name out; `asked` is how the vocabulary asks for `received`.
    """
    if not isinstance(profile, Mapping):
        raise ProfileError([NotAProfile(found=shown(profile))])
    reading = _Reading(vocabulary, jurisdictions, rewards, city, asked or ASKED)
    for name, value in profile.items():
        reading.take(name, value)
    known = with_derived(reading.given, vocabulary)
    faults = [*reading.faults, *contradictions(reading.given, known, vocabulary)]
    if len(faults) > MOST_TOLD:
        faults = [*faults[:MOST_TOLD], MoreFaults(count=len(faults) - MOST_TOLD)]
    if faults:
        raise ProfileError(faults)
    given, known = MappingProxyType(reading.given), MappingProxyType(known)
    return Facts(given, known, reading.received, vocabulary, reading.asked)


@dataclass(slots=True)
class _Reading:
    """One pass over a profile, gathering values and faults."""

    vocabulary: Vocabulary
    jurisdictions: Mapping[str, str]
    rewards: Collection[str]
    city: str | None
    asked: Asked
    given: dict[str, Value] = field(default_factory=dict)
    received: tuple[Received, ...] | None = None
    faults: list[Finding] = field(default_factory=list)
    _named: dict[str, str] = field(default_factory=dict)

    def take(self, name: object, value: object) -> None:
        definition = self.vocabulary.find(name) if isinstance(name, str) and len(name) <= LONGEST else None
        if definition is None and name in (RECEIVED, self.asked.label.zh, self.asked.label.en):
            self._take_received(str(name), value)
        elif definition is None or "." in definition.name:
            self._refuse_name(shown(name) if not isinstance(name, str) else name[:100])
        elif _worked_out(definition):
            self.faults.append(WorkedOut(fact=definition.name, label=definition.label))
        elif value is None:
            return
        elif definition.by_year:
            self._take_series(str(name), definition, value)
        else:
            self._take_fact(str(name), definition, value)

    def _refuse_name(self, found: str) -> None:
        # The nearest name takes a look at every name: no more of that than will be told.
        near = self.vocabulary.nearest(found) if len(self.faults) < MOST_TOLD else None
        self.faults.append(NoSuchFact(found=found, nearest=near))

    def _take_series(self, name: str, definition: FactDefinition, value: object) -> None:
        if not isinstance(value, Mapping):
            self._refuse_value(definition, value, WANTED)
            return
        for key, figure in value.items():
            year = calendar_year(key)
            if year is None:
                self._refuse_value(definition, key, WANTED_YEAR)
            elif figure is not None:
                of_year = self.vocabulary[figure_of(definition.name, year)]
                self._take_fact(f"{name}: {key!r}", of_year, figure)

    def _take_fact(self, name: str, definition: FactDefinition, value: object) -> None:
        if self._named_before(definition.name, definition.label, name):
            return
        if definition.kind is Kind.LIST:
            self.given[definition.name], faults = read_list(value, definition, self.jurisdictions)
            self.faults += faults
            return
        try:
            self.given[definition.name] = exact_value(value, definition, self.jurisdictions)
        except Refused as refusal:
            self._refuse_value(definition, value, refusal.wanted)

    def _refuse_value(self, definition: FactDefinition, value: object, wanted: Bilingual) -> None:
        fact, label = definition.name, definition.label
        self.faults.append(BadValue(fact=fact, label=label, found=shown(value), wanted=wanted))

    def _named_before(self, fact: str, label: Bilingual, name: str) -> bool:
        first = self._named.setdefault(fact, name)
        if first != name:
            self.faults.append(GivenTwice(fact=fact, label=label, names=(first, name)))
        return first != name

    def _take_received(self, name: str, value: object) -> None:
        if value is not None and not self._named_before(RECEIVED, self.asked.label, name):
            payments, faults = read_received(value, self.rewards, self.city, self.asked)
            self.received = tuple(payments)
            self.faults += faults


def _worked_out(definition: FactDefinition) -> bool:
    """Whether a fact follows from the day of assessment: a calendar day, the previous year's figure."""
    name = definition.name
    return name in CALENDAR or ("[" in name and relative_figure(name) is not None)
