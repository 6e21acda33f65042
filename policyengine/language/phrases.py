"""What can be said of a tree, before any language says it.

A phrase knows labels, not names; negation has reached the comparison it turns round; what a language must
put in brackets is nested.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from policyengine.errors import Bilingual
from policyengine.language.tree import Direction, Kind, MonthDay, Operator, Relation, Unit


@dataclass(frozen=True, slots=True)
class Thing:
    """A fact as a noun: 营业收入."""

    label: Bilingual


@dataclass(frozen=True, slots=True)
class Figure:
    """A value as each language writes it: 30万元. `bare` is a choice's label, which may read as a denial."""

    text: Bilingual
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A share or a multiple of something: 营业收入的3%, 营业收入的2倍."""

    figure: Figure
    whole: Noun
    multiple: bool


@dataclass(frozen=True, slots=True)
class Combined:
    """Two nouns added, subtracted, multiplied or divided; `ratio` where the two are of one kind."""

    left: Noun
    operator: Operator
    right: Noun
    ratio: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """More than two nouns added."""

    parts: tuple[Noun, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a definition of the plan stands for, by its title: “兑付比例”."""

    label: Bilingual


@dataclass(frozen=True, slots=True)
class Slice:
    """The part of a sum above one figure and up to another: 研发费用中超过100万元至500万元的部分."""

    whole: Noun
    above: Noun | None
    up_to: Noun | None


@dataclass(frozen=True, slots=True)
class Growth:
    """A year's growth over the year before: 上一年度营业收入增长率; or the increase in itself."""

    of: Noun
    rate: bool


@dataclass(frozen=True, slots=True)
class Mean:
    """The average of several years' figures: of the `last` year and those before it."""

    of: Bilingual
    last: Bilingual
    years: int


@dataclass(frozen=True, slots=True)
class Compound:
    """The yearly rate of growth that several years come to, the `last` of them named."""

    of: Bilingual
    last: Bilingual
    years: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many entries of a list there are, of those for which a condition holds."""

    items: Bilingual
    where: Clause | None


@dataclass(frozen=True, slots=True)
class Added:
    """What all entries of a list come to together, of those for which a condition holds."""

    each: Noun
    items: Bilingual
    where: Clause | None


@dataclass(frozen=True, slots=True)
class Lapse:
    """How many whole years, months or days lie between two days."""

    start: Noun
    end: Noun
    unit: Unit


@dataclass(frozen=True, slots=True)
class Moved:
    """A day so much later or earlier than another: 成立日期之后3年."""

    day: Noun
    length: Noun
    later: bool


@dataclass(frozen=True, slots=True)
class DayOfTheYear:
    """A day of the year assessed: 评估年度3月31日."""

    day: MonthDay


@dataclass(frozen=True, slots=True)
class Holds:
    """That a boolean fact is so, or is not."""

    label: Bilingual
    so: bool


@dataclass(frozen=True, slots=True)
class Related:
    """That one thing is more, less or the same as another of its kind."""

    subject: Noun
    relation: Relation
    object: Noun
    kind: Kind


@dataclass(frozen=True, slots=True)
class OneOf:
    """That a thing is one of several, or none of them."""

    subject: Noun
    options: tuple[Figure, ...]
    so: bool


@dataclass(frozen=True, slots=True)
class Several:
    """That all parts hold, or any of them."""

    parts: tuple[Clause, ...]
    every: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """That so many of the parts hold."""

    count: int
    parts: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Denied:
    """That several parts together do not hold."""

    part: Clause


@dataclass(frozen=True, slots=True)
class Settled:
    """True or false of every enterprise."""

    so: bool


@dataclass(frozen=True, slots=True)
class Fulfilled:
    """That the condition which a definition of the plan states is so, or is not: 符合“优质企业”."""

    label: Bilingual
    so: bool


@dataclass(frozen=True, slots=True)
class Lasted:
    """That so many whole years, months or days have passed from one day to another, or have not."""

    lapse: Lapse
    number: Figure
    so: bool


@dataclass(frozen=True, slots=True)
class Rising:
    """That a figure rose in each of several years, the `last` of them named."""

    of: Bilingual
    last: Bilingual
    years: int


@dataclass(frozen=True, slots=True)
class Nearby:
    """That a day lies within a length of time after another, or before it."""

    day: Noun
    length: Noun
    event: Noun
    after: bool


@dataclass(frozen=True, slots=True)
class Within:
    """That a day lies between two others, both included."""

    day: Noun
    first: Noun
    last: Noun


@dataclass(frozen=True, slots=True)
class EveryYear:
    """That a day falls in a window which opens every year, or does not."""

    day: Noun
    first: MonthDay
    last: MonthDay
    so: bool


@dataclass(frozen=True, slots=True)
class Ceiling:
    """At most so much, the rest left open."""

    most: Noun


@dataclass(frozen=True, slots=True)
class Open:
    """Money whose amount the text leaves open."""


@dataclass(frozen=True, slots=True)
class Case:
    """So much where a condition holds."""

    when: Clause
    amount: Sum


@dataclass(frozen=True, slots=True)
class Cases:
    """The first case that holds, else the rest."""

    cases: tuple[Case, ...]
    otherwise: Sum


@dataclass(frozen=True, slots=True)
class Held:
    """A value of some kind between a floor and a ceiling."""

    amount: Sum
    floor: Noun | None
    ceiling: Noun | None
    kind: Kind = Kind.MONEY


@dataclass(frozen=True, slots=True)
class RoundedTo:
    """An amount rounded to a multiple of a unit."""

    amount: Sum
    direction: Direction
    unit: Figure


Noun: TypeAlias = (
    Thing | Figure | Part | Combined | Total | Moved | DayOfTheYear | Quoted | Slice | Growth | Mean
    | Compound | Tally | Added | Lapse | Ceiling | Open | Cases | Held | RoundedTo
)  # fmt: skip
Clause: TypeAlias = (
    Holds | Related | OneOf | Several | Counted | Denied | Settled
    | Fulfilled | Lasted | Rising | Nearby | Within | EveryYear
)  # fmt: skip
Sum: TypeAlias = Noun
"""A noun of money."""
Phrase: TypeAlias = Noun | Clause | Case
