"""Conditions joined: on false < unknown < true, `and` is the least, `or` the most."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from policyengine.evaluation.meaning.terms import Known
from policyengine.evaluation.meaning.truth import Truth

TruthOf: TypeAlias = Callable[[Known], Truth]
"""Whether a condition holds, as far as what is known settles it."""


def least(parts: tuple[TruthOf, ...]) -> TruthOf:
    """`and`: the least of the parts."""

    def every(known: Known) -> Truth:
        lowest = Truth.TRUE
        for part in parts:
            truth = part(known)
            if truth is Truth.FALSE:
                return truth
            if truth is Truth.UNKNOWN:
                lowest = truth
        return lowest

    return every


def greatest(parts: tuple[TruthOf, ...]) -> TruthOf:
    """`or`: the greatest of the parts."""

    def some(known: Known) -> Truth:
        highest = Truth.FALSE
        for part in parts:
            truth = part(known)
            if truth is Truth.TRUE:
                return truth
            if truth is Truth.UNKNOWN:
                highest = truth
        return highest

    return some


def at_least_so_many(count: int, parts: tuple[TruthOf, ...]) -> TruthOf:
    """That `count` of the parts hold, or more."""
    # The count-th best part decides, as the worst does for `all` and the best for `any`.
    return lambda known: sorted((part(known) for part in parts), reverse=True)[count - 1]
