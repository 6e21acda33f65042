"""What to ask next: the unknown facts that can still turn a result, and what each is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from policyengine.errors import Bilingual
from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.compiled import compiled
from policyengine.evaluation.deciding.groups import Reaches
from policyengine.evaluation.deciding.scope import REGISTERED_IN
from policyengine.evaluation.facts.derived import sources_of
from policyengine.evaluation.facts.received import RECEIVED
from policyengine.evaluation.inquiry.missing import turning
from policyengine.evaluation.inquiry.unknowns import Open, Unknowns, Variable, unknowns
from policyengine.evaluation.inquiry.worth import worth
from policyengine.language.interval import decimal_of, plain
from policyengine.language.walk import facts_read
from policyengine.rulebook.choices import Scope
from policyengine.rulebook.plan import Obligation, Reward, Support


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
        return unknowns(self.case)

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
        return {id_: tuple(self._asked(turning)) for id_, turning in self._turning.items()}

    def _asked(self, variables: Iterable[Variable]) -> Iterator[str]:
        asked = {fact for variable in variables for fact in variable.asks}
        return (fact for fact in self._order if fact in asked) if asked else iter(())

    @property
    def _order(self) -> tuple[str, ...]:
        return (*self.case.plan.vocabulary.by_name, RECEIVED)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The facts missing for any rule, most valuable first, unknown worth before none."""
        return tuple(sorted(self._questions(), key=_value, reverse=True))

    def _questions(self) -> Iterator[Question]:
        for fact in self._order:
            decides = [id_ for id_, facts in self._missing.items() if fact in facts]
            if decides:
                yield self._question(fact, decides)

    def _question(self, fact: str, decides: list[str]) -> Question:
        controlled = [variable for variable in self._unknowns.variables if fact in variable.asks]
        change = worth(controlled, self._narrowed, compiled(self.case.plan).pots, self._reaches)
        told = self.case.plan.vocabulary.find(fact) or self.case.facts.asked
        value = None if change is None else decimal_of(change)
        return Question(fact, told.label, told.question, tuple(map(self.case.qualified, decides)), value)

    @cached_property
    def facts_used(self) -> tuple[str, ...]:
        """Every fact that the rules read, known or not, with what it follows from, in vocabulary order."""
        plan = self.case.plan
        read = set(_read(self.case))
        sources = sources_of(plan.vocabulary)
        read |= {source for fact in read for source in sources.get(fact, ())}
        return tuple(fact for fact in self._order if fact in read)


def _value(question: Question) -> tuple[int, Decimal]:
    if question.worth is None:
        return 1, Decimal(0)
    return (2 if question.worth else 0), question.worth


def _read(case: Case) -> Iterator[str]:
    plan = case.plan
    for reward in plan.rewards.values():
        yield from (*facts_read(reward.when), *facts_read(reward.amount))
        yield from (RECEIVED,) if reward.once else ()
    for support in plan.supports.values():
        yield from facts_read(support.when)
    for rule in plan.obligations.values():
        yield from (*facts_read(rule.bound), *facts_read(rule.requires))
    reaching: tuple[Reward | Support | Obligation, ...] = (
        *plan.rewards.values(),
        *plan.supports.values(),
        *plan.obligations.values(),
    )
    if any(rule.scope is Scope.REGISTERED for rule in reaching):
        yield REGISTERED_IN
