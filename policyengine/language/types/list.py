"""Lists: an enterprise's patents, hires, projects, each entry with fields of other types."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from policyengine.errors import Bilingual, shown
from policyengine.language.facts import FactDefinition
from policyengine.language.tree import Duration, Entry, Kind, Value
from policyengine.language.types.fact_type import FactType, Refused, Storage
from policyengine.language.types.numbers import digits

MOST_ENTRIES = 10_000
"""The entries of one list."""


class ListType(FactType):
    """Entries, each a mapping of field to value; a field left out or null is unknown of that entry."""

    kind = Kind.LIST
    storage = Storage.TEXT
    name = Bilingual(zh="清单", en="a list")

    def __init__(self, types: Mapping[Kind, FactType]) -> None:
        self._types = types

    def read(self, given: object, definition: FactDefinition | None = None) -> tuple[Entry, ...]:
        """The entries of a sequence of mappings, or of JSON text; Refused names the entry and field."""
        entries = _of_json(given) if isinstance(given, str) else given
        if (
            not isinstance(entries, Sequence)
            or isinstance(entries, str | bytes)
            or len(entries) > MOST_ENTRIES
        ):
            raise Refused(_wanted(definition))
        return tuple(self._entry(each, at, definition) for at, each in enumerate(entries, 1))

    def _entry(self, given: object, number: int, definition: FactDefinition | None) -> Entry:
        pairs = _pairs(given)
        if pairs is None or definition is None:
            raise Refused(_wrong_entry(number, _wanted(definition)))
        values: dict[str, Value] = {}
        for key, value in pairs:
            found = next((each for each in definition.fields if _answers_to(each, key)), None)
            if found is None or found.name in values:
                raise Refused(_wrong_field(number, key, definition, twice=found is not None))
            if value is not None:
                values[found.name] = self._field(value, number, found)
        return tuple((each.name, values[each.name]) for each in definition.fields if each.name in values)

    def _field(self, given: object, number: int, field: FactDefinition) -> Value:
        try:
            return self._types[field.kind].read(given, field)
        except Refused as refused:
            raise Refused(
                Bilingual(
                    zh=f"第{number}项的“{field.label.zh}”为{refused.wanted.zh}",
                    en=f"in entry {number}, “{field.label.en}”: {refused.wanted.en}",
                )
            ) from refused

    def literal(self, value: Value) -> str:
        """The entries as JSON, whose values are texts or truths; rules never hold a list."""
        return self.plain(value)

    def plain(self, value: Value) -> str:
        """The entries as JSON."""
        return json.dumps([dict(map(_plain, entry)) for entry in _entries(value)], ensure_ascii=False)

    def zh(self, value: Value, definition: FactDefinition | None = None) -> str:
        """`3项`."""
        return f"{len(_entries(value))}项"

    def en(self, value: Value, definition: FactDefinition | None = None) -> str:
        """`3 entries`."""
        number = len(_entries(value))
        return f"{number} entry" if number == 1 else f"{number} entries"


def _of_json(given: str) -> object:
    try:
        # A number of JSON keeps its digits, so that 0.1 is a tenth, and 1e999999999 is refused unread.
        return json.loads(given, parse_float=str) if len(given) <= _LONGEST_TEXT else None
    except (ValueError, RecursionError):
        return None


_LONGEST_TEXT = 10**7


def _pairs(given: object) -> list[tuple[object, object]] | None:
    """What an entry gives: a mapping's items, or the pairs of one that was read before."""
    if isinstance(given, Mapping):
        return list(given.items())
    whole = isinstance(given, tuple) and all(isinstance(each, tuple) and len(each) == 2 for each in given)
    return list(given) if whole and isinstance(given, tuple) else None


def _answers_to(field: FactDefinition, key: object) -> bool:
    return key in (field.name, field.label.zh, field.label.en, *field.aliases)


def _wanted(definition: FactDefinition | None) -> Bilingual:
    names = [each.name for each in definition.fields] if definition else []
    return Bilingual(
        zh=f"至多{MOST_ENTRIES}项的清单，每项可有：{'、'.join(names)}",
        en=f"a list of at most {MOST_ENTRIES} entries, each with any of: {', '.join(names)}",
    )


def _wrong_entry(number: int, wanted: Bilingual) -> Bilingual:
    return Bilingual(zh=f"{wanted.zh}（第{number}项不是）", en=f"{wanted.en} (entry {number} is none)")


def _wrong_field(number: int, key: object, definition: FactDefinition, *, twice: bool) -> Bilingual:
    wanted, name = _wanted(definition), shown(key)
    if twice:
        return Bilingual(
            zh=f"{wanted.zh}（第{number}项中“{name}”重复）",
            en=f"{wanted.en} (entry {number} gives `{name}` twice)",
        )
    return Bilingual(
        zh=f"{wanted.zh}（第{number}项没有“{name}”这一栏）", en=f"{wanted.en} (entry {number} has `{name}`)"
    )


def _entries(value: Value) -> tuple[Entry, ...]:
    if not isinstance(value, tuple):
        raise TypeError(f"{value!r} is not a list")
    return value


def _plain(pair: tuple[str, Value]) -> tuple[str, str | bool]:
    name, value = pair
    match value:
        case bool() | str():
            return name, value
        case Fraction():
            return name, digits(value)
        case date():
            return name, value.isoformat()
        case Duration(months, days):
            return name, f"P{months}M" if months else f"P{days}D"
        case _:
            raise TypeError(f"{value!r} is no value of a field")
