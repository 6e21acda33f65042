"""One value of a profile read by its fact's type; a place also by a city's or an area's name."""

from __future__ import annotations

from collections.abc import Mapping

from policyengine.errors import Bilingual
from policyengine.language.facts import FactDefinition
from policyengine.language.tree import Kind, Value
from policyengine.language.types import TYPES, Refused


def exact_value(given: object, definition: FactDefinition, places: Mapping[str, str]) -> Value:
    """The exact value of what is given; Refused where it is none. `places`: codes and areas by any name."""
    if definition.kind is not Kind.JURISDICTION:
        return TYPES[definition.kind].read(given, definition)
    try:
        place = places.get(given.strip(), given) if isinstance(given, str) else given
        return TYPES[definition.kind].read(place, definition)
    except Refused as refusal:
        raise Refused(_or_a_city(refusal.wanted)) from None


def _or_a_city(code: Bilingual) -> Bilingual:
    """What is wanted of a place of registration, where a city's id or name will do for its code."""
    return Bilingual(
        zh=f"{code.zh}，或有方案的城市的编号或名称，如anyang",
        en=f"{code.en}, or the id or name of a city that has a plan, such as anyang",
    )
