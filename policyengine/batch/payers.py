"""Who pays which part of an amount, to the 分, in SQL: `evaluation/deciding/payers.py` and `apportion.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from sqlglot import exp

from policyengine.batch import ends
from policyengine.batch.apportion import by_shares, in_whole_fen
from policyengine.batch.ends import NOTHING, Ends
from policyengine.batch.meaning import truth_of
from policyengine.batch.numbers import Number, chosen, compared, constant, times
from policyengine.batch.reading import Reading
from policyengine.batch.rounding import FEN, round_to
from policyengine.language.tree import ALWAYS, Direction
from policyengine.rulebook.paying import Shares, Splits

Parts: TypeAlias = Mapping[str, Ends]
"""Each payer's part, in 元; of a payer who is not named, nothing."""


def payers_of(splits: Splits) -> tuple[str, ...]:
    """Everyone who may pay a part."""
    return tuple(dict.fromkeys(payer for split in splits for payer, _ in split.shares))


def split(reach: Ends, splits: Splits, reading: Reading) -> Parts:
    """Each payer's part of an amount, over all the splits that can hold."""
    reach = ends.bound(reach, reading.bind)
    if len(splits) == 1:
        return by_shares_of(reach, splits[0].shares, reading)
    tiers = [
        (truth_of(each.when, reading), by_shares_of(reach, each.shares, reading))
        for each in splits
        if each.when != ALWAYS
    ]
    last = by_shares_of(reach, splits[-1].shares, reading)
    return {
        payer: ends.reachable(
            [(when, parts.get(payer, NOTHING)) for when, parts in tiers],
            last.get(payer, NOTHING),
            reading.bind,
        )
        for payer in payers_of(splits)
    }


def by_shares_of(reach: Ends, shares: Shares, reading: Reading) -> Parts:
    """Each payer's part of an amount, to the 分; they add to it where it is settled."""
    if len(shares) == 1:
        return {shares[0][0]: reach}
    if all(_in_whole_fen(reach.high, share) and _in_whole_fen(reach.low, share) for _, share in shares):
        return {
            payer: Ends(times(reach.low, constant(share)), times(reach.high, constant(share)))
            for payer, share in shares
        }
    same = compared(reach.low, exp.EQ, reach.high)
    exact = by_shares(reach.low, [share for _, share in shares], reading)
    found = {}
    for (payer, share), part in zip(shares, exact, strict=True):
        low = round_to(times(reach.low, constant(share)), Direction.DOWN, FEN, reading)
        high = round_to(times(reach.high, constant(share)), Direction.UP, FEN, reading)
        found[payer] = Ends(chosen([(same, part)], low), chosen([(same, part)], high))
    return found


def _in_whole_fen(amount: Number, share: Fraction) -> bool:
    """Whether a share of an amount is whole 分 whatever the amount, so that nothing is left over."""
    part = constant(share)
    return part.below is None and in_whole_fen(times(amount, part))


def added(every: Sequence[Parts]) -> Parts:
    """Each payer's parts added up."""
    total: dict[str, Ends] = {}
    for parts in every:
        for payer, part in parts.items():
            total[payer] = ends.plus(total[payer], part) if payer in total else part
    return total
