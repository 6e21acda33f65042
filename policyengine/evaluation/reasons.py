"""Why: a condition with its words, its value and the facts it read, and likewise each of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from policyengine.errors import Bilingual
from policyengine.evaluation.deciding.case import Case
from policyengine.evaluation.deciding.compiled import compiled
from policyengine.evaluation.deciding.plan_wide import required
from policyengine.evaluation.facts.dated import of_year
from policyengine.evaluation.facts.derived import plain_of, signed
from policyengine.evaluation.facts.received import RECEIVED, Received
from policyengine.evaluation.kept import kept
from policyengine.evaluation.meaning.kleene import TruthOf, truth_of
from policyengine.evaluation.meaning.terms import Known
from policyengine.language.as_dict import kind_name
from policyengine.language.en import read_en
from policyengine.language.facts import FactDefinition, Vocabulary
from policyengine.language.forms import asks
from policyengine.language.tree import (
    ALWAYS,
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Kind,
    Named,
    Not,
)
from policyengine.language.types import TYPES
from policyengine.language.walk import as_condition, facts_read
from policyengine.language.zh import read_zh
from policyengine.rulebook.choices import Per, Scope
from policyengine.rulebook.paying import Clawback, Payment
from policyengine.rulebook.plan import Obligation, Plan, Reward, Support
from policyengine.rulebook.plan_wide import Decided, decided, requirements
from policyengine.rulebook.scope import REGISTERED_IN


@dataclass(frozen=True, slots=True)
class Reason:
    """One node of a condition tree. `value` is None while unknown, and so is each of `facts` it reads."""

    kind: str
    words: Bilingual
    value: bool | None
    facts: Mapping[str, str | bool | None]
    parts: tuple[Reason, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The contract's form."""
        return {
            "kind": self.kind,
            **self.words.to_dict(),
            "value": self.value,
            "facts": dict(self.facts),
            "parts": [part.to_dict() for part in self.parts],
        }


@dataclass(frozen=True, slots=True)
class Told:
    """A condition with its words and reader, before any enterprise is asked about."""

    kind: str
    words: Bilingual
    facts: tuple[FactDefinition, ...]
    condition: Condition
    truth: TruthOf
    parts: tuple[Told, ...]

    def of(self, known: Known, year: int) -> Reason:
        """Why it has the value it has. Figures bear the names by which a profile of the year gives them."""
        facts = {
            of_year(definition.name, year): plain_of(definition)(known.get(definition.name))
            for definition in self.facts
        }
        value = self.truth(known).settled
        return Reason(
            self.kind,
            self.words,
            value,
            MappingProxyType(facts),
            tuple(part.of(known, year) for part in self.parts),
        )


def told(condition: Condition, vocabulary: Vocabulary) -> Told:
    """A condition in words."""
    return Told(
        kind_name(condition),
        Bilingual(zh=read_zh(condition, vocabulary), en=read_en(condition, vocabulary)),
        tuple(vocabulary[name] for name in facts_read(condition)),
        condition,
        truth_of(condition, signed(vocabulary)),
        tuple(told(part, vocabulary) for part in _parts(condition)),
    )


@kept
def told_by(plan: Plan) -> Mapping[tuple[str, str], Told]:
    """Every condition of a plan in words, by its rule and key; the words are found once a plan."""
    return {key: told(condition, plan.vocabulary) for key, condition in _conditions(plan)}


def _conditions(plan: Plan) -> Iterator[tuple[tuple[str, str], Condition]]:
    for reward in plan.rewards.values():
        yield (reward.id, "when"), reward.when
        parts: tuple[Payment | Clawback, ...] = (*reward.payments, *reward.clawbacks)
        for part in parts:
            yield (reward.id, _key(part)), part.when
    for support in plan.supports.values():
        yield (support.id, "when"), support.when
    for duty in plan.obligations.values():
        yield (duty.id, "when"), duty.bound
        yield (duty.id, "requires"), duty.requires


@kept
def told_beside(plan: Plan) -> Mapping[str, Told | None]:
    """What each rule asks beside its own condition and scope, in words: a title and a condition each."""
    return {rule.id: _beside(plan, rule) for rule in decided(plan)}


def _beside(plan: Plan, rule: Decided) -> Told | None:
    every = requirements(plan, rule)
    if not every:
        return None
    parts = tuple(_titled(each.title, told(each.condition, plan.vocabulary)) for each in every)
    facts = {definition.name: definition for part in parts for definition in part.facts}
    words = Bilingual(
        zh=f"方案的共同规定：{'；'.join(each.title.zh for each in every)}",
        en=f"what the plan asks of many rules: {'; '.join(each.title.en for each in every)}",
    )
    whole = required(plan, rule)
    truth = truth_of(whole, signed(plan.vocabulary))
    return Told("all", words, tuple(facts.values()), whole, truth, parts)


