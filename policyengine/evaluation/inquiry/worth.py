"""What it is worth to know a fact: how much the total can change by it alone, everything else being equal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from itertools import permutations, product
from typing import NamedTuple, TypeAlias

from policyengine.evaluation.deciding.groups import Pot, Reaches, together, unbounded, worked
from policyengine.evaluation.inquiry.ceilings import Ceilings
from policyengine.evaluation.inquiry.unknowns import Open, Sample, Supposed, Variable
from policyengine.evaluation.meaning.ranges import ZERO

AT_MOST = 2000
"""Ways of supposing all facts that are gone through for one worth; past it the worth is an upper bound."""

Opens: TypeAlias = Mapping[str, Open]


class Purse(NamedTuple):
    """A pot, and the rules that decide what it comes to: its rewards and its ceilings."""

    pot: Pot
    rules: list[str]


class Under(NamedTuple):
    """All rules, ceilings among them, and what the ceilings bound."""

    opens: Opens
    ceilings: Ceilings


class Coming(NamedTuple):
    """What rewards come to at best, and those among them whose amount nothing bounds."""

    high: Fraction
    unquantified: frozenset[str]


Row: TypeAlias = tuple[Coming, ...]
"""What comes for each way the fact may turn out, with the other facts supposed in one way."""


def worth(
    controlled: Collection[Variable],
    opens: Opens,
    pots: Iterable[Pot],
    ceilings: Ceilings,
    now: Reaches,
    limits: Reaches,
) -> Fraction | None:
    """The greatest change of the total, in 元, that the fact which controls these variables makes alone.

    None where it turns a reward of no known amount. `now`: what each reward can come to as things stand;
    `limits`: what the ceilings of each group leave, likewise.
    """
    purses = [Purse(pot, [*pot.rewards, *ceilings.of(pot)]) for pot in pots]
    turned = [purse for purse in purses if any(_reads(opens[id_], controlled) for id_ in purse.rules)]
    ways = list(product(*(variable.samples for variable in controlled)))
    if len(ways) > AT_MOST:
        return _at_worst(turned, now, limits)
    under = Under(opens, ceilings)
    total: dict[tuple[int, int], Fraction] = {}
    for part in _apart(turned, controlled, opens):
        rows = _rows(part, list(controlled), ways, under)
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


def _at_worst(purses: Iterable[Purse], now: Reaches, limits: Reaches) -> Fraction | None:
    every = [purse.pot for purse in purses]
    if any(now[reward].high is None for pot in every for reward in unbounded(pot, limits)):
        return None
    return sum((together(pot, now, limits).high or ZERO for pot in every), ZERO)


def _apart(purses: Iterable[Purse], controlled: Collection[Variable], opens: Opens) -> list[list[Purse]]:
    """The pots in parts that share only controlled variables, so that each part varies by itself."""
    parts: list[tuple[set[int], list[Purse]]] = []
    for purse in purses:
        numbers = {variable.number for variable in _others([purse], controlled, opens)}
        own: tuple[set[int], list[Purse]] = (numbers, [purse])
        for part in [part for part in parts if part[0] & numbers]:
            parts.remove(part)
            own = (own[0] | part[0], part[1] + own[1])
        parts.append(own)
    return [part for _, part in parts]


def _others(purses: Iterable[Purse], controlled: Collection[Variable], opens: Opens) -> list[Variable]:
    every = {v.number: v for purse in purses for id_ in purse.rules for v in opens[id_].variables}
    return [every[number] for number in sorted(every) if every[number] not in controlled]


def _rows(
    part: list[Purse], controlled: list[Variable], ways: list[tuple[Sample, ...]], under: Under
) -> set[Row] | None:
    """What comes for each way, under every way of supposing the other facts; None if those are too many."""
    rules = [under.opens[id_] for purse in part for id_ in purse.rules]
    frontier: set[tuple[Supposed, ...]] = {tuple(rule.start for rule in rules)}
    for variable in _others(part, controlled, under.opens):
        frontier = {
            _suppose(rules, supposed, variable, sample)
            for supposed in frontier
            for sample in variable.samples
        }
        if len(frontier) * len(ways) > AT_MOST:
            return None
    return {
        tuple(_coming(part, rules, _decided(rules, supposed, controlled, way), under) for way in ways)
        for supposed in frontier
    }


def _suppose(
    rewards: list[Open], supposed: tuple[Supposed, ...], variable: Variable, sample: Sample
) -> tuple[Supposed, ...]:
    return tuple(
        rule.suppose(one, variable, sample) if variable in rule.variables else one
        for rule, one in zip(rewards, supposed, strict=True)
    )


def _decided(
    rules: list[Open], supposed: tuple[Supposed, ...], controlled: list[Variable], way: tuple[Sample, ...]
) -> tuple[Supposed, ...]:
    for variable, sample in zip(controlled, way, strict=True):
        supposed = _suppose(rules, supposed, variable, sample)
    return supposed


def _coming(part: list[Purse], rules: list[Open], supposed: tuple[Supposed, ...], under: Under) -> Coming:
    each = list(zip(rules, supposed, strict=True))
    standings = {rule.id: rule.standing(one) for rule, one in each if not rule.is_ceiling}
    reaches = {rule.id: rule.outcome(one).reach for rule, one in each if rule.is_ceiling}
    limits, pots = under.ceilings.left(reaches, standings), [purse.pot for purse in part]
    open_ended = (id_ for pot in pots for id_ in unbounded(pot, limits) if standings[id_].reach.high is None)
    highs = (worked(pot, standings, limits).standing.reach.high or ZERO for pot in pots)
    return Coming(sum(highs, ZERO), frozenset(open_ended))
