"""Rewards, supports and obligations as columns: what each asks, its status, its amount and who pays."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from policyengine.batch import ends
from policyengine.batch.amounts import amount_of, settled_amount
from policyengine.batch.comments import from_rule
from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.ends import Ends
from policyengine.batch.groups import Standing
from policyengine.batch.inputs import InputColumn
from policyengine.batch.logic import FALSE, TRUE, both, negated
from policyengine.batch.meaning import truth_of
from policyengine.batch.numbers import ZERO, chosen
from policyengine.batch.obligations import due
from policyengine.batch.outputs import Outputs, Part
from policyengine.batch.payers import split
from policyengine.batch.reading import Reading
from policyengine.batch.refused import Inexpressible
from policyengine.batch.sheet import Stage, column
from policyengine.batch.storage import column_type
from policyengine.language.tree import ALWAYS, Kind
from policyengine.language.write import write
from policyengine.rulebook.choices import Scope
from policyengine.rulebook.plan import Obligation, Reward, Support
from policyengine.rulebook.plan_wide import Decided, joined, requirements
from policyengine.rulebook.scope import REGISTERED_IN, registered
from policyengine.rulebook.statuses import ObligationStatus, Status


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is taken for granted: that enterprises are registered here, that nothing was received before.

    `not_received`: True takes nothing as received even against the table, None only where the table says
    nothing, False never.
    """

    registered: bool = False
    not_received: bool | None = None