def _titled(title: Bilingual, condition: Told) -> Told:
    zh, en = condition.words.zh, condition.words.en
    return replace(condition, words=Bilingual(zh=f"{title.zh}：{zh}", en=f"{title.en}: {en}"))


def reasons(case: Case, rule: Reward | Support | Obligation) -> Mapping[str, Reason | None]:
    """Why one rule comes out as it does: scope, what the plan asks of many, its own condition, and the rest.

    That is what it requires, and what was received.
    """
    trees, beside = told_by(case.plan), told_beside(case.plan)[rule.id]
    found: dict[str, Reason | None] = {
        "scope": scope_reason(case, rule),
        "plan_wide": None if beside is None else beside.of(case.known, case.year),
        "when": trees[rule.id, "when"].of(case.known, case.year),
    }
    if isinstance(rule, Obligation):
        found["requires"] = trees[rule.id, "requires"].of(case.known, case.year)
    found["received"] = received_reason(case, rule) if isinstance(rule, Reward) else None
    return MappingProxyType(found)


def payment_reason(case: Case, reward: Reward, part: Payment | Clawback) -> Reason | None:
    """Why one payment of a reward falls due, or its money goes back; None where nothing is asked for it."""
    if part.when == ALWAYS:
        return None
    return told_by(case.plan)[reward.id, _key(part)].of(case.known, case.year)


def _key(part: Payment | Clawback) -> str:
    return f"{'payment' if isinstance(part, Payment) else 'clawback'}:{part.id}"


def _parts(condition: Condition) -> tuple[Condition, ...]:
    match condition:
        case Not(part=part):
            return (part,)
        case AllOf(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            return parts
        case Named(what=what) if asks(what):
            # What a definition means stands under its name, for whoever wants to look.
            return (as_condition(what),)
        case _:
            return ()


ANYWHERE = Bilingual(zh="不限企业注册地", en="wherever the enterprise is registered")
"""What is said of the scope of a rule that reaches everyone."""


def scope_reason(case: Case, rule: Reward | Support | Obligation) -> Reason:
    """Why a rule reaches the enterprise or does not."""
    if rule.scope is Scope.ANY:
        return Reason("scope", ANYWHERE, True, {})
    if case.assume_registered:
        return Reason("scope", scope_assumed(case.plan.name), True, {})
    code = case.known.get(REGISTERED_IN)
    facts = {REGISTERED_IN: None if code is None else str(code)}
    here = compiled(case.plan).registered(case.known).settled
    return Reason("scope", scope_asked(case.plan.name), here, facts)


def scope_asked(place: Bilingual) -> Bilingual:
    """What is said of the scope of a rule that reaches the enterprises of a place."""
    return Bilingual(zh=f"企业注册在{place.zh}", en=f"the enterprise is registered in {place.en}")


def scope_assumed(place: Bilingual) -> Bilingual:
    """The same where it is taken for granted."""
    return Bilingual(
        zh=f"假定企业注册在{place.zh}", en=f"the enterprise is taken to be registered in {place.en}"
    )


def received_reason(case: Case, reward: Reward) -> Reason | None:
    """Why a one-off reward can still be had or cannot; None for a reward that is not one-off."""
    if not reward.once:
        return None
    paid = case.payment(reward)
    if paid is None:
        words = not_received(reward)
        facts: dict[str, str | bool | None] = {} if case.takes_as_unpaid else {RECEIVED: None}
        return Reason(RECEIVED, words, case.unpaid(reward).settled, facts)
    on = None if paid.on is None else paid.on.isoformat()
    return Reason(RECEIVED, _paid(paid, reward.once), False, {RECEIVED: on})


def not_received(reward: Reward) -> Bilingual:
    """What is said of a one-off reward that can still be had."""
    return _NOT_THIS_YEAR if reward.once is Per.YEAR else _NOT_BEFORE


_NOT_BEFORE = Bilingual(
    zh="该奖补为一次性，此前未获得过", en="this is a one-off reward and has not been received before"
)
_NOT_THIS_YEAR = Bilingual(
    zh="该奖补每年一次，当年未获得过", en="this reward is paid once a year, and was not this year"
)


def _paid(paid: Received, once: Per | None) -> Bilingual:
    day, money = TYPES[Kind.DATE], TYPES[Kind.MONEY]
    on = (
        Bilingual("此前已", "before")
        if paid.on is None
        else Bilingual(f"已于{day.zh(paid.on)}", f"on {day.en(paid.on)}")
    )
    much = (
        Bilingual("", "") if paid.amount is None else Bilingual(money.zh(paid.amount), money.en(paid.amount))
    )
    kind = Bilingual("每年一次", "yearly") if once is Per.YEAR else Bilingual("一次性", "one-off")
    return Bilingual(
        zh=f"该奖补为{kind.zh}，{on.zh}获得{much.zh}",
        en=f"this {kind.en} reward was received {on.en}{f' ({much.en})' if much.en else ''}",
    )
