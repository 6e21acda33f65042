"""Lengths of time, in whole months or whole days."""

from __future__ import annotations

import re

from policyengine.errors import Bilingual
from policyengine.language.facts import FactDefinition
from policyengine.language.literals import Shape, written
from policyengine.language.tree import Duration, Kind, Value
from policyengine.language.types.fact_type import FactType, Refused, Storage

_LONGEST = 10**5  # months or days: more than any calendar has room for

_WANTED = Bilingual(zh="期限，如“3年”“6个月”“90天”", en="a length of time, such as `3年`, `6个月` or `90天`")
_ISO = re.compile(r"P(?:(?P<years>[0-9]{1,6})Y)?(?:(?P<months>[0-9]{1,6})M)?(?:(?P<days>[0-9]{1,6})D)?")


class DurationType(FactType):
    """`3年`, `6个月`, `90天`, or ISO 8601's `P3Y`, `P6M`, `P90D`."""

    kind = Kind.DURATION
    # No number of days is a month, so no single decimal can hold both.
    storage = Storage.TEXT
    name = Bilingual(zh="期限", en="a length of time")

    def read(self, given: object, definition: FactDefinition | None = None) -> Duration:
        """The length a text gives; months and days together are refused."""
        found = _of_text(given) if isinstance(given, str) else given
        if not isinstance(found, Duration) or (found.months and found.days):
            raise Refused(_WANTED)
        if not 0 <= found.months + found.days < _LONGEST:
            raise Refused(_WANTED)
        return found

    def literal(self, value: Value) -> str:
        """`3年`, `18个月`, `90天`."""
        number, unit = _measured(value)
        return f"{number}{({'Y': '年', 'M': '个月', 'D': '天'})[unit]}"

    def plain(self, value: Value) -> str:
        """ISO 8601: `P3Y`, `P18M`, `P90D`."""
        number, unit = _measured(value)
        return f"P{number}{unit}"

    def en(self, value: Value, definition: FactDefinition | None = None) -> str:
        """`3 years`, `1 month`."""
        number, unit = _measured(value)
        noun = {"Y": "year", "M": "month", "D": "day"}[unit]
        return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _of_text(given: str) -> object:
    found = written(given)
    if found and found.shape is Shape.DURATION:
        return found.value
    iso = _ISO.fullmatch(given.strip())
    if not iso or not any(iso.groups()):
        return None
    part = {name: int(digits or 0) for name, digits in iso.groupdict().items()}
    return Duration(months=12 * part["years"] + part["months"], days=part["days"])


def _measured(value: Value) -> tuple[int, str]:
    if not isinstance(value, Duration):
        raise TypeError(f"{value!r} is not a length of time")
    if value.months == 0:
        return value.days, "D"
    return (value.months, "M") if value.months % 12 else (value.months // 12, "Y")
