"""An amount divided so that its parts add to the whole, to the 分: `evaluation/deciding/apportion.py` in SQL.

Whole 分 are divided into whole 分; what is over goes to the largest remainders, of equals to the earlier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from math import lcm

from sqlglot import exp

from policyengine.batch import numbers
from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.numbers import ZERO, Number, chosen, compared, constant, times
from policyengine.batch.reading import Reading
from policyengine.batch.refused import Inexpressible
from policyengine.batch.rounding import FEN, how_often, in_units, round_to
from policyengine.batch.sides import Side, typed_side
from policyengine.language.sizes import Digits
from policyengine.language.tree import Direction

FEN_DECIMALS = 2


def in_whole_fen(number: Number) -> bool:
    """Whether an amount is whole 分 for every enterprise."""
    if number.value is not None:
        return (number.value / FEN).denominator == 1
    return number.below is None and number.above.size.decimals <= FEN_DECIMALS


def by_shares(amount: Number, shares: Sequence[Fraction], reading: Reading) -> list[Number]:
    """An amount divided by shares that add to 1; one finer than a 分 keeps its exact parts."""
    if any(constant(share).below is not None for share in shares):
        return _by_thirds(amount, shares, reading)
    exact = [times(amount, constant(share)) for share in shares]
    floors = [reading.bind(round_to(part, Direction.DOWN, FEN, reading)) for part in exact]
    rests = [reading.bind(numbers.minus(part, floor)) for part, floor in zip(exact, floors, strict=True)]
    left = reading.bind(numbers.minus(amount, reduce(numbers.plus, floors)))
    parts = [numbers.plus(floor, _one_more(place, rests, left)) for place, floor in enumerate(floors)]
    if in_whole_fen(amount):
        return parts
    finer = compared(amount, exp.NEQ, round_to(amount, Direction.DOWN, FEN, reading))
    return [chosen([(finer, whole)], part) for whole, part in zip(exact, parts, strict=True)]


def _by_thirds(amount: Number, shares: Sequence[Fraction], reading: Reading) -> list[Number]:
    """By shares of which some have no finite decimal."""
    if not in_whole_fen(amount):
        raise Inexpressible(
            "不足一分的数额按除不尽的比例分担",
            "shares that have no finite decimal, of an amount that may be finer than a 分",
        )
    whole = lcm(*(share.denominator for share in shares))
    weights = [numbers.constant(share * whole).above for share in shares]
    return by_weights(amount, weights, numbers.constant(Fraction(whole)).above, reading)


def by_weights(amount: Number, weights: Sequence[Side], total: Side, reading: Reading) -> list[Number]:
    """An amount of whole 分 divided in proportion to whole numbers; NULL where their `total` is zero."""
    units = in_units(amount.whole, FEN_DECIMALS)
    most = Digits(units.size.whole, 0)
    fen, entire = Number(units, optional=amount.optional, least=Fraction(0)), Number(total, least=Fraction(0))
    shares = [times(fen, Number(weight, least=Fraction(0))) for weight in weights]
    counts = [reading.bind(how_often(total, share.above, most, reading)) for share in shares]
    rests = [
        reading.bind(numbers.minus(share, times(count, entire)))
        for share, count in zip(shares, counts, strict=True)
    ]
    left = reading.bind(numbers.minus(fen, reduce(numbers.plus, counts)))
    ones = [_one_more(place, rests, left, unit=Fraction(1)) for place in range(len(counts))]
    return [
        replace(times(numbers.plus(count, one), constant(FEN)), optional=amount.optional)
        for count, one in zip(counts, ones, strict=True)
    ]


def _one_more(place: int, rests: Sequence[Number], left: Number, unit: Fraction = FEN) -> Number:
    """One `unit` for those whose remainder has a place among as many as there are units left."""
    before: list[Sql] = []
    for other, rest in enumerate(rests):
        if other != place:
            relation = exp.GTE if other < place else exp.GT
            before.append(compared(rest, relation, rests[place]))
    one, none = numbers.literal(unit), exp.Literal.number(0)
    rank: Sql = exp.Case().when(before[0], one.copy()).else_(none.copy())
    for each in before[1:]:
        rank = exp.Add(this=rank, expression=exp.Case().when(each, one.copy()).else_(none.copy()))
    ahead = Number(typed_side(rank, Digits(len(str(len(rests))) + 1, FEN_DECIMALS)))
    return chosen([(compared(ahead, exp.LT, left), constant(unit))], ZERO)
