"""What to ask next: the unknown facts that can still turn a result, and what each is worth.

Asked is what can turn an item's status or amount; what a ceiling leaves, or whether it is reached, where that
can change the total; and the day before which a payment that can be had is not made. Not asked is what
decides only who pays, what a fund has left, or which amounts and days a record of rewards leaves out. Only
the first kind is missing for an item.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from policyengine.errors import Bilingual
from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.compiled import compiled
from policyengine.evaluation.deciding.groups import Pot, Reaches, standing
from policyengine.evaluation.deciding.totals import limits_of
from policyengine.evaluation.inquiry.ceilings import Ceilings
from policyengine.evaluation.inquiry.circuits import atoms_in
from policyengine.evaluation.inquiry.footing import Change, Footing, Missing, State, Worth
from policyengine.evaluation.inquiry.missing import surely_turning, turning
from policyengine.evaluation.inquiry.names import Names
from policyengine.evaluation.inquiry.opened import opened
from policyengine.evaluation.inquiry.reading import facts_used
from policyengine.evaluation.inquiry.unknowns import Open, Unknowns, Variable
from policyengine.evaluation.inquiry.worth import worth
from policyengine.evaluation.meaning.amounts import NIL, Reach
from policyengine.evaluation.meaning.ranges import ZERO
from policyengine.language.interval import plain


@dataclass(frozen=True, slots=True)
class Question:
    """One fact worth asking for.

    `decides`: the ids, with their city, of the rules it can turn; of a ceiling, those of the rewards under
    it that can be had; of a day, that of the reward paid on it. `worth`: the greatest change of the total
    in 元 that it makes alone; None where it turns a reward of no known amount.
    """

    fact: str
    label: Bilingual
    question: Bilingual
    decides: tuple[str, ...]
    worth: Decimal | None

    def to_dict(self) -> dict[str, Any]:
        """The contract's form."""
        return {
            "fact": self.fact,
            "label": self.label.to_dict(),
            "question": self.question.to_dict(),
            "decides": list(self.decides),
            "worth": None if self.worth is None else plain(self.worth),
        }


