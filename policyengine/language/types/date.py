"""Days of the calendar."""

from __future__ import annotations

from datetime import date, datetime

from policyengine.errors import Bilingual
from policyengine.language.facts import FactDefinition
from policyengine.language.literals import Shape, written
from policyengine.language.tree import Kind, Value
from policyengine.language.types.fact_type import FactType, Refused, Storage

_WANTED = Bilingual(zh="日期，如2021-12-31", en="a date, such as 2021-12-31")


class Date(FactType):
    """A day, `2021-12-31`; a moment of a day is none."""

    kind = Kind.DATE
    storage = Storage.DATE
    name = Bilingual(zh="日期", en="a date")

    def read(self, given: object, definition: FactDefinition | None = None) -> date:
        """The day of a `date` or its text."""
        if isinstance(given, date) and not isinstance(given, datetime):
            return given
        found = written(given) if isinstance(given, str) else None
        if found is None or found.shape is not Shape.DATE or not isinstance(found.value, date):
            raise Refused(_WANTED)
        return found.value

    def literal(self, value: Value) -> str:
        """`2021-12-31`."""
        return _day(value).isoformat()

    def plain(self, value: Value) -> str:
        """`2021-12-31`."""
        return _day(value).isoformat()

    def zh(self, value: Value, definition: FactDefinition | None = None) -> str:
        """`2021年12月31日`."""
        day = _day(value)
        return f"{day.year}年{day.month}月{day.day}日"

    def en(self, value: Value, definition: FactDefinition | None = None) -> str:
        """`31 December 2021`, whatever the locale."""
        day = _day(value)
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""The months as English names them."""


def _day(value: Value) -> date:
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is not a day")
    return value
