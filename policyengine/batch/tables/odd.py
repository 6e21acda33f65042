"""The cells that SQL does not read, each distinct text once: `1200万元`, `3%`, a city's name, or no value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policyengine.batch.tables.cells import Cell
from policyengine.errors import Bilingual, shown
from policyengine.language.facts import FactDefinition
from policyengine.language.types import TYPES, Refused
from policyengine.language.values import exact_value


@dataclass(frozen=True, slots=True)
class Odd:
    """One distinct cell: its text, the value it means as text, or why it means none."""

    found: str
    value: str | None
    reason: Bilingual | None = None


def read_odd(cell: Cell, found: Iterable[str], places: Mapping[str, str]) -> list[Odd]:
    """What the reader of profiles makes of cells. `places`: codes and areas by any name."""
    return [_odd(cell, text, places) for text in found]


def _odd(cell: Cell, text: str, places: Mapping[str, str]) -> Odd:
    definition = cell.definition
    try:
        value = exact_value(cell.value(text), definition, places)
    except Refused as refusal:
        return Odd(text, None, refused(definition, text, refusal.wanted))
    plain = TYPES[definition.kind].plain(value)
    return Odd(text, plain if isinstance(plain, str) else ("true" if plain else "false"))


def refused(definition: FactDefinition, found: str, wanted: Bilingual) -> Bilingual:
    """That a cell is no value of a fact, and what would be one."""
    label, name, cell = definition.label, definition.name, shown(found)
    return Bilingual(
        zh=f"“{label.zh}”（{name}）的值无效：所给为“{cell}”，应为{wanted.zh}",
        en=f"{label.en} (`{name}`) cannot be `{cell}`; wanted: {wanted.en}",
    )
