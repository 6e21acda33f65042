"""One thing that the cases of a version should show, and the ways in which a case can show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeAlias

from policyengine.errors import Bilingual, Span
from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.facts.derived import signed
from policyengine.evaluation.meaning.kleene import TruthOf, truth_of
from policyengine.evaluation.meaning.terms import Known
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.tree import ALWAYS, AllOf, Condition, Literal, Not
from policyengine.trial.shown_by import Shown


class Area(StrEnum):
    """What a goal is about."""

    RULES = "rules"
    CONDITIONS = "conditions"
    TIERS = "tiers"
    BOUNDARIES = "boundaries"
    PAYERS = "payers"
    PAYMENTS = "payments"
    GROUPS = "groups"


Shows: TypeAlias = Callable[[Shown], bool]
Turns: TypeAlias = Callable[[Known, Case], bool]


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to reach a goal: what must hold, of which rule a case must say something, and what else.

    `needs`: a condition, read with the fields of some entry where it stands within a list, `items`. `turns`:
    what else what is known must be like; `shows`: what the answer must be, and what the case must expect.
    """

    rule: str
    needs: Condition
    shows: Shows
    items: str | None = None
    turns: Turns | None = None

    def taken(self, shown: Shown) -> bool:
        """Whether a case reaches the goal in this way."""
        case = shown.assessment.case
        truth = reader(self.needs, signed(case.plan.vocabulary))
        fits = any(
            truth(known) is Truth.TRUE and (self.turns is None or self.turns(known, case))
            for known in contexts(case, self.items)
        )
        return fits and self.shows(shown)


@lru_cache(maxsize=10_000)
def reader(condition: Condition, signed: frozenset[str]) -> TruthOf:
    """The truth of a condition, made ready once: a search asks the same of hundreds of enterprises."""
    return truth_of(condition, signed)


def contexts(case: Case, items: str | None) -> Iterator[Known]:
    """What is known; within a list, with the fields of each of its entries in turn."""
    if items is None:
        yield case.known
        return
    entries = case.known.get(items)
    for entry in entries if isinstance(entries, tuple) else ():
        yield {**case.known, **{f"{items}.{name}": value for name, value in entry}}


@dataclass(frozen=True, kw_only=True)
class Goal:
    """Something that some case should show. `owner`: the rule, definition, condition or group it is about.

    `received`: the reward that must have been paid before.
    """

    area: Area
    owner: str
    title: Bilingual
    words: Bilingual
    ways: tuple[Way, ...]
    received: str | None = None
    span: Span | None = field(default=None, compare=False)

    @property
    def key(self) -> tuple[object, ...]:
        """By which two goals are one."""
        return self.area, self.owner, self.words, self.span

    def reached(self, shown: Shown) -> bool:
        """Whether a case reaches it."""
        return any(way.taken(shown) for way in self.ways)

    def to_dict(self) -> dict[str, Any]:
        """The goal as data."""
        return {
            "area": self.area.value,
            "of": self.owner,
            "title": self.title.to_dict(),
            **self.words.to_dict(),
            "file": None if self.span is None else self.span.file,
            "line": None if self.span is None else self.span.line,
        }


def all_of(*conditions: Condition) -> Condition:
    """That all of them hold; what always does is left out."""
    parts = tuple(each for each in conditions if each != ALWAYS)
    return AllOf(parts) if len(parts) > 1 else parts[0] if parts else ALWAYS


def opposite(condition: Condition) -> Condition:
    """That it does not hold."""
    if isinstance(condition, Literal):
        return Literal(condition.kind, condition.value is not True)
    return condition.part if isinstance(condition, Not) else Not(condition)
