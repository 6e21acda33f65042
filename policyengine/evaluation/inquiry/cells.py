"""Which values of an unknown fact to tell apart: the ends of each stretch on which nothing changes.

Between two neighbouring values where some condition turns, all values of the fact decide alike; so its first
and last value stand for the stretch. Values lie on the grid of what a profile can give: 分, whole numbers,
the eighth decimal of a ratio, days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, pairwise

from policyengine.evaluation.inquiry.polynomials import meetings
from policyengine.evaluation.meaning.jurisdictions import lies_in, stem
from policyengine.evaluation.meaning.terms import value_of
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.facts import FactDefinition
from policyengine.language.tree import (
    Among,
    Amount,
    Bounded,
    Compare,
    Condition,
    Duration,
    Fact,
    Kind,
    Literal,
    Rounded,
    Term,
    Tiers,
    Unstated,
    UpTo,
    Value,
)
from policyengine.language.types import count, money, ratio
from policyengine.language.walk import facts_read

NO_CODE = "?" * 6
NO_TEXT = "\N{NULL}"


@dataclass(frozen=True, slots=True)
class Grid:
    """The numbers a profile can give for a kind of fact."""

    step: Fraction
    limit: int

    @property
    def last(self) -> Fraction:
        """The largest of them."""
        return self.limit - self.step


GRIDS = {
    Kind.MONEY: Grid(Fraction(1, 10**money.PLACES), money.LIMIT),
    Kind.RATIO: Grid(Fraction(1, 10**ratio.PLACES), ratio.LIMIT),
    Kind.COUNT: Grid(Fraction(1), count.LIMIT),
}

LAST_NUMBERS = frozenset(grid.last for grid in GRIDS.values())

# Nothing registered today is older, and no deadline lies further off.
FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2999, 12, 31)

Sides = tuple[Term, Term]


def sides(atom: Condition) -> tuple[Sides, ...]:
    """The pairs of terms that an undivided condition sets against each other."""
    match atom:
        case Compare(left=left, right=right):
            return ((left, right),)
        case Among(term=term, options=options):
            return tuple((term, option) for option in options)
        case _:
            return ()


def turning_values(definition: FactDefinition, atom: Condition) -> tuple[Value, ...] | None:
    """The values of its one fact near which a condition can turn; None where they cannot be worked out."""
    found: list[Value] = []
    for left, right in sides(atom):
        turns = _turns(definition.kind, left, right)
        if turns is None:
            return None
        found.extend(turns)
    return tuple(found)


def _turns(kind: Kind, left: Term, right: Term) -> Iterable[Value] | None:
    if kind in GRIDS:
        return meetings(left, right)
    if kind is Kind.DATE:
        return _turning_days(left, right)
    literals = [side.value for side in (left, right) if isinstance(side, Literal)]
    return literals if len(literals) == 1 and isinstance(left, Fact) != isinstance(right, Fact) else None


def _turning_days(left: Term, right: Term) -> tuple[date, ...] | None:
    """The first day that reaches the other side, and the first that passes it."""
    moving, fixed = (left, right) if facts_read(left) else (right, left)
    goal = value_of(fixed)({}) if not facts_read(fixed) else None
    if not isinstance(goal, date):
        return None
    return tuple(day for day in (_first(moving, goal), _first(moving, goal, past=True)) if day is not None)


def _first(moving: Term, goal: date, *, past: bool = False) -> date | None:
    # A day moved by a fixed length never comes before an earlier day moved by it: halve the calendar.
    (fact,) = facts_read(moving)
    reached = value_of(moving)
    low, high = FIRST_DAY.toordinal(), LAST_DAY.toordinal() + 1
    while low < high:
        middle = (low + high) // 2
        there = reached({fact: date.fromordinal(middle)})
        if isinstance(there, date) and (there > goal or (there == goal and not past)):
            high = middle
        else:
            low = middle + 1
    return date.fromordinal(low) if low <= LAST_DAY.toordinal() else None


def turning_amounts(amount: Amount, fact: str) -> Iterator[Fraction]:
    """The values of one fact at which an amount passes a bound, another tier or zero."""
    zero = Literal(Kind.MONEY, Fraction(0))
    for left, right in combinations((zero, *dict.fromkeys(computed(amount))), 2):
        if {*facts_read(left), *facts_read(right)} == {fact}:
            yield from meetings(left, right) or ()


def computed(amount: Amount) -> Iterator[Term]:
    """Every term that an amount is computed from, its bounds included."""
    match amount:
        case UpTo(ceiling=ceiling):
            yield ceiling
        case Unstated():
            return
        case Tiers(branches=branches, otherwise=otherwise):
            for branch in branches:
                yield from computed(branch.amount)
            yield from computed(otherwise)
        case Bounded(amount=inner, at_least=at_least, at_most=at_most):
            yield from computed(inner)
            yield from (bound for bound in (at_least, at_most) if bound is not None)
        case Rounded(amount=inner):
            yield from computed(inner)
        case term:
            yield term


def cells(
    definition: FactDefinition, turns: Iterable[Value], known: Value | None = None
) -> tuple[Value, ...]:
    """Values that stand for all values of a fact, in order. `known`: the wider territory it lies in."""
    match definition.kind:
        case Kind.MONEY | Kind.RATIO | Kind.COUNT:
            return _numbers(GRIDS[definition.kind], (turn for turn in turns if isinstance(turn, Fraction)))
        case Kind.DATE:
            return _days(turn for turn in turns if isinstance(turn, date))
        case Kind.BOOLEAN:
            return (False, True)
        case Kind.CHOICE:
            return tuple(choice.id for choice in definition.choices)
        case Kind.JURISDICTION:
            return _codes((str(turn) for turn in turns), None if known is None else str(known))
        case Kind.DURATION:
            return _lengths(turn for turn in turns if isinstance(turn, Duration))
        case Kind.TEXT | Kind.CREDIT_CODE:
            return (*dict.fromkeys(turns), NO_TEXT)


def _numbers(grid: Grid, turns: Iterable[Fraction]) -> tuple[Value, ...]:
    starts = {Fraction(0)}
    for turn in turns:
        below = turn // grid.step * grid.step
        starts |= {below + grid.step} if below < turn else {turn, turn + grid.step}
    within = sorted(start for start in starts if 0 <= start <= grid.last)
    ends = [after - grid.step for after in within[1:]] + [grid.last]
    return _each_once(zip(within, ends, strict=True))


def _days(turns: Iterable[date]) -> tuple[Value, ...]:
    starts = sorted({FIRST_DAY, *(turn for turn in turns if FIRST_DAY <= turn <= LAST_DAY)})
    ends = [after - timedelta(days=1) for _, after in pairwise(starts)] + [LAST_DAY]
    return _each_once(zip(starts, ends, strict=True))


def _each_once(stretches: Iterable[tuple[Value, Value]]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(end for stretch in stretches for end in stretch))


def _codes(territories: Iterable[str], known: str | None) -> tuple[Value, ...]:
    """One made-up county in each territory that the fact may still lie in, and one in none of them."""
    elsewhere = NO_CODE if known is None else _some_county_of(known)
    open_ = (t for t in territories if known is None or lies_in(known, t) is Truth.UNKNOWN)
    return tuple(dict.fromkeys([*map(_some_county_of, open_), elsewhere]))


def _some_county_of(territory: str) -> str:
    return stem(territory).ljust(6, "?")


def _lengths(turns: Iterable[Duration]) -> tuple[Value, ...]:
    months = {n for turn in turns for n in range(max(0, turn.months - 1), turn.months + 2)}
    days = {n for turn in turns for n in range(max(0, turn.days - 1), turn.days + 2)}
    every = [*(Duration(months=n) for n in sorted(months)), *(Duration(days=n) for n in sorted(days - {0}))]
    return (*every, Duration(months=10**5 - 1))
