"""Rewards, supports and obligations as columns: what each asks, its status, its amount and who pays."""

from __future__ import annotations

from sqlglot import exp

from policyengine.batch import ends
from policyengine.batch.amounts import amount_of, settled_amount
from policyengine.batch.comments import from_rule
from policyengine.batch.dialects.dialect import Sql
from policyengine.batch.ends import Ends
from policyengine.batch.groups import Standing, by_first_payment
from policyengine.batch.logic import FALSE, TRUE, both, negated
from policyengine.batch.meaning import truth_of
from policyengine.batch.numbers import ZERO, chosen
from policyengine.batch.obligations import due
from policyengine.batch.outputs import Outputs, Part
from policyengine.batch.payers import split
from policyengine.batch.payments import Paying
from policyengine.batch.reading import Reading
from policyengine.batch.received import Assumed, Record
from policyengine.batch.sheet import Stage
from policyengine.language.tree import ALWAYS
from policyengine.language.write import write
from policyengine.rulebook.choices import PaymentKind, Scope
from policyengine.rulebook.plan import Obligation, Reward, Support
from policyengine.rulebook.plan_wide import Decided, joined, requirements
from policyengine.rulebook.scope import REGISTERED_IN, registered
from policyengine.rulebook.statuses import ObligationStatus, Status


class Rules:
    """The rules of a plan being read one after the other into the same sheet."""

    def __init__(self, reading: Reading, assumed: Assumed, outputs: Outputs) -> None:
        self.reading, self.assumed, self.outputs = reading, assumed, outputs
        self.record = Record(reading, assumed)
        self.back: dict[str, Ends] = {}
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
        return negated(self.record.was(rule))

    # What it comes to

    def reward(self, rule: Reward) -> Standing:
        """A reward's columns, and how it stands among the others."""
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
        self._payments(rule, holds)
        had = _if_had(had, holds)
        return Standing(holds, reach, had, self._first(rule, holds, amounts, had), FALSE.copy())

    def _payments(self, rule: Reward, holds: Sql) -> None:
        if rule.payments or rule.clawbacks:
            payers = self.reading.of(rule.id, Stage.PAYERS)
            back = Paying(rule, holds, self.record, payers).tell(self.outputs.within(payers))
            if rule.clawbacks or any(each.kind is PaymentKind.SETTLEMENT for each in rule.payments):
                self.back[rule.id] = back

    def _first(self, rule: Reward, holds: Sql, reading: Reading, had: Ends) -> Ends:
        """What the first payment comes to if it can be had; asked where a group weighs by it."""
        weighed = any(by_first_payment(group) for group in self.reading.plan.groups)
        if not (rule.payments and weighed):
            return had
        amount = settled_amount(amount_of(rule.payments[0].amount, reading), TRUE, rule.nature)
        return ends.bound(_if_had(ends.bound(amount, reading.bind), holds), reading.bind)

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
