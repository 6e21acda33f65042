"""Who pays which part of an amount, to the 分, in SQL: `evaluation/deciding/payers.py` and `apportion.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from sqlglot import exp

from policyengine.batch import ends, numbers
from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.ends import NOTHING, Ends, round_to
from policyengine.batch.meaning import truth_of
from policyengine.batch.numbers import ZERO, Number, chosen, compared, constant, times
from policyengine.batch.reading import Reading
from policyengine.batch.refused import Inexpressible
from policyengine.batch.sides import typed_side
from policyengine.language.sizes import Digits
from policyengine.language.tree import ALWAYS, Direction
from policyengine.rulebook.paying import Shares, Splits

Parts: TypeAlias = Mapping[str, Ends]
"""Each payer's part, in 元; of a payer who is not named, nothing."""

FEN = Fraction(1, 100)


def payers_of(splits: Splits) -> tuple[str, ...]:
    """Everyone who may pay a part."""
    return tuple(dict.fromkeys(payer for split in splits for payer, _ in split.shares))


def split(reach: Ends, splits: Splits, reading: Reading) -> Parts:
    """Each payer's part of an amount, over all the splits that can hold."""
    reach = ends.bound(reach, reading.bind)
    if len(splits) == 1:
        return _parts(reach, splits[0].shares, reading)
    tiers = [
        (truth_of(each.when, reading), _parts(reach, each.shares, reading))
        for each in splits
        if each.when != ALWAYS
    ]
    last = _parts(reach, splits[-1].shares, reading)
    return {
        payer: ends.reachable(
            [(when, parts.get(payer, NOTHING)) for when, parts in tiers],
            last.get(payer, NOTHING),
            reading.bind,
        )
        for payer in payers_of(splits)
    }


def _parts(reach: Ends, shares: Shares, reading: Reading) -> Parts:
    if len(shares) == 1:
        return {shares[0][0]: reach}
    if all(_in_whole_fen(reach.high, share) and _in_whole_fen(reach.low, share) for _, share in shares):
        return {
            payer: Ends(times(reach.low, constant(share)), times(reach.high, constant(share)))
            for payer, share in shares
        }
    if reach.low.whole.size.decimals > 2 or reach.high.whole.size.decimals > 2:
        raise Inexpressible("不足一分的数额的分担", "shares of an amount that may be finer than a 分")
    same = compared(reach.low, exp.EQ, reach.high)
    exact = apportioned(reach.low, [share for _, share in shares], reading)
    found = {}
    for (payer, share), part in zip(shares, exact, strict=True):
        low = round_to(times(reach.low, _finite(share)), Direction.DOWN, FEN)
        high = round_to(times(reach.high, _finite(share)), Direction.UP, FEN)
        found[payer] = Ends(chosen([(same, part)], low), chosen([(same, part)], high))
    return found


def _in_whole_fen(amount: Number, share: Fraction) -> bool:
    """Whether a share of an amount is whole 分 whatever the amount, so that nothing is left over."""
    part = constant(share)
    if part.below is not None or amount.below is not None:
        return False
    if amount.value is not None:
        return (amount.value * share / FEN).denominator == 1
    return amount.above.size.decimals + part.above.size.decimals <= 2


def _finite(share: Fraction) -> Number:
    part = constant(share)
    if part.below is not None:
        raise Inexpressible("除不尽的分担比例", "shares that have no finite decimal")
    return part


def apportioned(amount: Number, shares: Sequence[Fraction], reading: Reading) -> list[Number]:
    """An amount in whole 分 divided into whole 分; the 分 left over go to the largest remainders.

    Of equal remainders the earlier comes first.
    """
    exact = [times(amount, _finite(share)) for share in shares]
    floors = [reading.bind(round_to(part, Direction.DOWN, FEN)) for part in exact]
    rests = [reading.bind(numbers.minus(part, floor)) for part, floor in zip(exact, floors, strict=True)]
    taken = floors[0]
    for floor in floors[1:]:
        taken = numbers.plus(taken, floor)
    left = reading.bind(numbers.minus(amount, taken))
    return [numbers.plus(floor, _one_more(place, rests, left)) for place, floor in enumerate(floors)]


def _one_more(place: int, rests: Sequence[Number], left: Number) -> Number:
    """A 分 for those whose remainder has a place among as many as there are 分 left."""
    before: list[Sql] = []
    for other, rest in enumerate(rests):
        if other != place:
            relation = exp.GTE if other < place else exp.GT
            before.append(compared(rest, relation, rests[place]))
    one, none = exp.Literal.number("0.01"), exp.Literal.number(0)
    rank: Sql = exp.Case().when(before[0], one.copy()).else_(none.copy())
    for each in before[1:]:
        rank = exp.Add(this=rank, expression=exp.Case().when(each, one.copy()).else_(none.copy()))
    ahead = Number(typed_side(rank, Digits(1, 2)))
    return chosen([(compared(ahead, exp.LT, left), constant(FEN))], ZERO)


def added(every: Sequence[Parts]) -> Parts:
    """Each payer's parts added up."""
    total: dict[str, Ends] = {}
    for parts in every:
        for payer, part in parts.items():
            total[payer] = ends.plus(total[payer], part) if payer in total else part
    return total
