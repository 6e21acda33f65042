"""Asking one city about an enterprise, and saying amounts as the tests say them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import policyengine
from policyengine.language.interval import Interval


@cache
def engine() -> policyengine.Engine:
    """The bundled plans, loaded once."""
    return policyengine.load()


def ask(city: str, as_of: str, *facts: Mapping[str, Any], **options: Any) -> Any:
    """The assessment of an enterprise with all these facts together."""
    profile = {name: value for known in facts for name, value in known.items()}
    return engine().evaluate(profile, city=city, as_of=as_of, **options)


def exactly(amount: int | str) -> Interval:
    """A settled amount in 元."""
    return Interval(Decimal(amount), Decimal(amount))


def between(low: int, high: int) -> Interval:
    """An amount in 元 with both ends known."""
    return Interval(Decimal(low), Decimal(high))


OPEN = Interval(Decimal(0), None)
"""A promise of money whose amount the text leaves open."""
