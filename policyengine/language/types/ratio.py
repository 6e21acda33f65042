"""Ratios, as fractions of one: at most eight decimals."""

from __future__ import annotations

from fractions import Fraction

from policyengine.errors import Bilingual
from policyengine.language.facts import FactDefinition
from policyengine.language.literals import Shape
from policyengine.language.tree import Kind, Value
from policyengine.language.types.fact_type import FactType, Refused, Storage, number_of
from policyengine.language.types.numbers import digits, grouped, within

PLACES = 8
LIMIT = 10**10

_WANTED = Bilingual(
    zh="不小于零、至多八位小数的比例，如0.03或“3%”",
    en="a ratio of zero or more with at most 8 decimals, such as 0.03 or `3%`",
)


class Ratio(FactType):
    """A part of one. `3%`, `3‰` and `0.03` are accepted."""

    kind = Kind.RATIO
    storage = Storage.DECIMAL
    name = Bilingual(zh="比例", en="a ratio")

    def read(self, given: object, definition: FactDefinition | None = None) -> Fraction:
        """The fraction of one; negatives and a ninth decimal are refused."""
        number = within(given, below=LIMIT, places=PLACES, unit=Shape.PERCENT)
        if number is None:
            raise Refused(_WANTED)
        return number

    def literal(self, value: Value) -> str:
        """`3%`."""
        return f"{digits(number_of(value) * 100)}%"

    def plain(self, value: Value) -> str:
        """The fraction of one in plain notation: `0.03`."""
        return digits(number_of(value))

    def en(self, value: Value, definition: FactDefinition | None = None) -> str:
        """`3%`."""
        return f"{grouped(number_of(value) * 100)}%"
