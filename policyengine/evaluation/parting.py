"""The smallest enterprise that fares differently under two plans: as few facts as possible.

The plans may be one plan under two readings, or two versions. Facts are taken in the order in which rules
still miss them, each at the values near which they turn; what is settled alike, or no longer open, is not
gone into. Fewer facts are tried before more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import chain

from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.boundaries import Boundaries
from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.force import Force
from policyengine.evaluation.facts.derived import contradictions, sources_of, with_derived
from policyengine.evaluation.facts.profile import Facts
from policyengine.evaluation.facts.received import RECEIVED
from policyengine.evaluation.items import Item
from policyengine.evaluation.readings import Outcome, asked_of, item_of, outcome
from policyengine.language.facts import Vocabulary
from policyengine.language.tree import Kind, Value
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.provisions import Group
from policyengine.rulebook.statuses import Status

MOST_FACTS = 8
MOST_TRIED = 4000
"""Profiles tried in one search; past it no difference counts as found."""
HOPELESS = frozenset(("ineligible", "not_bound"))


@dataclass(frozen=True, slots=True)
class Side:
    """One of two plans, with nothing in it but what is asked about: the items of these local ids.

    `nobody`: an enterprise nothing is known of, in the vocabulary of this plan. `together`: what the items
    come to in all is compared too, once the facts are known on which that turns, `asked`.
    """

    plan: Plan
    items: tuple[str, ...]
    nobody: Facts
    together: bool = False
    asked: tuple[str, ...] = ()

    def outcome(self, assessment: Assessment) -> tuple[Outcome, ...]:
        """What the items come to, as far as two plans can differ in it."""
        every = tuple(outcome(assessment, local) for local in self.items)
        totals = assessment.totals
        return (*every, (totals.assured, totals.possible)) if self.together else every

    def facts(self, given: Mapping[str, Value]) -> Facts | None:
        """The facts as this plan knows them; None where they contradict each other."""
        vocabulary = self.nobody.vocabulary
        own = {name: value for name, value in given.items() if name in vocabulary}
        known = with_derived(own, vocabulary)
        if any(contradictions(own, known, vocabulary)):
            return None
        return replace(self.nobody, given=own, known=known)


@dataclass
class Search:
    """The search for one difference. `assume_registered`: where the enterprise is registered is no matter."""

    sides: tuple[Side, Side]
    boundaries: Boundaries
    as_of: date
    year: int
    assume_registered: bool = True
    most_tried: int = MOST_TRIED
    tried: int = 0

    def found(self) -> Mapping[str, Value] | None:
        """The facts of an enterprise that fares differently; None where none was found.

        No smaller one does, so far as values were tried; where there are too many to try, it is the first one
        that was come by, whatever its size.
        """
        for facts_at_most in range(MOST_FACTS + 1):
            given = self._found({}, facts_at_most)
            if given is not None:
                return given
            if self.tried >= self.most_tried:
                self.tried = 0
                return self._found({}, MOST_FACTS)
        return None

    def case(self, side: Side, given: Mapping[str, Value]) -> Case:
        """The case of an enterprise of which this is known."""
        facts = side.facts(given)
        assert facts is not None
        return self._case(side, facts)

    def _found(self, given: dict[str, Value], left: int) -> Mapping[str, Value] | None:
        """The facts of an enterprise that gives so many facts more, at most, than are given already."""
        facts = [side.facts(given) for side in self.sides]
        first, second = facts
        if first is None or second is None or self.tried >= self.most_tried:
            return None
        self.tried += 1
        assessments = [
            asked_of(self._case(side, known)) for side, known in zip(self.sides, (first, second), strict=True)
        ]
        items = list(chain.from_iterable(map(_items, self.sides, assessments)))
        if all(item.status in HOPELESS for item in items):
            return None
        missing = {fact for item in items for fact in item.missing} - {RECEIVED}
        missing |= {fact for side in self.sides for fact in side.asked if fact not in first.known}
        if not missing:
            if all(item.status is Status.UNDETERMINED for item in items):
                return None  # no fact settles it: the condition is read more loosely than it is
            was, is_ = (side.outcome(each) for side, each in zip(self.sides, assessments, strict=True))
            return given if was != is_ else None
        if left == 0:
            return None
        fact = self._first(missing)
        for value in self._values(fact, {**first.known, **second.known}):
            found = self._found({**given, fact: value}, left - 1)
            if found is not None:
                return found
        return None

    @property
    def _vocabulary(self) -> Vocabulary:
        return self.boundaries.names.vocabulary

    def _values(self, fact: str, known: Mapping[str, Value]) -> list[Value]:
        """The values worth trying. Next to no money comes last: of a share of it nobody sees anything."""
        money = self._vocabulary[fact].kind is Kind.MONEY
        values = self.boundaries.of(fact, known)
        return sorted(values, key=lambda value: money and isinstance(value, Fraction) and value <= 1)

    def _first(self, missing: set[str]) -> str:
        """The first fact to give: a derived one before those it follows from, which it makes needless."""
        sources = sources_of(self._vocabulary)
        needless = {source for fact in missing for source in sources.get(fact, ())}
        in_order = self.boundaries.names.in_order
        return (in_order(missing - needless) or in_order(missing))[0]

    def _case(self, side: Side, facts: Facts) -> Case:
        registered = self.assume_registered
        return Case(side.plan, Force.IN_FORCE, facts, self.as_of, self.year, registered, True)


def _items(side: Side, assessment: Assessment) -> list[Item]:
    return [item_of(assessment, local) for local in side.items]


def alone(plan: Plan, ids: Collection[str], groups: tuple[Group, ...] = ()) -> Plan:
    """The plan with these rules and no others, and these groups as far as they are of these rules."""
    return replace(
        plan,
        groups=_narrowed(groups, ids),
        rewards={id_: each for id_, each in plan.rewards.items() if id_ in ids},
        supports={id_: each for id_, each in plan.supports.items() if id_ in ids},
        obligations={id_: each for id_, each in plan.obligations.items() if id_ in ids},
    )


def _narrowed(groups: tuple[Group, ...], ids: Collection[str]) -> tuple[Group, ...]:
    """The groups with those members alone that are among the rules, or are groups of such."""
    kept: dict[str, Group] = {}
    for _ in groups:  # a group may stand before those in it
        for each in groups:
            members = tuple(member for member in each.members if member in ids or member in kept)
            if members:
                kept[each.id] = replace(each, members=members)
    return tuple(kept[each.id] for each in groups if each.id in kept)
