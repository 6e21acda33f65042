"""What ceilings leave of what rewards come to together, and at whose cost they cut, in SQL.

The meaning is that of `evaluation/deciding/ceilings.py` and of `counting` in `totals.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from sqlglot import exp

from policyengine.batch import ends, numbers
from policyengine.batch.amounts import amount_of
from policyengine.batch.apportion import FEN_DECIMALS, by_weights, in_whole_fen
from policyengine.batch.certainty import may_be, sure
from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.ends import NOTHING, Ends, capped, less
from policyengine.batch.logic import both
from policyengine.batch.meaning import truth_of
from policyengine.batch.numbers import ZERO, Number, chosen, compared, constant, known_or
from policyengine.batch.reading import Reading
from policyengine.batch.received import Record
from policyengine.batch.refused import Inexpressible
from policyengine.batch.rounding import FEN, how_often, in_units, round_to
from policyengine.language.sizes import Digits
from policyengine.language.tree import Direction
from policyengine.rulebook.choices import Cut, Per
from policyengine.rulebook.paying import Ceiling


@dataclass(frozen=True, slots=True)
class Ceilings:
    """Ceilings of one plan, held against what is on record."""

    record: Record

    def limit(self, ceilings: Sequence[Ceiling], holds: Mapping[str, Sql], reading: Reading) -> Ends:
        """What ceilings leave for some rewards. `holds`: that each of these can be had."""
        every = (self._left(each, holds, reading) for each in ceilings)
        return reduce(lambda a, b: ends.bound(capped(a, b), reading.bind), every)

    def _left(self, ceiling: Ceiling, holds: Mapping[str, Sql], reading: Reading) -> Ends:
        """What a ceiling leaves, once all that counts beside its rewards is counted."""
        whole = ends.bound(amount_of(ceiling.at_most, reading), reading.bind)
        other = NOTHING if ceiling.per is None else self._counted(ceiling.per, holds, reading)
        if ceiling.counting is not None:
            counting = ends.bound(amount_of(ceiling.counting, reading), reading.bind)
            other = ends.bound(ends.plus(other, counting), reading.bind)
        return ends.bound(less(whole, other), reading.bind)

    def _counted(self, per: Per, holds: Mapping[str, Sql], reading: Reading) -> Ends:
        """What was received of some rewards in that time and is not in what they come to."""
        every = (
            each
            for reward, can_be_had in holds.items()
            for each in self._of_reward(reward, per, can_be_had, reading)
        )
        return ends.bound(reduce(ends.plus, every, NOTHING), reading.bind)

    def _of_reward(self, reward: str, per: Per, holds: Sql, reading: Reading) -> Iterator[Ends]:
        rule = reading.plan.rewards[reward]
        if self.record.empty:
            return
        yield self.record.amount(rule, None, per)
        for payment in rule.payments:
            amount = self.record.amount(rule, payment.id, per)
            # A payment that is still a part of what its reward can come to is counted there.
            still_in = both(holds, truth_of(payment.when, reading))
            low = chosen([(may_be(still_in), ZERO)], amount.low)
            yield ends.bound(Ends(low, chosen([(sure(still_in), ZERO)], amount.high)), reading.bind)


def allotted(cut: Cut, members: Sequence[Ends], limit: Ends, reading: Reading) -> list[Ends]:
    """What each member is paid of its own under a limit on all of them."""
    if cut is Cut.LAST_FIRST:
        return list(_last_first(members, limit, reading))
    if len(members) == 1:
        return [_alone(members[0], limit, reading)]
    decimals = max(FEN_DECIMALS, *(end.whole.size.decimals for each in members for end in each))
    if not (in_whole_fen(limit.low) and in_whole_fen(limit.high)):
        raise Inexpressible("限额不足一分时的按比例核减", "a cut in proportion to a limit finer than a 分")
    settled = both(*(_point(each) for each in (*members, limit)))
    total = reading.bind(reduce(numbers.plus, (each.low for each in members)))
    weights = [in_units(each.low.whole, decimals) for each in members]
    exact = by_weights(limit.low, weights, in_units(total.whole, decimals), reading)
    fits = compared(total, exp.LTE, limit.low)
    found = []
    for place, (own, part) in enumerate(zip(members, exact, strict=True)):
        open_ = _in_proportion(own, [*members[:place], *members[place + 1 :]], limit, decimals, reading)
        paid = reading.bind(chosen([(fits, own.low)], part))
        both_ends = Ends(chosen([(settled, paid)], open_.low), chosen([(settled, paid)], open_.high))
        found.append(ends.bound(both_ends, reading.bind))
    return found


def _alone(own: Ends, limit: Ends, reading: Reading) -> Ends:
    settled = both(_point(own), _point(limit))
    down = round_to(own.low, Direction.DOWN, FEN, reading)
    found = capped(Ends(chosen([(settled, own.low)], down), own.high), limit)
    return ends.bound(found, reading.bind)


def _point(each: Ends) -> Sql:
    """That an amount is settled: true or false."""
    return sure(compared(each.low, exp.EQ, each.high))


def _last_first(members: Sequence[Ends], limit: Ends, reading: Reading) -> Iterator[Ends]:
    """Each is paid what those before it leave."""
    before = NOTHING
    for own in members:
        left = ends.bound(less(limit, before), reading.bind)
        part = ends.bound(
            Ends(ends.smaller(own.low, left.low), ends.tightest(own.high, left.high)), reading.bind
        )
        yield ends.bound(capped(part, Ends(part.low, limit.high)), reading.bind)
        before = ends.bound(ends.plus(before, own), reading.bind)


def _in_proportion(own: Ends, others: Sequence[Ends], limit: Ends, decimals: int, reading: Reading) -> Ends:
    """A member's part is least where it is small, the others are large and the limit is low."""
    rest = reduce(ends.plus, others)
    least = _share(own.low, rest.high, limit.low, decimals, reading, up=False)
    most = _share(own.high, rest.low, limit.high, decimals, reading, up=True)
    least = round_to(known_or(least, ZERO), Direction.DOWN, FEN, reading)
    least = reading.bind(ends.smaller(own.low, reading.bind(least)))
    most = reading.bind(ends.tightest(own.high, ends.tightest(most, limit.high)))
    return Ends(least, most)


