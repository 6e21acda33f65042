"""A plan as one generated function: from the flat facts of a case to statuses, amounts and totals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from policyengine.evaluation.deciding.obligations import timing
from policyengine.evaluation.deciding.statuses import ObligationStatus, Status, obligation_status
from policyengine.evaluation.facts.derived import with_derived
from policyengine.evaluation.generated.function import written
from policyengine.evaluation.generated.slots import Slot, slots_of
from policyengine.evaluation.kept import kept
from policyengine.evaluation.meaning.amounts import Reach
from policyengine.evaluation.meaning.terms import Known
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.walk import facts_read
from policyengine.rulebook.plan import Obligation, Plan
from policyengine.rulebook.plan_wide import decided

End: TypeAlias = int | Fraction | None
"""An end of an amount in whole units, or in parts of one where it is finer; None where nothing bounds it."""


class Answer(NamedTuple):
    """What the function gives: by rule in the plan's order; each reward's two ends; the totals.

    `assured` and `possible` are None where the plain evaluator has to be asked for them.
    """

    statuses: tuple[Status | ObligationStatus, ...]
    ends: tuple[End, ...]
    assured: int | Fraction | None
    possible: int | Fraction | None


Decide: TypeAlias = Callable[[Sequence[object], Callable[[], Known]], Answer]


@dataclass(frozen=True, slots=True)
class Program:
    """The function of a plan, and how its arguments are made.

    `source`: the text of `decide`, to be read. `units`: into how many units it divides 元. Its arguments are
    the facts in their slots, then whether everyone is within its scope, of each one-off reward whether it
    can still be had, of each obligation what it is while it is not met, and last what nobody reads.
    `by_the_day`: the day alone tells when every obligation must be met, and no fact of the enterprise.
    """

    plan: Plan
    source: str
    decide: Decide
    units: int
    slots: tuple[Slot, ...]
    rules: tuple[str, ...]
    one_off: tuple[str, ...]
    by_the_day: bool

    def known(self, facts: Sequence[object]) -> Known:
        """What is known of a case, as the plain evaluator reads it, of the facts in their slots."""
        flat = ((slot, facts[slot.place]) for slot in self.slots)
        given = {slot.fact: slot.exact(value) for slot, value in flat if value is not None}
        return with_derived(given, self.plan.vocabulary)

    def unmet(self, as_of: date, year: int, known: Known) -> Iterator[ObligationStatus]:
        """What each obligation is on a day while it binds and is not met."""
        for rule in self.plan.obligations.values():
            over = timing(rule, self.plan.period, as_of, year, known).over
            yield obligation_status(Truth.TRUE, Truth.FALSE, over)

    @property
    def unread(self) -> int:
        """The place among the arguments of what nobody reads."""
        return len(self.slots) + 1 + len(self.one_off) + len(self.plan.obligations)

    def reach(self, low: End, high: End) -> Reach:
        """Two ends as the plain evaluator has them, in 元."""
        assert low is not None
        return Reach(Fraction(low) / self.units, None if high is None else Fraction(high) / self.units)


def _dated(rule: Obligation) -> bool:
    return any(facts_read(term) for term in (rule.by, rule.start) if term is not None)


@kept
def program(plan: Plan) -> Program:
    """The function of a plan, made once for each plan."""
    slots = slots_of(plan)
    function = written(plan, slots)
    scope = {**function.bound, "Answer": Answer}
    # INVARIANT: the source holds names made here, whole numbers and one-line comments, nothing else.
    exec(compile(function.source, "<a plan as a function>", "exec"), scope)
    rules = tuple(rule.id for rule in decided(plan))
    one_off = tuple(id_ for id_, rule in plan.rewards.items() if rule.once is not None)
    by_the_day = not any(map(_dated, plan.obligations.values()))
    return Program(plan, function.source, scope["decide"], function.units, slots, rules, one_off, by_the_day)
