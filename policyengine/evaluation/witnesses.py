"""The smallest enterprise for which two readings of a rule make a difference: as few facts as possible.

Facts are taken in the order in which the rule still misses them, each at the values near which it turns; what
is settled alike, or no longer open, is not gone into. Fewer facts are tried before more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.force import Force, year_assessed
from policyengine.evaluation.facts.derived import contradictions, plain_value, sources_of, with_derived
from policyengine.evaluation.facts.profile import Facts
from policyengine.evaluation.facts.received import RECEIVED
from policyengine.evaluation.readings import (
    OtherReading,
    Reread,
    asked_of,
    boundaries,
    item_of,
    outcome,
    reread,
    with_rule,
)
from policyengine.language.facts import FactDefinition
from policyengine.language.tree import Kind, Value
from policyengine.rulebook.plan import Plan

MOST_FACTS = 8
MOST_TRIED = 4000
"""Profiles tried for one reading; past it no difference counts as found."""
HOPELESS = frozenset(("ineligible", "not_bound"))


@dataclass(frozen=True, slots=True)
class Witness:
    """One reading that was not chosen, and an enterprise for which it makes a difference, if one was found.

    `profile`: its facts, as a profile gives them. It is registered where the plan applies.
    """

    reread: Reread
    as_of: date
    profile: Mapping[str, Value]
    found: OtherReading | None

    def to_dict(self) -> dict[str, Any]:
        """The witness as data; `profile` and `outcome` are null where no difference was found."""
        rule, vocabulary = self.reread.rule, self.reread.plan.vocabulary
        told = {name: _told(vocabulary[name], value) for name, value in self.profile.items()}
        return {
            "rule": f"{self.reread.plan.city}.{rule.id}",
            "version": self.reread.plan.version,
            "title": rule.title.to_dict(),
            "reading": self.reread.reading.id,
            **self.reread.reading.words.to_dict(),
            "as_of": self.as_of.isoformat(),
            "profile": None if self.found is None else told,
            "outcome": None if self.found is None else self.found.to_dict(),
        }


def _told(definition: FactDefinition, value: Value) -> object:
    """A value as a profile gives it."""
    if not isinstance(value, tuple):
        return plain_value(definition, value)
    fields = {field.name: field for field in definition.fields}
    return [{name: plain_value(fields[name], each) for name, each in entry} for entry in value]


def witnesses(plan: Plan, nobody: Facts, as_of: date | None = None) -> Iterator[Witness]:
    """A witness for each reading that a plan did not choose. `nobody`: an enterprise nothing is known of.

    `as_of`: the day of the question; else one in the first year of the plan's period.
    """
    day = as_of or _some_day(plan)
    for each in reread(plan):
        yield _Search(each, plan, nobody, day).witness()


def _some_day(plan: Plan) -> date:
    """The middle of the plan's first year, or a day of its period near it."""
    start, end = plan.period.start, plan.period.end
    middle = max(start, date(start.year, 6, 30))
    return middle if end is None else min(middle, end)


class _Search:
    """The search for one reading. The rule is asked about alone, under either reading."""

    def __init__(self, reread: Reread, plan: Plan, nobody: Facts, as_of: date) -> None:
        self.reread, self.plan, self.nobody, self.as_of = reread, plan, nobody, as_of
        self.year = year_assessed(plan, as_of)
        self.alone = _alone(with_rule(plan, reread.rule), reread), _alone(reread.plan, reread)
        self.boundaries = boundaries(reread, self._case(plan, nobody))
        self.tried = 0

    def witness(self) -> Witness:
        for facts_at_most in range(MOST_FACTS + 1):
            facts = self._found({}, facts_at_most)
            if facts is not None:
                whole = (asked_of(self._case(each, facts)) for each in (self.plan, self.reread.plan))
                found = OtherReading(self.reread, *whole)
                return Witness(self.reread, self.as_of, facts.given, found)
            if self.tried >= MOST_TRIED:
                break
        return Witness(self.reread, self.as_of, {}, None)

    def _found(self, given: dict[str, Value], left: int) -> Facts | None:
        """The facts of a witness that gives so many facts more, at most, than are given already."""
        facts = self._facts(given)
        if facts is None or self.tried >= MOST_TRIED:
            return None
        self.tried += 1
        local = self.reread.rule.id
        chosen, other = (asked_of(self._case(plan, facts)) for plan in self.alone)
        items = item_of(chosen, local), item_of(other, local)
        if all(item.status in HOPELESS for item in items):
            return None
        missing = {fact for item in items for fact in item.missing} - {RECEIVED}
        if not missing:
            return facts if outcome(chosen, local) != outcome(other, local) else None
        if left == 0:
            return None
        fact = self._first(missing)
        for value in self._values(fact, facts):
            found = self._found({**given, fact: value}, left - 1)
            if found is not None:
                return found
        return None

    def _values(self, fact: str, facts: Facts) -> list[Value]:
        """The values worth trying. Next to no money comes last: of a share of it nobody sees anything."""
        money = self.plan.vocabulary[fact].kind is Kind.MONEY
        values = self.boundaries.of(fact, facts.known)
        return sorted(values, key=lambda value: money and isinstance(value, Fraction) and value <= 1)

    def _first(self, missing: set[str]) -> str:
        """The first fact to give: a derived one before those it follows from, which it makes needless."""
        sources = sources_of(self.plan.vocabulary)
        needless = {source for fact in missing for source in sources.get(fact, ())}
        ordered = self.boundaries.names.in_order(missing - needless) or self.boundaries.names.in_order(
            missing
        )
        return ordered[0]

    def _facts(self, given: dict[str, Value]) -> Facts | None:
        vocabulary = self.nobody.vocabulary
        known = with_derived(given, vocabulary)
        if any(contradictions(given, known, vocabulary)):
            return None
        return replace(self.nobody, given=given, known=known)

    def _case(self, plan: Plan, facts: Facts) -> Case:
        return Case(plan, Force.IN_FORCE, facts, self.as_of, self.year, True, True)


def _alone(plan: Plan, reread: Reread) -> Plan:
    """The plan with this rule and no other."""
    id_ = reread.rule.id
    return replace(
        plan,
        groups=(),
        rewards={each.id: each for each in plan.rewards.values() if each.id == id_},
        supports={each.id: each for each in plan.supports.values() if each.id == id_},
        obligations={each.id: each for each in plan.obligations.values() if each.id == id_},
    )
