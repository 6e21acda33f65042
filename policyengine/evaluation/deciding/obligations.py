"""When an obligation is due, and how far the enterprise has come with it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from policyengine.evaluation.facts.derived import plain_value
from policyengine.evaluation.meaning.terms import Known
from policyengine.language.facts import Vocabulary
from policyengine.language.tree import Compare, Condition, Fact, Literal, Relation
from policyengine.language.walk import descend
from policyengine.rulebook.choices import Every
from policyengine.rulebook.plan import Obligation, Period

_MONTHS = {Every.YEAR: 12, Every.HALF: 6, Every.QUARTER: 3, Every.MONTH: 1}


def due_on(rule: Obligation, period: Period, as_of: date, year: int) -> date | None:
    """The last day on which it can be met; None where it stands.

    A recurring one is due at the end of the half, quarter or month of `as_of` within the year assessed, at
    most at the plan's end.
    """
    if rule.each is None:
        return rule.by
    end = end_of(rule.each, within_year(as_of, year))
    return end if period.end is None else min(end, period.end)


def within_year(day: date, year: int) -> date:
    """The day of that year nearest to a day."""
    return max(date(year, 1, 1), min(day, date(year, 12, 31)))


def end_of(every: Every, day: date) -> date:
    """The last day of the year, half, quarter or month in which a day falls."""
    span = _MONTHS[every]
    month = -(-day.month // span) * span
    return date(day.year, month, monthrange(day.year, month)[1])


@dataclass(frozen=True, slots=True)
class Progress:
    """A figure that an obligation asks for: what there is (None while unknown), and what is needed."""

    fact: str
    have: str | None
    need: str

    def to_dict(self) -> dict[str, str | None]:
        """The contract's form."""
        return {"fact": self.fact, "have": self.have, "need": self.need}


def progress(requires: Condition, known: Known, vocabulary: Vocabulary) -> tuple[Progress, ...]:
    """How far an enterprise has come with each figure that a requirement sets."""
    return tuple(
        Progress(fact, _plain(known.get(fact), fact, vocabulary), _plain(need, fact, vocabulary) or "")
        for fact, need in _figures(requires)
    )


def _plain(value: object, fact: str, vocabulary: Vocabulary) -> str | None:
    return str(plain_value(vocabulary[fact], value)) if isinstance(value, Fraction) else None


_FLOORS = {
    Relation.AT_LEAST: Relation.AT_MOST,
    Relation.GREATER: Relation.LESS,
    Relation.EQUAL: Relation.EQUAL,
}


def _figures(requires: Condition) -> Iterator[tuple[str, Fraction]]:
    for node in descend(requires):
        match node:
            case Compare(left=Fact(name=fact), relation=relation, right=Literal(value=Fraction() as need)):
                if relation in _FLOORS:
                    yield fact, need
            case Compare(left=Literal(value=Fraction() as need), relation=relation, right=Fact(name=fact)):
                if relation in _FLOORS.values():
                    yield fact, need
            case _:
                pass
