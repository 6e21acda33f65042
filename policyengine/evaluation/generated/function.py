"""The text of a plan's function, rule by rule, each under its id, its clauses and its title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from policyengine.evaluation.deciding.compiled import compiled
from policyengine.evaluation.deciding.plan_wide import required
from policyengine.evaluation.deciding.statuses import ObligationStatus, Status
from policyengine.evaluation.facts.derived import derived, signed
from policyengine.evaluation.generated.amounts import (
    Asked,
    Fixed,
    Form,
    Worked,
    form_of,
    in_units_of,
    indented,
    statements,
    units_of,
)
from policyengine.evaluation.generated.conditions import both_of, every
from policyengine.evaluation.generated.pots import Ends, totals_lines
from policyengine.evaluation.generated.slots import Slot
from policyengine.evaluation.generated.terms import Number, source_of, times
from policyengine.evaluation.generated.writing import INDENT, TRUTHS, Both, NotWritten, Writing, comment
from policyengine.language.tree import AllOf, AnyOf, AtLeast, Condition
from policyengine.language.walk import descend
from policyengine.rulebook.choices import Nature, Scope
from policyengine.rulebook.plan import Obligation, Plan, Reward, Support
from policyengine.rulebook.plan_wide import Decided, decided
from policyengine.rulebook.scope import registered


@dataclass(frozen=True, slots=True)
class Function:
    """The text, the values that its names are bound to, and into how many units it divides 元."""

    source: str
    bound: dict[str, Any]
    units: int


def written(plan: Plan, slots: Sequence[Slot]) -> Function:
    """The function of a plan over the facts in these slots."""
    return _Function(plan, slots).written()


class _Function:
    """One pass over the rules of a plan."""

    def __init__(self, plan: Plan, slots: Sequence[Slot]) -> None:
        self.plan, self.slots, self.rules = plan, slots, tuple(decided(plan))
        self.writing = Writing({slot.fact: slot for slot in slots}, signed(plan.vocabulary), _repeated(plan))
        self.number = {rule.id: number for number, rule in enumerate(self.rules)}
        self.forms: dict[str, Form] = {}
        self._statuses: dict[Both, str] = {}

    def written(self) -> Function:
        following = list(self._derived())
        self.forms = {id_: form_of(reward.amount, self.writing) for id_, reward in self.plan.rewards.items()}
        self.units = units_of(self.forms.values())
        self.here = self._here()
        rules = [line for rule in self.rules for line in self._rule(rule)]
        lines = [
            *self._arguments(),
            *following,
            *self.writing.lines,
            *rules,
            *self._totals(),
            *self._answer(),
        ]
        source = "\n".join(("def decide(facts, known):", *indented(lines), ""))
        bound = {**self.writing.bound, **TRUTHS, "in_units": in_units_of(self.units)}
        return Function(source, {**bound, **_STATUSES}, self.units)

    def _arguments(self) -> Iterator[str]:
        names = [self.writing.variable(slot) for slot in self.slots]
        names += ["everyone", *map(self._unpaid, self._one_off), *map(self._unmet, self.plan.obligations)]
        yield f"{', '.join(names)}, _ = facts"

    @property
    def _one_off(self) -> list[str]:
        return [id_ for id_, reward in self.plan.rewards.items() if reward.once is not None]

    def _unpaid(self, id_: str) -> str:
        return f"unpaid{self.number[id_]}"

    def _unmet(self, id_: str) -> str:
        return f"unmet{self.number[id_]}"

    def _derived(self) -> Iterator[str]:
        """What follows from other facts goes before what is given."""
        for definition, term, _ in derived(self.plan.vocabulary):
            slot = self.writing.slots.get(definition.name)
            if slot is None:
                continue
            try:
                source = source_of(term, self.writing)
            except NotWritten:
                self.writing.left_out.add(definition.name)
                continue
            variable, known = self.writing.variable(slot), " and ".join(source.guards) or "True"
            if not isinstance(source, Number):
                yield f"if {known}:"
                yield f"{INDENT}{variable} = {source.source}"
            elif isinstance(source.bottom, int) and slot.units and slot.units % source.bottom == 0:
                yield f"if {known}:"
                yield f"{INDENT}{variable} = {times(source.top, slot.units // source.bottom)}"
            else:
                under = self.writing.derived[definition.name] = f"under{slot.place}"
                yield f"{under} = {slot.units}"
                yield f"if {known}:"
                yield f"{INDENT}{variable}, {under} = {source.top}, {source.bottom}"

    def _here(self) -> Both:
        """That an enterprise is registered in the jurisdiction, or is taken to be."""
        place = both_of(registered(self.plan), self.writing)
        return self.writing.keep(Both(f"everyone or {place.holds}", f"not everyone and {place.fails}"))

    # Rules --------------------------------------------------------------------------------------

    def _rule(self, rule: Decided) -> Iterator[str]:
        yield comment(f"{rule.id} · {'、'.join(_clauses(rule))} · {rule.title.zh}")
        match rule:
            case Reward():
                yield from self._reward(rule)
            case Support():
                yield from self._status(rule, self._whole(rule, rule.when))
            case Obligation():
                yield self._obligation(rule)

    def _whole(self, rule: Decided, own: Condition, *more: Both) -> Both:
        scope = (self.here,) if rule.scope is Scope.REGISTERED else ()
        asked = (required(self.plan, rule), own)
        return every([*scope, *more, *(both_of(each, self.writing) for each in asked)])

    def _status(self, rule: Decided, whole: Both) -> Iterator[str]:
        """The status; of rules that ask the same, worked out once."""
        name = f"status{self.number[rule.id]}"
        same = self._statuses.setdefault(whole, name)
        if same != name:
            yield f"{name} = {same}"
            return
        yield f"{name} = ELIGIBLE if {whole.holds} else INELIGIBLE if {whole.fails} else UNDETERMINED"

    def _reward(self, rule: Reward) -> Iterator[str]:
        unpaid = self._unpaid(rule.id)
        once = () if rule.once is None else (Both(unpaid, f"{unpaid} is False"),)
        yield from self._status(rule, self._whole(rule, rule.when, *once))
        number, form = self.number[rule.id], self.forms[rule.id]
        status, low, high = f"status{number}", f"low{number}", f"high{number}"
        entitled = rule.nature is Nature.ENTITLEMENT
        yield f"if {status} is INELIGIBLE:"
        yield f"{INDENT}{low} = {high} = 0"
        yield "else:"
        yield from indented(statements(form, low, high, self.units, self._known))
        if not entitled:
            yield f"{INDENT}{low} = 0"
        elif not (isinstance(form, Fixed) and form.reach.low == 0):
            yield f"{INDENT}if {status} is not ELIGIBLE:"
            yield f"{INDENT * 2}{low} = 0"

    @property
    def _known(self) -> str:
        return "known_" if self.writing.asks_known else "known()"

    def _obligation(self, rule: Obligation) -> str:
        bound, met = self._whole(rule, rule.bound), both_of(rule.requires, self.writing)
        while_bound = f"MET if {met.holds} else {self._unmet(rule.id)} if {met.fails} else OPEN"
        whole = f"({while_bound}) if {bound.holds} else NOT_BOUND if {bound.fails} else OPEN"
        return f"status{self.number[rule.id]} = {whole}"

    # Together -----------------------------------------------------------------------------------

    def _totals(self) -> Iterator[str]:
        yield comment("together")
        ends = {id_: self._ends(id_) for id_ in self.plan.rewards}
        try:
            yield from list(totals_lines(self.plan, compiled(self.plan), ends, self.units))
        except NotWritten:
            yield "assured = possible = None"

    def _ends(self, id_: str) -> Ends:
        number = self.number[id_]
        return Ends(f"low{number}", f"high{number}", _may_be_open(self.forms[id_]))

    def _answer(self) -> Iterator[str]:
        statuses = "".join(f"status{number}, " for number in self.number.values())
        ends = "".join(f"low{self.number[id_]}, high{self.number[id_]}, " for id_ in self.plan.rewards)
        yield f"return Answer(({statuses}), ({ends}), assured, possible)"


_STATUSES: dict[str, Any] = {
    "ELIGIBLE": Status.ELIGIBLE,
    "INELIGIBLE": Status.INELIGIBLE,
    "UNDETERMINED": Status.UNDETERMINED,
    "NOT_BOUND": ObligationStatus.NOT_BOUND,
    "MET": ObligationStatus.MET,
    "OPEN": ObligationStatus.UNDETERMINED,
}


def _clauses(rule: Decided) -> tuple[str, ...]:
    return tuple(dict.fromkeys(citation.clause for citation in rule.cite))


def _may_be_open(form: Form) -> bool:
    match form:
        case Fixed(reach=reach):
            return reach.high is None
        case Worked() | Asked():
            return True
        case _:
            return _may_be_open(form.amount) or _may_be_open(form.rest) or not _fixed(form.amount, form.rest)


def _fixed(*forms: Form) -> bool:
    return all(isinstance(form, Fixed) for form in forms)


def _repeated(plan: Plan) -> frozenset[Condition]:
    """The joined conditions that several rules ask, or one of them several times."""
    counted: Counter[Condition] = Counter()
    for rule in decided(plan):
        own = (rule.bound, rule.requires) if isinstance(rule, Obligation) else (rule.when,)
        for condition in (*own, required(plan, rule)):
            counted.update(node for node in descend(condition) if isinstance(node, AllOf | AnyOf | AtLeast))
    return frozenset(condition for condition, times_ in counted.items() if times_ > 1)
