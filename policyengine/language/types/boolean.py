"""Booleans: whether something is so."""

from __future__ import annotations

from policyengine.errors import Bilingual
from policyengine.language.facts import FactDefinition
from policyengine.language.tree import Kind, Value
from policyengine.language.types.fact_type import FactType, Refused, Storage

_WANTED = Bilingual(zh="true或false（是或否）", en="true or false")
_SPOKEN = {"true": True, "false": False, "是": True, "否": False}


class Boolean(FactType):
    """True or false, or 是 or 否 in text; numbers are neither."""

    kind = Kind.BOOLEAN
    storage = Storage.BOOLEAN
    name = Bilingual(zh="是否", en="true or false")

    def read(self, given: object, definition: FactDefinition | None = None) -> bool:
        """The truth value; 0 and 1 are refused."""
        if isinstance(given, bool):
            return given
        found = _SPOKEN.get(given.strip()) if isinstance(given, str) else _of_numpy(given)
        if found is None:
            raise Refused(_WANTED)
        return found

    def literal(self, value: Value) -> str:
        """`true` or `false`."""
        return "true" if value is True else "false"

    def plain(self, value: Value) -> bool:
        """The truth value itself."""
        return value is True

    def zh(self, value: Value, definition: FactDefinition | None = None) -> str:
        """`是` or `否`."""
        return "是" if value is True else "否"

    def en(self, value: Value, definition: FactDefinition | None = None) -> str:
        """`yes` or `no`."""
        return "yes" if value is True else "no"


def _of_numpy(given: object) -> bool | None:
    """A data frame's boolean, known by its type's name so that numpy need not be there."""
    return bool(given) if type(given).__name__ in ("bool_", "bool") else None
