"""Who pays which part of an amount, after every cut to the 分."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import TypeAlias

from policyengine.evaluation.deciding.apportion import apportioned, down, up
from policyengine.evaluation.meaning.amounts import NIL, Reach, hull
from policyengine.evaluation.meaning.kleene import Signed, truth_of
from policyengine.evaluation.meaning.terms import Known
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.tree import ALWAYS
from policyengine.rulebook.paying import Shares, Splits

Parts: TypeAlias = Mapping[str, Reach]
"""Each payer's part, in 元."""

SharesOf: TypeAlias = Callable[[Known], tuple[Shares, ...]]
"""The splits among payers that can still turn out to hold; one once that is known."""

ALL = Fraction(1)


def shares_of(splits: Splits, signed: Signed) -> SharesOf:
    """Who pays as a function of what is known: the first split whose condition holds."""
    if splits[0].when == ALWAYS:
        only = (splits[0].shares,)
        return lambda known: only
    conditions = tuple((truth_of(split.when, signed), split.shares) for split in splits)

    def reachable(known: Known) -> tuple[Shares, ...]:
        found: dict[Shares, None] = {}
        for when, shares in conditions:
            truth = when(known)
            if truth is not Truth.FALSE:
                found[shares] = None
            if truth is Truth.TRUE:
                break
        return tuple(found)

    return reachable


def split(reach: Reach, reachable: Iterable[Shares]) -> Parts:
    """Each payer's part of an amount, over all the splits that can hold."""
    every = [_parts(reach, shares) for shares in reachable]
    return every[0] if len(every) == 1 else around(every)


def around(every: Iterable[Parts]) -> Parts:
    """The narrowest parts around all of these; a payer whom one of them does not name pays nothing there."""
    ways = tuple(every)
    payers = dict.fromkeys(payer for parts in ways for payer in parts)
    return {payer: hull(parts.get(payer, NIL) for parts in ways) for payer in payers}


def added(every: Iterable[Parts]) -> Parts:
    """Each payer's parts added up."""
    total: dict[str, Reach] = {}
    for parts in every:
        for payer, part in parts.items():
            so_far = total.get(payer)
            total[payer] = part if so_far is None else plus(so_far, part)
    return total


def plus(a: Reach, b: Reach) -> Reach:
    """Two reaches added up; the high is unknown where either is."""
    if a is NIL:
        return b
    return Reach(a.low + b.low, None if a.high is None or b.high is None else a.high + b.high)


def _parts(reach: Reach, shares: Shares) -> Parts:
    """INVARIANT: the parts of a settled amount add to it; those of an open one hold those of each in it."""
    if len(shares) == 1:
        return {shares[0][0]: reach}
    if reach.low == reach.high:
        exact = apportioned(reach.low, [share for _, share in shares])
        return {payer: Reach(part, part) for (payer, _), part in zip(shares, exact, strict=True)}
    return {payer: _outward(reach.share(share)) for payer, share in shares}


def _outward(reach: Reach) -> Reach:
    """Rounding gives or takes less than a 分."""
    return Reach(down(reach.low), None if reach.high is None else up(reach.high))
