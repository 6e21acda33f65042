"""What an unquoted YAML value means, by the core rules of YAML 1.2: null, booleans, numbers, else text.

Dates, percentages and money stay text: the kind of the fact they are set against reads them.
"""

from __future__ import annotations

import re
from decimal import Decimal

MAX_NUMBER_LENGTH = 100
MAX_EXPONENT = 100

_WHOLE = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE]([-+]?[0-9]+))?")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class NumberTooLong(ValueError):
    """A number of more digits, or a greater exponent, than any figure of a plan or a profile has."""


def value_of(text: str) -> str | int | Decimal | bool | None:
    """An unquoted value. NumberTooLong beyond 100 characters, or an exponent beyond ±100."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    return _number(text)


def _number(text: str) -> str | int | Decimal:
    found = _DECIMAL.fullmatch(text)
    if found is None:
        return text
    exponent = found[1] or "0"
    # Fraction(Decimal("1e999999999")) would fill the memory: such a number is stopped at the door.
    if len(text) > MAX_NUMBER_LENGTH or abs(int(exponent)) > MAX_EXPONENT:
        raise NumberTooLong(text)
    return int(text) if _WHOLE.fullmatch(text) else Decimal(text)
