"""What holds the value of a fact in a database: one column type for each of the four storage kinds."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from policyengine.language.sizes import Digits
from policyengine.language.tree import Kind
from policyengine.language.types import TYPES
from policyengine.language.types.fact_type import Storage

SIZES: Mapping[Kind, Digits] = {
    Kind.MONEY: Digits(15, 2),
    Kind.RATIO: Digits(10, 8),
    Kind.COUNT: Digits(15, 0),
}
"""The digits that a given number may have, by its kind."""

NARROW = 18
"""The digits up to which DuckDB keeps a decimal in 64 bits, and in which it lets products overflow."""


def decimal_type(digits: Digits) -> exp.DataType:
    """The decimal that holds so many digits."""
    return exp.DataType.build(f"DECIMAL({max(1, digits.total)}, {digits.decimals})")


def column_type(kind: Kind, *, numbered: bool = False) -> exp.DataType:
    """The type of a fact's column. `numbered`: yes and no are 1 and 0."""
    match TYPES[kind].storage:
        case Storage.DECIMAL:
            return decimal_type(SIZES[kind])
        case Storage.DATE:
            return exp.DataType.build("DATE")
        case Storage.TEXT:
            return exp.DataType.build("TEXT")
        case Storage.BOOLEAN:
            return exp.DataType.build("INT" if numbered else "BOOLEAN")
