"""For each changed rule, a smallest enterprise that fares differently: as few facts as possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations, islice
from typing import Any

from policyengine.consequences.changed import Changed, changed
from policyengine.consequences.outcomes import item_dict, sums_dict, value_words
from policyengine.evaluation.boundaries import Boundaries
from policyengine.evaluation.deciding.force import year_assessed
from policyengine.evaluation.facts.profile import Facts, known_facts
from policyengine.evaluation.inquiry.names import Names
from policyengine.evaluation.parting import Search, Side, alone
from policyengine.evaluation.readings import asked_of, turning_trees
from policyengine.evaluation.witnesses import given_as
from policyengine.language.facts import Vocabulary
from policyengine.language.tree import Value
from policyengine.language.walk import AnyNode, facts_read
from policyengine.rulebook.difference import Change
from policyengine.rulebook.plan import Plan
from policyengine.rulebook.plan_wide import decided
from policyengine.rulebook.provisions import Group

MOST_TRIED = 800
"""Profiles tried for one changed rule: a comparison of versions has many, and people wait for it."""
MOST_TRIED_TOGETHER = 300
MOST_SUBSETS = 4
"""Sets of members tried of a group, each with so many profiles."""


@dataclass(frozen=True, slots=True)
class Example:
    """One changed rule, and an enterprise that fares differently by it, if one was found.

    `profile`: its facts, None where none was found. `old` and `new`: what the rule comes to for it.
    """

    changed: Changed
    as_of: date
    vocabulary: Vocabulary
    profile: Mapping[str, Value] | None
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None

    def to_dict(self, city: str) -> dict[str, Any]:
        """The example as an entry of `examples` in `policyengine/diff@1`."""
        given = None if self.profile is None else self.profile.items()
        facts = (
            None if given is None else {name: given_as(self.vocabulary[name], each) for name, each in given}
        )
        return {
            "rule": f"{city}.{self.changed.id}",
            "group": self.changed.group,
            "title": self.changed.title.to_dict(),
            "as_of": self.as_of.isoformat(),
            "profile": facts,
            "facts": {name: self._in_words(name, value) for name, value in (self.profile or {}).items()},
            "old": self.old,
            "new": self.new,
        }

    def _in_words(self, name: str, value: Value) -> dict[str, Any]:
        definition = self.vocabulary[name]
        words = value_words(value, definition, self.vocabulary)
        return {"label": definition.label.to_dict(), "value": words.to_dict()}

    def _facts(self, profile: Mapping[str, Value]) -> dict[str, object]:
        return {name: given_as(self.vocabulary[name], value) for name, value in profile.items()}


def examples(old: Plan, new: Plan, changes: tuple[Change, ...], as_of: date) -> Iterator[Example]:
    """An example for each rule whose outcome the changes can alter, asked about on one day in both versions.

    Both are asked as if they were in force, for the same year, of an enterprise that received nothing before.
    A group is asked about by itself: the rewards of the new version, taken together as before and as now.
    """
    # The new version's names go first: of a fact that both know, it is the new definition that is asked for.
    vocabulary = new.vocabulary.with_facts(old.vocabulary)
    for each in changed(changes, old, new):
        tried = _of_group(each, old, new, as_of) if each.group else _of_rule(each, old, new, as_of)
        found = next(((search, given) for search in tried if (given := search.found()) is not None), None)
        yield _example(each, found, vocabulary, as_of)


def _of_rule(each: Changed, old: Plan, new: Plan, as_of: date) -> Iterator[Search]:
    """The rule in both versions; where the enterprise is registered is asked only if that can matter."""
    first, second = (
        Side(alone(plan, ids), ids, _nobody(plan)) for plan, ids in ((old, each.old), (new, each.new))
    )
    for registered in (True, False) if each.reach else (True,):
        yield _search((first, second), old, new, as_of, registered, MOST_TRIED)


def _of_group(each: Changed, old: Plan, new: Plan, as_of: date) -> Iterator[Search]:
    """Few members at a time show what a group does, and all of them would take too long."""
    names = Names(new.vocabulary, year_assessed(new, as_of))
    sides = [_and_below(each.id, plan.groups, new.groups) for plan in (old, new)]
    chooses = any(group.pay is not None for groups in sides for group in groups)
    few = chain.from_iterable(combinations(each.new, number) for number in ((2,) if chooses else (1, 2)))
    for ids in islice(few, MOST_SUBSETS):
        plans = [alone(new, ids, groups) for groups in sides]
        read = dict.fromkeys(names.given_as(fact) for plan in plans for fact in _read_by_groups(plan))
        asked = tuple(name for name in read if name in new.vocabulary)
        first, second = (Side(plan, ids, _nobody(new), together=True, asked=asked) for plan in plans)
        yield _search((first, second), new, new, as_of, True, MOST_TRIED_TOGETHER)


def _and_below(id_: str, groups: tuple[Group, ...], others: tuple[Group, ...]) -> tuple[Group, ...]:
    """The group of that id, if it is there, with the new version's groups that are among its members."""
    found = {group.id: group for group in groups if group.id == id_}
    waiting = [member for group in found.values() for member in group.members]
    while waiting:
        member = waiting.pop()
        below = next((group for group in others if group.id == member and member not in found), None)
        if below is not None:
            found[member] = below
            waiting.extend(below.members)
    return tuple(found.values())


def _example(
    each: Changed,
    found: tuple[Search, Mapping[str, Value]] | None,
    vocabulary: Vocabulary,
    as_of: date,
) -> Example:
    if found is None:
        return Example(each, as_of, vocabulary, None, None, None)
    search, given = found
    told = []
    for side in search.sides:
        assessment = asked_of(search.case(side, given))
        items = [item_dict(item) for item in assessment.items() if item.rule.id in side.items]
        told.append({"items": items, **sums_dict(assessment.totals)})
    return Example(each, as_of, vocabulary, given, *told)


def _search(
    sides: tuple[Side, Side], old: Plan, new: Plan, as_of: date, registered: bool, most_tried: int
) -> Search:
    vocabulary, year = new.vocabulary.with_facts(old.vocabulary), year_assessed(new, as_of)
    trees = tuple(tree for side in sides for tree in _trees(side.plan))
    near = Boundaries(trees, Names(vocabulary, year), as_of, new.jurisdiction)
    return Search(sides, near, as_of, year, registered, most_tried)


def _nobody(plan: Plan) -> Facts:
    """An enterprise of which nothing is known, in the vocabulary of one version."""
    return known_facts({}, plan.vocabulary, {}, (), plan.city)


def _trees(plan: Plan) -> Iterator[AnyNode]:
    """Every tree on which an outcome turns under a plan."""
    for rule in decided(plan):
        yield from turning_trees(plan, rule)
    yield from _of_groups(plan)


def _read_by_groups(plan: Plan) -> Iterator[str]:
    return (fact for tree in _of_groups(plan) for fact in facts_read(tree))


def _of_groups(plan: Plan) -> Iterator[AnyNode]:
    for group in plan.groups:
        for ceiling in group.ceilings:
            yield ceiling.at_most
            if ceiling.counting is not None:
                yield ceiling.counting
