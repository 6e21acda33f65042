"""What to ask next: the unknown facts that can still turn a result, and what each is worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from policyengine.errors import Bilingual
from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.compiled import compiled
from policyengine.evaluation.deciding.groups import Reaches, standing
from policyengine.evaluation.deciding.totals import limits_of
from policyengine.evaluation.inquiry.missing import turning
from policyengine.evaluation.inquiry.names import Names
from policyengine.evaluation.inquiry.opened import opened
from policyengine.evaluation.inquiry.reading import facts_used
from policyengine.evaluation.inquiry.unknowns import Open, Unknowns, Variable
from policyengine.evaluation.inquiry.worth import worth
from policyengine.evaluation.meaning.amounts import Reach
from policyengine.evaluation.meaning.ranges import ZERO
from policyengine.language.interval import plain


@dataclass(frozen=True, slots=True)
class Question:
    """One fact worth asking for.

    `decides`: the ids, with their city, of the rules it can turn. `worth`: the greatest change of the total
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

    @cached_property
    def _unknowns(self) -> Unknowns:
        return opened(self.case)

    @cached_property
    def _turning(self) -> Mapping[str, tuple[Variable, ...]]:
        return {id_: tuple(turning(rule)) for id_, rule in self._unknowns.opens.items()}

    @cached_property
    def _narrowed(self) -> Mapping[str, Open]:
        return {id_: rule.narrowed(self._turning[id_]) for id_, rule in self._unknowns.opens.items()}

    def missing(self, local: str) -> tuple[str, ...]:
        """The unknown facts that can turn a rule, in vocabulary order, rewards received last."""
        return self._missing[local]

    @cached_property
    def _missing(self) -> Mapping[str, tuple[str, ...]]:
        asked: dict[str, set[str]] = {}
        for id_, turned in self._turning.items():
            # What sends money back counts with the reward that it sends back.
            own = asked.setdefault(self._unknowns.opens[id_].drawn.rule.id, set())
            own |= {fact for variable in turned for fact in variable.asks}
        return {id_: self._names.in_order(facts) for id_, facts in asked.items()}

    @cached_property
    def _names(self) -> Names:
        return Names(self.case.plan.vocabulary, self.case.year)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The facts missing for any rule, most valuable first, unknown worth before none."""
        return tuple(sorted(self._questions(), key=_value, reverse=True))

    def _questions(self) -> Iterator[Question]:
        every = {fact for facts in self._missing.values() for fact in facts}
        for fact in self._names.in_order(every):
            yield self._question(fact, [id_ for id_, facts in self._missing.items() if fact in facts])

    def _question(self, fact: str, decides: list[str]) -> Question:
        controlled = [variable for variable in self._unknowns.variables if fact in variable.asks]
        pots = compiled(self.case.plan).pots
        change = worth(controlled, self._narrowed, pots, self._reaches, self._limits)
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


def _value(question: Question) -> tuple[int, Decimal]:
    if question.worth is None:
        return 1, Decimal(0)
    return (2 if question.worth else 0), question.worth
