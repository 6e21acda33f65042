"""What is not known of a case, as variables with a few values each, and what each rule makes of them.

A variable is an unknown fact, cut into the stretches that conditions tell apart; a number counted or summed
of a list that is not wholly known; or a condition over several of them, which counts as free.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.groups import Standing
from policyengine.evaluation.deciding.statuses import (
    Status,
    eligibility,
    obligation_status,
    settled_amount,
    truth_behind,
)
from policyengine.evaluation.inquiry.cells import LAST_NUMBERS
from policyengine.evaluation.inquiry.circuits import Circuit, restricted, settled
from policyengine.evaluation.inquiry.drawn import DrawnRule
from policyengine.evaluation.inquiry.names import tier_fact
from policyengine.evaluation.inquiry.turns import FIRST_DAY, LAST_DAY
from policyengine.evaluation.meaning.amounts import NIL, OPEN, Reach, ReachOf
from policyengine.evaluation.meaning.truth import Truth
from policyengine.language.tree import Value
from policyengine.rulebook.plan import Obligation, Reward
from policyengine.rulebook.provisions import Group


class Outcome(NamedTuple):
    """What comes out for one rule: its status, and what it can come to (nothing, but for rewards)."""

    status: str
    reach: Reach


@dataclass(frozen=True, slots=True)
class Sample:
    """One value that a variable may turn out to have, and what it makes of the atoms that read it."""

    value: Value | None
    truths: Mapping[int, Truth]


@dataclass(frozen=True, slots=True)
class Variable:
    """Something not known. `fact`: the fact it is, if it is one; `asks`: what would have to be asked."""

    number: int
    fact: str | None
    asks: tuple[str, ...]
    samples: tuple[Sample, ...]


Supposed: TypeAlias = tuple[tuple[Circuit, ...], tuple[tuple[str, Value], ...]]
"""A rule with some variables supposed: its gate, what it then asks, whether it is late, its tiers; and what
it computes with."""

CEILING = "ceiling"
"""What stands for the status of a ceiling, which has none."""

SHUT: Supposed = ((Truth.FALSE,), ())
"""Where the gate is shut, nothing else matters."""


@dataclass(frozen=True, slots=True)
class Open:
    """A rule that what is not known may still turn. `start`: nothing supposed; `variables`: what it reads.

    `reach`: what it pays; `first`: its first payment, where there are several. `rough`: its amount chooses
    between too many terms to say at which values it turns.
    """

    id: str
    case: Case = field(repr=False)
    drawn: DrawnRule = field(repr=False)
    start: Supposed
    variables: tuple[Variable, ...] = ()
    reach: ReachOf = field(repr=False, default=lambda known: NIL)
    first: ReachOf | None = field(repr=False, default=None)
    computed_from: frozenset[str] = frozenset()
    rough: bool = False

    @property
    def is_ceiling(self) -> bool:
        """Whether it is a ceiling of a group, whose amount is what it leaves."""
        return isinstance(self.drawn.rule, Group)

    def suppose(self, supposed: Supposed, variable: Variable, sample: Sample) -> Supposed:
        """The same with one variable more."""
        circuits = tuple(restricted(circuit, sample.truths) for circuit in supposed[0])
        if circuits[0] is Truth.FALSE:
            return SHUT
        if variable.fact in self.computed_from and sample.value is not None:
            return circuits, (*supposed[1], (variable.fact, sample.value))
        return circuits, supposed[1]

    def narrowed(self, turning: Collection[Variable]) -> Open:
        """The same rule reading only the variables that turn it; the others may as well be at their first."""
        start = self.start
        for variable in self.variables:
            if variable not in turning:
                start = self.suppose(start, variable, variable.samples[0])
        return replace(self, start=start, variables=tuple(turning))

    def outcome(self, supposed: Supposed) -> Outcome:
        """What comes out once every variable is supposed; an amount that grows with a fact has no high."""
        if supposed == SHUT:
            return self._decided(Truth.FALSE, Truth.FALSE, Truth.FALSE, NIL)
        gate, then, late = map(settled, supposed[0][:3])
        return self._decided(gate, then, late, self._reach(_known(supposed)))

    def standing(self, supposed: Supposed) -> Standing:
        """How a reward then stands among others that may be paid in its place."""
        status, reach = self.outcome(supposed)
        first = reach if self.first is None or supposed == SHUT else self.first(_known(supposed))
        return Standing(truth_behind(Status(status)), reach, reach, first)

    def _reach(self, known: dict[str, Value]) -> Reach:
        reach = self.reach(known)
        for name in self.computed_from:
            nearer = _inward(known.get(name))
            if nearer is not None and reach.high is not None:
                high = self.reach(known | {name: nearer}).high
                if high is None or high < reach.high:
                    return OPEN
        return reach

    def _decided(self, gate: Truth, then: Truth, late: Truth, reach: Reach) -> Outcome:
        rule = self.drawn.rule
        if self.drawn.payment is not None:
            return Outcome(f"{gate.name} {then.name}" if gate is Truth.TRUE else gate.name, NIL)
        if isinstance(rule, Group):
            return Outcome(CEILING, reach)
        if isinstance(rule, Obligation):
            return Outcome(obligation_status(gate, then, late), NIL)
        status = eligibility(gate)
        paid = settled_amount(reach, status, rule.nature) if isinstance(rule, Reward) else NIL
        return Outcome(status, paid)


def _known(supposed: Supposed) -> dict[str, Value]:
    """What an amount is worked out from: the facts it computes with, and which of its tiers hold."""
    known: dict[str, Value] = dict(supposed[1])
    for place, circuit in enumerate(supposed[0][3:]):
        tier = settled(circuit)
        if tier is not Truth.UNKNOWN:
            known[tier_fact(place)] = tier is Truth.TRUE
    return known


def _inward(value: Value | None) -> Value | None:
    """A value nearer to the others, for the first or last there is; None for any other."""
    if isinstance(value, Fraction):
        return value / 2 if value in LAST_NUMBERS else None
    if value == FIRST_DAY:
        return FIRST_DAY + A_CENTURY
    return LAST_DAY - A_CENTURY if value == LAST_DAY else None


A_CENTURY = timedelta(days=36525)


@dataclass(frozen=True, slots=True)
class Unknowns:
    """Everything open in a case: the rules by their local id, and the variables in the order of asking."""

    opens: Mapping[str, Open]
    variables: tuple[Variable, ...]