class Rules:
    """The rules of a plan being read one after the other into the same sheet."""

    def __init__(self, reading: Reading, assumed: Assumed, outputs: Outputs) -> None:
        self.reading, self.assumed, self.outputs = reading, assumed, outputs
        self.received: list[InputColumn] = []
        self._registered: Sql | None = None

    # What a rule asks

    def in_scope(self, rule: Decided) -> Sql:
        """That the rule reaches the enterprise."""
        if rule.scope is not Scope.REGISTERED or self.assumed.registered:
            return TRUE.copy()
        if self._registered is None:
            plan = self.reading.plan
            here = self.reading.of(REGISTERED_IN, Stage.CONDITIONS)
            why = f"{plan.city}: {write(registered(plan))}"
            self._registered = here.truth("registered_here", truth_of(registered(plan), here), why)
        return self._registered.copy()

    def _asked(self, rule: Decided, reading: Reading) -> Sql:
        """What the plan asks beside the rule's own condition."""
        required = joined(requirements(reading.plan, rule))
        return TRUE.copy() if required == ALWAYS else truth_of(required, reading)

    def _holds(self, rule: Reward | Support, unpaid: Sql) -> Sql:
        reading = self.reading.of(rule.id, Stage.CONDITIONS)
        holds = both(self.in_scope(rule), unpaid, self._asked(rule, reading), truth_of(rule.when, reading))
        if holds == TRUE:
            return holds
        return reading.truth(f"{rule.id}__holds", holds, f"{rule.id}: {write(rule.when)}")

    def _unpaid(self, rule: Reward) -> Sql:
        """That a reward can still be had: it is not a one-off that was paid before."""
        if rule.once is None or self.assumed.not_received is True:
            return TRUE.copy()
        name = f"received__{rule.id}"
        type_ = column_type(Kind.BOOLEAN, numbered=self.reading.dialect.numbered)
        written = type_.sql(dialect=self.reading.dialect.written_as)
        at = self.reading.sheet.define(name, column(name), f"{rule.title.en}: received before", Stage.FACTS)
        self.received.append(InputColumn(name, f"received: {rule.id}", Kind.BOOLEAN, written))
        had = self.reading.read_truth(at)
        if self.assumed.not_received is False:
            return negated(had)
        # Where the table says nothing, nothing is taken as received.
        case = exp.Case().when(had, exp.Literal.number(0)).else_(exp.Literal.number(1))
        return exp.EQ(this=exp.Paren(this=case), expression=exp.Literal.number(1))

    # What it comes to

    def reward(self, rule: Reward) -> Standing:
        """A reward's columns, and how it stands among the others."""
        if rule.payments or rule.clawbacks:
            raise Inexpressible("分期拨付、预拨清算或追回", "payments in parts, or money that goes back")
        holds = self._holds(rule, self._unpaid(rule))
        amounts = self.reading.of(rule.id, Stage.AMOUNTS)
        outputs = self.outputs.within(amounts)
        self._status(outputs, rule, holds)
        had = ends.bound(settled_amount(self._amount(rule, amounts), TRUE, rule.nature), amounts.bind)
        reach = settled_amount(had, holds, rule.nature)
        reach = outputs.money(rule.id, rule.id, reach, self._why(rule, "amount"))
        payers = self.reading.of(rule.id, Stage.PAYERS)
        paying = outputs.within(payers)
        for payer, part in split(reach, rule.paid_by, payers).items():
            why = self._why(rule, f"paid by {payer}")
            paying.money(f"{rule.id}__{payer}", rule.id, part, why, payer)
        return Standing(holds, reach, _if_had(had, holds), FALSE.copy())

    def _amount(self, rule: Reward, reading: Reading) -> Ends:
        return amount_of(rule.amount, reading)

    def support(self, rule: Support) -> None:
        """A support's column."""
        holds = self._holds(rule, TRUE.copy())
        outputs = self.outputs.within(self.reading.of(rule.id, Stage.AMOUNTS))
        self._status(outputs, rule, holds)

    def obligation(self, rule: Obligation) -> None:
        """An obligation's columns."""
        reading = self.reading.of(rule.id, Stage.CONDITIONS)
        bound = both(self.in_scope(rule), self._asked(rule, reading), truth_of(rule.bound, reading))
        requires = truth_of(rule.requires, reading)
        if bound != TRUE:
            bound = reading.truth(f"{rule.id}__bound", bound, f"{rule.id}: {write(rule.bound)}")
        requires = reading.truth(f"{rule.id}__done", requires, f"{rule.id}: {write(rule.requires)}")
        falls = due(rule, reading)
        outputs = self.outputs.within(self.reading.of(rule.id, Stage.AMOUNTS))
        how = _obligation_status(bound, requires, falls.over)
        outputs.text(f"{rule.id}__status", rule.id, Part.STATUS, how, self._why(rule, "status"))
        if falls.on is not None:
            outputs.day(f"{rule.id}__due_on", rule.id, Part.DUE_ON, falls.on, self._why(rule, "due on"))

    def _status(self, outputs: Outputs, rule: Reward | Support, holds: Sql) -> None:
        outputs.text(
            f"{rule.id}__status", rule.id, Part.STATUS, _eligibility(holds), self._why(rule, "status")
        )

    def _why(self, rule: Reward | Support | Obligation, part: str) -> str:
        return from_rule(self.reading.plan.city, rule, part)


def _if_had(had: Ends, holds: Sql) -> Ends:
    """What a reward comes to if it can be had; nothing where it cannot."""
    nothing = [(negated(holds), ZERO)]
    return Ends(chosen(nothing, had.low), chosen(nothing, had.high))


def _eligibility(holds: Sql) -> Sql:
    return _words([(holds, Status.ELIGIBLE), (negated(holds), Status.INELIGIBLE)], Status.UNDETERMINED)


def _obligation_status(bound: Sql, requires: Sql, over: Sql) -> Sql:
    unmet = both(bound, negated(requires))
    return _words(
        [
            (negated(bound), ObligationStatus.NOT_BOUND),
            (both(bound, requires), ObligationStatus.MET),
            (both(unmet, over), ObligationStatus.UNMET),
            (both(unmet, negated(over)), ObligationStatus.DUE),
        ],
        ObligationStatus.UNDETERMINED,
    )


def _words(branches: list[tuple[Sql, Status]] | list[tuple[Sql, ObligationStatus]], otherwise: str) -> Sql:
    """The first word whose condition holds; what can never hold is left out."""
    case = exp.Case()
    for when, word in branches:
        if when == TRUE:
            otherwise = word.value
            break
        if when != FALSE:
            case = case.when(when.copy(), exp.Literal.string(word.value))
    last = exp.Literal.string(str(otherwise))
    return case.else_(last) if case.args.get("ifs") else last
