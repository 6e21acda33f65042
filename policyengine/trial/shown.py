"""Values of an answer in words, as the author of a case would look for them."""

from __future__ import annotations

from policyengine.errors import Bilingual
from policyengine.language.interval import Interval
from policyengine.reporting import money
from policyengine.reporting.lang import Lang
from policyengine.reporting.terms import PAYMENT_STATUSES, STATUSES

_WORDS = STATUSES | PAYMENT_STATUSES
"""A word of the YAML is shown as it is written there: an author looks for it."""


def shown(value: object) -> Bilingual:
    """A value in both languages: a status, money between two ends, names, a day, or nothing."""
    match value:
        case None:
            return Bilingual("无", "nothing")
        case Interval():
            return _money(value)
        case tuple():
            names = [str(each) for each in value]
            return Bilingual("、".join(names) or "无", ", ".join(names) or "none")
        case str() if value in _WORDS:
            return Bilingual(f"{value}（{_WORDS[value].zh}）", value)
        case _:
            return Bilingual(str(value), str(value))


def _money(value: Interval) -> Bilingual:
    ends = value.to_dict()
    if any(end is not None and round(end, 2) != end for end in (value.low, value.high)):
        # A report rounds to the 分; what departs by less must not look the same.
        exact = f"{ends['low']}元" if value.exact else f"{ends['low']}..{ends['high'] or '?'}元"
        return Bilingual(exact, exact)
    return Bilingual(money.interval(ends, Lang.ZH), money.interval(ends, Lang.EN))
