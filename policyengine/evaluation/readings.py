"""Where words can be read in several ways: what each reading but the chosen one comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from policyengine.evaluation.assess import assess
from policyengine.evaluation.assessment import Assessment
from policyengine.evaluation.boundaries import Boundaries
from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.obligations import overdue
from policyengine.evaluation.deciding.plan_wide import required
from policyengine.evaluation.facts.derived import sources_of, with_derived
from policyengine.evaluation.facts.profile import Facts
from policyengine.evaluation.inquiry.names import Names
from policyengine.evaluation.items import Item
from policyengine.evaluation.kept import kept
from policyengine.language.interval import Interval, decimal_of, plain
from policyengine.language.tree import Value
from policyengine.language.walk import AnyNode
from policyengine.rulebook.facts_of import trees_of_rule
from policyengine.rulebook.plan import Obligation, Plan, Reading, Reward, Support
from policyengine.rulebook.plan_wide import Decided, decided


@dataclass(frozen=True, slots=True)
class Reread:
    """A plan in which one rule is read in another way. `rule`: as the plan chose to read it."""

    plan: Plan
    rule: Decided
    reading: Reading

    @property
    def other(self) -> Decided:
        """The rule as it is read here."""
        assert self.reading.rule is not None
        return self.reading.rule

    @property
    def chosen(self) -> Reading:
        """The reading that the plan chose."""
        return next(reading for reading in self.rule.readings if reading.rule is None)


@kept
def reread(plan: Plan) -> tuple[Reread, ...]:
    """The plan under each reading that was not chosen, in the order of the rules."""
    return tuple(
        Reread(with_rule(plan, reading.rule), rule, reading)
        for rule in decided(plan)
        for reading in rule.readings
        if reading.rule is not None
    )


def with_rule(plan: Plan, rule: Decided) -> Plan:
    """The plan with a rule in place of the one of its id."""
    match rule:
        case Reward():
            return replace(plan, rewards={**plan.rewards, rule.id: rule})
        case Support():
            return replace(plan, supports={**plan.supports, rule.id: rule})
        case Obligation():
            return replace(plan, obligations={**plan.obligations, rule.id: rule})


@dataclass(frozen=True)
class OtherReading:
    """What one rule comes to for an enterprise as the plan reads it, and as it can also be read."""

    reread: Reread
    chosen: Assessment
    other: Assessment

    @property
    def rule(self) -> Decided:
        """The rule as the plan reads it."""
        return self.reread.rule

    @property
    def differs(self) -> bool:
        """Whether it makes any difference to this enterprise."""
        return outcome(self.chosen, self.rule.id) != outcome(self.other, self.rule.id)

    @property
    def difference(self) -> tuple[Decimal, Decimal]:
        """How much more the assured and the possible total are under the other reading, in 元."""
        was, is_ = self.chosen.totals, self.other.totals
        return _less(is_.assured, was.assured), _less(is_.possible, was.possible)

    @cached_property
    def turns_on(self) -> tuple[str, ...]:
        """The facts by which alone the difference would become another, in vocabulary order."""
        return tuple(
            fact for fact in boundaries(self.reread, self.chosen.case).facts if self._turned_by(fact)
        )

    def _turned_by(self, fact: str) -> bool:
        case = self.chosen.case
        now = gap(self.chosen, self.other, self.rule.id)
        for value in boundaries(self.reread, case).of(fact, case.facts.known):
            facts = varied(case.facts, fact, value)
            chosen, other = (asked_of(replace(each.case, facts=facts)) for each in (self.chosen, self.other))
            if gap(chosen, other, self.rule.id) != now:
                return True
        return False

    def to_dict(self) -> dict[str, Any]:
        """The difference as data, in 元; negative where the other reading comes to less."""
        assured, possible = self.difference
        chosen, reading = self.reread.chosen, self.reread.reading
        return {
            "rule": self.chosen.case.qualified(self.rule.id),
            "title": self.rule.title.to_dict(),
            "chosen": _side(chosen, self.chosen, self.rule.id),
            "other": _side(reading, self.other, self.rule.id),
            "differs": self.differs,
            "difference": {"assured": plain(assured), "possible": plain(possible)},
            "turns_on": list(self.turns_on),
        }


def readings(assessment: Assessment) -> tuple[OtherReading, ...]:
    """What an enterprise would get under each reading of each rule that the plan did not choose."""
    case = assessment.case
    return tuple(
        OtherReading(each, assessment, asked_of(replace(case, plan=each.plan))) for each in reread(case.plan)
    )


def asked_of(case: Case) -> Assessment:
    """The assessment of a case."""
    return assess(
        case.plan,
        case.force,
        case.facts,
        case.as_of,
        year=case.year,
        assume_registered=case.assume_registered,
        assume_not_received=case.assume_not_received,
    )


def varied(facts: Facts, fact: str, value: Value) -> Facts:
    """The facts with another value of one; what was given of what follows from it follows anew."""
    follows = {name for name, sources in sources_of(facts.vocabulary).items() if fact in sources}
    given = {name: known for name, known in facts.given.items() if name not in follows} | {fact: value}
    return replace(facts, given=given, known=with_derived(given, facts.vocabulary))


def boundaries(reread: Reread, case: Case) -> Boundaries:
    """The values worth trying of the facts that a rule reads, under either reading."""
    plan, rule = case.plan, reread.rule
    trees = (*turning_trees(plan, rule), *turning_trees(reread.plan, reread.other))
    return Boundaries(trees, Names(plan.vocabulary, case.year), case.as_of, plan.jurisdiction)


def turning_trees(plan: Plan, rule: Decided) -> Iterator[AnyNode]:
    """Every tree on which the result of a rule of the plan turns."""
    yield from trees_of_rule(rule)
    yield required(plan, rule)
    if isinstance(rule, Obligation) and (late := overdue(rule)) is not None:
        yield late


Outcome = tuple[object, ...]


def outcome(assessment: Assessment, local: str) -> Outcome:
    """What an item comes to, as far as two readings of its rule can differ in it."""
    item = item_of(assessment, local)
    parts = ("amount", "paid_by", "due_on")
    payments = tuple(_payment(each.to_dict()) for each in getattr(item, "payments", ()))
    nature = None if item.status.value == "ineligible" else getattr(item, "nature", None)
    return (item.status, nature, *(_plain(getattr(item, part, None)) for part in parts), payments)


def _plain(value: object) -> object:
    return tuple(value.items()) if isinstance(value, Mapping) else value


def _payment(told: Mapping[str, Any]) -> Outcome:
    return told["status"], tuple(told["amount"].items()), told["earliest"]


def gap(chosen: Assessment, other: Assessment, local: str) -> Outcome:
    """In what two assessments differ: the sums, and what the item comes to where that is not the same."""
    was, is_ = chosen.totals, other.totals
    sums = (_less(is_.assured, was.assured), _less(is_.possible, was.possible))
    statuses = (item_of(chosen, local).status, item_of(other, local).status)
    open_ = set(was.unquantified) ^ set(is_.unquantified)
    differ = outcome(chosen, local) != outcome(other, local)
    return (*sums, frozenset(open_), differ, statuses if statuses[0] != statuses[1] else None)


def _less(sum_: Decimal, than: Decimal) -> Decimal:
    # Fractions, for a Decimal subtracts no better than the caller's context lets it.
    return decimal_of(Fraction(sum_) - Fraction(than))


def item_of(assessment: Assessment, local: str) -> Item:
    """The result for one rule."""
    return next(item for item in assessment.items() if item.rule.id == local)


def _side(reading: Reading, assessment: Assessment, local: str) -> dict[str, Any]:
    item, totals = item_of(assessment, local), assessment.totals
    amount, due_on = getattr(item, "amount", None), getattr(item, "due_on", None)
    nature = getattr(item, "nature", None)
    return {
        "reading": reading.id,
        **reading.words.to_dict(),
        "status": item.status.value,
        "nature": None if nature is None else nature.value,
        "amount": amount.to_dict() if isinstance(amount, Interval) else None,
        "due_on": None if due_on is None else due_on.isoformat(),
        "assured": plain(totals.assured),
        "possible": plain(totals.possible),
    }
