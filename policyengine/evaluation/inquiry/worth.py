"""What it is worth to know a fact: how much the total can change by it alone, everything else being equal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from itertools import permutations, product
from typing import NamedTuple, TypeAlias

from policyengine.evaluation.deciding.groups import Pot, Reaches, Standings, together, unbounded, worked
from policyengine.evaluation.inquiry.unknowns import Open, Sample, Supposed, Variable
from policyengine.evaluation.meaning.ranges import ZERO

AT_MOST = 2000
"""Ways of supposing all facts that are gone through for one worth; past it the worth is an upper bound."""

Opens: TypeAlias = Mapping[str, Open]


class Coming(NamedTuple):
    """What rewards come to at best, and those among them whose amount nothing bounds."""

    high: Fraction
    unquantified: frozenset[str]


Row: TypeAlias = tuple[Coming, ...]
"""What comes for each way the fact may turn out, with the other facts supposed in one way."""


def worth(
    controlled: Collection[Variable], opens: Opens, pots: Iterable[Pot], now: Reaches, limits: Reaches
) -> Fraction | None:
    """The greatest change of the total, in 元, that the fact which controls these variables makes alone.

    None where it turns a reward of no known amount. `now`: what each reward can come to as things stand;
    `limits`: what the ceilings of each group leave.
    """
    turned = [pot for pot in pots if any(_reads(opens[reward], controlled) for reward in pot.rewards)]
    ways = list(product(*(variable.samples for variable in controlled)))
    if len(ways) > AT_MOST:
        return _at_worst(turned, now, limits)
    total: dict[tuple[int, int], Fraction] = {}
    for part in _apart(turned, controlled, opens):
        rows = _rows(part, list(controlled), ways, opens, limits)
        for i, j in permutations(range(len(ways)), 2):
            change = _greatest_change(rows, i, j) if rows is not None else _at_worst(part, now, limits)
            if change is None:
                return None
            total[i, j] = total.get((i, j), ZERO) + change
    return max(total.values(), default=ZERO)


def _reads(rule: Open, controlled: Collection[Variable]) -> bool:
    return any(variable in controlled for variable in rule.variables)


def _greatest_change(rows: Iterable[Row], i: int, j: int) -> Fraction | None:
    """How much more the i-th way can bring than the j-th; None where they differ in what is unquantified."""
    changes = []
    for row in rows:
        if row[i].unquantified != row[j].unquantified:
            return None
        changes.append(row[i].high - row[j].high)
    return max(changes)


def _at_worst(pots: Iterable[Pot], now: Reaches, limits: Reaches) -> Fraction | None:
    every = list(pots)
    if any(now[reward].high is None for pot in every for reward in unbounded(pot, limits)):
        return None
    return sum((together(pot, now, limits).high or ZERO for pot in every), ZERO)


def _apart(pots: Iterable[Pot], controlled: Collection[Variable], opens: Opens) -> list[list[Pot]]:
    """The pots in parts that share only controlled variables, so that each part varies by itself."""
    parts: list[tuple[set[int], list[Pot]]] = []
    for pot in pots:
        numbers = {variable.number for variable in _others([pot], controlled, opens)}
        own: tuple[set[int], list[Pot]] = (numbers, [pot])
        for part in [part for part in parts if part[0] & numbers]:
            parts.remove(part)
            own = (own[0] | part[0], part[1] + own[1])
        parts.append(own)
    return [part for _, part in parts]


def _others(pots: Iterable[Pot], controlled: Collection[Variable], opens: Opens) -> list[Variable]:
    every = {v.number: v for pot in pots for reward in pot.rewards for v in opens[reward].variables}
    return [every[number] for number in sorted(every) if every[number] not in controlled]


def _rows(
    part: list[Pot],
    controlled: list[Variable],
    ways: list[tuple[Sample, ...]],
    opens: Opens,
    limits: Reaches,
) -> set[Row] | None:
    """What comes for each way, under every way of supposing the other facts; None if those are too many."""
    rewards = [opens[reward] for pot in part for reward in pot.rewards]
    frontier: set[tuple[Supposed, ...]] = {tuple(rule.start for rule in rewards)}
    for variable in _others(part, controlled, opens):
        frontier = {
            _suppose(rewards, supposed, variable, sample)
            for supposed in frontier
            for sample in variable.samples
        }
        if len(frontier) * len(ways) > AT_MOST:
            return None
    return {
        tuple(_coming(part, _standings(rewards, supposed, controlled, way), limits) for way in ways)
        for supposed in frontier
    }


def _suppose(
    rewards: list[Open], supposed: tuple[Supposed, ...], variable: Variable, sample: Sample
) -> tuple[Supposed, ...]:
    return tuple(
        rule.suppose(one, variable, sample) if variable in rule.variables else one
        for rule, one in zip(rewards, supposed, strict=True)
    )


def _standings(
    rewards: list[Open], supposed: tuple[Supposed, ...], controlled: list[Variable], way: tuple[Sample, ...]
) -> Standings:
    for variable, sample in zip(controlled, way, strict=True):
        supposed = _suppose(rewards, supposed, variable, sample)
    return {rule.id: rule.standing(one) for rule, one in zip(rewards, supposed, strict=True)}


def _coming(part: list[Pot], standings: Standings, limits: Reaches) -> Coming:
    open_ended = (id_ for pot in part for id_ in unbounded(pot, limits) if standings[id_].reach.high is None)
    highs = (worked(pot, standings, limits).standing.reach.high or ZERO for pot in part)
    return Coming(sum(highs, ZERO), frozenset(open_ended))
