"""Jurisdictions, by their six-digit code of GB/T 2260, and the areas in them that a plan names."""

from __future__ import annotations

import re

from policyengine.errors import Bilingual
from policyengine.language.facts import FactDefinition
from policyengine.language.tree import Kind, Value
from policyengine.language.types.fact_type import FactType, Refused, Storage, text_of
from policyengine.language.types.numbers import exact

_PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 82))
    for code in range(first, last + 1)
)

_PLACE = re.compile(r"[0-9]{6}(/[^\W\d]\w*)?")

_WANTED = Bilingual(
    zh="六位行政区划代码（GB/T 2260），如410500", en="a six-digit code of GB/T 2260, such as 410500"
)


class Jurisdiction(FactType):
    """A government's territory, or a named area of one: the code it lies in, a slash, the area's id.

    Names are turned into codes and places before they come here.
    """

    kind = Kind.JURISDICTION
    storage = Storage.TEXT
    name = Bilingual(zh="行政区划代码", en="a jurisdiction's code")

    def read(self, given: object, definition: FactDefinition | None = None) -> str:
        """The six digits of a text or whole number, the first two a province's; maybe an area's id."""
        number = None if isinstance(given, str) else exact(given)
        code = given.strip() if isinstance(given, str) else str(number)
        if not _PLACE.fullmatch(code) or code[:2] not in _PROVINCES:
            raise Refused(_WANTED)
        return code

    def literal(self, value: Value) -> str:
        """The six digits, or the place as such: `440703/talent_island`."""
        return text_of(value)

    def plain(self, value: Value) -> str:
        """The six digits, or the place as such: `440703/talent_island`."""
        return text_of(value)
