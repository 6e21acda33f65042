"""Places as territories: a GB/T 2260 code covers its own subdivisions, and a plan's area lies in its code.

A place is a code, `440703`, or an area within one, `440703/talent_island`. What is registered in an area is
registered in its code; of what is only known by its code, nobody can tell in which of its areas it lies.
"""

from __future__ import annotations

from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.territories import stem


def lies_in(place: str, territory: str) -> Truth:
    """Whether what is registered in a place lies in a territory; unknown where the place is wider.

    Two areas do not overlap. An area known only to lie in a city may lie in any district of it.
    """
    if "/" not in place and "/" not in territory:
        return _within(place, territory)
    code, _, area = place.partition("/")
    around, _, asked = territory.partition("/")
    if not asked:
        return _within(code, territory)
    if place == territory:
        return Truth.TRUE
    apart = _within(code, around) is Truth.FALSE and _within(around, code) is Truth.FALSE
    return Truth.FALSE if area or apart else Truth.UNKNOWN


def _within(code: str, territory: str) -> Truth:
    if code.startswith(stem(territory)):
        return Truth.TRUE
    return Truth.UNKNOWN if territory.startswith(stem(code)) else Truth.FALSE
