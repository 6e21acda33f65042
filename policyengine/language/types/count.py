"""Counts: whole numbers of things."""

from __future__ import annotations

from fractions import Fraction

from policyengine.errors import Bilingual
from policyengine.language.facts import FactDefinition
from policyengine.language.tree import Kind, Value
from policyengine.language.types.fact_type import FactType, Refused, Storage, number_of
from policyengine.language.types.money import with_magnitude
from policyengine.language.types.numbers import digits, grouped, within

LIMIT = 10**15

_WANTED = Bilingual(zh="不小于零的整数，如5", en="a whole number of zero or more, such as 5")


class Count(FactType):
    """How many. `5`, `5.0` and `200万` are accepted, `5.5` is not."""

    kind = Kind.COUNT
    storage = Storage.DECIMAL
    name = Bilingual(zh="数量", en="a count")

    def read(self, given: object, definition: FactDefinition | None = None) -> Fraction:
        """The whole number; negatives, fractions and 10^15 are refused."""
        number = within(given, below=LIMIT, places=0)
        if number is None:
            raise Refused(_WANTED)
        return number

    def literal(self, value: Value) -> str:
        """`5`, `200万`."""
        number = number_of(value)
        return with_magnitude(number) if number.denominator == 1 else digits(number)

    def plain(self, value: Value) -> str:
        """The number in plain notation."""
        return digits(number_of(value))

    def en(self, value: Value, definition: FactDefinition | None = None) -> str:
        """`2,000,000`."""
        return grouped(number_of(value))
