"""The facts and definitions that conditions and amounts name, found in their trees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def facts_in(value: Any) -> tuple[str, ...]:
    """Every fact that a part of a result reads, once; of a year's figure or a field the fact it is of."""
    return tuple(dict.fromkeys(name for kind, name in _named(value) if kind == "fact"))


def definitions_in(value: Any) -> tuple[str, ...]:
    """The ids of the definitions that a part of a result uses, without the city, once each."""
    return tuple(dict.fromkeys(name for kind, name in _named(value) if kind == "definition"))


def _named(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        match value:
            case {"kind": "fact", "fact": str(name)}:
                yield "fact", name.partition("[")[0].partition(".")[0]
            case {"kind": "aggregate", "items": str(name)}:
                yield "fact", name
            case {"kind": "named", "name": str(name)}:
                yield "definition", name
        for part in value.values():
            yield from _named(part)
    elif isinstance(value, list):
        for part in value:
            yield from _named(part)
