"""The small parts that plain data is made of: words, days, numbers, quotes, and trees with their text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from policyengine.errors import Bilingual
from policyengine.language.as_dict import Json, as_dict
from policyengine.language.interval import decimal_of, plain
from policyengine.language.literals import month_day_written
from policyengine.language.tree import Duration, Kind, Literal, MonthDay
from policyengine.language.walk import AnyNode
from policyengine.language.write import write
from policyengine.rulebook.citing import Citation

Say: TypeAlias = Callable[[AnyNode], dict[str, Json]]
"""How a tree is told: as text and tree, perhaps in words too."""


def expression_dict(node: AnyNode) -> dict[str, Json]:
    """A condition, amount or term as canonical `text` and as `tree`."""
    return {"text": write(node), "tree": as_dict(node)}


def said(node: AnyNode | None, say: Say) -> dict[str, Json] | None:
    """The tree as it is told, if there is one."""
    return None if node is None else say(node)


def words(text: Bilingual | None) -> dict[str, Json] | None:
    """A text in Chinese and in English."""
    return None if text is None else {"zh": text.zh, "en": text.en}


def cited(citations: tuple[Citation, ...]) -> list[Json]:
    """Clauses and their words."""
    return [{"clause": each.clause, "quote": each.quote} for each in citations]


def iso(day: date | None) -> str | None:
    """A day as 2021-12-31."""
    return None if day is None else day.isoformat()


def any_day(day: date | MonthDay) -> str:
    """A day as 2021-12-31, or one of every year as 4月1日."""
    return month_day_written(day) if isinstance(day, MonthDay) else day.isoformat()


def length(duration: Duration | None) -> str | None:
    """A length of time as 3年, 6个月 or 30天."""
    return None if duration is None else write(Literal(Kind.DURATION, duration))


def number(value: Fraction | None) -> str | None:
    """A number in plain notation; it must have a finite decimal."""
    return None if value is None else plain(decimal_of(value))


def share(value: Fraction) -> str:
    """A share of one; a third and its like, which no decimal holds, as `1/3`."""
    try:
        return plain(decimal_of(value))
    except ValueError:
        return str(value)
