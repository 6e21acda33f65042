"""Terms of every node over a few facts, whole worlds of those facts, and what law makes of a whole world.

`worth` and `holds` are told by hand, without ranges: what the evaluator says of a part of a world must hold
what they say of the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any

from hypothesis import strategies as st

from policyengine.language.tree import (
    Aggregate,
    AllOf,
    Among,
    AnyOf,
    Arithmetic,
    AtLeast,
    Bounded,
    Branch,
    Compare,
    Condition,
    Direction,
    Duration,
    Elapsed,
    Entry,
    Fact,
    Kind,
    Literal,
    MonthDay,
    Named,
    Not,
    Operator,
    Relation,
    Rounded,
    Term,
    Tiers,
    Unit,
    Value,
    Yearly,
)
from tests.evaluation.wording import both

World = Mapping[str, Value]

MONEY = [Fraction(n) for n in (0, 1, 2, 3, 100)]
DAYS = [date(2019, 2, 28), date(2020, 1, 31), date(2020, 2, 29), date(2020, 12, 31), date(2021, 3, 1)]
FIELDS: Mapping[str, list[Any]] = {"cost": MONEY, "kind": ["A", "B"], "since": DAYS}
GRID: Mapping[str, list[Any]] = {
    "x": MONEY,
    "y": MONEY,
    "n": [Fraction(n) for n in range(4)],
    "a": [False, True],
    "b": [False, True],
    "k": ["A", "B", "C"],
    "on": DAYS,
    "then": DAYS,
}
ITEMS = "items"


def _entries(entry: st.SearchStrategy[dict[str, Value]]) -> st.SearchStrategy[tuple[Entry, ...]]:
    return st.lists(entry.map(lambda fields: tuple(fields.items())), max_size=3).map(tuple)


whole_entries = _entries(st.fixed_dictionaries({name: st.sampled_from(FIELDS[name]) for name in FIELDS}))
worlds: st.SearchStrategy[dict[str, Value]] = st.fixed_dictionaries(
    {**{name: st.sampled_from(values) for name, values in GRID.items()}, ITEMS: whole_entries}
)
"""Every fact, every entry and every field of it."""


@st.composite
def parts(draw: st.DrawFn, world: World) -> dict[str, Value]:
    """A part of what is known: facts left out, and fields of entries."""
    kept = {name: value for name, value in world.items() if draw(st.booleans())}
    if ITEMS in kept:
        entries = world[ITEMS]
        assert isinstance(entries, tuple)
        kept[ITEMS] = tuple(tuple(pair for pair in entry if draw(st.booleans())) for entry in entries)
    return kept


# Terms and conditions ---------------------------------------------------------------------------


def _money(n: int | Fraction) -> Literal:
    return Literal(Kind.MONEY, Fraction(n))


def _tiers(
    amounts: st.SearchStrategy[Term], holding: st.SearchStrategy[Condition]
) -> st.SearchStrategy[Term]:
    branches = st.lists(st.builds(Branch, holding, amounts), min_size=1, max_size=2).map(tuple)
    return st.builds(Tiers, branches, amounts)


def _bounded(values: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    return st.builds(Bounded, values, values, st.none() | values) | st.builds(
        Bounded, values, st.none(), values
    )


_HALF = Literal(Kind.RATIO, Fraction(1, 2))
_plus = st.sampled_from([Operator.PLUS, Operator.MINUS])
_ratio = st.sampled_from(["0.5", "0.01", "2"]).map(lambda r: Literal(Kind.RATIO, Fraction(r)))
_lengths = st.sampled_from(
    [Duration(months=1), Duration(months=12), Duration(days=1), Duration(days=30)]
).map(lambda length: Literal(Kind.DURATION, length))
_month_days = st.builds(MonthDay, st.sampled_from([1, 2, 12]), st.sampled_from([1, 28, 29]))
_relations = st.sampled_from(Relation)

days = st.recursive(
    st.sampled_from([Fact("on"), Fact("then")]) | st.sampled_from(DAYS).map(lambda d: Literal(Kind.DATE, d)),
    lambda each: st.builds(Arithmetic, each, _plus, _lengths) | _bounded(each),
    max_leaves=3,
)
simple: st.SearchStrategy[Condition] = st.one_of(
    st.sampled_from([Fact("a"), Fact("b")]),
    st.just(Among(Fact("k"), (Literal(Kind.CHOICE, "A"), Literal(Kind.CHOICE, "B")))),
    st.builds(Compare, days, _relations, days),
    st.builds(Yearly, days, _month_days, _month_days),
    st.builds(Compare, st.just(Fact("n")), _relations, st.just(Literal(Kind.COUNT, Fraction(2)))),
)
_of_entries: st.SearchStrategy[Condition] = st.one_of(
    st.just(Compare(Fact("items.kind"), Relation.EQUAL, Literal(Kind.CHOICE, "A"))),
    st.builds(Compare, st.just(Fact("items.cost")), _relations, st.sampled_from([_money(1), Fact("x")])),
    st.builds(Compare, st.just(Fact("items.since")), _relations, st.just(Fact("on"))),
    st.just(Fact("a")),
)
_each = st.sampled_from(
    [
        Fact("items.cost"),
        Arithmetic(Fact("items.cost"), Operator.MINUS, _money(2)),
        Bounded(
            Arithmetic(Literal(Kind.RATIO, Fraction(1, 2)), Operator.TIMES, Fact("items.cost")),
            None,
            _money(1),
        ),
    ]
)
counts = st.recursive(
    st.one_of(
        st.just(Fact("n")),
        st.integers(0, 3).map(lambda n: Literal(Kind.COUNT, Fraction(n))),
        st.builds(Elapsed, days, days, st.sampled_from(Unit)),
        st.builds(Aggregate, st.just(ITEMS), _of_entries, st.none()),
    ),
    lambda each: st.builds(Arithmetic, each, _plus, each) | _bounded(each) | _tiers(each, simple),
    max_leaves=3,
)


def _larger(each: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    to = st.sampled_from([_money(1), _money(10)])
    return st.one_of(
        st.builds(Arithmetic, each, _plus, each),
        st.builds(Arithmetic, _ratio | counts, st.just(Operator.TIMES), each),
        st.builds(Arithmetic, each, st.just(Operator.OVER), counts),
        _bounded(each),
        _tiers(each, simple),
        st.builds(Rounded, each, st.sampled_from(Direction), to),
        each.map(lambda what: Named("named", both("所定义的"), what)),
    )


money = st.recursive(
    st.sampled_from([Fact("x"), Fact("y")])
    | st.sampled_from(MONEY).map(_money)
    | st.builds(Aggregate, st.just(ITEMS), _of_entries, _each),
    _larger,
    max_leaves=5,
)
"""Terms of money of every node that has a value when everything is known."""

classes = _tiers(st.sampled_from([Literal(Kind.CHOICE, k) for k in "ABC"] + [Fact("k")]), simple)
atoms: st.SearchStrategy[Condition] = st.one_of(
    simple,
    st.builds(Compare, money, _relations, money),
    st.builds(Compare, counts, _relations, counts),
    st.builds(Among, classes, st.just((Literal(Kind.CHOICE, "A"), Literal(Kind.CHOICE, "B")))),
    st.builds(Compare, classes, st.sampled_from([Relation.EQUAL, Relation.NOT_EQUAL]), classes),
)


def _joined(each: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    two = st.tuples(each, each)
    return st.one_of(
        st.builds(Not, each),
        st.builds(AllOf, two),
        st.builds(AnyOf, two),
        two.map(lambda parts: AtLeast(1, parts)),
        each.map(lambda what: Named("named", both("所定义的"), what)),
    )


conditions: st.SearchStrategy[Condition] = st.recursive(atoms, _joined, max_leaves=3)


# What law makes of a whole world ----------------------------------------------------------------


class Undefined(Exception):
    """Something was divided by nothing."""


def worth(term: Any, world: World) -> Any:
    """What a term is worth where everything is known."""
    match term:
        case Literal(_, value):
            return value
        case Fact(name):
            return world[name]
        case Arithmetic(left, operator, right):
            return _arithmetic(worth(left, world), operator, worth(right, world))
        case Elapsed(start, end, unit):
            return _elapsed(worth(start, world), worth(end, world), unit)
        case Aggregate(items, where, each):
            counted = [entry for entry in _filled(items, world) if holds(where, entry)]
            return sum(
                (Fraction(1) if each is None else worth(each, entry) for entry in counted), Fraction(0)
            )
        case Tiers(branches, otherwise):
            reached = (branch.amount for branch in branches if holds(branch.when, world))
            return worth(next(reached, otherwise), world)
        case Bounded(amount, at_least, at_most):
            value = worth(amount, world)
            value = value if at_least is None else max(value, worth(at_least, world))
            return value if at_most is None else min(value, worth(at_most, world))
        case Rounded(amount, direction, to):
            steps = worth(amount, world) / to.value
            down, up = floor(steps), ceil(steps)
            nearest = up if 2 * (steps - down) >= 1 else down
            return to.value * {Direction.DOWN: down, Direction.UP: up, Direction.HALF_UP: nearest}[direction]
        case Named(_, _, what):
            return worth(what, world)
    raise AssertionError(term)


def _filled(items: str, world: World) -> list[World]:
    entries: Any = world[items]
    return [{**world, **{f"{items}.{name}": value for name, value in entry}} for entry in entries]


def _arithmetic(a: Any, operator: Operator, b: Any) -> Any:
    if isinstance(a, date):
        return _later(a, b, 1 if operator is Operator.PLUS else -1)
    match operator:
        case Operator.PLUS:
            return a + b
        case Operator.MINUS:
            return a - b
        case Operator.TIMES:
            return a * b
        case Operator.OVER:
            if b == 0:
                raise Undefined
            return a / b


def _later(day: date, length: Duration, sign: int) -> date:
    """Day by day, or month by month from the day's own number back to the last there is."""
    if length.days:
        return day + timedelta(days=sign * length.days)
    months = day.year * 12 + day.month - 1 + sign * length.months
    for number in range(day.day, 0, -1):
        try:
            return date(months // 12, months % 12 + 1, number)
        except ValueError:
            continue
    raise AssertionError(day)


def _elapsed(start: date, end: date, unit: Unit) -> Fraction:
    steps = {Unit.DAY: Duration(days=1), Unit.MONTH: Duration(months=1), Unit.YEAR: Duration(months=12)}
    step, gone = steps[unit], 0
    while _later(start, Duration(step.months * (gone + 1), step.days * (gone + 1)), 1) <= end:
        gone += 1
    return Fraction(gone)


def holds(condition: Any, world: World) -> bool:
    """Whether a condition holds where everything is known."""
    match condition:
        case Fact(name):
            return world[name] is True
        case Compare(left, relation, right):
            return _relate(worth(left, world), relation, worth(right, world))
        case Among(term, options):
            return worth(term, world) in [option.value for option in options]
        case Yearly(term, first, last):
            return _opens(worth(term, world), first, last)
        case Not(part):
            return not holds(part, world)
        case AllOf(parts):
            return all(holds(part, world) for part in parts)
        case AnyOf(parts) | AtLeast(_, parts):
            return any(holds(part, world) for part in parts)
        case Named(_, _, what):
            return holds(what, world)
    raise AssertionError(condition)


def _relate(a: Any, relation: Relation, b: Any) -> bool:
    match relation:
        case Relation.EQUAL:
            return bool(a == b)
        case Relation.NOT_EQUAL:
            return bool(a != b)
        case Relation.LESS:
            return bool(a < b)
        case Relation.AT_MOST:
            return bool(a <= b)
        case Relation.GREATER:
            return bool(a > b)
        case Relation.AT_LEAST:
            return bool(a >= b)


def _opens(day: date, first: MonthDay, last: MonthDay) -> bool:
    """Going through the year's days from the window's first; the end of February stands for the 29th."""
    ends = [_day(each, day.year) for each in (first, last)]
    if (first.month, first.day) <= (last.month, last.day):
        return ends[0] <= day <= ends[1]
    return day >= ends[0] or day <= ends[1]


def _day(each: MonthDay, year: int) -> date:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date(year, each.month, each.day if leap or (each.month, each.day) != (2, 29) else 28)
