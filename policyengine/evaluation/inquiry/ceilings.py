"""What the ceilings of groups leave while facts are supposed, and where what they bound meets them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce

from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.ceilings import less
from policyengine.evaluation.deciding.compiled import compiled
from policyengine.evaluation.deciding.groups import Pot, Reaches, Standings
from policyengine.evaluation.deciding.totals import counting
from policyengine.evaluation.inquiry.drawn import ceiling_id
from policyengine.evaluation.inquiry.pieces import NOTHING
from policyengine.evaluation.meaning.amounts import NIL, Reach, capped
from policyengine.language.tree import ALWAYS, Amount, Arithmetic, Bounded, Branch, Operator, Tiers
from policyengine.language.walk import facts_read
from policyengine.rulebook.plan import Plan


def ceiling_ids(plan: Plan, group: str) -> tuple[str, ...]:
    """The ceilings of a group, in the order of the text."""
    return tuple(ceiling_id(group, place) for place in range(len(compiled(plan).limits.get(group, ()))))


def ceilings_of(plan: Plan, pot: Pot) -> Iterator[str]:
    """The ceilings of a pot and of those in it."""
    yield from ceiling_ids(plan, pot.group)
    for member in pot.members:
        if isinstance(member, Pot):
            yield from ceilings_of(plan, member)


class Ceilings:
    """The ceilings of a case's groups. Each is a rule of its own, whose amount is what it leaves."""

    def __init__(self, case: Case) -> None:
        self._case, self._compiled = case, compiled(case.plan)
        self.ids = {group: ceiling_ids(case.plan, group) for group in self._compiled.limits}

    def of(self, pot: Pot) -> Iterator[str]:
        """The ceilings of a pot and of those in it."""
        return ceilings_of(self._case.plan, pot)

    def rewards(self, group: str) -> tuple[str, ...]:
        """All rewards of a group, near and far."""
        return self._compiled.members[group]

    def left(self, reaches: Reaches, standings: Standings) -> Mapping[str, Reach]:
        """What each group may come to. `reaches`: what each ceiling comes to before the record."""
        groups = (group for group in self.ids if any(id_ in reaches for id_ in self.ids[group]))
        return {group: reduce(capped, self._each(group, reaches, standings)) for group in groups}

    def _each(self, group: str, reaches: Reaches, standings: Standings) -> Iterator[Reach]:
        for id_, ceiling in zip(self.ids[group], self._compiled.limits[group], strict=True):
            taken = NIL
            if ceiling.per is not None and self._case.received is not None:
                taken = counting(self._case, standings, self.rewards(group), ceiling.per)
            yield less(reaches[id_], taken)


def crossings(plan: Plan, amounts: Mapping[str, Amount]) -> Iterator[Amount]:
    """What groups under ceilings come to, where what is bounded and what bounds it read a fact in common.

    There the total may be greatest, or least, at a value at which neither has an end.
    """
    for pot in compiled(plan).pots:
        ceilings = [amounts[id_] for id_ in ceilings_of(plan, pot) if id_ in amounts]
        bounded = [amounts[reward] for reward in pot.rewards if reward in amounts]
        read = [name for amount in (*bounded, *ceilings) for name in set(facts_read(amount))]
        if ceilings and len(set(read)) < len(read):
            yield _comes_to(pot, plan, amounts)


def _comes_to(pot: Pot, plan: Plan, amounts: Mapping[str, Amount]) -> Amount:
    """What a pot comes to, as one amount, each of its rewards had or not."""
    parts = [
        _perhaps(amounts.get(each, NOTHING)) if isinstance(each, str) else _comes_to(each, plan, amounts)
        for each in pot.members
    ]
    whole = reduce(_both if pot.pay is None else _larger, parts)
    own = ceiling_ids(plan, pot.group)
    return reduce(_under, (amounts[id_] for id_ in own if id_ in amounts), whole)


def _perhaps(amount: Amount) -> Amount:
    return Tiers((Branch(ALWAYS, amount),), NOTHING)


def _both(one: Amount, other: Amount) -> Amount:
    return Arithmetic(one, Operator.PLUS, other)


def _larger(one: Amount, other: Amount) -> Amount:
    return Bounded(one, other, None)


def _under(amount: Amount, ceiling: Amount) -> Amount:
    return Bounded(amount, None, ceiling)
