"""One value of a profile read by its fact's type; a place also by a city's or an area's name."""

from __future__ import annotations

from collections.abc import Mapping

from policyengine.errors import Bilingual
from policyengine.language.facts import FactDefinition, nearest
from policyengine.language.tree import Kind, Value
from policyengine.language.types import TYPES, Refused

NO_AREA = "none"
"""In place of an area's id: in a code and in none of its named areas, as in `440703/none`."""


def exact_value(given: object, definition: FactDefinition, places: Mapping[str, str]) -> Value:
    """The exact value of what is given; Refused where it is none. `places`: codes and areas by any name."""
    if definition.kind is not Kind.JURISDICTION:
        return TYPES[definition.kind].read(given, definition)
    named = given.strip() if isinstance(given, str) else given
    try:
        place = TYPES[definition.kind].read(
            places.get(named, named) if isinstance(named, str) else named, definition
        )
    except Refused as refusal:
        raise Refused(_or_by_name(refusal.wanted, named, places)) from None
    _, slash, area = str(place).partition("/")
    if slash and area != NO_AREA:
        areas = {each: each for each in places.values() if "/" in each}
        if areas and place not in areas:
            raise Refused(_or_by_name(_AN_AREA, str(place), areas))
    return place


_AN_AREA = Bilingual(
    zh="方案所列的区域，或以/none表示不在任何区域内",
    en="an area that a plan names, or /none for none of them",
)


def _or_by_name(wanted: Bilingual, given: object, places: Mapping[str, str]) -> Bilingual:
    """What is wanted of a place of registration, and the city or area that was most likely meant."""
    near = nearest(given, places) if isinstance(given, str) and len(given) <= LONGEST_NAME else None
    if near is not None:
        return Bilingual(zh=f"{wanted.zh}（是否指{near}？）", en=f"{wanted.en} (did you mean {near}?)")
    return Bilingual(
        zh=f"{wanted.zh}，或有方案的城市、区域的编号或名称，如anyang",
        en=f"{wanted.en}, or the id or name of a city that has a plan, or of an area, such as anyang",
    )


LONGEST_NAME = 60
"""Characters of a place's name that is worth comparing with others."""
