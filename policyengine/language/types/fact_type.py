"""What a type of fact is: how its values are read from a profile, shown, spoken and written in rules."""

from __future__ import annotations

from abc import ABC, abstractmethod
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from policyengine.errors import Bilingual
from policyengine.language.tree import Kind, Value

if TYPE_CHECKING:
    from policyengine.language.facts import FactDefinition


class Storage(StrEnum):
    """What holds a value outside Python. Back ends map these four, never the types."""

    DECIMAL = "decimal"
    DATE = "date"
    TEXT = "text"
    BOOLEAN = "boolean"


class Refused(Exception):
    """A given value is none of this type. `wanted` says what would be accepted."""

    def __init__(self, wanted: Bilingual) -> None:
        self.wanted = wanted
        super().__init__(wanted.en)


class FactType(ABC):
    """One type of fact. Its values are exact; what is not exactly one of them is refused."""

    kind: ClassVar[Kind]
    storage: ClassVar[Storage]
    name: ClassVar[Bilingual]

    @abstractmethod
    def read(self, given: object, definition: FactDefinition | None = None) -> Value:
        """The exact value of what a profile gives. Refused where it is none, with what is wanted."""

    @abstractmethod
    def literal(self, value: Value) -> str:
        """The value as canonical text of the rule language."""

    @abstractmethod
    def plain(self, value: Value) -> str | bool:
        """The value in the result contract: `300000`, `0.03`, `2021-12-31`, `first`, true."""

    def zh(self, value: Value, definition: FactDefinition | None = None) -> str:
        """The value as a Chinese reader expects it."""
        return self.literal(value)

    def en(self, value: Value, definition: FactDefinition | None = None) -> str:
        """The value as an English reader expects it."""
        return str(self.plain(value))


def number_of(value: Value) -> Fraction:
    """The value as the number it must be; TypeError if it is none."""
    if not isinstance(value, Fraction):
        raise TypeError(f"{value!r} is not an exact number")
    return value


def text_of(value: Value) -> str:
    """The value as the text it must be; TypeError if it is none."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value