class Inquiry:
    """What is still open in a case, worked out when first asked for and kept."""

    def __init__(self, case: Case, reaches: Reaches) -> None:
        self.case, self._reaches = case, reaches
        self._turned: dict[str, tuple[Variable, ...]] = {}

    @cached_property
    def _unknowns(self) -> Unknowns:
        return opened(self.case)

    def _turning(self, id_: str) -> tuple[Variable, ...]:
        """What can turn a rule. Kept, for many ask of few rules and few of all."""
        if id_ not in self._turned:
            self._turned[id_] = tuple(turning(self._unknowns.opens[id_]))
        return self._turned[id_]

    @cached_property
    def _narrowed(self) -> Mapping[str, Open]:
        return {id_: rule.narrowed(self._turning(id_)) for id_, rule in self._unknowns.opens.items()}

    def missing(self, local: str) -> tuple[str, ...]:
        """The unknown facts that can turn a rule, in vocabulary order, rewards received last."""
        footing = self._state.footings.by_rule.get(local)
        if footing is None:
            return self._all_missing(local)
        if self._state.settled(footing):
            return ()
        state = self._state.of_all(footing.beside)
        found = footing.missing.of(state, lambda: self._missing_alone(local, footing))
        # Where there are too many ways to go through, what the other rules tell apart counts too.
        return found.facts if found.surely else self._all_missing(local)

    def _missing_alone(self, local: str, footing: Footing) -> Missing:
        turned = surely_turning(opened(self.case, footing.beside).opens[local])
        return Missing((), surely=False) if turned is None else Missing(self._asked(turned), surely=True)

    def _all_missing(self, local: str) -> tuple[str, ...]:
        turned = (variable for id_ in self._of_item[local] for variable in self._turning(id_))
        return self._asked(turned)

    def _asked(self, turned: Iterable[Variable]) -> tuple[str, ...]:
        return self._names.in_order({fact for variable in turned for fact in variable.asks})

    @cached_property
    def _state(self) -> State:
        return State(self.case)

    @cached_property
    def _missing(self) -> Mapping[str, tuple[str, ...]]:
        if self._state.footings.whole:
            return {local: self.missing(local) for local in self._state.footings.by_rule}
        return {local: self.missing(local) for local in self._of_item}

    @cached_property
    def _of_item(self) -> Mapping[str, Sequence[str]]:
        """What is open of each reward, support and obligation; what sends a reward back counts with it."""
        of_item: dict[str, list[str]] = {}
        for id_, rule in self._unknowns.opens.items():
            if rule.drawn.an_item:
                of_item.setdefault(rule.drawn.rule.id, []).append(id_)
        return of_item

    @cached_property
    def _names(self) -> Names:
        return Names(self.case.plan.vocabulary, self.case.year)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The facts that can turn anything, most valuable first, unknown worth before none."""
        return tuple(sorted(self._questions(), key=_value, reverse=True))

    def _questions(self) -> Iterator[Question]:
        decides: dict[str, set[str]] = {}
        beside = () if self._state.footings.whole else self._beside()
        for id_, facts in (*self._missing.items(), *beside):
            for fact in facts:
                decides.setdefault(fact, set()).add(id_)
        for fact in self._names.in_order(decides):
            yield self._question(fact, [id_ for id_ in self._missing if id_ in decides[fact]])

    def _beside(self) -> Iterator[tuple[str, Collection[str]]]:
        """The rewards for which facts are asked that turn neither their status nor their amount."""
        for id_, rule in self._unknowns.opens.items():
            if rule.drawn.payment is not None:
                yield rule.drawn.rule.id, self._of_the_day(id_, self._turning(id_))
        for group in self._ceilings.ids:
            facts = self._of_ceilings(group)
            for reward in self._ceilings.rewards(group):
                if self._reaches[reward] != NIL:
                    yield reward, facts

    def _of_the_day(self, id_: str, turned: Collection[Variable]) -> set[str]:
        """What decides whether the day of a payment has come, where it can be had."""
        day = self._unknowns.opens[id_].start[0][1:2]
        read = {number for circuit in day for number in atoms_in(circuit)}
        return {fact for each in turned if read & each.samples[0].truths.keys() for fact in each.asks}

    def _of_ceilings(self, group: str) -> set[str]:
        """What turns the ceilings of a group so that the total can change, by them and by all of it."""
        apart = dict(self._narrowed)
        own: dict[int, Variable] = {}
        for id_ in self._ceilings.ids[group]:
            # As if these ceilings alone read what they read.
            read = tuple(replace(each, number=-1 - each.number) for each in apart[id_].variables)
            apart[id_] = replace(apart[id_], variables=read)
            own |= {each.number: each for each in read}
        asked = {fact for variable in own.values() for fact in variable.asks}
        missing = {fact for facts in self._missing.values() for fact in facts}
        return {
            fact
            for fact in asked
            if self._change([each for each in own.values() if fact in each.asks], apart) != 0
            and (fact in missing or self._worth(fact) != 0)
        }

    def _change(
        self, controlled: Collection[Variable], opens: Mapping[str, Open], pots: Iterable[Pot] | None = None
    ) -> Fraction | None:
        every = compiled(self.case.plan).pots if pots is None else pots
        return worth(controlled, opens, every, self._ceilings, self._reaches, self._limits)

    def _worth(self, fact: str) -> Fraction | None:
        rules = self._state.footings
        if not rules.whole:
            return self._change(_asking(fact, self._unknowns), self._narrowed)
        of_fact = rules.worths.get(fact)
        if of_fact is None:
            # What no reward reads is worth nothing.
            return ZERO
        state = self._state.of_all(of_fact.rules)
        return of_fact.worth.of(state, lambda: self._worth_alone(fact, of_fact)).change

    def _worth_alone(self, fact: str, of_fact: Worth) -> Change:
        found = opened(self.case, of_fact.rules)
        narrowed = {id_: rule.narrowed(turning(rule)) for id_, rule in found.opens.items()}
        return Change(self._change(_asking(fact, found), narrowed, of_fact.pots))

    @cached_property
    def _ceilings(self) -> Ceilings:
        return Ceilings(self.case)

    def _question(self, fact: str, decides: list[str]) -> Question:
        change = self._worth(fact)
        told = self.case.plan.vocabulary.find(fact) or self.case.facts.asked
        value = None if change is None else Reach(ZERO, change).interval.high
        return Question(fact, told.label, told.question, tuple(map(self.case.qualified, decides)), value)

    @cached_property
    def _limits(self) -> Reaches:
        return limits_of(self.case, {id_: standing(reach) for id_, reach in self._reaches.items()})

    @cached_property
    def facts_used(self) -> tuple[str, ...]:
        """Every fact that the rules read, known or not, with what it follows from, in vocabulary order."""
        return self._names.in_order(map(self._names.given_as, facts_used(self.case.plan)))


def _asking(fact: str, unknowns: Unknowns) -> list[Variable]:
    """What knowing a fact settles."""
    return [variable for variable in unknowns.variables if fact in variable.asks]


def _value(question: Question) -> tuple[int, Decimal]:
    if question.worth is None:
        return 1, Decimal(0)
    return (2 if question.worth else 0), question.worth