def _share(
    own: Number, others: Number, limit: Number, decimals: int, reading: Reading, *, up: bool
) -> Number:
    """What is paid of an amount beside the others, to the 分; each is NULL where nothing bounds it."""
    own, others, limit = (reading.bind(each) for each in (own, others, limit))
    together = reading.bind(numbers.plus(own, others))
    weight, total = in_units(own.whole, decimals), in_units(together.whole, decimals)
    fen = in_units(limit.whole, FEN_DECIMALS)
    product = reading.bind(numbers.times(Number(fen, least=Fraction(0)), Number(weight, least=Fraction(0))))
    count = reading.bind(how_often(total, product.above, Digits(fen.size.whole, 0), reading))
    if up:
        short = compared(numbers.times(count, Number(total, least=Fraction(0))), exp.LT, product)
        count = numbers.plus(count, chosen([(short, constant(Fraction(1)))], ZERO))
    part = numbers.times(count, constant(FEN))
    fits = compared(together, exp.LTE, limit)
    return reading.bind(_bounded(own, others, limit, (fits, part)))


def _bounded(own: Number, others: Number, limit: Number, share: tuple[Sql, Number]) -> Number:
    fits, part = share
    ways: list[tuple[Sql, Number]] = []
    if limit.optional:
        ways.append((_gone(limit), own))
    if own.optional:
        ways.append((_gone(own), limit))
    if others.optional:
        ways.append((_gone(others), ZERO))
    return chosen([*ways, (fits, own)], part)


def _gone(number: Number) -> Sql:
    return exp.Is(this=number.above.sql.copy(), expression=exp.null())
