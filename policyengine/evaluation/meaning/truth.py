"""The three values, on false < unknown < true."""

from __future__ import annotations

from enum import IntEnum
from typing import NoReturn


class Truth(IntEnum):
    """What the known facts settle. It refuses to be a bool: `if truth:` would make unknown a decision."""

    FALSE, UNKNOWN, TRUE = range(3)

    def __bool__(self) -> NoReturn:
        raise TypeError("compare with Truth.TRUE: unknown is neither true nor false")

    def __invert__(self) -> Truth:
        return _OPPOSITE[self]

    @property
    def settled(self) -> bool | None:
        """The contract's form: true, false, or None for unknown."""
        return SETTLED[self]


_OPPOSITE = (Truth.TRUE, Truth.UNKNOWN, Truth.FALSE)
SETTLED = (False, None, True)
"""The contract's forms of the three values, by their number."""
