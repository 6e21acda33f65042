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
from itertools import pairwise

from policyengine.evaluation.inquiry.turns import FIRST_DAY, LAST_DAY, Turn
from policyengine.evaluation.meaning.days import day_of
from policyengine.evaluation.meaning.jurisdictions import lies_in
from policyengine.evaluation.meaning.ranges import NOT_NEGATIVE, Range
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.facts import FactDefinition
from policyengine.language.territories import stem
from policyengine.language.tree import Duration, Kind, Value, Yearly
from policyengine.language.types import count, money, ratio

NO_AREA = "/?"
NO_CODE = "?" * 6 + NO_AREA
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

LAST_NUMBERS = frozenset(end for grid in GRIDS.values() for end in (grid.last, -grid.last))


def cells(
    definition: FactDefinition,
    turns: Iterable[Turn],
    known: Value | Range | None = None,
    peaks: Iterable[Turn] = (),
) -> tuple[Value, ...]:
    """Values that stand for all values of a fact, in order.

    `known`: the wider territory a place lies in, or the ends between which a number does, else from zero up.
    `peaks`: numbers about which nothing jumps, but what rose may begin to fall: no others near them matter.
    """
    match definition.kind:
        case Kind.MONEY | Kind.RATIO | Kind.COUNT:
            numbers = (turn for turn in turns if isinstance(turn, Fraction))
            range_ = known if isinstance(known, Range) else NOT_NEGATIVE
            grid = GRIDS[definition.kind]
            tops = {top for peak in peaks if isinstance(peak, Fraction) for top in _beside(peak, grid)}
            return _numbers(grid, numbers, range_, tops)
        case Kind.DATE:
            return _days(turns)
        case Kind.BOOLEAN:
            return (False, True)
        case Kind.CHOICE:
            return tuple(choice.id for choice in definition.choices)
        case Kind.JURISDICTION:
            return _codes((str(turn) for turn in turns), str(known) if isinstance(known, str) else None)
        case Kind.DURATION:
            return _lengths(turn for turn in turns if isinstance(turn, Duration))
        case Kind.TEXT | Kind.CREDIT_CODE:
            return (*dict.fromkeys(str(turn) for turn in turns), NO_TEXT)
        case Kind.LIST:
            raise ValueError(f"{definition.name} is a list: only what is counted or summed of it has cells")


def _beside(peak: Fraction, grid: Grid) -> tuple[Fraction, ...]:
    """A number of the grid itself; of another, the two it lies between."""
    below = peak // grid.step * grid.step
    return (peak,) if below == peak else (below, below + grid.step)


def _numbers(
    grid: Grid, turns: Iterable[Fraction], range_: Range, tops: Iterable[Fraction]
) -> tuple[Value, ...]:
    low, high = range_
    first = low if isinstance(low, Fraction) else -grid.last
    last = high if isinstance(high, Fraction) else grid.last
    starts = {first}
    for turn in turns:
        below = turn // grid.step * grid.step
        starts |= {below + grid.step} if below < turn else {turn, turn + grid.step}
    within = sorted(start for start in starts if first <= start <= last)
    ends = [after - grid.step for after in within[1:]] + [last]
    every = {*within, *ends, *(top for top in tops if first <= top <= last)}
    return tuple(sorted(every))


def _days(turns: Iterable[Turn]) -> tuple[Value, ...]:
    every = list(turns)
    days = {turn for turn in every if isinstance(turn, date)}
    windows = [turn for turn in every if isinstance(turn, Yearly)]
    days |= {day for window in windows for day in _ends(window, days)}
    starts = sorted({FIRST_DAY, *(day for day in days if FIRST_DAY <= day <= LAST_DAY)})
    ends = [after - timedelta(days=1) for _, after in pairwise(starts)] + [LAST_DAY]
    return _each_once(zip(starts, ends, strict=True))


def _ends(window: Yearly, days: Iterable[date]) -> Iterator[date]:
    """Where a window opens, and where it has closed, in the years that can stand for all.

    Those are the years about every other day that matters, and one by itself: the rest are like them.
    """
    years = {day.year + n for day in days for n in (-1, 0, 1)} | {FIRST_DAY.year + 1}
    for year in years:
        if FIRST_DAY.year <= year <= LAST_DAY.year:
            yield day_of(window.first, year)
            yield day_of(window.last, year) + timedelta(days=1)


def _each_once(stretches: Iterable[tuple[Value, Value]]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(end for stretch in stretches for end in stretch))


def _codes(territories: Iterable[str], known: str | None) -> tuple[Value, ...]:
    """One place in each territory that the fact may still lie in, and one in none of them."""
    elsewhere = NO_CODE if known is None else _some_place_in(known)
    open_ = (t for t in territories if known is None or lies_in(known, t) is Truth.UNKNOWN)
    return tuple(dict.fromkeys([*map(_some_place_in, open_), elsewhere]))


def _some_place_in(territory: str) -> str:
    """An area itself; of a code, a made-up county of it, outside every area that a plan names."""
    return territory if "/" in territory else stem(territory).ljust(6, "?") + NO_AREA


def _lengths(turns: Iterable[Duration]) -> tuple[Value, ...]:
    months = {n for turn in turns for n in range(max(0, turn.months - 1), turn.months + 2)}
    days = {n for turn in turns for n in range(max(0, turn.days - 1), turn.days + 2)}
    every = [*(Duration(months=n) for n in sorted(months)), *(Duration(days=n) for n in sorted(days - {0}))]
    return (*every, Duration(months=10**5 - 1))
