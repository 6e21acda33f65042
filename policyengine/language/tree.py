"""Conditions and amounts as trees: a closed set of frozen nodes that know nothing of their readers.

A *term* has a value (money, a ratio, a count, a date …), a *condition* is true, false or unknown, an
*amount* is a term of money in 元, or a promise of money. Every reader (`check`, `write`,
`words`, the evaluator, SQL) is one exhaustive `match` over these nodes. Conveniences of the YAML are
rewritten into them while loading.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from policyengine.errors import Bilingual, Span


class Kind(StrEnum):
    """What a value is a value of; one file in `language/types` each."""

    MONEY = "money"
    RATIO = "ratio"
    COUNT = "count"
    DATE = "date"
    DURATION = "duration"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    TEXT = "text"
    JURISDICTION = "jurisdiction"
    CREDIT_CODE = "credit_code"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as law writes it: whole months (a year is 12) or whole days, never both.

    INVARIANT: months == 0 or days == 0, because no number of days is a month.
    """

    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of every year. 29 February stands for the end of February, leap year or not."""

    month: int
    day: int


# Money in 元, ratios as fractions of one and counts are exact rationals; choices and codes are their ids;
# a list is its entries, each a pair of name and value for every field that is known.
Entry: TypeAlias = "tuple[tuple[str, Value], ...]"
Value: TypeAlias = Fraction | date | Duration | str | bool | tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What all nodes share: the place they were written at, if they were written."""

    # INVARIANT: position takes no part in equality, so that parse(write(tree)) == tree can be a test.
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A value as the text gives it: 30万元, 3%, 5, 2021-12-31, 3年, true, or a choice's id."""

    kind: Kind
    value: Value


@dataclass(frozen=True, slots=True)
class Fact(Node):
    """A fact by its vocabulary name; unknown when the profile leaves it out. A boolean one is a condition.

    One year's figure of a series is a fact of its own, `revenue_by_year[-1]` (`facts.figure_of`); so is a
    field of a list's entries, `patents.kind`, known only inside an `Aggregate` over that list.
    """

    name: str


class Operator(StrEnum):
    """The four operations of arithmetic."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    OVER = "/"


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """Two terms joined; unknown while either is, and when the divisor is zero."""

    left: Term
    operator: Operator
    right: Term


class Unit(StrEnum):
    """In what whole units an `Elapsed` counts."""

    YEAR = "years"
    MONTH = "months"
    DAY = "days"


@dataclass(frozen=True, slots=True)
class Elapsed(Node):
    """How many whole years, months or days lie between two days; none where the end is not after the start.

    A year or month is whole on the day of the same number, or on the month's last day where it has none:
    from 29 February a year is whole on 28 February, from 31 January a month on the last of February.
    """

    start: Term
    end: Term
    unit: Unit


@dataclass(frozen=True, slots=True)
class Aggregate(Node):
    """Over the entries of a list fact for which `where` holds: how many, or the sum of `each`.

    An entry for which `where` is unknown may or may not count; a list not given is unknown.
    """

    items: str  # the list fact's vocabulary name
    where: Condition
    each: Term | None  # None: how many


class Relation(StrEnum):
    """How a comparison sets its two sides against each other."""

    EQUAL = "="
    NOT_EQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    GREATER = ">"
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """Two terms of one unit set against each other; unknown while either is."""

    left: Term
    relation: Relation
    right: Term


@dataclass(frozen=True, slots=True)
class Among(Node):
    """A term equal to one of several literals of its kind: `organisation_type in [incubator, makerspace]`."""

    term: Term
    options: tuple[Literal, ...]  # INVARIANT: at least one.


@dataclass(frozen=True, slots=True)
class Yearly(Node):
    """A day that falls in a window which opens every year: from `first` to `last`, both inclusive.

    Where `last` comes before `first` in the year, the window runs over the turn of the year.
    """

    term: Term
    first: MonthDay
    last: MonthDay


@dataclass(frozen=True, slots=True)
class Not(Node):
    """The opposite of a condition; unknown stays unknown."""

    part: Condition


@dataclass(frozen=True, slots=True)
class AllOf(Node):
    """Every part holds."""

    parts: tuple[Condition, ...]  # INVARIANT: at least two; the loader collapses one and refuses none.


@dataclass(frozen=True, slots=True)
class AnyOf(Node):
    """Some part holds."""

    parts: tuple[Condition, ...]  # INVARIANT: at least two.


@dataclass(frozen=True, slots=True)
class AtLeast(Node):
    """`count` of the parts hold, or more."""

    count: int  # INVARIANT: 1 <= count <= len(parts); the checker refuses anything else.
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class UpTo(Node):
    """A promise of money with a ceiling and no formula: anything from 0 to the ceiling."""

    ceiling: Term


@dataclass(frozen=True, slots=True)
class Unstated(Node):
    """A promise of money whose amount the text leaves open."""


@dataclass(frozen=True, slots=True)
class Branch(Node):
    """One tier: its condition and its amount, or its value of another kind."""

    when: Condition
    amount: Amount


@dataclass(frozen=True, slots=True)
class Tiers(Node):
    """The amount of the first branch whose condition holds, else `otherwise`."""

    branches: tuple[Branch, ...]  # INVARIANT: at least one.
    otherwise: Amount


@dataclass(frozen=True, slots=True)
class Bounded(Node):
    """An amount, or another value that has an order, held between a floor and a ceiling; not both absent."""

    amount: Amount
    at_least: Term | None
    at_most: Term | None


class Direction(StrEnum):
    """Which way a text rounds."""

    DOWN = "down"
    HALF_UP = "half_up"
    UP = "up"


@dataclass(frozen=True, slots=True)
class Rounded(Node):
    """An amount rounded to a multiple of `to`, where the text itself rounds."""

    amount: Amount
    direction: Direction
    to: Literal  # INVARIANT: money above zero.


@dataclass(frozen=True, slots=True)
class Named(Node):
    """What one of the plan's definitions stands for, under its name. Readers of meaning look through it."""

    name: str
    label: Bilingual
    what: Condition | Term


Term: TypeAlias = (
    Literal | Fact | Arithmetic | Elapsed | Aggregate | Tiers | Bounded | Rounded | Named | UpTo | Unstated
)
"""A value. The checker keeps promises (`UpTo`, `Unstated`) to where money is paid."""
Condition: TypeAlias = Literal | Fact | Compare | Among | Yearly | Not | AllOf | AnyOf | AtLeast | Named
Amount: TypeAlias = Term
"""A term of money."""

ALWAYS = Literal(Kind.BOOLEAN, True)
"""The condition of a rule that asks nothing."""
