"""Money, in 元: at most two decimals, below 10^15."""

from __future__ import annotations

from fractions import Fraction

from policyengine.errors import Bilingual
from policyengine.language.facts import FactDefinition
from policyengine.language.literals import Shape
from policyengine.language.tree import Kind, Value
from policyengine.language.types.fact_type import FactType, Refused, Storage, number_of
from policyengine.language.types.numbers import digits, grouped, within

PLACES = 2
LIMIT = 10**15

_WANTED = Bilingual(
    zh="不小于零、小于10^15元、至多两位小数的金额，如300000或“30万元”",
    en="money of zero or more, below 10^15 yuan, with at most 2 decimals, such as 300000 or `30万元`",
)


class Money(FactType):
    """Yuan. A bare number is 元; text may have its unit: `30万元`."""

    kind = Kind.MONEY
    storage = Storage.DECIMAL
    name = Bilingual(zh="金额", en="money")

    def read(self, given: object, definition: FactDefinition | None = None) -> Fraction:
        """Yuan of a number or a text; negatives, a third decimal and 10^15 are refused."""
        number = within(given, below=LIMIT, places=PLACES, unit=Shape.MONEY)
        if number is None:
            raise Refused(_WANTED)
        return number

    def literal(self, value: Value) -> str:
        """`30万元`, `8.5亿元`: the larger unit where it is exact and shorter, else 元."""
        return f"{with_magnitude(number_of(value))}元"

    def plain(self, value: Value) -> str:
        """Yuan in plain notation."""
        return digits(number_of(value))

    def en(self, value: Value, definition: FactDefinition | None = None) -> str:
        """`CNY 300,000`."""
        return f"CNY {grouped(number_of(value))}"


def with_magnitude(number: Fraction) -> str:
    """The shortest exact writing in 亿, 万 or ones; never less than one of a unit, ones winning ties."""
    writings = [
        digits(number / size) + unit
        for size, unit in ((1, ""), (10**4, "万"), (10**8, "亿"))
        if size == 1 or abs(number) >= size
    ]
    return min(writings, key=len)
