"""The smallest enterprise for which two readings of a rule make a difference: as few facts as possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.force import Force, year_assessed
from policyengine.evaluation.facts.derived import plain_value
from policyengine.evaluation.facts.profile import Facts
from policyengine.evaluation.parting import Search, Side, alone
from policyengine.evaluation.readings import OtherReading, Reread, asked_of, boundaries, reread, with_rule
from policyengine.language.facts import FactDefinition
from policyengine.language.tree import Value
from policyengine.rulebook.plan import Plan


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
        told = {name: given_as(vocabulary[name], value) for name, value in self.profile.items()}
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


def given_as(definition: FactDefinition, value: Value) -> object:
    """A value as a profile gives it."""
    if not isinstance(value, tuple):
        return plain_value(definition, value)
    fields = {field.name: field for field in definition.fields}
    return [{name: plain_value(fields[name], each) for name, each in entry} for entry in value]


def witnesses(plan: Plan, nobody: Facts, as_of: date | None = None) -> Iterator[Witness]:
    """A witness for each reading that a plan did not choose. `nobody`: an enterprise nothing is known of.

    `as_of`: the day of the question; else one in the first year of the plan's period.
    """
    day = as_of or some_day(plan)
    for each in reread(plan):
        yield _witness(each, plan, nobody, day)


def some_day(plan: Plan) -> date:
    """The middle of the plan's first year, or a day of its period near it."""
    start, end = plan.period.start, plan.period.end
    middle = max(start, date(start.year, 6, 30))
    return middle if end is None else min(middle, end)


def _search(each: Reread, plan: Plan, nobody: Facts, as_of: date) -> Search:
    """The search for one reading. The rule is asked about alone, under either reading."""
    year = year_assessed(plan, as_of)
    here = Case(plan, Force.IN_FORCE, nobody, as_of, year, True, True)
    sides = (
        Side(alone(with_rule(plan, each.rule), (each.rule.id,)), (each.rule.id,), nobody),
        Side(alone(each.plan, (each.rule.id,)), (each.rule.id,), nobody),
    )
    return Search(sides, boundaries(each, here), as_of, year)


def _witness(each: Reread, plan: Plan, nobody: Facts, as_of: date) -> Witness:
    search = _search(each, plan, nobody, as_of)
    given = search.found()
    if given is None:
        return Witness(each, as_of, {}, None)
    whole = (asked_of(search.case(Side(of, (), nobody), given)) for of in (plan, each.plan))
    return Witness(each, as_of, given, OtherReading(each, *whole))
