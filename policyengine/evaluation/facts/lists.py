"""Lists of a profile: an enterprise's patents, hires, projects, read entry by entry.

A list that is given is whole: what it does not hold is not there. A field left out, or null, is not known of
its entry.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from policyengine.errors import Bilingual, Finding
from policyengine.evaluation.facts.faults import BadValue, GivenTwice, shown
from policyengine.evaluation.facts.json_numbers import decimal, whole
from policyengine.evaluation.facts.list_faults import BadEntry, NoSuchField
from policyengine.language.facts import FactDefinition, nearest
from policyengine.language.tree import Entry, Value
from policyengine.language.types import Refused
from policyengine.language.types.list import MOST_ENTRIES
from policyengine.language.values import exact_value

LONGEST_TEXT = 10**7
"""Characters of a list given as JSON text, as a table's column holds it."""
MOST_OFFERED = 100
"""Misspelt fields for which the nearest name is sought."""


def read_list(
    given: object, definition: FactDefinition, places: Mapping[str, str]
) -> tuple[tuple[Entry, ...], list[Finding]]:
    """The entries of a list, and every fault in them, each with the number of its entry, from 1."""
    entries = _of_json(given) if isinstance(given, str) else given
    if not isinstance(entries, Sequence) or isinstance(entries, str | bytes) or len(entries) > MOST_ENTRIES:
        wanted = _wanted(definition)
        found = shown(given) if entries is None or not isinstance(entries, Sequence) else _counted(entries)
        return (), [BadValue(fact=definition.name, label=definition.label, found=found, wanted=wanted)]
    reading = _Reading(definition, places)
    read = tuple(reading.entry(number, each) for number, each in enumerate(entries, 1))
    return read, reading.faults


def _of_json(text: str) -> Any:
    try:
        sane = len(text) <= LONGEST_TEXT
        return json.loads(text, parse_float=decimal, parse_int=whole) if sane else None
    except (ValueError, RecursionError):
        return None


def _counted(entries: Sequence[object]) -> str:
    if isinstance(entries, str | bytes):
        return shown(entries)
    return f"<{len(entries)} entries>"


@dataclass(slots=True)
class _Reading:
    """One pass over a list, gathering faults."""

    definition: FactDefinition
    places: Mapping[str, str]
    faults: list[Finding] = field(default_factory=list)
    _fields: dict[str, FactDefinition] = field(init=False)

    def __post_init__(self) -> None:
        self._fields = {}
        for each in self.definition.fields:
            for name in (each.name, each.label.zh, each.label.en, *each.aliases):
                self._fields.setdefault(name, each)

    def entry(self, number: int, given: object) -> Entry:
        """One entry, its fields in the order of the list's definition."""
        if not isinstance(given, Mapping):
            self.faults.append(self._bad(number, given, _wanted_entry(self.definition)))
            return ()
        values: dict[str, Value] = {}
        named: dict[str, str] = {}
        for name, value in given.items():
            found = self._fields.get(name) if isinstance(name, str) else None
            if found is None:
                self._refuse_name(number, name)
            elif value is not None and self._named_once(number, found, str(name), named):
                self._take(number, found, value, values)
        return tuple((each.name, values[each.name]) for each in self.definition.fields if each.name in values)

    def _named_once(self, number: int, found: FactDefinition, name: str, named: dict[str, str]) -> bool:
        first = named.setdefault(found.name, name)
        if first != name:
            fact, label = f"{self.definition.name}.{found.name}", self.definition.label
            entry = Bilingual(
                zh=f"{label.zh}第{number}项的{found.label.zh}",
                en=f"{label.en}, entry {number}, {found.label.en}",
            )
            self.faults.append(GivenTwice(fact=fact, label=entry, names=(first, name)))
        return first == name

    def _take(self, number: int, found: FactDefinition, value: object, values: dict[str, Value]) -> None:
        try:
            values[found.name] = exact_value(value, found, self.places)
        except Refused as refusal:
            self.faults.append(self._bad(number, value, refusal.wanted, found))

    def _bad(
        self, number: int, given: object, wanted: Bilingual, found: FactDefinition | None = None
    ) -> BadEntry:
        return BadEntry(
            fact=self.definition.name,
            label=self.definition.label,
            entry=number,
            found=shown(given),
            wanted=wanted,
            field=None if found is None else found.name,
            field_label=None if found is None else found.label,
        )

    def _refuse_name(self, number: int, name: object) -> None:
        found = name[:100] if isinstance(name, str) else shown(name)
        near = nearest(found, self._fields) if len(self.faults) < MOST_OFFERED else None
        self.faults.append(
            NoSuchField(
                fact=self.definition.name,
                label=self.definition.label,
                entry=number,
                found=found,
                nearest=near,
            )
        )


def _wanted_entry(definition: FactDefinition) -> Bilingual:
    names = "、".join(each.name for each in definition.fields)
    return Bilingual(
        zh=f"“栏目：值”的对应，栏目有{names}",
        en=f"a mapping of fields to values, the fields being {names.replace('、', ', ')}",
    )


def _wanted(definition: FactDefinition) -> Bilingual:
    entry = _wanted_entry(definition)
    return Bilingual(
        zh=f"列表，至多{MOST_ENTRIES}项，每项为{entry.zh}；没有的，给空列表",
        en=f"a list of at most {MOST_ENTRIES} entries, each {entry.en}; an empty list where there are none",
    )
